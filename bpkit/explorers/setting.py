"""What a teacher hands to an explorer, a network with data and loss, and the lines that write it down again."""

from typing import NamedTuple

import numpy as np

from .. import activations, losses
from ..losses import Loss
from ..network import Network
from ..propagation import backward, forward, gradients

MAX_NEURONS, MAX_LAYERS, MAX_SAMPLES = 8, 6, 50

W = (((0.5, -0.4), (0.3, 0.8), (-0.7, 0.6)), ((1.0, -0.6, 0.5),))
B = ((0.1, -0.2, 0.3), (0.2,))
DATA = (0.6, -0.3, 0.8), (-0.9, 0.5, 0.4)
TARGET = ((1.0, -0.5, 0.3),)


class Setting(NamedTuple):
    """A network, data X0 (n_0, m), targets T (n_L, m) and a loss."""

    net: Network
    X0: np.ndarray
    T: np.ndarray
    loss: Loss

    @classmethod
    def given(cls, net, X0, T, loss):
        """Return what was given, or a small example in its place; ValueError says what does not fit."""
        if net is None:
            net = Network(W, B, ["tanh", "identity"])
            X0, T = (DATA, TARGET) if X0 is None else (X0, T)
        if X0 is None or T is None:
            raise ValueError(f"X0 and T are wanted with a network: X0 ({net.sizes[0]}, m) and T ({net.sizes[-1]}, m)")
        loss = losses.named(loss)
        return cls(net, *cls.data(net, X0, T, loss), loss)

    @staticmethod
    def data(net, X0, T, loss):
        """Return X0 and T as arrays, if net and data are small enough to be drawn."""
        if max(net.sizes) > MAX_NEURONS or len(net.sizes) > MAX_LAYERS:
            raise ValueError(f"the layers are {net.sizes}, at most {MAX_LAYERS} of at most {MAX_NEURONS} neurons fit")
        trace = forward(net, X0)
        X0, X = trace.X[0], trace.X[-1]
        if X0.shape[1] > MAX_SAMPLES:
            raise ValueError(f"X0 has {X0.shape[1]} samples, at most {MAX_SAMPLES} fit")
        T = np.asarray(T, dtype=float)
        return X0, loss.target(X, T[:, np.newaxis] if T.ndim == 1 and X0.shape[1] == 1 else T)

    def E(self, net):
        """Return the loss of a network on the data: one forward pass."""
        return self.loss(forward(net, self.X0).X[-1], self.T)

    def swept(self):
        """Return trace, back and grads of one sweep forward and backward."""
        trace = forward(self.net, self.X0)
        back = backward(self.net, trace, self.loss.gradient(trace.X[-1], self.T))
        return trace, back, gradients(trace, back)

    def as_type(self, dtype):
        """Return the same with every number rounded to dtype."""
        arrays = [[a.astype(dtype) for a in arrays] for arrays in (self.net.W, self.net.b)]
        return Setting(Network(*arrays, self.net.f), self.X0.astype(dtype), self.T.astype(dtype), self.loss)

    @property
    def code(self):
        """The lines that make net, X0, T and loss."""
        loss = next((name for name, known in losses.BY_NAME.items() if known == self.loss), repr(self.loss))
        return "\n".join([
            "import numpy as np",
            "import bpkit as bp",
            "",
            "net = bp.Network(",
            f"    W={[W_l.tolist() for W_l in self.net.W]},",
            f"    b={[b_l.ravel().tolist() for b_l in self.net.b]},",
            f"    f=[{', '.join(written(f) for f in self.net.f)}],",
            ")",
            f"X0, T = np.array({self.X0.tolist()}), np.array({self.T.tolist()})",
            f"loss = bp.losses.{loss}",
        ])  # fmt: skip


def written(f):
    """Return an activation as a learner writes it."""
    return next((repr(name) for name, known in activations.BY_NAME.items() if known == f), f"bp.activations.{f!r}")


def subscript(*indices):
    """Return indices, counted from 0, as the course writes them: counted from 1, and small."""
    return "".join(str(i + 1) for i in indices).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
