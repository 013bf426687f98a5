"""What a gradient costs: counts as bars, and how they grow with the number of parameters."""

from typing import NamedTuple

import numpy as np
from matplotlib.ticker import FixedFormatter, FixedLocator, LogLocator, NullLocator

from .style import BLACK, BLUE, SECONDS, VERMILION, power, title

COUNTED = (
    "forward sweeps",
    "backward sweeps",
    "multiply-adds",
    "multiply-adds per weight and sample",
)
LONGEST = 0.5  # of the panel's width, so that the number beside the bar has room
ENDS = {"count": (1, 1e22), "seconds": (1e-6, 1e14)}
MOST_PARAMETERS = 2e9
TIMES = {
    "1 µs": SECONDS["microsecond"],
    "1 ms": SECONDS["millisecond"],
    "1 s": SECONDS["second"],
    "1 hour": SECONDS["hour"],
    "1 month": SECONDS["year"] / 12,
    "100 years": 100 * SECONDS["year"],
    "10⁶ years": SECONDS["million years"],
}


class CostBars(NamedTuple):
    """Four rows of two bars, nudging above backprop, and the number beside each."""

    bars: list
    numbers: list

    @property
    def moving(self):
        """The artists that move."""
        return [*self.bars, *self.numbers[0], *self.numbers[1]]

    def move(self, nudging, backprop, spelled):
        """Draw the larger count of a row as the longest bar, the other on a log scale beside it.

        Shapes: nudging, backprop (4,) counts; spelled writes one of them.
        Units: those of COUNTED.
        """
        longest = [LONGEST / np.log1p(float(max(pair))) for pair in zip(nudging, backprop)]
        for k, (name, counts) in enumerate((("nudging", nudging), ("backprop", backprop))):
            heights = [row + 0.43 + 0.27 * k for row in range(len(COUNTED))]
            ends = [unit * np.log1p(float(count)) for unit, count in zip(longest, counts)]
            self.bars[k].set_segments([[(0, y), (x, y)] for x, y in zip(ends, heights)])
            for number, x, y, count in zip(self.numbers[k], ends, heights, counts):
                number.set_position((x + 0.03, y))
                number.set_text(f"{spelled(count)}  {name}")


def bars(ax):
    """Draw empty rows of bars; return the panel of CostBars."""
    title(ax, "one gradient, bars on a log scale")
    ax.set(xlim=(0, 1), ylim=(len(COUNTED), 0), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    lines, numbers = [], []
    for colour in (VERMILION, BLUE):
        lines.append(ax.hlines([], [], [], color=colour, linewidth=9))
        numbers.append([ax.text(0, 0, "", fontsize=8.5, va="center") for _ in COUNTED])
    for row, name in enumerate(COUNTED):
        ax.text(0, row + 0.16, name, fontsize=8.5, va="center")
    return CostBars(lines, numbers)


class Dots(NamedTuple):
    """What was measured as a whole, full, and what one pass stands for, hollow."""

    full: object
    hollow: object

    def move(self, P, seconds, whole):
        """Show (n,) seconds at (n,) parameters, full where whole is true."""
        self.full.set_data(P[whole], seconds[whole])
        self.hollow.set_data(P[~whole], seconds[~whole])


def dots(ax, colour, marker):
    """Draw dots without data; return them."""
    style = {"color": colour, "marker": marker, "markersize": 5.5, "linestyle": "none"}
    full = ax.plot([], [], markerfacecolor=colour, **style)[0]
    hollow = ax.plot([], [], markerfacecolor="white", **style)[0]
    return Dots(full, hollow)


class Growth(NamedTuple):
    """Two lines with measured dots, a ring around a network, two stars at a landmark, their words.

    Of each pair the first is nudging, the second backprop.
    """

    lines: list
    nudging: Dots
    backprop: Dots
    ring: object
    stars: object
    words: list

    @property
    def moving(self):
        """The artists that move."""
        return [*self.lines, *self.nudging, *self.backprop, self.ring, self.stars, *self.words]

    def move(self, P, predicted, here, far, words):
        """Move the lines, the ring around a network, and the stars with their words.

        Shapes: P (n,); predicted (2, n); here, far (3,): P, nudging, backprop.
        Units: multiply-adds, or seconds.
        """
        for line, cost in zip(self.lines, predicted):
            line.set_data(P, cost)
        self.ring.set_data([here[0]] * 2, here[1:])
        self.stars.set_data([far[0]] * 2, far[1:])
        for text, cost, word in zip(self.words, far[1:], words):
            text.set_position((far[0] / 1.5, cost * 2))
            text.set_text(word)

    def move_measured(self, points):
        """Move the dots to what was measured, those of nudging full where all nudges were made.

        Shapes: points (n, 4): P, nudging, backprop, and whether all nudges were made.
        Units: seconds.
        """
        P, nudging, backprop, whole = np.reshape(np.array(points, dtype=float), (-1, 4)).T
        self.nudging.move(P, nudging, whole.astype(bool))
        self.backprop.move(P, backprop, np.ones(len(P), bool))

    def count_in(self, unit):
        """Let the y axis count multiply-adds ("count") or "seconds", and say so."""
        ax, counting = self.ring.axes, unit == "count"
        what = "multiply-adds of one gradient"
        title(ax, what if counting else "time of one gradient on this machine")
        ax.set_ylim(ENDS[unit])
        ticks = LogLocator(numticks=12) if counting else FixedLocator(list(TIMES.values()))
        ax.yaxis.set_major_locator(ticks)
        ax.yaxis.set_major_formatter(power if counting else FixedFormatter(list(TIMES)))
        ax.yaxis.set_minor_locator(NullLocator())
        known = self.counted() if counting else self.timed()
        style = {"fontsize": 7.5, "frameon": False, "handlelength": 1.8}
        ax.legend(known.values(), known, loc="upper left", **style)

    def counted(self):
        """Return the entries of the legend where the panel counts."""
        nudging, backprop = self.lines
        return {"nudging": nudging, "backprop": backprop, "your network": self.ring}

    def timed(self):
        """Return the entries of the legend where the panel shows times."""
        nudging, backprop = self.lines
        return {
            "nudging, from the count": nudging,
            "nudging, measured": self.nudging.full,
            "nudging, scaled up from one pass": self.nudging.hollow,
            "backprop, from the count": backprop,
            "backprop, measured": self.backprop.full,
            "your network": self.ring,
        }


def growth(ax, landmark, name):
    """Draw an empty panel of costs over numbers of parameters; return the panel of Growth.

    Shapes: landmark a number of parameters, far out, with its name.
    """
    ax.set(xscale="log", yscale="log", xlim=(3, MOST_PARAMETERS))
    ax.xaxis.set_major_locator(LogLocator(numticks=11))
    ax.xaxis.set_major_formatter(power)
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_xlabel("P, the number of parameters", fontsize=9, labelpad=1)
    ax.grid(color="#dddddd", linewidth=0.6)
    ax.axvline(landmark, color=BLACK, linewidth=0.9, linestyle=":")
    place = {"ha": "right", "va": "bottom", "transform": ax.get_xaxis_transform()}
    ax.text(landmark / 1.3, 0.015, name, fontsize=8, **place)
    lines = [
        ax.plot([], [], color=colour, linestyle=dash, linewidth=1.4)[0]
        for colour, dash in ((VERMILION, "-"), (BLUE, "--"))
    ]
    nudging, backprop = dots(ax, VERMILION, "^"), dots(ax, BLUE, "o")
    empty = {"markerfacecolor": "none", "linestyle": "none", "markeredgewidth": 2}
    ring = ax.plot([], [], marker="o", markersize=12, markeredgecolor=BLACK, **empty)[0]
    stars = ax.plot([], [], color=BLACK, marker="*", markersize=10, linestyle="none")[0]
    words = [ax.text(landmark, 1, "", fontsize=8.5, ha="right", va="bottom") for _ in lines]
    return Growth(lines, nudging, backprop, ring, stars, words)
