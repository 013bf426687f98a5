"""What else may be the trouble when the gradients are right: each cause is computed."""

import numpy as np

from ..door import quietly
from ..propagation import forward

SATURATED = 0.01  # of f′, and of a layer whose entries are mostly below it
FAR = 10  # how often X0 may exceed 1 before a saturated first layer is put down to it
ENOUGH = 4  # samples: with fewer, that all of them leave a ReLU at 0 is chance


def causes(p, about, eta=None):
    """Return a sentence for each cause that is computed to be there.

    p the problem with right gradients, about their convention, eta a step to be tried with them.
    """
    found = (of_weights(p), of_units(p), of_data(p), of_targets(p), of_step(p, about, eta))
    return tuple(words for each in found for words in each)


def of_weights(p):
    """Yield what is wrong with the weights that training starts from."""
    for l in range(p.net.depth - 1):
        if len(p.net.W[l]) > 1 and alike(np.column_stack([p.net.W[l], p.net.b[l]])):
            forever = alike(np.column_stack([p.grads.W[l], p.grads.b[l]]))
            yield (
                f"All rows of W[{l}] are the same"
                + (", and so are the rows of its gradient: " if forever else ": ")
                + f"the {len(p.net.W[l])} neurons of layer {l + 1} "
                + ("stay one neuron, however long you train. " if forever else "start as one. ")
                + f"Start from random weights: W[{l}] = rng.standard_normal(W[{l}].shape)."
            )
    W = np.concatenate([w.ravel() for w in p.net.W])
    if len({*W}) > 1 and (W == np.round(W)).all():
        yield (
            "Every weight is a whole number. If your W is an array of integers (look at "
            "W[0].dtype), a step cannot change a weight by less than 1: make it "
            "W[0].astype(float)."
        )


def alike(rows):
    """Return whether all rows hold the same numbers, but for rounding."""
    return bool(np.abs(rows - rows[0]).max() <= 1e-12 * np.abs(rows).max())


def of_units(p):
    """Yield layers that pass no δ, and total inputs on a kink."""
    for l, f in enumerate(p.net.f):
        x, s = p.x[l + 1], np.abs(f.prime(p.x[l + 1]))
        if f.kinks:
            yield from kinked(p, l, f, x, (s == 0).all(axis=1).sum())
        elif (share := (flat(p, l, s)).mean()) > 0.5:
            yield (
                f"Layer {l + 1} is saturated: f′ is below {SATURATED} in {share:.0%} of its "
                f"entries, for x({l + 1}) reaches {np.abs(x).max():.3g}. Little δ passes: "
                + (TOO_FAR.format(far(p)) if l == 0 and far(p) > FAR else SMALLER.format(l=l))
            )


TOO_FAR = "your X0 reaches {:.3g}. Scale the data to about 1, before you train."
SMALLER = "start with smaller weights, such as W[{l}] / 10."


def flat(p, l, s):
    """Return where f′ all but vanishes; at the output, only where T is not yet reached."""
    off = np.abs(p.X[-1] - p.T) > 0.1 if l == p.net.depth - 1 else True
    return (s < SATURATED) & off


def far(p):
    """Return the largest |X0|."""
    return np.abs(p.X[0]).max()


def kinked(p, l, f, x, dead):
    """Yield the dead neurons of a layer with kinks, and what lies on a kink."""
    if dead == len(x) or (p.m >= ENOUGH and dead >= max(1, len(x) / 4)):
        yield (
            f"{dead} of {len(x)} neurons of layer {l + 1} {'is' if dead == 1 else 'are'} dead: "
            f"f′ = 0 for all {p.m} samples, so no δ passes and the weights there stay as they are. "
            "Start from other weights, or take leaky_relu."
        )
    on = sum(int((x == kink).sum()) for kink in f.kinks)
    if on:
        yield (
            f"{on} of {x.size} total inputs of layer {l + 1} lie on the kink of {f.name}: f′ has "
            "no one value there, and a gradient check may disagree with you, though nothing is "
            "wrong."
        )


def of_data(p):
    """Yield data far from 1 before a first layer that does not saturate."""
    steep = p.net.f[0].kinks or p.net.f[0].name == "identity"
    if steep and far(p) > 10 * FAR:
        yield (
            f"X0 reaches {far(p):.3g}, and ∂E/∂W(0) grows with it: no one η suits W[0] and the "
            "other layers. Scale the data to about 1, before you train."
        )


WIDE = np.concatenate([np.linspace(-10, 10, 2001), [-1e6, -1e3, 1e3, 1e6]])


def of_targets(p):
    """Yield targets that the output layer cannot reach; what it reaches in the limit is no alarm.

    They are looked for under a squared error alone: the other losses have f inside.
    """
    f = p.net.f[-1]
    X = quietly(f, WIDE)
    low, high = (float(v) if abs(v) < 100 else np.sign(v) * np.inf for v in (X.min(), X.max()))
    off = int(((p.T < low - 1e-3) | (p.T > high + 1e-3)).sum())
    if off:
        yield (
            f"{off} of {p.T.size} targets cannot be reached: T runs from {p.T.min():g} to "
            f"{p.T.max():g}, and {f.name} from {low:g} to {high:g}. "
            'Scale T into that range, or build the net with output="identity".'
        )


def of_step(p, about, eta):
    """Yield a first step that raises E: eta times their gradient, whose factor is known."""
    if not eta:
        return
    before, after = E_after(p, about, 0.0), E_after(p, about, eta)
    if after <= before * (1 + 1e-9):
        return
    smaller = [eta / 10**i for i in range(1, 13)]
    falls = next((h for h in smaller if E_after(p, about, h) < before), None)
    said = f"With your η = {eta:g}, one step takes E from {before:.4g} to {after:.4g}"
    said += ", up. "
    if falls is None:
        yield said + f"So does every η that was tried, down to {smaller[-1]:.3g}."
    else:
        yield said + f"With η = {falls:.3g} it goes to {E_after(p, about, falls):.4g}: take that."


def E_after(p, about, eta):
    """Return E after a step of eta times their gradient, downhill; infinity if numbers run out."""
    E = quietly(stepped, p, about, eta)
    return float(E) if np.isfinite(E) else np.inf


def stepped(p, about, eta):
    """Return E, its penalty included, after a step."""
    step = eta * abs(about.factor)
    W = [w - step * (g + p.penalty * w / p.m) for w, g in zip(p.net.W, p.grads.W)]
    move = 0.0 if "no bias" in about.words else step
    b = [v - move * (g + p.penalty_b * v / p.m) for v, g in zip(p.net.b, p.grads.b)]
    X = forward(p.net.with_parameters(W, b), p.X[0]).X[-1]
    squares = p.penalty * sum((w**2).sum() for w in W) + p.penalty_b * sum((v**2).sum() for v in b)
    return p.loss(X, p.T) + squares / (2 * p.m)
