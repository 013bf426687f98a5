"""A learner's function, and a note of what happened when it was called."""

import numpy as np

from .calls import Answer, shaped, stopped

MOST = 20  # notes that are kept


class Learner:
    """A function that does what it did, and keeps a note of calls on the net that was asked about.

    handed holds (W, Answer) of those that returned, faults the sentence of the first that failed
    in each layout, samples the largest number that it has taken at once.
    """

    def __init__(self, function, p):
        """Note what is theirs: the data of p tell which calls to keep."""
        self.function, self.p = function, p
        self.handed, self.faults, self.samples = [], {}, 0

    def __call__(self, *arguments):
        """Call the function; what it raises goes on."""
        W, X0 = [w.copy() for w in arguments[0]], arguments[-2]
        try:
            given = self.function(*arguments)
        except Exception as error:
            if self.mine(X0):
                layout = "columns" if X0.shape == self.p.X[0].shape else "rows"
                self.faults.setdefault(layout, stopped(error))
            raise
        self.samples = max(self.samples, X0.size // self.p.net.sizes[0])
        if self.mine(X0) and len(self.handed) < MOST:
            found = shaped(given, len(W))
            if not found.fault:
                self.handed.append((W, found))
        return given

    def different(self):
        """Return the notes so far, one for each layout of W."""
        notes = {}
        for W, found in self.handed:
            notes.setdefault(tuple(np.concatenate([w.ravel() for w in W])), (W, found))
        return tuple(notes.values())

    def mine(self, X0):
        """Return whether these are the data that were asked about, in whatever layout."""
        ours = self.p.X[0]
        return any(np.array_equal(X0, a) for a in (ours, ours.T, ours[:, 0]))


def handed_in(p, dW, db):
    """Return the notes of numbers that were handed in: their W may be ours or its transpose."""
    found = Answer(dW, db)
    return [([*p.net.W], found), ([w.T for w in p.net.W], found)]
