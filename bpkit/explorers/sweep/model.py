"""A network swept once, forward and backward: what every stop of the sweep explorer shows is looked up here."""

from typing import NamedTuple

import numpy as np

from ..door import columns
from ..losses import Loss
from ..network import Network
from ..propagation import Backward, Gradients, Trace, backward, forward, gradients

MAX_LAYERS, MAX_WIDTH, MAX_SAMPLES = 6, 8, 1000


class Swept(NamedTuple):
    """A network, its data, and all that one sweep of bpkit finds; f_prime[l] is f′(x(l))."""

    net: Network
    X0: np.ndarray
    T: np.ndarray
    loss: Loss
    trace: Trace
    f_prime: list
    E: float
    back: Backward
    grads: Gradients

    @classmethod
    def through(cls, net, X0, T, loss):
        """Sweep once; ValueError says what does not fit."""
        if len(net.sizes) > MAX_LAYERS or max(net.sizes) > MAX_WIDTH:
            raise ValueError(f"net has layers of {net.sizes}, at most {MAX_LAYERS} layers of {MAX_WIDTH} can be drawn")
        trace = forward(net, X0)
        T = columns("T", T, net.sizes[-1], "a row for each neuron of the output layer", net.dtype)
        if T.shape[1] > MAX_SAMPLES:
            raise ValueError(f"T has {T.shape[1]:,} samples, at most {MAX_SAMPLES:,} fit")
        f_prime = [None] + [net.f[l].prime(trace.x[l + 1]) for l in range(net.depth)]
        E = loss(trace.X[-1], T)
        back = backward(net, trace, loss.gradient(trace.X[-1], T))
        return cls(net, trace.X[0], T, loss, trace, f_prime, E, back, gradients(trace, back))

    @property
    def samples(self):
        """The number of samples, m."""
        return self.X0.shape[1]

    def value(self, stop, s):
        """Return the scalar of a stop for sample s, as bpkit computed it."""
        quantity, l, i, j = stop
        if quantity == "E":
            return self.E
        if quantity in ("dE_dW", "dE_db"):
            return (self.grads.W[l][i, j] if quantity == "dE_dW" else self.grads.b[l][i, 0]).item()
        home = {"x": self.trace.x, "X": self.trace.X, "dE_dx": self.back.dE_dx, "delta": self.back.delta}[quantity]
        return home[l][i, s].item()

    def edited(self, parameter, number):
        """Return the sweep of a network in which one weight or bias is another number."""
        name, l, i, j = parameter
        array = getattr(self.net, name)[l].copy()
        array[i, j] = number
        net = self.net.replaced(name, l, array)
        return Swept.through(Network(net.W, net.b, net.f), self.X0, self.T, self.loss)

    @property
    def code(self):
        """The lines of bpkit that make this sweep again."""
        W, b = (", ".join(map(literal, arrays)) for arrays in (self.net.W, self.net.b))
        f = ", ".join(f"bp.activations.{f!r}" for f in self.net.f)
        return (
            "import numpy as np\nimport bpkit as bp\n\n"
            f"net = bp.Network(\n    W=[{W}],\n    b=[{b}],\n    f=[{f}],\n)\n"
            f"X0 = {literal(self.X0)}\nT = {literal(self.T)}\nloss = bp.losses.{type(self.loss).__name__}()\n"
            "trace = bp.forward(net, X0)\nE = loss(trace.X[-1], T)\n"
            "back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))\ngrads = bp.gradients(trace, back)"
        )


def literal(array):
    """Return an array as a line of Python, to the last bit."""
    return f"np.array({array.tolist()}, dtype=np.{array.dtype.name})"


def printed(stop, s):
    """Return the line that prints the scalar of a stop for sample s; before the first stop, the data."""
    quantity, l, i, j = stop
    held = {"x": "trace.x", "X": "trace.X", "dE_dx": "back.dE_dx", "delta": "back.delta", "dE_dW": "grads.W"}
    if quantity in ("", "E"):
        return f"print({quantity or 'X0'})"
    if quantity == "dE_db":
        return f"print(grads.b[{l}][{i}, 0])"
    return f"print({held[quantity]}[{l}][{i}, {j if quantity == 'dE_dW' else s}])"
