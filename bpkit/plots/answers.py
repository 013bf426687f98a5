"""Two classes in the plane: the points, and where the network says which."""

import numpy as np

from .style import BLACK, BLUE, DIVERGING, VERMILION, title


def grid(X0, n=48, margin=0.1):
    """Return the extent (left, right, bottom, top) around the points and n × n points in it, as columns.

    Shapes: X0 (2, m); grid (2, n²), row by row from the bottom.
    Units: those of X0.
    """
    low, high = X0.min(axis=1), X0.max(axis=1)
    # where all points share a coordinate, their size gives the room around them
    room = margin * np.where(high > low, high - low, np.maximum(np.abs(high), 1))
    low, high = low - room, high + room
    axes = [np.linspace(low[i], high[i], n) for i in range(2)]
    return (low[0], high[0], low[1], high[1]), np.stack([a.ravel() for a in np.meshgrid(*axes)])


def decision_boundary(ax, X0, T, X, extent):
    """Draw the samples over the network's log-odds on a grid; return the artists that move.

    Shapes: X0 (2, m); T (1, m) of 0 and 1; X (1, n²), the network's output on the grid; extent as grid gives it.
    Units: log-odds; the white line between the colours is where both classes are as likely.
    """
    title(ax, "the data, and what the network says")
    ax.set_xticks([])
    ax.set_yticks([])
    place = {"extent": extent, "origin": "lower", "aspect": "auto", "interpolation": "bilinear"}
    image = ax.imshow(np.zeros((2, 2)), cmap=DIVERGING, vmin=-1, vmax=1, **place)
    style = {"linestyle": "none", "markeredgecolor": BLACK, "markeredgewidth": 0.6, "markersize": 4.5}
    chosen = T[0] > 0.5
    ones = ax.plot(*X0[:, chosen], marker="^", markerfacecolor=VERMILION, label="1", **style)[0]
    zeros = ax.plot(*X0[:, ~chosen], marker="o", markerfacecolor=BLUE, label="0", **style)[0]
    ax.set_xlim(extent[:2])
    ax.set_ylim(extent[2:])
    return move_boundary((image, zeros, ones), X)


def move_boundary(artists, X):
    """Move the artists of decision_boundary to new outputs X on the grid."""
    n = round(np.sqrt(X.size))
    # tanh(X/2) = 2 p − 1: white at p = ½, and paler than the points everywhere
    artists[0].set_data(0.6 * np.tanh(X.reshape(n, n) / 2))
    return artists
