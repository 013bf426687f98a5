"""A lesson cut to the screen: no words are changed, but a cell may go on on the next slide."""

import re
import textwrap
from copy import deepcopy
from itertools import combinations

from nbformat.v4 import new_code_cell, new_markdown_cell

from . import height
from .blocks import blocks, joined
from .rule import is_explorer, marked, shown

COLUMNS = int(height.WIDTH / (height.ADVANCE * height.LARGEST))  # of code in its largest size
MARKER = r"^\s*# NBVAL_\w+\n"
GRAPH = r"```mermaid\n.*?accTitle: (.*?)\n.*?accDescr: (.*?)\n.*?```"
TOLD = r"*\1.* \2 (The graph is drawn in the notebook.)"


def cut(notebook):
    """Return the cells of a lesson as slides, each with its metadata."""
    cells = [piece for cell in notebook.cells for piece in pieces(deepcopy(cell))]
    return headed(marked(cells))


def pieces(cell):
    """Yield a cell in as many parts as it needs screens."""
    if set(cell.metadata.get("tags", [])) & {"navigation", "answer", "instructor"}:
        yield cell
    elif cell.cell_type == "code":
        yield from code_pieces(cell)
    else:
        # a page without a kernel draws no graph, but can tell it
        for section in sections(re.sub(GRAPH, TOLD, cell.source, flags=re.S)):
            for text in screens(section):
                yield new_markdown_cell(text, metadata=deepcopy(cell.metadata))


def code_pieces(cell):
    """Yield the code with what it shows or, if both are too high, that on slides of its own."""
    source, live = narrowed(re.sub(MARKER, "", cell.source, flags=re.M)), is_explorer(cell)
    parts = [part for output in shown(cell) for part in output_pieces(output)]
    heights = [height.output(part, blocks) for part in parts]
    if live or height.code(source) + sum(heights) <= height.ROOM:
        yield code(source, parts, cell)
        return
    yield code(source, [], cell)
    while parts:
        n = next((n for n in range(len(parts), 1, -1) if sum(heights[:n]) <= height.ROOM), 1)
        yield code("", parts[:n], cell)
        parts, heights = parts[n:], heights[n:]


def code(source, outputs, cell):
    """Return a code cell with a part of what another cell has."""
    return new_code_cell(source, outputs=outputs, metadata=deepcopy(cell.metadata))


def output_pieces(output):
    """Yield an output in parts that are no higher than a screen."""
    if markdown := output.get("data", {}).get("text/markdown"):
        for text in screens(markdown, narrow=True):
            yield {**output, "data": {"text/markdown": text}}
        return
    text = output.get("text") or output.get("data", {}).get("text/plain", "")
    html = {"text/html", "image/png"} & set(output.get("data", {}))
    lines = text.splitlines(keepends=True)
    if html or height.code(text) <= height.ROOM:
        yield output
        return
    screens_needed = int(height.code(text) // height.ROOM) + 1
    n = -(-len(lines) // screens_needed)
    for i in range(0, len(lines), n):
        part = "".join(lines[i : i + n])
        changed = {"text": part} if "text" in output else {"data": {"text/plain": part}}
        yield {**output, **changed}


def sections(source):
    """Return a text in its sections, each of which opens with its heading."""
    found = [[]]
    for part in blocks(source):
        if found[-1] and re.match("#+ ", part) and not re.match("#+ ", found[-1][-1]):
            found.append([])
        found[-1].append(part)
    return [joined(parts) for parts in found]


def screens(source, narrow=False):
    """Return a text in as few parts as fit on a screen each, cut where it is most even."""
    parts = [narrowed_fence(part) if narrow else part for part in blocks(source)]
    parts = atoms([piece for part in parts for piece in table_pieces(part)])
    heights = [sum(map(height.block, blocks(part))) for part in parts]
    for n in range(1, len(parts) + 1):
        cuts = [(0, *inner, len(parts)) for inner in combinations(range(1, len(parts)), n - 1)]
        highest = {
            places: max(sum(heights[a:b]) for a, b in zip(places, places[1:])) for places in cuts
        }
        best = min(cuts, key=highest.get)
        if highest[best] <= height.ROOM or n == len(parts):
            return [joined(parts[a:b]) for a, b in zip(best, best[1:])]


def table_pieces(part):
    """Return a block, or a table that is too high as several under the same head."""
    n = int(height.block(part) // height.ROOM) + 1
    if n == 1 or not part.startswith("|"):
        return [part]
    head, rows = part.splitlines()[:2], part.splitlines()[2:]
    each = -(-len(rows) // n)
    return ["\n".join(head + rows[i : i + each]) for i in range(0, len(rows), each)]


def atoms(parts):
    """Return blocks, each heading together with what it heads."""
    whole = []
    for part in parts:
        if whole and re.fullmatch(r"(#+ [^\n]*\s*)+", whole[-1]):
            whole[-1] += "\n\n" + part
        else:
            whole.append(part)
    return whole


def narrowed_fence(part):
    """Return a block, its lines of code narrowed if it is a fence."""
    if not part.startswith("```"):
        return part
    first, *lines, last = part.splitlines()
    return "\n".join([first, narrowed("\n".join(lines)), last])


def narrowed(source):
    """Return code in which a comment or a docstring that makes a line too long has its own line."""
    return "\n".join(part for line in source.splitlines() for part in narrow_line(line))


def narrow_line(line):
    """Yield a line of code, or if it is too long its parts."""
    found = re.fullmatch(r"(\s*)(.*?\S)  (# .*)", line)
    if len(line) <= COLUMNS:
        yield line
    elif found and len(found[1] + found[2]) <= COLUMNS + 1:
        yield found[1] + found[2]
        yield found[3].rjust(COLUMNS)
    elif line.lstrip().startswith('"""'):
        indent = " " * (len(line) - len(line.lstrip()))
        words = textwrap.wrap(line.strip(), COLUMNS - len(indent))
        yield from (indent + part for part in words)
    else:
        yield line


def headed(cells):
    """Return the cells, above each slide without a heading the one of its section, in small."""
    told, section = [], ""
    for cell in cells:
        heading = re.match(r"#+ (.*)", cell.source) if cell.cell_type == "markdown" else None
        begins = cell.metadata.get("slideshow", {}).get("slide_type") in ("slide", "subslide")
        if begins and not heading and section:
            where = f'<p class="section">{section}</p>'
            told.append(new_markdown_cell(where, metadata=cell.metadata))
            cell = type(cell)({**cell, "metadata": {}})
        if heading and begins:
            section = heading[1]
        told.append(cell)
    return told
