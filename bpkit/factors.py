"""One factor between all gradients and what they should be, in words."""

import numpy as np

FACTORS = {
    -1.0: "the sign of every gradient is turned: right if you add the step",
    2.0: "every gradient is twice as large: a loss without its ½",
    -2.0: "every gradient is twice as large, and its sign is turned",
}


def factor(pairs):
    """Return the words for a known factor between all gradients and their nudges, or none."""
    return next((w for k, w in FACTORS.items() if all(near(a, k * n) for a, n in pairs)), "")


def near(a, n):
    """Return whether two tensors agree as far as nudging can tell."""
    return bool(np.abs(a - n).max() <= 1e-6 * max(np.abs(n).max(), 1e-4))
