"""How high a cell will stand on a slide of 1024 × 768, in pixels, judged from its text alone.

A judgement, so that no browser is needed to mark a lesson; tests/browser/test_slides.py measures.
"""

import re
import struct
from base64 import b64decode
from math import ceil

WIDTH = 982  # of 1024; the rest is margin
ROOM = 650  # of 768; the rest is margin, the line that says where one is, and doubt
LINE, LETTER = 34.5, 11.6  # of text at 26 px
LARGEST, SMALLEST = 26.67, 16  # pixels of code: 20 pt, and what the last row still reads
ADVANCE, LEADING = 0.6025, 1.3  # of a letter of code and of a line, in its own size
PICTURE = 580
STILL = r'class="bpkit-still"[^>]* src="data:image/png;base64,([^"]+)"'
LIVE = "to bring it to life"
TALL = r"\\(?:frac|sum|under|over|prod|int)"


def code_size(lines):
    """Return the size of the letters of code: the largest in which it fits the screen."""
    columns = max(map(len, lines), default=1) or 1
    fitting = min(WIDTH / (ADVANCE * columns), ROOM / (LEADING * (len(lines) or 1)))
    return min(LARGEST, max(SMALLEST, fitting))


def code(text):
    """Return the height of lines of code, or of what it prints; what is too long is wrapped."""
    lines = text.rstrip("\n").splitlines()
    size = code_size(lines)
    columns = int(WIDTH / (ADVANCE * size))
    return 12 + LEADING * size * sum(max(1, ceil(len(line) / columns)) for line in lines)


def spoken(text):
    """Return a text as long as it looks: links without address, formulas without commands."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\\(?:big|Big|left|right|mathbf|text|,|;|!)\b ?", "", text)
    return re.sub(r"\\[a-zA-Z]+|[{}^_$*]", "", text)


def prose(text, letter=LETTER, line=LINE):
    """Return the height of running text."""
    return line * max(1, ceil(len(spoken(text)) * letter / WIDTH))


def formula(text):
    """Return the height of a displayed equation."""
    rows = text.count(r"\\") + 1
    return 20 + 44 * rows + (26 if re.search(TALL, text) else 0)


def table(text):
    """Return the height of a table whose columns share the width as their longest cells do."""
    rows = [spoken(row).strip().strip("|").split("|") for row in text.splitlines()]
    rows = [rows[0], *rows[2:]]
    total = sum(max(map(len, column)) for column in zip(*rows))
    lines = max(1, total * LETTER / WIDTH)
    longest = [max(map(len, column)) or 1 for column in zip(*rows)]
    return 24 + sum(
        14 + 31 * max(ceil(lines * len(cell) / most) for cell, most in zip(row, longest))
        for row in rows
    )


def block(text):
    """Return the height of one block of Markdown."""
    if text.startswith("```"):
        return code("\n".join(text.splitlines()[1:-1]))
    if text.startswith("#"):
        level = len(text) - len(text.lstrip("#"))
        return 20 + prose(text, letter=LETTER * (2.1 - 0.3 * level), line=60 - 8 * level)
    if text.lstrip().startswith("|"):
        return table(text)
    parts = re.split(r"\$\$(.*?)\$\$", text, flags=re.S)
    lines = [line for part in parts[::2] for line in part.splitlines() if line.strip()]
    return 14 * max(1, len(lines)) + sum(map(prose, lines)) + sum(map(formula, parts[1::2]))


def picture(png):
    """Return the height of a picture, as wide as the screen if that is not too high."""
    header = b64decode(png[:32])
    if len(header) < 24:
        return 12 + PICTURE
    width, height = struct.unpack(">II", header[16:24])
    return 12 + min(PICTURE, height * WIDTH / width)


def output(shown, blocks):
    """Return the height of one output; blocks cuts Markdown into blocks."""
    data = shown.get("data", {"text/plain": shown.get("text", "")})
    if "text/markdown" in data:
        return sum(map(block, blocks(data["text/markdown"])))
    if still := re.search(STILL, data.get("text/html", "")):
        return picture(still[1])
    if "image/png" in data:
        return picture(data["image/png"])
    # a verdict in HTML is set in text, with a paragraph a line
    return code(data.get("text/plain", "")) * (1.5 if "text/html" in data else 1)
