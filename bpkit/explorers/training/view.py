"""The four panels of the training explorer: data and answer, E, δ over the epochs, δ now."""

import numpy as np

from .. import plots
from ..plots.style import decades
from ..propagation import forward

SHOWN_DIGITS = 50
MARGINS = (0.055, 0.085, 0.015, 0.06)  # left, bottom, right, top of a panel
RANGE_OF_E = 1e3  # a loss that explodes leaves the panel at the top


class Panels:
    """Draws a Run into a Picture; what a run shares with the one before it stays where it is."""

    def __init__(self, picture):
        """Begin with an empty figure."""
        self.picture, self.drawn = picture, None

    def show(self, run):
        """Make the panels, if another kind of run was shown before, and move their artists to this run."""
        s, record = run.settings, run.history
        kind = (s.dataset, s.seed, len(s.sizes))
        kept, self.drawn = kind == self.drawn, None  # until all is drawn, nothing counts as drawn
        if not kept:
            self.build(run, record)
        self.answer.move(run.net)
        plots.move_loss(self.loss, record.E, *np.reshape(run.tests, (-1, 2)).T)
        plots.move_delta_history(self.deltas, record.delta_rms)
        plots.move_delta_now(self.bars, record.delta_rms[-1])
        in_range = record.E <= RANGE_OF_E * record.E[0]
        self.fit(self.axes[1], record.E[in_range], kept, s.epochs)
        self.fit(self.axes[2], record.delta_rms[in_range], kept, s.epochs)
        self.fit(self.axes[3], record.delta_rms[-1], kept)
        self.drawn = kind

    def build(self, run, record):
        """Make the four panels anew."""
        self.picture.figure.clear()
        self.picture.redraw()
        self.axes = axes = self.picture.figure.subplots(2, 2, width_ratios=(1, 1.1)).ravel()
        left, bottom, right, top = MARGINS
        self.picture.figure.subplots_adjust(left, bottom, 1 - right, 1 - top, wspace=0.17, hspace=0.4)
        for ax in axes:
            ax.tick_params(labelsize=8)
        self.answer = ANSWERS.get(run.settings.sizes[0], Digits)(axes[0], run)
        self.loss = plots.loss_history(axes[1], record.E)
        self.deltas = plots.delta_history(axes[2], record.delta_rms)
        self.bars = plots.delta_now(axes[3], record.delta_rms[-1])
        self.picture.moving = [*self.answer.artists, *self.loss, *self.deltas, *self.bars]

    def fit(self, ax, values, keep, epochs=None):
        """Give an axis limits that hold the values; only if they change is the panel's background drawn again."""
        xlim = ax.get_xlim() if epochs is None else (0, epochs)
        ylim = decades(values, ax.get_ylim() if keep else None)
        if (xlim, ylim) != (ax.get_xlim(), ax.get_ylim()):
            ax.set(xlim=xlim, ylim=ylim)
            self.picture.redraw(ax, MARGINS)


class Plane:
    """What the network says of every point of the plane."""

    def __init__(self, ax, run):
        """Draw the samples and the answer."""
        X0, T = run.data[0]
        extent, self.points = plots.grid(X0)
        self.artists = plots.decision_boundary(ax, X0, T, forward(run.net, self.points).X[-1], extent)

    def move(self, net):
        """Show the answer of another network."""
        plots.move_boundary(self.artists, forward(net, self.points).X[-1])


class Curve:
    """What the network says of every number in the range of the data."""

    def __init__(self, ax, run):
        """Draw the samples and the answer."""
        X0, T = run.data[0]
        self.x = np.linspace(X0.min(), X0.max(), 200)[np.newaxis]
        self.artists = plots.fitted_curve(ax, X0, T, self.x, forward(run.net, self.x).X[-1])

    def move(self, net):
        """Show the answer of another network."""
        plots.move_curve(self.artists, self.x, forward(net, self.x).X[-1])


class Digits:
    """What the network says of some digits that it was not trained on."""

    def __init__(self, ax, run):
        """Draw the images and the answers."""
        X0, T = run.data[1]
        self.X0, self.labels = X0[:, :SHOWN_DIGITS], T[:, :SHOWN_DIGITS].argmax(axis=0)
        self.artists = plots.predicted_digits(ax, self.X0, self.labels, self.answers(run.net))

    def answers(self, net):
        """Return the digit that the network holds most likely, for each image."""
        return forward(net, self.X0).X[-1].argmax(axis=0)

    def move(self, net):
        """Show the answers of another network."""
        plots.move_digits(self.artists, self.labels, self.answers(net))


ANSWERS = {1: Curve, 2: Plane}
