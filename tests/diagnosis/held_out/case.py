"""A held-out case: somebody's backprop, the problem it is run on, and what is truly wrong with it.

Written by a reader of the vocabulary alone, before any of it was handed to bp.diagnose.
"""

from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

import numpy as np

CASES = []
F = {
    "identity": lambda x: x,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "tanh": np.tanh,
    "relu": lambda x: np.maximum(x, 0),
    "leaky_relu": lambda x: np.where(x > 0, x, 0.01 * x),
    "softplus": lambda x: np.log1p(np.exp(x)),
}
E = {
    "squared_error": lambda X, T: ((X - T) ** 2).sum() / 2,
    "logistic": lambda X, T: (np.log1p(np.exp(X)) - T * X).sum(),
    "cross_entropy": lambda X, T: (np.log(np.exp(X).sum(axis=0)) - (T * X).sum(axis=0)).sum(),
}


def told(dW, db):
    """Return gradients as they are: in the layout of W and b."""
    return list(dW), list(db if db is not None else [None] * len(dW))


@dataclass(frozen=True)
class Case:
    """truth: pairs (mistake, where), where is a layer, a tensor such as "W[0]", or "" for all;
    a mistake that the vocabulary lacks is ("outside", what).

    k: their gradient over ours, were it right. called: how the function takes its arguments;
    layout: what bp.diagnose is told of that. unpack: their answer as dW, db in their layout.
    equal: other sets of names that give the same numbers in this network, known beforehand.
    """

    name: str
    sizes: tuple
    f: tuple
    loss: str
    m: int
    truth: frozenset
    k: float = 1
    called: str = "rows"
    layout: str | None = "rows"
    form: str = "function"
    convention: tuple = ()
    biases: str = "random"
    penalty: float | tuple = 0.0
    eta: float | None = None
    data: str = "random"
    equal: tuple = ()
    unpack: Callable = told
    function: Callable | None = None

    @property
    def names(self):
        return frozenset(name for name, where in self.truth) - {"outside"}


def case(name, sizes, f, loss, m, *truth, **more):
    """Enter the function below as a case; f in short: "sst" is sigmoid, sigmoid, tanh."""
    long = {"s": "sigmoid", "t": "tanh", "r": "relu", "i": "identity"}
    long |= {"l": "leaky_relu", "p": "softplus"}

    def enter(function):
        pairs = frozenset(t if isinstance(t, tuple) else (t, "") for t in truth)
        names = tuple(long[letter] for letter in f)
        CASES.append(Case(name, sizes, names, loss, m, pairs, function=function, **more))
        return function

    return enter


def problem(case):
    """Return W, b, X0, T, samples as columns, the same each time."""
    rng = np.random.default_rng(crc32(case.name.encode()))
    n, m = case.sizes, case.m
    W = [rng.normal(size=shape) for shape in zip(n[1:], n)]
    b = [rng.normal(size=(i, 1)) * (case.biases == "random") for i in n[1:]]
    X0 = rng.normal(size=(n[0], m))
    if case.data == "xor":
        return W, b, np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0.0, 1, 1, 0]])
    if case.loss == "cross_entropy":
        return W, b, X0, np.eye(n[-1])[rng.integers(n[-1], size=m)].T
    return W, b, X0, rng.integers(2, size=(n[-1], m)).astype(float)


def answer(case):
    """Return what the learner's function returns, called in the learner's own way."""
    W, b, X0, T = problem(case)
    if case.called in {"rows", "mixed"}:
        W = [W_l.T for W_l in W] if case.called == "rows" else W
        b, X0, T = [b_l.T for b_l in b], X0.T, T.T
    if case.called == "vector":
        b, X0, T = [b_l[:, 0] for b_l in b], X0[:, 0], T[:, 0]
    arguments = (W, X0, T) if case.biases == "none" else (W, b, X0, T)
    return case.function(*arguments)


def in_columns(case):
    """Return the learner's dW, db as (n_out, n_in) and (n_out,), over k, or None for odd shapes."""
    dW, db = case.unpack(*answer(case)) if case.unpack is told else case.unpack(answer(case))
    dW = [np.asarray(d).T if case.called == "rows" else np.asarray(d) for d in dW]
    db = [None if d is None else np.asarray(d) for d in db]
    n = case.sizes[1:]
    fits = [d is None or d.size == i for d, i in zip(db, n)]
    fits += [d.shape == (i, j) for d, i, j in zip(dW, n, case.sizes)]
    if not all(fits):
        return None
    return [d / case.k for d in (*dW, *(d.ravel() for d in db if d is not None))]


def total(case, W, b, X0, T):
    """Return E, the mean over the samples, with the penalty."""
    X = X0
    for W_l, b_l, f_l in zip(W, b, case.f):
        X = F[f_l](W_l @ X + b_l)
    on_W, on_b = case.penalty if isinstance(case.penalty, tuple) else (case.penalty, 0)
    squares = on_W * sum((w**2).sum() for w in W) + on_b * sum((v**2).sum() for v in b)
    return (E[case.loss](X, T) + squares / 2) / X0.shape[1]


def by_nudging(case, h=1e-5):
    """Return ∂E/∂W and then ∂E/∂b, by central differences."""
    W, b, X0, T = problem(case)
    gradients = []
    for tensor in (*W, *(b if case.biases != "none" else ())):
        slope = np.zeros_like(tensor)
        for at in np.ndindex(tensor.shape):
            kept = tensor[at]
            for nudge in (h, -h):
                tensor[at] = kept + nudge
                slope[at] += total(case, W, b, X0, T) / (2 * nudge)
            tensor[at] = kept
        gradients.append(slope if slope.shape[1] > 1 or len(gradients) < len(W) else slope[:, 0])
    return gradients


def distance(case):
    """Return how far theirs is from the true gradient at the best common factor, 0 to 1."""
    theirs, true = in_columns(case), by_nudging(case)
    if theirs is None:
        return 1.0
    a, c = (np.concatenate([g.ravel() for g in gradients]) for gradients in (theirs, true))
    return 1 - abs(a @ c) / (np.linalg.norm(a) * np.linalg.norm(c))


def right(case):
    """Is theirs k times the true gradient, by central differences?"""
    theirs = in_columns(case)
    return theirs is not None and all(
        np.allclose(a, c, rtol=1e-4, atol=1e-6) for a, c in zip(theirs, by_nudging(case))
    )
