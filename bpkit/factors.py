"""One factor between all gradients and what they should be, in words."""

import numpy as np

SIGN = "the sign of every gradient is turned: right if you add the step, wrong if you subtract it"
EMPTY = "every gradient is 0: has your function filled them?"


def reasoned(m, n):
    """Return the factors that have a reason, for m samples and n outputs, with their reasons."""
    reasons = [(2.0, "a loss without its ½"), (0.5, "one ½ too many")]
    if m > 1:
        reasons += [(float(m), f"a sum over the {m} samples, where E is their mean")]
        reasons += [(2.0 * m, f"a sum over the {m} samples, of a loss without its ½")]
        reasons += [(1 / m, f"divided by the {m} samples twice")]
    if n > 1:
        reasons += [(1 / n, f"divided by the {n} outputs too")]
    found = {1.0: []}
    for k, why in reasons:
        found.setdefault(k, []).append(why)
    return found


def factor(pairs, m, n, tolerance=1e-6):
    """Return the words for a known factor between all gradients and their nudges, or none.

    Shapes: pairs of a gradient and its nudge, one a tensor.
    """
    if not any(a.any() for a, _ in pairs):
        return EMPTY
    for k, why in reasoned(m, n).items():
        for sign, turned in ((1, []), (-1, [SIGN])):
            if all(near(a, sign * k * g, tolerance) for a, g in pairs):
                size = [f"every gradient is {k:.4g} times as large: {', or '.join(why)}"]
                return "; ".join((size if why else []) + turned)
    return ""


def near(a, n, tolerance):
    """Return whether two tensors agree as far as nudging can tell."""
    return bool(np.abs(a - n).max(initial=0) <= tolerance * max(np.abs(n).max(initial=0), 1e-4))
