"""What a function does beside returning gradients: it changes, keeps, or does not use something."""

import numpy as np

from .calls import answer
from .probes import generic


def disturbance(function, call, p):
    """Return words if a function changes its arguments or keeps something between calls."""
    handed = call.arguments(p.net, p.X[0], p.T)
    names = ("W", "b", "X0", "T") if call.with_b else ("W", "X0", "T")
    one = answer(function, handed)
    for name, now, was in zip(names, handed, call.arguments(p.net, p.X[0], p.T)):
        if not same(now, was):
            return (
                f"Your function changes its argument {name}: work on a copy, for what comes after "
                f"the call still needs the old {name}."
            )
    two = answer(function, call.arguments(p.net, p.X[0], p.T))
    if not (same(one.dW, two.dW) and same(one.db, two.db)):
        return "accumulates"
    return ""


def added(function, call, p):
    """Return the Answer of what a function adds to its answer from one call to the next."""
    one, two = (answer(function, call.arguments(p.net, p.X[0], p.T)) for _ in range(2))
    if one.fault or two.fault:
        return one if one.fault else two
    return two._replace(dW=difference(two.dW, one.dW), db=difference(two.db, one.db))


def difference(two, one):
    """Return how two results differ, array by array; one to which nothing is added stays."""
    if isinstance(two, list) and isinstance(one, list):
        return [difference(*pair) for pair in zip(two, one)]
    return two if same(two, one) or np.shape(two) != np.shape(one) else 1.0 * two - one


def same(one, other):
    """Return whether two arguments or results hold the same numbers."""
    if one is None or other is None:
        return one is other
    if isinstance(one, list):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other))
    return np.array_equal(one, other, equal_nan=True)


def ignored(function, call, p):
    """Return the names of W, X0 and T whose change changes nothing, here and on a lively net."""
    other = generic(p, 1, p.m)
    here = unmoved(function, call, p, other)
    return [name for name in here if name in unmoved(function, call, other, generic(p, 2, p.m))]


def unmoved(function, call, p, other):
    """Return the names of those whose change to another problem's changes nothing that returns."""
    one = answer(function, call.arguments(p.net, p.X[0], p.T))
    if one.fault or not any(np.any(a) for a in one.dW):
        return []
    changed = {
        "W": (p.net.with_parameters(other.net.W, p.net.b), p.X[0], p.T),
        "X0": (p.net, other.X[0], p.T),
        "T": (p.net, p.X[0], other_targets(p, other.T)),
    }
    answers = {name: answer(function, call.arguments(*given)) for name, given in changed.items()}
    return [
        name
        for name, two in answers.items()
        if not two.fault and same(one.dW, two.dW) and same(one.db, two.db)
    ]


def other_targets(p, drawn):
    """Return targets that the loss takes, others in every column: drawn ones may be the same."""
    if len(p.T) > 1:
        return np.roll(p.T, 1, axis=0) if (p.T != p.T[0]).any(axis=0).all() else 1 - p.T
    return drawn if (drawn != p.T).all() else 1 - p.T
