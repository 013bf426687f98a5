"""Checks an answer: right, or which known mistake it is, or the first thing that is wrong."""

from . import catalogue, functions, typed
from .progress import progress


def check(name, answer):
    """Judge an answer to an exercise, and say in a sentence how far it is.

    not started → right → a known mistake → nothing returned, an exception, type, shape, numbers

    Shapes: those of the exercise; a wrong one is shown beside the right one, with what its axes
        mean.
    Errors: ValueError when no exercise has this name; never for what an answer holds or does.
    Lesson: 01_forward_propagation.
    """
    row = catalogue.row(name)
    if callable(row.reference):
        verdict = functions.judged(row, answer)
    elif isinstance(row.reference, str):
        verdict = typed.word(row, answer)
    else:
        verdict = typed.numbers(row, answer)
    progress.note(row, verdict)
    return verdict
