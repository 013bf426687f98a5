"""Each quantity of a sweep spelled out: its terms in symbols with their indices, and in numbers.

A function a quantity takes (swept, s, l, i, j) and returns the terms in symbols, and lines of
terms in numbers.
"""

import re

from ..frame.notation import factors, indexed, number, subscript

LONGEST = 3  # terms that are written with three factors each
SHOWN_SAMPLES = 4


def total_input(swept, s, l, i, j):
    """Spell x_i(l) = Σ_j W_ij(l−1) X_j(l−1) + b_i(l−1)."""
    W, b = swept.net.W[l - 1][i], swept.net.b[l - 1][i, 0]
    X = swept.trace.X[l - 1][:, s]
    symbols = [f"{indexed('W', l - 1, i, k)} {indexed('X', l - 1, k)}" for k in range(len(W))]
    terms = [factors(*pair) for pair in zip(W, X)]
    return [*symbols, indexed("b", l - 1, i)], [[*terms, factors(b)]]


def output(swept, s, l, i, j):
    """Spell X_i(l) = f(x_i(l))."""
    f = type(swept.net.f[l - 1]).__name__.lower()
    return [f"f({indexed('x', l, i)})"], [[f"{f}({number(swept.trace.x[l][i, s])})"]]


def loss_value(swept, s, l, i, j):
    """Spell E, which has its numbers in the output and the target."""
    X = ", ".join(map(number, swept.trace.X[-1][:, s]))
    T = ", ".join(map(number, swept.T[:, s]))
    others = ", …" if swept.samples > 1 else ""
    return [f"E(X({swept.net.depth}), T)"], [[f"E(({X}), ({T}){others})"]]


def delta(swept, s, l, i, j):
    """Spell δ_i(l): at the output the slope of the loss, else the sum over those that hear i."""
    if l == swept.net.depth:
        return [indexed("∂E/∂X", l, i)], [[loss_slope(swept, s, i)]]
    symbols = [
        f"{indexed('δ', l + 1, k)} f′({indexed('x', l + 1, k)}) {indexed('W', l, k, i)}"
        for k in range(swept.sizes[l + 1])
    ]
    W = swept.net.W[l][:, i]
    above = swept.back.delta[l + 1][:, s], swept.f_prime[l + 1][:, s]
    three = [factors(*triple) for triple in zip(*above, W)]
    two = [factors(*pair) for pair in zip(swept.back.dE_dx[l + 1][:, s], W)]
    return symbols, [three, two] if len(two) <= LONGEST else [two]


def loss_slope(swept, s, i):
    """Return the loss's own formula of ∂E/∂X with the numbers of output i for X, T and m."""
    X = swept.trace.X[-1][:, s]
    text = swept.loss.slope_formula.removeprefix("∂E/∂X = ")
    every = ", ".join(map(number, X))
    text = text.replace("softmax(X)", f"softmax{subscript(i)}({every})")
    values = {"X": number(X[i]), "T": factors(swept.T[i, s]), "m": f"{swept.samples}"}
    return re.sub(r"\b[XTm]\b", lambda found: values[found[0]], text)


def dE_dx(swept, s, l, i, j):
    """Spell ∂E/∂x_i(l) = δ_i(l) f′(x_i(l))."""
    numbers = factors(swept.back.delta[l][i, s], swept.f_prime[l][i, s])
    return [slope_above(l - 1, i)], [[numbers]]


def dE_dW(swept, s, l, i, j):
    """Spell ∂E/∂W_ij(l) = δ_i(l+1) f′(x_i(l+1)) X_j(l), a term for each sample."""
    delta, f_prime = swept.back.delta[l + 1][i], swept.f_prime[l + 1][i]
    X = swept.trace.X[l][j]
    symbols = f"{slope_above(l, i)} {indexed('X', l, j)}{summed(swept)}"
    three = over_samples(zip(delta, f_prime, X))
    two = over_samples(zip(swept.back.dE_dx[l + 1][i], X))
    return [symbols], [three, two] if swept.samples <= LONGEST else [two]


def dE_db(swept, s, l, i, j):
    """Spell ∂E/∂b_i(l) = δ_i(l+1) f′(x_i(l+1)), a term for each sample."""
    symbols = f"{slope_above(l, i)}{summed(swept)}"
    numbers = zip(swept.back.delta[l + 1][i], swept.f_prime[l + 1][i])
    return [symbols], [over_samples(numbers)]


def slope_above(l, i):
    """Return δ_i(l+1) f′(x_i(l+1)) with its indices."""
    return f"{indexed('δ', l + 1, i)} f′({indexed('x', l + 1, i)})"


def over_samples(terms):
    """Return the products of the first samples, and … for the others."""
    terms = [factors(*term) for term in terms]
    return terms if len(terms) <= SHOWN_SAMPLES else [*terms[:SHOWN_SAMPLES], "…"]


def summed(swept):
    """Return that a sum over the samples is meant, if there are several."""
    return f", summed over {swept.samples} samples" if swept.samples > 1 else ""
