"""How large signal and δ become from layer to layer while the weights are random: the theory."""

from math import pi, sqrt

import numpy as np

from . import starts
from .activations import named
from .door import number

# evenly in log |z|: an f′ that is narrow beside the spread of x is met as finely as a wide one
LOG_Z = np.linspace(-30, 2.3, 800)


def mean_square(function, rms):
    """Return E[g(x)²], the mean over total inputs x that are normal, with mean 0 and this RMS.

    E[g(x)²] = ∫ g(σz)² e^(−z²/2) / √(2π) dz

    Shapes: function takes and returns arrays, such as f or f.prime; rms and the result are numbers.
    Lesson: 09_delta_through_depth.
    """
    z = np.exp(LOG_Z)
    weight = np.exp(-(z**2) / 2) / sqrt(2 * pi) * z * (LOG_Z[1] - LOG_Z[0])
    return float(weight @ (function(rms * z) ** 2 + function(-rms * z) ** 2))


def total_input(n, std, X):
    """Return the RMS of x(l+1), from the RMS of X(l) and the standard deviation of W(l).

    x_rms(l+1) = √(n_l Var W(l)) X_rms(l)

    Lesson: 09_delta_through_depth.
    Source: He, Zhang, Ren and Sun (2015), eq. 7.
    """
    return sqrt(n) * std * X


def output(f, x):
    """Return the RMS of X(l), from that of x(l).

    X_rms(l) = √E[f(x(l))²]

    Lesson: 09_delta_through_depth.
    """
    return sqrt(mean_square(f, x))


def delta(n_next, std, f, x_next, delta_next):
    """Return the RMS of δ(l), from those of δ(l+1) and x(l+1).

    δ_rms(l) = √(n_{l+1} Var W(l) E[f′(x(l+1))²]) δ_rms(l+1)

    Lesson: 09_delta_through_depth.
    Source: Glorot and Bengio (2010), eq. 6, where f′ = 1; He et al. (2015), eq. 12, for ReLU.
    """
    return sqrt(n_next * mean_square(f.prime, x_next)) * std * delta_next


def signal(sizes, f, init="glorot", X0=1.0):
    """Return the RMS of x(l) and of X(l) in every layer of a network with random weights.

    Shapes: sizes [n_0, …, n_L]; f as in Network, L of them; x and X have L+1 entries, x[0] is None.
    Units: X0 that of the data, an RMS.
    Lesson: 09_delta_through_depth.
    """
    sizes, std, x, X = starts.layers(sizes), starts.named(init), [None], [number("X0", X0)]
    if not isinstance(f, list | tuple) or len(f) != len(sizes) - 1:
        raise ValueError(f"f is {f!r}, expected a list of {len(sizes) - 1}, one a layer")
    for n, n_next, f_l in zip(sizes, sizes[1:], f):
        x.append(total_input(n, std(n, n_next), X[-1]))
        X.append(output(named(f_l), x[-1]))
    return x, X


def deltas(sizes, f, init, x, delta_L=1.0):
    """Return the RMS of δ(l) in every layer of such a network, from the RMS of every x(l).

    Shapes: sizes, f and init as in signal, x what signal returns; the result has L+1 entries.
    Units: delta_L in E per unit of output, an RMS.
    Lesson: 09_delta_through_depth.
    """
    std, delta_rms = starts.named(init), [delta_L]
    for l in reversed(range(len(f))):
        n, n_next = sizes[l : l + 2]
        first = delta(n_next, std(n, n_next), named(f[l]), x[l + 1], delta_rms[0])
        delta_rms.insert(0, first)
    return delta_rms
