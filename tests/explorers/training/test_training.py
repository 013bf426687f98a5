"""The training explorer: every control, play and step, bad input, failures, interrupts."""

import re
from base64 import b64decode
from itertools import product
from operator import attrgetter

import numpy as np
import pytest
from traitlets import TraitError

import bpkit as bp
from bpkit import descent
from bpkit.engine import Plan
from bpkit.explorers import Training
from bpkit.explorers.frame import picture
from bpkit.explorers.frame.picture import Picture
from bpkit.explorers.training.limits import SPEEDS
from bpkit.explorers.training.model import Run
from bpkit.explorers.training.settings import Settings
from bpkit.explorers.training.view import Panels

from ..acting import (
    Tags,
    displayed,
    executed,
    failing,
    free,
    image,
    pixels,
    refused,
    said,
    seen,
    tick,
)
from .quick import explorer, explorer_in_slices, same


def control_of(e, name):
    return attrgetter(name)(e)


def history_of(code):
    return executed(code)[0]["history"]


CHANGES = {
    "dataset": "xor",
    "layers": "5, 4",
    "activation": "sigmoid",
    "eta": 0.05,
    "eta.slider": 10**-0.75,
    "init": "he",
    "epochs": 7,
    "epochs.slider": 40,
    "batch_size": 32,
    "seed": 4,
}


@pytest.mark.parametrize("control", CHANGES)
def test_every_control_trains_anew_and_everything_on_the_page_follows(control):
    e = explorer()
    before, history, frame = seen(e), e.history, int(image(e)["data-frame"])
    control_of(e, control).value = CHANGES[control]
    assert not same(e.history, history)
    assert all(old != new for old, new in zip(before, seen(e), strict=True))
    assert int(image(e)["data-frame"]) > frame
    assert image(e)["data-state"] == "resting"
    assert not said(e)[0]
    assert same(history_of(e.code), e.history)


def test_the_settings_are_those_of_the_controls():
    settings = explorer(
        dataset="wave", layers="4", activation="relu", eta=0.2, init="lecun", batch_size=8, seed=3
    )
    assert settings.run.settings == Settings("wave", [1, 4, 1], "relu", 0.2, "lecun", 20, 8, 3)
    assert explorer(batch_size=None).run.settings.batch_size is None


def test_a_number_and_its_slider_go_together():
    e = explorer()
    e.eta.value = 0.05
    assert e.eta.slider.value == 0.05
    e.eta.slider.value = 10**-0.35
    assert e.eta.value == 0.447
    e.epochs.value = 30
    assert e.epochs.slider.value == 30
    e.epochs.slider.value = 50
    assert e.epochs.value == 50 == len(e.history.E) - 1


def test_a_number_stays_when_the_page_moves_its_slider_onto_a_notch():
    e = explorer(layers="1")
    for epochs in (1, 4, 5, 123, 125, 999):
        e.epochs.value = epochs
        e.epochs.slider.value = 10 * ((epochs + 5) // 10)
        assert e.epochs.value == epochs == len(e.history.E) - 1


def test_the_next_notch_of_the_slider_always_counts():
    e = explorer(layers="1", epochs=1)
    for eta, way in product((0.3, 0.29, 0.31, 0.33, 0.07, 5), (-1, 1)):
        notch = round(np.log10(eta) / 0.05)
        e.eta.value = eta
        e.eta.slider.value = 10 ** (0.05 * notch)
        assert e.eta.value == eta, "the page moved the slider onto a notch, not the learner"
        e.eta.slider.value = 10 ** (0.05 * (notch + way))
        assert e.eta.value == float(f"{10 ** (0.05 * (notch + way)):.3g}") == e.run.settings.eta


def test_more_epochs_than_the_slider_holds_leave_it_where_it_is_and_end_at_the_ceiling():
    e = explorer(layers="1")
    e.epochs.value = 1500
    assert (e.epochs.slider.value, len(e.history.E)) == (20, 1501)
    e.epochs.value = 10**9
    assert e.epochs.value == e.epochs.number.max == len(e.history.E) - 1


def test_reset_step_and_play_take_the_same_way_as_training_at_once():
    e = explorer(epochs=6, batch_size=32)
    whole, png = e.history, e.picture.png
    e.reset.click()
    assert (len(e.history.E), e.clock.playing, image(e)["data-state"]) == (1, False, "resting")
    assert "after 0 epochs" in said(e)[1] and e.picture.png != png
    for epoch in (1, 2):
        before = seen(e)
        e.step.click()
        assert len(e.history.E) == epoch + 1 and all(a != b for a, b in zip(before, seen(e)))
    assert "after 2 epochs" in said(e)[1]
    assert np.array_equal(e.history.E, whole.E[:3]) and np.array_equal(
        e.history.delta_rms, whole.delta_rms[:3]
    )
    e.play.click()
    assert (e.clock.playing, e.play.description, image(e)["data-state"]) == (
        True,
        "Pause",
        "training",
    )
    for epoch in range(3, 7):
        frame = int(image(e)["data-frame"])
        tick(e)
        assert (len(e.history.E), int(image(e)["data-frame"])) == (epoch + 1, frame + 1)
    assert (e.clock.playing, e.play.description, image(e)["data-state"]) == (
        False,
        "Play",
        "resting",
    )
    assert same(e.history, whole)
    # the axes were drawn for the first epochs, and need not be where they were
    e.picture.redraw()


def test_play_can_be_paused_and_begins_again_after_the_end():
    e = explorer(epochs=4)
    e.play.click()
    assert len(e.history.E) == 1
    tick(e)
    e.play.click()
    assert (e.clock.playing, e.play.description, image(e)["data-state"]) == (
        False,
        "Play",
        "resting",
    )
    before = seen(e)
    tick(e)
    assert seen(e) == before
    e.play.click()
    tick(e)
    assert len(e.history.E) == 3


def test_a_step_pauses_and_after_the_last_epoch_a_step_says_what_to_do():
    e = explorer(epochs=2)
    before = e.run
    e.step.click()
    assert said(e) == (
        True,
        "⚠ This run has ended after 2 epochs: press Reset to step through it again.",
    )
    assert e.run is before
    e.play.click()
    e.step.click()
    assert (e.clock.playing, len(e.history.E), said(e)[0]) == (False, 2, False)


def test_a_long_run_that_is_watched_takes_several_epochs_from_picture_to_picture():
    e = explorer(epochs=165)
    e.play.click()
    frame = e.picture.frame
    while e.clock.playing:
        tick(e)
    assert (e.picture.frame - frame, e.run.epoch) == (83, 165)


def test_the_speed_says_how_far_it_is_from_picture_to_picture_and_how_long():
    e = explorer(epochs=41)
    e.play.click()
    walked, paces = [0], []
    for speed in ("slow", "normal", "fast"):
        e.speed.value = SPEEDS[speed]
        paces.append(e.clock.interval)
        tick(e)
        walked.append(e.run.epoch)
    assert np.diff(walked).tolist() == [1, 1, 2] and paces == [250, 20, 20]
    e.speed.value = SPEEDS["slow"]
    e.play.click()
    assert not e.clock.playing
    e.eta.value = 0.2
    assert e.clock.interval == 20 and e.run.ended, "nobody watches"


def test_who_asked_for_less_motion_waits_a_second_at_any_speed():
    e = explorer(epochs=41)
    e.page.reduced_motion = True
    e.play.click()
    for speed in SPEEDS.values():
        e.speed.value = speed
        assert e.clock.interval == 1000
    e.play.click()
    e.eta.value = 0.2
    assert e.clock.interval == 20 and e.run.ended, "nobody watches"


@pytest.mark.parametrize(
    "control, value", [("eta", 0.05), ("activation", "relu"), ("dataset", "xor"), ("layers", "4")]
)
def test_a_control_that_moves_while_training_is_watched_goes_on_at_that_pace(control, value):
    e = explorer(epochs=60)
    e.speed.value = SPEEDS["fast"]
    e.play.click()
    tick(e)
    tick(e)
    getattr(e, control).value = value
    assert (e.run.epoch, e.clock.playing, e.play.description) == (3, True, "Pause")
    assert image(e)["data-state"] == "training"
    frame = e.picture.frame
    while e.clock.playing:
        tick(e)
    assert (e.picture.frame - frame, e.run.epoch) == (19, 60)
    assert same(history_of(e.code), e.history)


def test_long_training_goes_on_in_slices_while_the_clock_plays():
    e = explorer_in_slices()
    whole = e.history
    e.eta.value = 0.3000001
    e.eta.value = 0.3
    for epoch in range(1, 20):
        assert len(e.history.E) == epoch + 1
        assert (e.clock.playing, e.play.description, image(e)["data-state"]) == (
            True,
            "Pause",
            "training",
        )
        tick(e)
    assert (e.clock.playing, e.play.description, image(e)["data-state"]) == (
        False,
        "Play",
        "resting",
    )
    assert same(e.history, whole)


def test_finish_does_the_rest_at_once_and_draws_once():
    e = explorer_in_slices()
    whole = e.history
    e.eta.value = 0.1
    e.eta.value = 0.3
    tick(e)
    assert image(e)["data-state"] == "training" and e.run.epoch == 2
    frame = e.picture.frame
    e.finish()
    assert e.picture.frame == frame + 1
    assert (e.clock.playing, image(e)["data-state"], e.play.description) == (
        False,
        "resting",
        "Play",
    )
    assert same(e.history, whole)


def test_moving_a_control_while_training_goes_on_begins_anew():
    e = explorer_in_slices()
    e.eta.value = 0.1
    tick(e)
    e.activation.value = "sigmoid"
    assert (len(e.history.E), e.run.settings.activation, e.run.settings.eta) == (2, "sigmoid", 0.1)
    e.finish()
    assert same(e.history, history_of(e.code))


def test_other_controls_wait_for_layer_sizes_that_make_sense():
    e = explorer_in_slices()
    e.eta.value = 0.1
    assert e.clock.playing
    e.layers.value = "many"
    wrong = said(e)
    assert (
        wrong[0]
        and not e.clock.playing
        and image(e)["data-state"] == "resting"
        and e.play.description == "Play"
    )
    tick(e)
    assert said(e) == wrong, "a tick wrote over the sentence"
    e.eta.value = 0.2
    assert said(e) == wrong
    e.layers.value = "2"
    assert (e.run.settings.sizes, e.run.settings.eta, said(e)[0]) == ([2, 2, 1], 0.2, False)


def test_a_network_above_the_ceiling_is_never_begun(monkeypatch):
    e = explorer()
    monkeypatch.setattr(Settings, "start", lambda settings: pytest.fail("a network was made"))
    e.layers.value = "65"
    assert said(e)[0] and "1 to 64" in said(e)[1]


def test_the_largest_network_can_be_drawn_and_trained():
    e = explorer(dataset="digits", layers="64, " * 6 + "64", epochs=1)
    assert len(e.history.delta_rms[0]) == 9
    assert not said(e)[0] and len(e.panels.now.panel.bars) == 9


@pytest.mark.parametrize(
    "settings, words",
    [
        ({"dataset": "spiral"}, "'spiral' is not known, expected one of: xor, moons"),
        ({"dataset": "symmetry"}, "dataset is 'symmetry', expected one of: 'xor', 'moons'"),
        ({"layers": "x"}, "I cannot read “x”"),
        ({"layers": [16, 16]}, "[16, 16], not a text"),
        ({"activation": "Tanh"}, "activation is 'Tanh', expected one of: 'identity'"),
        ({"eta": 0}, "eta is 0, expected a number from 0.0001 to 100"),
        ({"eta": 101}, "eta is 101"),
        ({"eta": float("nan")}, "eta is nan"),
        ({"eta": "0.3"}, "eta is '0.3'"),
        ({"init": "normal(2)"}, "init is 'normal(2)', expected one of: 'glorot'"),
        ({"epochs": 0}, "epochs is 0, expected a whole number from 1 to 2000"),
        ({"epochs": 2001}, "epochs is 2001"),
        ({"epochs": 1.5}, "epochs is 1.5"),
        ({"batch_size": 16}, "batch_size is 16, expected one of: None, 0, 128, 32, 8"),
        ({"seed": -1}, "seed is -1, expected a whole number from 0 to 9999"),
    ],
    ids=str,
)
def test_an_explorer_that_cannot_be_made_says_why_and_leaves_no_widget_behind(settings, words):
    refused(re.escape(words), explorer, **settings)


def boom(*arguments):
    raise RuntimeError("boom <b>")


CALLBACKS = {
    "control": lambda e: setattr(e.activation, "value", "relu"),
    "layers": lambda e: setattr(e.layers, "value", "4"),
    "eta": lambda e: setattr(e.eta, "value", 0.5),
    "eta by slider": lambda e: setattr(e.eta.slider, "value", 0.5),
    "epochs": lambda e: setattr(e.epochs, "value", 9),
    "epochs by slider": lambda e: setattr(e.epochs.slider, "value", 60),
    "play": lambda e: e.play.click(),
    "step": lambda e: e.step.click(),
    "reset": lambda e: e.reset.click(),
    "tick": tick,
    "show_code": lambda e: setattr(e.show_code, "value", True),
}


@pytest.mark.parametrize("callback", CALLBACKS)
def test_a_failure_in_any_callback_is_a_sentence_and_the_explorer_lives(monkeypatch, callback):
    e = explorer()
    e.reset.click()
    e.clock.playing = True
    png = e.picture.png
    with monkeypatch.context() as planted:
        planted.setattr(e.panels, "show", boom)
        planted.setattr(Settings, "code", boom)
        CALLBACKS[callback](e)
    assert said(e) == (True, "⚠ This went wrong inside the explorer: RuntimeError: boom <b>")
    assert e.picture.png == png and image(e)["data-state"] == "resting"
    assert not e.clock.playing and free(e.lock)
    e.seed.value = 3
    e.finish()
    assert not said(e)[0] and e.picture.png != png
    assert same(e.history, history_of(e.code))


DEEP = {
    "load": (Plan, "load", 8),
    "sweep": (Plan, "measure", 8),
    "step": (Plan, "step_down", 8),
    "epoch": (descent, "measured", 1),
    "record": (Run, "E_held_out", 4),
    "panels": (Panels, "show", 1),
    "picture": (Picture, "draw", 1),
    "png": (picture, "encoded", 1),
}


GOING_ON = {"finish": Training.finish, "tick": tick, "step": lambda e: e.step.click()}


@pytest.mark.parametrize("place", DEEP)
def test_an_interrupt_passes_and_leaves_a_whole_run_that_goes_on_to_the_same_end(
    monkeypatch, place
):
    e = explorer(batch_size=32)
    whole, tests = e.history, e.run.tests
    e.reset.click()
    e.step.click()
    before = e.run
    with failing(monkeypatch, *DEEP[place], KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        e.finish()
    if place in ("panels", "picture", "png"):
        assert e.run.ended
    else:
        assert e.run is before and len(e.history.E) == 2 and len(e.run.tests) == 2
        assert np.array_equal(e.history.E, whole.E[:2])
    assert free(e.lock)
    e.step.click()
    assert e.run.ended or e.run.epoch == 2, "one press is one epoch"
    e.finish()
    assert same(e.history, whole) and e.run.tests == tests
    assert image(e)["data-state"] == "resting"


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt, RuntimeError("boom")], ids=["interrupt", "failure"]
)
@pytest.mark.parametrize("place", ["step", "record", "png"])
@pytest.mark.parametrize("way", ["tick", "step"])
def test_one_that_comes_in_a_callback_tears_nothing_either(monkeypatch, way, place, error):
    e = explorer_in_slices(batch_size=128)
    whole = e.history
    e.reset.click()
    e.clock.playing = True
    before = e.run
    owner, name, _ = DEEP[place]
    with failing(monkeypatch, owner, name, 1, error):
        if error is KeyboardInterrupt:
            with pytest.raises(KeyboardInterrupt):
                GOING_ON[way](e)
        else:
            GOING_ON[way](e)
            assert said(e)[0] and "boom" in said(e)[1]
    assert free(e.lock)
    assert e.run is before or place == "png"
    epoch = e.run.epoch
    e.clock.playing = True
    GOING_ON[way](e)
    assert e.run.epoch == epoch + 1
    e.finish()
    assert same(e.history, whole)


def test_a_start_from_which_no_step_is_possible_is_a_sentence(monkeypatch):
    e = explorer()
    run, png = e.run, e.picture.png
    W = [np.full((3, 2), 1e200), np.full((2, 3), 1e200), np.ones((1, 2))]
    huge = bp.Network(W, [[0] * 3, [0] * 2, [0]], ["relu", "relu", "identity"])
    monkeypatch.setattr(Settings, "start", lambda settings: huge)
    e.eta.value = 0.1
    assert said(e)[0] and "before the first step" in said(e)[1]
    assert e.run is run and e.picture.png == png


@pytest.mark.parametrize("eta", [float("inf"), -1.0, 0.0, 1e300])
def test_a_learning_rate_that_makes_no_sense_is_brought_into_range(eta):
    e = explorer()
    e.eta.value = eta
    assert not said(e)[0] and e.run.settings.eta == (100 if eta > 0 else 1e-4)
    e.eta.value = 0.2
    assert not said(e)[0] and e.run.settings.eta == 0.2


def test_the_explorer_says_how_it_was_made_and_leaves_its_picture_for_a_page_without_a_kernel():
    e = explorer(dataset="wave", eta=0.05)
    live, still = displayed(e)
    made = "Training(dataset='wave', layers='3, 2', η=0.05)"
    assert (
        live["text/plain"] == f"{made}: run the cells from the top to bring it to life."
        and repr(e) == made
    )
    assert live["application/vnd.jupyter.widget-view+json"]["model_id"] == e.model_id
    _, (_, shown) = Tags(still["text/html"]).found
    assert b64decode(shown["src"].partition(",")[2]) == e.picture.png
    assert pixels(e.picture.png).std() > 10, "an empty picture"
    assert shown["alt"] == still["text/plain"] == e.picture.alt


def test_a_learning_rate_that_is_no_number_changes_nothing():
    e = explorer()
    before = seen(e)
    with pytest.raises(TraitError, match="η is nan"):
        e.eta.value = float("nan")
    assert seen(e) == before and e.run.settings.eta == 0.3


def test_the_data_are_kept_while_data_set_and_seed_stay():
    e = explorer()
    data = e.run.data
    e.eta.value = 0.1
    e.layers.value = "4"
    assert e.run.data is data
    e.seed.value = 3
    assert e.run.data is not data
