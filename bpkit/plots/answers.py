"""The data, and what the network says: of the plane, of a line of numbers, of images of digits."""

from typing import NamedTuple

import numpy as np
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D

from .style import BLACK, BLUE, DIVERGING, VERMILION, title

PALEST = 0.6  # share of the strongest colour, so that every point stands out from the plane
FARTHEST = 1e6  # of a curve that explodes and leaves its panel
POINTS = {
    "linestyle": "none",
    "markeredgecolor": BLACK,
    "markeredgewidth": 0.6,
    "markersize": 4.5,
}
SIDE = 8  # pixels of an image
WIDE, HIGH = SIDE + 2, SIDE + 4  # pixels of an image with its margins and its answer


class Plane(NamedTuple):
    """The log-odds of class 1 as colours, the samples of both classes above."""

    image: AxesImage
    zeros: Line2D
    ones: Line2D

    @property
    def moving(self):
        """The artists, from the lowest to the highest: the colours change below the points."""
        return [self.image, self.zeros, self.ones]

    def move(self, X):
        """Move to other outputs X (1, n²) on the grid."""
        n = round(np.sqrt(X.size))
        # tanh(X/2) = 2 p − 1: white at p = ½
        self.image.set_data(PALEST * np.tanh(X.reshape(n, n) / 2))


class Curve(NamedTuple):
    """The samples, and the line that the network draws through them."""

    samples: Line2D
    line: Line2D

    @property
    def moving(self):
        """The artists, from the lowest to the highest."""
        return [self.line]

    def move(self, x, X):
        """Move to other outputs X (1, n) at the points x (1, n)."""
        self.line.set_data(x[0], np.clip(X[0], -FARTHEST, FARTHEST))


class Digits(NamedTuple):
    """Images with the network's answer below each."""

    image: AxesImage
    answers: list
    labels: np.ndarray

    @property
    def moving(self):
        """The artists, from the lowest to the highest."""
        return self.answers

    def move(self, predicted):
        """Move to other predictions (m,)."""
        for answer, label, guess in zip(self.answers, self.labels, predicted):
            answer.set_text(f"{guess}" if guess == label else f"✗ {guess}")
            answer.set_color(BLACK if guess == label else VERMILION)


def grid(X0, n=48, margin=0.1):
    """Return the extent (left, right, bottom, top) around points, and n × n points as columns.

    Shapes: X0 (2, m); grid (2, n²), row by row from the bottom.
    Units: those of X0.
    """
    low, high = X0.min(axis=1), X0.max(axis=1)
    # where all points share a coordinate, their size gives the room around them
    room = margin * np.where(high > low, high - low, np.maximum(np.abs(high), 1))
    low, high = low - room, high + room
    axes = [np.linspace(low[i], high[i], n) for i in range(2)]
    points = np.stack([a.ravel() for a in np.meshgrid(*axes)])
    return (low[0], high[0], low[1], high[1]), points


def plane(ax, X0, T, X, extent):
    """Draw the samples over the network's log-odds on a grid; return the panel.

    Shapes: X0 (2, m); T (1, m) of 0 and 1; X (1, n²), the network's output on the grid;
        extent as grid gives it.
    Units: log-odds; the white line between the colours is where both classes are as likely.
    """
    title(ax, "the data, and what the network says")
    ax.set_xticks([])
    ax.set_yticks([])
    place = {"extent": extent, "origin": "lower", "aspect": "auto", "interpolation": "bilinear"}
    image = ax.imshow(np.zeros((2, 2)), cmap=DIVERGING, vmin=-1, vmax=1, **place)
    chosen = T[0] > 0.5
    ones = ax.plot(*X0[:, chosen], marker="^", markerfacecolor=VERMILION, label="1", **POINTS)[0]
    zeros = ax.plot(*X0[:, ~chosen], marker="o", markerfacecolor=BLUE, label="0", **POINTS)[0]
    ax.set_xlim(extent[:2])
    ax.set_ylim(extent[2:])
    panel = Plane(image, zeros, ones)
    panel.move(X)
    return panel


def curve(ax, X0, T, x, X):
    """Draw the samples and the network's answer X at the points x; return the panel.

    Shapes: X0, T (1, m); x, X (1, n).
    Units: those of the data.
    """
    title(ax, "the data, and what the network says")
    dots = {"linestyle": "none", "marker": "o", "markersize": 3}
    samples = ax.plot(X0[0], T[0], color=BLUE, alpha=0.45, **dots)[0]
    line = ax.plot([], [], color=VERMILION, linewidth=2.2)[0]
    ax.grid(color="#dddddd", linewidth=0.6)
    panel = Curve(samples, line)
    panel.move(x, X)
    return panel


def digits(ax, images, labels, predicted, columns=10):
    """Draw images in rows, below each the predicted digit, a wrong one marked ✗; return the panel.

    Shapes: images (64, m), pixels from 0 to 1; labels, predicted (m,).
    """
    title(ax, "held-out images, and what the network says")
    ax.axis("off")
    style = {"cmap": "gray_r", "vmin": 0, "vmax": 1, "aspect": "auto", "interpolation": "nearest"}
    image = ax.imshow(page(images, columns), **style)
    answers = [answer_below(ax, *divmod(k, columns)) for k in range(images.shape[1])]
    panel = Digits(image, answers, labels)
    panel.move(predicted)
    return panel


def page(images, columns):
    """Return the images in rows on one page."""
    rows = -(-images.shape[1] // columns)
    pixels = np.zeros((HIGH * rows, WIDE * columns))
    for k, image in enumerate(images.T):
        row, column = divmod(k, columns)
        top, left = HIGH * row, WIDE * column + 1
        pixels[top : top + SIDE, left : left + SIDE] = image.reshape(SIDE, SIDE)
    return pixels


def answer_below(ax, row, column):
    """Return an empty text below an image."""
    centre = WIDE * column + WIDE / 2
    style = {"ha": "center", "va": "center", "fontsize": 8}
    return ax.text(centre, HIGH * row + SIDE + 1.5, "", **style)
