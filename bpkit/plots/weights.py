"""Weights as squares, as in figure 4 of the paper of 1986; what two hidden units receive."""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D

from .style import BLACK, BLUE, VERMILION, title

LARGEST_SIDE = 0.92  # of a square, in columns
ROW = 1.45  # height of a row, in columns: a square and its number
CORNERS = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) / 2
ACROSS, UP = np.array([[(-1, 0), (1, 0)], [(0, -1), (0, 1)]]) / 4  # the strokes of − and +
DOT = {"linestyle": "none", "markeredgecolor": BLACK, "markeredgewidth": 0.6}


class Squares(NamedTuple):
    """A square for each weight: its area is the size; its colour, and + or − in it, the sign."""

    squares: PolyCollection
    strokes: LineCollection
    texts: list

    @property
    def moving(self):
        """The artists, from the lowest to the highest."""
        return [self.squares, self.strokes, *self.texts]

    def move(self, numbers, largest):
        """Move to other weights; largest is the size that fills a cell; NaN leaves a cell empty.

        Shapes: numbers (rows, columns).
        """
        cells = [(j, -ROW * i) for i, j in np.ndindex(numbers.shape)]
        flat = numbers.ravel()
        there = ~np.isnan(flat)
        middles = np.array(cells)[there, np.newaxis]
        sides = LARGEST_SIDE * np.sqrt(np.clip(np.abs(flat[there]) / largest, 0, 1))
        sides, plus = sides.reshape(-1, 1, 1), flat[there] > 0
        self.squares.set_verts(middles + CORNERS * sides)
        self.squares.set_facecolors(np.where(plus, VERMILION, BLUE))
        up = (middles + UP * sides)[plus]
        self.strokes.set_segments(np.concatenate([middles + ACROSS * sides, up]))
        for text, number in zip(self.texts, flat):
            text.set_text(signed(number))


def squares(ax, heading, rows, columns, numbers, largest, mirror=None):
    """Draw weights as squares, a row for each unit; return the panel.

    A column without a name is a gap; mirror is the column before which a dotted line stands.

    Shapes: numbers (rows, columns).
    """
    title(ax, heading)
    ax.axis("off")
    bottom = -ROW * (len(rows) - 1) - 0.9
    ax.set(xlim=(-2.05, len(columns) - 0.3), ylim=(bottom, 1.3), aspect="equal", anchor="NW")
    style = {"fontsize": 8}
    for j, name in enumerate(columns):
        ax.text(j, 0.62, name, ha="center", va="bottom", linespacing=1, **style)
    for i, name in enumerate(rows):
        ax.text(-0.65, -ROW * i, name, ha="right", va="center", **style)
    if mirror is not None:
        ax.plot([mirror - 0.5] * 2, [bottom, 0.6], color=BLACK, linestyle=":", linewidth=1)
    areas = ax.add_collection(PolyCollection([]))
    strokes = ax.add_collection(LineCollection([], colors="white", linewidths=1.3))
    style = {"ha": "center", "va": "center", "fontsize": 7.5}
    places = np.ndindex(len(rows), len(columns))
    texts = [ax.text(j, -ROW * i - 0.68, "", **style) for i, j in places]
    panel = Squares(areas, strokes, texts)
    panel.move(numbers, largest)
    return panel


def signed(number):
    """Return a weight with its sign and one decimal, nothing for NaN."""
    return "" if np.isnan(number) else f"{number:+.1f}".replace("-", "−")


class Sums(NamedTuple):
    """The total inputs of two hidden units, a mark for each pattern; where the output is one half.

    `of` says which patterns have target 1.
    """

    border: Line2D
    zeros: Line2D
    ones: Line2D
    wrong: Line2D
    of: np.ndarray

    @property
    def moving(self):
        """The artists, from the lowest to the highest."""
        return [self.border, self.zeros, self.ones, self.wrong]

    def move(self, x, wrong, border):
        """Move to other total inputs.

        Shapes: x (2, m); wrong (m,), whether the answer is wrong; border (2, n).
        """
        self.zeros.set_data(*x[:, ~self.of])
        self.ones.set_data(*x[:, self.of])
        self.wrong.set_data(*x[:, wrong])
        self.border.set_data(*border)


def sums(ax, T, x, wrong, border):
    """Draw what two hidden units receive for each pattern; return the panel.

    Shapes: T (1, m) of 0 and 1; x (2, m); wrong (m,); border (2, n).
    """
    title(ax, "x(1): what the two hidden units receive")
    ax.set_xlabel("hidden unit 1", labelpad=1)
    ax.set_ylabel("hidden unit 2", labelpad=-2)
    for line in (ax.axhline, ax.axvline):
        line(0, color=BLACK, linewidth=0.3)
    [line] = ax.plot([], [], color=BLACK, linewidth=1.2, label="output ½")
    [zeros] = ax.plot([], [], marker="o", markerfacecolor=BLUE, markersize=5, label="T = 0", **DOT)
    [ones] = ax.plot(
        [], [], marker="^", markerfacecolor=VERMILION, markersize=7, label="T = 1", **DOT
    )
    cross = {"marker": "x", "markersize": 10, "color": BLACK, "linestyle": "none"}
    [wrongs] = ax.plot([], [], label="wrong", **cross)
    panel = Sums(line, zeros, ones, wrongs, T[0] > 0.5)
    panel.move(x, wrong, border)
    limit = reach(x)
    ax.set(xlim=(-limit, limit), ylim=(-limit, limit))
    place = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.13), "borderaxespad": 0}
    spaces = {"ncols": 4, "handlelength": 1.5, "columnspacing": 0.9, "handletextpad": 0.3}
    ax.legend(fontsize=8, frameon=False, **place, **spaces)
    return panel


def reach(x):
    """Return how far the axes go to hold all total inputs."""
    return 1.12 * np.abs(x).max()
