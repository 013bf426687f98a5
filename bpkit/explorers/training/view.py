"""The four panels of the training explorer: data and answer, E, δ over the epochs, and now."""

import numpy as np

from ...plots import answers, histories, network
from ...plots.style import RANGE_OF_E, decades
from ...propagation import forward
from .limits import DRAWN_NEURONS, DRAWN_WEIGHTS, drawable
from .words import neurons

SHOWN_DIGITS = 50
TOO_LARGE = f"too large to draw: above {DRAWN_NEURONS} a layer or {DRAWN_WEIGHTS:,} weights"
MARGINS = (0.055, 0.085, 0.015, 0.06)  # left, bottom, right, top of a panel


class Panels:
    """Draws a Run into a Picture; what a run shares with the one before it stays where it is."""

    def __init__(self, picture):
        """Begin with an empty figure."""
        self.picture = picture
        self.drawn = None

    def show(self, run, chosen=None):
        """Make the panels, if another kind of run was shown before, and move them to this run.

        chosen is the neuron (l, i) in the ring.
        """
        record = run.history
        kind = run.settings.source, run.settings.sizes
        kept = kind == self.drawn
        self.drawn = None  # until all is drawn, nothing counts as drawn
        if not kept:
            self.build(run, record)
        self.move(run, record, chosen)
        self.fit_all(record, run.settings.epochs, kept)
        self.drawn = kind

    def build(self, run, record):
        """Make the four panels anew."""
        figure = self.picture.figure
        figure.clear()
        self.picture.redraw()
        self.axes = figure.subplots(2, 2, width_ratios=(1, 1.1), height_ratios=(1, 1.15)).ravel()
        left, bottom, right, top = MARGINS
        figure.subplots_adjust(left, bottom, 1 - right, 1 - top, wspace=0.17, hspace=0.4)
        for ax in self.axes:
            ax.tick_params(labelsize=8)
        self.answer = ANSWERS.get(run.settings.sizes[0], DigitsAnswer)(self.axes[0], run)
        self.loss = histories.loss(self.axes[1], record.E)
        self.deltas = histories.deltas(self.axes[2], record.delta_rms)
        self.now = (NetworkNow if drawable(run.settings.sizes) else LayersNow)(self.axes[3], run)
        panels = self.answer.panel, self.loss, self.deltas, self.now.panel
        self.picture.moving = [artist for panel in panels for artist in panel.moving]

    def move(self, run, record, chosen):
        """Move the panels to a run."""
        self.answer.move(run.net)
        self.loss.move(record.E, *np.reshape(run.tests, (-1, 2)).T)
        self.deltas.move(record.delta_rms)
        self.now.move(run, chosen)

    def fit_all(self, record, epochs, kept):
        """Let the axes hold the run."""
        _, loss, deltas, now = self.axes
        in_range = record.E <= RANGE_OF_E * record.E[0]
        self.fit(loss, record.E[in_range], kept, (0, epochs))
        self.fit(deltas, record.delta_rms[in_range], kept, (0, epochs))
        if isinstance(self.now, LayersNow):
            self.fit(now, record.delta_rms[-1], kept, now.get_xlim())

    def fit(self, ax, values, kept, xlim):
        """Give an axis limits that hold the values."""
        self.picture.fit(ax, MARGINS, xlim, decades(values, ax.get_ylim() if kept else None))


class NetworkNow:
    """The network as it stands."""

    def __init__(self, ax, run):
        """Draw weights and neurons."""
        self.places = neurons(run.settings.sizes)
        self.panel = network.network_of(ax, run.net.W, run.delta_rms)

    def move(self, run, chosen):
        """Show another network of these layers."""
        k = None if chosen is None else self.places.index(chosen)
        self.panel.move(run.net.W, run.delta_rms, k)


class LayersNow:
    """The size of δ in each layer, where the network is too large to be drawn."""

    def __init__(self, ax, run):
        """Draw a bar for each layer, and say why."""
        self.panel = histories.deltas_now(ax, run.record[-1].delta_rms)
        ax.set_xlabel(TOO_LARGE, fontsize=8, labelpad=2)

    def move(self, run, chosen):
        """Show another run."""
        self.panel.move(run.record[-1].delta_rms)


class PlaneAnswer:
    """What the network says of every point of the plane."""

    def __init__(self, ax, run):
        """Draw the samples and the answer."""
        X0, T = run.data.train
        extent, self.points = answers.grid(X0)
        self.panel = answers.plane(ax, X0, T, self.answer(run.net), extent)

    def answer(self, net):
        """Return the log-odds of class 1 at each point of the grid."""
        return forward(net, self.points).X[-1]

    def move(self, net):
        """Show the answer of another network."""
        self.panel.move(self.answer(net))


class CurveAnswer:
    """What the network says of every number in the range of the data."""

    def __init__(self, ax, run):
        """Draw the samples and the answer."""
        X0, T = run.data.train
        self.x = np.linspace(X0.min(), X0.max(), 200)[np.newaxis]
        self.panel = answers.curve(ax, X0, T, self.x, self.answer(run.net))

    def answer(self, net):
        """Return the output at each of the points."""
        return forward(net, self.x).X[-1]

    def move(self, net):
        """Show the answer of another network."""
        self.panel.move(self.x, self.answer(net))


class DigitsAnswer:
    """What the network says of some digits that it was not trained on."""

    def __init__(self, ax, run):
        """Draw the images and the answers."""
        X0, T = run.data.held_out
        self.X0 = X0[:, :SHOWN_DIGITS]
        labels = T[:, :SHOWN_DIGITS].argmax(axis=0)
        self.panel = answers.digits(ax, self.X0, labels, self.answer(run.net))

    def answer(self, net):
        """Return the digit that the network holds most likely, for each image."""
        return forward(net, self.X0).X[-1].argmax(axis=0)

    def move(self, net):
        """Show the answers of another network."""
        self.panel.move(self.answer(net))


ANSWERS = {1: CurveAnswer, 2: PlaneAnswer}
