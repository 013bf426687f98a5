"""One training run as a value: its settings, what it has recorded so far, and how it goes on."""

from itertools import islice
from time import perf_counter
from typing import Any, NamedTuple

from .. import datasets, losses
from ..descent import DivergenceError, descend, history
from ..network import Network, normal
from ..propagation import forward

SPLIT = 0.2
TESTS = 50  # at most this many points of the loss on held-out samples


class Settings(NamedTuple):
    """What the controls say."""

    dataset: str
    sizes: list
    activation: str
    eta: float
    init: str
    epochs: int
    batch_size: int | None
    seed: int

    @property
    def loss(self):
        """The loss that suits the data."""
        return losses.BY_NAME[datasets.describe(self.dataset).loss]

    def load(self):
        """Return (X0, T), (X0_test, T_test)."""
        return datasets.load(self.dataset, rng=self.seed, split=SPLIT)

    def start(self):
        """Return the network before the first step."""
        init = normal(float(self.init[7:-1])) if self.init.startswith("normal") else self.init
        return Network.create(self.sizes, self.activation, init=init, rng=self.seed)

    def code(self, epochs):
        """Return the lines that give the same numbers after so many epochs."""
        init = f"bp.network.{self.init}" if self.init.startswith("normal") else repr(self.init)
        return f"""\
import bpkit as bp

loss = bp.losses.{datasets.describe(self.dataset).loss}
(X0, T), (X0_test, T_test) = bp.datasets.load({self.dataset!r}, rng={self.seed}, split={SPLIT})
net = bp.Network.create({self.sizes}, activation={self.activation!r}, init={init}, rng={self.seed})
history = bp.train(net, X0, T, loss, eta={self.eta!r}, epochs={epochs}, batch_size={self.batch_size}, rng={self.seed})
history.E[-1], history.delta_rms[-1]"""


class Run(NamedTuple):
    """A run so far; to go on is to make a new Run, so that an interrupt never leaves half of one."""

    settings: Settings
    data: Any
    walk: Any
    record: tuple
    tests: tuple
    stopped: str | None

    @classmethod
    def start(cls, settings, data):
        """Return the run before its first step."""
        return cls(settings, data, None, (), (), None).advanced(1)

    def advanced(self, epochs, seconds=None):
        """Return the run some epochs further, or after about that many seconds, or where the loss diverges."""
        walk, record, tests = self.walk or self.walking(), list(self.record), list(self.tests)
        deadline = seconds and perf_counter() + seconds
        try:
            for epoch in islice(walk, epochs):
                record[-1:] = [*(last._replace(net=None) for last in record[-1:]), epoch]
                if (len(record) - 1) % max(1, self.settings.epochs // TESTS) == 0:
                    tests.append((len(record) - 1, self.E_test(epoch.net)))
                if deadline and perf_counter() > deadline:
                    break
        except DivergenceError as reason:
            if not record:
                raise ValueError(str(reason)) from reason
            return self._replace(walk=None, record=tuple(record), tests=tuple(tests), stopped=str(reason))
        # an interrupt ends a generator; a run that has not moved begins a new one next time
        walk = walk if len(record) > len(self.record) else None
        return self._replace(walk=walk, record=tuple(record), tests=tuple(tests))

    def walking(self):
        """Return the epochs that come after those in the record."""
        s, (X0, T) = self.settings, self.data[0]
        walk = descend(s.start(), X0, T, s.loss, s.eta, s.batch_size, s.seed)
        return islice(walk, len(self.record), None)

    def E_test(self, net):
        """Return the loss on the held-out samples."""
        X0, T = self.data[1]
        return self.settings.loss(forward(net, X0).X[-1], T)

    @property
    def net(self):
        """The network as it stands."""
        return self.record[-1].net

    @property
    def epoch(self):
        """The number of epochs done."""
        return len(self.record) - 1

    @property
    def ended(self):
        """Whether all epochs are done, or the loss has diverged."""
        return self.stopped is not None or self.epoch >= self.settings.epochs

    @property
    def history(self):
        """The History that bp.train would return."""
        return history(self.record, self.net, self.stopped)
