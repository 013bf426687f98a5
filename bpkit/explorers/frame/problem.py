"""What an explorer is given to look at: a network, data X0, targets T and a loss, and the code that makes them."""

from typing import NamedTuple

import numpy as np

from ... import activations, losses
from ...losses import Loss
from ...network import Network
from ...propagation import Backward, Gradients, Trace, backward, forward, gradients


class Small(NamedTuple):
    """The most layers, neurons in a layer and samples that a picture can show."""

    layers: int
    neurons: int
    samples: int


class Swept(NamedTuple):
    """What one sweep forward and backward finds."""

    trace: Trace
    E: float
    back: Backward
    grads: Gradients


class Problem(NamedTuple):
    """A network, data X0 (n_0, m), targets T (n_L, m) and a loss."""

    net: Network
    X0: np.ndarray
    T: np.ndarray
    loss: Loss

    @classmethod
    def given(cls, net, X0, T, loss, most):
        """Return what was given as arrays, if it fits and is small enough; ValueError says what does not."""
        if X0 is None or T is None:
            n_0, n_L = net.sizes[0], net.sizes[-1]
            raise ValueError(f"X0 and T are wanted with a network: X0 ({n_0}, m) and T ({n_L}, m)")
        if max(net.sizes) > most.neurons or len(net.sizes) > most.layers:
            raise ValueError(
                f"net has layers of {net.sizes}, at most {most.layers} of at most {most.neurons} neurons fit"
            )
        loss, trace = losses.named(loss), forward(net, X0)
        X0, X = trace.X[0], trace.X[-1]
        if X0.shape[1] > most.samples:
            raise ValueError(f"X0 has {X0.shape[1]:,} samples, at most {most.samples:,} fit")
        T = np.asarray(T)
        return cls(net, X0, loss.target(X, T[:, np.newaxis] if T.ndim == 1 and X.shape[1] == 1 else T), loss)

    @property
    def samples(self):
        """The number of samples, m."""
        return self.X0.shape[1]

    def E(self, net):
        """Return the loss of a network on the data: one forward sweep."""
        return self.loss(forward(net, self.X0).X[-1], self.T)

    def swept(self):
        """Sweep once forward and once backward."""
        trace = forward(self.net, self.X0)
        X_L = trace.X[-1]
        back = backward(self.net, trace, self.loss.gradient(X_L, self.T))
        return Swept(trace, self.loss(X_L, self.T), back, gradients(trace, back))

    def as_type(self, dtype):
        """Return the same with every number rounded to dtype."""
        W, b = ([array.astype(dtype) for array in arrays] for arrays in (self.net.W, self.net.b))
        net = Network(W, b, self.net.f)
        return Problem(net, self.X0.astype(dtype), self.T.astype(dtype), self.loss)

    @property
    def code(self):
        """The lines that make net, X0, T and loss, every number to the last bit."""
        net = self.net
        return "\n".join([
            "import numpy as np",
            "import bpkit as bp",
            "",
            "net = bp.Network(",
            f"    W=[{', '.join(written(W) for W in net.W)}],",
            f"    b=[{', '.join(written(b.ravel()) for b in net.b)}],",
            f"    f=[{', '.join(map(activation_written, net.f))}],",
            ")",
            f"X0 = {array_written(self.X0)}",
            f"T = {array_written(self.T)}",
            f"loss = {loss_written(self.loss)}",
        ])  # fmt: skip


def written(array):
    """Return an array as a list of Python, or with its precision where that is not float64."""
    return str(array.tolist()) if array.dtype == np.float64 else array_written(array)


def array_written(array):
    """Return an array as a line of Python, to the last bit."""
    dtype = "" if array.dtype == np.float64 else f", dtype=np.{array.dtype.name}"
    return f"np.array({array.tolist()}{dtype})"


def activation_written(f):
    """Return an activation as a learner writes it: its name where it has one."""
    names = [name for name, known in activations.BY_NAME.items() if known == f]
    return repr(names[0]) if names else f"bp.activations.{f!r}"


def loss_written(loss):
    """Return a loss as a learner writes it: a thing to call, by its name where it has one."""
    names = [name for name, known in losses.BY_NAME.items() if known == loss]
    return f"bp.losses.{names[0]}" if names else f"bp.losses.{loss!r}"
