"""Layer sizes as a learner types them: "16, 16" for the hidden layers, "2, 16, 16, 1" for all."""

import re
from typing import NamedTuple

from ...cost import weights

HIDDEN = "write the size of each hidden layer, for example 16, 16"
ALL = "write all sizes, from the input to the output, for example 2, 3, 1"


class Ceilings(NamedTuple):
    """The most layers, neurons in a layer and parameters that an explorer can carry."""

    layers: int
    neurons: int
    parameters: int


def read_hidden(text, n_in, n_out, most):
    """Return [n_in, hidden sizes…, n_out]; ValueError says what makes no sense and what would."""
    hidden = read_sizes(text, HIDDEN, most.neurons)
    if len(hidden) > most.layers:
        raise ValueError(
            f"These are {len(hidden):,} hidden layers, at most {most.layers} fit: {HIDDEN}."
        )
    return within_ceilings([n_in, *hidden, n_out], most)


def read_all(text, most):
    """Return [n_0, …, n_L]; ValueError says what makes no sense and what would."""
    sizes = read_sizes(text, ALL, most.neurons)
    if len(sizes) < 2:
        raise ValueError(f"A network has an input and an output, so at least two sizes: {ALL}.")
    if len(sizes) > most.layers:
        raise ValueError(f"These are {len(sizes):,} sizes, at most {most.layers} fit: {ALL}.")
    return within_ceilings(sizes, most)


def within_ceilings(sizes, most):
    """Return sizes, if they make no more parameters than the explorer can carry."""
    P = weights(sizes)[1]
    if P > most.parameters:
        raise ValueError(
            f"These sizes make {P:,} parameters, at most {most.parameters:,} fit: "
            "make a layer smaller."
        )
    return sizes


def read_sizes(text, example, most_neurons):
    """Return the numbers between the commas of a text, each a layer size."""
    if not isinstance(text, str):
        raise ValueError(f"The layers are {text!r}, not a text: {example}.")
    entries = [entry.strip() for entry in text.split(",")]
    if entries == [""]:
        raise ValueError(f"There is no layer size here: {example}.")
    return [read_size(entry, most_neurons, example) for entry in entries]


def read_size(entry, most, example):
    """Return one size between 1 and most."""
    if entry == "":
        raise ValueError(f"A size is missing beside a comma: {example}.")
    if not re.fullmatch(r"[0-9]{1,9}", entry):
        raise ValueError(f"I cannot read {shortened(entry)} as a layer size: {example}.")
    if not 1 <= int(entry) <= most:
        raise ValueError(
            f"A layer of {int(entry):,} neurons does not fit, 1 to {most:,} do: {example}."
        )
    return int(entry)


def shortened(entry, length=30):
    """Return entry in quotes, cut if long, with � for what would not show or turn the text."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in entry[:length])
    return f"“{shown}”" if len(entry) <= length else f"“{shown}…” ({len(entry):,} characters)"
