"""What chance begins with: a whole number, or a Generator that has begun."""

from numbers import Integral

import numpy as np

from .door import kind, whole


def generator(rng):
    """Return rng, if it is a Generator, or one that begins with it.

    Errors: ValueError unless rng is None, a whole number, or something random of numpy's.
    """
    if isinstance(rng, Integral):
        rng = whole("rng", rng, least=0)
    elif not (rng is None or type(rng).__module__.startswith("numpy.random")):
        raise ValueError(
            f"rng is {kind(rng)}, expected a whole number of at least 0, a Generator, or None"
        )
    return np.random.default_rng(rng)
