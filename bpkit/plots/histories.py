"""What training records: E and the size of δ in every layer, over the epochs and now."""

from typing import NamedTuple

import numpy as np
from matplotlib.lines import Line2D

from .style import BLUE, SMALLEST, VERMILION, decades, held, layer_style, log_axis, title

MARKED = 6  # markers on a line, about
DOTS = {"linestyle": "none", "marker": "o", "markersize": 3.5}
# beside the title
LEGEND = {
    "loc": "lower right",
    "bbox_to_anchor": (1.02, 1),
    "borderaxespad": 0,
    "columnspacing": 0.7,
    "handlelength": 1.1,
    "handletextpad": 0.3,
}


class LossCurve(NamedTuple):
    """A line of E on the training samples, dots of E on held-out samples."""

    train: Line2D
    held_out: Line2D

    @property
    def moving(self):
        """The artists, from the lowest to the highest."""
        return [self.train, self.held_out]

    def move(self, E, epochs_tested=(), E_test=()):
        """Move to other losses; a loss of exactly 0 lies below the bottom."""
        self.train.set_data(np.arange(len(E)), held(E))
        self.held_out.set_data(epochs_tested, held(E_test))


class DeltaCurves(NamedTuple):
    """A line for each layer."""

    lines: list

    @property
    def moving(self):
        """The artists, from the lowest to the highest."""
        return self.lines

    def move(self, delta_rms):
        """Move to other sizes of δ."""
        epochs = np.arange(len(delta_rms))
        for line, rms in zip(self.lines, held(delta_rms).T):
            line.set_data(epochs, rms)
            line.set_markevery(max(1, len(epochs) // MARKED))


class LayerBars(NamedTuple):
    """A bar for each layer."""

    bars: list

    @property
    def moving(self):
        """The artists, from the lowest to the highest."""
        return self.bars

    def move(self, rms):
        """Move to other sizes of δ."""
        for bar, height in zip(self.bars, held(rms)):
            bar.set_height(height)


def loss(ax, E, epochs_tested=(), E_test=()):
    """Draw E over the epochs, and E on held-out samples as dots; return the panel.

    Shapes: E (epochs+1,); epochs_tested and E_test of one length.
    Units: those of the loss.
    """
    over_epochs(ax, "E, the loss", E)
    train = ax.plot([], [], color=BLUE, label="on the training samples")[0]
    held_out = ax.plot([], [], color=VERMILION, label="on held-out samples", **DOTS)[0]
    ax.legend(loc="upper right", fontsize=8, frameon=False)
    panel = LossCurve(train, held_out)
    panel.move(E, epochs_tested, E_test)
    return panel


def deltas(ax, delta_rms):
    """Draw the RMS of δ(l) over the epochs, a line a layer; return the panel.

    Shapes: delta_rms (epochs+1, L+1).
    Units: E per unit of output.
    """
    over_epochs(ax, "RMS of δ(l), l =", delta_rms)
    lines = []
    for l in range(np.shape(delta_rms)[1]):
        lines += ax.plot([], [], linewidth=1.4, markersize=4, label=f"{l}", **layer_style(l))
    ax.legend(**LEGEND, fontsize=8, frameon=False, ncols=9)
    panel = DeltaCurves(lines)
    panel.move(delta_rms)
    return panel


def over_epochs(ax, text, values):
    """Give an empty panel its title, a log axis that holds the values, and the epochs below."""
    log_axis(ax)
    title(ax, text)
    ax.set_xlabel("epoch", loc="right", labelpad=1)
    ax.set(xlim=(0, max(1, len(values) - 1)), ylim=decades(values))


def deltas_now(ax, rms):
    """Draw the RMS of δ(l) as a bar for each layer; return the panel.

    Shapes: rms (L+1,).
    Units: E per unit of output.
    """
    log_axis(ax)
    title(ax, "RMS of δ now")
    layers = range(len(rms))
    ax.set_xticks(layers, [f"δ({l})" for l in layers])
    ax.set_xlim(-0.6, len(rms) - 0.4)
    colours = [layer_style(l)["color"] for l in layers]
    bars = ax.bar(layers, [1.0] * len(rms), bottom=SMALLEST, width=0.6, color=colours)
    ax.set_ylim(decades(rms))
    panel = LayerBars(list(bars))
    panel.move(rms)
    return panel
