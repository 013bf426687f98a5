"""What an exercise is: one row, with the question, the answer, and the known ways to miss it."""

from collections.abc import Callable
from inspect import signature
from typing import NamedTuple

from ..diagnosis import MISTAKES

# what is said of a mistake that several exercises know, and the vocabulary of diagnose does not
SHARED = {
    "sign": "The sign has turned: a gradient points uphill, and the minus stands in (2) and (3).",
    "order_of_the_product": "The two sides of @ have changed places: a column is a sample.",
    "transposed_result": "The numbers are right and lie on their side: turn the result with .T.",
    "f_prime_twice": "f′ is multiplied in twice.",
    "entry_by_entry": "* multiplies entry by entry; here every row meets every column, with @.",
    "last_one_only": "Only the last term of the sum is left: += in place of =.",
    "first_one_only": "Only the first term of the sum is left: is the return inside the loop?",
}


class Wrong(NamedTuple):
    """A known wrong answer: the name of the mistake, what it gives, and a sentence of its own."""

    name: str
    answer: object
    sentence: str = ""

    @property
    def said(self):
        """The sentence it gets: its own, or that of its name."""
        if self.sentence or self.name in SHARED:
            return self.sentence or SHARED[self.name]
        told, _, _ = MISTAKES[self.name].sentence.rpartition(": ")  # the line is for the hints
        return told[0].upper() + told[1:].format(l="l", n="l+1", detail="") + "."


class Row(NamedTuple):
    """An exercise; the kind of its reference says what is asked for.

    A function is called on every case; a number, or a tuple of numbers, is typed in; a str is one
    of the choices.
    """

    name: str
    lesson: str
    statement: str
    reference: object
    mistakes: tuple[Wrong, ...]
    hints: tuple[str, str, str]
    worked: str
    equation: int | None = None
    # of a function: its cases, each a tuple of arguments; what the axes of its result mean
    cases: Callable | None = None
    axes: str = ""
    planted: Callable | None = None  # the wrong function that the learner starts from
    second_look: Callable | None = None  # takes a wrong function; returns a Wrong, or None
    parts: tuple[str, ...] = ()  # the names of what a tuple holds
    # of a number: to how many digits, or within which factor, it is asked for; else exactly
    digits: int = 0
    factor: float = 0.0
    choices: tuple[str, ...] = ()
    source: object = None  # the function of bpkit that is the answer
    alike: tuple = ()  # pairs of mistakes that nothing can tell apart

    @property
    def call(self):
        """How the function is called, such as (W, b, X)."""
        return str(signature(self.reference))

    @property
    def number(self):
        """The number of its lesson, such as 10b."""
        return self.lesson.split("_")[0]

    @property
    def letters(self):
        """The names of the function's arguments."""
        return [*signature(self.reference).parameters]
