"""The picture of one neuron: its output for every input, and f with f′ over the total input."""

import numpy as np

from ...plots import activation
from .model import FARTHEST, INPUTS, pair


class View:
    """Two panels of one neuron."""

    def __init__(self, picture):
        """Begin without a panel: the first neuron shown says what they hold."""
        self.picture = picture
        self.drawn = None

    def show(self, passed):
        """Move both panels to an input and what the neuron makes of it."""
        self.build(passed.f, passed.reach)
        self.answer.move(INPUTS, passed.answers, (passed.X0, passed.X))
        self.pair.move(passed.x, passed.X, passed.f_prime)

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
        x, X, f_prime = pair(f, reach)
        self.answer = activation.neuron_answer(left)
        self.pair = activation.activation_pair(right, x, X, f_prime)
        left.set_xlim(-FARTHEST, FARTHEST)
        right.set_xlim(-reach, reach)
        for ax in (left, right):
            ax.tick_params(labelsize=8)
            ax.set_ylim(activation.room(np.append(X, f_prime)))
        self.picture.moving = [*self.answer.moving, *self.pair.moving]
        self.drawn = f, reach
