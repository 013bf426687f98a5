"""The derivative by one weight or bias, by trying: both evaluations, the slope, its error at every h."""

from functools import cache
from typing import NamedTuple

import numpy as np

from ..numerical import SCHEMES, nudged, numerical_gradients
from ..propagation import forward
from .setting import Setting

STEPS = 10.0 ** np.arange(-16, 0.1, 0.25)
WINDOW = np.linspace(-2.5, 2.5, 81)


class Trial(NamedTuple):
    """A parameter name[l][index] of a setting, nudged by h under a scheme."""

    setting: Setting
    name: str
    l: int
    index: tuple
    h: float
    scheme: str

    def nudged(self, step):
        """Return the network with this parameter step larger."""
        return nudged(self.setting.net, self.l, self.name, self.index, step)

    def E(self, step):
        """Return the loss at θ + step."""
        return self.setting.E(self.nudged(step))

    @property
    def steps(self):
        """Where the loss is evaluated: 0 and h, or −h and h."""
        return (0.0, self.h) if self.scheme == "forward" else (-self.h, self.h)

    @property
    def slope(self):
        """The slope that the scheme finds."""
        return SCHEMES[self.scheme](self.E, self.h)

    @property
    def theta(self):
        """The parameter itself."""
        return float(getattr(self.setting.net, self.name)[self.l][self.index])

    @property
    def lost(self):
        """Whether rounding swallows the nudge: θ + h is θ."""
        theta = getattr(self.setting.net, self.name)[self.l][self.index]
        return bool(theta + theta.dtype.type(self.h) == theta)

    def exact(self):
        """Return the slope from the backward sweep in float64."""
        grads = self.setting.as_type(np.float64).swept()[2]
        return float(getattr(grads, self.name)[self.l][self.index])

    def errors(self):
        """Return |slope − exact| for every h in STEPS, of the forward and of the central difference."""
        E, exact = cache(self.E), self.exact()
        return np.array([[abs(SCHEMES[s](E, float(h)) - exact) for h in STEPS] for s in ("forward", "central")])

    def rise(self):
        """Return (E(θ + u h) − E(θ)) / h for every u in WINDOW."""
        return np.array([self.E(float(u * self.h)) for u in WINDOW] - np.float64(self.E(0.0))) / self.h

    def kinks(self):
        """Return layer, unit and sample of each total input that changes its sign between the two evaluations."""
        before, after = (forward(self.nudged(step), self.setting.X0).x for step in self.steps)
        bent = [l + 1 for l, f in enumerate(self.setting.net.f) if 0.0 in f.kinks]
        return [(l, *map(int, place)) for l in bent for place in np.argwhere((before[l] > 0) != (after[l] > 0))]


def passes(setting, scheme):
    """Return how many forward passes the gradients of all parameters cost, by counting them."""
    calls = []

    def counting(X, T):
        calls.append(1)
        return setting.loss(X, T)

    numerical_gradients(setting.net, counting, setting.X0, setting.T, scheme=scheme)
    return len(calls)
