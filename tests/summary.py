"""The page to print: (1)–(7) with their code and shapes, and the four schools, from the records.

Run: python -m tests.summary.
"""

import inspect
import re
from html import escape
from pathlib import Path

import bpkit as bp
from bpkit.equations import BRIDGE, EQUATIONS
from bpkit.literature import LINES, SCHOOLS

PAGE = Path(__file__).parent.parent / "docs" / "summary.html"
SPOKEN = {
    1: "carry forward", 2: "step a weight", 3: "step a bias", 4: "define δ", 5: "carry δ back",
    6: "slope by a weight", 7: "slope by a bias",
}  # fmt: skip
SHAPES = {
    1: "x(l), X(l): n_l × m", 2: "W(l): n_{l+1} × n_l", 3: "b(l): n_{l+1} × 1", 4: "δ(L): n_L × m",
    5: "δ(l): n_l × m", 6: "as W(l)", 7: "as b(l), summed over the samples",
}  # fmt: skip
CHOICES = (
    ("delta", "∂E/∂X → ∂E/∂x: times f′(x) of the same layer. Back: δ(l) = W(l)ᵀ ∂E/∂x(l+1), "
     "never by dividing: f′ may be 0."),
    ("samples", "columns → rows: every matrix is transposed, W too, and b is summed over axis 0."),
    ("1/m", "in δ(L) → in ∂E/∂W: delta is m times ours, the gradients are ours. A sum over the "
     "samples: all are m times ours, so η is to be m times smaller."),
    ("sign", "X − T with W −= → T − X with W +=: everything is times −1, the step is the same."),
    ("layers", "names only. Ours: the input is layer 0, and W(0) leads out of it."),
)  # fmt: skip
STYLE = """
@page { size: A4; margin: 11mm }
body { font: 8.6pt/1.3 "DejaVu Sans", Arial, "Noto Sans CJK JP", IPAexGothic, sans-serif }
body { max-width: 188mm; margin: 0 auto }
h1 { font-size: 13pt; margin: 0 0 1mm } h2 { font-size: 10pt; margin: 3.2mm 0 1mm }
p { margin: 0 0 1mm } table { border-collapse: collapse; width: 100% }
td, th { border-bottom: .2mm solid #999; padding: .9mm 1.2mm }
td, th { text-align: left; vertical-align: top } .eq { white-space: nowrap }
th { font-weight: bold } code { font: 7.2pt "DejaVu Sans Mono", Consolas, monospace }
.schools code { font-size: 6.6pt; overflow-wrap: anywhere }
sub, sup { font-size: 70%; line-height: 0 }
"""


def typeset(text):
    """Return W_ij(l+1) with its indices below, its layer above."""
    text = escape(text)
    text = re.sub(r"_\{([^}]*)\}|_(\w+)", lambda m: f"<sub>{m[1] or m[2]}</sub>", text)
    return re.sub(r"(?<=[\w>])\((l(?:\+1)?|L)\)", r"<sup>(\1)</sup>", text)


def code_of(n):
    """Return the lines of the package that carry the number of an equation."""
    functions = bp.forward, bp.backward, bp.gradients, bp.update
    lines = "\n".join(inspect.getsource(f) for f in functions).splitlines()
    marks = (f"# ({n})", "# δ f′") if n == 5 else (f"# ({n})",)
    found = [line.split("  # ")[0].strip() for line in lines if line.endswith(marks)]
    return "<br>".join(f"<code>{escape(line)}</code>" for line in found)


def row(*cells, kind="td"):
    """Return a row of a table."""
    return "<tr>" + "".join(f"<{kind}>{cell}</{kind}>" for cell in cells) + "</tr>"


def equations():
    """Yield the rows of (1) to (7)."""
    yield row("", "", "equation", "in code", "shape", kind="th")
    for n, equation in EQUATIONS.items():
        plain = f'<span class="eq">{typeset(equation.plain).replace(",   ", "<br>")}</span>'
        yield row(f"({n})", SPOKEN[n], plain, code_of(n), typeset(SHAPES[n]))


def schools():
    """Yield the rows of the four schools."""
    yield row("", *(escape(school.name) for school in SCHOOLS), kind="th")
    for name, lines in zip(LINES.values(), zip(*(school.lines for school in SCHOOLS))):
        yield row(escape(name), *(f"<code>{escape(line)}</code>" for line in lines))


def page():
    """Return the page."""
    choices = (row(f"<b>{name}</b>", typeset(text)) for name, text in CHOICES)
    newline = "\n"
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Backpropagation on a page</title>
<style>{STYLE}</style></head><body>
<h1>Backpropagation on a page</h1>
<p>Layers l = 0 (input) … L (output); a batch of m samples is m columns; x is the total input, X the
output of a layer, T the target, f the activation; E is the mean loss over the samples, so that δ
carries the 1/m. The bridge to most other books: <span class="eq">{typeset(BRIDGE)}</span>, in code
<code>dE_dx[l]</code>.</p>
<h2>The seven equations</h2>
<table>
{newline.join(equations())}
</table>
<h2>The same sweep in other books</h2>
<table class="schools">
{newline.join(schools())}
</table>
<h2>From one to the other</h2>
<table>
{newline.join(choices)}
</table>
<p>PyTorch: <code>.grad</code> of any tensor is the slope of E by it; call
<code>retain_grad()</code> on what is computed on the way; <code>.grad</code> adds up until it is
set to zero. bpkit, lesson 12. CC BY 4.0.</p>
</body></html>
"""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
