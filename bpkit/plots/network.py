"""A network as it stands: every weight a line, every neuron a disc as large as its δ."""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.lines import Line2D

from .style import BLACK, BLUE, VERMILION, held, layer_style, title
from .wires import places, wires

THINNEST, THICKEST = 0.1, 2.5  # points
WIDEST_GAP = 3  # from neuron to neuron, in those of the layer with most
LARGEST = 15  # points across a neuron
FILLED = 0.8  # share of the way from neuron to neuron, where many stand in a layer
DECADES = 4  # from the largest δ down to one that is drawn as the smallest disc
SMALLEST_DISC = 0.2  # share across the largest


class DrawnNetwork(NamedTuple):
    """A line for each weight, a circle and in it a disc for each neuron, a ring around one.

    points (n, 2) are the places of the neurons, layer after layer, the first of each on top;
    `across` is the size of a neuron in points.
    """

    positive: LineCollection
    negative: LineCollection
    neurons: PathCollection
    discs: PathCollection
    ring: Line2D
    points: np.ndarray
    across: float

    @property
    def moving(self):
        """The artists, from the lowest to the highest: neurons lie over weights."""
        return [self.positive, self.negative, self.neurons, self.discs, self.ring]

    def move(self, W, delta_rms, chosen=None):
        """Move to other weights and sizes of δ; chosen is the neuron in the ring.

        Shapes: W[l] (n_{l+1}, n_l); delta_rms and chosen count neurons in the order of points.
        """
        weights = np.concatenate([W_l.ravel() for W_l in W])
        self.positive.set_linewidths(np.where(weights < 0, 0, thickness(weights)))
        self.negative.set_linewidths(np.where(weights < 0, thickness(weights), 0))
        self.discs.set_sizes((self.across * shares(delta_rms)) ** 2)
        self.ring.set_data(*self.points[[] if chosen is None else [chosen]].T)


def thickness(weights):
    """Return how thick weights are drawn, 1 half as thick as ∞: the same at every epoch."""
    size = np.minimum(np.abs(weights), 1 / np.finfo(float).eps)
    return np.maximum(THICKEST * size / (1 + size), THINNEST)


def shares(delta_rms):
    """Return how far across its circle each disc reaches: a step a decade, nothing for 0."""
    size = held(delta_rms)
    below = np.log10(size.max() / size) / DECADES
    return np.where(np.greater(delta_rms, 0), np.maximum(1 - below, SMALLEST_DISC), 0)


def network_of(ax, W, delta_rms):
    """Draw a network, negative weights blue and dashed, the others vermilion; return the panel.

    Shapes: W[l] (n_{l+1}, n_l); delta_rms, a number for each neuron, layer after layer.
    """
    title(ax, "W(l), dashed if negative, and δ(l) now")
    sizes = [W[0].shape[1], *map(len, W)]
    tallest = max(sizes)
    gaps = [(1, min(tallest / n, WIDEST_GAP)) for n in sizes]
    layers = [points * gap for points, gap in zip(places(sizes), gaps)]
    ax.set(xlim=(-0.3, len(W) + 0.3), ylim=(-tallest / 2 - 0.1, tallest / 2 + 0.1), yticks=[])
    ax.set_xticks(range(len(sizes)), [f"l = {l}" for l in range(len(sizes))])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    segments = [wires(layers, l).reshape(-1, 2, 2) for l in range(len(W))]
    lines = [
        ax.add_collection(LineCollection(np.concatenate(segments), colors=colour, linestyles=dash))
        for colour, dash in ((VERMILION, "-"), (BLUE, "--"))
    ]
    height = ax.get_window_extent().height * 72 / ax.figure.dpi
    across = min(LARGEST, FILLED * height / (tallest + 0.2))
    panel = DrawnNetwork(*lines, *drawn_neurons(ax, layers, across), np.concatenate(layers), across)
    panel.move(W, delta_rms)
    return panel


def drawn_neurons(ax, layers, across):
    """Return the circles, the discs in the colours of the layers, and a ring without a place."""
    x, y = np.concatenate(layers).T
    colours = [layer_style(l)["color"] for l, layer in enumerate(layers) for _ in layer]
    style = {"edgecolors": BLACK, "linewidths": 0.4}
    circles = ax.scatter(x, y, s=across**2, facecolors="white", **style)
    discs = ax.scatter(x, y, s=across**2, c=colours, linewidths=0)
    ring = {"marker": "o", "markersize": across + 3, "markerfacecolor": "none"}
    return circles, discs, *ax.plot([], [], markeredgecolor=BLACK, markeredgewidth=2, **ring)
