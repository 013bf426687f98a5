"""Gradients by trying: nudge every weight and bias, and the check of backward against it."""

from functools import cache, partial
from math import inf

import numpy as np

from . import losses
from .bands import CLOSER, DOUBLE, NOTHING, OURS, SINGLE, YOURS, GradientCheck
from .door import network, number, quietly, swept
from .factors import factor
from .kinks import sides, smooth
from .propagation import Gradients, backward, forward, gradients


def nudged(net, l, name, index, h):
    """Return a network whose parameter name[l][index] is h larger: W for weights, b for biases."""
    array = getattr(net, name)[l]
    array = array.astype(np.result_type(array.dtype, h))
    array[index] += h
    return net.replaced(name, l, array)


def forward_difference(E, h):
    """Return (E(θ + h) − E(θ)) / h; its error falls like h until rounding takes over."""
    return (E(h) - E(0.0)) / h


def central_difference(E, h):
    """Return (E(θ + h) − E(θ − h)) / 2h; its error falls like h² until rounding takes over."""
    return (E(h) - E(-h)) / (2 * h)


def complex_step(E, h):
    """Return Im E(θ + ih) / h; nothing is subtracted, so h may be as small as 1e-20."""
    return E(1j * h).imag / h


POSITIVE = "a positive number, such as 1e-5"
SCHEMES = {"forward": forward_difference, "central": central_difference, "complex": complex_step}


def difference(scheme):
    """Return the difference called scheme."""
    if not isinstance(scheme, str) or scheme not in SCHEMES:
        raise ValueError(f"scheme {scheme!r} is not known, expected one of: {', '.join(SCHEMES)}")
    return SCHEMES[scheme]


def numerical_gradients(net, loss, X0, T, h=1e-5, scheme="central"):
    """Return the gradients of every parameter θ by nudging it, P parameters one after the other.

    ∂E/∂θ ≈ (E(θ + h) − E(θ − h)) / 2h

    Shapes: X0 (n_0, m), T (n_L, m); result as the Gradients of equations (6) and (7).
    Units: h that of a weight.
    Errors: ValueError when h is not a positive number, scheme is not known, or X0 or T do not fit.
    Lesson: 03_nudge_every_weight.
    Source: Squire and Trapp (1998) for the complex step.
    """
    net, loss, slope, h = network(net), asked(loss), difference(scheme), positive(h)
    E_here = cache(lambda: loss(forward(net, X0).X[-1], T))

    def E(tried):
        return E_here() if tried is net else loss(forward(tried, X0).X[-1], T)

    return all_slopes(net, E, slope, h)


def positive(h):
    """Return h as a Python float, if it is a positive number."""
    if not number("h", h, POSITIVE):
        raise ValueError(f"h is 0, expected {POSITIVE}")
    return float(h)


def all_slopes(net, E, slope, h):
    """Return the slopes of E(net) along every parameter, first of all W, then of all b."""

    def called(name):
        return [slopes(net, name, l, E, slope, h) for l in range(net.depth)]

    return Gradients(quietly(called, "W"), quietly(called, "b"))


def slopes(net, name, l, E, slope, h):
    """Return the slope of E(net) along every entry of name[l], each nudged in a copy."""
    found = np.empty_like(getattr(net, name)[l])

    def E_nudged(index, step):
        return E(nudged(net, l, name, index, step) if step else net)

    for index in np.ndindex(found.shape):
        found[index] = slope(partial(E_nudged, index), h)
    return found


def asked(loss):
    """Return the loss called loss; any other function of (X, T) is returned as it is."""
    return loss if callable(loss) else losses.named(loss)


LOST = 1e-5  # the error of a tensor that is as small as the rounding


def check_gradients(net, loss, X0, T, h=1e-5, grads=None):
    """Compare grads, by default those of backward, with central differences.

    error = max |a − n| / max(|a|, |n|), tensor by tensor; a tensor that is lost in rounding
    cannot be judged

    Shapes: as in numerical_gradients; grads has a W and a b; a b of None is a layer without biases.
    Units: h that of a weight.
    Errors: ValueError as in numerical_gradients, when grads does not have the shapes of net, or
    for float16.
    Lesson: 06_weight_and_bias_gradients.
    """
    net, loss, h = network(net), losses.named(loss), positive(h)
    if net.dtype == np.float16:
        raise ValueError(
            "net is in float16, whose 3 digits are lost in nudging: build it in float64"
        )
    trace, note = forward(net, X0), YOURS
    if grads is None:
        grads = gradients(trace, backward(net, trace, loss.gradient(trace.X[-1], T)))
        note = OURS
    swept("grads", grads, ("W",), "bp.gradients(trace, back)")
    # nudges are made in float64: in float32, E(θ + h) − E(θ − h) would be rounding alone
    W, b = ([p.astype(np.float64) for p in tensors] for tensors in (net.W, net.b))
    nudges, kept = watched(net.with_parameters(W, b), loss, X0, T, h)
    # E(θ + h) − E(θ − h) is rounded to about ε E; what is smaller than that says nothing
    floor = np.finfo(np.float64).eps * max(1, loss(trace.X[-1], T)) / h / LOST
    tensors = [
        (f"{name}[{l}]", np.asarray(a), n, kept[name][l])
        for name in "Wb"
        for l, a, n in pairs(grads, nudges, name)
    ]
    single = np.float32 in {net.dtype.type, *(a.dtype.type for _, a, _, _ in tensors)}
    bands = SINGLE if single else DOUBLE
    return compared(tensors, floor, bands, note, trace.X[-1].shape)


def watched(net, loss, X0, T, h):
    """Return the central differences, and for every entry whether its nudges crossed no kink."""
    met = []

    def E(tried):
        trace = forward(tried, X0)
        met.append(sides(net, trace.x))
        return loss(trace.X[-1], T)

    nudges = all_slopes(net, E, central_difference, h)
    kept = smooth(met, [p.shape for p in (*net.W, *net.b)])
    return nudges, {"W": kept[: net.depth], "b": kept[net.depth :]}


def compared(tensors, floor, bands, note, shape):
    """Return the GradientCheck of the tensor whose error is largest, for an output of a shape."""
    checks = [quietly(apart, tensor, a, n, floor, keep) for tensor, a, n, keep in tensors]
    worst = max(checks, key=lambda check: check.error)
    if worst.error <= bands[1]:
        note = "" if worst.error <= bands[0] else CLOSER
    else:
        judged = [(a[keep], n[keep]) for _, a, n, keep in tensors]
        note = quietly(factor, judged, shape[1], shape[0], 10 * bands[0]) or note
    kinked = sum(int((~keep).sum()) for *_, keep in tensors)
    if kinked == sum(keep.size for *_, keep in tensors):
        worst, note = worst._replace(error=bands[1]), NOTHING
    errors = {tensor: check.error for (tensor, *_), check in zip(tensors, checks)}
    return worst._replace(kinked=kinked, note=note, bands=bands, tensors=errors)


def pairs(grads, nudges, name):
    """Return l and both tensors called name, if their shapes agree; a b of None is left out."""
    theirs, mine = getattr(nudges, name), getattr(grads, name)
    mine = [None] * len(theirs) if mine is None and name == "b" else list(mine)
    found = [n.shape if a is None and name == "b" else np.shape(a) for a, n in zip(mine, theirs)]
    if len(mine) != len(theirs) or found != [n.shape for n in theirs]:
        shapes = [np.shape(a) for a in mine]
        raise ValueError(f"grads.{name} has shapes {shapes}, expected {[n.shape for n in theirs]}")
    return [(l, a, n) for l, (a, n) in enumerate(zip(mine, theirs)) if a is not None]


def apart(tensor, a, n, floor, keep):
    """Return the GradientCheck of one tensor; a gradient that is not finite is infinitely wrong."""
    gap = np.where(keep | ~np.isfinite(a), np.abs(a - n), 0.0)
    gap = np.nan_to_num(gap, nan=inf, posinf=inf)
    worst = tuple(int(i) for i in np.unravel_index(gap.argmax(), gap.shape))
    scale = max(np.abs(a).max(), np.abs(n).max(), floor)
    error = float(gap[worst] / scale) if gap[worst] < inf else inf
    return GradientCheck(error, f"{tensor}{list(worst)}")
