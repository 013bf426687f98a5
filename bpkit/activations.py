"""Activations f and their derivatives f′, in pairs."""

from dataclasses import dataclass

import numpy as np

from .shapes import numbers


@dataclass(frozen=True)
class Activation:
    """An activation f with its derivative f′, both applied entry by entry.

    X = f(x),   f′(x) = dX/dx

    A new one defines `f` and `f_prime`; what `out` is handed receives the result, where it is not None.

    Shapes: x any; f(x) and f.prime(x) as x.
    Units: none.
    Errors: ValueError when x holds anything but numbers.
    Lesson: 07_activations_and_losses.
    Source: each activation names its own.
    """

    # exp may reach infinity where its limit is the right answer
    @np.errstate(all="ignore")
    def __call__(self, x):
        """Return X = f(x)."""
        return self.f(numbers("x", x))

    @np.errstate(all="ignore")
    def prime(self, x, X=None):
        """Return the derivative f′ at x; an output X that is at hand saves computing it again."""
        x = numbers("x", x)
        return np.asarray(self.f_prime(x, self.f(x) if X is None else X), dtype=x.dtype)

    def f(self, x, out=None):
        """Return the output for an array x."""
        raise NotImplementedError

    def f_prime(self, x, X, out=None):
        """Return the derivative at an array x whose output is X."""
        raise NotImplementedError


class Identity(Activation):
    """f(x) = x,  f′(x) = 1."""

    def f(self, x, out=None):
        """X = x."""
        return np.positive(x, out=out)

    def f_prime(self, x, X, out=None):
        """f′ = 1."""
        return np.ones_like(x)


class Sigmoid(Activation):
    """f(x) = 1 / (1 + e⁻ˣ),  f′(x) = f(x) (1 − f(x)).  Source: Rumelhart, Hinton and Williams (1986), eq. 2."""

    def f(self, x, out=None):
        """X = 1 / (1 + e⁻ˣ)."""
        return np.divide(1, 1 + np.exp(-x), out=out)

    def f_prime(self, x, X, out=None):
        """f′ = X (1 − X)."""
        return np.multiply(X, np.subtract(1, X, out=out), out=out)


class Tanh(Activation):
    """f(x) = tanh x,  f′(x) = 1 − f(x)².  Source: LeCun, Bottou, Orr and Müller (1998), §4.4."""

    def f(self, x, out=None):
        """X = tanh x."""
        return np.tanh(x, out=out)

    def f_prime(self, x, X, out=None):
        """f′ = 1 − X²."""
        return np.subtract(1, np.multiply(X, X, out=out), out=out)


class ReLU(Activation):
    """f(x) = max(x, 0),  f′(x) = 1 for x > 0, else 0, at the kink too.  Source: Nair and Hinton (2010)."""

    def f(self, x, out=None):
        """X = max(x, 0)."""
        return np.maximum(x, 0, out=out)

    def f_prime(self, x, X, out=None):
        """f′ = 1 where x > 0, else 0."""
        return x > 0


@dataclass(frozen=True)
class LeakyReLU(Activation):
    """f(x) = x for x > 0, else slope·x;  f′(x) = 1 for x > 0, else slope.  Source: Maas, Hannun and Ng (2013)."""

    slope: float = 0.01

    def f(self, x, out=None):
        """X = x where x > 0, else slope·x."""
        return np.add(np.maximum(x, 0), float(self.slope) * np.minimum(x, 0), out=out)

    def f_prime(self, x, X, out=None):
        """f′ = 1 where x > 0, else slope."""
        return np.where(x > 0, 1, self.slope).astype(x.dtype)


class Softplus(Activation):
    """f(x) = log(1 + eˣ),  f′(x) = 1 / (1 + e⁻ˣ).  Source: Dugas et al. (2001)."""

    def f(self, x, out=None):
        """X = max(x, 0) + log(1 + e^−|x|): the same number, and e^ never overflows."""
        return np.add(np.maximum(x, 0), np.log1p(np.exp(np.minimum(x, -x))), out=out)

    def f_prime(self, x, X, out=None):
        """f′ = 1 / (1 + e⁻ˣ)."""
        return np.divide(1, 1 + np.exp(-x), out=out)


identity, sigmoid, tanh, relu, leaky_relu, softplus = Identity(), Sigmoid(), Tanh(), ReLU(), LeakyReLU(), Softplus()

BY_NAME = {
    "identity": identity,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "softplus": softplus,
}


def named(f):
    """Return the activation called f; an Activation is returned as it is.

    Shapes: none.
    Units: none.
    Errors: ValueError that lists the known names.
    Lesson: 07_activations_and_losses.
    Source: this course.
    """
    if isinstance(f, Activation):
        return f
    if not isinstance(f, str) or f not in BY_NAME:
        raise ValueError(f"activation {f!r} is not known, expected an Activation or one of: {', '.join(BY_NAME)}")
    return BY_NAME[f]
