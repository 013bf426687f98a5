import inspect
import re

import pytest

import bpkit as bp
from bpkit.equations import EQUATIONS

NUMBERS = {"forward": (1,), "backward": (4, 5), "gradients": (6, 7), "update": (2, 3)}


def first_sentence(function):
    return inspect.getdoc(function).splitlines()[0]


@pytest.mark.parametrize("name", NUMBERS)
def test_the_numbers_beside_the_lines_are_those_of_the_docstring(name):
    function = getattr(bp, name)
    said = first_sentence(function).partition("equation")[2]
    assert (
        tuple(int(n) for n in re.findall(r"\((\d)\)", said))
        == NUMBERS[name]
        == bp.show(function).numbers
    )


def test_the_four_functions_together_are_all_seven_equations_once():
    assert sorted(n for name in NUMBERS for n in bp.show(getattr(bp, name)).numbers) == list(
        range(1, 8)
    )
    assert sorted(EQUATIONS) == list(range(1, 8))


@pytest.mark.parametrize(
    ("name", "line", "n"),
    [
        ("forward", "x[l + 1] = W[l] @ X[l] + b[l]", 1),
        ("forward", "X[l + 1] = f[l](x[l + 1])", 1),
        ("backward", "delta[l] = W[l].T @ dE_dx[l + 1]", 5),
        ("gradients", "dE_dW[l] = dE_dx[l + 1] @ X[l].T", 6),
        ("gradients", "dE_db[l] = dE_dx[l + 1].sum(axis=1, keepdims=True)", 7),
        ("update", "W = [W - eta * dE_dW for W, dE_dW in zip(net.W, grads.W)]", 2),
        ("update", "b = [b - eta * dE_db for b, dE_db in zip(net.b, grads.b)]", 3),
    ],
)
def test_an_equation_and_its_line_carry_the_same_number(name, line, n):
    assert f"{line}  # ({n})" in map(str.strip, bp.show(getattr(bp, name)).source.splitlines())


@pytest.mark.parametrize("name", NUMBERS)
def test_what_is_shown_is_short_enough_to_project_and_is_nothing_but_the_page(name):
    lines = bp.show(getattr(bp, name)).source.splitlines()
    assert len(lines) <= 12 and max(map(len, lines)) <= 100
    assert not re.search(r"\bout\b|append|errstate|isinstance| if |^@", "\n".join(lines), re.M)
    assert [line for line in lines if "door." in line] == lines[2:3] and "# (" not in lines[2]


def test_the_definition_of_delta_stands_beside_the_line_that_takes_it_from_the_loss():
    [line] = [line for line in bp.show(bp.backward).source.splitlines() if line.endswith("# (4)")]
    assert line.strip().startswith("delta[L] = ")


def test_the_equations_say_in_symbols_what_the_design_says():
    symbols = {
        1: ["X_i^{(l+1)} = f", r"\sum_j W_{ij}^{(l)} X_j^{(l)} + b_i^{(l)}"],
        2: [
            r"W_{ij}^{(l)} \leftarrow W_{ij}^{(l)} - \eta",
            r"\frac{\partial E}{\partial W_{ij}^{(l)}}",
        ],
        3: [r"b_i^{(l)} \leftarrow b_i^{(l)} - \eta", r"\frac{\partial E}{\partial b_i^{(l)}}"],
        4: [r"\delta_i^{(l)} \equiv \frac{\partial E}{\partial X_i^{(l)}}"],
        5: [r"\delta_i^{(l)} = \sum_j \delta_j^{(l+1)}", "f'", "x_j^{(l+1)}", "W_{ji}^{(l)}"],
        6: [
            r"\frac{\partial E}{\partial W_{ij}^{(l)}} = \delta_i^{(l+1)}",
            "f'",
            "x_i^{(l+1)}",
            "X_j^{(l)}",
        ],
        7: [r"\frac{\partial E}{\partial b_i^{(l)}} = \delta_i^{(l+1)}", "f'", "x_i^{(l+1)}"],
    }
    for n, parts in symbols.items():
        latex = EQUATIONS[n].latex
        assert all(part in latex for part in parts)
        assert latex.count("{") == latex.count("}")


def test_in_plain_text_the_equations_are_those_of_the_design():
    assert [EQUATIONS[n].plain for n in sorted(EQUATIONS)] == [
        "X_i(l+1) = f(x_i(l+1)),   x_i(l+1) = Σ_j W_ij(l) X_j(l) + b_i(l)",
        "W_ij(l) ← W_ij(l) − η ∂E/∂W_ij(l)",
        "b_i(l) ← b_i(l) − η ∂E/∂b_i(l)",
        "δ_i(l) ≡ ∂E/∂X_i(l)",
        "δ_i(l) = Σ_j δ_j(l+1) f′(x_j(l+1)) W_ji(l)",
        "∂E/∂W_ij(l) = δ_i(l+1) f′(x_i(l+1)) X_j(l)",
        "∂E/∂b_i(l) = δ_i(l+1) f′(x_i(l+1))",
    ]


SYMBOLS = {
    "∂": r"\partial",
    "Σ": r"\sum",
    "δ": r"\delta",
    "η": r"\eta",
    "≡": r"\equiv",
    "←": r"\leftarrow",
}


@pytest.mark.parametrize("n", EQUATIONS)
def test_both_writings_of_an_equation_have_the_same_symbols(n):
    latex, plain = EQUATIONS[n]
    layers, indices = r"\(l(?:\+1)?\)", r"_\{?([ij]+)"
    assert re.findall(layers, latex) == re.findall(layers, plain)
    assert re.findall(indices, latex) == re.findall(indices, plain)
    for sign, word in SYMBOLS.items():
        assert latex.count(word) == plain.count(sign)


@pytest.mark.parametrize("loss", bp.losses.BY_NAME.values(), ids=bp.losses.BY_NAME)
def test_a_loss_writes_its_formulas_as_its_docstring_does(loss):
    doc = inspect.getdoc(type(loss))
    for formula, begin in ((loss.formula, "E = "), (loss.slope_formula, "∂E/∂X = ")):
        assert formula.startswith(begin) and "…" not in formula
        assert formula in doc


@pytest.mark.parametrize("name", NUMBERS)
def test_typeset_the_page_has_every_equation_with_its_number_above_the_source(name):
    page = bp.show(getattr(bp, name))
    markdown = page._repr_markdown_()
    for n in NUMBERS[name]:
        assert f"$${EQUATIONS[n].latex} \\tag{{{n}}}$$" in markdown
    assert re.findall(r"\\tag\{(\d)\}", markdown) == [str(n) for n in NUMBERS[name]]
    assert markdown.endswith(f"```python\n{page.source}\n```")


@pytest.mark.parametrize("name", NUMBERS)
def test_as_text_the_page_is_the_source_and_the_first_sentence_of_the_docstring(name):
    function = getattr(bp, name)
    text, source = repr(bp.show(function)), inspect.getsource(inspect.unwrap(function))
    assert text.count('"""') == 2
    assert f'    """{first_sentence(function)}"""' in text.splitlines()
    assert "Shapes:" not in text and "Shapes:" in source
    code = source.rpartition('"""')[2].rstrip("\n")
    assert text.endswith(code)


@pytest.mark.parametrize("name", NUMBERS)
def test_the_source_on_the_page_compiles_and_computes_the_same(name):
    function = getattr(bp, name)
    namespace = dict(inspect.unwrap(function).__globals__)
    # Python calls what was imported in the same text in another way
    exec(compile(f"from bpkit import door\n{bp.show(function).source}", name, "exec"), namespace)
    shown, original = (inspect.unwrap(f).__code__ for f in (namespace[name], function))
    assert shown.co_code == original.co_code and shown.co_names == original.co_names
    assert namespace[name] is not function


@pytest.mark.parametrize(
    "function", [bp.losses.softmax, bp.train, bp.numerical_gradients, bp.check_gradients]
)
def test_a_function_without_a_numbered_line_is_shown_without_equations(function):
    page = bp.show(function)
    assert page.numbers == ()
    assert page._repr_markdown_() == f"```python\n{page.source}\n```"
    compile(page.source, "page", "exec")


@pytest.mark.parametrize(
    "method",
    [
        bp.Network.create,
        bp.losses.CrossEntropy.E,
        bp.losses.CrossEntropy.dE_dX,
        bp.activations.Sigmoid.f,
    ],
)
def test_a_method_is_shown_as_something_that_compiles(method):
    source = bp.show(method).source
    compile(source, "page", "exec")
    assert f"def {method.__name__}(" in source and "return" in source


@pytest.mark.parametrize(
    "shown", [bp.activations.Sigmoid, bp.activations.LeakyReLU, bp.losses.CrossEntropy]
)
def test_a_pair_of_f_and_f_prime_is_shown_with_both(shown):
    source = bp.show(shown).source
    compile(source, "page", "exec")
    own = [
        name
        for name, member in vars(shown).items()
        if inspect.isfunction(member) and not name.startswith("_")
    ]
    assert own and all(f"def {name}(" in source for name in own)


def test_a_function_with_a_short_docstring_or_none_is_shown_whole():
    def short(x):
        """Return x."""
        return x

    def none(x):
        return f"""{x}
        """

    def later(x):
        """Return x."""
        y = """text"""
        return x, y

    for function in (short, none, later):
        lines = inspect.getsource(function).splitlines()
        assert [line.strip() for line in bp.show(function).source.splitlines()] == [
            line.strip() for line in lines
        ]


def test_what_has_no_python_source_is_a_type_error():
    for thing in (len, 3, bp.activations.sigmoid):
        with pytest.raises(TypeError):
            bp.show(thing)
