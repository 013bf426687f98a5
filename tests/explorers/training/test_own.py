"""Samples of one's own: what is accepted, which loss suits, and a sentence for what is not."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers import Training
from bpkit.explorers.training.own import NAME

from ..acting import executed, image, said
from .quick import explorer, same

RNG = np.random.default_rng(4)
POINTS, CLASSES = RNG.uniform(-2, 2, (2, 30)), np.arange(30)[np.newaxis] % 2
CURVE = np.linspace(0, 9, 30)[np.newaxis]
IMAGES, LETTERS = RNG.random((64, 30)), bp.datasets.one_hot(np.arange(30) % 3, 3)
ACCEPTED = {
    "plane": (POINTS, CLASSES, "logistic"),
    "plane, as lists": (POINTS.tolist(), CLASSES.tolist(), "logistic"),
    "curve": (CURVE, np.cos(CURVE), "squared_error"),
    "images": (IMAGES, LETTERS, "cross_entropy"),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_own_data_are_trained_on_with_the_loss_that_suits_and_the_code_gives_the_numbers(case):
    X0, T, loss = ACCEPTED[case]
    e = explorer(X0=X0, T=T)
    X0, T = np.array(X0, float), np.array(T, float)
    train, held_out = bp.datasets.held_apart(X0, T, 0.2, rng=0)
    for mine, theirs in zip((*train, *held_out), (*e.run.data.train, *e.run.data.held_out)):
        assert np.array_equal(mine, theirs)
    sizes = [len(X0), 3, 2, len(T)]
    net = bp.Network.create(sizes, "tanh", init="glorot", rng=0)
    history = bp.train(net, *train, getattr(bp.losses, loss), eta=0.3, epochs=20)
    assert same(e.history, history)
    lines = e.code.replace("given_X0,", f"{X0.tolist()},").replace("given_T,", f"{T.tolist()},")
    assert same(executed(lines.replace("# ", "#"))[0]["history"], history)
    assert f"Training on {NAME}, layer sizes {sizes}" in e.picture.alt and not said(e)[0]
    assert (
        repr(e) == "Training(X0, T, layers='3, 2', η=0.3)" and image(e)["data-state"] == "resting"
    )


def test_own_data_stand_in_the_list_beside_the_others_and_stay_as_they_were_given():
    given = POINTS.copy()
    e = explorer(X0=given, T=CLASSES)
    given[:] = 0
    history = e.history
    e.dataset.value = "wave"
    assert e.run.settings.sizes == [1, 3, 2, 1] and "given" not in e.code
    e.dataset.value = NAME
    assert same(e.history, history)
    e.seed.value = 3
    train, _ = bp.datasets.held_apart(POINTS, CLASSES, 0.2, rng=3)
    assert np.array_equal(e.run.data.train[0], train[0])
    assert NAME not in explorer().dataset.options


ROW = np.ones((1, 2001))
REFUSED = {
    "X0 is given without T: give both": (POINTS, None),
    "T is given without X0: give both": (None, CLASSES),
    r"X0 has shape \(30, 2\) and T \(1, 30\), expected one of: X0 \(1, m\)": (POINTS.T, CLASSES),
    r"X0 has shape \(3, 9\)": (np.ones((3, 9)), ROW[:, :9]),
    r"X0 has shape \(2, 3, 9\)": (np.ones((2, 3, 9)), ROW[:, :9]),
    r"X0 has shape \(30,\)": (CURVE[0], CURVE),
    r"T \(30,\), expected one of": (POINTS, CLASSES[0]),
    r"T \(3, 30\), expected one of": (POINTS, LETTERS),
    r"T \(1, 30\), expected one of": (IMAGES, CLASSES),
    "as many columns in both": (POINTS, CLASSES[:, :7]),
    "5 to 2,000 columns": (POINTS[:, :4], CLASSES[:, :4]),
    r"\(1, 2001\), expected 5 to 2,000 columns": (ROW, ROW),
    "T holds other numbers than 0 and 1": (POINTS, 2 * CLASSES),
    "bp.datasets.one_hot": (IMAGES, LETTERS + LETTERS[::-1]),
    "expected pixels from 0 to 1": (IMAGES * 16, LETTERS),
    "X0 holds numbers that are not finite": (np.nan * ROW, ROW),
    "expected numbers": ([["a"] * 9], ROW),
    "expected real ones": (ROW * 1j, ROW),
    "before the first step": (CURVE * 1e200, CURVE * 1e200),
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_not_accepted_gets_a_sentence_that_says_what_is(words):
    X0, T = REFUSED[words]
    with pytest.raises(ValueError, match=words):
        Training(X0=X0, T=T)
