"""The size of δ, layer by layer: over the epochs, and now."""

import numpy as np

from .style import SMALLEST, decades, held, layer_style, log_axis, title


def delta_history(ax, delta_rms):
    """Draw the RMS of δ(l) over epochs, a line a layer; return the artists.

    Shapes: delta_rms (epochs+1, L+1).
    Units: E per unit of output.
    """
    log_axis(ax)
    title(ax, "RMS of δ(l), l =")
    ax.set_xlabel("epoch", loc="right", labelpad=1)
    ax.set(xlim=(0, max(1, len(delta_rms) - 1)), ylim=decades(delta_rms))
    layers = range(np.shape(delta_rms)[1])
    lines = [ax.plot([], [], linewidth=1.4, markersize=4, label=f"{l}", **layer_style(l))[0] for l in layers]
    place = {"loc": "lower right", "bbox_to_anchor": (1.02, 1), "borderaxespad": 0}
    ax.legend(**place, fontsize=8, frameon=False, ncols=9, columnspacing=0.7, handlelength=1.1, handletextpad=0.3)
    return move_delta_history(lines, delta_rms)


def move_delta_history(lines, delta_rms):
    """Move the artists of delta_history to new data, with about six markers a line."""
    epochs = np.arange(len(delta_rms))
    for line, rms in zip(lines, held(delta_rms).T):
        line.set_data(epochs, rms)
        line.set_markevery(max(1, len(epochs) // 6))
    return lines


def delta_now(ax, rms):
    """Draw the RMS of δ(l) as a bar for each layer; return the artists.

    Shapes: rms (L+1,).
    Units: E per unit of output.
    """
    log_axis(ax)
    title(ax, "RMS of δ now")
    layers = range(len(rms))
    ax.set_xticks(layers, [f"δ({l})" for l in layers])
    ax.set_xlim(-0.6, len(rms) - 0.4)
    bars = ax.bar(layers, [1.0] * len(rms), bottom=SMALLEST, width=0.6, color=[layer_style(l)["color"] for l in layers])
    ax.set_ylim(decades(rms))
    return move_delta_now(list(bars), rms)


def move_delta_now(bars, rms):
    """Move the artists of delta_now to new data."""
    for bar, height in zip(bars, held(rms)):
        bar.set_height(height)
    return bars
