"""Training explorers that are quick, and whether two histories are the same."""

import numpy as np

from bpkit.explorers import Training

ONE_EPOCH = 1e-9  # seconds of a slice in which no second epoch fits


def explorer(**settings):
    """Return an explorer whose slices last as long as a run, on a machine however slow."""
    e = Training(**{"layers": "3, 2", "epochs": 20, **settings})
    e.slice = None
    return e


def explorer_in_slices(**settings):
    """Return an explorer whose slices end after their first epoch, on a machine however fast."""
    e = explorer(**settings)
    e.slice = ONE_EPOCH
    return e


def same_net(one, other):
    pairs = zip((*one.W, *one.b), (*other.W, *other.b), strict=True)
    return all(np.array_equal(a, b) for a, b in pairs)


def same(one, other):
    """Return whether two histories are equal bit for bit, network and all."""
    return (
        np.array_equal(one.E, other.E)
        and np.array_equal(one.delta_rms, other.delta_rms)
        and same_net(one.net, other.net)
        and (one.steps, one.stopped) == (other.steps, other.stopped)
    )
