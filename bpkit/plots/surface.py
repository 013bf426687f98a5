"""E over two parameters as lines of equal height, a path of steps on it; E step by step; η."""

from typing import NamedTuple

import numpy as np

from .style import BLACK, BLUE, GREEN, PURPLE, VERMILION, decades, held, log_axis, title

FAR = 1e6  # what a path may leave the panel by
LEVELS = 14


class Map(NamedTuple):
    """The path over a surface, where it starts and where it ends."""

    path: object
    start: object
    end: object

    @property
    def moving(self):
        """The artists that move."""
        return list(self)

    def move(self, points):
        """Show another path, (steps+1, 2)."""
        a, b = np.clip(points, -FAR, FAR).T
        self.path.set_data(a, b)
        self.start.set_data(a[:1], b[:1])
        self.end.set_data(a[-1:], b[-1:])


def surface(ax, a, b, E, names, written="{:.2g}".format):
    """Draw E over two parameters, darker where it is lower; return the Map, still without a path.

    The legend stands below: a path may start anywhere on the map.

    Shapes: a (n,), b (k,), E (k, n); names of a and b; written writes a number.
    Units: E those of the loss.
    """
    title(ax, "E over the two parameters, and the path")
    ax.set_xlabel(names[0], labelpad=1, loc="right")
    ax.set_ylabel(names[1], labelpad=-3)
    # as much of the plane between any two levels: a plateau and a deep valley are both seen
    levels = np.unique(np.quantile(E, np.linspace(0, 1, LEVELS) ** 1.5))
    ax.contourf(a, b, E, levels=levels, cmap="Blues_r", alpha=0.55)
    lines = ax.contour(a, b, E, levels=levels[1:-1], colors="#4d6b80", linewidths=0.6)
    ax.clabel(lines, levels[2:-1:3], fmt=written, fontsize=7)
    ax.set(xlim=(a[0], a[-1]), ylim=(b[0], b[-1]))
    lowest = np.nonzero(np.isclose(E, E.min(), rtol=1e-6))
    star = {"color": BLACK, "markerfacecolor": "#ffffff", "linestyle": "none"}
    ax.plot(a[lowest[1]], b[lowest[0]], marker="*", markersize=11, label="lowest E", **star)
    panel = trail(ax)
    place = {"loc": "upper left", "bbox_to_anchor": (0, -0.061), "borderaxespad": 0}
    spaces = {"ncols": 4, "handlelength": 1.3, "columnspacing": 0.9, "borderpad": 0}
    ax.legend(fontsize=8, frameon=False, **place, **spaces)
    return panel


def trail(ax):
    """Draw a path without points; return it as a Map."""
    line = {"linewidth": 1.4, "marker": ".", "markersize": 5}
    path = ax.plot([], [], color=VERMILION, label="steps", **line)[0]
    square = {"marker": "s", "markersize": 7, "linestyle": "none", "clip_on": False}
    start = ax.plot([], [], color=BLACK, label="start", **square)[0]
    diamond = {"marker": "D", "markersize": 8, "markeredgecolor": BLACK, "linestyle": "none"}
    end = ax.plot([], [], color=VERMILION, label="end", **diamond)[0]
    return Map(path, start, end)


class Fall(NamedTuple):
    """E after each step."""

    line: object

    @property
    def moving(self):
        """The artists that move."""
        return [self.line]

    def move(self, E):
        """Show another E, (steps+1,)."""
        self.line.set_data(np.arange(len(E)), held(E))


def fall(ax, E):
    """Draw E after every step; return the panel.

    Shapes: E (steps+1,).
    Units: those of the loss.
    """
    log_axis(ax)
    title(ax, "E after each step")
    ax.xaxis.get_major_locator().set_params(integer=True)
    line = ax.plot([], [], color=VERMILION, linewidth=1.4, marker=".", markersize=4)[0]
    ax.set(xlim=(0, max(1, len(E) - 1)), ylim=decades(E))
    panel = Fall(line)
    panel.move(E)
    return panel


class Scale(NamedTuple):
    """The mark on the scale of η."""

    mark: object

    @property
    def moving(self):
        """The artists that move."""
        return [self.mark]

    def move(self, eta):
        """Put the mark on another η."""
        self.mark.set_data([eta], [0.12])


def scale(ax, low, high, bound=None, written="{:.3g}".format):
    """Draw the scale of η, and for a quadratic E the bound of the steps that arrive; return it.

    Shapes: bound is 2/λ of the steepest direction; written writes it.
    Units: η that of weight² per E.
    """
    ax.set(xscale="log", xlim=(low, high), ylim=(0, 1), yticks=[])
    if bound is None:
        title(ax, "η")
        words = "no bound holds everywhere:\nthe curvature differs from place to place"
        place = {"ha": "center", "va": "center", "transform": ax.transAxes}
        ax.text(0.5, 0.62, words, fontsize=8, **place)
    else:
        title(ax, f"η, and the bound 2/λₘₐₓ = {written(bound)}")
        zone(ax, low, bound / 2, "straight in", GREEN, "")
        zone(ax, bound / 2, bound, "zigzag", PURPLE, "//")
        zone(ax, bound, high, "out", VERMILION, "xx")
        ax.axvline(bound, color=BLACK, linewidth=1.6)
    style = {"marker": "v", "markersize": 9, "markeredgecolor": BLACK, "clip_on": False}
    return Scale(ax.plot([], [], color=BLUE, **style)[0])


def zone(ax, left, right, text, colour, hatch):
    """Colour a range of the scale, as much of it as is on the axis."""
    low, high = ax.get_xlim()
    left, right = max(left, low), min(right, high)
    if left < right:
        hatched = {"facecolor": "none", "edgecolor": colour, "alpha": 0.45, "linewidth": 0}
        ax.axvspan(left, right, hatch=hatch, **hatched)
        ax.axvspan(left, right, color=colour, alpha=0.18, linewidth=0)
        turned = 90 if right / left < 10 else 0
        place = {"ha": "center", "va": "center", "rotation": turned}
        ax.text(np.sqrt(left * right), 0.5, text, fontsize=8, **place)
