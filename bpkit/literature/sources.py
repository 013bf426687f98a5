"""Twelve well-known sources, and what each has chosen."""

from typing import NamedTuple

from ..conventions import DELTAS, MEANS, NUMBERS, SAMPLES, SIGNS, Convention
from .table import Table

OUTPUT, TOTAL_INPUT = DELTAS
COLUMNS, ROWS = SAMPLES
AT_ONCE, AT_THE_WEIGHTS, NOWHERE = MEANS
SUBTRACT, ADD = SIGNS
OURS, ENTERED, LEFT, ENTERED_FROM_1 = NUMBERS


class Source(NamedTuple):
    """A source: its names, where to look, its convention, its letters for x, X and E's slopes."""

    short: str
    name: str
    where: str
    convention: Convention
    letters: str
    by_output: str
    by_total_input: str
    alone: bool = False  # it takes one sample at a time
    numbered: bool = True  # its layers bear numbers


SOURCES = (
    Source(
        "RHW 1986",
        "Rumelhart, Hinton and Williams, *Learning representations by back-propagating errors*",
        "Nature 323 (1986), eq. 1–8",
        Convention(mean=NOWHERE),
        "x, y", "∂E/∂y", "∂E/∂x", alone=True, numbered=False,
    ),
    Source(
        "Nielsen",
        "Nielsen, *Neural Networks and Deep Learning*",
        "chapter 2, BP1–BP4; network.py, `backprop` and `update_mini_batch`",
        Convention(TOTAL_INPUT, COLUMNS, AT_THE_WEIGHTS, SUBTRACT, ENTERED_FROM_1),
        "z, a", "–", "δ", alone=True,
    ),
    Source(
        "Bishop",
        "Bishop, *Pattern Recognition and Machine Learning*",
        "section 5.3.1, eq. 5.48–5.56",
        Convention(TOTAL_INPUT, COLUMNS, NOWHERE),
        "a, z", "–", "δ", alone=True, numbered=False,
    ),
    Source(
        "UFLDL",
        "Ng and others, *UFLDL Tutorial*",
        "page *Backpropagation Algorithm*",
        Convention(TOTAL_INPUT, COLUMNS, AT_THE_WEIGHTS, SUBTRACT, LEFT),
        "z, a", "–", "δ", alone=True,
    ),
    Source(
        "Ng, Deep Learning",
        "Ng, *Deep Learning Specialization*",
        "course 1, exercise *Building your Deep Neural Network*, `linear_backward`",
        Convention(OUTPUT, COLUMNS, AT_THE_WEIGHTS, SUBTRACT, ENTERED),
        "Z, A", "dA", "dZ",
    ),
    Source(
        "Saito",
        "Saito, *ゼロから作る Deep Learning*",
        "common/layers.py, `Affine`, `Sigmoid`, `SoftmaxWithLoss`",
        Convention(OUTPUT, ROWS, AT_ONCE, SUBTRACT, ENTERED),
        "a, z", "dout", "dout",
    ),
    Source(
        "CS231n",
        "*CS231n*, course notes",
        "*Putting it together: Minimal Neural Network Case Study*",
        Convention(OUTPUT, ROWS),
        "scores, hidden_layer", "dhidden", "dscores", numbered=False,
    ),
    Source(
        "D2L",
        "Zhang and others, *Dive into Deep Learning*",
        "section *Forward Propagation, Backward Propagation, and Computational Graphs*",
        Convention(OUTPUT, COLUMNS, NOWHERE, SUBTRACT, ENTERED),
        "z, h", "∂J/∂h", "∂J/∂z", alone=True,
    ),
    Source(
        "AIMA",
        "Russell and Norvig, *AIMA*, in Python",
        "aima-python, learning.py, `BackPropagationLearner`",
        Convention(TOTAL_INPUT, COLUMNS, NOWHERE, ADD, ENTERED),
        "in_val, value", "–", "delta", alone=True,
    ),
    Source(
        "Trask",
        "Trask, *A Neural Network in 11 lines of Python*",
        "lines 8 to 11 of the listing",
        Convention(TOTAL_INPUT, ROWS, NOWHERE, ADD),
        "–, l1", "–", "l1_delta",
    ),
    Source(
        "micrograd",
        "Karpathy, *micrograd*",
        "engine.py, `Value.backward`",
        Convention(),
        "`Value`, `Value`", "grad", "grad", alone=True, numbered=False,
    ),
    Source(
        "PyTorch",
        "*PyTorch*",
        "documentation of `nn.Linear` and of `Tensor.retain_grad`",
        Convention(OUTPUT, ROWS),
        "input, output", ".grad", ".grad", numbered=False,
    ),
)  # fmt: skip


def sources():
    """Return the twelve sources and what each has chosen.

    Lesson: 12_other_views.
    """
    head = "source", "x: ∂E/∂x", "X: ∂E/∂X", "a sample", "1/m", "W", "input, first W"
    return Table(head, tuple(map(row_of, SOURCES)))


def row_of(source):
    """Return what a source has chosen, as a row."""
    c, (x, X) = source.convention, source.letters.split(", ")
    sample = "alone" if source.alone else c.samples[:-1]
    numbers = "{}, W({})".format(*c.first) if source.numbered else "–"
    slopes = f"{x}: {source.by_total_input}", f"{X}: {source.by_output}"
    return f"{source.name}; {source.where}", *slopes, sample, c.mean, c.sign[-2:], numbers
