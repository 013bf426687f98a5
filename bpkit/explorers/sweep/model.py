"""A network swept once, forward and backward: every stop of the sweep explorer looks up here."""

from typing import NamedTuple

import numpy as np

from ... import datasets, losses
from ...losses import Loss
from ...network import Network
from ...propagation import Backward, Gradients, Trace
from ..frame.problem import Problem, Small
from ..frame.sizes import Ceilings
from .quantities import line, row_of
from .stops import NOWHERE

LAYERS, NEURONS = 6, 8  # what the picture has room for
MOST = Small(LAYERS, NEURONS, samples=1000)
CEILINGS = Ceilings(LAYERS, NEURONS, parameters=(LAYERS - 1) * NEURONS * (NEURONS + 1))
AS_GIVEN = "as given"


class SweptNetwork(NamedTuple):
    """A network, its data, and all that one sweep of bpkit finds; f_prime[l] is f′(x(l))."""

    net: Network
    X0: np.ndarray
    T: np.ndarray
    loss: Loss
    trace: Trace
    f_prime: list
    E: float
    back: Backward
    grads: Gradients

    @classmethod
    def of(cls, problem):
        """Sweep once."""
        trace, E, back, grads = problem.swept()
        f_prime = [f.prime(x) for f, x in zip(problem.net.f, trace.x[1:])]
        return cls(*problem, trace, [None, *f_prime], E, back, grads)

    @property
    def problem(self):
        """What is swept."""
        return Problem(self.net, self.X0, self.T, self.loss)

    @property
    def sizes(self):
        """The number of neurons of each layer, [n_0, …, n_L]."""
        return [len(X) for X in self.trace.X]

    @property
    def samples(self):
        """The number of samples, m."""
        return self.X0.shape[1]

    def value(self, stop, s):
        """Return the scalar of a stop for sample s, as bpkit computed it."""
        return row_of(stop).value(self, s, *stop[1:])

    def edited(self, parameter, number):
        """Return the sweep of a network in which one weight or bias is another number."""
        name, l, i, j = parameter
        array = getattr(self.net, name)[l].copy()
        array[i, j] = number
        edited = self.net.replaced(name, l, array)
        checked = Network(edited.W, edited.b, edited.f)
        return SweptNetwork.of(self.problem._replace(net=checked))

    @property
    def code(self):
        """The lines of bpkit that make this sweep again."""
        return "\n".join([
            self.problem.code,
            "trace = bp.forward(net, X0)",
            "E = loss(trace.X[-1], T)",
            "back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))",
            "grads = bp.gradients(trace, back)",
        ])  # fmt: skip


class SweepMoment(NamedTuple):
    """A stop of a sweep for one sample: all that picture, words and ledger ask for.

    k counts the stops that are done, s the samples from 0.
    """

    swept: SweptNetwork
    stops: list
    k: int
    s: int

    @property
    def stop(self):
        """The present stop."""
        return self.stops[self.k - 1] if self.k else NOWHERE

    @property
    def row(self):
        """What is known of its quantity."""
        return row_of(self.stop)

    @property
    def done(self):
        """The stops that the sweep has passed, the present one included."""
        return self.stops[: self.k]

    def value(self, stop=None):
        """Return the scalar of a stop, by default of the present one."""
        return self.swept.value(stop or self.stop, self.s)

    def column(self, stop, of):
        """Return the scalar of a stop in a column of the ledger."""
        return (of.value or row_of(stop).value)(self.swept, self.s, *stop[1:])

    def label(self, weight, roomy):
        """Return what is written on a lit weight."""
        return self.row.label(self.swept, self.s, weight, roomy)

    @property
    def terms(self):
        """The terms of the equation in symbols, and its lines of terms in numbers."""
        return self.row.spelled(self.swept, self.s, *self.stop[1:])

    @property
    def rule(self):
        """The equation of the stop, and its line of bpkit."""
        rule = self.row.rule(self.swept, self.stop.l)
        return rule.equation, line(rule)

    @property
    def code(self):
        """The lines of bpkit that give the number of the stop."""
        _, l, i, j = self.stop
        return f"{self.swept.code}\nprint({self.row.printed.format(l=l, i=i, j=j, s=self.s)})"


def given(net, X0, T, loss):
    """Return the sweep of what a cell gives; without net Mazur's network, else random data."""
    loss = losses.named(loss)
    if net is None:
        net = mazur()
        X0 = [0.05, 0.10] if X0 is None else X0
        T = [0.01, 0.99] if T is None else T
    m = columns_of(X0) or columns_of(T) or 1
    random_X0, random_T = data(net.sizes, m)
    X0 = random_X0 if X0 is None else X0
    T = random_T if T is None else T
    return SweptNetwork.of(Problem.given(net, X0, T, loss, MOST))


def columns_of(array):
    """Return the number of columns of an array, or 0 of what has none."""
    return np.shape(array)[1] if np.ndim(array) == 2 else 0


def mazur():
    """Return the network of M. Mazur, A Step by Step Backpropagation Example (2015)."""
    return Network(
        W=[[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]],
        b=[[0.35, 0.35], [0.60, 0.60]],
        f=["sigmoid", "sigmoid"],
    )


def data(sizes, m):
    """Return m random samples, and targets that every loss accepts: 1 for one output, else 0."""
    rng = np.random.default_rng(0)
    X0 = rng.uniform(-1, 1, (sizes[0], m)).round(2)
    return X0, datasets.one_hot(rng.integers(sizes[-1], size=m), sizes[-1])


def as_typed(swept, sizes, activation, output, loss):
    """Return the sweep that the controls ask for; the same sizes keep weights and data."""
    hidden = swept.net.f[:-1] if activation == AS_GIVEN else [activation] * (len(sizes) - 2)
    last = swept.net.f[-1] if output == AS_GIVEN else output
    if len(hidden) != len(sizes) - 2:
        raise ValueError(
            f"f is as given for {len(hidden)} hidden layers: "
            "choose one f for all, then other layers."
        )
    if sizes == swept.sizes:
        W, b = swept.net.W, swept.net.b
        X0, T = swept.X0, swept.T
    else:
        W = [W.round(2) for W in Network.create(sizes, rng=0).W]
        b = [np.full((n, 1), 0.1) for n in sizes[1:]]
        X0, T = data(sizes, swept.samples)
    return SweptNetwork.of(Problem.given(Network(W, b, [*hidden, last]), X0, T, loss, MOST))
