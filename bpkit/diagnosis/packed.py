"""Functions that return a flat vector, or b as a column or row of W: unpacked by one plan."""

from dataclasses import replace
from itertools import product
from typing import NamedTuple

import numpy as np

from .calls import shaped


class Unpacked(NamedTuple):
    """A function whose answers are unpacked by one plan: where biases stand, in which order."""

    function: object
    plan: tuple

    def __call__(self, *arguments):
        """Return (dW, db) in the shapes of the W that is handed."""
        W = [w.shape for w in arguments[0]]
        b = [v.shape for v in arguments[1]] if len(arguments) == 4 else []
        found = shaped(self.function(*arguments), len(W))
        if found.fault:
            raise ValueError(found.fault)
        if isinstance(found.dW, list):
            return split(found.dW, W, self.plan)
        return parted(found.dW, W, b, *self.plan)


def split(dW, W, plan):
    """Return dW without its first or last column or row, and that as db."""
    axis = 1 if dW[0].shape[1] > W[0][1] else 0
    return [np.delete(a, plan, axis) for a in dW], [a.take([plan], axis) for a in dW]


def parted(vector, W, b, order, together):
    """Return (dW, db) of a flat vector: W(0) b(0) W(1) b(1) …, or all W and then all b."""
    bare = vector.size == sum(int(np.prod(shape)) for shape in W)
    weights = [("W", l, shape) for l, shape in enumerate(W)]
    biases = [] if bare else [("b", l, shape) for l, shape in enumerate(b)]
    tensors = weights + biases
    tensors = tensors if together else sorted(tensors, key=lambda t: (t[1], t[0]))
    parts, start = {"W": [], "b": []}, 0
    for name, _, shape in tensors:
        end = start + int(np.prod(shape))
        parts[name].append(vector[start:end].reshape(shape, order=order))
        start = end
    return parts["W"], None if bare else parts["b"]


def plans(W, a, n_parameters):
    """Return the words for how an answer is packed, and the plans by which it may be unpacked."""
    shapes = [w.shape for w in W]
    if isinstance(a.dW, np.ndarray):
        fits = a.dW.size in (n_parameters, sum(w.size for w in W))
        return ("a flat vector", list(product("CF", (False, True)))) if fits else ("", [])
    for axis, name in ((1, "column"), (0, "row")):
        longer = [tuple(n + (i == axis) for i, n in enumerate(s)) for s in shapes]
        if a.db is None and [v.shape for v in a.dW] == longer:
            return f"b as a {name} of W", [-1, 0]
    return "", []


def unpacked(function, handed, p, d, ask):
    """Return the best Diagnosis of a function that packs its answer, or d if it does not.

    ask(function) is the Diagnosis of a function that returns (dW, db).
    """
    found = []
    for W, a in handed:
        words, listed = plans(W, a, p.net.n_parameters)
        for plan in listed:
            d = ask(Unpacked(function, plan))
            about = d.convention._replace(words=(*d.convention.words, words))
            found.append(replace(d, convention=about))
            if d.right:
                return found[-1]
        if found:
            break
    return min(found, key=lambda d: (not d.mistakes, len(d.mistakes)), default=d)
