"""A network drawn as neurons and weights: a box of four numbers for each neuron, a line for each weight."""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_rgba

from .style import BLACK, BLUE, DIVERGING, GREEN, VERMILION

GREY, PALE = "#8c8c8c", 0.55  # of weights without a gradient; strongest colour under a number
TOP, BOTTOM, RIGHT = 0.3, 0.28, 0.72  # inches kept for titles, key and E
CORNERS = ((0, 1), (0, 0), (1, 1), (1, 0))  # of the cells x, X, ∂E/∂x, δ within a box, in cells
PREFIXES = ("x ", "X ", "δf′ ", "δ ")


class Layout(NamedTuple):
    """Where the boxes stand: left edge of each column, height of each centre, size of a cell, in inches."""

    left: np.ndarray
    middle: list
    width: float
    height: float
    font: float
    roomy: bool
    E: tuple


class NetworkArtists(NamedTuple):
    """What network_diagram draws and move_network moves."""

    layout: Layout
    glow: LineCollection
    edges: LineCollection
    cells: PolyCollection
    focus: PolyCollection
    numbers: list
    labels: list
    E: object

    @property
    def moving(self):
        """The artists, from the lowest to the highest."""
        return [self.glow, self.edges, *self.labels, self.cells, self.focus, *self.numbers, self.E]


def layout(sizes, width, height):
    """Return where the boxes of a network of these sizes stand in a picture of width × height inches."""
    columns, room, pitch = len(sizes), width - RIGHT - 0.1, (height - TOP - BOTTOM) / max(sizes)
    cell = float(np.clip(0.34 * room / columns, 0.36, 0.73))
    cell_height = float(np.clip(0.4 * pitch, 0.15, 0.27))
    left = 0.1 + np.linspace(0, room - 2 * cell, columns)
    centre = (height - TOP + BOTTOM) / 2
    middle = [centre - pitch * (np.arange(n) - (n - 1) / 2) for n in sizes]
    roomy = cell >= 0.7 and max(sizes) <= 5
    return Layout(left, middle, cell, cell_height, 8.4 if roomy else 6.4, roomy, (width - RIGHT + 0.2, centre))


def network_diagram(ax, sizes):
    """Draw boxes and lines of a network without numbers; return the artists that move_network moves.

    Shapes: sizes [n_0, …, n_L]; the axes fill a figure.
    Units: inches.
    """
    width, height = ax.figure.get_size_inches()
    place = layout(sizes, width, height)
    ax.set(xlim=(0, width), ylim=(0, height), position=(0, 0, 1, 1))
    ax.axis("off")
    titles(ax, place)
    lines = segments(place, sizes)
    glow = ax.add_collection(LineCollection(lines, colors=GREEN, alpha=0.45, capstyle="round"))
    edges = ax.add_collection(LineCollection(lines))
    cells = ax.add_collection(PolyCollection(boxes(place, sizes), edgecolors="#555555", linewidths=0.6))
    focus = ax.add_collection(PolyCollection([], facecolors="none", edgecolors=BLACK))
    style = {"ha": "center", "va": "center", "fontsize": place.font}
    numbers = [ax.text(*box.mean(axis=0) + [0, -0.01], "", **style) for box in boxes(place, sizes)]
    white = {"boxstyle": "square,pad=0.12", "facecolor": "white", "edgecolor": "none"}
    labels = [ax.text(0, 0, "", bbox=white, **style) for _ in range(32 if place.roomy else 8)]
    E = ax.text(*place.E, "", ha="left", va="center", fontsize=10)
    return NetworkArtists(place, glow, edges, cells, focus, numbers, labels, E)


def titles(ax, place):
    """Write the layer above each column, and the key below."""
    y = max(map(max, place.middle)) + place.height + 0.08
    for l, x in enumerate(place.left):
        ax.text(x + place.width, y, f"layer {l}" if place.roomy else f"{l}", ha="center", fontsize=9)
    key = "left: x total input, X output · right: ∂E/∂x = δ f′(x), δ = ∂E/∂X · coloured: computed"
    ax.text(0.1, 0.07, key, fontsize=8)


def box_corners(place, l, i, column):
    """Return the corners of a cell: column 0 … 3 is x, X, ∂E/∂x, δ."""
    right, up = CORNERS[column]
    x, y = place.left[l] + right * place.width, place.middle[l][i] + (up - 1) * place.height
    w, h = place.width, place.height
    return np.array([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])


def boxes(place, sizes):
    """Return the corners of every cell, neuron by neuron; the input has no x."""
    return [box_corners(place, l, i, c) for l, n in enumerate(sizes) for i in range(n) for c in shown(l)]


def shown(l):
    """Return which cells a box of layer l has: the input has no total input."""
    return (0, 1, 2, 3) if l else (1, 3)


def ends(place, l, i, j):
    """Return both ends of the line of W_ij(l), from neuron j to neuron i; a box of the input is half as high."""
    drop = -place.height / 2 if l == 0 else 0
    start = place.left[l] + 2 * place.width, place.middle[l][j] + drop
    return np.array([start, (place.left[l + 1], place.middle[l + 1][i])])


def segments(place, sizes):
    """Return the line of every weight, then those from the outputs to E."""
    lines = [
        ends(place, l, i, j)
        for l, (n_in, n_out) in enumerate(zip(sizes, sizes[1:]))
        for i in range(n_out)
        for j in range(n_in)
    ]
    x, y = place.E
    return lines + [np.array([(place.left[-1] + 2 * place.width, Y), (x - 0.03, y)]) for Y in place.middle[-1]]


def move_network(artists, values, gradients, lit, labels, focus, E):
    """Move the artists of network_diagram to new numbers.

    Shapes: values[l] (n_l, 4), the columns x, X, ∂E/∂x, δ, NaN where not yet computed; gradients[l] and lit[l] as
    W[l], lit[L] (1, n_L), 0 dark, 1 lit, 2 bright; labels of ((l, i, j), share of the way, text); focus of
    (l, i, column), the result first; E a text.
    Units: those of the network.
    """
    move_cells(artists, values)
    move_edges(artists, gradients, lit)
    place, unused = artists.layout, [("", 0, 0)] * len(artists.labels)
    said = [(text, *(1 - t) * start + t * end) for (W, t, text) in labels for start, end in [ends(place, *W)]]
    for label, (text, x, y) in zip(artists.labels, said + unused):
        label.set_text(text)
        label.set_position((x, y))
    artists.focus.set_verts([box_corners(place, *cell) for cell in focus])
    artists.focus.set_linewidths([2.6] + [1.3] * len(focus))
    artists.E.set_text(E)
    return artists


def move_cells(artists, values):
    """Colour every cell by sign and size, and write its number: its sign is read without the colour."""
    sizes = [scale([layer[:, c] for layer in values]) for c in range(4)]
    flat = [(c, float(layer[i, c])) for l, layer in enumerate(values) for i in range(len(layer)) for c in shown(l)]
    share = np.nan_to_num([PALE * v / sizes[c] for c, v in flat], nan=0.0, posinf=PALE, neginf=-PALE)
    artists.cells.set_facecolors(DIVERGING(0.5 + share / 2))
    for text, (c, v) in zip(artists.numbers, flat):
        text.set_text("" if np.isnan(v) else (PREFIXES[c] if artists.layout.roomy else "") + short(v, artists.layout))


def move_edges(artists, gradients, lit):
    """Draw a weight in grey until its gradient is there, then by the gradient's sign and size: dashed if negative."""
    g = np.concatenate([a.ravel() for a in gradients] + [np.full(lit[-1].size, np.nan)])
    known, largest = ~np.isnan(g), scale(gradients)
    size = np.abs(np.clip(np.nan_to_num(g / largest), -1, 1))
    artists.edges.set_linewidths(np.where(known, 0.7 + 2.3 * size, 0.9))
    hues = [to_rgba(GREY), to_rgba(BLUE), to_rgba(VERMILION)]
    artists.edges.set_color([hues[int(k) * (1 + (v > 0))] for k, v in zip(known, g)])
    artists.edges.set_linestyles(["--" if v < 0 else "-" for v in g])
    artists.glow.set_linewidths(np.array([0.0, 4.0, 9.0])[np.concatenate([a.ravel() for a in lit])])


def scale(arrays):
    """Return the largest finite size among the arrays, or 1."""
    sizes = np.abs(np.concatenate([a.ravel() for a in arrays]))
    return max(sizes[np.isfinite(sizes)], default=0) or 1


def short(v, place):
    """Return a number as short as a cell is narrow."""
    if not np.isfinite(v):
        return "∞" if v > 0 else "−∞"
    digits = f"{v:.4f}" if place.roomy else f"{v:.3f}"
    text = digits if v == 0 or 0.001 <= abs(v) < 100 else f"{v:.0e}".replace("e-0", "e-").replace("e+0", "e")
    return text.replace("-", "−")
