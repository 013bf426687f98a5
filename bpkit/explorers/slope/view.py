"""The picture of a slope: f with f′, what leaves of the δ that enters, and every f small below."""

import numpy as np

from ...activations import BY_NAME
from ...plots import activation
from .model import LARGEST, curves

ROOM = -1.25 * LARGEST, 1.6 * LARGEST  # the axis of δ f′, no f′ being above 1.13, and a legend
PANELS = {"left": 0.055, "right": 0.985, "bottom": 0.34, "top": 0.935, "wspace": 0.15}
SMALL = {"left": 0.055, "right": 0.985, "bottom": 0.03, "top": 0.185, "wspace": 0.12}
NEAR = 4  # up to where the small panels are drawn


class View:
    """Two panels over the total input, and all activations small below them."""

    def __init__(self, picture):
        """Draw the small panels; the first state shown says what the large ones hold."""
        self.picture, self.drawn = picture, None
        self.axes = picture.figure.subplots(1, 2, gridspec_kw=PANELS)
        small = picture.figure.subplots(1, len(BY_NAME), gridspec_kw=SMALL)
        self.frames = {
            name: activation.thumbnail(ax, name, *curves(name, NEAR))
            for ax, name in zip(small, BY_NAME)
        }

    def show(self, passed):
        """Move both panels to a total input and a δ."""
        self.build(passed.f, passed.reach)
        self.pair.move(passed.x, passed.X, passed.f_prime)
        x, _, f_prime = self.curves
        self.passage.move(x, passed.delta * f_prime, passed.x, passed.delta, passed.dE_dx)
        for name, frame in self.frames.items():
            frame.set_visible(name == passed.f)

    def build(self, f, reach):
        """Make both panels anew, if the activation or the range of total inputs is another."""
        if self.drawn == (f, reach):
            return
        self.drawn = None  # until all is drawn, nothing counts as drawn
        self.picture.redraw()
        left, right = self.axes
        for ax in self.axes:
            ax.clear()
        self.curves = x, X, f_prime = curves(f, reach)
        self.pair = activation.activation_pair(left, x, X, f_prime)
        self.passage = activation.passage(right)
        left.set_ylim(activation.room(np.append(X, f_prime)))
        right.set_ylim(*ROOM)
        for ax in self.axes:
            ax.set_xlim(-reach, reach)
            ax.tick_params(labelsize=8)
        frames = self.frames.values()
        self.picture.moving = [*self.pair.moving, *self.passage.moving, *frames]
        self.drawn = f, reach
