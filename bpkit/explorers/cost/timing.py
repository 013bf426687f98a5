"""What a gradient takes on this machine, by nudging and by backprop, measured in slices that are over in a moment."""

from typing import NamedTuple

import numpy as np

from ..cost import by_nudging, by_sweep, seconds
from ..losses import squared_error
from ..network import Network
from ..numerical import nudged, numerical_gradients
from ..propagation import backward, forward, gradients
from .growth import parameters, resized

SLICE = 0.08  # seconds that one action, or its repeats, may take
MOST_REPEATS = 30
SQUARE = [768, 768]  # large enough that little but the products counts, and as wide as GPT-2 small
ENOUGH_SAMPLES = 256  # more would take memory, and not be faster
NUDGE = 1e-5


class Point(NamedTuple):
    """A network of P parameters, seconds for its gradients by nudging and by backprop; whole if all nudges ran."""

    P: int
    nudging: float
    backprop: float
    whole: bool


class Speed(NamedTuple):
    """Seconds that a forward and a backward sweep take to start, and multiply-adds per second."""

    forward: float
    backward: float
    rate: float

    def seconds(self, cost):
        """Return what so many sweeps and multiply-adds should take."""
        return cost.forward * self.forward + cost.backward * self.backward + cost.multiply_adds / self.rate


class Timing(NamedTuple):
    """Networks that wait, those that are measured, and the speed of this machine, None until it is known."""

    waiting: tuple
    m: int
    scheme: str
    speed: Speed | None = None
    points: tuple = ()

    @property
    def ended(self):
        """Whether nothing waits."""
        return not self.waiting

    def advanced(self):
        """Return what stands after one more slice: first the speed, then the networks one by one."""
        if self.speed is None:
            return self._replace(speed=speed(self.waiting[0], self.m))
        sizes, *others = self.waiting
        point = measured(sizes, self.m, self.scheme)
        return self._replace(waiting=tuple(others), points=(*self.points, point))


def trial(sizes, m):
    """Return a network of these layer sizes, data and target to time it with."""
    X0 = np.random.default_rng(0).standard_normal((sizes[0], m))
    return Network.create(sizes, rng=0), X0, np.zeros((sizes[-1], m))


def timed(action):
    """Return the seconds that action takes, the median of as many repeats as fit in a slice."""
    once = seconds(action, repeats=1)
    repeats = min(int(SLICE / once), MOST_REPEATS)
    return seconds(action, repeats=repeats) if repeats > 1 else once


def speed(sizes, m):
    """Return the Speed of this machine: from the narrowest network of this depth, and from a large product."""
    net, X0, T = trial(resized(sizes, 1), m)
    to_start = timed(lambda: forward(net, X0)), timed(lambda: backprop(net, X0, T))
    square = Network.create(SQUARE, "identity", rng=0)
    X0 = np.ones((SQUARE[0], min(m, ENOUGH_SAMPLES)))
    multiply_adds = by_sweep(SQUARE, X0.shape[1]).multiply_adds / 3  # a third of a sweep is its way forward
    return Speed(to_start[0], max(0.0, to_start[1] - to_start[0]), multiply_adds / timed(lambda: forward(square, X0)))


def backprop(net, X0, T):
    """Return all gradients by one sweep forward and one backward."""
    trace = forward(net, X0)
    return gradients(trace, backward(net, trace, squared_error.gradient(trace.X[-1], T)))


def measured(sizes, m, scheme):
    """Return the Point of a network; where all nudges would take too long, a part of them stands for all."""
    net, X0, T = trial(sizes, m)
    nudged_net, passes = nudged(net, 0, "W", (0, 0), NUDGE), by_nudging(sizes, m, scheme).forward
    one = timed(lambda: squared_error(forward(nudged_net, X0).X[-1], T))
    whole = passes * one < SLICE
    if whole:
        nudging = timed(lambda: numerical_gradients(net, squared_error, X0, T, NUDGE, scheme))
    else:
        nudging = passes * one
    return Point(parameters(sizes), nudging, timed(lambda: backprop(net, X0, T)), whole)
