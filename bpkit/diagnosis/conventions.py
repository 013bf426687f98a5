"""What differs from bpkit and is no mistake: a closed list of layouts and of factors."""

from typing import NamedTuple

import numpy as np


class Factor(NamedTuple):
    """A factor between a learner's gradient and ours, with the words for it."""

    k: float
    words: tuple


class Observed(NamedTuple):
    """A learner's gradients, turned to bpkit's layout; b[l] is None where there is no bias."""

    W: list
    b: list
    words: tuple


SIGN = "T − X for X − T"


SCALES = {
    "sum over the samples": lambda m, n: m,
    "a loss without ½": lambda m, n: 2,
    "mean over the outputs": lambda m, n: 1 / n,
    "a factor n_L": lambda m, n: n,
    "a factor ½": lambda m, n: 0.5,
    "1/m twice": lambda m, n: 1 / m,
    SIGN: lambda m, n: -1,
}


def scale(p, words):
    """Return the factor that a convention in words makes for the samples of a problem."""
    m, n = p.m, len(p.T)
    return float(np.prod([SCALES[word](m, n) for word in words if word in SCALES]))


# simplest first; those that the samples at hand cannot tell apart keep the first name
COMBINED = (
    (),
    ("sum over the samples",),
    ("a loss without ½",),
    ("sum over the samples", "a loss without ½"),
    ("mean over the outputs",),
    ("a loss without ½", "mean over the outputs"),
    ("sum over the samples", "mean over the outputs"),
    ("a factor n_L",),
    ("a factor ½",),
    ("1/m twice",),
)


def factors(p):
    """Return the closed list of factors; one for all tensors, and never a free one."""
    found = []
    for words in (*COMBINED, *((*words, SIGN) for words in COMBINED)):
        k = scale(p, words)
        if not any(abs(k - f.k) <= 1e-12 * abs(k) for f in found):
            found.append(Factor(k, words))
    return found


def layouts(net, dW, db, layout=None):
    """Yield the Observed gradients of each layout that they may stand in."""
    for rows in (False, True):
        if layout is None or layout == ("rows" if rows else "columns"):
            seen = observed(net, dW, db, rows)
            if seen and (layout or fits(net, seen.W)):
                yield seen


def fits(net, W):
    """Return whether most of the tensors have the shape of W: a wrong one is still to be named."""
    return 2 * sum(a.shape == w.shape for a, w in zip(W, net.W)) >= len(W)


def observed(net, dW, db, rows):
    """Return the gradients in bpkit's layout; rows says that the learner's W are (n_in, n_out)."""
    W = [a.T if rows else a for a in dW]
    words = ("W as (n_in, n_out)",) if rows else ()
    if db is None and all(a.shape == (w.shape[0], w.shape[1] + 1) for a, w in zip(W, net.W)):
        return None  # `columns_of_bias` splits these
    b = [None] * len(W) if db is None else [bias(v, len(w), rows) for v, w in zip(db, net.W)]
    if all(v is None for v in b):
        words += ("no bias",)
    elif all(v is None or v.ndim == 1 or v.shape[0] == 1 < v.size for v in db):
        words += ("b as a row",)
    return Observed(W, b, words)


def bias(v, n, rows):
    """Return a bias gradient as a column if it has n entries; other shapes are turned as W is."""
    if v is None:
        return None
    if v.size == n:
        return v.reshape(n, 1)
    return v.T if rows and v.ndim == 2 else v


def with_columns(net, dW, db, layout=None):
    """Yield (dW, db) as they are, then with b as the first and as the last column of W."""
    yield dW, db
    if db is None:
        for axis, name in ((1, "columns"), (0, "rows")):
            shapes = [w.shape if axis else w.shape[::-1] for w in net.W]
            longer = [tuple(n + (i == axis) for i, n in enumerate(s)) for s in shapes]
            if [a.shape for a in dW] == longer and layout in (None, name):
                for where in (0, -1):
                    yield (
                        [np.delete(a, where, axis) for a in dW],
                        [a.take(where, axis) for a in dW],
                    )


def unflattened(net, vector):
    """Yield (dW, db) of each way to read a flat vector of all parameters."""
    bare = vector.size == sum(w.size for w in net.W)
    if not bare and vector.size != net.n_parameters:
        return
    for order in "CF":
        for turned in (False, True):
            yield parted(net, vector, order, turned, "pairs", bare)
            yield parted(net, vector, order, turned, "W first", bare)


def parted(net, vector, order, turned, plan, bare):
    """Return (dW, db) of a flat vector: W(0) b(0) W(1) … or all W first."""
    weights = [("W", l, w.shape[::-1] if turned else w.shape) for l, w in enumerate(net.W)]
    biases = [] if bare else [("b", l, (v.size,)) for l, v in enumerate(net.b)]
    tensors = (
        weights + biases
        if plan == "W first"
        else sorted(weights + biases, key=lambda t: (t[1], t[0]))
    )
    parts, start = {}, 0
    for name, l, shape in tensors:
        size = int(np.prod(shape))
        parts[name, l] = vector[start : start + size].reshape(shape, order=order)
        start += size
    W = [parts["W", l] for l in range(net.depth)]
    return W, None if bare else [parts["b", l] for l in range(net.depth)]
