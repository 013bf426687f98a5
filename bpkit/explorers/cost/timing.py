"""What a gradient takes on this machine, by nudging and by backprop, measured in short slices."""

from typing import NamedTuple

import numpy as np

from ...cost import by_nudging, by_sweep, seconds
from ...losses import squared_error
from ...network import Network
from ...numerical import nudged, numerical_gradients
from ...propagation import backward, forward, gradients
from .growth import n_parameters, resized

SQUARE = [768, 768]  # so large that little but the products counts, and as wide as GPT-2 small
ENOUGH_SAMPLES = 256  # more would take memory, and not be faster
NUDGE = 1e-5


class Stopwatch(NamedTuple):
    """Times actions; an action, or its repeats, may take a slice, in seconds."""

    slice: float = 0.08
    most_repeats: int = 30

    def time(self, action):
        """Return the seconds of an action, the median of as many repeats as fit in a slice."""
        once = seconds(action, repeats=1)
        repeats = min(int(self.slice / once), self.most_repeats)
        return seconds(action, repeats=repeats) if repeats > 1 else once


class Point(NamedTuple):
    """A network of P parameters, seconds for its gradients both ways; whole if all nudges ran."""

    P: int
    nudging: float
    backprop: float
    whole: bool


class Speed(NamedTuple):
    """Seconds that a forward and a backward sweep take to start, and multiply-adds per second."""

    forward: float
    backward: float
    rate: float

    def seconds(self, tally):
        """Return what so many sweeps and multiply-adds should take."""
        sweeps = tally.forward * self.forward + tally.backward * self.backward
        return sweeps + tally.multiply_adds / self.rate


class Timing(NamedTuple):
    """Networks that wait, those that are measured, and this machine's speed, None while unknown."""

    waiting: tuple
    m: int
    scheme: str
    stopwatch: Stopwatch = Stopwatch()
    speed: Speed | None = None
    points: tuple = ()

    @property
    def ended(self):
        """Whether nothing waits."""
        return not self.waiting

    def advanced(self):
        """Return the timing after one more slice: first the speed, then the networks one by one."""
        if self.speed is None:
            return self._replace(speed=speed(self.waiting[0], self.m, self.stopwatch))
        sizes, *others = self.waiting
        point = timed(sizes, self.m, self.scheme, self.stopwatch)
        return self._replace(waiting=tuple(others), points=(*self.points, point))


def trial(sizes, m):
    """Return a network of these layer sizes, data and target to time it with."""
    X0 = np.random.default_rng(0).standard_normal((sizes[0], m))
    return Network.create(sizes, rng=0), X0, np.zeros((sizes[-1], m))


def one_sweep(net, X0, T):
    """Return all gradients by one sweep forward and one backward."""
    trace = forward(net, X0)
    return gradients(trace, backward(net, trace, squared_error.gradient(trace.X[-1], T)))


def speed(sizes, m, stopwatch):
    """Return this machine's Speed: by the narrowest network so deep, and a large product."""
    net, X0, T = trial(resized(sizes, 1), m)
    to_go_forward = stopwatch.time(lambda: forward(net, X0))
    to_go_both_ways = stopwatch.time(lambda: one_sweep(net, X0, T))
    to_go_back = max(0.0, to_go_both_ways - to_go_forward)
    return Speed(to_go_forward, to_go_back, rate(m, stopwatch))


def rate(m, stopwatch):
    """Return the multiply-adds per second of a large product."""
    m = min(m, ENOUGH_SAMPLES)
    square, X0 = Network.create(SQUARE, "identity", rng=0), np.ones((SQUARE[0], m))
    multiply_adds = by_sweep(SQUARE, m).multiply_adds / 3  # the way forward is a third
    return multiply_adds / stopwatch.time(lambda: forward(square, X0))


def timed(sizes, m, scheme, stopwatch):
    """Return the Point of a network; where all nudges would take too long, one stands for all."""
    (net, X0, T), loss = trial(sizes, m), squared_error
    nudged_net = nudged(net, 0, "W", (0, 0), NUDGE)
    passes = by_nudging(sizes, m, scheme).forward
    nudging = passes * stopwatch.time(lambda: loss(forward(nudged_net, X0).X[-1], T))
    whole = nudging < stopwatch.slice
    if whole:
        nudging = stopwatch.time(lambda: numerical_gradients(net, loss, X0, T, NUDGE, scheme))
    sweep = stopwatch.time(lambda: one_sweep(net, X0, T))
    return Point(n_parameters(sizes), nudging, sweep, whole)
