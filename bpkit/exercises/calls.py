"""Calls a learner's function on a case, and says in words what it did: never by raising."""

from copy import deepcopy
from pathlib import Path
from re import search
from traceback import extract_tb
from typing import NamedTuple

import numpy as np

from ..diagnosis import calls
from ..door import quietly
from .answers import AnswerError, arrays

SECONDS = 5.0
HOMES = str(Path(__file__).parents[1]), str(Path(np.__file__).parent)
LONGEST = 200  # letters of what an exception says


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
    own = deepcopy(arguments)
    try:
        with calls.at_most(SECONDS):
            given = quietly(function, *own)
        return Outcome(arrays(row, given), changed=changed(row.letters, arguments, own))
    except AnswerError as error:
        return Outcome(fault=str(error), changed=changed(row.letters, arguments, own))
    except calls.EndlessError:
        return Outcome(
            fault=f"Your function did not return within {SECONDS:g} seconds: "
            "is there an endless loop?",
            ended=True,
        )
    except SystemExit:
        said = "Your function ended Python with sys.exit or quit: return the result instead."
        return Outcome(fault=said, ended=True)
    except (Exception, GeneratorExit) as error:
        raised = type(error).__name__[:40], spoken(error)
        return Outcome(raised=raised, fault=stopped(error, raised, row, arguments))


def changed(letters, arguments, own):
    """Return the name of the first argument that is no longer what it was."""
    for letter, before, after in zip(letters, arguments, own):
        pairs = zip(before, after) if isinstance(before, list | tuple) else [(before, after)]
        if any(isinstance(a, np.ndarray) and not np.array_equal(a, b) for a, b in pairs):
            return letter
    return ""


def spoken(error):
    """Return the words of an exception, few, and on one line."""
    try:
        return " ".join(str(error).split())[:LONGEST]
    except Exception:
        return "an error without words"


def stopped(error, raised, row, arguments):
    """Return a sentence about an exception: where, what, and what the function was called with."""
    frames = extract_tb(error.__traceback__)
    theirs = [f for f in frames if not f.filename.startswith(HOMES)]
    where = f" in line {theirs[-1].lineno}" if theirs else ""
    return (
        f"Your function stopped{where}: {plain(*raised)}. It is called as {shapes(row, arguments)}."
    )


def plain(kind, words):
    """Return what an exception says; numpy's words on shapes in plain ones."""
    if sizes := search(r"^matmul: .*\(size (\d+) is different from (\d+)\)$", words):
        return (
            f"@ meets a left array of {sizes[2]} columns and a right one of {sizes[1]} rows, "
            "which must be as many"
        )
    if pair := search(r"broadcast together with shapes (\(.*?\)) (\(.*?\))", words):
        return f"entry by entry, arrays of shape {pair[1]} and {pair[2]} do not fit each other"
    if "gufunc" in words or "ufunc" in words:
        return f"numpy cannot work with what it was given ({kind})"
    return f"{kind}, {words}"


def shapes(row, arguments):
    """Return the call with the shape of every array in it."""
    named = zip(row.letters, arguments)
    return f"({', '.join(f'{letter}{size(value)}' for letter, value in named)})"


def size(value):
    """Return the shape of an array as it is written behind its name."""
    return f": {value.shape}" if isinstance(value, np.ndarray) else ""
