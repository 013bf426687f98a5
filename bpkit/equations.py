r"""The numbered equations of the course, and a function's source beside those that it computes."""

import ast
import inspect
import re
from textwrap import dedent
from typing import NamedTuple


class Equation(NamedTuple):
    """An equation of the course, as it is typeset and as a docstring writes it."""

    latex: str
    plain: str


# the two halves of (1), and what (5), (6) and (7) share
OUTPUT = "X_i(l+1) = f(x_i(l+1))"
TOTAL_INPUT = "x_i(l+1) = Σ_j W_ij(l) X_j(l) + b_i(l)"
BRIDGE = "∂E/∂x_i(l) = δ_i(l) f′(x_i(l))"

EQUATIONS = {
    1: Equation(
        r"X_i^{(l+1)} = f\big(x_i^{(l+1)}\big), \qquad "
        r"x_i^{(l+1)} = \sum_j W_{ij}^{(l)} X_j^{(l)} + b_i^{(l)}",
        f"{OUTPUT},   {TOTAL_INPUT}",
    ),
    2: Equation(
        r"W_{ij}^{(l)} \leftarrow W_{ij}^{(l)} - \eta\, \frac{\partial E}{\partial W_{ij}^{(l)}}",
        "W_ij(l) ← W_ij(l) − η ∂E/∂W_ij(l)",
    ),
    3: Equation(
        r"b_i^{(l)} \leftarrow b_i^{(l)} - \eta\, \frac{\partial E}{\partial b_i^{(l)}}",
        "b_i(l) ← b_i(l) − η ∂E/∂b_i(l)",
    ),
    4: Equation(
        r"\delta_i^{(l)} \equiv \frac{\partial E}{\partial X_i^{(l)}}",
        "δ_i(l) ≡ ∂E/∂X_i(l)",
    ),
    5: Equation(
        r"\delta_i^{(l)} = \sum_j \delta_j^{(l+1)} f'\big(x_j^{(l+1)}\big) W_{ji}^{(l)}",
        "δ_i(l) = Σ_j δ_j(l+1) f′(x_j(l+1)) W_ji(l)",
    ),
    6: Equation(
        r"\frac{\partial E}{\partial W_{ij}^{(l)}} "
        r"= \delta_i^{(l+1)} f'\big(x_i^{(l+1)}\big) X_j^{(l)}",
        "∂E/∂W_ij(l) = δ_i(l+1) f′(x_i(l+1)) X_j(l)",
    ),
    7: Equation(
        r"\frac{\partial E}{\partial b_i^{(l)}} = \delta_i^{(l+1)} f'\big(x_i^{(l+1)}\big)",
        "∂E/∂b_i(l) = δ_i(l+1) f′(x_i(l+1))",
    ),
}


class Shown(NamedTuple):
    """A function's source and the numbers of the equations that its lines carry."""

    numbers: tuple[int, ...]
    source: str

    def __repr__(self):
        """Return the source, for a reader without typeset equations."""
        return self.source

    def _repr_markdown_(self):
        """Return the equations, typeset and numbered, above the source."""
        equations = [f"$${EQUATIONS[n].latex} \\tag{{{n}}}$$" for n in self.numbers]
        return "\n\n".join([*equations, f"```python\n{self.source}\n```"])


def show(function):
    """Display the source of a function beside the numbered equations that it computes.

    Errors: TypeError when function has no Python source.
    Lesson: 00_start_here.
    """
    if not (inspect.isroutine(function) or inspect.isclass(function)):
        raise TypeError(f"function is a {type(function).__name__}, expected one of bpkit's")
    source = with_first_sentence(dedent(inspect.getsource(inspect.unwrap(function))))
    numbers = sorted({int(n) for n in re.findall(r"# \((\d)\)$", source, re.M)})
    return Shown(tuple(numbers), source)


def with_first_sentence(source):
    """Return the source of a function or class with its docstring shortened to the first line."""
    lines, definition = source.rstrip().splitlines(), ast.parse(source).body[0]
    if doc := ast.get_docstring(definition):
        place = definition.body[0]
        lines[place.lineno - 1 : place.end_lineno] = [
            f'{" " * place.col_offset}"""{doc.splitlines()[0]}"""'
        ]
    return "\n".join(lines)
