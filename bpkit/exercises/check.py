"""Checks an answer: right, or which known mistake it is, or the first thing that is wrong."""

from ..door import quietly
from . import catalogue, functions, typed
from .progress import progress

LONGEST = 900  # letters of a sentence, whatever the answer was


def check(name, answer):
    """Judge an answer to an exercise, and say in a sentence how far it is.

    not started → right → a known mistake → nothing returned, an exception, type, shape, numbers

    Shapes: those of the exercise; a wrong one is shown beside the right one, with what its axes
        mean.
    Errors: ValueError when no exercise has this name; never for what an answer holds or does.
    Lesson: 01_forward_propagation.
    """
    row = catalogue.row(name)
    verdict = quietly(judged, row, answer)
    verdict = verdict._replace(sentence=verdict.sentence[:LONGEST])
    progress.note(row, verdict)
    return verdict


def judged(row, answer):
    """Return the Verdict on an answer, by what the exercise asks for."""
    if callable(row.reference):
        return functions.judged(row, answer)
    if isinstance(row.reference, str):
        return typed.word(row, answer)
    return typed.numbers(row, answer)
