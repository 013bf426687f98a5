"""One neuron: what it says, f with f′, and what it lets through of a δ, over the total input."""

from typing import NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from .style import BLACK, BLUE, GREEN, VERMILION, title

EDGE = {"markeredgecolor": BLACK, "markeredgewidth": 0.9}
POINT = {"linestyle": "none", "markersize": 9, "zorder": 5, **EDGE}
SMALL = -1.4, 2.4  # limits of a small panel, which holds f and f′ where they differ most
TANGENT = 1.2  # how far the slope of f is drawn to each side


class OutputCurve(NamedTuple):
    """The output for every input, and the point of the present one."""

    curve: Line2D
    drop: Line2D
    point: Line2D

    @property
    def moving(self):
        """All of them."""
        return list(self)

    def move(self, X0, X, here):
        """Draw the outputs X over the inputs X0, and the present (input, output).

        Shapes: X0, X (n,).
        """
        self.curve.set_data(X0, X)
        self.drop.set_data([here[0], here[0]], [0, here[1]])
        self.point.set_data([here[0]], [here[1]])


class TangentPoints(NamedTuple):
    """The present total input: a point on f, one on f′, and the slope of f."""

    drop: Line2D
    tangent: Line2D
    on_f: Line2D
    on_f_prime: Line2D

    @property
    def moving(self):
        """All of them."""
        return list(self)

    def move(self, x, X, f_prime):
        """Show another total input, its output and its slope."""
        self.drop.set_data([x, x, x], [min(0, X, f_prime), 0, max(0, X, f_prime)])
        rise = TANGENT * f_prime
        self.tangent.set_data([x - TANGENT, x + TANGENT], [X - rise, X + rise])
        self.on_f.set_data([x], [X])
        self.on_f_prime.set_data([x], [f_prime])


class PassageLines(NamedTuple):
    """A δ that enters a neuron, what would leave it at any total input, and what does leave it."""

    enters: Line2D
    leaves: Line2D
    drop: Line2D
    on_enters: Line2D
    on_leaves: Line2D

    @property
    def moving(self):
        """All of them."""
        return list(self)

    def move(self, x, leaves, here, delta, dE_dx):
        """Draw δ f′ over the total inputs x, and at the present one δ and δ f′.

        Shapes: x, leaves (n,).
        """
        self.enters.set_data([x[0], x[-1]], [delta, delta])
        self.leaves.set_data(x, leaves)
        self.drop.set_data([here, here], [delta, dE_dx])
        self.on_enters.set_data([here], [delta])
        self.on_leaves.set_data([here], [dE_dx])


def neuron_answer(ax):
    """Draw an empty panel for the output X against the input X0; return the OutputCurve."""
    title(ax, "output X against the input X(0)")
    ax.set_xlabel("input X(0)", labelpad=1)
    axes_at_zero(ax)
    [curve] = ax.plot([], [], color=BLUE, linewidth=2.2)
    [drop] = ax.plot([], [], ":", color=BLACK, linewidth=0.8)
    [point] = ax.plot([], [], marker="o", markerfacecolor=BLUE, **POINT)
    return OutputCurve(curve, drop, point)


def activation_pair(ax, x, X, f_prime):
    """Draw f and f′ against the total input; return the TangentPoints that shows the present one.

    Shapes: x, X, f_prime (n,).
    """
    title(ax, "f and f′ against the total input x")
    ax.set_xlabel("total input x", labelpad=1)
    axes_at_zero(ax)
    ax.plot(x, X, color=BLUE, linewidth=2.2, label="output X = f(x)")
    ax.plot(x, f_prime, "--", color=VERMILION, linewidth=2.2, label="slope f′(x)")
    ax.legend(loc="upper left", fontsize=8, frameon=False, handlelength=2.4)
    [drop] = ax.plot([], [], ":", color=BLACK, linewidth=0.8)
    [tangent] = ax.plot([], [], color=BLACK, linewidth=1.4)
    [on_f] = ax.plot([], [], marker="o", markerfacecolor=BLUE, **POINT)
    [on_f_prime] = ax.plot([], [], marker="^", markerfacecolor=VERMILION, **POINT)
    return TangentPoints(drop, tangent, on_f, on_f_prime)


def thumbnail(ax, name, x, X, f_prime):
    """Draw f and f′ of an activation small, under its name; return the frame of a chosen one.

    Shapes: x, X, f_prime (n,).
    """
    ax.set_title(name, fontsize=8, y=0.96)
    ax.axhline(0, color="#999999", linewidth=0.6)
    ax.axvline(0, color="#999999", linewidth=0.6)
    ax.plot(x, X, color=BLUE, linewidth=1.4)
    ax.plot(x, f_prime, "--", color=VERMILION, linewidth=1.4)
    ax.set(xlim=(x[0], x[-1]), ylim=SMALL, xticks=[], yticks=[])
    ax.spines[:].set(linewidth=0.6, color="#999999")
    frame = Rectangle((0, 0), 1, 1, transform=ax.transAxes, fill=False, linewidth=2.5)
    return ax.add_patch(frame)


def passage(ax):
    """Draw an empty panel for the δ that enters and the δ f′ that leaves; return its lines."""
    title(ax, "what leaves of the δ that enters")
    ax.set_xlabel("total input x", labelpad=1)
    axes_at_zero(ax)
    [enters] = ax.plot([], [], "--", color=GREEN, linewidth=2.2, label="δ enters")
    [leaves] = ax.plot([], [], color=VERMILION, linewidth=2.2, label="δ f′(x) leaves")
    ax.legend(loc="upper left", fontsize=8, frameon=False, handlelength=2.4, ncols=2)
    [drop] = ax.plot([], [], color=BLACK, linewidth=1.4)
    [on_enters] = ax.plot([], [], marker="s", markerfacecolor=GREEN, **POINT)
    [on_leaves] = ax.plot([], [], marker="^", markerfacecolor=VERMILION, **POINT)
    return PassageLines(enters, leaves, drop, on_enters, on_leaves)


def axes_at_zero(ax):
    """Draw a quiet grid with a line through 0 each way."""
    ax.grid(color="#e4e4e4", linewidth=0.6)
    ax.axhline(0, color="#999999", linewidth=0.8)
    ax.axvline(0, color="#999999", linewidth=0.8)


def room(values, least=1.2):
    """Return limits with some room around values and 0, at least −least and least."""
    low, high = min(-least, np.min(values)), max(least, np.max(values))
    return low - 0.08 * (high - low), high + 0.22 * (high - low)
