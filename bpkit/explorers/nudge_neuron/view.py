"""The picture of a nudged output: the paths from it to E, E against it, and δ of its layer."""

import numpy as np

from ...plots import nudge, wires
from ..frame.notation import digits, signed
from .model import WINDOW

NEAR = (0.075, 0.11, 0.01, 0.06)  # the room of ticks and titles around the panel of E
RIGHT = (0.07, 0.11, 0.01, 0.06)  # and around that of δ


class View:
    """Three panels of a nudged output."""

    def __init__(self, picture, W):
        """Make the panels for a network with weights W."""
        self.picture = picture
        figure = picture.figure
        grid = figure.add_gridspec(2, 2, width_ratios=(1.2, 1), height_ratios=(1.1, 1))
        figure.subplots_adjust(0.085, 0.085, 0.985, 0.95, wspace=0.25, hspace=0.25)
        top, self.near, self.right = (
            figure.add_subplot(part) for part in (grid[0, :], grid[1, 0], grid[1, 1])
        )
        for ax in (self.near, self.right):
            ax.tick_params(labelsize=8)
        heading = "outputs X for this sample, and what the nudge adds"
        weights = [[[digits(w, 2) for w in row] for row in W_l] for W_l in W]
        self.wired = wires.wired_network(top, W, heading, weights)
        self.loss = nudge.loss_near(self.near, "E against this output", "nudge", "E")
        self.near.set_xlim(WINDOW[0], WINDOW[-1])
        self.slopes = nudge.slopes_of_layer(self.right, "δ of each neuron of the layer")
        picture.moving = [*self.wired.moving, *self.loss.moving, *self.slopes.moving]

    def show(self, found):
        """Move all three panels to what a trial found."""
        self.wired.light_paths(found.trial.l, found.trial.i, labels(found))
        self.show_loss(found)
        self.show_layer(found)

    def show_loss(self, found):
        """Move E against the output, and its limits if they no longer fit."""
        h, E_here = found.trial.h, found.E[0]
        # without a nudge there is no secant, and the tangent stands alone
        tried = ((0, h), found.E) if h else ((0, 1), (np.nan, np.nan))
        self.loss.move(WINDOW, found.around, tried, (0, E_here), found.delta)
        tangent = E_here + found.delta * WINDOW[[0, -1]]
        ylim = nudge.roomy_limits([*found.around, *tangent], self.near.get_ylim())
        if ylim != self.near.get_ylim():
            self.near.set_ylim(ylim)
            self.picture.redraw(self.near, NEAR)

    def show_layer(self, found):
        """Move δ and the slopes of the layer, and the limits if they no longer fit."""
        n = len(found.deltas)
        self.slopes.move(found.deltas, found.slopes, found.trial.i)
        xlim = (0.4, n + 0.6)
        heights = [0, *found.deltas, *np.nan_to_num(found.slopes)]
        ylim = nudge.roomy_limits(heights, self.right.get_ylim())
        if (xlim, ylim) != (self.right.get_xlim(), self.right.get_ylim()):
            self.right.set(xlim=xlim, ylim=ylim)
            self.right.set_xticks(range(1, n + 1))
            self.picture.redraw(self.right, RIGHT)


def labels(found):
    """Return each output for the sample, and behind those that change what the nudge adds."""
    trial, E = found.trial, found.E
    before = [X[:, trial.s] for X in trial.swept.trace.X]
    written = [[signed(f"{X:.2f}") for X in layer] for layer in before]
    for l, answer in enumerate(found.answers, trial.l):
        changes = answer[:, trial.s] - before[l]
        for i, change in enumerate(changes):
            if l > trial.l or i == trial.i:
                written[l][i] += signed(f" {change:+.3f}")
    return [*written, [signed(f"{E[0]:.3f} {E[1] - E[0]:+.3f}")]]
