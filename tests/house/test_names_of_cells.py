"""A cell that is run out of order: it lacks a name, and never takes another cell's by mistake."""

import ast
import builtins
from collections import Counter

import nbformat
import pytest

from ..store_outputs import NOTEBOOKS

# the lessons whose cells have been gone through
KEPT = (
    "06_weight_and_bias_gradients",
    "08_train_a_network",
    "09_delta_through_depth",
    "10_count_the_cost",
    "10b_clocks_and_rivals",
    "11_break_backprop",
    "12_other_views",
)
KNOWN = {*dir(builtins), "np", "bp"}
INNER = ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def stored(node):
    """Return the names that a statement, or a part of it, gives to something in the notebook."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, INNER):
        return set()
    own = {node.id} if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else set()
    return own.union(*map(stored, ast.iter_child_nodes(node)))


def read(node, bound=frozenset()):
    """Yield the names that a node reads, in order, each but those that are bound inside it."""
    if isinstance(node, INNER | ast.FunctionDef):
        inner = list(ast.walk(node))
        bound |= {n.id for n in inner if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        bound |= {n.arg for n in inner if isinstance(n, ast.arg)}
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in bound:
        yield node.id
    for child in ast.iter_child_nodes(node):
        yield from read(child, bound)


def wanted(source):
    """Return the names that a cell takes from other cells."""
    return missing(ast.parse(source).body, set(KNOWN))


def missing(statements, here):
    """Return the names that statements read before they make them; here grows by what they make."""
    found = set()
    for statement in statements:
        if isinstance(statement, ast.For):
            found |= set(read(statement.iter)) - here
            here |= stored(statement.target)
            found |= missing(statement.body, here)
        else:
            found |= set(read(statement)) - here
        here |= stored(statement)
    return found


def ambiguous(sources):
    """Yield each name that a cell takes from others, of which more than one make it."""
    makers = Counter(name for source in sources for name in stored(ast.parse(source)))
    for source in sources:
        for name in sorted(wanted(source)):
            if makers[name] != 1:
                yield f"{name}, made {makers[name]} times, in: {source[:60]}"


@pytest.mark.parametrize("name", KEPT)
def test_what_a_cell_takes_from_another_has_one_maker(name):
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    assert list(ambiguous([c.source for c in notebook.cells if c.cell_type == "code"])) == []


@pytest.mark.parametrize(
    "sources",
    [
        ["X = 1", "X = 2", "X + 1"],
        ["X = 1", "for X in range(3):\n    pass", "def f():\n    return X"],
        ["X = 1", "X += 1"],
        ["X + 1"],
        ["X = 1", "(X, T), Y = (2, 3), 4", "[X for _ in range(3)]"],
    ],
)
def test_a_name_with_two_makers_is_noticed(sources):
    assert len(list(ambiguous(sources))) == 1


@pytest.mark.parametrize(
    "sources",
    [
        ["X = 1", "X + 1"],
        ["X = 1", "X = 2\nX + 1"],
        ["for i in range(3):\n    X = i\n    X + 1", "X = 1"],
        ["def f(X):\n    return X", "X = 1", "[X for X in range(3)]", "X = 2"],
    ],
)
def test_a_name_with_one_maker_is_left_alone(sources):
    assert list(ambiguous(sources)) == []
