"""All answers in one file: those of the exercises' rows, and of the lessons' cells tagged answer.

Run: python -m tests.answers.
"""

import inspect
import re
from pathlib import Path

import nbformat

from bpkit.exercises import NAMES, row

from .store_outputs import NOTEBOOKS, lessons

PAGE = Path(__file__).parent.parent / "teaching" / "answers.md"
TAG = "answer"
HEAD = """# Answers: the teacher's copy

This file has the answer to every exercise, and to every task under *On your own*. Do not hand it
out. A learner gets one answer at a time, from `bp.exercises.reveal(name)` and from the folded
cell at the end of a lesson. The answers to the questions *Predict, then move* stand in the
lessons, after each explorer. The command `python -m tests.answers` makes this file from the
lessons and the exercises; `make notebooks` calls it. Edit those, not this.
"""


def told(number, digits):
    """Return a number as an answer is written: to the digits asked for, or to three."""
    return str(number) if isinstance(number, int) else f"{number:.{digits or 3}g}"


def answer(exercise):
    """Return what is right: the lines of a function, or what is typed in."""
    right = exercise.reference
    if callable(right):
        return f"```python\n{inspect.getsource(right).strip()}\n```"
    if isinstance(right, tuple):
        named = exercise.parts or [""] * len(right)
        right = ", ".join(f"{n} {told(v, exercise.digits)}".strip() for n, v in zip(named, right))
    elif not isinstance(right, str):
        right = told(right, exercise.digits)
    near = f" (right within a factor of {exercise.factor:g})" if exercise.factor else ""
    return f"**{right}**{near}"


def solved(exercise):
    """Return an exercise with its answer and how one gets there."""
    parts = f"### Exercise `{exercise.name}`", exercise.statement, answer(exercise), exercise.worked
    return "\n\n".join(parts)


def unfolded(source):
    """Return a cell's answer without its fold, its links seen from the page's folder."""
    text = re.sub(r"</?details>|<summary>.*?</summary>", "", source).strip()
    return re.sub(r"\]\((?=[^)/:#]+\.(ipynb|md))", "](../notebooks/", text)


def cells(name):
    """Yield the answers that stand in the cells of a lesson."""
    for cell in nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells:
        if TAG in cell.metadata.get("tags", []):
            yield f"### On your own\n\n{unfolded(cell.source)}"


def page():
    """Return the file."""
    parts = [HEAD.strip()]
    for name in lessons(NOTEBOOKS):
        parts.append(f"## {name}")
        parts += [solved(row(each)) for each in NAMES if row(each).lesson == name]
        parts += cells(name)
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
