"""Hints, one after the other, and the worked answer."""

from inspect import getsource
from typing import NamedTuple

from ..equations import EQUATIONS, show
from . import catalogue
from .progress import progress


class Text(NamedTuple):
    """A few paragraphs to read."""

    text: str

    def __repr__(self):
        """Return the paragraphs."""
        return self.text


def hint(name, number=None):
    """Return the next hint of an exercise, each telling more than the last; or the one of a number.

    Errors: ValueError when no exercise has this name, or it has no hint of this number.
    Lesson: 01_forward_propagation.
    """
    row = catalogue.row(name)
    if number is None:
        number = min(progress.line(row).hints + 1, len(row.hints))
    if number not in range(1, len(row.hints) + 1):
        raise ValueError(f"hint {number!r} is not there, expected a number from 1 to 3")
    progress.hinted(row, number)
    last = f' Still stuck? bp.exercises.reveal("{row.name}").' if number == len(row.hints) else ""
    return Text(f"Hint {number} of {len(row.hints)}: {row.hints[number - 1]}{last}")


def reveal(name):
    """Return the worked answer of an exercise, with the lines of bpkit that are the answer.

    Errors: ValueError when no exercise has this name.
    Lesson: 01_forward_propagation.
    """
    row = catalogue.row(name)
    progress.hinted(row, len(row.hints) + 1)
    parts = [row.statement, row.worked]
    parts += [f"({row.equation})  {EQUATIONS[row.equation].plain}"] if row.equation else []
    parts += [getsource(row.reference)] if callable(row.reference) else []
    parts += [f"In bpkit:\n\n{show(row.source)!r}"] if row.source else []
    return Text("\n\n".join(part.strip("\n") for part in parts))
