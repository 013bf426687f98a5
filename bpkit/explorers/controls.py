"""What the controls of an explorer may hold, and when a slider and the number beside it say the same."""

from numbers import Integral, Real

import numpy as np


def one_of(name, value, options):
    """Raise ValueError that lists the options, unless value is one of them."""
    if value not in list(options):
        raise ValueError(f"{name} is {value!r}, expected one of: {', '.join(map(repr, options))}")


def between(name, value, low, high, kind=Real):
    """Raise ValueError unless value is a number, or of kind Integral a whole number, from low to high."""
    if not isinstance(value, kind) or not low <= value <= high:
        number = "whole number" if kind is Integral else "number"
        raise ValueError(f"{name} is {value!r}, expected a {number} from {low:g} to {high:g}")


def apart(numbers, notch):
    """Return whether two numbers have different notches nearest to them: the page moves a slider onto one."""
    one, other = np.floor(np.divide(numbers, notch) + 0.5)
    return abs(one - other) >= 1
