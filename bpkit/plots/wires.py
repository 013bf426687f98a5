"""A small network as neurons and weights, with some of its connections lit and a number beside each neuron."""

import numpy as np
from matplotlib.collections import LineCollection

from .style import BLACK, VERMILION, title

GREY = "#8c8c8c"
CROWDED = 5  # with more neurons in a layer, they are small and bear no numbers


def places(sizes):
    """Return for each layer, and for E behind the last one, the points (n, 2) of its neurons, the first on top."""
    return [np.column_stack([np.full(n, l), (n - 1) / 2 - np.arange(n)]) for l, n in enumerate([*sizes, 1])]


def wires(points, l):
    """Return the segments (n_{l+1}, n_l, 2, 2) that lead from layer l to layer l+1."""
    start, end = np.broadcast_arrays(points[l][np.newaxis], points[l + 1][:, np.newaxis])
    return np.stack([start, end], axis=2)


def wired_network(ax, W, heading):
    """Draw neurons, weights (a negative one dashed, a large one thick) and E; return the artists that move.

    Shapes: W[l] (n_{l+1}, n_l).
    """
    title(ax, heading)
    ax.axis("off")
    sizes = [W[0].shape[1], *(len(W_l) for W_l in W)]
    points, tallest = places(sizes), max(sizes)
    crowded = tallest > CROWDED
    ax.set(xlim=(-0.35, len(sizes) + 0.35), ylim=(-tallest / 2 - 0.25, tallest / 2 + (0.5 if crowded else 0.15)))
    largest = max(np.abs(W_l).max() for W_l in W) or 1
    for l, W_l in enumerate([*W, np.ones((1, sizes[-1]))]):
        width = 0.5 + 1.5 * np.abs(W_l).ravel() / largest if l < len(W) else 0.6
        dashes = np.where(W_l.ravel() < 0, "--", "-").tolist()
        lines = {"linewidths": width, "linestyles": dashes, "colors": GREY}
        ax.add_collection(LineCollection(wires(points, l).reshape(-1, 2, 2), **lines))
    lit = ax.add_collection(LineCollection([], colors=VERMILION))
    for l, name in enumerate(["input, layer 0", *(f"layer {l}" for l in range(1, len(sizes)))]):
        ax.text(l, -tallest / 2 - 0.15, name, ha="center", va="top", fontsize=8)
    return points, lit, neurons(ax, points, crowded), numbers(ax, points, crowded)


def neurons(ax, points, crowded):
    """Draw the neurons, E and a ring without a place; return them, the ring third, and the number in each."""
    style = {"linestyle": "none", "marker": "o", "color": "white", "markeredgecolor": BLACK}
    ring = {"markersize": 11 if crowded else 19, "color": "none", "markeredgecolor": VERMILION, "markeredgewidth": 2.4}
    drawn = [
        *ax.plot(*np.concatenate(points[:-1]).T, markersize=8 if crowded else 15, **style),
        *ax.plot(*points[-1].T, markersize=17, **{**style, "marker": "s"}),
        *ax.plot([], [], **{**style, **ring}),
    ]
    counted = [(p, str(i + 1)) for layer in points[:-1] for i, p in enumerate(layer) if not crowded]
    for point, n in [*counted, (points[-1][0], "E")]:
        drawn.append(ax.text(*point, n, ha="center", va="center", fontsize=9))
    return drawn


def numbers(ax, points, crowded):
    """Return an empty text for each neuron and for E, above it, on a ground that hides the weights."""
    ground = {"boxstyle": "square,pad=0.08", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
    style = {"ha": "center", "va": "center", "fontsize": 6.5 if crowded else 8, "bbox": ground}
    return [
        [ax.annotate("", point, (0, 9 if crowded else 15), textcoords="offset points", **style) for point in layer]
        for layer in points
    ]


def moving_wires(artists):
    """Return the artists of wired_network that move; neurons lie over the lit weights, and so move with them."""
    return [artists[1], *artists[2], *(text for layer in artists[3] for text in layer)]


def light_weight(artists, l, i, j, label):
    """Light the weight from neuron j of layer l to neuron i of layer l+1; j None lights i's bias. Label neuron i."""
    points, lit, drawn, texts = artists
    lit.set_segments([] if j is None else [wires(points, l)[i, j]])
    lit.set_linewidths([4])
    drawn[2].set_data(*points[l + 1][i : i + 1].T)
    for n, layer in enumerate(texts):
        for k, text in enumerate(layer):
            text.set_text(label if (n, k) == (l + 1, i) else "")
    return artists


def light_paths(artists, l, i, labels):
    """Light every path from neuron i of layer l to E, and write labels, a list a layer and one for E.

    Shapes: labels[l] (n_l,).
    """
    points, lit, drawn, texts = artists
    later = [wires(points, k).reshape(-1, 2, 2) for k in range(l + 1, len(points) - 1)]
    lit.set_segments(np.concatenate([wires(points, l)[:, i], *later]))
    lit.set_linewidths([2.2])
    drawn[2].set_data(*points[l][i : i + 1].T)
    for layer, words in zip(texts, labels):
        for text, word in zip(layer, words):
            text.set_text(word)
    return artists
