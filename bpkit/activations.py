"""Activations f and their derivatives f′, in pairs."""

from dataclasses import dataclass
from functools import partial, wraps
from typing import ClassVar

import numpy as np

from .door import numbers, quietly


@dataclass(frozen=True)
class Activation:
    """An activation f with its derivative f′, both applied entry by entry.

    X = f(x),   f′(x) = dX/dx

    A new one is a subclass with two methods, f(self, x) and prime(self, x), and nothing else;
    `kinks` lists the x at which f′ jumps, where there are any.

    Shapes: x any; f(x) and f.prime(x) as x, and in its precision.
    Errors: ValueError when x holds anything but numbers, or f or prime changes the shape.
    Lesson: 07_activations_and_losses.
    """

    name: ClassVar[str] = "activation"
    kinks: ClassVar[tuple] = ()

    def __init_subclass__(cls):
        """Name a new activation, and let prime, as f does, take lists and keep the precision."""
        cls.name = cls.__dict__.get("name", cls.__name__)
        if "prime" in cls.__dict__:
            cls.prime = entrywise(cls.prime)

    def __call__(self, x):
        """Return X = f(x)."""
        return at(x, self.f, self.name)

    def f(self, x):
        """Return the output for an array x."""
        raise NotImplementedError(f"{self.name} has no f yet: write def f(self, x)")

    def prime(self, x):
        """Return the derivative at an array x."""
        raise NotImplementedError(f"{self.name} has no prime yet: write def prime(self, x)")


def entrywise(prime):
    """Return a method prime that takes what a call of its activation takes."""

    @wraps(prime)
    def of(self, x):
        return at(x, partial(prime, self), self.name)

    return of


def at(x, function, name):
    """Return function(x) in the shape and precision of x; exp may overflow to a right limit."""
    if not (isinstance(x, np.ndarray) and x.dtype.kind == "f"):
        x = numbers("x", x)
    result = np.asanyarray(quietly(function, x)).astype(x.dtype, copy=False)
    if result.shape != x.shape:
        raise ValueError(
            f"{name} makes shape {result.shape} of an x of shape {x.shape}, "
            "expected the same shape: f and prime work entry by entry"
        )
    return result


class Identity(Activation):
    """f(x) = x,  f′(x) = 1."""

    name = "identity"

    def f(self, x):
        """X = x."""
        return +x

    def prime(self, x):
        """f′ = 1."""
        return np.ones_like(x)


class Sigmoid(Activation):
    """f(x) = 1 / (1 + e⁻ˣ),  f′(x) = f(x) (1 − f(x)).

    1 − X loses digits as X nears 1: from x = 10 on f′ is off by up to 20 %, beyond 37 it is 0.

    Source: Rumelhart, Hinton and Williams (1986), eq. 2.
    """

    name = "sigmoid"

    def f(self, x):
        """X = 1 / (1 + e⁻ˣ)."""
        return 1 / (1 + np.exp(-x))

    def prime(self, x):
        """f′ = X (1 − X)."""
        X = self(x)
        return X * (1 - X)


class Tanh(Activation):
    """f(x) = tanh x,  f′(x) = 1 − f(x)².  Source: LeCun, Bottou, Orr and Müller (1998), §4.4.

    1 − X² loses digits as |X| nears 1: from |x| = 10 on f′ is off by up to 11 %, beyond 19 it is 0.
    """

    name = "tanh"

    def f(self, x):
        """X = tanh x."""
        return np.tanh(x)

    def prime(self, x):
        """f′ = 1 − X²."""
        X = self(x)
        return 1 - X**2


class ReLU(Activation):
    """f(x) = max(x, 0),  f′(x) = 1 for x > 0, else 0, at the kink too.

    Source: Nair and Hinton (2010).
    """

    name = "relu"
    kinks = (0.0,)

    def f(self, x):
        """X = max(x, 0)."""
        return np.maximum(x, 0)

    def prime(self, x):
        """f′ = 1 where x > 0, else 0."""
        return np.where(x > 0, 1, 0)


@dataclass(frozen=True)
class LeakyReLU(Activation):
    """f(x) = x for x > 0, else slope·x;  f′(x) = 1 for x > 0, else slope.

    Source: Maas, Hannun and Ng (2013).
    """

    name = "leaky_relu"
    kinks = (0.0,)
    slope: float = 0.01

    def f(self, x):
        """X = x where x > 0, else slope·x."""
        return np.where(x > 0, x, self.slope * x)

    def prime(self, x):
        """f′ = 1 where x > 0, else slope."""
        return np.where(x > 0, 1, self.slope)


class Softplus(Activation):
    """f(x) = log(1 + eˣ),  f′(x) = 1 / (1 + e⁻ˣ).  Source: Dugas et al. (2001)."""

    name = "softplus"

    def f(self, x):
        """X = max(x, 0) + log(1 + e^−|x|): the same number, and e^ never overflows."""
        return np.maximum(x, 0) + np.log1p(np.exp(np.minimum(x, -x)))

    def prime(self, x):
        """f′ = 1 / (1 + e⁻ˣ)."""
        return 1 / (1 + np.exp(-x))


class ELU(Activation):
    """f(x) = x for x > 0, else eˣ − 1;  f′(x) = 1 for x > 0, else eˣ: no jump at 0.

    Source: Clevert, Unterthiner and Hochreiter (2016), section 3, with α = 1.
    """

    name = "elu"

    def f(self, x):
        """X = x where x > 0, else eˣ − 1."""
        return np.where(x > 0, x, np.expm1(x))

    def prime(self, x):
        """f′ = 1 where x > 0, else eˣ."""
        return np.where(x > 0, 1, np.exp(x))


class SiLU(Activation):
    """f(x) = x s,  f′(x) = s + x s (1 − s),  with s = 1 / (1 + e⁻ˣ); also called swish.

    Source: Elfwing, Uchibe and Doya (2018).
    """

    name = "silu"

    def f(self, x):
        """X = x s."""
        return np.maximum(x, -FAR) / (1 + np.exp(-x))

    def prime(self, x):
        """f′ = s + x s (1 − s)."""
        s, rest = share_and_rest(x)
        return s + np.clip(x, -FAR, FAR) * s * rest


class GELU(Activation):
    """f(x) = ½ x (1 + tanh u),  u = √(2/π) (x + 0.044715 x³): the tanh form, for x Φ(x).

    With s = ½ (1 + tanh u) = 1 / (1 + e⁻²ᵘ):  f(x) = x s,  f′(x) = s + x s (1 − s) 2u′.

    Source: Hendrycks and Gimpel (2016), section 2.
    """

    name = "gelu"

    def f(self, x):
        """X = x s."""
        x = np.maximum(x, -FAR)
        s, _ = share_and_rest(2 * ROOT * (x + CUBIC * x**3))
        return x * s

    def prime(self, x):
        """f′ = s + x s (1 − s) 2u′."""
        x = np.clip(x, -FAR, FAR)
        s, rest = share_and_rest(2 * ROOT * (x + CUBIC * x**3))
        return s + x * s * rest * 2 * ROOT * (1 + 3 * CUBIC * x**2)


def share_and_rest(x):
    """Return s = 1 / (1 + e⁻ˣ) and 1 − s, which is 1 / (1 + eˣ) with all its digits."""
    return 1 / (1 + np.exp(-x)), 1 / (1 + np.exp(x))


ROOT, CUBIC = (2 / np.pi) ** 0.5, 0.044715  # of GELU's tanh form
FAR = 1e3  # there e⁻ˣ is 0 or infinite: SiLU and GELU are at their limits, and x³ is in range

ALL = Identity(), Sigmoid(), Tanh(), ReLU(), LeakyReLU(), Softplus(), ELU(), SiLU(), GELU()
identity, sigmoid, tanh, relu, leaky_relu, softplus, elu, silu, gelu = ALL

BY_NAME = {f.name: f for f in ALL}


def named(f):
    """Return the activation called f; an Activation is returned as it is.

    Errors: ValueError that lists the known names.
    """
    if isinstance(f, Activation):
        return f
    if isinstance(f, str) and f.lower() == "softmax":
        raise ValueError(
            'softmax lives inside this loss: build the net with output="identity" and take the '
            'loss "cross_entropy" (softmax works on a column, so it is no activation of an entry)'
        )
    if not isinstance(f, str) or f not in BY_NAME:
        raise ValueError(
            f"activation {f!r} is not known, expected an Activation or one of: {', '.join(BY_NAME)}"
        )
    return BY_NAME[f]
