"""The derivative by one output, by trying: the later layers answer, the earlier ones do not."""

from functools import partial
from typing import NamedTuple

import numpy as np

from ...network import Network
from ...numerical import forward_difference
from ...propagation import forward
from ..frame.notation import indexed
from ..frame.problem import Problem, Swept

MAX_NUDGE = 1.0
WINDOW = np.linspace(-1.25, 1.25, 81) * MAX_NUDGE
EPS = float(np.finfo(np.float64).eps)


class NudgedOutput(NamedTuple):
    """The output of neuron i of layer l, nudged by h for sample s; i and s are counted from 0."""

    problem: Problem
    swept: Swept
    l: int
    i: int
    s: int
    h: float

    @property
    def later(self):
        """The network of the layers that follow layer l, or None after the last one."""
        net, l = self.problem.net, self.l
        return Network(net.W[l:], net.b[l:], net.f[l:]) if l < net.depth else None

    def heard(self, X):
        """Return the outputs of layers l to L, those of layer l being X."""
        later = self.later
        return forward(later, X).X if later else [X]

    def answered(self, i, step):
        """Return the outputs of layers l to L after that of neuron i has been made step larger."""
        X = self.swept.trace.X[self.l].copy()
        X[i, self.s] += step
        return self.heard(X)

    def E(self, i, step):
        """Return the loss after that of neuron i has been made step larger."""
        return self.problem.loss(self.answered(i, float(step))[-1], self.problem.T)

    def slope(self, i):
        """Return how much E answers to the nudge of neuron i; nan without a nudge."""
        return forward_difference(partial(self.E, i), self.h) if self.h else np.nan

    def E_around(self):
        """Return the loss for each nudge in WINDOW, all run at once, side by side."""
        X = np.tile(self.swept.trace.X[self.l], len(WINDOW))
        X[self.i, self.s :: self.problem.samples] += WINDOW
        answers = np.split(self.heard(X)[-1], len(WINDOW), axis=1)
        return [self.problem.loss(X_L, self.problem.T) for X_L in answers]


class FoundDelta(NamedTuple):
    """What a trial finds: E before and after, the slopes of the layer, and the answers."""

    trial: NudgedOutput
    E: tuple
    slopes: list
    answers: list
    around: list

    @property
    def deltas(self):
        """δ of each neuron of the layer, for this sample."""
        return self.trial.swept.back.delta[self.trial.l][:, self.trial.s]

    @property
    def measured(self):
        """The slope that the nudge finds."""
        return self.slopes[self.trial.i]

    @property
    def delta(self):
        """The same from the backward sweep."""
        return float(self.deltas[self.trial.i])

    @property
    def symbol(self):
        """The output as the course writes it."""
        return indexed("X", self.trial.l, self.trial.i)

    @property
    def noise(self):
        """Up to how much rounding blurs the measured slope, with a margin; inf without a nudge."""
        h = abs(self.trial.h)
        return 100 * EPS * max(1.0, *map(abs, self.E)) / h if h else np.inf


def found_delta(trial):
    """Return what a trial finds."""
    n = trial.problem.net.sizes[trial.l]
    E = trial.E(trial.i, 0.0), trial.E(trial.i, trial.h)
    slopes = [trial.slope(i) for i in range(n)]
    return FoundDelta(trial, E, slopes, trial.answered(trial.i, trial.h), trial.E_around())
