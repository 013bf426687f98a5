"""The guide's questions to a class as cells of a lesson: tagged instructor, and notes."""

import re
from copy import deepcopy
from pathlib import Path

from nbformat.v4 import new_markdown_cell

GUIDE = Path(__file__).parents[2] / "teaching" / "guide.md"
QUESTION = r"^\d\. Before \[([^\]]*)\]\(\.\./notebooks/{}\.ipynb[^)]*\): (.*)$"
TAG = "instructor"


def questions(lesson):
    """Return what the guide asks before sections of a lesson, as pairs of section and question."""
    return re.findall(QUESTION.format(lesson), GUIDE.read_text(encoding="utf-8"), re.M)


def with_notes(notebook, lesson):
    """Return the teacher's copy of a lesson: below the text that opens a section, its question."""
    asked, cells = questions(lesson), []
    for cell in deepcopy(notebook).cells:
        cells.append(cell)
        told = cell.source if cell.cell_type == "markdown" else ""
        for number, (section, question) in enumerate(asked, 1):
            if section in re.findall(r"^#+ (.*)$", told, re.M):
                metadata = {"tags": [TAG], "slideshow": {"slide_type": "notes"}}
                cells.append(new_markdown_cell(question, id=f"{TAG}-{number}", metadata=metadata))
    return type(notebook)({**notebook, "cells": cells})
