"""The slope explorer without a browser: it shows what bpkit finds, at every total input."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers import Slope
from bpkit.explorers.slope import model

from ..acting import executed, followed, refused, said

ALL = {"f": "gelu", "x": -2.5, "delta": -0.7}


def shown(e):
    return e.X, e.f_prime, e.dE_dx


@pytest.mark.parametrize("name", ALL)
def test_a_control_changes_picture_words_and_alt_text(name):
    followed(Slope, name, ALL[name])


@pytest.mark.parametrize("f", bp.activations.BY_NAME)
def test_its_code_gives_the_numbers_on_the_screen_and_they_are_those_of_bpkit(f):
    e = Slope(f=f, x=-1.25, delta=0.7)
    assert executed(e.code)[1] == pytest.approx(shown(e), abs=0)
    at = bp.activations.named(f)
    assert shown(e) == (at(-1.25), at.prime(-1.25), 0.7 * at.prime(-1.25))
    assert executed(f"from bpkit.explorers import Slope\n{e!r}")[1].dE_dx == e.dE_dx


def test_the_picture_shows_the_numbers():
    e = Slope(f="tanh", x=1.0, delta=-1.5)
    pair, passage = e.view.pair, e.view.passage
    assert np.hstack(pair.on_f.get_data()).tolist() == [1.0, e.X]
    assert np.hstack(pair.on_f_prime.get_data()).tolist() == [1.0, e.f_prime]
    assert np.hstack(passage.on_enters.get_data()).tolist() == [1.0, -1.5]
    assert np.hstack(passage.on_leaves.get_data()).tolist() == [1.0, e.dE_dx]
    x, leaves = passage.leaves.get_data()
    assert np.array_equal(leaves, -1.5 * bp.activations.tanh.prime(x))
    assert passage.drop.get_ydata() == [-1.5, e.dE_dx]


def test_every_activation_is_drawn_small_and_the_chosen_one_is_framed():
    e = Slope(f="tanh")
    for f in ("tanh", "gelu"):
        e.f.value = f
        assert [name for name, frame in e.view.frames.items() if frame.get_visible()] == [f]
    for name, frame in e.view.frames.items():
        x, X = frame.axes.lines[2].get_data()
        assert np.array_equal(X, bp.activations.named(name)(x))
        assert np.array_equal(frame.axes.lines[3].get_ydata(), bp.activations.named(name).prime(x))
        assert frame.axes.get_title() == name


@pytest.mark.parametrize("f", bp.activations.BY_NAME)
def test_over_its_full_range_all_is_in_sight_and_never_a_failure(f):
    e = Slope(f=f)
    for x in (-40, -6, -1, 0, 12, 36.8, 40):
        for delta in (-2, 0, 1e-9):
            e.x.value, e.delta.value = float(x), float(delta)
            wrong, sentence = said(e)
            assert not wrong and len(sentence) > 60
            assert "nan" not in sentence + e.picture.alt and "−0 " not in sentence
    for ax in e.view.axes:
        (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
        assert left < -40 and 40 < right
        for line in ax.lines:
            assert low <= np.min(line.get_ydata()) and np.max(line.get_ydata()) <= high


@pytest.mark.parametrize(
    "name, value, complaint",
    [
        ("f", "softmax", "f is 'softmax', expected one of"),
        ("x", 41, "x is 41, expected a number from -40 to 40"),
        ("delta", np.nan, "delta is nan, expected a number from -2 to 2"),
    ],
)
def test_what_no_control_can_hold_is_refused_before_there_is_a_widget(name, value, complaint):
    refused(complaint, Slope, **{name: value})


@pytest.mark.parametrize("f, slope", [("sigmoid", model.of_sigmoid), ("tanh", model.of_tanh)])
def test_the_exact_slope_has_all_its_digits(f, slope):
    x = np.array([-30.0, -12, -1, 0, 0.5, 11, 18, 30])
    wide = x.astype(np.longdouble)
    if f == "sigmoid":
        e = np.exp(-np.abs(wide))
        exact = e / (1 + e) ** 2
    else:
        e = np.exp(-2 * np.abs(wide))
        exact = 4 * e / (1 + e) ** 2
    assert np.abs(slope(x) / exact - 1).max() < 1e-15


@pytest.mark.parametrize(
    "f, x, right",
    [("sigmoid", 1, 15), ("sigmoid", 20, 7), ("sigmoid", -20, 15), ("sigmoid", 38, 0),
     ("tanh", 12, 6), ("tanh", -12, 6), ("tanh", 20, 0), ("gelu", 5, 15)],
)  # fmt: skip
def test_right_digits_are_counted(f, x, right):
    counted = model.passage(f, float(x), 1.0).right_digits
    assert counted == right if right < 15 else counted >= 14
