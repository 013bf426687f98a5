"""What all plots share: colours that all can tell apart, dashes beside them, and quiet log axes."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import LogLocator, NullLocator

# Okabe and Ito (2008), those with a contrast of 3:1 on white
BLUE, VERMILION, GREEN, PURPLE, BLACK = COLOURS = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#000000",
)
GREY = "#8c8c8c"
DASHES = ("-", "--", "-.", ":")
MARKERS = ("o", "^", "s", "D", "v", "P", "X", "*", "h")

DIVERGING = LinearSegmentedColormap.from_list("blue–white–vermilion", [BLUE, "#ffffff", VERMILION])

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

# how long each unit of time is, from the shortest
YEAR = 365.25 * 86400
SECONDS = {
    "microsecond": 1e-6,
    "millisecond": 1e-3,
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "year": YEAR,
    "thousand years": 1e3 * YEAR,
    "million years": 1e6 * YEAR,
    "billion years": 1e9 * YEAR,
}

# what a log axis can hold of a loss or δ that vanishes or explodes
SMALLEST, LARGEST = 1e-30, 1e30


def held(values):
    """Return values within what a log axis can hold."""
    return np.clip(values, SMALLEST, LARGEST)


def layer_style(l):
    """Return colour, dash and marker of layer l: no two of nine layers share all three."""
    return {"color": COLOURS[l % 5], "linestyle": DASHES[l % 4], "marker": MARKERS[l % 9]}


def title(ax, text):
    """Put a title on the left, where reading starts; a height of its own choice draws slower."""
    return ax.set_title(text, loc="left", fontsize=10, y=1)


def power(value, position=None):
    """Return the label of a tick on a log axis, in plain letters: a formula draws far slower."""
    exponent = float(np.log10(value))
    if not exponent.is_integer():
        return f"{value:g}"
    return "10" + f"{exponent:.0f}".translate(RAISED)


RANGE_OF_E = 1e3  # a loss that explodes leaves its panel at the top


def log_axis(ax):
    """Make the y axis logarithmic, with a label a decade or less and no slow ticks between them."""
    ax.set_yscale("log")
    ax.yaxis.set_major_locator(LogLocator(numticks=6))
    ax.yaxis.set_major_formatter(power)
    ax.yaxis.set_minor_locator(NullLocator())
    ax.grid(axis="y", color="#dddddd", linewidth=0.6)
    ax.set_axisbelow(True)


def decades(values, present=None):
    """Return limits in whole decades around the positive values; the present ones while they fit.

    An axis that stays where it is keeps its background, and the eye can compare.
    """
    values = np.asarray(values, dtype=float)
    values = values[np.isfinite(values) & (values > SMALLEST)]
    if not values.size:
        return present or (0.1, 1.0)
    logs = np.log10(held(values))
    low, high = np.floor(logs.min() - 0.2), np.ceil(logs.max() + 0.1)
    if present is not None:
        bottom, top = np.log10(present)
        if bottom <= low and high <= top and top - bottom <= 2 * max(high - low, 2):
            return present
    return 10.0**low, 10.0**high
