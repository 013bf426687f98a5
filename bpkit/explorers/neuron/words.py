"""What one neuron shows, in words: a line below the picture, and the alt text."""

import numpy as np

from ..frame.notation import digits, in_product, steady
from .model import FARTHEST

LEVEL = 1e-9  # outputs that differ by less are drawn as one


def line(passed):
    """Return equation (1) with its numbers, and what f′ means here."""
    w, X0, b = in_product(passed.w, 6), in_product(passed.X0, 6), in_product(passed.b, 6)
    return (
        f"Total input x = w X(0) + b = {w} · {X0} + {b} = {digits(passed.x)}. "
        f"Output X = {passed.f}(x) = {digits(passed.X)}. {meaning(passed)}"
    )


def meaning(passed):
    """Return f′, and what it says about a small change of the total input."""
    f_prime, short = digits(passed.f_prime), digits(passed.f_prime, 2)
    if passed.on_kink:
        return (
            f"f′(x) = {short}: x stands on the kink, where {passed.f}'s slope jumps from {short} "
            "to 1; the course takes the slope on the left."
        )
    if passed.vanished:
        return (
            "f′(x) is below what 64 bits show: asleep here; "
            "a small change of x does not move the output."
        )
    if passed.asleep:
        return f"f′(x) = {short}: asleep here; a small change of x hardly moves the output."
    times = digits(passed.f_prime, 3)
    return f"f′(x) = {f_prime}: a small change of x reaches the output times {times}."


def alt(passed):
    """Return what both panels show."""
    first, last = (steady(X, 3) for X in passed.answers[[0, -1]])
    ends = f"from {digits(-FARTHEST)} to {FARTHEST}"
    return (
        f"One {passed.f} neuron with w = {digits(passed.w, 6)} and b = {digits(passed.b, 6)}: two "
        f"panels. Output X against the input {ends}, {way(passed.answers)} from {first} to {last}; "
        f"the point is at input {digits(passed.X0, 6)}. f and f′ against the total input; "
        f"the points are at x = {steady(passed.x)}, on f at X = {steady(passed.X)} "
        f"and on f′ at {steady(passed.f_prime)}."
    )


def way(answers):
    """Return how the outputs run from left to right."""
    if np.ptp(answers) < LEVEL:
        return "level"
    return "rising" if answers[-1] > answers[0] else "falling"
