"""Arrays that are made once, for the loop over many steps whose results they take."""

from typing import NamedTuple

import numpy as np

from .propagation import Backward, Gradients, Trace


class Buffers(NamedTuple):
    """Room for what the sweeps of one step find, handed to them as `out`; each step writes over the last."""

    trace: Trace
    back: Backward
    grads: Gradients


def buffers(net, m, down_to=0):
    """Return room for a forward sweep, a backward sweep and the gradients of net.

    3 arrays (n_l, m) a layer for x, X and ∂E/∂x, a fourth for δ from layer down_to on, and one as W(l), one as b(l)

    Shapes: m samples; x[l], X[l], delta[l] and dE_dx[l] (n_l, m); X[0] and delta[L] are left to who brings them.
    Units: those of what is written into them; before that the numbers mean nothing.
    Errors: none.
    Lesson: 10_count_the_cost.
    Source: this course.
    """

    def layers(first, last):
        return [np.empty((n, m), net.dtype) if first <= l <= last else None for l, n in enumerate(net.sizes)]

    L = net.depth
    return Buffers(
        Trace(layers(1, L), layers(1, L)),
        Backward(layers(down_to, L - 1), layers(1, L)),
        Gradients([np.empty_like(W) for W in net.W], [np.empty_like(b) for b in net.b]),
    )
