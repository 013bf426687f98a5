"""Networks and data of our own choosing on which a learner's function is called too."""

import numpy as np

from ..propagation import forward
from .calls import Call, answer
from .sweep import problem

DRAWS = 8


def generic(p, seed, m):
    """Return a Problem with the f and sizes of p and random numbers, so that nothing cancels.

    Where f has a kink, the liveliest of a few draws: a dead layer would hide what is wrong.
    """
    draws = DRAWS if any(f.kinks for f in p.net.f) else 1
    drawn = [draw(p, np.random.default_rng([seed, i]), m) for i in range(draws)]
    net, X0, rng = max(drawn, key=lambda one: lively(*one[:2])) if draws > 1 else drawn[0]
    share = 1.0 if p.over_m else m / p.m
    penalties = share * p.penalty, share * p.penalty_b
    found = problem(net, p.loss, X0, targets(p, rng, m), *penalties)
    return found._replace(bare=p.bare, single=p.single)


def draw(p, rng, m):
    """Return a net and an X0 with the f and sizes of p and random numbers, and their source."""
    W = [rng.standard_normal(w.shape) / np.sqrt(w.shape[1]) for w in p.net.W]
    b = [0.5 * rng.standard_normal(v.shape) * keeps(p, l) for l, v in enumerate(p.net.b)]
    return p.net.with_parameters(W, b), rng.standard_normal((p.net.sizes[0], m)), rng


def lively(net, X0):
    """Return the key that puts last what hides the most: no slope, then slopes that are all one."""
    x = forward(net, X0).x
    slopes = [f.prime(x) != 0 for f, x in zip(net.f, x[1:]) if f.kinks]
    shares = [on.mean() for on in slopes]
    return min(shares, default=1) > 0, min((share * (1 - share) for share in shares), default=1)


def keeps(p, l):
    """Return whether a probe gives layer l a bias: not where the learner has none."""
    return 0.0 if p.bare else 1.0


def targets(p, rng, m):
    """Return random targets that the loss takes."""
    n = len(p.T)
    if p.loss.__class__.__name__ == "CrossEntropy":
        return np.eye(n)[:, rng.permutation(np.arange(m) % n)]
    if p.loss.__class__.__name__ == "Logistic":
        return (rng.random((n, m)) > 0.5) * 1.0
    return rng.random((n, m))


PLAIN = {"columns": (False, False), "rows": (True, True)}
MIXED = {"rows": (True, False), "columns": (False, True)}  # as torch has it, and the reverse
FORMS = (
    {},
    {"with_b": False},
    {"flat_b": True},
    {"single": True},
    {"single": True, "with_b": False},
    {"single": True, "flat_b": True},
)


def calls(layout, table):
    """Yield every way to call a function, the plainest first."""
    for name, (rows, turned) in table.items():
        if layout in (None, name):
            yield from (Call(rows, turned, **form) for form in FORMS)


def ways(function, p, layout, table=PLAIN):
    """Return (calls that run, the first fault), at most one call for each layout.

    Those that return the shapes of W stand alone where there are any.
    """
    found, faults = [], []
    for call in calls(layout, table):
        if any(other.rows == call.rows for other, _ in found) or (call.single and p.m > 1):
            continue
        if not call.with_b and any(v.any() for v in p.net.b):
            continue
        given = answer(function, call.arguments(p.net, p.X[0], p.T))
        if given.fault:
            faults.append(given.fault)
            if "endless" in given.fault:
                return [], given.fault
        else:
            found.append((call, given))
    fitting = [(call, given) for call, given in found if fits(call, given, p.net)]
    return fitting or found, next(iter(faults), "")


def fits(call, given, net):
    """Return whether a call has returned the shapes of the W that it was handed."""
    shapes = [w.shape[::-1] if call.turned else w.shape for w in net.W]
    return isinstance(given.dW, list) and [a.shape for a in given.dW] == shapes
