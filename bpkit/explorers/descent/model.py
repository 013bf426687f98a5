"""Networks with two free parameters, and the path that gradient descent takes over their loss surface."""

from typing import Any, NamedTuple

import numpy as np

from .. import losses
from ..datasets import load
from ..descent import update
from ..door import columns
from ..network import Network
from ..propagation import backward, forward, gradients

LOSS = losses.squared_error
LARGEST = 1e6  # of a sample, so that E can be drawn
MARCH, SEPTEMBER = 2, 8  # of 1950, the first year of the record


class Pair(NamedTuple):
    """A network with two free parameters: how it is made, in code, and where the parameters are."""

    label: str
    names: tuple
    code: str
    make: Any
    read: Any
    held: bool = False  # whether the biases are held at 0
    quadratic: bool = False


def neuron(f):
    """Return the network of one neuron with weight a and bias b."""
    return lambda a, b: Network([[[a]]], [[b]], [f])


def weight_and_bias(W, b):
    """Return the parameters of one neuron out of its arrays."""
    return W[0].item(), b[0].item()


def two_weights(W, b):
    """Return the two weights of a chain out of its arrays."""
    return W[0].item(), W[1].item()


NEURON = "bp.Network(W=[[[{a!r}]]], b=[[{b!r}]], f=['%s'])"
CHAIN = "bp.Network(W=[[[{a!r}]], [[{b!r}]]], b=[[0], [0]], f=['tanh', 'identity'])"

PAIRS = {
    "tanh": Pair("one tanh neuron", ("w", "b"), NEURON % "tanh", neuron("tanh"), weight_and_bias),
    "identity": Pair(
        "one identity neuron", ("w", "b"), NEURON % "identity", neuron("identity"), weight_and_bias, quadratic=True
    ),
    "chain": Pair(
        "two neurons in a row", ("W(0)", "W(1)"), CHAIN,
        lambda a, b: Network([[[a]], [[b]]], [[0], [0]], ["tanh", "identity"]), two_weights, held=True,
    ),
}  # fmt: skip


def samples():
    """Return seven measured samples: the month, and the sea temperature of March to September 1950."""
    X0, T = load("elnino", rng=0)
    return X0[:, MARCH : SEPTEMBER + 1], T[:, MARCH : SEPTEMBER + 1]


def fitting(X0, T):
    """Return samples that were given, if they are (1, m) both and finite."""
    X0 = columns("X0", X0, 1, "the one input of the network", np.float64)
    T = LOSS.target(X0, T)
    if max(np.abs(X0).max(), np.abs(T).max()) > LARGEST:
        raise ValueError(f"X0 or T holds a number beyond {LARGEST:g}, expected smaller ones")
    return X0, T


def measured(pair, net, X0, T):
    """Return E and the gradients of a network, with biases that are held at 0 left where they are."""
    trace = forward(net, X0)
    E, delta_L = LOSS(trace.X[-1], T), LOSS.gradient(trace.X[-1], T)
    grads = gradients(trace, backward(net, trace, delta_L))
    return E, grads._replace(b=[np.zeros_like(b) for b in net.b]) if pair.held else grads


def slope(pair, a, b, X0, T):
    """Return the derivatives of E by the two parameters."""
    return np.array(pair.read(*measured(pair, pair.make(a, b), X0, T)[1]))


def surface(pair, a, b, X0, T):
    """Return E over a grid, a row for each b and a column for each a."""
    return np.array([[LOSS(forward(pair.make(one, other), X0).X[-1], T) for one in a] for other in b])


def curvatures(pair, X0, T):
    """Return the eigenvalues of the Hessian of a quadratic E, the smallest first.

    The slope of a quadratic is linear: a step of 1 along a parameter changes it by that column of the Hessian.
    """
    base = slope(pair, 0.0, 0.0, X0, T)
    columns = [slope(pair, *step, X0, T) - base for step in np.eye(2)]
    return np.linalg.eigvalsh(np.stack(columns, axis=1))


class Path(NamedTuple):
    """The points that the steps have reached, with E and the slopes at each.

    awake is the largest f′ of layer 1 at the end; lost is the step at which E left the finite numbers, or None.
    """

    points: np.ndarray
    E: np.ndarray
    slopes: np.ndarray
    awake: float
    lost: int | None


def walk(pair, start, X0, T, eta, steps):
    """Take steps downhill, equations (1) to (7) at each, and return the Path; it ends where E is no number."""
    net, points, E, slopes, lost = pair.make(*start), [], [], [], None
    for step in range(steps + 1):
        E_here, grads = measured(pair, net, X0, T)
        here = pair.read(net.W, net.b)
        if not np.isfinite([E_here, *here]).all():
            lost = step
            break
        points, E, slopes = [*points, here], [*E, E_here], [*slopes, pair.read(*grads)]
        net = update(net, grads, eta)
    return Path(np.array(points), np.array(E), np.array(slopes), awake(pair.make(*points[-1]), X0), lost)


def awake(net, X0):
    """Return the largest f′ of layer 1 among the samples."""
    trace = forward(net, X0)
    return float(net.f[0].prime(trace.x[1]).max())
