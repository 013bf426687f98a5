"""What a nudge shows: E near a number, with secant and tangent, and the error against h."""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator

from .style import BLACK, BLUE, GREEN, VERMILION, title

SMALLEST_ERROR, LARGEST_ERROR = 1e-15, 1e2
GUIDES = ((0, 1, 1e-2, 1.0), (1, 2, 1e-2, 1.0))  # which curve, its slope, the h it is laid between
OFF = 0.35  # how far a slope may be off to be named
APART = 2.5  # how far beside the errors its line runs
LEGEND = {"loc": "upper center", "fontsize": 7.5, "frameon": False}


class Near(NamedTuple):
    """E near a number, its tangent, and a secant through the two points tried."""

    curve: Line2D
    tangent: Line2D
    secant: Line2D
    tried: Line2D

    @property
    def moving(self):
        """All of them."""
        return list(self)

    def move(self, u, E, tried, at, slope):
        """Draw E over u, a line through the points tried, and a tangent of this slope at a point.

        Shapes: u, E (n,); tried ((u, u), (E, E)); at (u, E).
        Units: as the caller counts both axes; slope in those.
        """
        ends = np.array([u[0], u[-1]])
        (u_1, u_2), (E_1, E_2) = tried
        self.curve.set_data(u, E)
        self.tangent.set_data(ends, at[1] + slope * (ends - at[0]))
        self.secant.set_data(ends, E_1 + (E_2 - E_1) / (u_2 - u_1) * (ends - u_1))
        self.tried.set_data(*tried)


class Errors(NamedTuple):
    """The errors of two schemes against h, dotted lines of known slope beside them, and a mark."""

    curves: list
    guides: list
    names: list
    here: Line2D
    line: Line2D

    @property
    def moving(self):
        """All of them, the names on top."""
        return [*self.guides, *self.curves, self.line, self.here, *self.names]

    def move(self, h, errors, chosen, at, spacing):
        """Draw the errors, the chosen curve full, and mark h = at[0] at the error at[1].

        Shapes: h (n,); errors (2, n), forward first; chosen 0 or 1; at (h, error).
        Units: h that of the parameter, errors those of the slope; spacing, of numbers near 1.
        """
        for k, (curve, error) in enumerate(zip(self.curves, errors)):
            curve.set_data(h, np.clip(error, SMALLEST_ERROR, LARGEST_ERROR))
            curve.set_alpha(1.0 if k == chosen else 0.4)
        self.here.set_data([at[0]], [np.clip(at[1], SMALLEST_ERROR, LARGEST_ERROR)])
        self.line.set_xdata([at[0]])
        rounding = (chosen, -1, 30 * spacing, 3e4 * spacing)
        for guide, name, (k, slope, low, high) in zip(self.guides, self.names, (*GUIDES, rounding)):
            lay(guide, name, h, errors[k], slope, low, high)


class LayerSlopes(NamedTuple):
    """δ of each neuron of a layer, the slopes that were measured, and the chosen neuron."""

    bars: LineCollection
    measured: Line2D
    here: Line2D

    @property
    def moving(self):
        """All of them."""
        return list(self)

    def move(self, delta, measured, i):
        """Draw δ and the measured slopes of a layer; neuron i is the chosen one.

        Shapes: delta, measured (n_l,).
        Units: E per unit of output.
        """
        neurons = np.arange(1, len(delta) + 1)
        self.bars.set_segments([[(n, 0), (n, d)] for n, d in zip(neurons, delta)])
        self.measured.set_data(neurons, measured)
        self.here.set_xdata([i + 1])


def loss_near(ax, heading, xlabel, ylabel):
    """Draw an empty panel for E near a number, its secant and its tangent; return the Near."""
    title(ax, heading)
    ax.set_xlabel(xlabel, fontsize=9, labelpad=1)
    ax.set_ylabel(ylabel, fontsize=9, labelpad=1)
    ax.grid(color="#dddddd", linewidth=0.6)
    ax.yaxis.set_major_locator(MaxNLocator(5))
    width = {"linewidth": 1.6}
    [curve] = ax.plot([], [], color=BLACK, label="E", **width)
    [tangent] = ax.plot([], [], "--", color=BLUE, label="tangent, from backward", **width)
    [secant] = ax.plot([], [], color=VERMILION, label="secant", **width)
    [tried] = ax.plot([], [], "o", color=VERMILION, markersize=6)
    ax.legend(ncols=3, bbox_to_anchor=(0.5, 1.0), handlelength=1.6, **LEGEND)
    return Near(curve, tangent, secant, tried)


def roomy_limits(values, present=None):
    """Return limits with room for the legend; the present ones, if they fit well."""
    low, high = float(np.min(values)), float(np.max(values))
    room = max(high - low, 1e-12 * max(abs(low), abs(high)), 1e-300)
    if present is not None and present[0] <= low and high + 0.12 * room <= present[1]:
        if present[1] - present[0] <= 2 * room:
            return present
    return low - 0.08 * room, high + 0.3 * room


def error_against_h(ax, h):
    """Draw an empty panel for the errors of both differences against h; return the Errors.

    Shapes: h (n,), all that will be shown.
    """
    title(ax, "error of the slope against h")
    ax.set(xscale="log", yscale="log", xlim=(h[0] / 2, h[-1] * 2))
    ax.set_ylim(SMALLEST_ERROR, LARGEST_ERROR)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(LogLocator(numticks=7))
        axis.set_minor_locator(NullLocator())
    ax.grid(color="#dddddd", linewidth=0.6)
    ax.set_xlabel("h", fontsize=9, labelpad=1)
    small = {"markersize": 4, "linewidth": 0.8}
    [forward] = ax.plot([], [], "^-", color=GREEN, label="forward", **small)
    [central] = ax.plot([], [], "o--", color=BLUE, label="central", **small)
    guides = [ax.plot([], [], ":", color=BLACK, linewidth=0.9)[0] for _ in range(3)]
    slopes = ("slope 1", "slope 2", "slope −1")
    names = [ax.text(1, 1, slope, fontsize=8, ha="left", va="bottom") for slope in slopes]
    edge = {"markeredgecolor": VERMILION, "markeredgewidth": 2.4}
    [here] = ax.plot([], [], "o", color="none", markersize=13, **edge)
    line = ax.axvline(1, color=VERMILION, linewidth=1)
    ax.legend(loc="upper right", fontsize=8, frameon=False, bbox_to_anchor=(1.0, 1.0))
    return Errors([forward, central], guides, names, here, line)


def lay(guide, name, h, error, slope, low, high):
    """Lay a line of this slope through the middle of the errors between two h, and name it."""
    among = (h >= low) & (h <= high) & (error > SMALLEST_ERROR)
    # where the errors do not run along it, as those of a parabola, it would mislead
    shown = among.sum() > 2 and abs(fitted_slope(h[among], error[among]) - slope) < OFF
    guide.set_visible(shown)
    name.set_visible(shown)
    if shown:
        factor = APART * np.median(error[among] / h[among] ** slope)
        ends = np.array([low / 300, high] if slope > 0 else [high * 30, low / 3])
        guide.set_data(ends, factor * ends**slope)
        name.set_position((ends[0], factor * ends[0] ** slope))
        name.set_ha("right" if slope > 0 else "left")


def fitted_slope(h, error):
    """Return the slope of the errors over h, both in powers of ten."""
    return np.polyfit(np.log(h), np.log(error), 1)[0]


def slopes_of_layer(ax, heading):
    """Draw an empty panel for the δ and measured slopes of a layer; return the LayerSlopes."""
    title(ax, heading)
    ax.axhline(0, color=BLACK, linewidth=0.8)
    ax.grid(axis="y", color="#dddddd", linewidth=0.6)
    ax.yaxis.set_major_locator(MaxNLocator(5))
    ax.set_xlabel("neuron of the layer", fontsize=9, labelpad=1)
    bars = ax.vlines([], [], [], color=BLUE, linewidth=9, label="δ, from backward")
    edge = {"color": "white", "markeredgecolor": VERMILION, "markeredgewidth": 2}
    [measured] = ax.plot([], [], "D", markersize=7, label="measured", **edge)
    here = ax.axvline(0, color=VERMILION, linewidth=1, linestyle=":")
    ax.legend(ncols=2, handlelength=1.2, **LEGEND)
    return LayerSlopes(bars, measured, here)
