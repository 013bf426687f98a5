"""The experiment of 1986 as a value: 6-2-1 sigmoids trained on all patterns of six bits."""

from typing import NamedTuple

import numpy as np

from ... import datasets, losses, starts
from ...activations import sigmoid
from ...descent import train
from ...history import History
from ...network import Network
from ...propagation import forward

SIZES, SPREAD = [6, 2, 1], 0.3
EPOCHS, KEPT = 4000, 10  # every so many epochs the network is kept
GRID = 400  # points of the border
NEAR = 0.05  # of a unit's largest weight: what is nearer than this counts as the same
LATE = 1000  # the last epochs, over which E tells whether the run still moves
CODE = """\
import bpkit as bp

X0, T = bp.datasets.load("symmetry")
start = bp.starts.normal({spread})
net = bp.Network.create({sizes}, "sigmoid", "sigmoid", init=start, rng={seed})
{train}[array.tolist() for array in (*net.W, *net.b)]"""
TRAIN = 'net = bp.train(net, X0, T, "squared_error", eta={eta!r}, epochs={epoch}).net\n'


class SymmetrySettings(NamedTuple):
    """What the controls say of a run."""

    seed: int
    eta: float

    def start(self):
        """Return the network before the first step."""
        init = starts.normal(SPREAD)
        return Network.create(SIZES, "sigmoid", "sigmoid", init=init, rng=self.seed)

    def trained(self, data, epochs, keep=()):
        """Return the History of some epochs."""
        return train(self.start(), *data, losses.squared_error, self.eta, epochs, keep=keep)

    def code(self, epoch):
        """Return the lines that give the parameters after an epoch."""
        steps = TRAIN.format(eta=self.eta, epoch=epoch) if epoch else ""
        return CODE.format(spread=SPREAD, sizes=SIZES, seed=self.seed, train=steps)


class SymmetryRun(NamedTuple):
    """A whole run: its settings, the patterns, and what training has left behind."""

    settings: SymmetrySettings
    X0: np.ndarray
    T: np.ndarray
    history: History

    @classmethod
    def of(cls, settings):
        """Train from the first epoch to the last."""
        data = datasets.load("symmetry")
        return cls(settings, *data, settings.trained(data, EPOCHS, range(0, EPOCHS + 1, KEPT)))

    def at(self, epoch):
        """Return the Moment after an epoch; between two that were kept, training is repeated."""
        net = self.history.nets.get(epoch)
        return Moment(self, epoch, net or self.settings.trained(self[1:3], epoch).net)

    @property
    def largest_weight(self):
        """The size of the largest weight or bias of the whole run."""
        nets = self.history.nets.values()
        return max(np.abs(array).max() for net in nets for array in (*net.W, *net.b))

    @property
    def largest_x(self):
        """The size of the largest total input of a hidden unit, as far as it was looked for."""
        nets = [self.history.nets[epoch] for epoch in range(0, EPOCHS + 1, 50 * KEPT)]
        return max(np.abs(forward(net, self.X0).x[1]).max() for net in nets)


class Moment(NamedTuple):
    """A run as it stands after an epoch."""

    run: SymmetryRun
    epoch: int
    net: Network

    @property
    def E(self):
        """The loss."""
        return float(self.run.history.E[self.epoch])

    @property
    def x(self):
        """The total inputs of the hidden units, (2, 64)."""
        return forward(self.net, self.run.X0).x[1]

    @property
    def says_mirror(self):
        """Whether the output is above one half, (64,)."""
        return forward(self.net, self.run.X0).X[2][0] > 0.5

    @property
    def wrong(self):
        """Whether the answer is wrong, (64,)."""
        return self.says_mirror != (self.run.T[0] == 1)

    @property
    def missed(self):
        """The number of mirror patterns that are not seen to be one."""
        return int((~self.says_mirror & (self.run.T[0] == 1)).sum())

    @property
    def false_alarms(self):
        """The number of other patterns that are taken for one."""
        return int((self.says_mirror & (self.run.T[0] == 0)).sum())

    @property
    def late_change(self):
        """The share by which E has changed in the last epochs of the run, None before its end."""
        if self.epoch < EPOCHS:
            return None
        return abs(1 - self.E / self.run.history.E[-1 - LATE])

    def border(self, limit):
        """Return total inputs, (2, 2 GRID + 1), at which the output is ½; NaN where none is.

        W₁ f(x₁) + W₂ f(x₂) + b = 0, solved for x₂ and, where that is too steep, for x₁
        """
        (W_1, W_2), b = self.net.W[1][0], self.net.b[1].item()
        x = np.linspace(-limit, limit, GRID)
        flat, steep = (x, other_unit(W_1, W_2, b, x)), (other_unit(W_2, W_1, b, x), x)
        return np.hstack([flat, np.full((2, 1), np.nan), steep])


def other_unit(W, W_other, b, x):
    """Return the other total input at which W f(x) + W_other f(other) + b = 0, NaN without one."""
    X = (-b - W * sigmoid(x)) / (W_other or np.nan)
    X[(X <= 0) | (X >= 1)] = np.nan
    return np.log(X / (1 - X))


def mirror_pairs(W):
    """Return the kind of each pair of weights across the mirror, from the outer to the inner one.

    Shapes: W (6,), the weights of one hidden unit.
    """
    near = NEAR * np.abs(W).max()
    return [kind_of_pair(one, other, near) for one, other in zip(W[:3], W[:2:-1])]


def kind_of_pair(one, other, near):
    """Return what two weights are to each other."""
    if max(abs(one), abs(other)) < near:
        return "about 0"
    if abs(one + other) < near:
        return "opposite"
    return "equal" if abs(one - other) < near else "unlike"


def ratio(W):
    """Return the sizes of the first three weights, the smallest first, over the smallest."""
    sizes = np.sort(np.abs(W[:3]))
    return sizes / sizes[0]
