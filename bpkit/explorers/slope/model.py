"""One total input: f and f′ there, and the δ f′ that leaves the neuron for the δ that enters it."""

from math import log10
from typing import NamedTuple

import numpy as np

from ... import activations

FARTHEST, LARGEST = 40, 2.0  # of x, and of δ
REACHES = (6, 12, 24, 48)  # up to where total inputs are drawn
ASLEEP = 0.01


def of_sigmoid(x):
    """Return e^−|x| / (1 + e^−|x|)², which is X (1 − X) with all its digits."""
    e = np.exp(-np.abs(x))
    return e / (1 + e) ** 2


def of_tanh(x):
    """Return 1 / cosh² x, which is 1 − X² with all its digits."""
    return 1 / np.cosh(x) ** 2


EXACT = {"sigmoid": of_sigmoid, "tanh": of_tanh}
MOST_DIGITS = 15


class Passage(NamedTuple):
    """A δ that enters a neuron, and δ f′(x), which leaves it; f by its name."""

    f: str
    x: float
    delta: float
    X: float
    f_prime: float
    dE_dx: float

    @property
    def reach(self):
        """Up to where total inputs are drawn: the smallest range that holds x."""
        return next(end for end in REACHES if abs(self.x) < end)

    @property
    def kinks(self):
        """Where f changes its slope at once."""
        return activations.named(self.f).kinks

    @property
    def on_kink(self):
        """Whether x is there."""
        return self.x in self.kinks

    @property
    def flat(self):
        """Whether f does not change at all here."""
        return bool(self.kinks) and self.f_prime == 0 and not self.on_kink

    @property
    def saturated(self):
        """Whether hardly any δ leaves, though f is nowhere flat."""
        return abs(self.f_prime) < ASLEEP and not self.kinks

    @property
    def exact(self):
        """The slope with all its digits, where f′ is written with X; else f′ as it is."""
        return float(EXACT[self.f](self.x)) if self.f in EXACT else self.f_prime

    @property
    def right_digits(self):
        """How many digits of f′, as it is written, are right."""
        off = abs(self.f_prime - self.exact)
        return MOST_DIGITS if off == 0 else min(MOST_DIGITS, max(0, int(-log10(off / self.exact))))


def passage(f, x, delta):
    """Return what leaves a neuron at total input x for a δ that enters it."""
    at = activations.named(f)
    f_prime = at.prime(x).item()
    return Passage(f, x, delta, at(x).item() + 0.0, f_prime, delta * f_prime + 0.0)  # never −0


def curves(f, reach):
    """Return total inputs up to reach, and f and f′ of them."""
    x = np.linspace(-reach, reach, 481)
    f = activations.named(f)
    return x, f(x), f.prime(x)


def jump(f, kink):
    """Return f′ on the left and on the right of a kink."""
    left, right = activations.named(f).prime([np.nextafter(kink, -1), np.nextafter(kink, 1)])
    return float(left), float(right)
