"""The picture of a comparison: bars of counts, and costs over the number of parameters."""

import numpy as np

from ...plots import cost as plot
from ..frame.notation import amount
from . import words
from .growth import n_parameters
from .model import GPT2

# left, bottom, width, height of the bars, and of the growth
BOXES = ((0.015, 0.03, 0.36, 0.9), (0.475, 0.085, 0.515, 0.845))


class View:
    """Both panels, moved to a comparison."""

    def __init__(self, picture):
        self.picture, self.unit = picture, None
        left, right = (picture.figure.add_axes(box) for box in BOXES)
        self.bars = plot.bars(left)
        self.growth = plot.growth(right, GPT2, "GPT-2 small")
        right.tick_params(labelsize=8)
        picture.moving = [*self.bars.moving, *self.growth.moving]

    def show(self, compared):
        """Move both panels to a comparison."""
        self.count_in(compared.unit)
        self.bars.move(*compared.rows, amount)
        P = [n_parameters(sizes) for sizes in compared.relatives]
        costs = [compared.amounts(compared.tallies_of(sizes)) for sizes in compared.relatives]
        here = compared.P, *compared.amounts(compared.tallies)
        far = GPT2, *compared.amounts(compared.far)
        self.growth.move(P, np.array(costs, dtype=float).T, here, far, words.far_away(compared))
        self.growth.move_measured(compared.timing.points if compared.timing else ())

    def count_in(self, unit):
        """Let the right panel count in another unit, if it does not yet."""
        if self.unit != unit:
            self.growth.count_in(unit)
            self.picture.redraw()
            self.unit = unit
