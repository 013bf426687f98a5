"""The softmax explorer without a browser: shares, Jacobian and δ are those of bpkit."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.door import quietly
from bpkit.explorers import Softmax
from bpkit.explorers.softmax import model
from bpkit.explorers.softmax.words import line

from ..acting import executed, refused, said, seen


@pytest.mark.parametrize("control", [0, 1, 2, "target"])
def test_a_control_changes_picture_words_and_alt_text(control):
    e = Softmax()
    before = seen(e)
    (e.target if control == "target" else e.X[control]).value = 3
    assert all(old != new for old, new in zip(before, seen(e)))
    assert not said(e)[0]
    assert seen(Softmax([dial.value for dial in e.X], e.target.value)) == seen(e)


@pytest.mark.parametrize("X, target", [((2, 1, 0), 1), ((0.5, -3), 2), ((9, 0, 0, -1), 3)])
def test_its_code_gives_the_numbers_on_the_screen_and_they_are_those_of_bpkit(X, target):
    e = Softmax(X, target)
    assert executed(e.code)[1] == (e.s.tolist(), e.J.tolist(), e.delta.tolist())
    column, T = np.array(X, float)[:, None], np.eye(len(X))[:, [target - 1]]
    assert np.array_equal(e.s, bp.losses.softmax(column))
    assert np.array_equal(e.delta, bp.losses.cross_entropy.gradient(column, T))
    again = executed(f"from bpkit.explorers import Softmax\n{e!r}")[1]
    assert np.array_equal(again.J, e.J)


def test_the_jacobian_is_that_of_nudging_and_its_product_is_delta():
    X, h = np.array([1.5, -0.5, 0.3, 2.0]), 1e-6
    found = model.shares(X, 2)
    for j in range(4):
        nudge = h * np.eye(4)[:, [j]]
        up, down = (bp.losses.softmax(X[:, None] + step) for step in (nudge, -nudge))
        assert np.abs(found.J[:, [j]] - (up - down) / (2 * h)).max() < 1e-9
    assert np.abs(found.product - found.delta).max() < 1e-15
    assert np.abs(found.J.sum(axis=0)).max() < 1e-15


def test_the_picture_shows_the_numbers():
    e = Softmax()
    gaps, product = e.view.gaps, e.view.product
    assert [bar.get_width() for bar in gaps.bars] == e.s[:, 0].tolist()
    assert gaps.targets.get_xdata().tolist() == [1, 0, 0]
    for i, gap in enumerate(gaps.gaps):
        start, end = gap.get_xdata()
        assert end - start == pytest.approx(e.delta[i, 0])
    texts = [text.get_text() for text in product.numbers]
    assert texts[0] == "0.2227" and texts[9] == "−1.5032" and texts[12] == "−0.3348"
    assert product.equal.get_text() == "="


@pytest.mark.parametrize("target", [1, 2, 3])
def test_over_its_full_range_there_is_always_a_sentence_and_never_a_failure(target):
    e = Softmax(target=target)
    for X in np.array(np.meshgrid([-1000, -10, 0, 10, 1000], [-10, 0, 700], [0])).reshape(3, -1).T:
        for dial, value in zip(e.X, X):
            dial.value = float(value)
        wrong, sentence = said(e)
        assert not wrong and len(sentence) > 60
        assert "nan" not in sentence + e.picture.alt and "inf" not in sentence + e.picture.alt


SAID = [
    ((2, 1, 0), 1, "s₁ = 0.6652, so E = −log s₁ = 0.4076 and δ₁ = s₁ − 1 = −0.3348; every other δ "
     "is a share. Raise X₁ by a little: s₁ rises by 0.223 of it"),
    ((9, 0, 0), 1, "Saturated: no entry of the Jacobian reaches 0.01. The wanted class has nearly"),
    ((9, 0, 0), 2, "Yet δ₂ = −0.9999: the slope −1/s₂ = −8,110 makes up for it, and none of δ is"),
    ((1000, 0, 0), 3, "s₃ is 0 in 64 bits: −log s₃, −1/s₃ and the product with it have no number"),
    ((1000, 0, 0), 3, "Log-sum-exp and s − T have: E = 1,000, δ₃ = −1."),
]  # fmt: skip


@pytest.mark.parametrize("X, target, told", SAID)
def test_the_state_is_told(X, target, told):
    assert told in line(quietly(model.shares, X, target))


def test_where_the_product_has_no_number_the_picture_does_not_say_equal():
    e = Softmax((1000, 0, 0), 2)
    assert e.view.product.equal.get_text() == "≠"
    assert e.view.product.numbers[10].get_text() == "−∞"
    assert e.delta.tolist() == [[1], [-1], [0]]


@pytest.mark.parametrize(
    "X, target, complaint",
    [
        ((1,), 1, "X holds 1 outputs, expected 2 to 4"),
        ((1, 2, 3, 4, 5), 1, "X holds 5 outputs"),
        ((1, "2"), 1, r"X\[1\] is '2', expected a number from -1000 to 1000"),
        ((1, 2), 3, "target is 3, expected a whole number from 1 to 2"),
    ],
)
def test_what_no_control_can_hold_is_refused_before_there_is_a_widget(X, target, complaint):
    refused(complaint, Softmax, X, target)
