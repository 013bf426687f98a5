"""Judges a function, by calling it on every case beside the right one and every known wrong one."""

from typing import NamedTuple

from .answers import NOTHING
from .calls import called
from .compare import close, entry, fitted, proportion, same
from .row import Row
from .verdict import Verdict, named, not_started, pointer

CHANGED = (
    "Not yet. The numbers are right, but your function changes its argument {letter}, and others "
    "still need the old one: make a new array, as in a = a * b in place of a *= b."
)
REMEMBERS = (
    "Not yet. Called again with the same arguments, your function gives other numbers: something "
    "of an earlier call is still inside. Start each call from zero, and use no random numbers."
)
FLAT = (
    " (A vector was taken for the column that it stands for; keepdims=True keeps that shape, and "
    "in a sweep you will need it.)"
)
BY_FORM = " The shapes say so; the numbers are wrong in another way as well."


class Trial(NamedTuple):
    """A function on every case: what it gave, and what is right."""

    row: Row
    function: object
    cases: list
    given: list
    right: list

    def outcomes(self, function):
        """Return what another function gives on these cases."""
        return [called(self.row, function, case) for case in self.cases]

    @property
    def points(self):
        """The share of the cases that are right."""
        return sum(map(same, self.given, self.right)) / len(self.cases)


def judged(row, function):
    """Return the Verdict on a function."""
    if function is None or function is Ellipsis:
        return not_started(f"write a function of {row.call}")
    if not callable(function):
        said = f"Write a function of {row.call}, and hand it in by its name, without calling it."
        return Verdict(False, f"Not yet. {said}")
    cases, given = row.cases(), []
    for case in cases:
        given.append(called(row, function, case))
        if given[-1].ended:
            return Verdict(False, f"Not yet. {given[-1].fault}")
    trial = Trial(row, function, cases, given, [called(row, row.reference, case) for case in cases])
    readings = (unfilled, all_right, known, second_look, known_by_form, first_fault)
    return next(said for reading in readings if (said := reading(trial)) is not None)


def unfilled(t):
    """Return the Verdict on a function that returns nothing, or has the planted mistake still."""
    if all(outcome.fault == NOTHING for outcome in t.given):
        return not_started("your function returns nothing; end it with return and your result")
    if t.row.planted and all(map(same, t.given, t.outcomes(t.row.planted))):
        return not_started("the function still gives what the planted mistake gives")
    return None


def all_right(t):
    """Return the Verdict on right numbers: right, unless the function changes or keeps anything."""
    if t.points < 1:
        return None
    letter = next((outcome.changed for outcome in t.given if outcome.changed), "")
    if letter:
        return Verdict(False, CHANGED.format(letter=letter), mistake="changes_its_arguments")
    if not same(called(t.row, t.function, t.cases[0]), t.given[0]):
        return Verdict(False, REMEMBERS, mistake="accumulates")
    flat = any(fits_after_all(*pair) for pair in zip(t.given, t.right))
    return Verdict(True, f"Right, on all {len(t.cases)} cases.{FLAT if flat else ''}", 1.0)


def fits_after_all(given, right):
    """Return whether something given had another shape, and could mean only one thing."""
    return any(a.shape != right.arrays[name].shape for name, a in given.arrays.items())


def known(t):
    """Return the Verdict that names what gives the same on every case: numbers or exceptions."""
    found = [w for w in t.row.mistakes if all(map(same, t.given, t.outcomes(w.answer)))]
    return named(t.row, found, t.points) if found else None


def known_by_form(t):
    """Return the Verdict that names the one mistake which gives the same shapes and exceptions."""
    forms = [outcome.form for outcome in t.given]
    if forms == [outcome.form for outcome in t.right]:
        return None
    found = [w for w in t.row.mistakes if forms == [o.form for o in t.outcomes(w.answer)]]
    return named(t.row, found, t.points, BY_FORM) if len(found) == 1 else None


def second_look(t):
    """Return the Verdict of the row's own closer look, if the first shapes are right."""
    shaped = t.given[0].form == t.right[0].form
    found = t.row.second_look(t.function) if t.row.second_look and shaped else None
    return named(t.row, [found], t.points) if found else None


def first_fault(t):
    """Return the Verdict on the first case that is wrong: an exception, type, shape or numbers."""
    k = next(k for k, pair in enumerate(zip(t.given, t.right)) if not same(*pair))
    said = t.given[k].fault or different(t.row, t.given[k].arrays, t.right[k].arrays)
    share = f" It is right on {round(t.points * len(t.cases))} of {len(t.cases)} cases."
    return Verdict(False, f"Not yet. {said}{share if t.points else ''}{pointer(t.row)}", t.points)


def different(row, given, right):
    """Return in words how arrays differ from the right ones: in their names, shape or numbers."""
    if given.keys() != right.keys():
        return f"Your result holds {', '.join(given)}; expected {', '.join(right)}."
    given = {name: fitted(array, right[name].shape) for name, array in given.items()}
    for name, array in given.items():
        if array.shape != right[name].shape:
            meaning = f": {row.axes}" if row.axes else ""
            expected = f"expected {right[name].shape}{meaning}"
            return f"{name or 'Your result'} has shape {array.shape}, {expected}."
    k = proportion(given, right)
    if k is not None:
        return f"Every number is {k:.4g} times what it should be."
    name = next(name for name in given if not close(given[name], right[name]))
    place = f"in {name}, " if name else ""
    return f"The shape is right, the numbers are not: {place}{entry(given[name], right[name])}."
