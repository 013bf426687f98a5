"""Which entries cannot be nudged: a total input crosses a kink of f on the way."""

import numpy as np


def sides(net, x):
    """Return a number that changes if a total input comes to another side of a kink, or onto it.

    Shapes: x as in a Trace.
    """
    found = [np.sign(x_l - kink) for x_l, f in zip(x[1:], net.f) for kink in f.kinks]
    return hash(b"".join(side.astype(np.int8).tobytes() for side in found))


def smooth(met, shapes):
    """Return for every entry whether θ + h and θ − h met the same sides of all kinks.

    Shapes: met the sides of every nudge, two an entry, tensor by tensor; shapes those of the
    tensors, and of the result.
    """
    kept = np.array(met[::2]) == np.array(met[1::2])
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])
    return [part.reshape(shape) for part, shape in zip(np.split(kept, ends[:-1]), shapes)]
