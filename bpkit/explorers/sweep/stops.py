"""The stops of a sweep: every scalar that it computes, in the order in which it does."""

from typing import NamedTuple


class Stop(NamedTuple):
    """One scalar: a quantity of neuron i of layer l, or of the weight W_ij(l) or bias b_i(l)."""

    quantity: str
    l: int = 0
    i: int = 0
    j: int = 0


NOWHERE = Stop("")  # before the first stop


def stops(sizes):
    """Return every stop of a sweep through layers of these sizes, in the order of the sweep."""
    L, found = len(sizes) - 1, []
    for l in range(1, L + 1):
        found += [Stop("x", l, i) for i in range(sizes[l])]
        found += [Stop("X", l, i) for i in range(sizes[l])]
    found += [Stop("E")]
    found += [Stop("delta", L, i) for i in range(sizes[L])]
    for l in reversed(range(L)):
        found += [Stop("dE_dx", l + 1, i) for i in range(sizes[l + 1])]
        found += [Stop("delta", l, i) for i in range(sizes[l])]
    shapes = list(enumerate(zip(sizes[1:], sizes)))
    weights = [(l, i, j) for l, (n, n_in) in shapes for i in range(n) for j in range(n_in)]
    found += [Stop("dE_dW", *weight) for weight in weights]
    return found + [Stop("dE_db", l, i) for l, (n, n_in) in shapes for i in range(n)]
