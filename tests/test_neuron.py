"""The neuron explorer without a browser: what it shows is what bpkit computes."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers import Neuron


def shown(explorer):
    return explorer.x, explorer.X, explorer.f_prime


def run(code):
    """Run an explorer's code and return what its last line says."""
    *lines, last = code.splitlines()
    names = {}
    exec("\n".join(lines), names)
    return eval(last, names)


@pytest.mark.parametrize("f", bp.activations.BY_NAME)
def test_its_code_gives_the_numbers_on_the_screen(f):
    explorer = Neuron(w=-1.25, b=0.5, f=f, X0=0.7)
    assert run(explorer.code) == shown(explorer)


def test_total_input_output_and_slope_are_those_of_equation_1():
    explorer = Neuron(w=1.5, b=-0.5, f="tanh", X0=1.0)
    assert shown(explorer) == pytest.approx((1.0, np.tanh(1.0), 1 - np.tanh(1.0) ** 2), rel=1e-14)


def test_both_points_stand_on_their_curves_at_the_total_input():
    explorer = Neuron(w=2.0, b=1.0, f="sigmoid", X0=-1.0)
    _, _, on_f, on_f_prime = explorer.pair
    assert [np.hstack(line.get_data()).tolist() for line in (on_f, on_f_prime)] == [
        [explorer.x, explorer.X],
        [explorer.x, explorer.f_prime],
    ]


@pytest.mark.parametrize("name, value", [("f", "relu"), ("w", -2.0), ("b", 2.5), ("X0", -1.5)])
def test_a_control_changes_picture_words_and_alt_text(name, value):
    explorer = Neuron()
    before = explorer.picture.png, explorer.status.value, explorer.picture.alt
    getattr(explorer, name).value = value
    after = explorer.picture.png, explorer.status.value, explorer.picture.alt
    assert all(old != new for old, new in zip(before, after))
    assert 'data-wrong="0"' in explorer.status.value


def test_number_and_slider_move_each_other():
    explorer = Neuron()
    explorer.w.slider.value = 3.0
    assert (explorer.w.number.value, explorer.w.value) == (3.0, 3.0)
    explorer.w.number.value = -1.25
    assert (explorer.w.slider.value, explorer.w.value) == (-1.25, -1.25)
    explorer.w.value = 99
    assert (explorer.w.number.value, explorer.net.W[0].item()) == (5, 5)


def test_a_large_total_input_stays_in_the_picture():
    explorer = Neuron(w=5, b=5, X0=3)
    assert explorer.x == 20
    assert explorer.picture.figure.axes[1].get_xlim()[1] > 20
    assert "asleep" in explorer.status.value


def test_the_kink_of_relu_is_told():
    assert "kink" in Neuron(w=0, b=0, f="relu").status.value
    assert "kink" not in Neuron(w=1, b=0, f="relu", X0=1).status.value


@pytest.mark.parametrize("wrong", [{"w": 6}, {"b": "x"}, {"X0": np.nan}, {"f": "step"}])
def test_what_no_control_can_hold_is_refused(wrong):
    with pytest.raises(ValueError, match="expected"):
        Neuron(**wrong)


def test_the_call_that_it_prints_makes_it_again():
    explorer = Neuron(w=-0.5, b=2, f="softplus", X0=-1)
    assert shown(eval(repr(explorer))) == shown(explorer)
