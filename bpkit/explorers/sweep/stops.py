"""The stops of a sweep: every scalar that forward, backward and gradients compute, in their order."""

import inspect
import re
from pathlib import Path
from typing import NamedTuple

from ..propagation import backward, forward, gradients

OUTPUT = "delta of the output"

# the beginning of the line that computes a quantity
LINES = {
    "x": (forward, "x[l + 1] = "),
    "X": (forward, "X[l + 1] = "),
    OUTPUT: (backward, "delta[L] = "),
    "dE_dx": (backward, "dE_dx[l + 1] = "),
    "delta": (backward, "delta[l] = "),
    "dE_dW": (gradients, "dE_dW[l] = "),
    "dE_db": (gradients, "dE_db[l] = "),
}


class Stop(NamedTuple):
    """One scalar: a quantity of neuron i of layer l, or of the weight W_ij(l) or the bias b_i(l)."""

    quantity: str
    l: int = 0
    i: int = 0
    j: int = 0


def stops(sizes):
    """Return every stop of a sweep through layers of these sizes, in the order in which bpkit computes them."""
    L = len(sizes) - 1
    found = [Stop(q, l, i) for l in range(1, L + 1) for q in ("x", "X") for i in range(sizes[l])]
    found += [Stop("E"), *(Stop("delta", L, i) for i in range(sizes[L]))]
    for l in reversed(range(L)):
        found += [Stop("dE_dx", l + 1, i) for i in range(sizes[l + 1])]
        found += [Stop("delta", l, i) for i in range(sizes[l])]
    found += [Stop("dE_dW", l, i, j) for l in range(L) for i in range(sizes[l + 1]) for j in range(sizes[l])]
    return found + [Stop("dE_db", l, i) for l in range(L) for i in range(sizes[l + 1])]


class Line(NamedTuple):
    """A line of bpkit, the number of its equation, if it has one, and the file where it stands."""

    source: str
    number: str
    file: str


def line(quantity, loss):
    """Return the line of bpkit that computes a quantity, as it stands in the source."""
    function, start = (type(loss).E, "return ") if quantity == "E" else LINES[quantity]
    source = inspect.unwrap(function)
    [found] = [text for text in map(str.strip, inspect.getsource(source).splitlines()) if text.startswith(start)][-1:]
    code, _, comment = found.partition("  # ")
    number = comment if re.fullmatch(r"\(\d\)", comment) else ""
    return Line(code, number, Path(inspect.getsourcefile(source)).name)


def equation(quantity, loss):
    """Return a quantity's equation as the docstring of the function that computes it writes it."""
    if quantity == "E":
        return formula(loss, "E = ")
    if quantity == "dE_dx":
        return "∂E/∂x_i(l) = δ_i(l) f′(x_i(l))"
    begin = {"dE_dW": "∂E/∂W", "dE_db": "∂E/∂b", OUTPUT: "δ_i(l) ≡", "delta": "δ_i(l) ="}.get(quantity, quantity)
    parts = re.split(r",   |\n", inspect.getdoc(LINES[quantity][0]))
    found = next(part for part in parts if part.startswith(begin))
    return f"{found},   {formula(loss, '∂E/∂X = ')}" if quantity == OUTPUT else found


def formula(loss, begin):
    """Return what a loss's docstring says of E or of ∂E/∂X."""
    sentences = re.split(r",  |\n", inspect.getdoc(type(loss)) or "")
    return next((text.rstrip(".") for text in sentences if text.startswith(begin)), begin + "…")
