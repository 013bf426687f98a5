"""A second opinion on the sweep: the network in HIPS autograd, which derives every gradient itself.

Nothing here but the network's container and δ(L) comes from bpkit; both have tests of their own.
"""

from typing import NamedTuple

import autograd.numpy as anp
import numpy as np
from autograd import value_and_grad
from autograd.scipy.special import logsumexp
from autograd.tracer import getval

import bpkit as bp

TOLERANCE = 1e-12


class Sweep(NamedTuple):
    """The four functions that are judged."""

    forward: object
    backward: object
    gradients: object
    update: object


class Case(NamedTuple):
    """A network with its data; activations and loss by name."""

    W: list
    b: list
    f: list
    loss: str
    X0: np.ndarray
    T: np.ndarray


BPKIT = Sweep(bp.forward, bp.backward, bp.gradients, bp.update)


def gelu_u(x):
    """Return what GELU's tanh form hands to tanh."""
    return anp.sqrt(2 / np.pi) * (x + 0.044715 * x**3)


# written so that autograd's derivatives cancel nowhere, and not as bpkit writes them
F = {
    "identity": lambda x: x,
    "sigmoid": lambda x: anp.exp(-anp.logaddexp(0.0, -x)),
    "tanh": anp.tanh,
    "relu": lambda x: anp.maximum(x, 0.0),
    "leaky_relu": lambda x: anp.where(x > 0, x, 0.01 * x),
    "softplus": lambda x: anp.logaddexp(0.0, x),
    "elu": lambda x: anp.where(x > 0, x, anp.expm1(anp.minimum(x, 0.0))),
    "silu": lambda x: x * anp.exp(-anp.logaddexp(0.0, -x)),
    "gelu": lambda x: x * anp.exp(-anp.logaddexp(0.0, -2 * gelu_u(x))),
}


def squared_error(X, T):
    return anp.sum((X - T) ** 2) / (2 * T.shape[1])


def logistic(X, T):
    return anp.sum(T * anp.logaddexp(0.0, -X) + (1 - T) * anp.logaddexp(0.0, X)) / T.shape[1]


def cross_entropy(X, T):
    return -anp.sum(T * (X - logsumexp(X, axis=0, keepdims=True))) / T.shape[1]


E = {"squared_error": squared_error, "logistic": logistic, "cross_entropy": cross_entropy}


class Derived(NamedTuple):
    """What autograd makes of a case; x[0] and dE_dx[0] are None."""

    x: list
    X: list
    E: float
    delta: list
    dE_dx: list
    W: list
    b: list


def derive(case):
    """Return every quantity of the sweep, each derivative taken by adding 0 where it is wanted."""
    x, X = [None], [case.X0]

    def loss(W, b, on_x, on_X):
        signal = case.X0 + on_X[0]
        for l, f in enumerate(case.f):
            total = anp.dot(W[l], signal) + b[l] + on_x[l]
            signal = F[f](total) + on_X[l + 1]
            x.append(total), X.append(signal)
        return E[case.loss](signal, case.T)

    m, n = case.X0.shape[1], [len(case.X0), *map(len, case.W)]
    zeros = [np.zeros((n_l, m)) for n_l in n]
    value, (W, b, dE_dx, delta) = value_and_grad(lambda leaves: loss(*leaves))(
        (case.W, case.b, zeros[1:], zeros)
    )
    x, X = list(map(getval, x)), list(map(getval, X))
    return Derived(x, X, float(value), delta, [None, *dE_dx], W, b)


def scaled_error(ours, theirs):
    """Return the largest error over the largest entry; a tensor that is 0 must be met exactly."""
    gap, scale = np.abs(ours - theirs).max(), np.abs(theirs).max()
    return gap / scale if scale else float(gap != 0)


def compare(name, ours, theirs):
    """Return the scaled error of one tensor, if shape and numbers agree."""
    assert np.shape(ours) == np.shape(theirs), (
        f"{name} has shape {np.shape(ours)}, expected {np.shape(theirs)}"
    )
    error = scaled_error(ours, theirs)
    # not `error > TOLERANCE`: NaN must fail
    assert error <= TOLERANCE, f"{name} is off by {error:.1e} of its largest entry"
    return error


def check(sweep, case, eta=0.1):
    """Return a sweep's worst scaled error over a case; AssertionError names what is off first."""
    net, loss, derived = (
        bp.Network(W=case.W, b=case.b, f=case.f),
        bp.losses.BY_NAME[case.loss],
        derive(case),
    )
    trace = sweep.forward(net, case.X0)
    back = sweep.backward(net, trace, loss.gradient(trace.X[-1], case.T))
    grads = sweep.gradients(trace, back)
    stepped = sweep.update(net, grads, eta)
    L = len(case.f)
    assert [len(a) for a in (*trace, *back, *grads)] == [L + 1] * 4 + [L] * 2
    assert trace.x[0] is None and back.dE_dx[0] is None
    pairs = [("E", loss(trace.X[-1], case.T), derived.E)]
    pairs += [(f"x[{l}]", trace.x[l], derived.x[l]) for l in range(1, L + 1)]
    pairs += [(f"X[{l}]", trace.X[l], derived.X[l]) for l in range(L + 1)]
    pairs += [(f"delta[{l}]", back.delta[l], derived.delta[l]) for l in range(L + 1)]
    pairs += [(f"dE_dx[{l}]", back.dE_dx[l], derived.dE_dx[l]) for l in range(1, L + 1)]
    for l in range(L):
        pairs += [
            (f"dE_dW[{l}]", grads.W[l], derived.W[l]),
            (f"dE_db[{l}]", grads.b[l], derived.b[l]),
        ]
        pairs += [(f"W[{l}] after the step", stepped.W[l], case.W[l] - eta * derived.W[l])]
        pairs += [(f"b[{l}] after the step", stepped.b[l], case.b[l] - eta * derived.b[l])]
    return max(compare(*pair) for pair in pairs)


def draw(rng, sizes, f, loss, m, scale=1.0):
    """Return a random case; Var W = scale²/n keeps x near 1, where activations have a slope."""
    W = [
        scale * rng.standard_normal((n_out, n_in)) / np.sqrt(n_in)
        for n_in, n_out in zip(sizes, sizes[1:])
    ]
    # no bias is 0, so that no total input is exactly 0, where ReLU has its kink
    b = [rng.choice([-1, 1], (n_out, 1)) * rng.uniform(0.1, 0.9, (n_out, 1)) for n_out in sizes[1:]]
    return Case(
        W, b, list(f), loss, rng.standard_normal((sizes[0], m)), target(rng, loss, sizes[-1], m)
    )


def target(rng, loss, n, m):
    """Return what a loss can be asked to meet: numbers, probabilities or classes, hard or soft."""
    soft = rng.random() < 0.5
    if loss == "squared_error":
        return rng.standard_normal((n, m))
    if loss == "logistic":
        return rng.random((n, m)) if soft else rng.integers(0, 2, (n, m)).astype(float)
    return rng.dirichlet(np.ones(n), m).T if soft else np.eye(n)[:, rng.integers(0, n, m)]


def kink_distance(x, f):
    """Return how near a total input comes to 0 where f bends there; infinity if none does."""
    bent = [np.abs(x_l).min() for x_l, f_l in zip(x[1:], f) if f_l in {"relu", "leaky_relu"}]
    return min(bent, default=np.inf)


def tanh_slope(x):
    e = np.exp(-2 * np.abs(x))
    return 4 * e / (1 + e) ** 2


def sigmoid_slope(x):
    e = np.exp(-np.abs(x))
    return e / (1 + e) ** 2


EXTENDED = {
    "tanh": (np.tanh, tanh_slope),
    "sigmoid": (lambda x: 1 / (1 + np.exp(-x)), sigmoid_slope),
}


def extended(case, delta_L):
    """Return delta and dE_dx in numpy's longest floats, with slopes that do not cancel.

    They are the judge in saturation.
    """
    W, b, X = ([a.astype(np.longdouble) for a in arrays] for arrays in (case.W, case.b, [case.X0]))
    x, L = [None], len(W)
    for l in range(L):
        x.append(W[l] @ X[l] + b[l])
        X.append(EXTENDED[case.f[l]][0](x[l + 1]))
    delta, dE_dx = [None] * L + [delta_L.astype(np.longdouble)], [None] * (L + 1)
    for l in reversed(range(L)):
        dE_dx[l + 1] = delta[l + 1] * EXTENDED[case.f[l]][1](x[l + 1])
        delta[l] = W[l].T @ dE_dx[l + 1]
    return delta, dE_dx
