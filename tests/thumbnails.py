"""A small picture of each lesson for README: the first that the lesson has stored.

Run: python -m tests.thumbnails.
"""

from base64 import b64decode
from io import BytesIO
from pathlib import Path
from re import search

import nbformat
from PIL import Image

from .store_outputs import NOTEBOOKS, lessons

FOLDER = Path(__file__).parent.parent / "docs" / "lessons"
WIDTH, COLOURS = 440, 32
STILL = r'class="bpkit-still"[^>]* src="data:image/png;base64,([^"]+)"'


def stored(notebook):
    """Yield each PNG that the outputs of a notebook hold, in base64."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            still = search(STILL, data.get("text/html", ""))
            yield from [data["image/png"]] if "image/png" in data else []
            yield from [still[1]] if still else []


def small(png):
    """Return a picture of the width of a table's column, in few colours."""
    whole = Image.open(BytesIO(b64decode(png))).convert("RGB")
    height = round(whole.height * WIDTH / whole.width)
    return whole.resize((WIDTH, height), Image.Resampling.LANCZOS).quantize(COLOURS)


def main():
    """Write the pictures of all lessons."""
    FOLDER.mkdir(exist_ok=True)
    for name in lessons(NOTEBOOKS):
        notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
        small(next(stored(notebook))).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
