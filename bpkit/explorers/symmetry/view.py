"""The picture of a run: the weights as squares, E so far, and what the hidden units receive."""

import numpy as np

from ...plots import histories, weights
from ...plots.style import decades
from .model import EPOCHS

ROWS = "hidden 1", "hidden 2", "output"
COLUMNS = "1", "2", "3", "4", "5", "6", "", "bias", "to\noutput"
MIRROR = 3
# left, bottom, width, height
SQUARES, LOSS = (0.008, 0.48, 0.535, 0.465), (0.055, 0.1, 0.455, 0.31)
SUMS = (0.6, 0.17, 0.385, 0.76)
# left, bottom, right, top: the room of its ticks and titles
LOSS_ROOM, SUMS_ROOM = (0.055, 0.1, 0.022, 0.06), (0.065, 0.17, 0.012, 0.06)


class View:
    """Three panels, made when the first moment is shown."""

    def __init__(self, picture):
        """Begin without a panel."""
        self.picture, self.panels, self.run = picture, None, None

    def show(self, moment):
        """Move the panels to a moment; a run keeps its axes from its first epoch to its last."""
        new = self.run is not moment.run
        self.run, run = None, moment.run  # until all is drawn, nothing counts as drawn
        if new:
            self.largest, self.limit = run.largest_weight, weights.reach(run.largest_x)
        E, x = run.history.E[: moment.epoch + 1], moment.x
        limit = max(self.limit, weights.reach(x))
        told = in_squares(moment.net), self.largest
        received = x, moment.wrong, moment.border(limit)
        if self.panels is None:
            self.build(told, E, run.T, received)
        squares, loss, sums = self.panels
        squares.move(*told)
        loss.move(E)
        sums.move(*received)
        self.picture.fit(self.axes[1], LOSS_ROOM, (0, EPOCHS), decades(run.history.E))
        self.picture.fit(self.axes[2], SUMS_ROOM, (-limit, limit), (-limit, limit))
        self.run = run

    def build(self, told, E, T, received):
        """Make the panels."""
        self.axes = [self.picture.figure.add_axes(box) for box in (SQUARES, LOSS, SUMS)]
        top, left, right = self.axes
        self.panels = (
            weights.squares(top, "weights: area is size", ROWS, COLUMNS, *told, mirror=MIRROR),
            histories.loss(left, E),
            weights.sums(right, T, *received),
        )
        left.get_legend().remove()
        for ax in (left, right):
            ax.tick_params(labelsize=8)
        self.picture.moving = [artist for panel in self.panels for artist in panel.moving]
        self.picture.redraw()


def in_squares(net):
    """Return weights and biases in the rows and columns of the squares, NaN where there is none."""
    gap = np.full((2, 1), np.nan)
    hidden = np.hstack([net.W[0], gap, net.b[0], net.W[1].T])
    output = np.full((1, len(COLUMNS)), np.nan)
    output[0, COLUMNS.index("bias")] = net.b[1].item()
    return np.vstack([hidden, output])
