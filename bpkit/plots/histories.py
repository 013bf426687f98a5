"""The loss E over the epochs."""

import numpy as np

from .style import BLUE, VERMILION, decades, held, log_axis, title


def loss_history(ax, E, epochs_tested=(), E_test=()):
    """Draw E over epochs, and E on held-out samples as dots; return the artists.

    Shapes: E (epochs+1,); epochs_tested and E_test of one length.
    Units: those of the loss.
    """
    log_axis(ax)
    title(ax, "E, the loss")
    ax.set_xlabel("epoch", loc="right", labelpad=1)
    ax.set(xlim=(0, max(1, len(E) - 1)), ylim=decades(E))
    train = ax.plot([], [], color=BLUE, label="on the training samples")[0]
    dots = {"linestyle": "none", "marker": "o", "markersize": 3.5}
    test = ax.plot([], [], color=VERMILION, label="on held-out samples", **dots)[0]
    ax.legend(loc="upper right", fontsize=8, frameon=False)
    return move_loss((train, test), E, epochs_tested, E_test)


def move_loss(artists, E, epochs_tested=(), E_test=()):
    """Move the artists of loss_history to new data; a loss of exactly 0 lies below the bottom."""
    train, test = artists
    train.set_data(np.arange(len(E)), held(E))
    test.set_data(epochs_tested, held(E_test))
    return artists
