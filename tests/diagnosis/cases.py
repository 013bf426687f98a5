"""Networks, losses and data that diagnoses are tried on; right and random gradients for them."""

import numpy as np

import bpkit as bp

from .learners import Learner, case, names_of, numbers

NETS = {
    "sigmoid": ["sigmoid"] * 3,
    "tanh": ["tanh"] * 3,
    "relu": ["relu"] * 3,
    "mixed": ["tanh", "relu", "sigmoid"],
}
LOSSES = ["squared_error", "logistic", "cross_entropy"]
SIZES = [[4, 4, 4, 4], [3, 4, 2], [2, 5, 3, 3]]


def told(d):
    """Return the names of the mistakes, and of each other reading."""
    return {r.name for r in d.mistakes}, [{r.name for r in reading} for reading in d.instead]


def same(one, other):
    """Return whether two pairs dW, db hold the same numbers."""
    pairs = zip(one[0] + one[1], other[0] + other[1])
    return all(
        np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-9, atol=1e-14) for a, b in pairs
    )


def problem(activation, loss, m, sizes, seed=0):
    depth = len(sizes) - 1
    f = NETS[activation][-depth:]
    f = [*f[:-1], f[-1] if loss == "squared_error" else "identity"]
    rng = np.random.default_rng(
        [seed, m, len(sizes), sizes[0], LOSSES.index(loss), list(NETS).index(activation)]
    )
    return case(rng, sizes, f, loss, m), f


def right_in_any_convention(seed):
    """Return a net and right gradients in a random convention and precision."""
    rng = np.random.default_rng(seed)
    depth, m = int(rng.integers(1, 5)), int(rng.integers(1, 8))
    sizes = [int(n) for n in rng.integers(1, 6, depth)] + [int(rng.integers(2, 5))]
    loss = str(rng.choice(LOSSES))
    f = [str(a) for a in rng.choice(["identity", "sigmoid", "tanh", "relu"], len(sizes) - 1)]
    f = f if loss == "squared_error" else [*f[:-1], "identity"]
    if len(sizes) == 1:
        sizes, f = [3, *sizes], ["identity"]
    bare, single, rows = rng.random() < 0.2, rng.random() < 0.3, rng.random() < 0.5
    net, judge, X0, T = case(rng, sizes, f, loss, m, b=0 if bare else 0.5)
    dtype = np.float32 if single else np.float64
    net = bp.Network([w.astype(dtype) for w in net.W], [v.astype(dtype) for v in net.b], f)
    dW, db = numbers(Learner(names_of(net), loss), net, X0.astype(dtype), T.astype(dtype))
    k = dtype(rng.choice([1, m, 2, 2 * m]) * rng.choice([1, -1]))
    dW, db = [k * (a.T if rows else a) for a in dW], [k * a for a in db]
    return net, judge, X0, T, *formed(rng, dW, None if bare else db, rows)


def formed(rng, dW, db, rows):
    """Return dW and db with b as a column, vector, row or column of W, or all as a flat vector."""
    form = rng.integers(5)
    if db is None or form == 0:
        return dW, db
    if form == 1:
        return dW, [a.ravel() for a in db]
    if form == 2:
        return dW, [a.T for a in db]
    if form == 3:
        return [
            np.hstack([w, a]) if not rows else np.vstack([w, a.T]) for w, a in zip(dW, db)
        ], None
    return np.concatenate([np.concatenate([w.ravel(), a.ravel()]) for w, a in zip(dW, db)]), None


def random_wrong(seed):
    """Return a net, loss, X0, T and random numbers in place of gradients."""
    rng = np.random.default_rng(seed)
    names = str(rng.choice(list(NETS))), str(rng.choice(LOSSES))
    (net, judge, X0, T), _ = problem(*names, 5, SIZES[seed % 3], seed)
    dW = [rng.standard_normal(w.shape) for w in net.W]
    return net, judge, X0, T, dW, [rng.standard_normal(v.shape) for v in net.b]
