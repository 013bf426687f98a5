"""The bug zoo without a browser: it shows what bpkit finds, answers guesses, keeps its secret."""

import numpy as np
import pytest

import bpkit as bp
from bpkit import broken
from bpkit.explorers import BugZoo
from bpkit.explorers.bug_zoo import model
from bpkit.explorers.bug_zoo.bug_zoo import DATASETS, HIDDEN, MOST, NO_GUESS
from bpkit.history import rms
from bpkit.plots.style import held

from ..acting import executed, image, refused, said, seen

SMALL = {"layers": "3, 2", "backprop": "f_prime_twice"}
CHANGES = {
    "backprop": "bias_mean",
    "dataset": "moons",
    "activation": "sigmoid",
    "layers": "4",
    "eta": 0.3,
    "seed": 5,
}
OTHERS = [
    {"layers": "8, 8"},
    {"backprop": "updated_weights", "dataset": "wave", "layers": "5", "activation": "relu"},
    {"backprop": None, "number": 7, "eta": 1 / 3, "seed": 9999},
]


@pytest.mark.parametrize("name", CHANGES)
def test_a_control_changes_picture_words_and_alt_text(name):
    e = BugZoo(**SMALL)
    before = seen(e)
    getattr(e, name).value = CHANGES[name]
    assert all(old != new for old, new in zip(before, seen(e)))
    assert not said(e)[0] and image(e)["data-state"] == "resting"
    assert seen(BugZoo(**SMALL | {name: CHANGES[name]}))[1:] == seen(e)[1:]


@pytest.mark.parametrize("settings", OTHERS, ids=str)
def test_its_code_gives_the_numbers_on_the_screen(settings):
    e = BugZoo(**SMALL | settings)
    names, (wrong, right, cosine, tensors) = executed(e.code)
    trial = e.trial
    assert (wrong, right) == (trial.wrong.E[-1], trial.right.E[-1])
    assert np.array_equal(names["history"].delta_rms, trial.wrong.delta_rms)
    assert (cosine, tensors) == (trial.trace.cosine, trial.trace.check.tensors)
    assert trial.trace.delta_rms == [rms(d) for d in names["back"].delta]


@pytest.mark.parametrize("settings", OTHERS, ids=str)
def test_the_picture_shows_the_numbers(settings):
    e = BugZoo(**SMALL | settings)
    trial, (wrong, right) = e.trial, e.view.losses.lines
    assert np.array_equal(wrong.get_ydata(), held(trial.wrong.E))
    assert np.array_equal(right.get_ydata(), trial.right.E)
    bars = [[bar.get_height() for bar in bars] for bars in e.view.deltas.bars]
    assert bars == [trial.trace.delta_rms, trial.right_rms]
    shown = [bar.get_xdata()[1] for bar in e.view.check.bars]
    L = len(trial.problem.sizes) - 1
    names = [f"{name}[{l}]" for l in reversed(range(L)) for name in "Wb"]
    errors = [trial.trace.check.tensors[name] for name in names]
    assert shown == [max(2e-12, error) for error in errors]
    assert [label.get_text() for label in e.view.axes[2].get_yticklabels()] == names


def test_the_right_one_is_what_training_gives():
    e = BugZoo(**SMALL)
    X0, T = bp.datasets.load("xor", rng=0)
    net = bp.Network.create([2, 3, 2, 1], rng=0)
    assert np.array_equal(e.trial.right.E, bp.train(net, X0, T, "logistic", 1.0, 100).E)
    trace = bp.forward(net, X0)
    back = bp.backward(net, trace, bp.losses.logistic.gradient(trace.X[-1], T))
    assert e.trial.right_rms == [rms(d) for d in back.delta]


def test_what_a_move_leaves_as_it_was_is_not_done_again(monkeypatch):
    e = BugZoo(**SMALL)
    monkeypatch.setattr(model, "check_gradients", lambda *a, **b: pytest.fail("nudged again"))
    e.eta.value = 0.5
    monkeypatch.undo()
    right = e.trial.right
    e.backprop.value = "bias_sign"
    assert e.trial.right is right and e.trial.backprop.name == "bias_sign"
    e.seed.value = 1
    assert e.trial.right is not right
    again = BugZoo(layers="3, 2", backprop="bias_sign", eta=0.5, seed=1)
    assert seen(e)[1:] == seen(again)[1:]


@pytest.mark.parametrize("number", range(4))
def test_a_hidden_backprop_is_nowhere_given_away_before_it_is_revealed(number):
    e = BugZoo(number=number, layers="3, 2")
    e.show_code.value = True
    name = broken.hidden(number).name
    page = "".join([*seen(e)[1:], e.listing.value, e.lines.value, repr(e), e.code])
    assert e.trial.backprop.name == name and e.backprop.value == HIDDEN
    assert not any(one in page for one in broken.TEN)
    e.reveal.value = True
    assert name in e.lines.value and e.reveal.value
    e.number.value = number + 1
    assert (e.lines.value, e.reveal.value) == ("", False)


def test_reveal_shows_the_line_as_it_is_and_as_it_should_be():
    e = BugZoo(**SMALL)
    assert e.lines.value == ""
    e.reveal.value = True
    wrong = broken.named("f_prime_twice")
    assert f"here:     {wrong.wrong}\n" in e.lines.value
    assert f"the page: {wrong.right}<" in e.lines.value
    e.eta.value = 0.5
    assert wrong.wrong in e.lines.value
    e.backprop.value = "bias_mean"
    assert e.lines.value == ""


@pytest.mark.parametrize("number", [0, 1, 4, 5])
def test_every_guess_is_answered_and_only_the_right_one_with_yes(number):
    e = BugZoo(number=number, layers="3, 2")
    unguessed = said(e)[1]
    for name in broken.TEN:
        e.guess.value = name
        wrong, sentence = said(e)
        right = name == broken.hidden(number).name
        assert not wrong and sentence.startswith("Yes, it is" if right else "No, not")
        assert sentence.partition(":" if not right else ".")[0].endswith(name)
        assert sentence.endswith(unguessed)
    e.number.value += 1
    assert e.guess.value == NO_GUESS and said(e)[1].startswith("hidden one ")


def test_a_guess_at_what_is_not_hidden_is_told_so():
    e = BugZoo(**SMALL)
    e.guess.value = "bias_mean"
    assert said(e)[1].startswith("Choose “a hidden one” first")


@pytest.mark.parametrize(
    "dataset, activation", [*zip(DATASETS, ["tanh", "sigmoid", "identity", "softplus", "relu"])]
)
def test_over_its_range_there_is_always_a_sentence_and_never_a_failure(dataset, activation):
    e = BugZoo(dataset=dataset, activation=activation, layers="2")
    for name in broken.TEN:
        e.backprop.value = name
        for eta in (0.001, 100):
            e.eta.value = eta
            wrong, sentence = said(e)
            assert not wrong and len(sentence) > 60 and "nan" not in sentence + e.picture.alt


def test_the_largest_network_can_be_tried():
    e = BugZoo(layers="8, 8, 8")
    assert e.trial.problem.sizes == [2, *[MOST.neurons] * MOST.layers, 1] and not said(e)[0]


@pytest.mark.parametrize(
    "name, value, complaint",
    [
        ("backprop", "typo", "backprop is 'typo', expected one of"),
        ("backprop", "no_transpose", "backprop is 'no_transpose', expected one of"),
        ("dataset", "digits", "dataset is 'digits', expected one of"),
        ("activation", "sigmoyd", "activation is 'sigmoyd', expected one of"),
        ("layers", "64", "A layer of 64 neurons does not fit"),
        ("eta", 0, "eta is 0, expected a number from 0.001 to 100"),
        ("eta", np.nan, "eta is nan"),
        ("seed", -1, "seed is -1, expected a whole number"),
        ("number", 1.5, "number is 1.5, expected a whole number"),
    ],
)
def test_what_no_control_can_hold_is_refused_before_there_is_a_widget(name, value, complaint):
    refused(complaint, BugZoo, **SMALL | {name: value})


def test_it_says_how_it_was_made():
    e = BugZoo(**SMALL)
    e.backprop.value = HIDDEN
    assert repr(e) == "BugZoo(number=0, dataset='xor', η=1)"
