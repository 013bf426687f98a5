"""Which cells of a lesson begin a slide: slideshow metadata, by rule.

Every text begins a slide. Code stays with what stands before it while both fit on a screen; an
explorer has a screen of its own. Links are skipped, and what is for the teacher alone is notes.
None is a subslide: jupyterlab-deck 0.2 passes over all but the last of several subslides of one
cell. The tags slide-slide, slide-subslide, slide-fragment, slide-skip, slide-notes and slide-stay
on a cell have the last word.
"""

from . import height
from .blocks import blocks

BY_HAND = "slide-"
KINDS = ("slide", "subslide", "fragment", "skip", "notes", "stay")
FOR_THE_TEACHER = {"answer", "instructor"}


def shown(cell):
    """Return the outputs of a cell that a slide shows: a widget's line says nothing there."""
    return [
        output
        for output in cell.get("outputs", [])
        if height.LIVE not in output.get("data", {}).get("text/plain", "")
    ]


def cell_height(cell):
    """Return the height of a cell on a slide."""
    if cell.cell_type != "code":
        return sum(map(height.block, blocks(cell.source)))
    source = height.code(cell.source) if cell.source else 0
    return source + sum(height.output(output, blocks) for output in shown(cell))


def is_explorer(cell):
    """Tell whether a cell shows an explorer."""
    return len(shown(cell)) < len(cell.get("outputs", []))


def by_hand(cell):
    """Return what a tag of the author says a cell is, or None."""
    tags = cell.metadata.get("tags", [])
    return next((tag.removeprefix(BY_HAND) for tag in tags if tag.startswith(BY_HAND)), None)


def kind(cell, room):
    """Return what a cell is on the slides, where this much room is left on the last of them."""
    tags = set(cell.metadata.get("tags", []))
    if said := by_hand(cell):
        return said
    if "navigation" in tags:
        return "skip"
    if tags & FOR_THE_TEACHER:
        return "notes"
    fits = cell_height(cell) <= room
    return "stay" if cell.cell_type == "code" and fits and not is_explorer(cell) else "slide"


def kinds(cells):
    """Yield what each cell is on the slides."""
    room = 0
    for cell in cells:
        found = kind(cell, room)
        if found in ("slide", "subslide"):
            # behind an explorer nothing else
            room = 0 if is_explorer(cell) else height.ROOM
        if found not in ("skip", "notes"):
            room -= cell_height(cell)
        yield found


def marked(cells):
    """Give each cell its slideshow metadata, in place of any that it had; return them."""
    for cell, found in zip(cells, list(kinds(cells))):
        cell.metadata.pop("slideshow", None)
        # the format has no word for a cell that stays on the slide before it
        if found != "stay":
            cell.metadata["slideshow"] = {"slide_type": found}
    return cells
