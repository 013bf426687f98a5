"""One number from one number: the samples, and the curve that the network draws through them."""

import numpy as np

from .style import BLUE, VERMILION, title


def fitted_curve(ax, X0, T, x, X):
    """Draw the samples and the network's answer X at the points x; return the artists that move.

    Shapes: X0, T (1, m); x, X (1, n).
    Units: those of the data.
    """
    title(ax, "the data, and what the network says")
    samples = ax.plot(X0[0], T[0], linestyle="none", marker="o", markersize=3, color=BLUE, alpha=0.45)[0]
    curve = ax.plot([], [], color=VERMILION, linewidth=2.2)[0]
    ax.grid(color="#dddddd", linewidth=0.6)
    return move_curve((samples, curve), x, X)


def move_curve(artists, x, X):
    """Move the artists of fitted_curve to a new answer X; one that explodes leaves the panel."""
    artists[1].set_data(x[0], np.clip(X[0], -1e6, 1e6))
    return artists
