"""A learner's function, and a note of what happened when it was called."""

from contextlib import redirect_stdout
from io import StringIO

import numpy as np

from .calls import Answer, shaped, stopped

MOST = 20  # notes that are kept


class Learner:
    """A function that does what it did, and keeps a note of calls on the net that was asked about.

    handed holds (W, Answer) of those that returned, faults the sentence of the first that failed
    in each layout, unread what is wrong with an answer that is none, samples the largest number
    that it has taken at once.
    """

    def __init__(self, function, p):
        """Note what is theirs: the data of p tell which calls to keep."""
        self.function, self.p = function, p
        self.handed, self.faults, self.unread, self.samples = [], {}, "", 0

    def __call__(self, *arguments):
        """Call the function; what it prints is kept back, what it raises goes on."""
        W, layout = [w.copy() for w in arguments[0]], self.layout(arguments[-2])
        try:
            with redirect_stdout(StringIO()) as printed:
                given = self.function(*arguments)
        except Exception as error:
            if layout:
                self.faults.setdefault(layout, stopped(error))
            raise
        self.samples = max(self.samples, arguments[-2].size // self.p.net.sizes[0])
        if layout and len(self.handed) < MOST:
            self.note(W, given, bool(printed.getvalue()))
        return given

    def note(self, W, given, printed):
        """Keep what was returned for the data that were asked about."""
        found = shaped(given, len(W), printed)
        if found.fault:
            self.unread = self.unread or found.fault
        else:
            self.handed.append((W, found))

    def different(self):
        """Return the notes so far, one for each layout of W."""
        notes = {}
        for W, found in self.handed:
            notes.setdefault(tuple((w.shape, w.tobytes()) for w in W), (W, found))
        return tuple(notes.values())

    def layout(self, X0):
        """Return the layout of the data that were asked about, or none for others."""
        ours = self.p.X[0]
        if np.array_equal(X0, ours) or np.array_equal(X0, ours[:, 0]):
            return "columns"
        return "rows" if np.array_equal(X0, ours.T) else ""


def handed_in(p, dW, db):
    """Return the notes of numbers that were handed in: their W may be ours or its transpose."""
    found = Answer(dW, db)
    return [([*p.net.W], found), ([w.T for w in p.net.W], found)]
