"""A worksheet as a page of HTML that a browser prints on one sheet of A4."""

import re

from ...equations import EQUATIONS
from . import blanks
from .blanks import decimal
from .drawing import drawing
from .numbers import DECIMALS, ETA, F

STYLE = """
@page { size: A4; margin: 11mm 12mm; }
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 186mm; color: #000; background: #fff;
  font: 9.2pt/1.25 "DejaVu Sans", Verdana, sans-serif; }
h1 { font-size: 13pt; margin: 0 0 1mm; display: flex; justify-content: space-between; }
h1 span { font-size: 9.2pt; font-weight: normal; }
h2 { font-size: 9.2pt; margin: 4mm 0 0; }
h2 span, p { font-weight: normal; margin: 0; }
.given { display: flex; gap: 5mm; align-items: center; }
.given svg { width: 96mm; flex: none; }
svg line { stroke: #777; } svg circle { fill: #fff; stroke: #000; }
svg text { font: 11.5px "DejaVu Sans", Verdana, sans-serif; text-anchor: middle;
  paint-order: stroke; stroke: #fff; stroke-width: 6px; }
table { border-collapse: collapse; } td, th { padding: 0.9mm 2.4mm 0.9mm 0; }
th { font-weight: normal; text-align: left; }
.matrix { border: solid #000; border-width: 0 0.25mm; border-radius: 1.5mm; }
.matrix td { padding: 0 1.4mm; text-align: right; }
ol { list-style: none; display: grid; column-gap: 4mm; margin: 0; padding: 0; }
ol.two { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); }
ol.three { grid-template-columns: repeat(3, minmax(0, 1fr)); }
li { display: flex; gap: 0.8mm; align-items: baseline; margin-top: 3.6mm; white-space: nowrap; }
li .number { font-size: 7.5pt; color: #444; width: 4.6mm; flex: none; }
sub { font-size: 70%; line-height: 0; }
li .room { flex: 1; border-bottom: 0.25mm solid #888; }
li .working { font-size: 7pt; color: #333; } li b { margin-left: auto; }
"""

SECTIONS = (
    ("Forward", (1,), blanks.forward, "two"),
    ("The loss E = ½ Σ (X − T)², and δ at the output: X − T", (4,), blanks.output, "three"),
    ("Backward", (5,), blanks.backward, "one"),
    ("Gradients", (6, 7), blanks.gradients, "three"),
    ("One step: the new weights and biases", (2, 3), blanks.update, "three"),
)


def sheet(seed, given, filled):
    """Return the text of the HTML file: the page with its blanks, or its key, which fills them."""
    kind = "Key to worksheet" if filled else "Worksheet"
    sizes = "-".join(map(str, given.net.sizes))
    name = "" if filled else "<span>Name: ____________________________</span>"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{kind} {seed}</title>'
        f"<style>{STYLE}</style></head><body><h1>{kind} {seed}{name}</h1>"
        f"<p>One step of backpropagation by hand, through a {sizes} network and one sample. "
        f"Nothing is rounded: no number has more than {DECIMALS} decimals.</p>"
        f'<div class="given">{drawing(given)}{table(given)}</div>'
        + "".join(section(*parts, given, filled) for parts in SECTIONS)
        + "</body></html>\n"
    )


def table(given):
    """Return what is given: the functions, η, the sample, and the numbers of each layer."""
    functions = {
        "f(x)": f"x for x &gt; 0, else {F.slope} x",
        "f′(x)": f"1 for x &gt; 0, else {F.slope}",
        "η": decimal(ETA),
    }
    pairs = [("X(0)", given.X0, "T", given.T)]
    for l, (W, b) in enumerate(zip(given.net.W, given.net.b)):
        pairs.append((f"W({l})", W, f"b({l})", b))
    rows = [f'<th>{name}</th><td colspan="3">{said}</td>' for name, said in functions.items()]
    for one, a, other, b in pairs:
        rows.append(f"<th>{one}</th><td>{matrix(a)}</td><th>{other}</th><td>{matrix(b)}</td>")
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def matrix(array):
    """Return an array between brackets, a row for each neuron of the later layer."""
    rows = ("".join(f"<td>{decimal(value)}</td>" for value in row) for row in array)
    return '<table class="matrix">' + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def section(title, numbers, blanks_of, columns, given, filled):
    """Return a part of the step: its equations with their numbers, and its blanks."""
    equations = " &nbsp; ".join(f"({n}) {typeset(EQUATIONS[n].plain)}" for n in numbers)
    items = "".join(item(blank, filled) for blank in blanks_of(given))
    return f'<h2>{title}. <span>{equations}</span></h2><ol class="{columns}">{items}</ol>'


def typeset(plain):
    """Return an equation with its indices lowered."""
    return re.sub(r"_([ij]+)", r"<sub>\1</sub>", plain)


def item(blank, filled):
    """Return a blank with its equation's number beside it, empty or filled."""
    number = "" if blank.equation is None else f"({blank.equation})"
    left = f'<li><span class="number">{number}</span><span>{blank.symbol} =</span>'
    if not filled:
        return f'{left}<span class="room"></span></li>'
    return f'{left}<span class="working">{blank.working}</span><b>{decimal(blank.value)}</b></li>'
