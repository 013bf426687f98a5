"""A step of training as a list of numpy calls, bound once to arrays made once.

They are the products and sums of the page (propagation, activations, losses, descent.update) in the
same order, written to places that are settled beforehand.
"""

from functools import partial
from itertools import groupby
from math import isfinite, prod
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy import add, multiply, subtract

from .in_place import activation_calls, loss_calls

LINE = 64  # bytes that a processor reads at a time


class BoundCall(NamedTuple):
    """A call of numpy without arguments left open, and the line of the page that it stands for."""

    line: str
    make: partial


class Plan:
    """The calls of one step for m samples: `sweep` is (1) and (4) to (7), `descend` (2) and (3).

    print(plan) is the step as a program in the lines of the page. With `record` the sweep also
    finds δ(0) and the sum of the squares of every δ; without `slopes` it leaves out (6) and (7).
    """

    def __init__(self, parameters, loss, m, eta, record=False, slopes=True):
        """Make the arrays, and bind every call to them."""
        self.parameters, self.record, self.slopes = parameters, record, slopes
        sizes, dtype = parameters.net.sizes, parameters.theta.dtype
        self.L = parameters.net.depth
        layers = [(n, m) for n in sizes]
        arrays = in_lines([*layers, *layers, layers[-1]], dtype)
        self.X, self.delta, self.T = arrays[: len(layers)], arrays[len(layers) : -1], arrays[-1]
        self.squares = np.zeros(self.L + 1, dtype)
        [self.room] = in_lines([(max(sizes[1:]) * m,)], dtype)
        self.eta = np.array(eta, dtype)
        pairs = [self.pair(l) for l in range(self.L)]
        E_and_delta_L, self.E = self.loss_and_slope(loss)
        self.sweep = [*self.forward(pairs), *E_and_delta_L, *self.backward(pairs)]
        self.descend = self.update()
        self.sweeping = [call.make for call in self.sweep]
        self.descending = [call.make for call in self.descend]

    def load(self, X0, T, batch=None):
        """Take in the data: all samples, or the columns of a batch."""
        if batch is None:
            self.X[0][...], self.T[...] = X0, T
        else:
            X0.take(batch, 1, self.X[0], "clip")
            T.take(batch, 1, self.T, "clip")

    def measure(self):
        """Sweep forward and backward and return E; theta stays as it is."""
        for make in self.sweeping:
            make()
        return self.E()

    def step_down(self):
        """Take the step of the last sweep; theta changes in one call that no interrupt tears."""
        for make in self.descending:
            make()

    def step(self):
        """Sweep, step down if E is finite, and return E."""
        E = self.measure()
        if isfinite(E):
            self.step_down()
        return E

    def __repr__(self):
        """Return the step as a program in the lines of the page, l written out."""
        return "\n".join(
            line for line, _ in groupby([*self.sweep, *self.descend], attrgetter("line"))
        )

    def pair(self, l):
        """Return x(l+1), the calls of X = f(x) and those of δ f′(x), which is written over δ."""
        f, X, delta = self.parameters.net.f[l], self.X[l + 1], self.delta[l + 1]
        return activation_calls(f, X, delta, self.room[: X.size].reshape(X.shape))

    def forward(self, pairs):
        """Yield the calls of equation (1)."""
        W, b, X = self.parameters.W, self.parameters.b, self.X
        for l, (x, output, _) in enumerate(pairs):
            line = f"x[{l + 1}] = W[{l}] @ X[{l}] + b[{l}]  # (1)"
            # the method costs half of what np.matmul does, and is as quick for outer products
            yield BoundCall(line, partial(W[l].dot, X[l], x))
            yield BoundCall(line, partial(add, *level(x, b[l], x)))
            for make in output:
                yield BoundCall(f"X[{l + 1}] = f[{l}](x[{l + 1}])  # (1)", make)

    def loss_and_slope(self, loss):
        """Return the calls of E and of δ(L), equation (4), and the function that reads E."""
        X, delta, L = self.X[-1], self.delta[-1], self.L
        E_line, delta_line = f"E = loss(X[{L}], T)", f"delta[{L}] = loss.gradient(X[{L}], T)  # (4)"
        E, slope, read = loss_calls(loss, X, self.T, delta)
        return [
            *(BoundCall(E_line, make) for make in E),
            *(BoundCall(delta_line, make) for make in slope),
        ], read

    def backward(self, pairs):
        """Yield the calls of equations (5), (6) and (7), from the output down."""
        p, X, delta = self.parameters, self.X, self.delta
        for l in reversed(range(self.L)):
            yield from self.squared(l + 1)
            for make in pairs[l][2]:
                yield BoundCall(f"dE_dx[{l + 1}] = delta[{l + 1}] * f[{l}].prime(x[{l + 1}])", make)
            dE_dx = delta[l + 1]
            if self.slopes:
                line = f"dE_dW[{l}] = dE_dx[{l + 1}] @ X[{l}].T  # (6)"
                yield BoundCall(line, partial(dE_dx.dot, X[l].T, p.dE_dW[l]))
                line = f"dE_db[{l}] = dE_dx[{l + 1}].sum(axis=1, keepdims=True)  # (7)"
                yield BoundCall(line, partial(add.reduce, dE_dx, 1, None, p.dE_db[l], True))
            if l or self.record:
                line = f"delta[{l}] = W[{l}].T @ dE_dx[{l + 1}]  # (5)"
                yield BoundCall(line, partial(p.W[l].T.dot, dE_dx, delta[l]))
        yield from self.squared(0)

    def squared(self, l):
        """Yield the call that adds up the squares of δ(l), if they are recorded."""
        if self.record:
            flat = self.delta[l].reshape(-1)
            line = f"squares[{l}] = np.vdot(delta[{l}], delta[{l}])"
            yield BoundCall(line, partial(flat.dot, flat, self.squares[l : l + 1].reshape(())))

    def update(self):
        """Return the calls of equations (2) and (3), all layers at once."""
        theta, slope, eta = self.parameters.theta, self.parameters.slope, self.eta
        line = (
            "W = [W - eta * dE_dW for W, dE_dW in zip(W, dE_dW)]  # (2)\n"
            "b = [b - eta * dE_db for b, dE_db in zip(b, dE_db)]  # (3)"
        )
        step = partial(multiply, eta, slope, slope), partial(subtract, theta, slope, theta)
        return [BoundCall(line, make) for make in step]


def level(*arrays):
    """Return arrays of one row as vectors, to which numpy adds a number in a third of the time."""
    return [array.reshape(-1) for array in arrays] if len(arrays[0]) == 1 else arrays


def in_lines(shapes, dtype):
    """Return arrays side by side in one block, each from the start of a line of the cache.

    The lines are those of the processor's cache: over such arrays numpy's loops read no line
    twice; a large block lies in pages that are as large.
    """
    sizes = [prod(shape) * dtype.itemsize for shape in shapes]
    ends = np.cumsum([LINE * -(-size // LINE) for size in sizes])
    block = np.empty(ends[-1] + LINE, np.uint8)
    first = -block.__array_interface__["data"][0] % LINE
    starts = [first, *(first + ends[:-1])]
    return [
        block[start : start + size].view(dtype).reshape(shape)
        for start, size, shape in zip(starts, sizes, shapes)
    ]
