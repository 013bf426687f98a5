"""The loss surface over two free parameters, and the path that gradient descent takes on it."""

from typing import NamedTuple

import numpy as np

from ... import losses
from ...datasets import load
from ...descent import update
from ...door import columns
from ...propagation import backward, forward, gradients
from .pairs import Pair

LOSS = losses.squared_error
LARGEST = 1e6  # of a sample, so that E can be drawn
MARCH, SEPTEMBER = 2, 8  # of 1950, the first year of the record
REACH = 4  # of both parameters
GRID = 49


def samples():
    """Return seven measured samples: month and sea temperature, March to September 1950."""
    X0, T = load("elnino", rng=0)
    return X0[:, MARCH : SEPTEMBER + 1], T[:, MARCH : SEPTEMBER + 1]


def fitting(X0, T):
    """Return samples that were given, if they are (1, m) both and finite."""
    X0 = columns("X0", X0, 1, "the one input of the network", np.float64)
    T = LOSS.target(X0, T)
    if max(np.abs(X0).max(), np.abs(T).max()) > LARGEST:
        raise ValueError(f"X0 or T holds a number beyond {LARGEST:g}, expected smaller ones")
    return X0, T


def E_and_slopes(pair, net, X0, T):
    """Return E and the gradients of a network; biases that are held at 0 have none."""
    trace = forward(net, X0)
    E, delta_L = LOSS(trace.X[-1], T), LOSS.gradient(trace.X[-1], T)
    grads = gradients(trace, backward(net, trace, delta_L))
    return E, grads._replace(b=[np.zeros_like(b) for b in net.b]) if pair.held else grads


def slope(pair, a, b, X0, T):
    """Return the derivatives of E by the two parameters."""
    return np.array(pair.read(*E_and_slopes(pair, pair.make(a, b), X0, T)[1]))


def E_over(pair, a, b, X0, T):
    """Return E over a grid, a row for each b and a column for each a."""

    def E(one, other):
        return LOSS(forward(pair.make(one, other), X0).X[-1], T)

    return np.array([[E(one, other) for one in a] for other in b])


def curvatures(pair, X0, T):
    """Return the eigenvalues of the Hessian of a quadratic E, the smallest first.

    The slope of a quadratic is linear: a step of 1 along a parameter adds a column of the Hessian.
    """
    base = slope(pair, 0.0, 0.0, X0, T)
    columns = [slope(pair, *step, X0, T) - base for step in np.eye(2)]
    return np.linalg.eigvalsh(np.stack(columns, axis=1))


class Landscape(NamedTuple):
    """E of a kind of network over a grid of its parameters; with curvatures if E is quadratic."""

    pair: Pair
    X0: np.ndarray
    T: np.ndarray
    ends: np.ndarray
    E: np.ndarray
    curvatures: np.ndarray | None

    @classmethod
    def of(cls, pair, X0, T):
        """Measure E all over the map."""
        ends = np.linspace(-REACH, REACH, GRID)
        bent = curvatures(pair, X0, T) if pair.quadratic else None
        return cls(pair, X0, T, ends, E_over(pair, ends, ends, X0, T), bent)

    @property
    def floor(self):
        """The lowest E of the map."""
        return self.E.min()

    @property
    def bound(self):
        """The η beyond which steps leave a quadratic valley; None where E is not quadratic."""
        return None if self.curvatures is None else 2 / self.curvatures[-1]


class Path(NamedTuple):
    """The points that the steps have reached, with E and the slopes at each.

    awake is the largest f′ of layer 1 at the end; lost is the step at which E left the finite
    numbers, or None.
    """

    points: np.ndarray
    E: np.ndarray
    slopes: np.ndarray
    awake: float
    lost: int | None

    @property
    def steps(self):
        """The number of steps."""
        return len(self.E) - 1


def walk(pair, start, X0, T, eta, steps):
    """Take steps downhill, equations (1) to (7) at each; the Path ends where E is no number."""
    net, points, E, slopes, lost = pair.make(*start), [], [], [], None
    for step in range(steps + 1):
        E_here, grads = E_and_slopes(pair, net, X0, T)
        here = pair.read(net.W, net.b)
        if not np.isfinite([E_here, *here]).all():
            lost = step
            break
        points.append(here)
        E.append(E_here)
        slopes.append(pair.read(*grads))
        net = update(net, grads, eta)
    end = pair.make(*points[-1])
    return Path(np.array(points), np.array(E), np.array(slopes), awake(end, X0), lost)


def awake(net, X0):
    """Return the largest f′ of layer 1 among the samples."""
    trace = forward(net, X0)
    return float(net.f[0].prime(trace.x[1]).max())


class Walked(NamedTuple):
    """A path over a landscape, with the η and the number of steps that were asked for."""

    landscape: Landscape
    eta: float
    steps: int
    path: Path

    @classmethod
    def from_start(cls, landscape, start, eta, steps):
        """Take the steps."""
        path = walk(landscape.pair, start, landscape.X0, landscape.T, eta, steps)
        return cls(landscape, eta, steps, path)

    @property
    def floor(self):
        """The lowest E that is known, on the map or on the path."""
        return min(self.landscape.floor, self.path.E.min())
