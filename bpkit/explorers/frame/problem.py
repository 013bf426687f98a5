"""What an explorer is given: a network, data X0, targets T, a loss, and the code that makes all."""

from typing import NamedTuple

import numpy as np

from ... import activations, door, losses
from ...losses import Loss
from ...network import Network
from ...propagation import Backward, Gradients, Trace, backward, forward, gradients


class Small(NamedTuple):
    """The most layers, neurons in a layer and samples that a picture can show."""

    layers: int
    neurons: int
    samples: int


WIRED = Small(layers=6, neurons=8, samples=50)  # what fits where each weight is a wire


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
        """Return what was given as arrays, if it fits and is small; ValueError says what is not."""
        net = door.network(net)
        if X0 is None or T is None:
            n_0, n_L = net.sizes[0], net.sizes[-1]
            raise ValueError(f"X0 and T are wanted with a network: X0 ({n_0}, m) and T ({n_L}, m)")
        if max(net.sizes) > most.neurons or len(net.sizes) > most.layers:
            raise ValueError(
                f"net has layers of {net.sizes}, "
                f"at most {most.layers} of at most {most.neurons} neurons fit"
            )
        loss, trace = losses.named(loss), forward(net, X0)
        X0, X = trace.X[0], trace.X[-1]
        if X0.shape[1] > most.samples:
            raise ValueError(f"X0 has {X0.shape[1]:,} samples, at most {most.samples:,} fit")
        T = np.asarray(T)
        return cls(
            net,
            X0,
            loss.target(X, T[:, np.newaxis] if T.ndim == 1 and X.shape[1] == 1 else T),
            loss,
        )

    @classmethod
    def or_example(cls, net, X0, T, loss, most=WIRED):
        """Return what was given, or a small example where nothing was; X0 and T go together."""
        example_net, *data = example()
        if net is None and X0 is None and T is None:
            X0, T = data
        elif net is None and (X0 is None or T is None):
            alone, missing = ("T", "X0") if X0 is None else ("X0", "T")
            raise ValueError(f"{alone} is given without {missing}: give both, or none of them")
        return cls.given(example_net if net is None else net, X0, T, loss, most)

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
            f"    W=[{', '.join(list_written(W) for W in net.W)}],",
            f"    b=[{', '.join(list_written(b.ravel()) for b in net.b)}],",
            f"    f=[{', '.join(activation_written(f) for f in net.f)}],",
            ")",
            f"X0 = {array_written(self.X0)}",
            f"T = {array_written(self.T)}",
            f"loss = bp.losses.{name_of(self.loss, losses) or repr(self.loss)}",
        ])  # fmt: skip


def example():
    """Return net, X0 and T of an example with few numbers: 2, 3 and 1 neurons, three samples."""
    net = Network(
        W=[[[0.5, -0.4], [0.3, 0.8], [-0.7, 0.6]], [[1.0, -0.6, 0.5]]],
        b=[[0.1, -0.2, 0.3], [0.2]],
        f=["tanh", "identity"],
    )
    X0 = np.array([[0.6, -0.3, 0.8], [-0.9, 0.5, 0.4]])
    T = np.array([[1.0, -0.5, 0.3]])
    return net, X0, T


def list_written(array):
    """Return an array as a list of Python, or with its precision where that is not float64."""
    return str(array.tolist()) if array.dtype == np.float64 else array_written(array)


def array_written(array):
    """Return an array as a line of Python, to the last bit."""
    dtype = "" if array.dtype == np.float64 else f", dtype=np.{array.dtype.name}"
    return f"np.array({array.tolist()}{dtype})"


def activation_written(f):
    """Return an activation as a learner writes it: its name where it has one."""
    name = name_of(f, activations)
    return repr(name) if name else f"bp.activations.{f!r}"


def name_of(thing, module):
    """Return the name of an activation or a loss, None where it has none."""
    return next((name for name, known in module.BY_NAME.items() if known == thing), None)
