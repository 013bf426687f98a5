"""Calls a learner's function on a case, and says in words what it did: never by raising."""

from copy import deepcopy
from re import search
from traceback import extract_tb
from typing import NamedTuple

import numpy as np

from ..diagnosis.calls import SECONDS, own, spoken
from ..diagnosis.timer import EndlessError, at_most
from ..door import quietly
from .answers import AnswerError, arrays

ENDLESS = f"Your function did not return within {SECONDS:g} seconds: is there an endless loop?"
ENDED = "Your function ended Python with sys.exit or quit: return the result instead."


class Outcome(NamedTuple):
    """What a call gave: arrays by name, or what it raised; a sentence on what is wrong with it."""

    arrays: dict | None = None
    raised: tuple = ()  # the kind of exception, and its words
    fault: str = ""
    changed: str = ""  # the argument that the function has changed
    ended: bool = False  # further calls make no sense

    @property
    def form(self):
        """The shapes of the arrays, or the exception, or else the fault."""
        if self.arrays is None:
            return self.raised or self.fault
        return {name: array.shape for name, array in self.arrays.items()}


def called(row, function, arguments):
    """Return the Outcome of a call on copies of the arguments; KeyboardInterrupt alone passes."""
    copies = deepcopy(arguments)
    try:
        with at_most(SECONDS):
            given = quietly(function, *copies)
            return Outcome(arrays(row, given), changed=changed(row.letters, arguments, copies))
    except AnswerError as error:
        return Outcome(fault=str(error), changed=changed(row.letters, arguments, copies))
    except EndlessError:
        return Outcome(fault=ENDLESS, ended=True)
    except SystemExit:
        return Outcome(fault=ENDED, ended=True)
    except (Exception, GeneratorExit) as error:
        raised = type(error).__name__[:40], spoken(error)
        return Outcome(raised=raised, fault=stopped(error, raised, row, arguments))


def changed(letters, arguments, copies):
    """Return the name of the first argument that is no longer what it was."""
    for letter, before, after in zip(letters, arguments, copies):
        several = isinstance(before, list)
        pairs = zip(before, after) if several else [(before, after)]
        if (several and len(before) != len(after)) or any(
            isinstance(a, np.ndarray) and not np.array_equal(a, b) for a, b in pairs
        ):
            return letter
    return ""


def stopped(error, raised, row, arguments):
    """Return a sentence about an exception: where, what, and what the function was called with."""
    line = own(extract_tb(error.__traceback__))
    call = ", ".join(f"{name}{size(value)}" for name, value in zip(row.letters, arguments))
    if line is None:
        return f"Your function could not be called: {raised[1]}. It is called as ({call})."
    return f"Your function stopped in line {line.lineno}: {plain(*raised)}. Called was ({call})."


def plain(kind, words):
    """Return what an exception says; numpy's words on shapes in plain ones."""
    if words.startswith("@"):
        return words
    if pair := search(r"broadcast together with shapes (\(.*?\)) (\(.*?\))", words):
        return f"entry by entry, arrays of shape {pair[1]} and {pair[2]} do not fit each other"
    if "ufunc" in words:
        return f"numpy cannot work with what it was given there ({kind})"
    return f"{kind}, {words}"


def size(value):
    """Return the shape of an array as it is written behind its name."""
    return f" {value.shape}" if isinstance(value, np.ndarray) else ""
