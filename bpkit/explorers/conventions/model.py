"""One sweep twice: as this course writes it, and as a convention does."""

from typing import NamedTuple

import numpy as np

from ...conventions import MEANS, SIGNS, Convention, Written, written
from ..frame.problem import Problem, Swept

OURS = Convention()


class Translation(NamedTuple):
    """The δ of layer l and the gradients of the weights that lead into it, ours and theirs."""

    problem: Problem
    swept: Swept
    convention: Convention
    l: int
    theirs: Written

    @property
    def ours(self):
        """The three matrices of this course: δ(l), ∂E/∂W(l−1), ∂E/∂b(l−1)."""
        back, grads, l = self.swept.back, self.swept.grads, self.l
        return back.delta[l], grads.W[l - 1], grads.b[l - 1]

    @property
    def matrices(self):
        """The same three as the convention writes them."""
        l = self.l
        return self.theirs.delta[l], self.theirs.W[l - 1], np.atleast_2d(self.theirs.b[l - 1])

    @property
    def numbers(self):
        """What the convention calls layer l, and the weights that lead into it."""
        first_layer, first_W = self.convention.first
        return self.l + first_layer, self.l - 1 + first_W

    @property
    def factors(self):
        """What their δ, and their gradients, are of ours, f′ and the layout apart."""
        return self.convention.factors(self.problem.samples)


def in_both_ways(problem, convention, l):
    """Sweep once, and write what is found in both ways."""
    swept = problem.swept()
    return Translation(problem, swept, convention, l, written(convention, swept.back, swept.grads))


def program(c):
    """Return the lines of a whole sweep in a convention, from net, X0, T and loss."""
    flip = ".T" if c.rows else ""
    x, slope_W, slope_b, back = (
        ("X[l] @ W[l]", "X[l].T @ {}", "{}.sum(axis=0)", "{} @ W[l].T")
        if c.rows
        else ("W[l] @ X[l]", "{} @ X[l].T", "{}.sum(axis=1, keepdims=True)", "W[l].T @ {}")
    )
    error = f"loss.gradient(X[L]{flip}, T){flip}"
    sign, step = ("", "-") if c.sign == SIGNS[0] else ("-", "+")
    times, mean = ("" if c.mean == MEANS[0] else " * m"), (" / m" if c.mean == MEANS[1] else "")
    return [
        "L, m, f = net.depth, X0.shape[1], net.f",
        f"W, b = [W{flip} for W in net.W], [b{flip} for b in net.b]",
        f"x, X = [None], [X0{flip}]",
        "for l in range(L):",
        f"    x.append({x} + b[l])",
        "    X.append(f[l](x[l + 1]))",
        "delta, dW, db = [None] * (L + 1), [None] * L, [None] * L",
        *(by_total_input if c.by_total_input else by_output)(f"{sign}{error}{times}", back),
        f"    dW[l] = {slope_W.format('slope')}{mean}",
        f"    db[l] = {slope_b.format('slope')}{mean}",
        f"# the step: W[l] = W[l] {step} eta * dW[l]",
    ]


def by_output(error, back):
    """Return the lines of a recurrence for ∂E/∂X; `slope` is what the gradients are made of."""
    return [
        f"delta[L] = {error}",
        "for l in reversed(range(L)):",
        "    slope = delta[l + 1] * f[l].prime(x[l + 1])",
        f"    delta[l] = {back.format('slope')}",
    ]


def by_total_input(error, back):
    """Return the lines of a recurrence for ∂E/∂x; `slope` is what the gradients are made of."""
    return [
        f"delta[L] = {error} * f[L - 1].prime(x[L])",
        "for l in reversed(range(L)):",
        "    slope = delta[l + 1]",
        "    if l:",
        f"        delta[l] = ({back.format('slope')}) * f[l - 1].prime(x[l])",
    ]
