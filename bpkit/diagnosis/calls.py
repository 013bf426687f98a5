"""Calls a learner's function, and says in a sentence what went wrong: never by raising."""

from inspect import isasyncgen, iscoroutine, isgenerator
from pathlib import Path
from re import fullmatch, search
from traceback import extract_tb
from typing import NamedTuple

import numpy as np

from ..door import quietly
from . import numbers
from .timer import EndlessError, at_most

SECONDS = 5.0
LONGEST = 300  # letters of a message that are shown
PACKAGE = str(Path(__file__).parents[1] / "_")[:-1]  # with the / at its end
FORMS = (
    "return dW, db: two lists with an array a layer, such as ([dW0, dW1], [db0, db1]); "
    "or a dict with W0, b0, W1, …; or dW0, db0, dW1, db1 one after the other; or the list dW alone "
    "if there are no biases"
)


class Answer(NamedTuple):
    """What a call gave: dW and db, or a sentence on what went wrong."""

    dW: object = None
    db: object = None
    fault: str = ""


class Call(NamedTuple):
    """How a function is called: in rows or columns, with which W and b, with one sample or all."""

    rows: bool = False
    turned: bool = False
    threshold: bool = False
    with_b: bool = True
    flat_b: bool = False
    single: bool = False

    def arguments(self, net, X0, T):
        """Return new arrays W, b, X0, T in the layout of the call."""
        W = [(w.T if self.turned else w).copy() for w in net.W]
        sign = -1.0 if self.threshold else 1.0
        b = [sign * (v.T if self.rows else v) for v in net.b]
        b = [v.reshape(-1) for v in b] if self.flat_b else b
        X0, T = (X0.T.copy(), T.T.copy()) if self.rows else (X0.copy(), T.copy())
        data = (X0.reshape(-1), T.reshape(-1)) if self.single else (X0, T)
        return (W, b, *data) if self.with_b else (W, *data)


def answer(function, arguments, seconds=SECONDS):
    """Return the Answer of one call; KeyboardInterrupt alone passes.

    arguments begin with W, which tells how many layers an answer has.
    """
    try:
        with at_most(seconds):
            given = quietly(function, *arguments)
        return shaped(given, len(arguments[0]))
    except EndlessError:
        return Answer(
            fault=f"Your function did not return within {seconds:g} seconds: "
            "is there an endless loop?"
        )
    except SystemExit:
        return Answer(
            fault="Your function ended Python with sys.exit: return the gradients instead."
        )
    except (Exception, GeneratorExit) as error:
        return Answer(fault=stopped(error))


def stopped(error):
    """Return a short sentence about an exception, with the learner's own line where it happened."""
    words = spoken(error)
    line = own(extract_tb(error.__traceback__))
    if line is None:
        return (
            f"Your function could not be called: {words}. It is called as function(W, b, X0, T), "
            "and as function(W, X0, T) if all b of the net are 0."
        )
    code = f", `{line.line[:LONGEST]}`," if line.line else ""
    kind = type(error).__name__
    return f"Your function stopped in line {line.lineno}{code} with {kind}: {words}."


def spoken(error):
    """Return the words of an exception; numpy's on a product of matrices in plain ones."""
    try:
        words = " ".join(str(error).split())[:LONGEST]
    except Exception:
        return "an error without words"
    sizes = search(r"^matmul: .* mismatch .*\(size (\d+) is different from (\d+)\)$", words)
    if sizes is None:
        return words
    rows, columns = sizes.groups()
    return f"@ multiplies a matrix of {columns} columns by one of {rows} rows; is a .T missing?"


def own(frames):
    """Return the last frame in the file that bpkit called first, or None if it called none."""
    theirs = [f for f in frames if not f.filename.startswith(PACKAGE)]
    return next((f for f in reversed(theirs) if f.filename == theirs[0].filename), None)


def shaped(given, depth, printed=False):
    """Return dW and db of the forms that a function may return, or what is wrong with them."""
    if given is None:
        why = "it prints, but print only shows" if printed else "it ends without return"
        return Answer(fault=f"Your function returned nothing ({why}): {FORMS}.")
    if isgenerator(given) or iscoroutine(given) or isasyncgen(given):
        return Answer(
            fault="Your function has returned a generator or coroutine, no numbers: "
            f"write return in place of yield, and def without async; {FORMS}."
        )
    try:
        dW, db = numbers.gradients(*parted(given, depth))
        counted(dW, db, depth)
    except (ValueError, KeyError, TypeError) as error:
        return Answer(
            fault=f"What your function returned does not read as gradients ({error}): {FORMS}."
        )
    return Answer(dW, db, numbers.not_finite(dW, db))


def counted(dW, db, depth):
    """Raise ValueError unless lists have an array for each layer."""
    if not isinstance(dW, list):
        return
    for name, found in (("dW", dW), ("db", db)):
        if found is not None and len(found) != depth:
            raise ValueError(
                f"{name} has {len(found)} arrays, W has {depth}: a gradient for each layer"
            )


def parted(given, depth):
    """Return (dW, db) of a pair, a dict, a list of arrays, or all arrays one after the other."""
    if isinstance(given, dict):
        return keyed(given)
    if hasattr(given, "W") and hasattr(given, "b"):
        return given.W, given.b
    if isinstance(given, list | tuple) and len(given) == 2 and pair(*given):
        return given[0], given[1]
    if isinstance(given, list | tuple) and len(given) == 2 * depth > 2:
        return in_a_row(given, depth)
    return given, None


def keyed(given):
    """Return (dW, db) of a dict with the keys W0 b0 …, dW1 db1 …, or W0 … alone."""
    read = {key: fullmatch(r"d?([Wb])_?(\d+)", str(key)) for key in given}
    found = {(name[1], int(name[2])): given[key] for key, name in read.items() if name}
    layers = sorted(l for name, l in found if name == "W")
    if (
        None in read.values()
        or not layers
        or layers[-1] - layers[0] >= len(layers)
        or {l for _, l in found} - {*layers}
    ):
        raise ValueError(f"a dict with the keys {', '.join(map(str, [*given][:6])) or '–'}")
    b = [found.get(("b", l)) for l in layers]
    return [found["W", l] for l in layers], None if all(v is None for v in b) else b


def in_a_row(given, depth):
    """Return (dW, db) of dW1, db1, dW2, db2 or dW1, dW2, db1, db2: those that are biases tell."""
    for dW, db in ((given[::2], given[1::2]), (given[:depth], given[depth:])):
        if all(np.ndim(w) == 2 and np.size(v) in np.shape(w) for w, v in zip(dW, db)):
            return dW, db
    raise ValueError(f"{len(given)} arrays one after the other, for {depth} layers")


def pair(one, other):
    """Return whether these two are dW and db, not the dW of two layers."""
    return listed(one) and (other is None or isinstance(other, list | tuple | np.ndarray))


def listed(part):
    """Return whether this is a list of arrays, or arrays in one; a matrix as a list is not."""
    if isinstance(part, np.ndarray):
        return part.dtype == object or part.ndim == 3
    return isinstance(part, list | tuple) and not matrix(part)


def matrix(part):
    """Return whether these are the rows of a matrix: lists of plain numbers."""
    return bool(part) and all(
        isinstance(row, list | tuple) and not any(hasattr(a, "__len__") for a in row)
        for row in part
    )
