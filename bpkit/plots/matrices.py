"""Small matrices of numbers on a page, coloured by sign and size, each under its name."""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.patches import Rectangle

from .style import BLACK, DIVERGING, GREY

CELL = np.array([0.56, 0.2])  # width and height in inches
PALE = 0.55  # strongest colour under a number
LETTERS = 8.0


class Matrix(NamedTuple):
    """A matrix to draw: its name, its numbers, its upper left corner in inches, the ringed entry.

    Shapes: numbers (n, m); corner (right, down); ringed (i, j).
    """

    name: str
    numbers: np.ndarray
    corner: tuple
    ringed: tuple


class Sheet(NamedTuple):
    """What a page of matrices is drawn with."""

    height: float
    cells: PolyCollection
    rings: PolyCollection
    names: list
    numbers: list

    @property
    def moving(self):
        """The artists, from the lowest to the highest."""
        return [self.cells, self.rings, *self.names, *self.numbers]

    def move(self, matrices):
        """Draw these matrices in the place of the last ones; at most as many as there are names."""
        corners = [self.corners(matrix) for matrix in matrices]
        self.cells.set_verts(np.concatenate(corners))
        self.cells.set_facecolors(np.concatenate([colours(matrix.numbers) for matrix in matrices]))
        rings = [
            boxes[np.ravel_multi_index(matrix.ringed, matrix.numbers.shape)]
            for matrix, boxes in zip(matrices, corners)
        ]
        self.rings.set_verts(rings)
        for text in (*self.names, *self.numbers):
            text.set_text("")
        for text, matrix in zip(self.names, matrices):
            right, down = matrix.corner
            text.set(text=matrix.name, position=(right, self.height - down + 0.07))
        flat = np.concatenate([matrix.numbers.ravel() for matrix in matrices])
        for text, box, number in zip(self.numbers, np.concatenate(corners), flat):
            text.set(text=short(number), position=box.mean(axis=0) - [0, 0.01])

    def corners(self, matrix):
        """Return the corners of every cell of a matrix, row by row."""
        right, down = matrix.corner
        places = [
            (right + j * CELL[0], self.height - down - (i + 1) * CELL[1])
            for i, j in np.ndindex(matrix.numbers.shape)
        ]
        box = CELL * [(0, 0), (1, 0), (1, 1), (0, 1)]
        return np.array(places)[:, np.newaxis] + box


def sheet(ax, most_matrices, most_numbers):
    """Draw an empty page with room for so many matrices and numbers; the axes fill a figure."""
    width, height = ax.figure.get_size_inches()
    ax.set(xlim=(0, width), ylim=(0, height), position=(0, 0, 1, 1))
    ax.axis("off")
    cells = ax.add_collection(PolyCollection([], edgecolors=GREY, linewidths=0.6))
    rings = PolyCollection([], facecolors="none", edgecolors=BLACK, linewidths=2)
    ax.add_collection(rings)
    names = [ax.text(0, 0, "", fontsize=9, linespacing=1.35) for _ in range(most_matrices)]
    style = {"fontsize": LETTERS, "ha": "center", "va": "center"}
    numbers = [ax.text(0, 0, "", **style) for _ in range(most_numbers)]
    return Sheet(height, cells, rings, names, numbers)


def halves(ax, left, right):
    """Write what each half of a page holds, and a line between; return the two texts."""
    width, height = ax.figure.get_size_inches()
    ax.add_patch(Rectangle((width / 2 - 0.04, 0), 0, height, edgecolor=GREY, linewidth=0.6))
    places = (0.08, left), (width / 2 + 0.08, right)
    return [ax.text(x, height - 0.2, text, fontsize=10, weight="bold") for x, text in places]


def colours(numbers):
    """Return the colour of each number of a matrix: by its sign, and its size beside the others."""
    largest = np.abs(numbers).max() or 1.0
    return DIVERGING(0.5 + PALE * numbers.ravel() / largest / 2)


def short(number):
    """Return a number as short as a cell is narrow."""
    text = f"{number:.4f}" if abs(number) < 10 else f"{number:.4g}"
    if number and (abs(number) < 5e-4 or abs(number) >= 1e4):
        mantissa, exponent = f"{number:.1e}".split("e")
        text = f"{mantissa}e{int(exponent)}"
    return text.replace("-", "−")
