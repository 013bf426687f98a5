"""What all gradients cost: counted as the real functions run, predicted from the sizes, timed."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

from .door import whole
from .numerical import difference
from .starts import layers


@dataclass
class Tally:
    """How many sweeps and multiply-adds something takes.

    The tally of a watched network grows as that one works.

    Shapes: whole numbers.
    Units: sweeps through all layers; multiply-adds are products of two numbers, each added to
        a sum.
    Lesson: 10_count_the_cost.
    Source: Baur and Strassen (1983), who count arithmetic in the same way.
    """

    forward: int = 0
    backward: int = 0
    multiply_adds: int = 0


class Watched(np.ndarray):
    """An array that adds its matrix products to a tally, as do the arrays that come of it."""

    # starts: the sweep that a product with this array begins, and the sweep that one with its
    # transpose begins
    tally, starts = None, (None, None)

    def __array_finalize__(self, origin):
        """Let a view or a copy be watched as its origin is."""
        self.tally, self.starts = (
            getattr(origin, "tally", None),
            getattr(origin, "starts", (None, None)),
        )

    @property
    def T(self):
        """The transpose."""
        turned = self.transpose()
        turned.starts = self.starts[::-1]
        return turned

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        """Compute as numpy does, and count if this is a product."""
        out = options.get("out", (None,))
        options = {
            name: tuple(map(bare, value)) if name == "out" else bare(value)
            for name, value in options.items()
        }
        result = getattr(ufunc, method)(*map(bare, inputs), **options)
        if ufunc is np.matmul:
            count(self.tally, *inputs, result)
        return out[0] if out[0] is not None else watching(result, self.tally)

    def __array_function__(self, function, types, inputs, options):
        """Compute as numpy does; np.where and its like forget the watch, so renew it."""
        return watching(super().__array_function__(function, types, inputs, options), self.tally)


def bare(value):
    """Return the plain array under a watched one."""
    return value.view(np.ndarray) if isinstance(value, Watched) else value


def watching(result, tally, starts=(None, None)):
    """Return an array watched by tally; anything else as it is."""
    if not isinstance(result, np.ndarray):
        return result
    watched = result.view(Watched)
    watched.tally, watched.starts = tally, starts
    return watched


def count(tally, left, right, product):
    """Add a product to a tally: each entry of it is a sum over a column of left."""
    tally.multiply_adds += product.size * left.shape[-1]
    started = left.starts[0] if isinstance(left, Watched) else None
    if started:
        setattr(tally, started, getattr(tally, started) + 1)


def watch(net):
    """Return the same network with a watch on it, and the tally of what is done with it from now.

    W X of an (n, k) with a (k, m) matrix is n·k·m multiply-adds; what an update makes is watched
    no more

    Shapes: as net; the Tally begins at 0.
    Units: see Tally; a product of complex numbers counts as one.
    Lesson: 10_count_the_cost.
    """
    tally, last = Tally(), net.depth - 1
    starts = [
        ("forward" if l == 0 else None, "backward" if l == last else None) for l in range(net.depth)
    ]
    W = [watching(W_l, tally, starts_l) for W_l, starts_l in zip(net.W, starts)]
    return net.with_parameters(W, [watching(b_l, tally) for b_l in net.b]), tally


PASSES = {"forward": lambda P: P + 1, "central": lambda P: 2 * P, "complex": lambda P: P}


def by_nudging(sizes, m, scheme="forward"):
    """Return what the gradients of all parameters cost by nudging one after the other.

    forward = P + 1, 2 P or P,   multiply-adds = forward · m Σ_l n_l n_{l+1},
    P = Σ_l (n_l + 1) n_{l+1}

    Shapes: sizes [n_0, …, n_L]; m samples.
    Units: see Tally.
    Errors: ValueError when sizes or m make no sense or scheme is not known.
    Lesson: 10_count_the_cost.
    """
    difference(scheme)
    products, P = weights(sizes)
    passes = PASSES[scheme](P)
    return Tally(passes, 0, passes * whole("m", m) * products)


def by_sweep(sizes, m):
    """Return what the gradients of all parameters cost by one sweep forward and one backward.

    forward = backward = 1,
    multiply-adds = 3 m Σ_l n_l n_{l+1}: one for x, one for δ, one for ∂E/∂W

    Shapes: sizes [n_0, …, n_L]; m samples.
    Units: see Tally.
    Errors: ValueError when sizes or m make no sense.
    Lesson: 10_count_the_cost.
    Source: Baur and Strassen (1983); Griewank and Walther (2008), chapter 3, the cheap gradient
        principle.
    """
    return Tally(1, 1, 3 * whole("m", m) * weights(sizes)[0])


def weights(sizes):
    """Return the number of weights, and of weights and biases, of layers of these sizes."""
    sizes = layers(sizes)
    products = sum(n_in * n_out for n_in, n_out in zip(sizes, sizes[1:]))
    return products, products + sum(sizes[1:])


def seconds(action, repeats=7):
    """Return how long an action takes: the median of some repeats.

    Shapes: action a function without arguments; repeats a whole number.
    Units: seconds of the clock on the wall.
    Errors: ValueError when repeats is no whole number of at least 1.
    Lesson: 10b_clocks_and_rivals.
    """
    times = []
    for _ in range(whole("repeats", repeats)):
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return float(np.median(times))
