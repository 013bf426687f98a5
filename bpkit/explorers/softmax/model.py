"""One sample's outputs X through softmax and cross-entropy: shares, Jacobian, and δ two ways."""

from typing import NamedTuple

import numpy as np

from ...losses import cross_entropy, softmax

FEWEST, MOST = 2, 4  # classes
NEAR, FARTHEST = 10, 1000  # how far the slider of an output goes, and its field
ASLEEP = 0.01


class Shares(NamedTuple):
    """What softmax and cross-entropy make of outputs X, for a target T.

    Shapes: X, T, s, slope, delta, product (n, 1); J (n, n).
    """

    X: np.ndarray
    T: np.ndarray
    E: float
    s: np.ndarray  # softmax(X)
    J: np.ndarray  # ∂s_i/∂X_j
    slope: np.ndarray  # ∂E/∂s
    product: np.ndarray  # J ∂E/∂s
    delta: np.ndarray  # ∂E/∂X, as the loss computes it

    @property
    def target(self):
        """The class that is wanted, counted from 1."""
        return int(self.T.argmax()) + 1

    @property
    def wanted(self):
        """The share of that class."""
        return float(self.s[self.target - 1, 0])

    @property
    def saturated(self):
        """Whether no entry of the Jacobian is worth mentioning."""
        return bool(np.abs(self.J).max() < ASLEEP)

    @property
    def lost(self):
        """Whether the product has no number any more, though δ has."""
        return not bool(np.isfinite(self.product).all())


def shares(X, target):
    """Return what softmax and cross-entropy make of the outputs, if target is the class wanted."""
    X = np.array(X, float)[:, np.newaxis]
    T = np.eye(len(X))[:, [target - 1]]
    s = softmax(X)
    J = np.diag(s[:, 0]) - s @ s.T
    slope = np.where(T > 0, -T / s, 0.0)
    E = cross_entropy(X, T)
    return Shares(X, T, E, s, J, slope, J @ slope, cross_entropy.gradient(X, T))
