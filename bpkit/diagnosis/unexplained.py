"""Numbers that no known mistake makes: what is right above them, and what differs first."""

import numpy as np


def said(p, seen, reading, k):
    """Return the sentence for numbers that are not k times the right ones."""
    l = reading.below - 1
    above = f"Not right. {where(p, reading)}From W[{l}] down no known mistake explains it: "
    return above + first(p, seen, l, k)


def where(p, reading):
    """Return what is right above the layer that nothing explains."""
    if reading.below == p.net.depth:
        return ""
    fits = "a known mistake explains it" if reading.cost else "all is right"
    return f"Above W[{reading.below - 1}], {fits}. "


def first(p, seen, l, k):
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
            return f"d{name}[{l}]{list(at)} is {a[at]:.6g}, expected {expected}."
    return "the numbers above it fit in no way that fits here too."


def terms(p, name, l, at, k):
    """Return the sum over the samples that makes one entry."""
    dx = p.delta[l + 1][at[0]] * p.net.f[l].prime(p.x[l + 1])[at[0]] * k
    X = p.X[l][at[1]] if name == "W" else np.ones(p.m)
    shown = [f"({a:.4g})({b:.4g})" if name == "W" else f"({a:.4g})" for a, b in zip(dx, X)]
    meaning = "δ f′ times X" if name == "W" else "δ f′"
    penalty = p.penalty if name == "W" else p.penalty_b
    more = (" + …" if p.m > 4 else "") + (f" + {penalty:g} {name} / m" if penalty else "")
    return " + ".join(shown[:4]) + more + f", {meaning}, a term a sample"
