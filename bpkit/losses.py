"""Losses E, the mean over the samples, and their gradients ∂E/∂X, in pairs."""

from dataclasses import dataclass

import numpy as np

from .door import cast, numbers, quietly, real, same


@dataclass(frozen=True)
class Loss:
    """A loss E with its gradient ∂E/∂X, which is δ(L).

    E = (1/m) Σ E(sample),   δ_i(L) = ∂E/∂X_i(L)

    Shapes: X, T (n_L, m); loss(X, T) is a number; loss.gradient(X, T) is (n_L, m).
    Units: each loss names its own; the gradient is E per unit of output and carries the 1/m.
    Errors: ValueError when X and T differ in shape, hold no sample, or T is not a target of this
        loss.
    Lesson: 07_activations_and_losses.
    Source: each loss names its own.
    """

    # as an explorer writes them; a loss of your own names its own
    formula = "E = …"
    slope_formula = "∂E/∂X = …"

    def __call__(self, X, T):
        """Return E, the mean loss over the samples."""
        return quietly(self.E, numbers("X", X), self.target(X, T))

    def gradient(self, X, T):
        """Return ∂E/∂X, which is δ(L) when X is the output of the network."""
        return quietly(self.dE_dX, numbers("X", X), self.target(X, T))

    def target(self, X, T):
        """Return T as an array of floats that fits X and this loss."""
        X, T = numbers("X", X), real("T", T)
        if X.ndim != 2 or X.size == 0:
            raise ValueError(
                f"X has shape {X.shape}, expected (n_L, m) with at least one output and one sample"
            )
        return cast("T", same("T", T, "X, the output of the network", X), X.real.dtype)

    def E(self, X, T):
        """Return the mean loss for arrays that `target` has seen."""
        raise NotImplementedError

    def dE_dX(self, X, T):
        """Return δ(L) for arrays that `target` has seen."""
        raise NotImplementedError


class SquaredError(Loss):
    """E = (1/m) Σ ½ (X − T)²,  ∂E/∂X = (X − T)/m.

    Units: those of T, squared.  Source: Rumelhart, Hinton and Williams (1986), eq. 3.
    """

    formula = "E = (1/m) Σ ½ (X − T)²"
    slope_formula = "∂E/∂X = (X − T)/m"

    def E(self, X, T):
        """E = Σ ½ (X − T)² / m."""
        return (((X - T) ** 2).sum() / (2 * X.shape[1])).item()

    def dE_dX(self, X, T):
        """∂E/∂X = (X − T)/m."""
        return (X - T) / X.shape[1]


class Logistic(Loss):
    """E = (1/m) Σ log(1 + eˣ) − T X for a target T in [0, 1] and an output X that is a log-odds.

    ∂E/∂X = (sigmoid(X) − T)/m.

    Units: nats.  Source: Bishop (2006), eq. 4.90.
    """

    formula = "E = (1/m) Σ log(1 + eˣ) − T X"
    slope_formula = "∂E/∂X = (sigmoid(X) − T)/m"

    def target(self, X, T):
        """Return T, if every entry lies in [0, 1]."""
        T = super().target(X, T)
        if T.min() < 0 or T.max() > 1:
            raise ValueError(
                f"T runs from {T.min():g} to {T.max():g}, expected probabilities from 0 to 1"
            )
        return T

    def E(self, X, T):
        """E = Σ (max(X, 0) − T X + log(1 + e^−|X|)) / m: the same sum, and e^ never overflows."""
        E = np.maximum(X, 0) - T * X + np.log1p(np.exp(np.minimum(X, -X)))
        return (E.sum() / X.shape[1]).item()

    def dE_dX(self, X, T):
        """∂E/∂X = (1/(1 + e⁻ˣ) − T)/m."""
        return (1 / (1 + np.exp(-X)) - T) / X.shape[1]


def softmax(X):
    """Return the softmax of every column: positive, with sum 1.

    softmax(X)_i = exp(X_i) / Σ_k exp(X_k)

    Shapes: X (n, m); result (n, m).
    Units: probabilities.
    Errors: ValueError when X holds anything but numbers or has no rows.
    Lesson: 07_activations_and_losses.
    Source: Bridle (1990), "Probabilistic interpretation of feedforward classification network
        outputs".
    """
    X = numbers("X", X)
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError(f"X has shape {X.shape}, expected (n, m) with n at least 1")
    return quietly(shares, X)


def shares(X):
    """Return exp(X_i) / Σ_k exp(X_k), each column less its largest: e^ cannot overflow."""
    exp_X = np.exp(X - X.max(axis=0))
    return exp_X / exp_X.sum(axis=0)


class CrossEntropy(Loss):
    """E = −(1/m) Σ T log softmax(X) for columns T of probabilities; the softmax lives inside.

    ∂E/∂X = (softmax(X) − T)/m.

    Units: nats.  Source: Bishop (2006), eq. 4.108.
    """

    formula = "E = −(1/m) Σ T log softmax(X)"
    slope_formula = "∂E/∂X = (softmax(X) − T)/m"

    def target(self, X, T):
        """Return T, if every column is a distribution over the classes."""
        T = super().target(X, T)
        sums = T.sum(axis=0)
        if T.min() < 0 or np.abs(sums - 1).max() > 1e-6:
            worst = int(np.abs(sums - 1).argmax())
            raise ValueError(
                f"T has smallest entry {T.min():g} and column {worst} sums to {sums[worst]:g}, "
                "expected probabilities: no entry below 0, each column with sum 1; "
                "bpkit.datasets.one_hot makes T from labels"
            )
        return T

    def E(self, X, T):
        """E = Σ (log Σ exp X − T X) / m, each column less its largest: e^ cannot overflow."""
        shifted = X - X.max(axis=0)
        # where T is 0 the term is 0, even if the shifted output is −∞
        wanted = (T * shifted).sum(where=T > 0)
        return ((np.log(np.exp(shifted).sum(axis=0)).sum() - wanted) / X.shape[1]).item()

    def dE_dX(self, X, T):
        """∂E/∂X = (softmax(X) − T)/m."""
        return (softmax(X) - T) / X.shape[1]


def accuracy(X, T):
    """Return the share of samples classified right: the largest output wins, a single one above 0.

    accuracy = (1/m) #{ samples whose winner in X is the winner in T }

    Shapes: X, T (n_L, m).
    Units: a share, 0 to 1.
    Errors: ValueError when X and T differ in shape or hold no sample.
    Lesson: 08_train_a_network.
    """
    X, T = numbers("X", X), Loss().target(X, T)
    right = X.argmax(axis=0) == T.argmax(axis=0) if len(X) > 1 else (X > 0) == (T > 0.5)
    return right.mean().item()


squared_error, logistic, cross_entropy = SquaredError(), Logistic(), CrossEntropy()

BY_NAME = {"squared_error": squared_error, "logistic": logistic, "cross_entropy": cross_entropy}


def named(loss):
    """Return the loss called loss; a Loss is returned as it is.

    Errors: ValueError that lists the known names.
    """
    if isinstance(loss, Loss):
        return loss
    if isinstance(loss, str) and "softmax" in loss.lower():
        raise ValueError(
            'softmax lives inside this loss: build the net with output="identity"; '
            f'{loss!r} is called "cross_entropy" here'
        )
    if not isinstance(loss, str) or loss not in BY_NAME:
        raise ValueError(
            f"loss {loss!r} is not known, expected a Loss or one of: {', '.join(BY_NAME)}"
        )
    return BY_NAME[loss]
