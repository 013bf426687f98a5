"""One training run as a value: what it has recorded so far, and how it goes on."""

from collections.abc import Iterator
from itertools import islice
from time import perf_counter
from typing import NamedTuple

import numpy as np

from ... import losses
from ...descent import DivergenceError, descend
from ...door import quietly
from ...history import History, rms
from ...propagation import forward
from ..frame.problem import Problem
from .settings import Data, Settings

TESTS = 50  # about as many points of the loss on held-out samples


class Walk:
    """The epochs of a run one after the other, counted when they are asked for.

    An epoch counts before it is there: one that an interrupt took is noticed, because then `done`
    is larger than the record is long, and the run walks anew.
    """

    def __init__(self, epochs, done):
        """Stand after the epochs that are done."""
        self.epochs = islice(epochs, done, None)
        self.done = done

    def __iter__(self):
        """Return the walk itself."""
        return self

    def __next__(self):
        """Return the next epoch."""
        self.done += 1
        return next(self.epochs)


class HeldOut(NamedTuple):
    """E of the held-out samples, and the share of them that is right, if they have a class."""

    E: float
    right: float | None


class Run(NamedTuple):
    """A run so far; to go on is to make a new Run, so that an interrupt leaves none half made."""

    settings: Settings
    data: Data
    walk: Iterator | None
    record: tuple
    tests: tuple
    stopped: str | None

    @classmethod
    def start(cls, settings, data):
        """Return the run before its first step."""
        return cls(settings, data, None, (), (), None).advanced(1)

    def advanced(self, epochs, seconds=None):
        """Return the run some epochs, or about that many seconds, further; it may end sooner."""
        return quietly(self.slice, epochs, seconds)

    def slice(self, epochs, seconds):
        """Return the run some epochs further; numpy may warn where the loss diverges."""
        deadline = perf_counter() + seconds if seconds else float("inf")
        walk, stopped = self.walking(), None
        record = list(self.record)
        tests = list(self.tests)
        try:
            for epoch in islice(walk, epochs):
                if record:
                    record[-1] = record[-1].forgetting()
                record.append(epoch)
                if (len(record) - 1) % self.epochs_between_tests == 0:
                    tests.append((len(record) - 1, self.E_held_out(epoch.net)))
                if perf_counter() > deadline:
                    break
        except DivergenceError as reason:
            if not record:
                raise ValueError(str(reason)) from reason
            walk, stopped = None, str(reason)
        return self._replace(walk=walk, record=tuple(record), tests=tuple(tests), stopped=stopped)

    def walking(self):
        """Return the walk beyond the record: a new one, if an interrupt broke it off."""
        if self.walk and self.walk.done == len(self.record):
            return self.walk
        s, (X0, T) = self.settings, self.data.train
        epochs = descend(s.start(), X0, T, s.loss, s.eta, s.batch_size, s.seed)
        return Walk(epochs, done=len(self.record))

    @property
    def epochs_between_tests(self):
        """The number of epochs from one measurement on the held-out samples to the next."""
        return max(1, self.settings.epochs // TESTS)

    def E_held_out(self, net):
        """Return the loss of a network on the held-out samples."""
        X0, T = self.data.held_out
        return self.settings.loss(forward(net, X0).X[-1], T)

    @property
    def held_out(self):
        """What the network as it stands makes of the held-out samples."""
        X0, T = self.data.held_out
        X_L, loss = forward(self.net, X0).X[-1], self.settings.loss
        right = None if loss == losses.squared_error else losses.accuracy(X_L, T)
        return HeldOut(loss(X_L, T), right)

    @property
    def swept(self):
        """The sweep through the network as it stands, over the training samples."""
        return Problem(self.net, *self.data.train, self.settings.loss).swept()

    @property
    def delta_rms(self):
        """The RMS of δ of each neuron over the training samples, layer after layer."""
        return np.array([rms(delta) for layer in self.swept.back.delta for delta in layer])

    @property
    def steepest(self):
        """The largest |f′(x)| of each hidden unit over the training samples, layer by layer."""
        x = forward(self.net, self.data.train[0]).x
        return [np.abs(self.settings.f.prime(x_l)).max(axis=1) for x_l in x[1:-1]]

    @property
    def rising(self):
        """The share of epochs in which E rose; of a few epochs it says nothing."""
        E = [epoch.E for epoch in self.record]
        return float(np.mean(np.diff(E) > 0)) if len(E) > 10 else 0.0

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

    def code(self, neuron=None):
        """Return the lines that give the numbers as they stand, and those of a neuron (l, i)."""
        # bp.train wants one epoch at least
        epochs = self.settings.epochs if self.stopped else max(1, self.epoch)
        return self.settings.code(epochs, self.epoch, neuron)

    @property
    def history(self):
        """The History that bp.train would return."""
        E = np.array([epoch.E for epoch in self.record])
        delta_rms = np.array([epoch.delta_rms for epoch in self.record])
        return History(self.net, E, delta_rms, self.record[-1].steps, self.stopped)
