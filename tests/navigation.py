"""The links around a lesson: to its neighbours, the contents and the glossary."""

import nbformat
from nbformat.v4 import new_markdown_cell

TAG = "navigation"
CONTENTS = "[Contents](00_start_here.ipynb#How-to-use-this-course)"
GLOSSARY = "[Glossary](GLOSSARY.md)"


def navigated(notebook, name, lessons):
    """Return the notebook with the links below its title and at its end, in place of older ones."""
    told = [cell for cell in notebook.cells if TAG not in cell.metadata.get("tags", [])]
    top, end = bar("top", name, lessons), bar("end", name, lessons)
    return nbformat.from_dict({**notebook, "cells": [told[0], top, *told[1:], end]})


def bar(place, name, lessons):
    """Return a cell with the links of a lesson, given all lessons in their order."""
    before, after = lessons[: lessons.index(name)], lessons[lessons.index(name) + 1 :]
    back = [f"[← {spoken(lesson)}]({lesson}.ipynb)" for lesson in before[-1:]]
    on = [f"[{spoken(lesson)} →]({lesson}.ipynb)" for lesson in after[:1]]
    source = " · ".join([*back, CONTENTS, GLOSSARY, *on])
    metadata = {"tags": [TAG], "slideshow": {"slide_type": "skip"}}
    return new_markdown_cell(source, id=f"{TAG}-{place}", metadata=metadata)


def spoken(lesson):
    """Return a lesson's name as a reader says it."""
    return lesson.replace("_", " ").replace(" delta", " δ")
