"""What is said of an answer."""

from textwrap import fill
from typing import NamedTuple

NOT_STARTED = "Not started"


class Verdict(NamedTuple):
    """Whether an answer is right, a sentence about it, the share of it that is right, the mistake.

    It is true only when the answer is right. points runs from 0 to 1; mistake is the name of a
    known one, or "".
    """

    right: bool
    sentence: str
    points: float = 0.0
    mistake: str = ""

    def __bool__(self):
        """Return whether the answer is right."""
        return self.right

    def __repr__(self):
        """Return the sentence."""
        return fill(self.sentence, 96)

    @property
    def state(self):
        """The verdict in a word or two."""
        if self.sentence.startswith(NOT_STARTED):
            return "not started"
        return "right" if self.right else "not yet"


def not_started(what):
    """Return the verdict on an exercise that is not begun."""
    return Verdict(False, f"{NOT_STARTED}: {what}.")


def named(row, wrongs, points, more=""):
    """Return the Verdict that names these mistakes, of which nothing can tell one from another."""
    said = " Or: ".join(wrong.said for wrong in wrongs)
    return Verdict(False, f"Not yet. {said}{more}{pointer(row)}", points, wrongs[0].name)


def pointer(row):
    """Return where to read on."""
    place = f"Equation ({row.equation}), lesson" if row.equation else "Lesson"
    return f' {place} {row.number}; bp.exercises.hint("{row.name}") says more.'
