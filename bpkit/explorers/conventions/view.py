"""The picture of one sweep written twice: matrices of this course left, of a convention right."""

import numpy as np

from ...plots.matrices import CELL, Matrix, halves, sheet
from . import words

TOP, GAP = 0.68, 0.44  # inches above the first matrix, and between two for its name
RINGED = (0, 1), (0, 0), (0, 0)  # of ours: neuron 1 for sample 2, a weight, a bias


class View:
    """A page with two columns of three matrices."""

    def __init__(self, picture, most_numbers):
        """Make the page."""
        ax = picture.figure.add_subplot()
        self.middle = picture.figure.get_size_inches()[0] / 2
        self.sheet = sheet(ax, 6, most_numbers)
        _, self.heading = halves(ax, "this course", "")
        picture.moving = [self.heading, *self.sheet.moving]

    def show(self, pair, source):
        """Move to another pair; source is the name of its convention."""
        self.heading.set_text(source)
        names = [f"{name}\n{code}" for name, code in zip(words.named(pair), words.coded(pair))]
        ringed = [min(place, (0, a.shape[1] - 1)) for place, a in zip(RINGED, pair.ours)]
        theirs = [place[::-1] if pair.convention.rows else place for place in ringed]
        self.sheet.move([
            *stacked(0.08, names[:3], pair.ours, ringed),
            *stacked(self.middle + 0.08, names[3:], pair.matrices, theirs),
        ])  # fmt: skip


def stacked(right, names, arrays, ringed):
    """Return three matrices, one below the other."""
    heights = [len(a) * CELL[1] + GAP for a in arrays]
    downs = TOP + np.cumsum([0, *heights[:-1]])
    return [Matrix(*of, (right, d), ring) for *of, d, ring in zip(names, arrays, downs, ringed)]
