"""The right sweep that a learner's numbers are held against, in float64."""

from typing import NamedTuple

import numpy as np

from ..door import number
from ..propagation import backward, forward, gradients


class Problem(NamedTuple):
    """A network, a loss and data, with every quantity of the right sweep."""

    net: object
    loss: object
    T: np.ndarray
    x: list
    X: list
    delta: list
    grads: object
    penalty: float  # λ of ½ λ Σ W² / m
    penalty_b: float = 0.0  # the same for b
    bare: bool = False  # the learner has no biases
    single: bool = False  # the learner's net is in float32
    over_m: bool = True  # with more samples, the gradient of the penalty is smaller

    @property
    def m(self):
        """The number of samples."""
        return self.T.shape[1]

    def right(self, l):
        """Return ∂E/∂W(l) and ∂E/∂b(l) with the parts of the penalties."""
        W, b = self.penalty * self.net.W[l] / self.m, self.penalty_b * self.net.b[l] / self.m
        return self.grads.W[l] + W, self.grads.b[l] + b

    def of_sample(self, j):
        """Return the Problem of one sample."""
        X0, T = self.X[0][:, [j]], self.T[:, [j]]
        return problem(self.net, self.loss, X0, T, self.penalty, self.penalty_b)


def problem(net, loss, X0, T, penalty=0.0, penalty_b=0.0):
    """Return the Problem of a net, all of it in float64.

    Errors: ValueError when X0 or T does not fit the net and the loss.
    """
    single = net.dtype == np.float32
    W, b = ([np.asarray(a, np.float64) for a in arrays] for arrays in (net.W, net.b))
    net = net.with_parameters([a.copy() for a in W], [a.copy() for a in b])
    trace = forward(net, X0)
    T = columns(T, trace.X[-1])
    back = backward(net, trace, loss.gradient(trace.X[-1], T))
    sweep = (trace.x, trace.X, back.delta, gradients(trace, back))
    return Problem(net, loss, T, *sweep, penalty, penalty_b, False, single)


def penalties(penalty):
    """Return the λ of W and the λ of b of a penalty: one number is for W alone.

    Errors: ValueError when it is neither a number of at least 0 nor a pair of them.
    """
    pair = penalty if isinstance(penalty, tuple | list) and len(penalty) == 2 else (penalty, 0.0)
    return tuple(number("penalty", value) for value in pair)


def columns(T, X):
    """Return T with a column a sample; (n_L,) stands for one sample, as it does for X0."""
    T = np.asarray(T, np.float64)
    return T[:, np.newaxis] if T.ndim == 1 and X.shape == (len(T), 1) else T
