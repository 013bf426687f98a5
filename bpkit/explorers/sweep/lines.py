"""What stands below the picture of a sweep: the equation, the matrix that it reads, the ledger."""

from base64 import b64encode
from html import escape

from ..frame.notation import number
from .ledger import as_csv, as_html
from .words import spelled

STYLE = """<style>
.bpkit-sweep { display: flex; flex-wrap: wrap; gap: 2px 20px; line-height: 1.45; }
.bpkit-sweep > div:first-child { flex: 1 1 340px; max-width: max-content; }
.bpkit-sweep code { white-space: pre-wrap; }
.bpkit-sweep td, .bpkit-ledger td, .bpkit-ledger th { padding: 0 5px; text-align: right; }
.bpkit-sweep td, .bpkit-ledger td, .bpkit-ledger th { font-size: 12px; }
.bpkit-sweep td[data-read="1"] { font-weight: bold; outline: 1px solid; }
.bpkit-sweep table, .bpkit-ledger table { line-height: 1.35; }
.bpkit-ledger { max-height: 240px; overflow: auto; }
.bpkit-ledger a { color: var(--jp-content-link-color, blue); text-decoration: underline; }
</style>"""


def equation_html(moment):
    """Return equation, indices, numbers and code, and beside them the matrix that is read."""
    rule, code = moment.rule
    equation = f"{code.number} {rule}".lstrip()
    said = "<br>".join(map(escape, [equation, *spelled(moment)]))
    source = f"<br><code>{escape(code.source)}</code> <small>{escape(code.file)}</small>"
    matrix = matrix_html(moment)
    return f'{STYLE}<div class="bpkit-sweep"><div>{said}{source}</div>{matrix}</div>'


def matrix_html(moment):
    """Return W(l) as a table in which the row or the column of this stop stands out, or nothing."""
    row, stop = moment.row, moment.stop
    read = row.weights(moment.swept.sizes, stop)
    if not row.along or not read:
        return ""
    l = read[0][0]
    body = "".join(
        f"<tr>{''.join(matrix_entry(w, (l, i, j) in read) for j, w in enumerate(weights))}</tr>"
        for i, weights in enumerate(moment.swept.net.W[l])
    )
    return f"<div>W({l}), {row.along} {stop.i + 1}<table>{body}</table></div>"


def matrix_entry(w, read):
    """Return one entry of the matrix; those that are read are bold and framed."""
    return f'<td data-read="{int(read)}">{number(w)}</td>'


def ledger_html(moment):
    """Return the ledger as a table, and a link that saves it: the file is inside the link."""
    file = b64encode(as_csv(moment).encode()).decode("ascii")
    link = f'<a download="sweep.csv" href="data:text/csv;base64,{file}">Save as CSV</a>'
    return f'{STYLE}<div class="bpkit-ledger">{link}{as_html(moment)}</div>'
