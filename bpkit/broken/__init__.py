"""Wrong backprops: each is the page, propagation.py, with one line replaced by a known mistake."""

import numpy as np

from .backprop import Broken, rewritten
from .lines import ELSEWHERE, LINES

__all__ = ["BY_NAME", "ELSEWHERE", "TEN", "Broken", "hidden", "named", "rewritten"]

BY_NAME = {
    name: Broken(name, right, wrong)
    for right, wrongs in LINES.items()
    for name, wrong in wrongs.items()
}
# those that lesson 11 tells apart
TEN = (
    "f_prime_at_X",
    "f_prime_missing_hidden",
    "f_prime_missing_output",
    "f_prime_twice",
    "updated_weights",
    "f_prime_missing_in_recurrence",
    "weights_missing_in_recurrence",
    "wrong_activation_layer",
    "bias_mean",
    "bias_sign",
)


def named(name):
    """Return the wrong backprop with the mistake called name.

    Errors: ValueError that lists the known names.
    """
    if not isinstance(name, str) or name not in BY_NAME:
        raise ValueError(
            f"wrong backprop {name!r} is not known, expected one of: {', '.join(BY_NAME)}"
        )
    return BY_NAME[name]


def hidden(rng):
    """Return one of the ten, drawn by rng: a mistake to find."""
    return BY_NAME[TEN[np.random.default_rng(rng).integers(len(TEN))]]
