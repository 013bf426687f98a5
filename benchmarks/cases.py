"""Networks with data, the page's sweeps over them, and a clock for what other processes disturb."""

import os
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

# networks as small as these are slowed down by a second thread
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402

import bpkit as bp  # noqa: E402

LOSS = bp.losses.squared_error


class Case(NamedTuple):
    """A network with data."""

    net: bp.Network
    X0: np.ndarray
    T: np.ndarray


def case(sizes, m):
    """Return a network whose biases keep its outputs alive at any depth, and m samples."""
    rng = np.random.default_rng(0)
    net = bp.Network.create(sizes, "tanh", rng=rng)
    net = net.with_parameters(net.W, [rng.standard_normal(b.shape) for b in net.b])
    return Case(net, rng.standard_normal((sizes[0], m)), rng.standard_normal((sizes[-1], m)))


class Sweeps:
    """The sweeps of one network as one calls them by hand, as actions without arguments."""

    def __init__(self, given):
        """Sweep once, so that each action finds what it needs."""
        self.net, self.X0, self.T = given
        self.whole()

    def forward(self):
        """Sweep forward."""
        self.trace = bp.forward(self.net, self.X0)

    def backward(self):
        """Find every δ below δ(L), and all gradients."""
        back = bp.backward(self.net, self.trace, self.delta_L)
        bp.gradients(self.trace, back)

    def all_deltas(self):
        """Find δ(L), every other δ, and all gradients."""
        self.delta_L = LOSS.gradient(self.trace.X[-1], self.T)
        self.backward()

    def whole(self):
        """Sweep forward and backward."""
        self.forward()
        self.all_deltas()


def seconds(action, calls=1):
    """Return the time of this process that an action takes; others disturb it but little."""
    start = process_time()
    for _ in range(calls):
        action()
    return (process_time() - start) / calls


def medians(*actions, budget=0.05, least=5):
    """Return the seconds that each action takes, the median of many rounds in turn."""
    calls = [1 + int(1e-3 / seconds(action)) for action in actions]
    times, end = [], perf_counter() + budget
    while perf_counter() < end or len(times) < least:
        times.append([seconds(action, n) for action, n in zip(actions, calls)])
    return [median(column) for column in zip(*times)]


def row(*cells):
    """Return a line of a table."""
    return f"| {' | '.join(cells)} |"


def rule(columns):
    """Return the line under the head of a table of so many columns."""
    return "|---" * columns + "|"
