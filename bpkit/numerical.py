"""Gradients by trying: nudge every weight and bias, and the check of backward against it."""

from functools import cache, partial
from math import inf
from typing import NamedTuple

import numpy as np

from . import losses
from .door import network, number, quietly
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
    net, loss, slope = network(net), asked(loss), difference(scheme)
    if not number("h", h, POSITIVE):
        raise ValueError(f"h is 0, expected {POSITIVE}")
    E_here = cache(lambda: loss(forward(net, X0).X[-1], T))

    def E(tried):
        return E_here() if tried is net else loss(forward(tried, X0).X[-1], T)

    def all_slopes(name):
        return [slopes(net, name, l, E, slope, float(h)) for l in range(net.depth)]

    return Gradients(quietly(all_slopes, "W"), quietly(all_slopes, "b"))


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


UNSURE = 1e-5  # the error of a tensor that is as small as the rounding
VERDICTS = [
    (1e-7, "right: the two agree as far as nudging can tell"),
    (1e-4, "look closer: rounding, a very small gradient, or a kink between θ − h and θ + h"),
    (inf, "wrong: one of the two is not the gradient"),
]


class GradientCheck(NamedTuple):
    """How far two gradients lie apart.

    error = max |a − n| / max(|a|, |n|) for the tensor where it is largest

    Shapes: error a number; where the tensor and index of the worst entry.
    Lesson: 06_weight_and_bias_gradients.
    Source: the bands follow the CS231n notes, "Gradient checks".
    """

    error: float
    where: str

    @property
    def verdict(self):
        """The error in words."""
        return next(words for bound, words in VERDICTS if self.error <= bound)

    def __repr__(self):
        """Return error, place and verdict in a line."""
        return f"worst relative error {self.error:.1e} in {self.where}: {self.verdict}"


def check_gradients(net, loss, X0, T, h=1e-5, grads=None):
    """Compare grads, by default those of backward, with central differences.

    error = max |a − n| / max(|a|, |n|), tensor by tensor; a tensor that is lost in rounding cannot be judged

    Shapes: as in numerical_gradients; grads has a W and a b.
    Errors: ValueError as in numerical_gradients, or when grads does not have the shapes of net.
    Lesson: 06_weight_and_bias_gradients.
    """
    loss, trace = losses.named(loss), forward(net, X0)
    if grads is None:
        grads = gradients(trace, backward(net, trace, loss.gradient(trace.X[-1], T)))
    nudges = numerical_gradients(net, loss, X0, T, h)
    # E(θ + h) − E(θ − h) is rounded to about ε E; what is smaller than that says nothing
    rounding = np.finfo(net.dtype).eps * max(1, loss(trace.X[-1], T)) / h
    return max(
        (
            apart(f"{name}[{l}]", a, n, rounding / UNSURE)
            for name in "Wb"
            for l, (a, n) in enumerate(pairs(grads, nudges, name))
        ),
        key=lambda check: check.error,
    )


def pairs(grads, nudges, name):
    """Return the tensors called name of both, side by side, if their shapes agree."""
    mine, theirs = getattr(grads, name), getattr(nudges, name)
    if [np.shape(a) for a in mine] != [n.shape for n in theirs]:
        raise ValueError(f"grads.{name} has shapes {[np.shape(a) for a in mine]}, expected {[n.shape for n in theirs]}")
    return zip(mine, theirs)


@np.errstate(all="ignore")
def apart(tensor, a, n, floor):
    """Return the GradientCheck of one tensor; a gradient that is not finite is infinitely wrong."""
    gap = np.nan_to_num(np.abs(a - n), nan=inf, posinf=inf)
    worst = tuple(int(i) for i in np.unravel_index(gap.argmax(), gap.shape))
    scale = max(np.abs(a).max(), np.abs(n).max(), floor)
    error = float(gap[worst] / scale) if gap[worst] < inf else inf
    return GradientCheck(error, f"{tensor}{list(worst)}")
