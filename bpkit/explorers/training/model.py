"""One training run as a value: its settings, what it has recorded so far, and how it goes on."""

from itertools import islice
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np

from .. import datasets, losses
from ..descent import DivergenceError, descend
from ..door import quietly
from ..history import History
from ..network import Network
from ..propagation import forward
from ..starts import normal

SPLIT = 0.2
INITS = {
    "glorot": "glorot",
    "he": "he",
    "lecun": "lecun",
    "normal(1)": normal(1.0),
    "normal(0.01)": normal(0.01),
}
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
        return Network.create(self.sizes, self.activation, init=INITS[self.init], rng=self.seed)

    def code(self, epochs, epoch):
        """Return the lines that train for so many epochs and give the numbers after one of them."""
        init = f"bp.starts.{self.init}" if callable(INITS[self.init]) else repr(self.init)
        return f"""\
import bpkit as bp

loss = bp.losses.{datasets.describe(self.dataset).loss}
(X0, T), (X0_test, T_test) = bp.datasets.load({self.dataset!r}, rng={self.seed}, split={SPLIT})
net = bp.Network.create({self.sizes}, activation={self.activation!r}, init={init}, rng={self.seed})
history = bp.train(net, X0, T, loss, eta={self.eta!r}, epochs={epochs}, batch_size={self.batch_size}, rng={self.seed})
history.E[{epoch}], history.delta_rms[{epoch}]"""


class Walk:
    """The epochs of a run one after the other, and how many of them were asked for."""

    def __init__(self, epochs, done):
        """Stand before the epochs that come after those done."""
        self.epochs, self.done = islice(epochs, done, None), done

    def __iter__(self):
        """Return the walk itself."""
        return self

    def __next__(self):
        """Return the next epoch; it counts before it is there, so that one lost to an interrupt is noticed."""
        self.done += 1
        return next(self.epochs)


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
        return quietly(self.slice, epochs, seconds)

    def slice(self, epochs, seconds):
        """Return the run some epochs further; numpy may warn where the loss diverges."""
        walk, record, tests = self.walking(), list(self.record), list(self.tests)
        deadline = seconds and perf_counter() + seconds
        try:
            for epoch in islice(walk, epochs):
                if record:
                    record[-1] = record[-1].forgetting()
                record.append(epoch)
                if (len(record) - 1) % max(1, self.settings.epochs // TESTS) == 0:
                    tests.append((len(record) - 1, self.E_test(epoch.net)))
                if deadline and perf_counter() > deadline:
                    break
        except DivergenceError as reason:
            if not record:
                raise ValueError(str(reason)) from reason
            return self._replace(walk=None, record=tuple(record), tests=tuple(tests), stopped=str(reason))
        return self._replace(walk=walk, record=tuple(record), tests=tuple(tests))

    def walking(self):
        """Return the walk through the epochs after those in the record: a new one, if an interrupt broke it off."""
        if self.walk and self.walk.done == len(self.record):
            return self.walk
        s, (X0, T) = self.settings, self.data[0]
        return Walk(descend(s.start(), X0, T, s.loss, s.eta, s.batch_size, s.seed), len(self.record))

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
    def code(self):
        """The lines of bpkit that give the numbers as they stand; bp.train wants one epoch at least."""
        return self.settings.code(self.settings.epochs if self.stopped else max(1, self.epoch), self.epoch)

    @property
    def history(self):
        """The History that bp.train would return."""
        E, delta_rms = ([getattr(epoch, name) for epoch in self.record] for name in ("E", "delta_rms"))
        return History(self.net, np.array(E), np.array(delta_rms), self.record[-1].steps, self.stopped)
