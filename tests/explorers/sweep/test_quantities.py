"""The rows of the quantities: every stop once, every line in the source, every equation known."""

import inspect
import re

import pytest

import bpkit as bp
from bpkit.equations import EQUATIONS
from bpkit.explorers.sweep.model import SweepMoment, SweptNetwork, given
from bpkit.explorers.sweep.quantities import (
    QUANTITIES,
    Quantity,
    Rule,
    always,
    line,
    row_of,
)
from bpkit.explorers.sweep.stops import Stop, stops
from bpkit.explorers.sweep.view import focus, lit
from bpkit.explorers.sweep.words import alt, spelled


def sweep(loss="squared_error"):
    """Return Mazur's network, swept: its targets fit every loss."""
    T = [1.0, 0.0]
    return given(None, None, T, loss)


def rules(swept):
    """Return the rule of every quantity, that of δ at the output and below."""
    found = {name: row.rule(swept, 1) for name, row in QUANTITIES.items()}
    return found | {"delta of the output": QUANTITIES["delta"].rule(swept, swept.net.depth)}


EVERY_RULE = [
    pytest.param(rule, id=f"{name}, {loss}")
    for loss in bp.losses.BY_NAME
    for name, rule in rules(sweep(loss)).items()
]


@pytest.mark.parametrize("sizes", [[2, 2, 2], [3, 4, 2], [1, 1], [8] * 6])
def test_the_stops_are_every_scalar_once(sizes):
    found, inner, W = stops(sizes), sum(sizes[1:]), sum(a * b for a, b in zip(sizes, sizes[1:]))
    assert len(found) == len(set(found)) == 3 * inner + 1 + sum(sizes) + W + inner
    order = [stop.quantity for stop in found]
    assert (
        order.index("E")
        < order.index("delta")
        < order.index("dE_dx")
        < order.index("dE_dW")
        < order.index("dE_db")
    )
    deltas = [stop.l for stop in found if stop.quantity == "delta"]
    assert deltas == sorted(deltas, reverse=True)


def test_the_rows_stand_in_the_order_of_the_sweep():
    met = dict.fromkeys(stop.quantity for stop in stops([2, 2, 2]))
    assert list(met) == list(QUANTITIES)


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_line_on_the_screen_stands_in_the_source(rule):
    found = line(rule)
    written = f"{found.source}  # {found.number}" if found.number else found.source
    lines = [text.strip() for text in inspect.getsource(inspect.unwrap(rule.function)).splitlines()]
    assert [text.startswith(written) for text in lines].count(True) == 1


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_the_number_of_a_line_is_that_of_the_equation_beside_it(rule):
    number = line(rule).number
    if number:
        assert rule.equation.split(",   ")[0] in EQUATIONS[int(number[1])].plain


def test_an_equation_beside_the_line_of_another_is_noticed():
    wrong = Rule(EQUATIONS[5].plain, bp.gradients, "dE_dW[l] = ")
    with pytest.raises(AssertionError):
        test_the_number_of_a_line_is_that_of_the_equation_beside_it(wrong)


def test_the_lines_of_a_sweep_are_all_the_numbered_lines_that_compute_it():
    on_screen = {line(rule).number for rule in rules(sweep()).values()} - {""}
    assert on_screen == {f"({n})" for n in EQUATIONS} - {"(2)", "(3)"}, "the sweep does not step"


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_what_an_equation_reads_comes_before_it(quantity):
    sizes = [3, 4, 2]
    order = stops(sizes)
    for stop in order:
        if stop.quantity == quantity:
            for read in row_of(stop).reads(sizes, *stop[1:]):
                assert read == Stop("X", 0, read.i) or order.index(read) < order.index(stop)


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_a_quantity_and_its_expression_in_bpkit_are_the_same_number(quantity):
    swept = sweep()
    names = {"trace": swept.trace, "back": swept.back, "grads": swept.grads, "E": swept.E}
    for stop in stops(swept.sizes):
        if stop.quantity == quantity:
            _, l, i, j = stop
            expression = row_of(stop).printed.format(l=l, i=i, j=j, s=0)
            assert eval(expression, names) == swept.value(stop, 0)


def test_another_row_is_a_quantity_everywhere(monkeypatch):
    f_prime = Quantity(
        symbol="f′",
        words="the slope of f at neuron {i} of layer {l}",
        rule=always("f′(x_i(l))", bp.backward, "dE_dx[l + 1] = "),
        value=lambda swept, s, l, i, j: swept.f_prime[l][i, s].item(),
        spelled=lambda swept, s, l, i, j: ([f"f′(x{i + 1}({l}))"], [["…"]]),
        printed="net.f[{l} - 1].prime(trace.x[{l}])[{i}, {s}]",
        reads=lambda sizes, l, i, j: [Stop("x", l, i)],
    )
    monkeypatch.setitem(QUANTITIES, "f_prime", f_prime)
    swept, stop = sweep(), Stop("f_prime", 1, 0)
    assert isinstance(swept, SweptNetwork)
    assert focus(swept.sizes, stop) == [(1, 0, 0)] and not lit(swept.sizes, stop)[0].any()
    moment = SweepMoment(swept, [stop], 1, 0)
    assert spelled(moment) == ["f′₁(1) = f′(x1(1))", "= … = 0.2413"]
    assert "the slope of f at neuron 1 of layer 1, is 0.2413." in alt(moment)
    assert "f′₁(1) = 0.2413" in alt(moment).partition("so far")[2]


def test_a_loss_of_your_own_is_shown_with_an_open_formula():
    class Own(bp.losses.SquaredError):
        formula = bp.losses.Loss.formula
        slope_formula = bp.losses.Loss.slope_formula

    swept = given(None, None, None, Own())
    assert QUANTITIES["E"].rule(swept, 0).equation == "E = …"
    moment = SweepMoment(swept, [Stop("delta", 2, 0)], 1, 0)
    assert "∂E/∂X₁(2) = … = 0.7414" in " ".join(spelled(moment))
    assert re.fullmatch(
        r"δ_i\(l\) ≡ ∂E/∂X_i\(l\),   ∂E/∂X = …", QUANTITIES["delta"].rule(swept, 2).equation
    )
