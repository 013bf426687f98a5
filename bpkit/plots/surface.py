"""E over two parameters, as lines of equal height, and a path of steps on it; E step by step; η on its scale."""

import numpy as np

from .style import BLACK, BLUE, GREEN, PURPLE, VERMILION, decades, held, log_axis, title

FAR = 1e6  # what a path may leave the panel by
LEVELS = 14


def loss_surface(ax, a, b, E, names):
    """Draw E over two parameters, darker where it is lower, and a path on it; return the artists that move.

    Shapes: a (n,), b (k,), E (k, n).
    Units: E those of the loss.
    """
    title(ax, "E over the two parameters, and the path")
    ax.set_xlabel(names[0], labelpad=1)
    ax.set_ylabel(names[1], labelpad=-3)
    # as much of the plane between any two levels: a plateau and a deep valley are both seen
    levels = np.unique(np.quantile(E, np.linspace(0, 1, LEVELS) ** 1.5))
    ax.contourf(a, b, E, levels=levels, cmap="Blues_r", alpha=0.55)
    lines = ax.contour(a, b, E, levels=levels[1:-1], colors="#4d6b80", linewidths=0.6)
    ax.clabel(lines, levels[2:-1:3], fmt="%.2g", fontsize=7)
    ax.set(xlim=(a[0], a[-1]), ylim=(b[0], b[-1]))
    lowest = np.nonzero(np.isclose(E, E.min(), rtol=1e-6))
    star = {"color": BLACK, "markerfacecolor": "#ffffff", "linestyle": "none"}
    ax.plot(a[lowest[1]], b[lowest[0]], marker="*", markersize=11, label="lowest E", **star)
    path = ax.plot([], [], color=VERMILION, linewidth=1.4, marker=".", markersize=5, label="steps")[0]
    start = ax.plot([], [], color=BLACK, marker="s", markersize=7, linestyle="none", label="start")[0]
    end = ax.plot([], [], color=VERMILION, marker="D", markersize=8, markeredgecolor=BLACK, linestyle="none")[0]
    end.set_label("end")
    ax.legend(loc="upper left", fontsize=8, ncols=4, handlelength=1.3, columnspacing=0.9, framealpha=0.9)
    return path, start, end


def move_path(artists, points):
    """Move the artists of loss_surface to another path, (steps+1, 2)."""
    a, b = np.clip(points, -FAR, FAR).T
    artists[0].set_data(a, b)
    artists[1].set_data(a[:1], b[:1])
    artists[2].set_data(a[-1:], b[-1:])
    return artists


def loss_by_step(ax, E):
    """Draw E after every step; return the artists that move.

    Shapes: E (steps+1,).
    Units: those of the loss.
    """
    log_axis(ax)
    title(ax, "E after each step")
    line = ax.plot([], [], color=VERMILION, linewidth=1.4, marker=".", markersize=4)[0]
    ax.set(xlim=(0, max(1, len(E) - 1)), ylim=decades(E))
    return move_steps([line], E)


def move_steps(artists, E):
    """Move the artist of loss_by_step to another E."""
    artists[0].set_data(np.arange(len(E)), held(E))
    return artists


def eta_scale(ax, low, high, bound=None):
    """Draw the scale of η with a mark on it, and for a quadratic E where its steps arrive and where they do not.

    Units: η that of weight² per E; bound is 2/λ_max.
    """
    title(ax, "η" if bound is None else f"η, and the bound 2/λ_max = {bound:.3g}")
    ax.set(xscale="log", xlim=(low, high), ylim=(0, 1), yticks=[])
    if bound is None:
        words = "no bound holds everywhere:\nthe curvature differs from place to place"
        ax.text(0.5, 0.62, words, transform=ax.transAxes, ha="center", va="center", fontsize=8)
    else:
        zones = ((low, bound / 2, "straight in", GREEN, ""), (bound / 2, bound, "zigzag", PURPLE, "//"))
        for left, right, text, colour, hatch in (*zones, (bound, high, "out", VERMILION, "xx")):
            ax.axvspan(left, right, facecolor="none", edgecolor=colour, alpha=0.45, hatch=hatch, linewidth=0)
            ax.axvspan(left, right, color=colour, alpha=0.18, linewidth=0)
            turned = 90 if right / left < 10 else 0
            ax.text(np.sqrt(left * right), 0.5, text, ha="center", va="center", fontsize=8, rotation=turned)
        ax.axvline(bound, color=BLACK, linewidth=1.6)
    mark = ax.plot([], [], color=BLUE, marker="v", markersize=9, markeredgecolor=BLACK, clip_on=False)[0]
    return [mark]


def move_eta(artists, eta):
    """Move the mark of eta_scale."""
    artists[0].set_data([eta], [0.12])
    return artists
