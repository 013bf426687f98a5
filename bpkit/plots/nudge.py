"""What a nudge shows: the loss near a number, with the secant and the tangent, and the error against h."""

import numpy as np
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator

from .style import BLACK, BLUE, GREEN, VERMILION, title

SMALLEST_ERROR, LARGEST_ERROR = 1e-15, 1e2
GUIDES = ((0, 1, 1e-2, 1.0), (1, 2, 1e-2, 1.0))  # which curve, its slope, between which h it is laid through

OFF, APART = 0.35, 2.5  # how far a slope may be off to be named, and how far beside the errors its line runs


def loss_near(ax, heading, xlabel, ylabel):
    """Draw an empty panel for the loss near a number, its secant and its tangent; return the artists.

    Units: those of move_loss_near.
    """
    title(ax, heading)
    ax.set_xlabel(xlabel, fontsize=9, labelpad=1)
    ax.set_ylabel(ylabel, fontsize=9, labelpad=1)
    ax.grid(color="#dddddd", linewidth=0.6)
    ax.yaxis.set_major_locator(MaxNLocator(5))
    curve = ax.plot([], [], color=BLACK, linewidth=1.6, label="E")[0]
    tangent = ax.plot([], [], color=BLUE, linewidth=1.6, linestyle="--", label="tangent, from backward")[0]
    secant = ax.plot([], [], color=VERMILION, linewidth=1.6, label="secant")[0]
    tried = ax.plot([], [], color=VERMILION, linestyle="none", marker="o", markersize=6)[0]
    ax.legend(loc="upper center", fontsize=7.5, frameon=False, ncols=3, bbox_to_anchor=(0.5, 1.0), handlelength=1.6)
    return curve, tangent, secant, tried


def move_loss_near(artists, u, E, tried, at, slope):
    """Move the artists of loss_near: E over u, a line through the two points tried, a tangent of this slope at a point.

    Shapes: u, E (n,); tried ((u, u), (E, E)); at (u, E).
    Units: as the caller counts both axes; slope in those.
    """
    curve, tangent, secant, points = artists
    ends = np.array([u[0], u[-1]])
    (u_1, u_2), (E_1, E_2) = tried
    curve.set_data(u, E)
    tangent.set_data(ends, at[1] + slope * (ends - at[0]))
    secant.set_data(ends, E_1 + (E_2 - E_1) / (u_2 - u_1) * (ends - u_1))
    points.set_data(*tried)
    return artists


def roomy_limits(values, present=None):
    """Return limits around the values with room on top for the legend; the present ones, while they still fit well."""
    low, high = float(np.min(values)), float(np.max(values))
    room = max(high - low, 1e-12 * max(abs(low), abs(high)), 1e-300)
    if present is not None and present[0] <= low and high + 0.12 * room <= present[1]:
        if present[1] - present[0] <= 2 * room:
            return present
    return low - 0.08 * room, high + 0.3 * room


def error_against_h(ax, h, errors):
    """Draw the error of the forward and of the central difference against h; return the artists.

    Shapes: h (n,); errors (2, n), forward first.
    Units: h that of the parameter, errors those of the slope.
    """
    title(ax, "error of the slope against h")
    ax.set(xscale="log", yscale="log", xlim=(h[0] / 2, h[-1] * 2), ylim=(SMALLEST_ERROR, LARGEST_ERROR))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(LogLocator(numticks=7))
        axis.set_minor_locator(NullLocator())
    ax.grid(color="#dddddd", linewidth=0.6)
    ax.set_xlabel("h", fontsize=9, labelpad=1)
    curves = [
        ax.plot([], [], color=GREEN, marker="^", markersize=4, linewidth=0.8, label="forward")[0],
        ax.plot([], [], color=BLUE, marker="o", markersize=4, linewidth=0.8, linestyle="--", label="central")[0],
    ]
    guides = [ax.plot([], [], color=BLACK, linewidth=0.9, linestyle=":")[0] for _ in range(3)]
    labels = [ax.text(1, 1, f"slope {slope}", fontsize=8, ha="left", va="bottom") for slope in ("1", "2", "−1")]
    here = ax.plot([], [], color="none", marker="o", markersize=13, markeredgecolor=VERMILION, markeredgewidth=2.4)[0]
    line = ax.axvline(1, color=VERMILION, linewidth=1)
    ax.legend(loc="upper right", fontsize=8, frameon=False, bbox_to_anchor=(1.0, 1.0))
    return curves, guides, labels, here, line


def moving_error(artists):
    """Return the artists of error_against_h that move."""
    curves, guides, labels, here, line = artists
    return [*guides, *curves, line, here, *labels]


def move_error_against_h(artists, h, errors, chosen, at, spacing):
    """Move the artists of error_against_h: the curve chosen is full, h = at[0] is marked at the error at[1].

    Shapes: h (n,); errors (2, n); chosen 0 or 1; at (h, error); spacing that of the numbers around 1.
    Units: as in error_against_h.
    """
    curves, guides, labels, here, line = artists
    for k, (curve, error) in enumerate(zip(curves, errors)):
        curve.set_data(h, np.clip(error, SMALLEST_ERROR, LARGEST_ERROR))
        curve.set_alpha(1.0 if k == chosen else 0.4)
    here.set_data([at[0]], [np.clip(at[1], SMALLEST_ERROR, LARGEST_ERROR)])
    line.set_xdata([at[0]])
    rounding = (chosen, -1, 30 * spacing, 3e4 * spacing)
    for guide, label, (k, slope, low, high) in zip(guides, labels, (*GUIDES, rounding)):
        lay(guide, label, h, errors[k], slope, low, high)
    return artists


def lay(guide, label, h, error, slope, low, high):
    """Lay a dotted line of this slope through the middle of the errors between two h, and its name at one end."""
    among = (h >= low) & (h <= high) & (error > SMALLEST_ERROR)
    # where the errors do not run along it, as of a central difference of a parabola, it would mislead
    shown = among.sum() > 2 and abs(np.polyfit(np.log(h[among]), np.log(error[among]), 1)[0] - slope) < OFF
    guide.set_visible(shown)
    label.set_visible(shown)
    if not shown:
        return
    factor = np.median(error[among] / h[among] ** slope)
    ends = np.array([low / 300, high] if slope > 0 else [high * 30, low / 3])
    guide.set_data(ends, APART * factor * ends**slope)
    label.set_position((ends[0], APART * factor * ends[0] ** slope))
    label.set_ha("right" if slope > 0 else "left")


def slopes_of_layer(ax, heading):
    """Draw an empty panel for δ and the measured slope of each neuron of a layer; return the artists."""
    title(ax, heading)
    ax.axhline(0, color=BLACK, linewidth=0.8)
    ax.grid(axis="y", color="#dddddd", linewidth=0.6)
    ax.yaxis.set_major_locator(MaxNLocator(5))
    ax.set_xlabel("neuron of the layer", fontsize=9, labelpad=1)
    bars = ax.vlines([], [], [], color=BLUE, linewidth=9, label="δ, from backward")
    dots = ax.plot([], [], linestyle="none", marker="D", markersize=7, color="white", markeredgecolor=VERMILION,
                   markeredgewidth=2, label="measured")[0]  # fmt: skip
    here = ax.axvline(0, color=VERMILION, linewidth=1, linestyle=":")
    ax.legend(loc="upper center", fontsize=7.5, frameon=False, ncols=2, handlelength=1.2)
    return bars, dots, here


def move_slopes_of_layer(artists, delta, measured, i):
    """Move the artists of slopes_of_layer; neuron i is the chosen one.

    Shapes: delta, measured (n_l,).
    Units: E per unit of output.
    """
    bars, dots, here = artists
    neurons = np.arange(1, len(delta) + 1)
    bars.set_segments([[(n, 0), (n, d)] for n, d in zip(neurons, delta)])
    dots.set_data(neurons, measured)
    here.set_xdata([i + 1])
    return artists
