"""How weights start: the standard deviation of W(l), from the neurons before and after it."""

from collections.abc import Iterable
from math import sqrt

from .door import kind, number, whole


def glorot(n_in, n_out):
    """Return √(2/(n_in + n_out)): a compromise between forward and backward sweep.

    Shapes: n_in, n_out whole numbers.
    Lesson: 09_delta_through_depth.
    Source: Glorot and Bengio (2010), eq. 12.
    """
    return sqrt(2 / (n_in + n_out))


def he(n_in, n_out):
    """Return √(2/n_in), which keeps the size of x under ReLU.

    Shapes: n_in, n_out whole numbers.
    Lesson: 09_delta_through_depth.
    Source: He, Zhang, Ren and Sun (2015), eq. 10.
    """
    return sqrt(2 / n_in)


def lecun(n_in, n_out):
    """Return √(1/n_in), which keeps the size of x where f is close to the identity.

    Shapes: n_in, n_out whole numbers.
    Lesson: 09_delta_through_depth.
    Source: LeCun, Bottou, Orr and Müller (1998), eq. 16.
    """
    return sqrt(1 / n_in)


def standard(n_in, n_out):
    """Return √(1/(3 n_in)): that of weights drawn evenly from −1/√n_in to 1/√n_in.

    Shapes: n_in, n_out whole numbers.
    Lesson: 09_delta_through_depth.
    Source: Glorot and Bengio (2010), eq. 1 and 15.
    """
    return sqrt(1 / (3 * n_in))


def normal(scale):
    """Return an initialiser whose standard deviation is scale, whatever the width.

    Shapes: scale a number.
    Errors: ValueError when scale is not a finite number of at least 0.
    Lesson: 09_delta_through_depth.
    """
    scale = number("scale", scale)
    return lambda n_in, n_out: scale


BY_NAME = {"glorot": glorot, "he": he, "lecun": lecun, "standard": standard}


def layers(sizes):
    """Return sizes as a list of at least two whole numbers of at least 1.

    Errors: ValueError that says what came.
    """
    if not isinstance(sizes, Iterable):
        raise ValueError(f"sizes is {kind(sizes)}, expected a list, such as [2, 16, 1]")
    sizes = [whole("sizes", n) for n in sizes]
    if len(sizes) < 2:
        raise ValueError(
            f"sizes has {len(sizes)} entries, expected at least two: the input and the output"
        )
    return sizes


def named(init):
    """Return the initialiser called init; a function of (n_in, n_out) is returned as it is."""
    if callable(init):
        return init
    if not isinstance(init, str) or init not in BY_NAME:
        raise ValueError(
            f"init {init!r} is not known, "
            f"expected {', '.join(BY_NAME)} or bpkit.starts.normal(scale)"
        )
    return BY_NAME[init]
