"""The quantities of a sweep, a row each: what picture, words and ledger know stands in the row."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ...equations import BRIDGE, EQUATIONS, OUTPUT, TOTAL_INPUT
from ...propagation import backward, forward, gradients
from ..frame.notation import factors, indexed, number
from . import spelling
from .stops import Stop


class Rule(NamedTuple):
    """How a quantity is computed: its equation, the function of bpkit, and how the line begins."""

    equation: str
    function: Callable
    begins: str


class Column(NamedTuple):
    """A column of the ledger: its place, its name in the CSV and its head on the page.

    {j} in a name is the neuron below, a column each; value is that of the quantity, or its own.
    """

    place: int
    name: str
    head: str
    value: Callable | None = None


class Quantity(NamedTuple):
    """What is known of a quantity; s is the sample, (l, i, j) a stop's place, all from 0."""

    symbol: str
    words: str  # {i} and {j} counted from 1, {above} the layer l + 1
    rule: Callable  # (swept, l) -> Rule
    value: Callable  # (swept, s, l, i, j) -> the scalar
    spelled: Callable  # (swept, s, l, i, j) -> terms in symbols, lines of terms in numbers
    printed: str  # the expression that is the scalar
    indices: int = 1
    slope_by_output: bool = False  # its sign says what E would do
    recalled: bool = True  # among the numbers so far, in the alt text
    # in the ledger: the columns, in the row of a neuron of layer l + above
    columns: tuple = ()
    above: int = 0
    # in the picture: the corner of the box, the stops that the equation reads, and the lines that
    # it lights, as weights (l, i, j); (L, 0, j) is the line from output j to E
    cell: int | None = None
    reads: Callable = lambda sizes, l, i, j: []
    lines: Callable = lambda sizes, l, i, j: []
    onward: bool = False  # all lines from the neuron to E are lit
    label: Callable | None = None  # (swept, s, weight, roomy) -> what is written on a lit weight
    along: str = ""  # what the equation reads of the matrix of the lit weights: a row or a column

    def name(self, stop):
        """Return the scalar of a stop as the equations write it."""
        if not self.indices:
            return self.symbol
        return indexed(self.symbol, stop.l, *(stop.i, stop.j)[: self.indices])

    def described(self, stop):
        """Return the scalar of a stop in words."""
        return self.words.format(l=stop.l, above=stop.l + 1, i=stop.i + 1, j=stop.j + 1)

    def weights(self, sizes, stop):
        """Return the lit lines that are weights: all but those to E."""
        return [line for line in self.lines(sizes, *stop[1:]) if line[0] < len(sizes) - 1]


def always(equation, function, begins):
    """Return the rule of a quantity that is computed by the same line in every layer."""
    return lambda swept, l: Rule(equation, function, begins)


def rule_of_E(swept, l):
    """Return how the loss computes E."""
    return Rule(swept.loss.formula, type(swept.loss).E, "return ")


def rule_of_delta(swept, l):
    """Return how δ begins at the output, and how it is carried back below."""
    if l < swept.net.depth:
        return Rule(EQUATIONS[5].plain, backward, "delta[l] = ")
    return Rule(f"{EQUATIONS[4].plain},   {swept.loss.slope_formula}", backward, "delta[L] = ")


def listeners(sizes, l):
    """Return the neurons that hear layer l; E alone hears the output."""
    return range([*sizes, 1][l + 1])


def read_by_delta(sizes, l, i, j):
    """Return the slopes of the listeners, which the output has not."""
    return [Stop("dE_dx", l + 1, k) for k in listeners(sizes, l) if l + 1 < len(sizes)]


def factors_of_path(swept, s, weight, roomy):
    """Return f′ and W of a path back to a neuron, or W alone where there is no room."""
    l, i, j = weight
    W = swept.net.W[l][i, j]
    return factors(swept.f_prime[l + 1][i, s], W) if roomy else number(W)


QUANTITIES = {
    "x": Quantity(
        symbol="x",
        words="the total input x of neuron {i} in layer {l}",
        rule=always(TOTAL_INPUT, forward, "x[l + 1] = "),
        value=lambda swept, s, l, i, j: swept.trace.x[l][i, s].item(),
        spelled=spelling.total_input,
        printed="trace.x[{l}][{i}, {s}]",
        columns=(Column(1, "x", "x"),),
        cell=0,
        reads=lambda sizes, l, i, j: [Stop("X", l - 1, k) for k in range(sizes[l - 1])],
        lines=lambda sizes, l, i, j: [(l - 1, i, k) for k in range(sizes[l - 1])],
        label=lambda swept, s, weight, roomy: number(swept.net.W[weight[0]][weight[1:]]),
        along="row",
    ),
    "X": Quantity(
        symbol="X",
        words="the output X of neuron {i} in layer {l}",
        rule=always(OUTPUT, forward, "X[l + 1] = "),
        value=lambda swept, s, l, i, j: swept.trace.X[l][i, s].item(),
        spelled=spelling.output,
        printed="trace.X[{l}][{i}, {s}]",
        columns=(Column(2, "X", "X"),),
        cell=1,
        reads=lambda sizes, l, i, j: [Stop("x", l, i)],
    ),
    "E": Quantity(
        symbol="E",
        words="the loss E",
        rule=rule_of_E,
        value=lambda swept, s, l, i, j: swept.E,
        spelled=spelling.loss_value,
        printed="E",
        indices=0,
        reads=lambda sizes, l, i, j: [Stop("X", len(sizes) - 1, k) for k in range(sizes[-1])],
        lines=lambda sizes, l, i, j: [(len(sizes) - 1, 0, k) for k in range(sizes[-1])],
    ),
    "delta": Quantity(
        symbol="δ",
        words="δ, the slope of E by the output, of neuron {i} in layer {l}",
        rule=rule_of_delta,
        value=lambda swept, s, l, i, j: swept.back.delta[l][i, s].item(),
        spelled=spelling.delta,
        printed="back.delta[{l}][{i}, {s}]",
        slope_by_output=True,
        columns=(Column(4, "delta", "δ"),),
        cell=3,
        reads=read_by_delta,
        lines=lambda sizes, l, i, j: [(l, k, i) for k in listeners(sizes, l)],
        onward=True,
        label=factors_of_path,
        along="column",
    ),
    "dE_dx": Quantity(
        symbol="∂E/∂x",
        words="∂E/∂x, the slope of E by the total input, of neuron {i} in layer {l}",
        rule=always(BRIDGE, backward, "dE_dx[l + 1] = "),
        value=lambda swept, s, l, i, j: swept.back.dE_dx[l][i, s].item(),
        spelled=spelling.dE_dx,
        printed="back.dE_dx[{l}][{i}, {s}]",
        columns=(
            Column(3, "f_prime", "f′", lambda swept, s, l, i, j: swept.f_prime[l][i, s].item()),
            Column(5, "dE_dx", "∂E/∂x"),
        ),
        cell=2,
        reads=lambda sizes, l, i, j: [Stop("delta", l, i), Stop("x", l, i)],
        onward=True,
    ),
    "dE_dW": Quantity(
        symbol="∂E/∂W",
        words="the slope of E by the weight from neuron {j} of layer {l} "
        "to neuron {i} of layer {above}",
        rule=always(EQUATIONS[6].plain, gradients, "dE_dW[l] = "),
        value=lambda swept, s, l, i, j: swept.grads.W[l][i, j].item(),
        spelled=spelling.dE_dW,
        printed="grads.W[{l}][{i}, {j}]",
        indices=2,
        recalled=False,
        columns=(Column(7, "dE_dW_{j}", "∂E/∂W from {j}"),),
        above=1,
        reads=lambda sizes, l, i, j: [Stop("dE_dx", l + 1, i), Stop("X", l, j)],
        lines=lambda sizes, l, i, j: [(l, i, j)],
        label=lambda swept, s, weight, roomy: number(swept.grads.W[weight[0]][weight[1:]]),
    ),
    "dE_db": Quantity(
        symbol="∂E/∂b",
        words="the slope of E by the bias of neuron {i} of layer {above}",
        rule=always(EQUATIONS[7].plain, gradients, "dE_db[l] = "),
        value=lambda swept, s, l, i, j: swept.grads.b[l][i, 0].item(),
        spelled=spelling.dE_db,
        printed="grads.b[{l}][{i}, 0]",
        recalled=False,
        columns=(Column(6, "dE_db", "∂E/∂b"),),
        above=1,
        reads=lambda sizes, l, i, j: [Stop("dE_dx", l + 1, i)],
    ),
}

NOTHING = Quantity("", "nothing", rule=None, value=None, spelled=None, printed="X0", indices=0)


def row_of(stop):
    """Return the row of a stop's quantity."""
    return QUANTITIES.get(stop.quantity, NOTHING)


class SourceLine(NamedTuple):
    """A line of bpkit, the number of its equation, if it has one, and the file where it stands."""

    source: str
    number: str
    file: str


def line(rule):
    """Return the line of bpkit that follows a rule, as it stands in the source."""
    source = inspect.unwrap(rule.function)
    lines = [text.strip() for text in inspect.getsource(source).splitlines()]
    found = [text for text in lines if text.startswith(rule.begins)]
    code, _, comment = found[-1].partition("  # ")
    number = comment if re.fullmatch(r"\(\d\)", comment) else ""
    return SourceLine(code, number, Path(inspect.getsourcefile(source)).name)
