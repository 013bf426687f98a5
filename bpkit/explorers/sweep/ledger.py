"""The ledger of a sweep: a row for each neuron, filled as far as the sweep has come."""

import csv
from html import escape
from io import StringIO

from .spelling import number
from .stops import Stop

COLUMNS = {"x": "x", "X": "X", "f_prime": "f′", "delta": "δ", "dE_dx": "∂E/∂x", "dE_db": "∂E/∂b"}


def header(swept):
    """Return the columns; the last ones hold ∂E/∂W of the weights that lead into the neuron."""
    return ["layer", "unit", *COLUMNS, *(f"dE_dW_{j + 1}" for j in range(max(swept.net.sizes[:-1])))]


def rows(swept, s, done):
    """Return a row for each neuron, with None where the stop is not among those done."""
    return [row(swept, s, done, l, i) for l, n in enumerate(swept.net.sizes) for i in range(n)]


def row(swept, s, done, l, i):
    """Return what is known of neuron i of layer l, layer and unit first, units counted from 1."""

    def known(stop):
        return swept.value(stop, s) if stop in done else None

    f_prime = swept.f_prime[l][i, s].item() if Stop("dE_dx", l, i) in done else None
    X = known(Stop("X", l, i)) if l else swept.trace.X[0][i, s].item()
    cells = [known(Stop("x", l, i)), X, f_prime, *(known(Stop(q, l, i)) for q in ("delta", "dE_dx"))]
    n_in = swept.net.sizes[l - 1] if l else 0
    W = [known(Stop("dE_dW", l - 1, i, j)) for j in range(n_in)]
    padding = [None] * (max(swept.net.sizes[:-1]) - n_in)
    return [l, i + 1, *cells, known(Stop("dE_db", l - 1, i)), *W, *padding]


def as_csv(swept, s, done):
    """Return the ledger as CSV; every number can be read back to the last bit."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header(swept))
    writer.writerows(rows(swept, s, done))
    return text.getvalue()


def as_html(swept, s, done):
    """Return the ledger as a table."""
    spoken = [COLUMNS.get(name, name.replace("dE_dW_", "∂E/∂W from ")) for name in header(swept)]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in spoken)
    body = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows(swept, s, done))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def cell(value):
    """Return a cell: a whole number as it is, others rounded, nothing for what is not computed yet."""
    text = "" if value is None else (f"{value}" if isinstance(value, int) else number(value))
    return f"<td>{text}</td>"
