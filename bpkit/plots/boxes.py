"""A network as neurons and weights: a box of four numbers a neuron, a line a weight."""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_rgba

from .style import BLACK, BLUE, DIVERGING, GREEN, GREY, VERMILION

PALE = 0.55  # strongest colour under a number
TOP, BOTTOM, RIGHT = 0.3, 0.28, 0.72  # inches kept for titles, key and E
CORNERS = ((0, 1), (0, 0), (1, 1), (1, 0))  # of the cells x, X, ∂E/∂x, δ within a box, in cells
PREFIXES = ("x ", "X ", "∂E/∂x ", "δ ")
LARGE, SMALL, SMALLEST = 8.4, 6.4, 6.0  # letters
LONGEST_PREFIX = 2  # leaves room for the smallest letters only


class Layout(NamedTuple):
    """Where boxes stand, in inches: left edge a column, height of each centre, size of a cell."""

    left: np.ndarray
    middle: list
    width: float
    height: float
    font: float
    roomy: bool
    E: tuple


class Boxes(NamedTuple):
    """What network_diagram draws."""

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

    def move(self, values, gradients, lit, labels, focus, E):
        """Move to other numbers.

        Shapes: values[l] (n_l, 4), the columns x, X, ∂E/∂x, δ, NaN where not yet computed;
        gradients[l] and lit[l] as W[l], lit[L] (1, n_L), 0 dark, 1 lit, 2 bright; labels of
        ((l, i, j), share of the way, text); focus of (l, i, column), the result first; E a text.
        """
        self.move_cells(values)
        self.move_edges(gradients, lit)
        self.move_labels(labels)
        self.focus.set_verts([box_corners(self.layout, *cell) for cell in focus])
        self.focus.set_linewidths([2.6] + [1.3] * len(focus))
        self.E.set_text(E)

    def move_cells(self, values):
        """Colour every cell by sign and size, and write its number."""
        sizes = [largest_size([layer[:, c] for layer in values]) for c in range(4)]
        flat = [
            (c, float(layer[i, c]))
            for l, layer in enumerate(values)
            for i in range(len(layer))
            for c in shown(l)
        ]
        share = [PALE * v / sizes[c] for c, v in flat]
        share = np.nan_to_num(share, nan=0.0, posinf=PALE, neginf=-PALE)
        self.cells.set_facecolors(DIVERGING(0.5 + share / 2))
        for text, (c, v) in zip(self.numbers, flat):
            prefix = PREFIXES[c] if self.layout.roomy else ""
            text.set_text("" if np.isnan(v) else prefix + in_cell(v, self.layout))

    def move_edges(self, gradients, lit):
        """Draw a weight by its gradient's sign and size; dashed if negative, grey without."""
        to_E = np.full(lit[-1].size, np.nan)
        g = np.concatenate([*map(np.ravel, gradients), to_E])
        size = np.abs(np.clip(np.nan_to_num(g / largest_size(gradients)), -1, 1))
        self.edges.set_linewidths(np.where(np.isnan(g), 0.9, 0.7 + 2.3 * size))
        self.edges.set_color([hue(v) for v in g])
        self.edges.set_linestyles(["--" if v < 0 else "-" for v in g])
        brightness = np.concatenate([a.ravel() for a in lit])
        self.glow.set_linewidths(np.array([0.0, 4.0, 9.0])[brightness])

    def move_labels(self, labels):
        """Write on the weights, and nothing into the labels that are left over."""
        for label in self.labels:
            label.set_text("")
        for label, (weight, share, text) in zip(self.labels, labels):
            start, end = ends(self.layout, *weight)
            label.set_text(text)
            label.set_position((1 - share) * start + share * end)


def layout(sizes, width, height):
    """Return where the boxes of a network stand in a picture of width × height inches."""
    columns, room, pitch = len(sizes), width - RIGHT - 0.1, (height - TOP - BOTTOM) / max(sizes)
    cell = float(np.clip(0.34 * room / columns, 0.36, 0.73))
    cell_height = float(np.clip(0.4 * pitch, 0.15, 0.27))
    left = 0.1 + np.linspace(0, room - 2 * cell, columns)
    centre = (height - TOP + BOTTOM) / 2
    middle = [centre - pitch * (np.arange(n) - (n - 1) / 2) for n in sizes]
    roomy = cell >= 0.7 and max(sizes) <= 5
    font = LARGE if roomy else SMALL
    return Layout(left, middle, cell, cell_height, font, roomy, (width - RIGHT + 0.2, centre))


def network_diagram(ax, sizes):
    """Draw boxes and lines of a network without numbers.

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
    cells = PolyCollection(boxes(place, sizes), edgecolors="#555555", linewidths=0.6)
    ax.add_collection(cells)
    focus = ax.add_collection(PolyCollection([], facecolors="none", edgecolors=BLACK))
    style = {"ha": "center", "va": "center"}
    numbers = [
        ax.text(*box.mean(axis=0) + [0, -0.01], "", fontsize=letters(place, column), **style)
        for box, column in zip(boxes(place, sizes), columns(sizes))
    ]
    white = {"boxstyle": "square,pad=0.12", "facecolor": "white", "edgecolor": "none"}
    style |= {"bbox": white, "fontsize": place.font}
    labels = [ax.text(0, 0, "", **style) for _ in range(32 if place.roomy else 8)]
    E = ax.text(*place.E, "", ha="left", va="center", fontsize=10)
    return Boxes(place, glow, edges, cells, focus, numbers, labels, E)


def titles(ax, place):
    """Write the layer above each column, and the key below."""
    y = max(map(max, place.middle)) + place.height + 0.08
    for l, x in enumerate(place.left):
        name = f"layer {l}" if place.roomy else f"{l}"
        ax.text(x + place.width, y, name, ha="center", fontsize=9)
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
    neurons = [(l, i) for l, n in enumerate(sizes) for i in range(n)]
    return [box_corners(place, l, i, c) for l, i in neurons for c in shown(l)]


def columns(sizes):
    """Return the column of every cell, in the order of boxes."""
    return [c for l, n in enumerate(sizes) for _ in range(n) for c in shown(l)]


def letters(place, column):
    """Return the size of the letters in a cell: they are smallest beside the longest name."""
    return SMALLEST if place.roomy and column == LONGEST_PREFIX else place.font


def shown(l):
    """Return which cells a box of layer l has: the input has no total input."""
    return (0, 1, 2, 3) if l else (1, 3)


def ends(place, l, i, j):
    """Return both ends of the line of W_ij(l), from neuron j to i; input boxes are half as high."""
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
    right = place.left[-1] + 2 * place.width
    return lines + [np.array([(right, Y), (x - 0.03, y)]) for Y in place.middle[-1]]


def hue(gradient):
    """Return the colour of a weight: grey until its gradient is there."""
    if np.isnan(gradient):
        return to_rgba(GREY)
    return to_rgba(VERMILION if gradient > 0 else BLUE)


def largest_size(arrays):
    """Return the largest finite size among the arrays, or 1."""
    sizes = np.abs(np.concatenate([a.ravel() for a in arrays]))
    return max(sizes[np.isfinite(sizes)], default=0) or 1


def in_cell(v, place):
    """Return a number as short as a cell is narrow."""
    if not np.isfinite(v):
        return "∞" if v > 0 else "−∞"
    decimals = 4 if place.roomy else 3
    if abs(v) >= 10:
        decimals -= 1
    text = f"{v:.{decimals}f}"
    if v != 0 and not 0.001 <= abs(v) < 99.99:
        mantissa, exponent = f"{v:.0e}".split("e")
        text = f"{mantissa}e{int(exponent)}"
    return text.replace("-", "−")
