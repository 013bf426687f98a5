"""A wrong backprop beside the right one: E over the epochs, δ in each layer, the gradient check."""

from typing import NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, NullLocator

from .histories import LEGEND, over_epochs
from .style import BLACK, BLUE, SMALLEST, VERMILION, decades, held, log_axis, power, title

LEAST, MOST = 1e-12, 1e3  # between which relative errors are drawn; beyond 10 is room for numbers
VERDICTS = "right", "closer", "wrong"
BOTH = (("wrong", VERMILION, "--", -0.2), ("right", BLUE, "-", 0.2))


class Losses(NamedTuple):
    """A line of E for each backprop, the wrong one first."""

    lines: list

    @property
    def moving(self):
        """The artists, from the lowest to the highest."""
        return self.lines[::-1]

    def move(self, wrong, right):
        """Move to other losses."""
        for line, E in zip(self.lines, (wrong, right)):
            line.set_data(np.arange(len(E)), held(E))


class DeltaBars(NamedTuple):
    """Two bars for each layer, the wrong δ and the right one."""

    bars: list

    @property
    def moving(self):
        """The artists, from the lowest to the highest."""
        return [bar for pair in self.bars for bar in pair]

    def move(self, wrong, right):
        """Move to other sizes of δ."""
        for bars, rms in zip(self.bars, (wrong, right)):
            for bar, height in zip(bars, held(rms)):
                bar.set_height(height)


class Check(NamedTuple):
    """A bar for each tensor, how far its gradient is off, and the number at its end."""

    bars: list
    numbers: list

    @property
    def moving(self):
        """The artists, from the lowest to the highest."""
        return [*self.bars, *self.numbers]

    def move(self, errors, wrong, spelled):
        """Move to other errors; wrong says which are too large, spelled writes them."""
        for bar, number, error, off, text in zip(self.bars, self.numbers, errors, wrong, spelled):
            end = float(np.clip(error, 2 * LEAST, 10))
            bar.set_xdata([LEAST, end])
            bar.set_color(VERMILION if off else BLUE)
            number.set_position((end * 1.8, number.get_position()[1]))
            number.set_text(text)


def losses(ax, wrong, right):
    """Draw E over the epochs for both; return the panel.

    Shapes: wrong, right (epochs+1,).
    Units: those of the loss.
    """
    over_epochs(ax, "E, the loss", right)
    lines = [
        ax.plot([], [], color=colour, linestyle=dash, linewidth=1.6, label=name)[0]
        for name, colour, dash, _ in BOTH
    ]
    ax.legend(**LEGEND, fontsize=8, frameon=False, ncols=2)
    panel = Losses(lines)
    panel.move(wrong, right)
    return panel


def first_deltas(ax, wrong, right):
    """Draw the RMS of δ(l) before the first step as two bars for each layer; return the panel.

    Shapes: wrong, right (L+1,).
    Units: E per unit of output.
    """
    log_axis(ax)
    title(ax, "RMS of δ(l) before the first step")
    layers = np.arange(len(right))
    ax.set_xticks(layers, [f"δ({l})" for l in layers])
    ax.set(xlim=(-0.6, len(right) - 0.4), ylim=decades([*wrong, *right]))
    bars = [
        ax.bar(layers + beside, 1.0, bottom=SMALLEST, width=0.36, color=colour,
               hatch="//" if dash == "--" else "", edgecolor="white")
        for _, colour, dash, beside in BOTH
    ]  # fmt: skip
    panel = DeltaBars([list(pair) for pair in bars])
    panel.move(wrong, right)
    return panel


def check(ax, tensors, bands):
    """Draw an empty row for each tensor, the first at the top, and the bands; return the panel.

    Shapes: tensors names; bands the ends of "right" and of "look closer".
    Units: relative errors.
    """
    title(ax, "gradient check: relative error of each tensor")
    rows = range(len(tensors))
    ax.set(xscale="log", xlim=(LEAST, MOST), ylim=(len(tensors) - 0.4, -0.6))
    ax.set_yticks(rows, tensors)
    ax.xaxis.set_major_locator(FixedLocator([LEAST, *bands, 1]))
    ax.xaxis.set_major_formatter(power)
    ax.xaxis.set_minor_locator(NullLocator())
    for end in bands:
        ax.axvline(end, color=BLACK, linewidth=0.7, linestyle=":")
    ends = [LEAST, *bands, MOST]
    for verdict, start, end in zip(VERDICTS, ends, ends[1:]):
        place = {"ha": "center", "va": "bottom", "fontsize": 7.5}
        ax.text(np.sqrt(start * end), len(tensors) - 0.42, verdict, **place)
    bars = [Line2D([LEAST, LEAST], [row, row], linewidth=9, solid_capstyle="butt") for row in rows]
    for bar in bars:
        ax.add_line(bar)
    numbers = [ax.text(1, row, "", fontsize=8.5, va="center") for row in rows]
    return Check(bars, numbers)
