"""Compares a learner's function with the right answer, and says in a sentence how far it is."""

from typing import NamedTuple

import numpy as np

from ..door import quietly
from .tasks import TASKS, trials

CHANGED = (
    "Your function changed one of its arguments: make a new array, "
    "for others still need the old one."
)


class Verdict(NamedTuple):
    """Whether an answer is right, and a sentence about it."""

    right: bool
    sentence: str

    def __repr__(self):
        """Return the sentence."""
        return self.sentence


def check(name, function):
    """Try a learner's function on several seeded networks and say how far it is.

    nothing returned → not numbers → wrong shape → other numbers → right

    Shapes: those of the task; a wrong one is shown beside the right one, with what its axes mean.
    Units: those of the task.
    Errors: ValueError when the task is not known; never for what the learner's function does.
    Lesson: 05_derive_the_recurrence.
    """
    if name not in TASKS:
        raise ValueError(f"task {name!r} is not known, expected one of: {', '.join(TASKS)}")
    if not callable(function):
        return Verdict(
            False,
            f"Not yet: write a function of {TASKS[name].call} and pass it without calling it.",
        )
    for arguments, right in trials(name):
        found = fault(TASKS[name], function, arguments, right)
        if found:
            return Verdict(False, found)
    return Verdict(True, "Right: your function gives the numbers of bpkit on five networks.")


def fault(task, function, arguments, right):
    """Return what is wrong with the function on these arguments, or None."""
    copies = [np.array(a) if isinstance(a, np.ndarray) else a for a in arguments]
    try:
        answer = quietly(function, *copies)
    except Exception as error:
        return (
            f"Your function stopped with {type(error).__name__}: {error}. "
            f"It is called as {task.call}."
        )
    if answer is None:
        return "Your function returned nothing yet: end it with return and your result."
    try:
        answer = np.asarray(answer, dtype=float)
    except (TypeError, ValueError):
        return f"Your function returned a {type(answer).__name__}, expected an array of numbers."
    if answer.shape != right.shape:
        return f"Your result has shape {answer.shape}, expected {right.shape}: {task.axes}."
    if any(
        isinstance(a, np.ndarray) and not np.array_equal(a, c) for a, c in zip(arguments, copies)
    ):
        return CHANGED
    if not np.allclose(answer, right, rtol=1e-9, atol=1e-12):
        return f"The shape is right, the numbers are not: {worst_entry(answer, right)}."
    return None


def worst_entry(answer, right):
    """Return in words which entry is the farthest from the right one, and what it should be."""
    worst = np.unravel_index(np.abs(answer - right).argmax(), right.shape)
    return f"entry {[int(i) for i in worst]} is {answer[worst]:.4g}, expected {right[worst]:.4g}"
