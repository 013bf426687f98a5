"""What a gradient costs: counts as bars, and how they grow with the number of parameters, in counts or in seconds."""

import numpy as np
from matplotlib.ticker import FixedFormatter, FixedLocator, LogLocator, NullLocator

from .style import BLACK, BLUE, VERMILION, power, title

COUNTED = ("forward sweeps", "backward sweeps", "multiply-adds", "multiply-adds per weight and sample")
LONGEST = 0.5  # of the panel's width, so that the number beside the bar has room
ENDS = {"count": (1, 1e22), "seconds": (1e-6, 1e14)}
MOST_PARAMETERS = 2e9
YEAR = 365.25 * 86400
TIMES = {
    "1 µs": 1e-6,
    "1 ms": 1e-3,
    "1 s": 1,
    "1 hour": 3600,
    "1 month": YEAR / 12,
    "100 years": 100 * YEAR,
    "10⁶ years": 1e6 * YEAR,
}


def cost_bars(ax):
    """Draw four empty rows of two bars, nudging above backprop; return the artists.

    Units: those of COUNTED.
    """
    title(ax, "one gradient, bars on a log scale")
    ax.set(xlim=(0, 1), ylim=(len(COUNTED), 0), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    bars, numbers = [], []
    for colour in (VERMILION, BLUE):
        bars.append(ax.hlines([], [], [], color=colour, linewidth=9))
        numbers.append([ax.text(0, 0, "", fontsize=8.5, va="center") for _ in COUNTED])
    for row, name in enumerate(COUNTED):
        ax.text(0, row + 0.16, name, fontsize=8.5, va="center")
    return bars, numbers


def moving_bars(artists):
    """Return the artists of cost_bars that move."""
    bars, numbers = artists
    return [*bars, *numbers[0], *numbers[1]]


def move_cost_bars(artists, nudging, backprop, spelled):
    """Move the artists of cost_bars: the longest bar of a row is the larger count, the other on a log scale beside it.

    Shapes: nudging, backprop (4,) counts; spelled writes one of them.
    Units: those of COUNTED.
    """
    bars, numbers = artists
    longest = [LONGEST / np.log1p(float(max(pair))) for pair in zip(nudging, backprop)]
    for k, (name, counts) in enumerate((("nudging", nudging), ("backprop", backprop))):
        heights = [row + 0.43 + 0.27 * k for row in range(len(COUNTED))]
        ends = [unit * np.log1p(float(count)) for unit, count in zip(longest, counts)]
        bars[k].set_segments([[(0, y), (x, y)] for x, y in zip(ends, heights)])
        for number, x, y, count in zip(numbers[k], ends, heights, counts):
            number.set_position((x + 0.03, y))
            number.set_text(f"{spelled(count)}  {name}")
    return artists


def growth(ax, landmark, name):
    """Draw an empty panel of what a gradient costs over the number of parameters; a landmark stands far out.

    Shapes: landmark a number of parameters.
    Units: parameters, and those of move_growth.
    """
    ax.set(xscale="log", yscale="log", xlim=(3, MOST_PARAMETERS))
    ax.xaxis.set_major_locator(LogLocator(numticks=11))
    ax.xaxis.set_major_formatter(power)
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_xlabel("P, the number of parameters", fontsize=9, labelpad=1)
    ax.grid(color="#dddddd", linewidth=0.6)
    ax.axvline(landmark, color=BLACK, linewidth=0.9, linestyle=":")
    ax.text(landmark / 1.3, 0.015, name, fontsize=8, ha="right", va="bottom", transform=ax.get_xaxis_transform())
    kinds = ((VERMILION, "-", "^"), (BLUE, "--", "o"))
    lines = [ax.plot([], [], color=colour, linestyle=dash, linewidth=1.4)[0] for colour, dash, _ in kinds]
    dots = [measured_dots(ax, colour, marker) for colour, _, marker in kinds]
    ring = {"marker": "o", "markersize": 12, "markerfacecolor": "none", "linestyle": "none", "markeredgewidth": 2}
    here = ax.plot([], [], markeredgecolor=BLACK, **ring)[0]
    far = ax.plot([], [], color=BLACK, marker="*", markersize=10, linestyle="none")[0]
    times = [ax.text(landmark, 1, "", fontsize=8.5, ha="right", va="bottom") for _ in lines]
    return lines, dots, here, far, times


def measured_dots(ax, colour, marker):
    """Return two artists without data: what was measured as a whole, full, and what one pass stands for, hollow."""
    style = {"color": colour, "marker": marker, "markersize": 5.5, "linestyle": "none"}
    return [ax.plot([], [], markerfacecolor=face, **style)[0] for face in (colour, "white")]


def moving_growth(artists):
    """Return the artists of growth that move."""
    lines, dots, here, far, times = artists
    return [*lines, *dots[0], *dots[1], here, far, *times]


def growth_axis(artists, unit):
    """Let the panel of growth count multiply-adds, or seconds, and say so."""
    lines, dots, ring, *_ = artists
    ax, known = ring.axes, {"nudging": lines[0], "backprop": lines[1], "your network": ring}
    if unit == "seconds":
        known = {"nudging, from the count": lines[0], "nudging, measured": dots[0][0]}
        known |= {"nudging, scaled up from one pass": dots[0][1], "backprop, from the count": lines[1]}
        known |= {"backprop, measured": dots[1][0], "your network": ring}
    title(ax, "multiply-adds of one gradient" if unit == "count" else "time of one gradient on this machine")
    ax.set_ylim(ENDS[unit])
    ax.yaxis.set_major_locator(LogLocator(numticks=12) if unit == "count" else FixedLocator(list(TIMES.values())))
    ax.yaxis.set_major_formatter(power if unit == "count" else FixedFormatter(list(TIMES)))
    ax.yaxis.set_minor_locator(NullLocator())
    ax.legend(known.values(), known, loc="upper left", fontsize=7.5, frameon=False, handlelength=1.8)


def move_growth(artists, P, predicted, here, far, words=("", "")):
    """Move the lines of growth, the ring around one network, and the two stars at the landmark with their words.

    Shapes: P (n,); predicted (2, n), nudging first; here, far (3,): P, nudging, backprop.
    Units: multiply-adds, or seconds.
    """
    lines, _, ring, stars, times = artists
    for line, cost in zip(lines, predicted):
        line.set_data(P, cost)
    ring.set_data([here[0]] * 2, here[1:])
    stars.set_data([far[0]] * 2, far[1:])
    for text, cost, word in zip(times, far[1:], words):
        text.set_position((far[0] / 1.5, cost * 2))
        text.set_text(word)
    return artists


def move_measured(artists, points):
    """Move the dots of growth to what was measured, full where all of it was.

    Shapes: points (n, 4): P, nudging, backprop, and whether all nudges were made.
    Units: seconds.
    """
    P, *seconds, whole = np.reshape(np.array(points, dtype=float), (-1, 4)).T
    for k, (full, hollow) in enumerate(artists[1]):
        shown = whole.astype(bool) if k == 0 else np.ones(len(P), bool)
        full.set_data(P[shown], seconds[k][shown])
        hollow.set_data(P[~shown], seconds[k][~shown])
    return artists
