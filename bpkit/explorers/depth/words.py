"""What becomes of signal and δ through depth, in words: the line below, and the alt text."""

import numpy as np

from ..frame.notation import digits, plural

FAR = 20  # layers after which the words say what is left
NOTICED = 0.25  # share of slopes
STEADY = 0.005  # a factor this near to 1 is said to keep the size

SETTLED = 0.02  # share by which the second half of the layers may change a signal that has settled
TINY = 1e-30  # not far above where the numbers of 32 bits end

KEEPS = "{what} keeps its size: {factor}× a layer (theory {theory})."
SHRINKS = "{what} shrinks {factor}× a layer on average (theory {theory}): {left}."
GROWS = "{what} grows {factor}× a layer on average (theory {theory}): {left}."
SETTLES = "The signal settles at {size} (theory {theory})."
FAINT = "{what} is exactly 0 {where}: too small for 32 bits."
STOPPED = "{what} is exactly 0 {where}."
LOST = "The signal is too large for 32 bits in layer {l}; without every x there is no f′ and no δ."
OVERFLOWS = "δ is too large for 32 bits in layer {l} and before it."
DEAD = "Layer {l} is dead: f′ is 0 for every neuron and sample, so no δ passes it."
SATURATED = (
    "{share} of the slopes f′ in layer {l} are below 0.01 (saturated): "
    "δ passes through the others alone."
)
LAYER = "Layer {l}: RMS of X {X}, of δ {delta}"
OFF = "δ's factor is farthest from theory in layer {l}: by {share}."


def line(sizes, chosen=None):
    """Return the line below the picture: δ, the signal, what stands in the way, and a layer."""
    parts = [*delta_told(sizes), *signal_told(sizes), *units_asleep(sizes), *off(sizes)]
    return " ".join(parts if chosen is None else [*parts, layer_told(sizes, chosen)])


def layer_told(sizes, l):
    """Return the numbers of a layer; f′ belongs to the layers behind the input."""
    X, delta = (
        f"{size_told(found[l])} (theory {digits(theory[l], 2)})"
        for found, theory in ((sizes.X, sizes.theory_X), (sizes.delta, sizes.theory_delta))
    )
    sentence = LAYER.format(l=l, X=X, delta=delta)
    return sentence + (asleep_told(sizes, l) if l else "") + "."


def asleep_told(sizes, l):
    """Return how many slopes of a layer let hardly any δ pass, if they were measured."""
    if sizes.lost is not None and l >= sizes.lost:
        return ""
    few = "0" if sizes.settings.f.kinks else "below 0.01"
    return f"; f′ is {few} in {sizes.asleep[l - 1]:.0%} of its neurons and samples"


def delta_told(sizes):
    """Yield what becomes of δ on its way back, if it was measured."""
    if sizes.lost is not None:
        yield LOST.format(l=sizes.lost)
    elif np.isnan(sizes.delta).any():
        yield OVERFLOWS.format(l=int(np.isnan(sizes.delta).nonzero()[0][-1]))
    elif sizes.delta[0] == 0:
        l = int((sizes.delta == 0).sum())
        sentence = FAINT if sizes.delta[l] < TINY else STOPPED
        yield sentence.format(what="δ", where=f"before layer {l}")
    else:
        yield change_told("δ", sizes.delta[::-1], sizes.theory_delta[::-1])


def signal_told(sizes):
    """Yield what becomes of the signal, if it stays in range."""
    X, theory = sizes.X, sizes.theory_X
    middle = len(X) // 2
    if sizes.lost is not None:
        return
    if X[-1] == 0:
        l = int((X > 0).sum())
        sentence = FAINT if X[l - 1] < TINY else STOPPED
        yield sentence.format(what="The signal", where=f"from layer {l} on")
    elif abs(X[-1] / X[middle] - 1) < SETTLED < abs(X[middle] / X[0] - 1):
        yield SETTLES.format(size=digits(X[-1], 2), theory=digits(theory[-1], 2))
    else:
        yield change_told("The signal", X, theory)


def change_told(what, found, theory):
    """Return the factor a layer, and how much is left after some layers and after all."""
    factor, expected = mean_factor(found), mean_factor(theory)
    sentence = KEEPS if abs(factor - 1) < STEADY else SHRINKS if factor < 1 else GROWS
    L = len(found) - 1
    places = sorted({min(FAR, L), L})
    told = [f"{left(found[l] / found[0])} after {plural(l, 'layer')}" for l in places]
    return sentence.format(
        what=what,
        factor=digits(factor, 3),
        theory=digits(expected, 3),
        left=", ".join(told),
    )


def mean_factor(sizes):
    """Return the factor a layer that makes the last size of the first."""
    logs = np.log(sizes[[0, -1]])
    return float(np.exp((logs[1] - logs[0]) / (len(sizes) - 1)))


def left(ratio):
    """Return a share as a fraction if it is small, as a factor if it is not."""
    if ratio >= 0.1:
        return f"{digits(ratio, 2)}×"
    part = digits(1 / ratio, 2)
    return f"1/({part})" if "·" in part else f"1/{part}"


def units_asleep(sizes):
    """Yield which layer is dead, or which is the most saturated, if there is one."""
    shares = sizes.asleep[: sizes.lost and sizes.lost - 1]
    if not shares.size:
        return
    l = int(shares.argmax())  # counted from 0: layer l+1
    if not sizes.settings.f.kinks and shares[l] > NOTICED:
        yield SATURATED.format(share=f"{shares[l]:.0%}", l=l + 1)
    if sizes.settings.f.kinks and shares[l] == 1:
        yield DEAD.format(l=l + 1)


def off(sizes):
    """Yield where δ's factor differs most from theory, if there is a δ in every layer."""
    if np.isfinite(sizes.delta).all() and sizes.delta.min() > TINY:
        found, theory = (d[:-1] / d[1:] for d in (sizes.delta, sizes.theory_delta))
        differs = np.abs(found / theory - 1)
        yield OFF.format(l=int(differs.argmax()), share=f"{differs.max():.0%}")


def alt(sizes):
    """Return what both panels show."""
    s = sizes.settings
    return (
        f"Signal and δ through {plural(s.depth, 'layer')} of {plural(s.width, 'neuron')}, "
        f"{s.activation}, start {s.init} × {digits(s.scale, 3)}, "
        f"{plural(s.m, 'sample')}, seed {s.seed}: "
        "two panels against the layer, dots measured, a line for theory, log axes. "
        f"RMS of X(l): {along(sizes.X, sizes.theory_X)}. "
        f"RMS of δ(l): {along(sizes.delta, sizes.theory_delta)}."
    )


def along(found, theory):
    """Return some sizes from the first layer to the last, with those of theory."""
    places = sorted({round(share * (len(found) - 1)) for share in (0, 0.25, 0.5, 0.75, 1)})
    return ", ".join(
        f"{size_told(found[l])} in layer {l} (theory {digits(theory[l], 2)})" for l in places
    )


def size_told(size):
    """Return a size, or that there is none."""
    return digits(size, 2) if np.isfinite(size) else "not measured"
