"""Small seeded networks to try a function on: square ones first, whose shapes hide mistakes."""

from typing import NamedTuple

import numpy as np

from ..losses import squared_error
from ..network import Network
from ..propagation import Backward, Gradients, Trace, backward, forward, gradients

# layer sizes and samples; in the first two all matrices are square, and fit each other any way
SIZES = (
    ((3, 3, 3, 3), 3),
    ((2, 2, 2, 2), 2),
    ((3, 3, 3, 3), 5),
    ((4, 3, 2, 5), 6),
    ((2, 4, 3, 2), 1),
)


class SweptCase(NamedTuple):
    """A network, its data, and all that a sweep through it finds."""

    net: Network
    X0: np.ndarray
    T: np.ndarray
    trace: Trace
    back: Backward
    grads: Gradients

    def f_prime(self, l):
        """Return f′(x(l))."""
        return self.net.f[l - 1].prime(self.trace.x[l])


def sweeps(f=("tanh", "softplus", "sigmoid")):
    """Yield a SweptCase through each small network, whose biases are not 0."""
    for seed, (sizes, m) in enumerate(SIZES):
        rng = np.random.default_rng(seed)
        W = [rng.standard_normal((n_out, n)) for n, n_out in zip(sizes, sizes[1:])]
        net = Network(W, [rng.standard_normal((n, 1)) for n in sizes[1:]], f)
        X0, T = rng.standard_normal((sizes[0], m)), rng.standard_normal((sizes[-1], m))
        trace = forward(net, X0)
        back = backward(net, trace, squared_error.gradient(trace.X[-1], T))
        yield SweptCase(net, X0, T, trace, back, gradients(trace, back))


def on_sweeps(arguments):
    """Return the cases whose arguments are taken from each SweptCase."""
    return lambda: [arguments(sweep) for sweep in sweeps()]
