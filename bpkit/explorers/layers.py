"""Layer sizes as a learner types them: "16, 16"."""

import re

MAX_DEPTH, MAX_WIDTH, MAX_WEIGHTS = 8, 64, 100_000

EXAMPLE = "write the size of each hidden layer, for example 16, 16"


def read_sizes(text, n_in, n_out):
    """Return [n_in, hidden sizes…, n_out]; ValueError says what in the text makes no sense and what would."""
    if not isinstance(text, str):
        raise ValueError(f"The layers are {text!r}, not a text: {EXAMPLE}.")
    entries = [entry.strip() for entry in text.split(",")]
    if entries == [""]:
        raise ValueError(f"There is no layer size here: {EXAMPLE}.")
    if len(entries) > MAX_DEPTH - 1:
        raise ValueError(f"These are {len(entries):,} hidden layers, at most {MAX_DEPTH - 1} fit: {EXAMPLE}.")
    sizes = [n_in, *(read_size(entry) for entry in entries), n_out]
    weights = sum(a * b for a, b in zip(sizes, sizes[1:]))
    if weights > MAX_WEIGHTS:
        raise ValueError(f"These sizes make {weights:,} weights, at most {MAX_WEIGHTS:,} fit: make a layer smaller.")
    return sizes


def read_size(entry, most=MAX_WIDTH, example=EXAMPLE):
    """Return one size between 1 and most; what is wrong with it is told with an example."""
    if entry == "":
        raise ValueError(f"A size is missing beside a comma: {example}.")
    if not re.fullmatch(r"[0-9]{1,9}", entry):
        raise ValueError(f"I cannot read {shortened(entry)} as a layer size: {example}.")
    if not 1 <= int(entry) <= most:
        raise ValueError(f"A layer of {int(entry):,} neurons does not fit, 1 to {most:,} do: {example}.")
    return int(entry)


def shortened(entry, length=30):
    """Return entry in quotes, cut where it grows long, with � for what would not show or would turn the text."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in entry[:length])
    return f"“{shown}”" if len(entry) <= length else f"“{shown}…” ({len(entry):,} characters)"
