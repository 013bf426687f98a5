"""Four ways of writing the sweep, side by side, line by line."""

from typing import NamedTuple

from ..conventions import DELTAS, MEANS, NUMBERS, SAMPLES, SIGNS, Convention
from .table import Table

OUTPUT, TOTAL_INPUT = DELTAS
COLUMNS, ROWS = SAMPLES
AT_ONCE, AT_THE_WEIGHTS, NOWHERE = MEANS
SUBTRACT, ADD = SIGNS
OURS, ENTERED, LEFT, ENTERED_FROM_1 = NUMBERS

LINES = {
    "x, X": "total input, output",
    "1": "(1) forward",
    "4": "(4) at the output",
    "b": "the bridge, δ f′",
    "5": "(5) one layer back",
    "6": "(6) for the weights",
    "7": "(7) for the biases",
    "2": "(2)(3) the step",
    "W": "shape of W, of X",
}


class School(NamedTuple):
    """A way of writing, by name: its convention, and its line of code for each of LINES."""

    name: str
    convention: Convention
    lines: tuple


SCHOOLS = (
    School(
        "this course",
        Convention(),
        (
            "x, X",
            "x = W @ X + b",
            "delta = (X - T) / m",
            "dE_dx = delta * f_prime",
            "delta = W.T @ dE_dx",
            "dE_dW = dE_dx @ X.T",
            "dE_db = dE_dx.sum(axis=1, keepdims=True)",
            "W = W - eta * dE_dW",
            "(n_out, n_in), (n, m)",
        ),
    ),
    School(
        "Nielsen, Bishop, older Ng",
        Convention(TOTAL_INPUT, COLUMNS, AT_THE_WEIGHTS, SUBTRACT, ENTERED_FROM_1),
        (
            "z, a",
            "z = w @ a + b",
            "delta = (a - y) * f_prime",
            "delta has it",
            "delta = (w.T @ delta) * f_prime",
            "nabla_w = delta @ a.T / m",
            "nabla_b = np.sum(delta, axis=1, keepdims=True) / m",
            "w = w - eta * nabla_w",
            "(n_out, n_in), (n, m)",
        ),
    ),
    School(
        "Saito, ゼロから作る Deep Learning; rows",
        Convention(OUTPUT, ROWS, AT_ONCE, SUBTRACT, ENTERED),
        (
            "a, z",
            "a = z @ W + b",
            "dout = (y - t) / m",
            "dout = dout * f_prime",
            "dout = dout @ W.T",
            "dW = z.T @ dout",
            "db = np.sum(dout, axis=0)",
            "W = W - lr * dW",
            "(n_in, n_out), (m, n)",
        ),
    ),
    School(
        "PyTorch",
        Convention(OUTPUT, ROWS, AT_ONCE, SUBTRACT, OURS),
        (
            "x, X",
            "x = X @ W.T + b",
            "E.backward()",
            "x.grad",
            "X.grad",
            "W.grad",
            "b.grad",
            "W -= eta * W.grad",
            "(n_out, n_in), (m, n)",
        ),
    ),
)


def schools():
    """Return the four schools side by side, a row for each line of the sweep.

    Lesson: 12_other_views.
    """
    rows = zip(*([f"`{line}`" for line in school.lines] for school in SCHOOLS))
    asked = LINES.values()
    named = tuple((name, *row) for name, row in zip(asked, rows))
    return Table(("", *(school.name for school in SCHOOLS)), named)
