"""The ledger of a sweep: a row for each neuron, filled as far as the sweep has come."""

import csv
from html import escape
from io import StringIO

from ..frame.notation import number
from .quantities import QUANTITIES, row_of


def column_names(sizes, name):
    """Return the columns by "name" or by "head"; the last are one for each weight into a neuron."""
    every = [column for row in QUANTITIES.values() for column in row.columns]
    found = ["layer", "unit"]
    for column in sorted(every, key=lambda column: column.place):
        repeated = max(sizes[:-1]) if "{j}" in column.name else 1
        found += [getattr(column, name).format(j=j + 1) for j in range(repeated)]
    return found


def ledger_rows(moment):
    """Return a row for each neuron, with None where the stop is not among those done."""
    neurons = [(l, i) for l, n in enumerate(moment.swept.sizes) for i in range(n)]
    found = {(l, i): {"layer": l, "unit": i + 1} for l, i in neurons}
    for i, X in enumerate(moment.swept.X0[:, moment.s]):
        found[0, i]["X"] = X.item()
    for stop in moment.done:
        row = row_of(stop)
        for column in row.columns:
            name = column.name.format(j=stop.j + 1)
            found[stop.l + row.above, stop.i][name] = moment.column(stop, column)
    names = column_names(moment.swept.sizes, "name")
    return [[row.get(name) for name in names] for row in found.values()]


def as_csv(moment):
    """Return the ledger as CSV; every number can be read back to the last bit."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column_names(moment.swept.sizes, "name"))
    writer.writerows(ledger_rows(moment))
    return text.getvalue()


def as_html(moment):
    """Return the ledger as a table."""
    heads = column_names(moment.swept.sizes, "head")
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in ledger_rows(moment))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def cell(value):
    """Return a cell: whole numbers as they are, others rounded, nothing without a number."""
    if value is None:
        return "<td></td>"
    return f"<td>{value if isinstance(value, int) else number(value)}</td>"
