"""What stands below the picture of a sweep: the equation three ways, the matrix that it reads, and the ledger."""

from base64 import b64encode
from html import escape

from .ledger import as_csv, as_html
from .spelling import number, spelled

STYLE = """<style>
.bpkit-sweep { display: flex; flex-wrap: wrap; gap: 2px 20px; line-height: 1.45; }
.bpkit-sweep > div:first-child { flex: 1 1 340px; max-width: max-content; }
.bpkit-sweep code { white-space: pre-wrap; }
.bpkit-sweep td, .bpkit-ledger td, .bpkit-ledger th { padding: 0 5px; text-align: right; font-size: 12px; }
.bpkit-sweep td[data-read="1"] { font-weight: bold; outline: 1px solid; }
.bpkit-sweep table, .bpkit-ledger table { line-height: 1.35; }
.bpkit-ledger { max-height: 240px; overflow: auto; }
.bpkit-ledger a { color: var(--jp-content-link-color, blue); text-decoration: underline; }
</style>"""


def equation_html(swept, stop, s):
    """Return equation, indices, numbers and line of code, and beside them the matrix that the equation reads."""
    lines, code = spelled(swept, stop, s)
    marks = f"({code.number}) " if code.number.isdigit() else (f"{code.number} " if code.number else "")
    said = "<br>".join(escape(text) for text in (f"{marks}{lines[0]}", *lines[1:]))
    source = f"<br><code>{escape(code.source)}</code> <small>{escape(code.file)}</small>"
    return f'{STYLE}<div class="bpkit-sweep"><div>{said}{source}</div>{matrix_html(swept, stop)}</div>'


def matrix_html(swept, stop):
    """Return W(l) as a table in which the row or the column of this stop stands out, or nothing."""
    quantity, l, i, j = stop
    if quantity == "x":
        l, read, row = l - 1, f"row {i + 1}", i
    elif quantity == "delta" and l < swept.net.depth:
        read, row = f"column {i + 1}", None
    else:
        return ""
    body = "".join(
        f"<tr>{''.join(entry(w, r == row if quantity == 'x' else c == i) for c, w in enumerate(weights))}</tr>"
        for r, weights in enumerate(swept.net.W[l])
    )
    return f"<div>W({l}), {read}<table>{body}</table></div>"


def entry(w, read):
    """Return one entry of the matrix; those that are read are bold and framed."""
    return f'<td data-read="{int(read)}">{number(w)}</td>'


def ledger_html(swept, s, done):
    """Return the ledger as a table, and a link that saves it: the file is inside the link."""
    file = b64encode(as_csv(swept, s, done).encode()).decode("ascii")
    link = f'<a download="sweep.csv" href="data:text/csv;base64,{file}">Save as CSV</a>'
    return f'{STYLE}<div class="bpkit-ledger">{link}{as_html(swept, s, done)}</div>'
