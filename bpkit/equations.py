r"""The numbered equations of the course, and a function's source beside the ones that it computes."""

import ast
import inspect
import re
from textwrap import dedent
from typing import NamedTuple

EQUATIONS = {
    1: r"X_i^{(l+1)} = f\big(x_i^{(l+1)}\big), \qquad x_i^{(l+1)} = \sum_j W_{ij}^{(l)} X_j^{(l)} + b_i^{(l)}",
    2: r"W_{ij}^{(l)} \leftarrow W_{ij}^{(l)} - \eta\, \frac{\partial E}{\partial W_{ij}^{(l)}}",
    3: r"b_i^{(l)} \leftarrow b_i^{(l)} - \eta\, \frac{\partial E}{\partial b_i^{(l)}}",
    4: r"\delta_i^{(l)} \equiv \frac{\partial E}{\partial X_i^{(l)}}",
    5: r"\delta_i^{(l)} = \sum_j \delta_j^{(l+1)} f'\big(x_j^{(l+1)}\big) W_{ji}^{(l)}",
    6: r"\frac{\partial E}{\partial W_{ij}^{(l)}} = \delta_i^{(l+1)} f'\big(x_i^{(l+1)}\big) X_j^{(l)}",
    7: r"\frac{\partial E}{\partial b_i^{(l)}} = \delta_i^{(l+1)} f'\big(x_i^{(l+1)}\big)",
}


class Page(NamedTuple):
    """A function's source and the numbers of the equations that its lines carry."""

    numbers: tuple[int, ...]
    source: str

    def __repr__(self):
        """Return the source, for a reader without typeset equations."""
        return self.source

    def _repr_markdown_(self):
        """Return the equations, typeset and numbered, above the source."""
        equations = [f"$${EQUATIONS[n]} \\tag{{{n}}}$$" for n in self.numbers]
        return "\n\n".join([*equations, f"```python\n{self.source}\n```"])


def show(function):
    """Display the source of a function beside the numbered equations that it computes.

    Errors: TypeError when function has no Python source.
    Lesson: 00_start_here.
    """
    source = with_first_sentence(dedent(inspect.getsource(inspect.unwrap(function))))
    numbers = sorted({int(n) for n in re.findall(r"# \((\d)\)$", source, re.M)})
    return Page(tuple(numbers), source)


def with_first_sentence(source):
    """Return the source of a function or class with its docstring shortened to the first line."""
    lines, definition = source.rstrip().splitlines(), ast.parse(source).body[0]
    if doc := ast.get_docstring(definition):
        place = definition.body[0]
        lines[place.lineno - 1 : place.end_lineno] = [f'{" " * place.col_offset}"""{doc.splitlines()[0]}"""']
    return "\n".join(lines)
