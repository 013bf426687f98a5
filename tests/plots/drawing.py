"""Axes to draw on, what is drawn there, and each plot with numbers to show."""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bpkit.plots import answers, depth, histories, mistakes, weights
from bpkit.plots.style import BLUE

SEED = 5


def rng():
    return np.random.default_rng(SEED)


def axes():
    return FigureCanvasAgg(Figure(figsize=(4, 3), layout="none")).figure.subplots()


def pixels(ax):
    ax.figure.canvas.draw()
    return np.asarray(ax.figure.canvas.buffer_rgba()).copy()


def data(line):
    return np.array(line.get_data())


def points(m=12):
    """Return X0 and T of m points in the plane, fewer of class 1 than of class 0."""
    return rng().standard_normal((2, m)), (np.arange(m) % 3 == 0)[np.newaxis].astype(float)


def images(m=13):
    return rng().random((64, m)), np.arange(m) % 10


LOSS = [2.0, 1, 0.5], [0, 2], [3.0, 0.7]
OTHER_LOSS = [1.0, 0.9, 0.8, 0.7], [1], [0.6]
DELTAS = np.array([[0.1, 0.2, 0.3], [0.01, 0.02, 0.03]])
OTHER_DELTAS = np.array([[0.2, 0.1, 0.02], [0.03, 0.05, 0.04], [0.1, 0.1, 0.2]])
NOW = [0.1, 0.02, 0.3]
OTHER_NOW = [0.2, 0.01, 0.1]
SIZES = np.array([1, 0.5, 0.26, 0.12]), 0.5 ** np.arange(4)
OTHER_SIZES = np.array([1, 0.3, np.nan, np.nan]), 0.31 ** np.arange(4)
EXTENT, GRID = answers.grid(points()[0])
x = np.linspace(-1, 1, 9)[np.newaxis]


ERRORS = [1e-9, 0.5, 1e-6], [False, True, False], ["right", "0.5", "1e-6"]
OTHER_ERRORS = [0.2, 1e-9, 3.0], [True, False, True], ["0.2", "right", "3"]


def gradient_check(ax):
    panel = mistakes.check(ax, ["W[0]", "b[0]", "W[1]"], (1e-7, 1e-4))
    panel.move(*ERRORS)
    return panel


def plane(ax):
    return answers.plane(ax, *points(), 3 * GRID[:1], EXTENT)


def curve(ax):
    X0 = points()[0]
    return answers.curve(ax, X0[:1], X0[1:], x, 0 * x)


def digits(ax):
    return answers.digits(ax, *images(), images()[1])


def through_depth(ax):
    return depth.through_depth(ax, "RMS", *SIZES, BLUE, "o")


WEIGHTS = np.array([[1.0, -4.0, np.nan], [0.25, 0.0, 9.0]]), 9.0
OTHER_WEIGHTS = np.array([[-1.0, np.nan, 2.0], [3.0, -0.5, 0.1]]), 4.0
RECEIVED = points(12)[0], np.arange(12) < 4, np.array([[-0.5, 0.5], [0.2, -0.3]])
OTHER_RECEIVED = 0.5 * points(12)[0], np.arange(12) > 6, np.array([[-0.2, 0.5], [0.1, 0.4]])


def squares(ax):
    return weights.squares(ax, "weights", ["one", "two"], ["1", "2", "bias"], *WEIGHTS, mirror=1)


def sums(ax):
    return weights.sums(ax, points(12)[1], *RECEIVED)


# each plot with some arrays, what it is moved to, and the way back
DRAW = {
    "loss": (lambda ax: histories.loss(ax, *LOSS), OTHER_LOSS, LOSS),
    "deltas": (lambda ax: histories.deltas(ax, DELTAS), [OTHER_DELTAS], [DELTAS]),
    "deltas_now": (lambda ax: histories.deltas_now(ax, NOW), [OTHER_NOW], [NOW]),
    "both losses": (
        lambda ax: mistakes.losses(ax, LOSS[0], OTHER_LOSS[0]),
        [OTHER_LOSS[0], LOSS[0]],
        [LOSS[0], OTHER_LOSS[0]],
    ),
    "both deltas": (
        lambda ax: mistakes.first_deltas(ax, NOW, OTHER_NOW),
        [OTHER_NOW, NOW],
        [NOW, OTHER_NOW],
    ),
    "gradient check": (gradient_check, OTHER_ERRORS, ERRORS),
    "through_depth": (through_depth, OTHER_SIZES, SIZES),
    "plane": (plane, [-2 * GRID[1:]], [3 * GRID[:1]]),
    "curve": (curve, [x, x**2], [x, 0 * x]),
    "squares": (squares, OTHER_WEIGHTS, WEIGHTS),
    "sums": (sums, OTHER_RECEIVED, RECEIVED),
    "digits": (digits, [np.full(13, 4)], [images()[1]]),
}
