"""Numbers that no known mistake makes: what is right above them, and what differs first."""

import numpy as np

from .. import losses


def said(p, seen, reading, k):
    """Return the sentence for numbers that are not k times the right ones."""
    l = reading.below - 1
    above = "a known mistake explains all" if reading.cost else "all is right"
    above = "" if reading.below == p.net.depth else f"after W[{l}] {above}; "
    found = f"Not right: {above}in W[{l}], no known mistake explains the numbers. "
    ours = " (for E with ½ and 1/m: yours may be a factor apart)" if reading.k is None else ""
    return found + first(p, seen, l, k, ours) + shifted(p, seen, l, k) + ALL.format(written(p.loss))


ALL = (
    " All of ours: trace = bp.forward(net, X0); delta_L = {}.gradient(trace.X[-1], T); "
    "bp.gradients(trace, bp.backward(net, trace, delta_L))."
)


def written(loss):
    """Return a loss as a learner writes it; one of their own as they hand it in."""
    known = (name for name, each in losses.BY_NAME.items() if each == loss)
    return next((f"bp.losses.{name}" for name in known), "loss")


def shifted(p, seen, l, k):
    """Return that the rows of a layer are the right ones of the neuron before or after, if so."""
    a, right = seen.W[l], k * p.right(l)[0]
    if a.shape != right.shape or len(a) < 3 or not right.any():
        return ""
    for mine, theirs in ((a[:-1], right[1:]), (a[1:], right[:-1])):
        if np.allclose(mine, theirs, rtol=1e-6, atol=1e-9 * np.abs(right).max()):
            return SHIFTED
    return ""


SHIFTED = (
    " Your rows are the right ones, a neuron too early or too late: if a 1 is appended for the "
    "bias, is it cut off at the other end, as by [1:] in place of [:-1]?"
)


def first(p, seen, l, k, ours):
    """Return the first entry of layer l that differs, with the terms of its sum."""
    W, b = p.right(l)
    for name, a, right in (("W", seen.W[l], W), ("b", seen.b[l], b)):
        if a is None:
            continue
        if a.shape != right.shape:
            return f"d{name}[{l}] has shape {a.shape} in columns, expected {right.shape}."
        gap = ~np.isclose(a, k * right, rtol=1e-6, atol=1e-9 * np.abs(k * right).max())
        if gap.any():
            at = tuple(int(i) for i in np.argwhere(gap)[0])
            expected = f"{k * right[at]:.6g} = {terms(p, name, l, at, k)}"
            return f"d{name}[{l}]{list(at)} is {a[at]:.6g}, expected {expected}{ours}."
    return "the numbers above it fit in no way that fits here too."


def terms(p, name, l, at, k):
    """Return the sum over the samples that makes one entry."""
    dx = p.delta[l + 1][at[0]] * p.net.f[l].prime(p.x[l + 1])[at[0]] * k
    X = p.X[l][at[1]] if name == "W" else np.ones(p.m)
    largest = np.argsort(-np.abs(dx * X), kind="stable")[:4]
    shown = [f"({dx[j]:.4g})" + (f"({X[j]:.4g})" if name == "W" else "") for j in largest]
    factors = "δ f′ times X" if name == "W" else "δ f′"
    penalty = p.penalty if name == "W" else p.penalty_b
    more = (" + …" if p.m > 4 else "") + (f" + {penalty:g} {name} / m" if penalty else "")
    return " + ".join(shown) + f"{more}: {factors} of each sample, the largest first"
