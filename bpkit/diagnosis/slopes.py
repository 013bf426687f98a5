"""What a learner may have written where f′ of a layer belongs, and what is δ at the output."""

from functools import cached_property

import numpy as np

from .. import losses
from ..activations import identity, leaky_relu, relu, sigmoid, softplus, tanh

FORMULAS = {
    "sigmoid": {"X (1 + X)": lambda X: X * (1 + X), "1 − X": lambda X: 1 - X,
                "X² (1 − X)": lambda X: X**2 * (1 - X),
                "X (X − 1)": lambda X: X * (X - 1)},
    "tanh": {"1 − X": lambda X: 1 - X, "(1 − X)²": lambda X: (1 - X) ** 2,
             "1 + X²": lambda X: 1 + X**2, "X² − 1": lambda X: X**2 - 1,
             "1 − |X|": lambda X: 1 - np.abs(X)},
    "relu": {"1 where x < 0": lambda X: np.where(X > 0, 0.0, 1.0)},
    "leaky_relu": {"0 where x < 0": lambda X: np.where(X > 0, 1.0, 0.0)},
}  # fmt: skip
# of which a learner may have taken the wrong one; no real case has mixed up any other
MIXED_UP = identity, sigmoid, tanh, relu, leaky_relu, softplus
OF_OUTPUT = {"sigmoid": lambda x: x * (1 - x), "tanh": lambda x: 1 - x**2}  # f′, written for X


class Slopes:
    """What may stand for f′ at layer l + 1: computed once, whatever δ is."""

    def __init__(self, p, l):
        """Take the right slope; the others come when they are asked for."""
        self.p, self.l, self.f = p, l, p.net.f[l]
        self.s = self.f.prime(p.x[l + 1])

    @cached_property
    def fixed(self):
        """Every slope that does not depend on δ, as (fault, detail, slope); the right one first."""
        p, l = self.p, self.l
        return distinct([(None, "", self.s), *wrong(p, l, self.f, p.x[l + 1], p.X[l + 1], self.s)])

    def of(self, delta, menu):
        """Return [(fault, detail)] and δ f′ for a stack of δ: an axis of δ, then one of slopes."""
        fixed = [row for row in self.fixed if menu.has(row[0])] if menu else [(None, "", self.s)]
        rest = [row for row in of_delta(self.p, self.f, self.s) if menu.has(row[0])]
        dx = [delta[:, None] * np.stack([slope for _, _, slope in fixed])]
        dx += [(make(delta) + np.zeros_like(delta))[:, None] for _, _, make in rest]
        return [row[:2] for row in (*fixed, *rest)], np.concatenate(dx, axis=1)


def of_delta(p, f, s):
    """Yield (fault, detail, function of δ) of what stands for δ f′ and is no slope times δ."""
    for prime in (f.prime, *(OF_OUTPUT[name] for name in OF_OUTPUT if name == f.name)):
        for k in {1.0, -1.0, float(p.m), -float(p.m)} if f.name != "identity" else ():
            yield "f_prime_at_delta", "", lambda delta, k=k, at=prime: delta * at(k * delta)
    for k in {1, p.m}:
        yield "delta_replaced_by_f_prime", "", lambda delta, k=k: s / k
    if f.name == "relu":
        yield "relu_on_delta", "", relu
        yield "relu_on_delta", "", lambda delta: -relu(-delta)


def wrong(p, l, f, x, X, s):
    """Yield (fault, detail, slope) of each slope that does not depend on δ."""
    output = l == p.net.depth - 1
    yield f"f_prime_missing_{'output' if output else 'hidden'}", "", np.ones_like(x)
    if f.name == "relu":
        yield "relu_threshold", "", np.ones_like(x)
    yield "f_prime_at_X", "", f.prime(X)
    yield "f_prime_twice", "", s**2
    yield "f_prime_is_X", "", X
    if f.name in OF_OUTPUT:
        yield "f_prime_formula_fed_x", "", OF_OUTPUT[f.name](x)
    others = [other for other in MIXED_UP if not has_a_name(p, l, f, other)]
    for name, slope in elsewhere(p, l, f, x, X):
        yield "f_prime_wrong_layer", name, slope
    for other in others:
        yield from (("f_prime_of_other_activation", other.name, s) for s in of(other, x, X))
    for words, formula in FORMULAS.get(f.name, {}).items():
        yield "f_prime_wrong_formula", words, formula(X)


def of(f, x, X):
    """Return f′ at x, and where it is usually written for the output, that formula at X."""
    return [f.prime(x), *(OF_OUTPUT[name](X) for name in OF_OUTPUT if name == f.name)]


def has_a_name(p, l, f, other):
    """Return whether the slope of another activation is right, or is called by another name.

    That of softplus is the sigmoid itself; that of the sigmoid has cancelled in the logistic loss.
    """
    cancelled = p.loss is losses.logistic and l == p.net.depth - 1
    known = [("sigmoid", "softplus"), *([("identity", "sigmoid")] if cancelled else ())]
    return other in (f, identity) or (f.name, other.name) in known


def elsewhere(p, l, f, x, X):
    """Yield (name, slope) of another layer's activation at this x, or of this one at another x."""
    for other in {g.name: g for g in p.net.f if g != f}.values():
        yield from ((other.name, slope) for slope in of(other, x, X))
    for k in range(1, p.net.depth + 1):
        if k != l + 1 and p.x[k].shape == x.shape:
            yield from (
                (f"x({k})", slope) for slope in (f.prime(p.x[k]), p.net.f[k - 1].prime(p.x[k]))
            )


def distinct(found):
    """Return slopes without those that repeat the right one, or one of their own name."""
    kept = []
    for name, detail, slope in found:
        if not any(np.array_equal(slope, s) for n, _, s in kept if n in (None, name)):
            kept.append((name, detail, slope))
    return kept


def tops(p):
    """Return (fault, δ) for everything that may stand for δ at the output; the right one first."""
    X, T, m, right = p.X[-1], p.T, p.m, p.delta[-1]
    found = [(None, right)]
    if p.loss is losses.cross_entropy:
        found += softmaxes(X, T, m)
    if p.loss in (losses.cross_entropy, losses.logistic):
        share = losses.softmax(X) if p.loss is losses.cross_entropy else 1 / (1 + np.exp(-X))
        found += [("extra_slope_with_cross_entropy", right * share * (1 - share))]
    P = right * m + T
    if m > 1:
        means = [T.mean(axis=1, keepdims=True), T[:, [0]], T[:, [-1]], T.mean()]
        found += [("targets_broadcast", (P - t) / m) for t in means]
        if T.shape[0] == m:
            found += [("targets_broadcast", (P - T.T) / m)]
    return found


def softmaxes(X, T, m):
    """Return (fault, δ) of the wrong ways with softmax."""
    e = np.exp(X - X.max())
    p, sigmoid = losses.softmax(X), 1 / (1 + np.exp(-X))
    return [
        ("softmax_whole_batch", (e / e.sum() - T) / m),
        ("softmax_whole_batch", (e / e.sum(axis=1, keepdims=True) - T) / m),
        ("softmax_elementwise", -T * (1 - p) / m),
        ("softmax_elementwise", (sigmoid - T) / m),
    ]
