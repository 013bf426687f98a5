"""A small network as neurons and weights: some connections lit, a number beside each neuron."""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from .style import BLACK, GREY, VERMILION, title

CROWDED = 5  # with more neurons in a layer, they are small and bear no numbers
FEW = 3  # with more neurons in a layer, or more layers of weights, no weight bears its number
BOX = ((-1, -0.35), (1, -0.35), (1, 0.35), (-1, 0.35))  # as wide as the number of a weight
NEAR_START = 0.25  # where on its line a weight is written: there no two meet


class Wired(NamedTuple):
    """A network with connections to light; points are (n, 2) for each layer and for E."""

    points: list
    lit: LineCollection
    weights: list
    neurons: list
    ring: Line2D
    names: list
    labels: list

    @property
    def moving(self):
        """The artists that move, and the weights and neurons, which lie over what is lit."""
        labels = [text for layer in self.labels for text in layer]
        return [self.lit, *self.weights, *self.neurons, self.ring, *self.names, *labels]

    def move(self, segments, width, l, i, labels):
        """Light segments, ring neuron i of layer l, and write labels, a list a layer and one for E.

        Shapes: segments (n, 2, 2); labels[l] (n_l,).
        """
        self.lit.set_segments(segments)
        self.lit.set_linewidths([width])
        self.ring.set_data(*self.points[l][i : i + 1].T)
        for texts, words in zip(self.labels, labels):
            for text, word in zip(texts, words):
                text.set_text(word)

    def light_weight(self, l, i, j, label):
        """Light the weight from neuron j of layer l to neuron i of the next; j None: i's bias."""
        segments = [] if j is None else [wires(self.points, l)[i, j]]
        labels = [[""] * len(layer) for layer in self.labels]
        labels[l + 1][i] = label
        self.move(segments, 4, l + 1, i, labels)

    def light_paths(self, l, i, labels):
        """Light every path from neuron i of layer l to E."""
        later = range(l + 1, len(self.points) - 1)
        segments = [wires(self.points, k).reshape(-1, 2, 2) for k in later]
        self.move(np.concatenate([wires(self.points, l)[:, i], *segments]), 2.2, l, i, labels)


def places(sizes):
    """Return the points (n, 2) of the neurons of each layer, the first on top, and of E behind."""
    columns = enumerate([*sizes, 1])
    return [np.column_stack([np.full(n, l), (n - 1) / 2 - np.arange(n)]) for l, n in columns]


def wires(points, l):
    """Return the segments (n_{l+1}, n_l, 2, 2) that lead from layer l to layer l+1."""
    start, end = np.broadcast_arrays(points[l][np.newaxis], points[l + 1][:, np.newaxis])
    return np.stack([start, end], axis=2)


def wired_network(ax, W, heading, weights=()):
    """Draw neurons, weights (a negative one dashed, a large one thick) and E; return the Wired.

    Shapes: W[l] (n_{l+1}, n_l); weights, a text for each, as W.
    """
    title(ax, heading)
    ax.axis("off")
    sizes = [W[0].shape[1], *(len(W_l) for W_l in W)]
    points, tallest = places(sizes), max(sizes)
    crowded = tallest > CROWDED
    top = tallest / 2 + (0.5 if crowded else 0.15)
    ax.set(xlim=(-0.35, len(sizes) + 0.35), ylim=(-tallest / 2 - 0.25, top))
    draw_wires(ax, W, points)
    roomy = max(tallest, len(W)) <= FEW
    lit = ax.add_collection(LineCollection([], colors=VERMILION))
    for l in range(len(sizes)):
        name = "input, layer 0" if l == 0 else f"layer {l}"
        ax.text(l, -tallest / 2 - 0.15, name, ha="center", va="top", fontsize=8)
    written = write_weights(ax, points, weights) if roomy else []
    neurons, ring = draw_neurons(ax, points, crowded)
    names, labels = named(ax, points, crowded), empty(ax, points, crowded)
    return Wired(points, lit, written, neurons, ring, names, labels)


def draw_wires(ax, W, points):
    """Draw a line for each weight, and one from each neuron of the last layer to E."""
    largest = max(np.abs(W_l).max() for W_l in W) or 1
    for l, W_l in enumerate(W):
        widths = 0.5 + 1.5 * np.abs(W_l).ravel() / largest
        dashes = np.where(W_l.ravel() < 0, "--", "-").tolist()
        connect(ax, points, l, linewidths=widths, linestyles=dashes)
    connect(ax, points, len(W), linewidths=0.6)


def connect(ax, points, l, **style):
    """Draw the lines between layer l and the next."""
    segments = wires(points, l).reshape(-1, 2, 2)
    ax.add_collection(LineCollection(segments, colors=GREY, **style))


def write_weights(ax, points, weights):
    """Return the ground of the weights, which hides the lines, and a text for each."""
    style = {"ha": "center", "va": "center", "fontsize": 6.5}
    texts, places = [], np.empty((0, 2))
    for l, weights_l in enumerate(weights):
        start, end = np.moveaxis(wires(points, l), 2, 0)
        place = (start + NEAR_START * (end - start)).reshape(-1, 2)
        texts += [ax.text(*p, text, **style) for p, text in zip(place, sum(weights_l, []))]
        places = np.concatenate([places, place])
    # a box for each text would take longer to draw than the text
    ground = {"marker": BOX, "markersize": 19, "markeredgewidth": 0, "linestyle": "none"}
    return [*ax.plot(*places.T, color="white", **ground), *texts]


def draw_neurons(ax, points, crowded):
    """Draw the neurons, E, and a ring without a place; return what stays, and the ring."""
    style = {"linestyle": "none", "marker": "o", "color": "white", "markeredgecolor": BLACK}
    size, around = (8, 11) if crowded else (15, 19)
    neurons = ax.plot(*np.concatenate(points[:-1]).T, markersize=size, **style)
    E = ax.plot(*points[-1].T, markersize=17, **{**style, "marker": "s"})
    edge = {"color": "none", "markeredgecolor": VERMILION, "markeredgewidth": 2.4}
    [ring] = ax.plot([], [], markersize=around, **{**style, **edge})
    return [*neurons, *E], ring


def named(ax, points, crowded):
    """Return the number in each neuron, where there is room for it, and the name of E."""
    style = {"ha": "center", "va": "center", "fontsize": 9}
    layers = [] if crowded else points[:-1]
    numbers = [ax.text(*p, str(i + 1), **style) for layer in layers for i, p in enumerate(layer)]
    return [*numbers, ax.text(*points[-1][0], "E", **style)]


def empty(ax, points, crowded):
    """Return an empty text above each neuron and E, on a ground that hides the weights."""
    ground = {"boxstyle": "square,pad=0.08", "facecolor": "white", "edgecolor": "none"}
    ground["alpha"] = 0.85
    above, size = (9, 6.5) if crowded else (15, 8)
    place = {"xytext": (0, above), "textcoords": "offset points", "ha": "center", "va": "center"}
    style = {"fontsize": size, "bbox": ground}
    return [[ax.annotate("", point, **place, **style) for point in layer] for layer in points]
