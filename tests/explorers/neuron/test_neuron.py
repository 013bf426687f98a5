"""The neuron explorer without a browser: what it shows is what bpkit computes."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers import Neuron
from tests.explorers.acting import at, executed, point, refused, said, seen


def shown(explorer):
    return explorer.x, explorer.X, explorer.f_prime


def test_a_control_changes_picture_words_and_alt_text():
    explorer = Neuron()
    for name, value in (("f", "relu"), ("w", -2.0), ("b", 2.5), ("X0", -1.5)):
        before = seen(explorer)
        getattr(explorer, name).value = value
        assert all(old != new for old, new in zip(before, seen(explorer))), name
        assert not said(explorer)[0]


@pytest.mark.parametrize("f", bp.activations.BY_NAME)
def test_its_code_gives_the_numbers_on_the_screen(f):
    explorer = Neuron(w=-1.25, b=0.5, f=f, X0=0.7)
    assert executed(explorer.code)[1] == shown(explorer)


def test_total_input_output_and_slope_are_those_of_equation_1():
    explorer = Neuron(w=1.5, b=-0.5, f="tanh", X0=1.0)
    assert shown(explorer) == pytest.approx((1.0, np.tanh(1.0), 1 - np.tanh(1.0) ** 2), rel=1e-14)


def test_both_points_stand_on_their_curves_at_the_total_input():
    explorer = Neuron(w=2.0, b=1.0, f="sigmoid", X0=-1.0)
    pair = explorer.view.pair
    assert np.hstack(pair.on_f.get_data()).tolist() == [explorer.x, explorer.X]
    assert np.hstack(pair.on_f_prime.get_data()).tolist() == [explorer.x, explorer.f_prime]


def test_number_and_slider_move_each_other():
    explorer = Neuron()
    explorer.w.slider.value = 3.0
    assert (explorer.w.number.value, explorer.w.value) == (3.0, 3.0)
    explorer.w.number.value = -1.25
    assert (explorer.w.slider.value, explorer.w.value) == (-1.25, -1.25)
    explorer.w.value = 99
    assert (explorer.w.number.value, explorer.net.W[0].item()) == (5, 5)


@pytest.mark.parametrize("kind", [int, np.int64, np.float32])
def test_any_kind_of_number_is_taken(kind):
    assert shown(Neuron(w=kind(2), b=kind(1), X0=kind(-1))) == shown(Neuron(w=2.0, b=1.0, X0=-1.0))


def test_a_large_total_input_stays_in_the_picture():
    explorer = Neuron(w=5, b=5, X0=3)
    assert explorer.x == 20
    assert explorer.picture.figure.axes[1].get_xlim()[1] > 20
    assert "asleep" in said(explorer)[1]


@pytest.mark.parametrize("f", [name for name, f in bp.activations.BY_NAME.items() if f.kinks])
def test_the_kink_is_told(f):
    assert "kink" in said(Neuron(w=0, b=0, f=f))[1]
    assert "kink" not in said(Neuron(w=1, b=0, f=f, X0=1))[1]


@pytest.mark.parametrize("wrong", [{"w": 6}, {"b": "x"}, {"X0": np.nan}, {"f": "step"}])
def test_what_no_control_can_hold_is_refused(wrong):
    refused("expected", Neuron, **wrong)


def test_the_call_that_it_prints_makes_it_again():
    explorer = Neuron(w=-0.5, b=2, f="softplus", X0=-1)
    assert shown(eval(repr(explorer))) == shown(explorer)


def test_the_point_on_the_curve_can_be_dragged():
    explorer = Neuron(w=5, X0=0)
    ax = explorer.view.answer.curve.axes
    point(explorer, at(ax, 0, 0), at(ax, -2.5, 0.3), at(ax, -1.237, 0.9))
    assert explorer.X0.value == explorer.X0.number.value == -1.24
    assert executed(explorer.code)[1] == shown(explorer)
    point(explorer, (0.8, 0.5))
    assert explorer.X0.value == -1.24
