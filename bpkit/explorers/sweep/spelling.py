"""A stop spelled out: its equation with the indices filled in, and then with the numbers."""

import re
from math import floor, isfinite, isnan, log10

from .stops import OUTPUT, equation, formula, line

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
LONGEST = 3  # terms that are written with three factors each
SHOWN_SAMPLES = 4


def number(v):
    """Return a number with two to four decimals, or as many as three digits need; the smallest with a power of ten."""
    if not isfinite(v):
        return "not a number" if isnan(v) else ("∞" if v > 0 else "−∞")
    if v == 0 or 1e-5 <= abs(v) < 10000:
        whole, decimals = f"{v:.{max(4, 2 - floor(log10(abs(v) or 1)))}f}".split(".")
        text = f"{whole}.{decimals.rstrip('0'):0<2}"
    else:
        text = f"{v:.3e}".replace("e+0", "e").replace("e-0", "e-").replace("e+", "e")
    return text.replace("-", "−")


def factors(*values):
    """Return a product, negative factors in brackets."""
    return "·".join(f"({number(v)})" if v < 0 else number(v) for v in values)


def indexed(symbol, l, *indices):
    """Return a symbol with its indices, counted from 1, and its layer."""
    return f"{symbol}{''.join(str(i + 1) for i in indices).translate(SUBSCRIPTS)}({l})"


def name(stop):
    """Return the scalar of a stop as the equations write it."""
    quantity, l, i, j = stop
    symbols = {"x": "x", "X": "X", "delta": "δ", "dE_dx": "∂E/∂x", "dE_db": "∂E/∂b"}
    if quantity == "E":
        return "E"
    return indexed("∂E/∂W", l, i, j) if quantity == "dE_dW" else indexed(symbols[quantity], l, i)


def described(stop):
    """Return the scalar of a stop in words."""
    quantity, l, i, j = stop
    neuron = f"of neuron {i + 1} in layer {l}"
    return {
        "x": f"the total input x {neuron}",
        "X": f"the output X {neuron}",
        "E": "the loss E",
        "delta": f"δ, the slope of E by the output, {neuron}",
        "dE_dx": f"∂E/∂x, the slope of E by the total input, {neuron}",
        "dE_dW": f"the slope of E by the weight from neuron {j + 1} of layer {l} to neuron {i + 1} of layer {l + 1}",
        "dE_db": f"the slope of E by the bias of neuron {i + 1} of layer {l + 1}",
    }[quantity]


def total_input(swept, s, l, i, j):
    """Spell x_i(l) = Σ_j W_ij(l−1) X_j(l−1) + b_i(l−1)."""
    W, X, b = swept.net.W[l - 1][i], swept.trace.X[l - 1][:, s], swept.net.b[l - 1][i, 0]
    symbols = [f"{indexed('W', l - 1, i, k)} {indexed('X', l - 1, k)}" for k in range(len(W))]
    terms = [factors(*pair) for pair in zip(W, X)]
    return [*symbols, indexed("b", l - 1, i)], [[*terms, factors(b)]]


def output(swept, s, l, i, j):
    """Spell X_i(l) = f(x_i(l))."""
    f = type(swept.net.f[l - 1]).__name__.lower()
    return [f"f({indexed('x', l, i)})"], [[f"{f}({number(swept.trace.x[l][i, s])})"]]


def loss_value(swept, s, l, i, j):
    """Spell E, which has its numbers in the output and the target."""
    X, T = (", ".join(map(number, array[:, s])) for array in (swept.trace.X[-1], swept.T))
    return [f"E(X({swept.net.depth}), T)"], [[f"E(({X}), ({T}){', …' if swept.samples > 1 else ''})"]]


def delta(swept, s, l, i, j):
    """Spell δ_i(l): at the output the slope of the loss, else the sum over the neurons that hear i."""
    if l == swept.net.depth:
        return [indexed("∂E/∂X", l, i)], [[loss_slope(swept, s, i)]]
    listeners = range(swept.net.sizes[l + 1])
    symbols = [f"{indexed('δ', l + 1, k)} f′({indexed('x', l + 1, k)}) {indexed('W', l, k, i)}" for k in listeners]
    W, delta, f_prime = swept.net.W[l][:, i], swept.back.delta[l + 1][:, s], swept.f_prime[l + 1][:, s]
    three = [factors(*triple) for triple in zip(delta, f_prime, W)]
    two = [factors(*pair) for pair in zip(swept.back.dE_dx[l + 1][:, s], W)]
    return symbols, [three, two] if len(two) <= LONGEST else [two]


def loss_slope(swept, s, i):
    """Return the loss's own formula of ∂E/∂X with the numbers of output i in place of X, T and m."""
    X, T = swept.trace.X[-1][:, s], swept.T[i, s]
    text = formula(swept.loss, "∂E/∂X = ").removeprefix("∂E/∂X = ")
    every = f"{f'{i + 1}'.translate(SUBSCRIPTS)}({', '.join(map(number, X))})"
    text = text.replace("softmax(X)", f"softmax{every}")
    for letter, value in (("X", number(X[i])), ("T", factors(T)), ("m", f"{swept.samples}")):
        text = re.sub(rf"\b{letter}\b", value, text)
    return text


def dE_dx(swept, s, l, i, j):
    """Spell ∂E/∂x_i(l) = δ_i(l) f′(x_i(l))."""
    numbers = factors(swept.back.delta[l][i, s], swept.f_prime[l][i, s])
    return [f"{indexed('δ', l, i)} f′({indexed('x', l, i)})"], [[numbers]]


def dE_dW(swept, s, l, i, j):
    """Spell ∂E/∂W_ij(l) = δ_i(l+1) f′(x_i(l+1)) X_j(l), a term for each sample."""
    d, p, X = swept.back.delta[l + 1][i], swept.f_prime[l + 1][i], swept.trace.X[l][j]
    symbols = f"{indexed('δ', l + 1, i)} f′({indexed('x', l + 1, i)}) {indexed('X', l, j)}"
    three, two = map(over_samples, (zip(d, p, X), zip(swept.back.dE_dx[l + 1][i], X)))
    return [symbols + summed(swept)], [three, two] if swept.samples <= LONGEST else [two]


def dE_db(swept, s, l, i, j):
    """Spell ∂E/∂b_i(l) = δ_i(l+1) f′(x_i(l+1)), a term for each sample."""
    symbols = f"{indexed('δ', l + 1, i)} f′({indexed('x', l + 1, i)})"
    return [symbols + summed(swept)], [over_samples(zip(swept.back.delta[l + 1][i], swept.f_prime[l + 1][i]))]


def over_samples(terms):
    """Return the products of the first samples, and … for the others."""
    terms = [factors(*term) for term in terms]
    return terms if len(terms) <= SHOWN_SAMPLES else [*terms[:SHOWN_SAMPLES], "…"]


def summed(swept):
    """Return that a sum over the samples is meant, if there are several."""
    return f", summed over {swept.samples} samples" if swept.samples > 1 else ""


SPELL = {"x": total_input, "X": output, "E": loss_value, "delta": delta, "dE_dx": dE_dx, "dE_dW": dE_dW, "dE_db": dE_db}


def spelled(swept, stop, s):
    """Return equation, indices, numbers (a line or two), and the line of bpkit, all as text."""
    quantity = OUTPUT if stop.quantity == "delta" and stop.l == swept.net.depth else stop.quantity
    symbols, numbers = SPELL[stop.quantity](swept, s, *stop[1:])
    lines = [f"= {' + '.join(terms)}" for terms in numbers]
    lines[-1] += f" = {number(swept.value(stop, s))}"
    return [equation(quantity, swept.loss), f"{name(stop)} = {' + '.join(symbols)}", *lines], line(quantity, swept.loss)
