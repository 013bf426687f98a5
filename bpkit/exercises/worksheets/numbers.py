"""The numbers of a worksheet: a small network and a sample whose whole step has short decimals."""

from itertools import chain
from typing import NamedTuple

import numpy as np

from ...activations import LeakyReLU
from ...descent import update
from ...losses import squared_error
from ...network import Network
from ...propagation import Backward, Gradients, Trace, backward, forward, gradients

DECIMALS = 3
ETA = 0.5
# its numbers stay short, and f′ is seen wherever it belongs
F = LeakyReLU(slope=0.5)
SIZES = [2, 2, 2], [2, 3, 1]


class Given(NamedTuple):
    """What a worksheet starts from, and all that follows from it."""

    net: Network
    X0: np.ndarray
    T: np.ndarray
    trace: Trace
    E: float
    back: Backward
    grads: Gradients
    new: Network


def problem(seed):
    """Return the first drawn problem that is short everywhere and tells right from wrong."""
    rng = np.random.default_rng(seed)
    sizes = SIZES[rng.integers(len(SIZES))]
    while True:
        given = swept(*drawn(sizes, rng))
        if is_short(given) and is_telling(given):
            return given


def drawn(sizes, rng):
    """Return a network, a sample and δ(L), in numbers that stay short in products."""
    n0, n1, n2 = sizes
    W = [distinct(rng, 9, (n1, n0)) / 10, distinct(rng, 6, (n2, n1)) / 5]
    b = [distinct(rng, 9, (n1, 1)) / 10, distinct(rng, 4, (n2, 1)) / 5]
    return Network(W, b, [F, F]), distinct(rng, 3, (n0, 1)), distinct(rng, 4, (n2, 1)) / 5


def distinct(rng, largest, shape):
    """Return whole numbers other than 0, of unlike size and of either sign."""
    size = int(np.prod(shape))
    return rng.choice([-1.0, 1.0], size=shape) * (
        1 + rng.permutation(largest)[:size].reshape(shape)
    )


def swept(net, X0, delta_L):
    """Return all that follows from a network, a sample, and the δ(L) that its target shall make."""
    trace = forward(net, X0)
    T = np.round(trace.X[-1] - delta_L, DECIMALS)
    E, delta_L = float(squared_error(trace.X[-1], T)), squared_error.gradient(trace.X[-1], T)
    back = backward(net, trace, delta_L)
    grads = gradients(trace, back)
    return Given(net, X0, T, trace, E, back, grads, update(net, grads, ETA))


def is_short(given):
    """Tell whether every number can be written with the decimals of a worksheet."""
    _, X0, T, trace, E, back, grads, new = given
    lists = trace.x[1:], trace.X, back.delta, grads.W, grads.b, new.W, new.b
    values = np.concatenate([np.ravel(value) for value in chain([X0, T, E], *lists)])
    return np.allclose(values, np.round(values, DECIMALS), rtol=0, atol=1e-9)


def is_telling(given):
    """Tell whether f′ takes both its values in the hidden layer, and one below 1 at the output.

    No x and no δ is 0, nor so near to it that they differ in rounding alone.
    """
    hidden, output = given.trace.x[1:]
    both = hidden.min() < 0 < hidden.max() and output.min() < 0
    return both and all(np.abs(a).min() > 1e-3 for a in [hidden, output, *given.back.delta])
