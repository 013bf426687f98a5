"""The derivative by one weight or bias, by trying: evaluations, slope, and its error at every h."""

from functools import cache
from typing import NamedTuple

import numpy as np

from ...numerical import SCHEMES, nudged, numerical_gradients
from ...propagation import forward
from ..frame.notation import indexed
from ..frame.problem import Problem

STEPS = 10.0 ** np.arange(-16, 0.1, 0.25)
WINDOW = np.linspace(-2.5, 2.5, 81)
SHOWN_SCHEMES = [scheme for scheme in SCHEMES if scheme != "complex"]


class Parameter(NamedTuple):
    """One weight or bias: name "W" or "b", layer, and its index in that array."""

    name: str
    l: int
    index: tuple

    @property
    def shown(self):
        """The index that a learner counts with: a bias has one."""
        return self.index if self.name == "W" else self.index[:1]

    @property
    def symbol(self):
        """The parameter as the course writes it."""
        return indexed(self.name, self.l, *self.shown)

    @property
    def code(self):
        """The parameter as Python writes it."""
        return f"{self.name}[{self.l}]{list(self.shown)}"

    def of(self, tensors):
        """Return this entry of a Network or of Gradients."""
        return getattr(tensors, self.name)[self.l][self.index]


class NudgedParameter(NamedTuple):
    """A parameter θ of a problem, nudged by h under a scheme."""

    problem: Problem
    parameter: Parameter
    h: float
    scheme: str

    def nudged(self, step):
        """Return the network with this parameter step larger."""
        name, l, index = self.parameter
        return nudged(self.problem.net, l, name, index, step)

    def E(self, step):
        """Return the loss at θ + step."""
        return self.problem.E(self.nudged(step))

    @property
    def theta(self):
        """The parameter itself."""
        return float(self.parameter.of(self.problem.net))

    @property
    def spacing(self):
        """The distance of the numbers near 1."""
        return float(np.finfo(self.problem.net.dtype).eps)

    @property
    def lost(self):
        """Whether rounding swallows the nudge: θ + h is θ."""
        theta = self.parameter.of(self.problem.net)
        return bool(theta + theta.dtype.type(self.h) == theta)

    @property
    def steps(self):
        """Where the loss is evaluated: 0 and h, or −h and h."""
        return (0.0, self.h) if self.scheme == "forward" else (-self.h, self.h)

    def exact(self):
        """Return the slope from the backward sweep in float64."""
        return float(self.parameter.of(self.problem.as_type(np.float64).swept().grads))

    def errors(self):
        """Return |slope − exact| for every h in STEPS: a row for each of SHOWN_SCHEMES."""
        E, exact = cache(self.E), self.exact()
        slopes = [[SCHEMES[scheme](E, float(h)) for h in STEPS] for scheme in SHOWN_SCHEMES]
        return np.abs(np.array(slopes) - exact)

    def rise(self):
        """Return (E(θ + u h) − E(θ)) / h for every u in WINDOW."""
        E = np.array([self.E(float(u * self.h)) for u in WINDOW], np.float64)
        return (E - self.E(0.0)) / self.h

    def kinks(self):
        """Return layer, unit and sample of each kink that lies between both evaluations."""
        before, after = (forward(self.nudged(step), self.problem.X0).x for step in self.steps)
        bent = [l + 1 for l, f in enumerate(self.problem.net.f) if 0.0 in f.kinks]
        crossed = {l: np.argwhere((before[l] > 0) != (after[l] > 0)) for l in bent}
        return [(l, *map(int, place)) for l in bent for place in crossed[l]]


class FoundSlope(NamedTuple):
    """What a trial finds, and the errors of both schemes at every h."""

    trial: NudgedParameter
    evaluations: dict
    slope: float
    exact: float
    kinks: list
    rise: np.ndarray
    errors: np.ndarray

    @property
    def error(self):
        """How far the slope is from that of the backward sweep."""
        return abs(self.slope - self.exact)

    @property
    def chosen(self):
        """The row of errors that belongs to the trial's scheme."""
        return SHOWN_SCHEMES.index(self.trial.scheme)

    @property
    def best(self):
        """The h with the smallest error under this scheme."""
        return float(STEPS[np.argmin(self.errors[self.chosen])])

    def noise(self, h):
        """Return up to how much rounding blurs a slope at h, with a margin."""
        largest = max(1.0, *map(abs, self.evaluations.values()))
        return 100 * self.trial.spacing * largest / h


def found_slope(trial, errors):
    """Return what a trial finds."""
    evaluations = {step: trial.E(step) for step in trial.steps}
    slope = SCHEMES[trial.scheme](trial.E, trial.h)
    exact, kinks, rise = trial.exact(), trial.kinks(), trial.rise()
    return FoundSlope(trial, evaluations, slope, exact, kinks, rise, errors)


def parameters(net):
    """Return every Parameter by the name that a learner chooses it by."""
    shapes = [(name, l, W.shape) for name in "Wb" for l, W in enumerate(getattr(net, name))]
    every = [Parameter(name, l, i) for name, l, shape in shapes for i in np.ndindex(shape)]
    return {f"{one.symbol} · {one.code}": one for one in every}


def passes(problem, scheme):
    """Return how many forward passes the gradients of all parameters cost, by counting them."""
    calls = []

    def counting(X, T):
        calls.append(1)
        return problem.loss(X, T)

    numerical_gradients(problem.net, counting, problem.X0, problem.T, scheme=scheme)
    return len(calls)
