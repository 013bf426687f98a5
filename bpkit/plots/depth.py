"""How large a signal, or δ, is in each of many layers: measured, and in theory."""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from .histories import LEGEND
from .style import BLACK, LARGEST, SMALLEST, decades, log_axis, title


class LayerDots(NamedTuple):
    """A dot for each layer as measured, a line as theory has it, a ring around a chosen layer."""

    measured: Line2D
    theory: Line2D
    here: PathCollection

    @property
    def moving(self):
        """The artists, from the lowest to the highest."""
        return list(self)

    def move(self, measured, theory, chosen=None):
        """Move to other sizes; what is NaN, 0 or beyond the axis is not drawn.

        The chosen layer has the ring.

        Shapes: measured, theory (L+1,).
        """
        layers = np.arange(len(theory))
        self.measured.set_data(layers, drawn(measured))
        self.theory.set_data(layers, drawn(theory))
        here = np.array([] if chosen is None else [chosen], int)
        self.here.set_offsets(np.column_stack([here, drawn(np.asarray(measured))[here]]))


def through_depth(ax, text, measured, theory, colour, marker):
    """Draw the RMS of a quantity against the layer, on a log axis; return the panel.

    Shapes: measured, theory (L+1,).
    """
    log_axis(ax)
    title(ax, text)
    ax.set_xlabel("layer l", labelpad=1)
    ax.xaxis.set_major_locator(MaxNLocator("auto", steps=[1, 2, 5, 10], integer=True))
    dots = {"color": colour, "marker": marker, "markersize": 4.5, "linestyle": "none"}
    [dots] = ax.plot([], [], label="measured", **dots)
    [line] = ax.plot([], [], color=BLACK, linewidth=1.2, label="theory")
    ax.legend(**LEGEND, fontsize=8, frameon=False, ncols=2)
    ring = {"facecolors": "none", "edgecolors": BLACK, "linewidths": 1.5}
    panel = LayerDots(dots, line, ax.scatter([], [], s=90, **ring))
    panel.move(measured, theory)
    ax.set(xlim=limits(theory), ylim=decades([*measured, *theory]))
    return panel


def drawn(sizes):
    """Return sizes, NaN where the axis cannot hold one: held at its end, it would look measured."""
    return np.where((sizes >= SMALLEST) & (sizes <= LARGEST), sizes, np.nan)


def limits(sizes):
    """Return limits of the axis of layers, with a little room."""
    last = len(sizes) - 1
    return -0.02 * last, 1.02 * last
