"""What else may be the trouble when the gradients are right."""

import numpy as np

from ..propagation import forward

SATURATED = 0.01


def causes(p, about):
    """Return a sentence for each cause that is computed to be there."""
    return (*of_weights(p), *of_units(p), *of_targets(p), *of_step(p))


def of_weights(p):
    """Yield what is wrong with the weights that training starts from."""
    for l in range(p.net.depth - 1):
        rows = np.column_stack([p.net.W[l], p.net.b[l]])
        if len(rows) > 1 and (rows == rows[0]).all():
            yield (
                f"All rows of W[{l}] are the same, so all neurons of layer {l + 1} learn the same: "
                "start from random weights."
            )


def of_units(p):
    """Yield layers that pass no δ, and total inputs on a kink."""
    for l, f in enumerate(p.net.f):
        x, s = p.x[l + 1], np.abs(f.prime(p.x[l + 1]))
        dead = int((s.max(axis=1) == 0).sum())
        if f.name == "relu" and dead:
            yield (
                f"{dead} of {len(x)} neurons of layer {l + 1} are dead: "
                "x ≤ 0 for every sample here."
            )
        elif f.kinks == () and f.name != "identity" and (s < SATURATED).mean() > 0.5:
            yield (
                f"Layer {l + 1} is saturated: f′ is below {SATURATED} in "
                f"{(s < SATURATED).mean():.0%} of its entries. "
                "Smaller weights, or data scaled to about 1, would wake it."
            )
        on = sum(int((x == kink).sum()) for kink in f.kinks)
        if on:
            yield (
                f"{on} total inputs of layer {l + 1} lie on the kink of {f.name}: "
                "f′ has no one value there."
            )
    if np.abs(p.X[0]).max() > 100:
        yield f"X0 reaches {np.abs(p.X[0]).max():.3g}: scale the data to about 1 first."


RANGES = {"sigmoid": (0, 1), "tanh": (-1, 1), "relu": (0, np.inf), "softplus": (0, np.inf)}


def of_targets(p):
    """Yield targets that the output layer cannot reach."""
    low, high = RANGES.get(p.net.f[-1].name, (-np.inf, np.inf))
    if p.T.min() < low or p.T.max() > high:
        yield (
            f"T runs from {p.T.min():g} to {p.T.max():g}, but {p.net.f[-1].name} reaches only "
            f"{low:g} to {high:g}: scale T, or take another output."
        )


def of_step(p, eta=None):
    """Yield a first step that raises E."""
    if eta:
        W = [w - eta * g for w, g in zip(p.net.W, p.grads.W)]
        b = [v - eta * g for v, g in zip(p.net.b, p.grads.b)]
        before, after = (
            p.loss(p.X[-1], p.T),
            p.loss(forward(p.net.with_parameters(W, b), p.X[0]).X[-1], p.T),
        )
        if not after < before:
            yield (
                f"A first step with η = {eta:g} raises E from {before:.4g} to {after:.4g}: "
                "take a smaller η."
            )
