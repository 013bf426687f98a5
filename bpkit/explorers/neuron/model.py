"""One input through one neuron, and the outputs for every input that is drawn."""

from typing import NamedTuple

import numpy as np

from ... import activations
from ...network import Network
from ...propagation import forward

FARTHEST = 3  # of the inputs that a neuron is given
INPUTS = np.linspace(-FARTHEST, FARTHEST, 241)
REACHES = (6, 12, 24)  # up to where total inputs are drawn
ASLEEP = 0.01


class Passed(NamedTuple):
    """An input X0, and the total input, output and slope that a neuron makes of it."""

    w: float
    b: float
    f: str
    X0: float
    x: float
    X: float
    f_prime: float
    answers: np.ndarray  # the outputs for INPUTS

    @property
    def reach(self):
        """Up to where total inputs are drawn: the smallest range that holds x."""
        return next(end for end in REACHES if abs(self.x) < end)

    @property
    def on_kink(self):
        """Whether f changes its slope at once where it is."""
        return self.x in activations.named(self.f).kinks

    @property
    def asleep(self):
        """Whether a small change of x hardly moves the output."""
        return abs(self.f_prime) < ASLEEP

    @property
    def vanished(self):
        """Whether a slope that is not 0 is shown as 0 by 64 bits."""
        return self.f_prime == 0 and not activations.named(self.f).kinks


def neuron(w, b, f):
    """Return the network of one input and one neuron."""
    return Network(W=[[[w]]], b=[[b]], f=[f])


def passed(w, b, f, X0):
    """Return what the neuron makes of an input: equation (1), and f′."""
    net = neuron(w, b, f)
    trace = forward(net, [[X0]])
    x, X = trace.x[1], trace.X[1]
    f_prime = net.f[0].prime(x)
    answers = forward(net, INPUTS[np.newaxis]).X[1][0]
    return Passed(w, b, f, X0, x.item(), X.item(), f_prime.item(), answers)


def pair(f, reach):
    """Return total inputs up to reach, and f and f′ of them."""
    x = np.linspace(-reach, reach, 481)
    f = activations.named(f)
    return x, f(x), f.prime(x)
