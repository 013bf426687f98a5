"""Which entries cannot be nudged: a total input crosses a kink of f on the way."""

import numpy as np

from .propagation import forward


def smooth(net, name, X0, h, nudge):
    """Return for every entry of W or b whether its nudge carries no total input over a kink."""
    if not any(f.kinks for f in net.f):
        return [np.ones(p.shape, bool) for p in getattr(net, name)]
    return [crossed(net, name, l, X0, h, nudge) for l in range(net.depth)]


def crossed(net, name, l, X0, h, nudge):
    """Return for every entry of name[l] whether θ − h and θ + h lie on the same sides of kinks."""
    kept = np.empty(getattr(net, name)[l].shape, bool)
    for index in np.ndindex(kept.shape):
        kept[index] = sides(nudge(net, l, name, index, h), X0) == sides(
            nudge(net, l, name, index, -h), X0
        )
    return kept


def sides(net, X0):
    """Return on which side of every kink each total input lies; on a kink is a third side."""
    x = forward(net, X0).x[1:]
    return b"".join(np.sign(x_l - kink).tobytes() for x_l, f in zip(x, net.f) for kink in f.kinks)
