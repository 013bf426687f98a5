"""What a run says in words gives its numbers, and what is wrong with it."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers.frame.notation import digits
from bpkit.explorers.training import words
from bpkit.explorers.training.limits import DATASETS

from ..acting import image, said
from .quick import explorer


@pytest.mark.parametrize("dataset", DATASETS)
def test_alt_text_and_words_give_the_numbers_of_every_data_set(dataset):
    e = explorer(dataset=dataset, epochs=3)
    E, delta_rms = e.history.E, e.history.delta_rms[-1]
    assert f"from {digits(E[0], 3)} to {digits(E[-1], 3)} after 3 epochs" in e.picture.alt
    assert f"E = {digits(E[-1], 3)} after 3 epochs" in said(e)[1]
    assert all(f"{digits(rms, 2)} in layer {l}" in e.picture.alt for l, rms in enumerate(delta_rms))
    assert (
        f"Training on {dataset}, layer sizes {e.run.settings.sizes}, tanh, η 0.3" in e.picture.alt
    )
    (_, _), (X0, T) = bp.datasets.load(dataset, split=0.2)
    loss = getattr(bp.losses, bp.datasets.describe(dataset).loss)
    X = bp.forward(e.history.net, X0).X[-1]
    assert f"({digits(loss(X, T), 3)} on held-out samples" in said(e)[1]
    if loss is not bp.losses.squared_error:
        right = X.argmax(0) == T.argmax(0) if len(T) > 1 else (X > 0) == (T > 0.5)
        assert f", {right.mean():.0%} of them right)" in said(e)[1]


def test_divergence_is_said_with_step_rate_and_reason_and_the_picture_can_be_drawn():
    e = explorer(dataset="wave", layers="16, 16", activation="relu", eta=100.0, epochs=300)
    stopped, (wrong, sentence) = e.history.stopped, said(e)
    assert (
        stopped
        and not wrong
        and sentence.startswith(f"Training stopped: {stopped}. Make η smaller.")
    )
    assert f"after step {e.history.steps + 1} (epoch {len(e.history.E)})" in sentence
    assert "η = 100 is too large here" in sentence and "the total input of layer" in sentence
    assert np.isfinite(e.history.E).all() and image(e)["data-state"] == "resting" and e.run.ended
    assert f"to {digits(e.history.E[-1], 3)} after {len(e.history.E) - 1} epochs" in e.picture.alt
    png = e.picture.png
    e.draw()
    assert e.picture.png == png
    e.step.click()
    assert said(e)[0] and "has ended" in said(e)[1]
    e.eta.value = 0.01
    assert not e.history.stopped and "stopped" not in said(e)[1]


def test_divergence_before_the_first_epoch_is_over_is_said_too():
    e = explorer(dataset="wave", layers="8", activation="relu", eta=100.0, batch_size=8)
    assert len(e.history.E) == 1 and "Training stopped: η = 100 is too large here" in said(e)[1]


WORDS = {
    "dead": (
        {"dataset": "wave", "layers": "16, 16", "activation": "relu", "eta": 2.0, "epochs": 30},
        "100% of the units of layer 2 are dead: f′ is 0 for every sample, so no δ passes them.",
    ),
    "no delta": (
        {"dataset": "wave", "layers": "16, 16", "activation": "relu", "eta": 2.0, "epochs": 30},
        "δ is exactly 0 in layer 1: nothing reaches it from layer 3.",
    ),
    "saturated": (
        {"layers": "16, 16", "eta": 100.0, "epochs": 30},
        "100% of the units of layer 2 are saturated: f′ is below 0.01 for every sample, "
        "so hardly any δ passes them.",
    ),
    "rising": (
        {"layers": "16, 16", "eta": 10.0, "epochs": 30},
        "of the epochs: η steps over the valley; make it smaller.",
    ),
    "one epoch": ({"epochs": 1}, "after 1 epoch ("),
    "shrinking": ({"activation": "sigmoid", "layers": "4, 4, 4"}, "from layer 4 back to layer 1."),
    "one layer": ({"layers": "4"}, "from layer 2 back to layer 1."),
}


@pytest.mark.parametrize("case", WORDS)
def test_what_goes_wrong_in_training_is_said(case):
    settings, words = WORDS[case]
    e = explorer(**settings)
    assert not said(e)[0] and words in said(e)[1]


def test_the_shares_and_ratios_in_the_words_are_those_of_the_run():
    e = explorer(layers="16, 16", eta=10.0, epochs=30)
    E, rms = e.history.E, e.history.delta_rms[-1]
    assert f"E rose in {np.mean(np.diff(E) > 0):.0%} of the epochs" in said(e)[1]
    word, ratio = "shrinks", rms[3] / rms[1]
    if ratio < 1:
        word, ratio = "grows", 1 / ratio
    assert f"δ {word} {digits(ratio, 3)}× from layer 3 back to layer 1." in said(e)[1]


def test_nothing_is_said_to_be_wrong_when_all_is_well():
    sentence = said(explorer(layers="16, 16", epochs=100))[1]
    assert not any(word in sentence for word in ("dead", "saturated", "rose", "stopped", "exactly"))


def with_deltas(run, *rms):
    """Return a run whose last epoch has other sizes of δ."""
    return run._replace(record=(*run.record[:-1], run.record[-1]._replace(delta_rms=list(rms))))


DELTAS = {
    (9.0, 1.0, 2.0, 1.004): "δ is as large in layer 1 as in layer 3.",
    (9.0, 1.004, 2.0, 1.0): "δ is as large in layer 1 as in layer 3.",
    (9.0, 1.0, 2.0, 1.0): "δ is as large in layer 1 as in layer 3.",
    (9.0, 1.0, 2.0, 1.006): "δ shrinks 1.01× from layer 3 back to layer 1.",
    (9.0, 1.006, 2.0, 1.0): "δ grows 1.01× from layer 3 back to layer 1.",
    (9.0, 1e-9, 2.0, 1.0): "δ shrinks 1 · 10⁹× from layer 3 back to layer 1.",
    (
        9.0,
        0.0,
        2.0,
        1.0,
    ): "δ is below what 64 bits show in layer 1: nothing reaches it from layer 3.",
    (9.0, 0.0, 0.0, 0.0): "δ is 0 in every layer.",
}


@pytest.mark.parametrize("rms", DELTAS, ids=str)
def test_the_words_say_how_the_size_of_delta_changes(rms):
    run = with_deltas(explorer(epochs=1).run, *rms)
    assert DELTAS[rms] in words.line(run)
    assert line_of(rms) in words.alt(run)


def line_of(rms):
    return ", ".join(f"{digits(size, 2)} in layer {l}" for l, size in enumerate(rms))


def test_small_numbers_in_the_words_have_a_power_of_ten():
    run = explorer(epochs=1).run
    tiny = run._replace(record=(run.record[0], run.record[1]._replace(E=1e-7)))
    tiny = with_deltas(tiny, 1e-9, 1e-9, 1e-9, 1e-9)
    assert "E = 1 · 10⁻⁷" in words.line(tiny) and "to 1 · 10⁻⁷ after" in words.alt(tiny)
    assert "-" not in words.line(tiny).replace("held-out", "")
    assert "-" not in words.alt(tiny).replace("held-out", "")
