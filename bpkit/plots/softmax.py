"""Shares and what is wanted, with δ as the gap; and the Jacobian, which makes δ of ∂E/∂s."""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.container import BarContainer
from matplotlib.lines import Line2D
from matplotlib.text import Text

from .matrices import short
from .style import BLACK, BLUE, DIVERGING, GREY, VERMILION, title

CELL = WIDE, HIGH = 0.64, 0.42  # in inches
GAP = 0.26  # between two matrices, for the sign that stands there
PALE = 0.75  # strongest colour under a number
LARGEST = 0.25  # of an entry of a Jacobian of softmax
INDEX = "₁₂₃₄"
LETTERS = {"fontsize": 8.5, "ha": "center", "va": "center"}
SIGN = LETTERS | {"fontsize": 12}


class Gaps(NamedTuple):
    """Shares as bars, targets as diamonds, and a line from each diamond to the end of its bar."""

    bars: BarContainer
    gaps: list
    targets: Line2D

    @property
    def moving(self):
        """The artists, from the lowest to the highest."""
        return [*self.bars, *self.gaps, self.targets]

    def move(self, s, T):
        """Move to other shares and targets.

        Shapes: s, T (n,).
        """
        for bar, share in zip(self.bars, s):
            bar.set_width(share)
        for i, gap in enumerate(self.gaps):
            gap.set_data([T[i], s[i]], [i, i])
        self.targets.set_data(T, range(len(T)))


class Product(NamedTuple):
    """The Jacobian, times the column ∂E/∂s, is the column δ."""

    cells: PolyCollection
    numbers: list
    equal: Text

    @property
    def moving(self):
        """The artists, from the lowest to the highest."""
        return [self.cells, *self.numbers, self.equal]

    def move(self, J, slope, delta):
        """Move to another Jacobian (n, n), slope (n,) and δ (n,); 0 · ∞ is no δ."""
        self.equal.set_text("=" if np.isfinite(slope).all() else "≠")
        numbers = np.concatenate([J.ravel(), slope, delta])
        scales = np.concatenate([np.full(J.size, LARGEST), largest(slope), np.ones(len(delta))])
        sizes = np.clip(np.nan_to_num(numbers / scales), -1, 1)
        self.cells.set_facecolors(DIVERGING(0.5 + PALE * sizes / 2))
        for text, number in zip(self.numbers, numbers):
            text.set_text(short(number) if np.isfinite(number) else "−∞")


def largest(slope):
    """Return the scale of the colours of each entry of a column: the largest that is a number."""
    sizes = np.abs(slope[np.isfinite(slope)])
    return np.full(len(slope), max(1.0, sizes.max(initial=0)))


def gaps(ax, n):
    """Draw an empty panel for n shares beside their targets; return the Gaps."""
    title(ax, "shares s, targets T, δ between")
    ax.set(xlim=(-0.06, 1.08), ylim=(n - 0.45, -0.55), yticks=range(n))
    ax.set_yticklabels([f"class {i + 1}" for i in range(n)])
    ax.set_xlabel("share", labelpad=1)
    ax.grid(axis="x", color="#e4e4e4", linewidth=0.6)
    ax.set_axisbelow(True)
    bars = ax.barh(range(n), np.zeros(n), height=0.5, color=BLUE, label="s")
    lines = [ax.plot([], [], color=VERMILION, linewidth=4)[0] for _ in range(n)]
    lines[0].set_label("δ = s − T")
    style = {"marker": "D", "markersize": 8, "linestyle": "none", "markeredgecolor": BLACK}
    [targets] = ax.plot([], [], markerfacecolor="white", label="T", **style)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), fontsize=8, frameon=False, ncols=3)
    return Gaps(bars, lines, targets)


def product(ax, n):
    """Draw n × n + 2 n empty cells and their headings on axes in inches; return the Product."""
    width, height = ax.get_xlim()[1], ax.get_ylim()[1]
    ax.axis("off")
    wide = (n + 2) * WIDE + 2 * GAP
    left, top = (width - wide) / 2 + 0.06, (height + n * HIGH) / 2
    columns = left + np.array([0, n * WIDE + GAP, (n + 1) * WIDE + 2 * GAP])
    places = [(columns[0] + j * WIDE, i) for i, j in np.ndindex(n, n)]
    places += [(column, i) for column in columns[1:] for i in range(n)]
    corners = np.array([(right, top - (i + 1) * HIGH) for right, i in places])
    boxes = corners[:, np.newaxis] + np.array(CELL) * [(0, 0), (1, 0), (1, 1), (0, 1)]
    cells = ax.add_collection(PolyCollection(boxes, edgecolors=GREY, linewidths=0.6))
    numbers = [ax.text(*middle, "", **LETTERS) for middle in boxes.mean(axis=1)]
    middle = top - n * HIGH / 2
    ax.text(columns[1] - GAP / 2, middle, "×", **SIGN)
    headings(ax, n, columns, top)
    return Product(cells, numbers, ax.text(columns[2] - GAP / 2, middle, "=", **SIGN))


def headings(ax, n, columns, top):
    """Write what each matrix is, and its rows and columns."""
    for column, k, text in zip(columns, (n, 1, 1), ("Jacobian ∂s/∂X", "∂E/∂s", "δ = ∂E/∂X")):
        ax.text(column + k * WIDE / 2, top + 0.42, text, **LETTERS | {"fontsize": 9})
    for k in range(n):
        ax.text(columns[0] + (k + 0.5) * WIDE, top + 0.13, f"X{INDEX[k]}", **LETTERS)
        ax.text(columns[0] - 0.16, top - (k + 0.5) * HIGH, f"s{INDEX[k]}", **LETTERS)
