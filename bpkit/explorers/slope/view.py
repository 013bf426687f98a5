"""The picture of a slope: f with f′, and what leaves a neuron of the δ that enters it."""

import numpy as np

from ...plots import activation
from .model import LARGEST, curves

ROOM = -1.25 * LARGEST, 1.6 * LARGEST  # the axis of δ f′, no f′ being above 1.13, and a legend


class View:
    """Two panels over the total input."""

    def __init__(self, picture):
        """Begin without a panel: the first one shown says what they hold."""
        self.picture, self.drawn = picture, None

    def show(self, passed):
        """Move both panels to a total input and a δ."""
        self.build(passed.f, passed.reach)
        self.pair.move(passed.x, passed.X, passed.f_prime)
        x, _, f_prime = self.curves
        self.passage.move(x, passed.delta * f_prime, passed.x, passed.delta, passed.dE_dx)

    def build(self, f, reach):
        """Make both panels anew, if the activation or the range of total inputs is another."""
        if self.drawn == (f, reach):
            return
        self.drawn = None  # until all is drawn, nothing counts as drawn
        figure = self.picture.figure
        figure.clear()
        self.picture.redraw()
        left, right = figure.subplots(1, 2)
        figure.subplots_adjust(0.055, 0.13, 0.985, 0.92, wspace=0.15)
        self.curves = x, X, f_prime = curves(f, reach)
        self.pair = activation.activation_pair(left, x, X, f_prime)
        self.passage = activation.passage(right)
        left.set_ylim(activation.room(np.append(X, f_prime)))
        right.set_ylim(*ROOM)
        for ax in (left, right):
            ax.set_xlim(-reach, reach)
            ax.tick_params(labelsize=8)
        self.picture.moving = [*self.pair.moving, *self.passage.moving]
        self.drawn = f, reach
