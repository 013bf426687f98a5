"""A text cut into blocks: paragraphs, list items, tables, formulas, fences."""

import re

ITEM = r"(?:[-*]|\d+\.) "


def blocks(source):
    """Return the blocks of a Markdown text in order; what is fenced or displayed stays whole."""
    found, inside = [[]], None
    for line in source.splitlines():
        begins_item = re.match(ITEM, line) and inside is None and found[-1]
        if begins_item or (not line.strip() and inside is None and found[-1]):
            found.append([])
        if line.strip() or inside is not None:
            found[-1].append(line)
        inside = fence(line, inside)
    return ["\n".join(lines) for lines in found if lines]


def fence(line, inside):
    """Return the mark that is open after a line: ``` or $$, or None."""
    for mark in ("```", "$$"):
        if line.count(mark) % 2 and inside in (None, mark):
            return None if inside == mark else mark
    return inside


def joined(parts):
    """Return blocks as one text again, the items of a list on neighbouring lines."""
    text = parts[0]
    for before, part in zip(parts, parts[1:]):
        together = re.match(ITEM, part) and re.match(ITEM, before)
        text += ("\n" if together else "\n\n") + part
    return text
