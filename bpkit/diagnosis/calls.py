"""Calls a learner's function, and says in a sentence what went wrong: never by raising."""

import signal
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import NamedTuple

import numpy as np

from ..door import quietly
from . import numbers

SECONDS = 5.0
LONGEST = 300  # letters of a message that are shown
FORMS = (
    "return (dW, db): two lists with an array a layer, or a dict with W0, b0, W1, …, "
    "or the list dW alone if there are no biases"
)


class Answer(NamedTuple):
    """What a call gave: dW and db, or a sentence on what went wrong."""

    dW: object = None
    db: object = None
    fault: str = ""


class EndlessError(Exception):
    """A call that took too long."""


@contextmanager
def at_most(seconds):
    """Stop what runs inside after some seconds, in the main thread of a machine with setitimer."""
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return

    def stop(number, frame):
        raise EndlessError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


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
    """Return the Answer of one call; KeyboardInterrupt alone passes."""
    try:
        with at_most(seconds):
            given = quietly(function, *arguments)
        return shaped(given)
    except EndlessError:
        return Answer(
            fault=f"Your function did not return within {seconds:g} seconds: "
            "is there an endless loop?"
        )
    except SystemExit:
        return Answer(
            fault="Your function ended Python with sys.exit: return the gradients instead."
        )
    except Exception as error:
        return Answer(fault=stopped(error))


def stopped(error):
    """Return a short sentence about an exception, with the line where it happened."""
    try:
        words = str(error)[:LONGEST]
    except Exception:
        words = "an error without words"
    frame = error.__traceback__
    while frame.tb_next:
        frame = frame.tb_next
    return f"Your function stopped in line {frame.tb_lineno} with {type(error).__name__}: {words}."


def shaped(given):
    """Return dW and db of the forms that a function may return."""
    if given is None:
        return Answer(
            fault=f"Your function returned nothing: end it with return. {FORMS.capitalize()}."
        )
    try:
        dW, db = parted(given)
        return Answer(*numbers.gradients(dW, db))
    except (ValueError, KeyError, TypeError) as error:
        return Answer(
            fault=f"What your function returned does not read as gradients ({error}): {FORMS}."
        )


def parted(given):
    """Return (dW, db) of a pair, a dict W0 … b0 … or a list of arrays."""
    if isinstance(given, dict):
        L = sum(f"W{l}" in given for l in range(len(given)))
        b = [given.get(f"b{l}") for l in range(L)]
        return [given[f"W{l}"] for l in range(L)], None if all(v is None for v in b) else b
    if hasattr(given, "W") and hasattr(given, "b"):
        return given.W, given.b
    if isinstance(given, list | tuple) and len(given) == 2 and pair(*given):
        return given[0], given[1]
    return given, None


def pair(one, other):
    """Return whether these two are dW and db, not the dW of two layers."""
    if not isinstance(one, list | tuple):
        return False
    return other is None or (isinstance(other, list | tuple) and np.ndim(one[0]) > 0)
