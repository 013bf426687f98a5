"""One neuron: what it says for every input, and f with f′ over the total input."""

import numpy as np

from .style import BLACK, BLUE, VERMILION, title

POINTS = {"linestyle": "none", "markersize": 9, "markeredgecolor": BLACK, "markeredgewidth": 0.9, "zorder": 5}


def neuron_answer(ax, X0, X, here):
    """Draw the output X against the input X0, and the present point; return the artists that move.

    Shapes: X0, X (n,); here is (input, output).
    Units: those of the data and of the output.
    """
    title(ax, "output X against the input X(0)")
    ax.set_xlabel("input X(0)", labelpad=1)
    axes_at_zero(ax)
    curve = ax.plot([], [], color=BLUE, linewidth=2.2)[0]
    drop = ax.plot([], [], color=BLACK, linewidth=0.8, linestyle=":")[0]
    point = ax.plot([], [], marker="o", markerfacecolor=BLUE, **POINTS)[0]
    return move_answer((curve, drop, point), X0, X, here)


def move_answer(artists, X0, X, here):
    """Move the artists of neuron_answer."""
    curve, drop, point = artists
    curve.set_data(X0, X)
    drop.set_data([here[0], here[0]], [0, here[1]])
    point.set_data([here[0]], [here[1]])
    return artists


def activation_pair(ax, x, X, f_prime, here):
    """Draw f and f′ against the total input, and at the present one a point on each and the slope of f.

    Shapes: x, X, f_prime (n,); here is (total input, output, f′).
    """
    title(ax, "f and f′ against the total input x")
    ax.set_xlabel("total input x", labelpad=1)
    axes_at_zero(ax)
    ax.plot(x, X, color=BLUE, linewidth=2.2, label="output X = f(x)")
    ax.plot(x, f_prime, color=VERMILION, linewidth=2.2, linestyle="--", label="slope f′(x)")
    ax.legend(loc="upper left", fontsize=8, frameon=False, handlelength=2.4)
    drop = ax.plot([], [], color=BLACK, linewidth=0.8, linestyle=":")[0]
    tangent = ax.plot([], [], color=BLACK, linewidth=1.4)[0]
    on_f = ax.plot([], [], marker="o", markerfacecolor=BLUE, **POINTS)[0]
    on_f_prime = ax.plot([], [], marker="^", markerfacecolor=VERMILION, **POINTS)[0]
    return move_pair((drop, tangent, on_f, on_f_prime), here)


def move_pair(artists, here, reach=1.2):
    """Move the artists of activation_pair to another total input."""
    drop, tangent, on_f, on_f_prime = artists
    x, X, f_prime = here
    drop.set_data([x, x, x], [min(0, X, f_prime), 0, max(0, X, f_prime)])
    tangent.set_data([x - reach, x + reach], [X - reach * f_prime, X + reach * f_prime])
    on_f.set_data([x], [X])
    on_f_prime.set_data([x], [f_prime])
    return artists


def axes_at_zero(ax):
    """Draw a quiet grid with a line through 0 each way."""
    ax.grid(color="#e4e4e4", linewidth=0.6)
    ax.axhline(0, color="#999999", linewidth=0.8)
    ax.axvline(0, color="#999999", linewidth=0.8)


def room(values, least=1.2):
    """Return limits with some room around values and 0, at least −least and least."""
    low, high = min(-least, np.min(values)), max(least, np.max(values))
    return low - 0.08 * (high - low), high + 0.22 * (high - low)
