"""The explorers without a browser: every control, the code, the picture, bad input, interrupts, and a real kernel."""

import os
import tracemalloc
from base64 import b64decode
from contextlib import contextmanager
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from itertools import product
from threading import Thread

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances
from jupyter_client.manager import KernelManager
from PIL import Image

import bpkit as bp
from bpkit import descent, explorers
from bpkit.engine import Plan
from bpkit.explorers import Training, base, layers, panels, picture, training
from bpkit.explorers.base import Explorer, family
from bpkit.explorers.layers import MAX_WEIGHTS, MAX_WIDTH, read_sizes
from bpkit.explorers.panels import Panels
from bpkit.explorers.picture import Picture
from bpkit.explorers.run import Run, Settings

from .store_outputs import WIDGET_VIEW, ThisInterpreter

ONE_EPOCH = 1e-9  # seconds of a slice in which no second epoch fits

each_explorer = pytest.mark.parametrize("kind", [getattr(explorers, name) for name in explorers.__all__])


@pytest.fixture(autouse=True)
def whole_runs(monkeypatch):
    """Let a slice last as long as a run, on a machine however slow; close what a test made."""
    monkeypatch.setattr(training, "SLICE", None)
    before = set(_instances)
    yield
    for model in set(_instances) - before:
        if model in _instances:  # an explorer takes its own widgets along
            _instances[model].close()


@pytest.fixture
def slices_of_one_epoch(monkeypatch):
    """Let every slice end after its first epoch, on a machine however fast."""
    monkeypatch.setattr(training, "SLICE", ONE_EPOCH)


def explorer(**settings):
    """Return an explorer that is quick."""
    return Training(**{"layers": "3, 2", "epochs": 20, **settings})


class Tags(HTMLParser):
    """The tags of a piece of HTML, with their attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def image(e):
    """Return the attributes of the one image on the page."""
    (style, _), (img, attributes) = Tags(e.picture.widget.value).found
    assert (style, img) == ("style", "img")
    return attributes


def said(e):
    """Return whether the line of words says that something is wrong, and its text; no tag of a learner's is in it."""
    [(tag, attributes)] = Tags(e.status.value).found
    assert tag == "p" and attributes.keys() == {"role", "data-wrong"} and attributes["role"] == "status"
    assert e.status.value.endswith("</p>")
    e.status.value.encode()
    return attributes["data-wrong"] == "1", unescape(e.status.value.split(">", 1)[1].removesuffix("</p>"))


def seen(e):
    """Return what a learner sees: the picture, its alt text and the words."""
    return e.picture.png, e.picture.alt, e.status.value


def pixels(png):
    return np.asarray(Image.open(BytesIO(png)))


def executed(code):
    """Return what the code leaves in a fresh namespace, and the numbers that its last line shows."""
    namespace, lines = {}, code.splitlines()
    exec("\n".join(lines), namespace)
    return namespace["history"], eval(lines[-1], namespace)


def parameters(history):
    return [*history.net.W, *history.net.b]


def same_net(one, other):
    return all(np.array_equal(a, b) for a, b in zip((*one.W, *one.b), (*other.W, *other.b), strict=True))


def same(one, other):
    """Return whether two histories are equal bit for bit, network and all."""
    return (
        np.array_equal(one.E, other.E)
        and np.array_equal(one.delta_rms, other.delta_rms)
        and all(np.array_equal(a, b) for a, b in zip(parameters(one), parameters(other), strict=True))
        and (one.steps, one.stopped) == (other.steps, other.stopped)
    )


def tick(e):
    """Do what the page does fifty times a second while the clock is playing."""
    e.clock.value += 1


CHANGES = {
    "dataset": "xor",
    "layers": "5, 4",
    "activation": "sigmoid",
    "eta": 0.05,
    "eta_slider": 10**-0.75,
    "init": "he",
    "epochs": 7,
    "epochs_slider": 40,
    "batch_size": 32,
    "seed": 4,
}


@pytest.mark.parametrize("control", CHANGES)
def test_every_control_trains_anew_and_everything_on_the_page_follows(control):
    e = explorer()
    before, history, frame = seen(e), e.history, int(image(e)["data-frame"])
    getattr(e, control).value = CHANGES[control]
    assert not same(e.history, history)
    assert all(old != new for old, new in zip(before, seen(e), strict=True))
    assert int(image(e)["data-frame"]) > frame
    assert image(e)["data-state"] == "resting"
    assert not said(e)[0]
    assert same(executed(e.code)[0], e.history)


def test_the_settings_are_those_of_the_controls():
    settings = explorer(dataset="wave", layers="4", activation="relu", eta=0.2, init="lecun", batch_size=8, seed=3)
    assert settings.run.settings == Settings("wave", [1, 4, 1], "relu", 0.2, "lecun", 20, 8, 3)
    assert explorer(batch_size=None).run.settings.batch_size is None


def test_the_image_on_the_page_is_the_picture_with_its_alt_text():
    e = explorer()
    attributes = image(e)
    assert attributes["src"] == "data:image/png;base64," + base.b64encode(e.picture.png).decode()
    assert attributes["alt"] == e.picture.alt
    assert pixels(e.picture.png).shape == (470, 730, 3)


@pytest.mark.parametrize("dataset", bp.datasets.DATASETS)
def test_alt_text_and_words_give_the_numbers_of_every_data_set(dataset):
    e = explorer(dataset=dataset, epochs=3)
    E, delta_rms = e.history.E, e.history.delta_rms[-1]
    assert f"from {E[0]:.3g} to {E[-1]:.3g} after 3 epochs" in e.picture.alt
    assert f"E = {E[-1]:.3g} after 3 epochs" in said(e)[1]
    assert all(f"{rms:.2g} in layer {l}" in e.picture.alt for l, rms in enumerate(delta_rms))
    assert f"Training on {dataset}, layer sizes {e.run.settings.sizes}, tanh, η 0.3" in e.picture.alt
    (_, _), (X0, T) = bp.datasets.load(dataset, split=0.2)
    loss = getattr(bp.losses, bp.datasets.describe(dataset).loss)
    X = bp.forward(e.history.net, X0).X[-1]
    assert f"({loss(X, T):.3g} on held-out samples" in said(e)[1]
    if loss is not bp.losses.squared_error:
        right = X.argmax(0) == T.argmax(0) if len(T) > 1 else (X > 0) == (T > 0.5)
        assert f", {right.mean():.0%} of them right)" in said(e)[1]


def test_a_number_and_its_slider_go_together():
    e = explorer()
    e.eta.value = 0.05
    assert e.eta_slider.value == 0.05
    e.eta_slider.value = 10**-0.35
    assert e.eta.value == 0.447
    e.epochs.value = 30
    assert e.epochs_slider.value == 30
    e.epochs_slider.value = 50
    assert e.epochs.value == 50 == len(e.history.E) - 1


def test_a_number_stays_when_the_page_moves_its_slider_onto_a_notch():
    e = explorer(layers="1")
    for epochs in (1, 4, 5, 123, 125, 999):
        e.epochs.value = epochs
        e.epochs_slider.value = 10 * ((epochs + 5) // 10)
        assert e.epochs.value == epochs == len(e.history.E) - 1


def test_the_next_notch_of_the_slider_always_counts():
    e = explorer(layers="1", epochs=1)
    for eta, way in product((0.3, 0.29, 0.31, 0.33, 0.07, 5), (-1, 1)):
        notch = round(np.log10(eta) / 0.05)
        e.eta.value = eta
        e.eta_slider.value = 10 ** (0.05 * notch)
        assert e.eta.value == eta, "the page moved the slider onto a notch, not the learner"
        e.eta_slider.value = 10 ** (0.05 * (notch + way))
        assert e.eta.value == float(f"{10 ** (0.05 * (notch + way)):.3g}") == e.run.settings.eta


def test_more_epochs_than_the_slider_holds_leave_it_where_it_is_and_end_at_the_ceiling():
    e = explorer(layers="1")
    e.epochs.value = 1500
    assert (e.epochs_slider.value, len(e.history.E)) == (20, 1501)
    e.epochs.value = 10**9
    assert e.epochs.value == training.MAX_EPOCHS == len(e.history.E) - 1


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
    assert np.array_equal(e.history.E, whole.E[:3]) and np.array_equal(e.history.delta_rms, whole.delta_rms[:3])
    e.play.click()
    assert (e.clock.playing, e.play.description, image(e)["data-state"]) == (True, "Pause", "training")
    for epoch in range(3, 7):
        frame = int(image(e)["data-frame"])
        tick(e)
        assert (len(e.history.E), int(image(e)["data-frame"])) == (epoch + 1, frame + 1)
    assert (e.clock.playing, e.play.description, image(e)["data-state"]) == (False, "Play", "resting")
    assert same(e.history, whole)
    # the axes were drawn for the first epochs, and need not be where they were
    e.picture.redraw()


def test_play_can_be_paused_and_begins_again_after_the_end():
    e = explorer(epochs=4)
    e.play.click()
    assert len(e.history.E) == 1
    tick(e)
    e.play.click()
    assert (e.clock.playing, e.play.description, image(e)["data-state"]) == (False, "Play", "resting")
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
    assert said(e) == (True, "⚠ This run has ended after 2 epochs: press Reset to step through it again.")
    assert e.run is before
    e.play.click()
    e.step.click()
    assert (e.clock.playing, len(e.history.E), said(e)[0]) == (False, 2, False)


def test_a_long_run_that_is_watched_takes_several_epochs_from_picture_to_picture(monkeypatch):
    assert 50 < training.WATCHED < 100
    monkeypatch.setattr(training, "WATCHED", 8)
    e = explorer(epochs=86)
    e.play.click()
    frame = e.picture.frame
    while e.clock.playing:
        tick(e)
    assert (e.picture.frame - frame, e.run.epoch) == (9, 86)


def test_long_training_goes_on_in_slices_while_the_clock_plays(slices_of_one_epoch):
    e = explorer()
    whole = e.history
    e.eta.value = 0.3000001
    e.eta.value = 0.3
    for epoch in range(1, 20):
        assert len(e.history.E) == epoch + 1
        assert (e.clock.playing, e.play.description, image(e)["data-state"]) == (True, "Pause", "training")
        tick(e)
    assert (e.clock.playing, e.play.description, image(e)["data-state"]) == (False, "Play", "resting")
    assert same(e.history, whole)


def test_finish_does_the_rest_at_once(slices_of_one_epoch):
    e = explorer()
    whole = e.history
    e.eta.value = 0.1
    e.eta.value = 0.3
    tick(e)
    assert image(e)["data-state"] == "training" and e.run.epoch == 2
    e.finish()
    assert (e.clock.playing, image(e)["data-state"], e.play.description) == (False, "resting", "Play")
    assert same(e.history, whole)


def test_moving_a_control_while_training_goes_on_begins_anew(slices_of_one_epoch):
    e = explorer()
    e.eta.value = 0.1
    tick(e)
    e.activation.value = "sigmoid"
    assert (len(e.history.E), e.run.settings.activation, e.run.settings.eta) == (2, "sigmoid", 0.1)
    e.finish()
    assert same(e.history, executed(e.code)[0])


def test_a_run_is_a_value_that_can_go_on_twice():
    start = explorer(batch_size=32).started()
    once, again = start.advanced(5), start.advanced(5)
    assert same(once.history, again.history)
    assert same(once.advanced(3).history, start.advanced(8).history)
    assert len(start.record) == 1 and len(once.record) == 6


def test_the_held_out_loss_is_measured_at_the_epochs_it_is_drawn_at():
    run = explorer(epochs=120).run
    history = bp.train(run.settings.start(), *run.data[0], run.settings.loss, 0.3, 120, keep=range(121))
    assert [epoch for epoch, _ in run.tests] == list(range(0, 121, 2))
    for epoch, E in run.tests:
        X0, T = run.data[1]
        assert E == run.settings.loss(bp.forward(history.nets[epoch], X0).X[-1], T)


SETTINGS = [
    {},
    {"batch_size": 32},
    {"dataset": "digits", "layers": "8", "epochs": 4, "init": "normal(0.01)"},
    {"dataset": "wave", "activation": "relu", "init": "he", "batch_size": 8, "seed": 7, "eta": 0.05},
    {"dataset": "elnino", "layers": "3", "init": "normal(1)", "epochs": 5},
    {"dataset": "moons", "activation": "softplus", "init": "lecun", "seed": 9999, "eta": 1e-4},
    {"dataset": "circles", "activation": "leaky_relu", "eta": 1 / 3},
    {"dataset": "xor", "activation": "identity", "layers": "1, 1, 1, 1, 1, 1, 1"},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_the_code_gives_the_same_numbers_to_the_last_bit(settings):
    e = explorer(**settings)
    history, (E, delta_rms) = executed(e.code)
    assert same(history, e.history)
    assert E == e.history.E[-1] and np.array_equal(delta_rms, e.history.delta_rms[-1])


@pytest.mark.parametrize("batch_size", [0, 32])
@pytest.mark.parametrize("steps", [0, 1, 3])
def test_the_code_gives_the_numbers_of_training_that_has_not_ended(steps, batch_size):
    e = explorer(batch_size=batch_size)
    e.reset.click()
    for _ in range(steps):
        e.step.click()
    history, (E, delta_rms) = executed(e.code)
    assert E == e.history.E[-1] and np.array_equal(delta_rms, e.history.delta_rms[-1])
    assert np.array_equal(history.E[: steps + 1], e.history.E)
    assert steps == 0 or same(history, e.history)


@pytest.mark.parametrize("batch_size, epochs", [(0, 300), (8, 20)])
def test_the_code_gives_the_numbers_of_training_that_diverged(batch_size, epochs):
    e = explorer(dataset="wave", layers="8", activation="relu", eta=100.0, epochs=epochs, batch_size=batch_size)
    history, (E, delta_rms) = executed(e.code)
    assert history.stopped and same(history, e.history)
    assert E == e.history.E[-1] and np.array_equal(delta_rms, e.history.delta_rms[-1])


def test_the_code_is_shown_where_it_is_asked_for_and_keeps_up():
    e = explorer()
    assert e.listing.value == ""
    e.show_code.value = True
    assert Tags(e.listing.value).found == [("pre", {})]
    assert unescape(e.listing.value) == f"<pre>{e.code}</pre>"
    e.eta.value = 0.11
    assert unescape(e.listing.value) == f"<pre>{e.code}</pre>" and "eta=0.11" in e.code
    e.show_code.value = False
    assert e.listing.value == ""


MOVES = [
    ("eta_slider", 0.01), ("eta_slider", 0.1), ("eta_slider", 30.0), ("activation", "relu"), ("eta", 50.0),
    ("activation", "tanh"), ("epochs", 90), ("init", "normal(0.01)"), ("eta", 1e-3), ("layers", "4"), ("eta", 2.0),
    ("dataset", "wave"), ("activation", "relu"), ("eta", 100.0), ("eta", 0.1), ("dataset", "digits"), ("eta", 5.0),
    ("layers", "1, 2, 3, 4, 5, 6, 7"), ("activation", "sigmoid"), ("eta", 20.0),
]  # fmt: skip


def test_what_is_drawn_over_the_kept_background_is_what_drawing_everything_gives(monkeypatch):
    blitted, redrawn = explorer(), explorer()
    show = redrawn.panels.show
    monkeypatch.setattr(redrawn.panels, "show", lambda run: (show(run), redrawn.picture.redraw()))
    backgrounds = []
    for control, value in MOVES:
        kept = blitted.picture.background
        for e in (blitted, redrawn):
            getattr(e, control).value = value
        assert np.array_equal(pixels(blitted.picture.png), pixels(redrawn.picture.png)), (control, value)
        backgrounds.append(kept is blitted.picture.background)
    assert any(backgrounds) and not all(backgrounds), "no background was kept, or none was renewed"


def panel_pixels(e):
    """Return the pixels of each of the four panels."""
    page = pixels(e.picture.png)[::-1]
    boxes = [ax.get_window_extent().extents.astype(int) for ax in e.panels.axes]
    return [page[bottom:top, left:right] for left, bottom, right, top in boxes]


def drawn(artist):
    """Return what an artist shows: the text, the numbers of an image, or those of a line."""
    if hasattr(artist, "get_text"):
        return artist.get_text()
    return artist.get_array() if hasattr(artist, "get_array") else artist.get_data()


@pytest.mark.parametrize("dataset", ["spirals", "wave", "digits"])
def test_every_panel_shows_the_run(dataset):
    e = explorer(dataset=dataset, eta=0.01)
    before = panel_pixels(e)
    e.eta.value = 0.7
    assert all(not np.array_equal(old, new) for old, new in zip(before, panel_pixels(e), strict=True))
    new = explorer(dataset=dataset, eta=0.7)
    for artist, other in zip(e.panels.answer.artists, new.panels.answer.artists, strict=True):
        assert np.array_equal(drawn(artist), drawn(other))
    train, held_out = e.panels.loss
    assert np.array_equal(drawn(train), [range(21), e.history.E])
    assert np.array_equal(np.transpose(drawn(held_out)), e.run.tests)
    for l, (line, bar) in enumerate(zip(e.panels.deltas, e.panels.bars, strict=True)):
        assert np.array_equal(drawn(line), [range(21), e.history.delta_rms[:, l]])
        assert bar.get_height() == e.history.delta_rms[-1, l]


def test_the_picture_stays_the_same_when_nothing_changes():
    e = explorer()
    png, frame = e.picture.png, e.picture.frame
    e.draw()
    assert (e.picture.png, e.picture.frame) == (png, frame + 1)


BAD_LAYERS = {
    "3,,x": "a size is missing",
    "-1": "cannot read",
    "10000000": "10,000,000 neurons does not fit",
    "": "no layer size",
    "１６": "cannot read",
    "<img src=x onerror=1>": "cannot read",
    "9" * 5000: "(5,000 characters)",
    "1e3": "cannot read",
    "0x10": "cannot read",
    "16;16": "cannot read",
    " ": "no layer size",
    ",": "a size is missing",
    "16,": "a size is missing",
    ",16": "a size is missing",
    "+4": "cannot read",
    "²": "cannot read",
    "٣": "cannot read",
    "4.5": "cannot read",
    "nan": "cannot read",
    "None": "cannot read",
    "16 16": "cannot read",
    "[16, 16]": "cannot read",
    "9, 9, 9, 9, 9, 9, 9, 9": "8 hidden layers, at most 7",
    "9, 9, 9, 9, 9, 9, 9, 9, 9": "9 hidden layers, at most 7",
    "65": "65 neurons does not fit, 1 to 64 do",
    "0": "0 neurons does not fit",
    "16, 0, 16": "0 neurons does not fit",
    "\n": "no layer size",
    "16\n16": "“16�16”",
    "\x00": "“�”",
    "16, \u202e61": "“�61”",
    "\ud800": "“�”",
    "16,<script>alert(1)</script>": "cannot read",
    "</p><script>": "cannot read",
    "&lt;img&gt;": "“&lt;img&gt;”",
    '16" onload="x': "cannot read",
    "__import__('os')": "cannot read",
    "16," * 50_000 + "16": "50,001 hidden layers",
    "🧠🧠": "“🧠🧠”",
}


@pytest.fixture(scope="module")
def typed_into():
    return explorer(epochs=2)


@pytest.mark.parametrize("text", BAD_LAYERS, ids=lambda text: ascii(text[:20]))
def test_layer_sizes_that_make_no_sense_get_a_sentence_and_change_nothing(typed_into, text):
    e = typed_into
    png, run, frame = e.picture.png, e.run, e.picture.frame
    e.layers.value = text
    wrong, sentence = said(e)
    assert wrong and sentence.startswith("⚠ ") and BAD_LAYERS[text].lower() in sentence.lower()
    assert sentence.endswith(": write the size of each hidden layer, for example 16, 16.")
    assert sentence.replace("“4.5”", "").count(".") == 1 and len(sentence) < 200, "one sentence"
    assert "<img" not in e.status.value and "<script" not in e.status.value
    assert e.run is run and e.picture.png == png and e.picture.frame >= frame
    assert image(e)["alt"] == e.picture.alt and image(e)["data-state"] == "resting"
    e.layers.value = "3, 2" if run.settings.sizes != [2, 3, 2, 1] else "2, 2"
    assert not said(e)[0] and e.run is not run and e.picture.png != png


def test_other_controls_wait_for_layer_sizes_that_make_sense(slices_of_one_epoch):
    e = explorer()
    e.eta.value = 0.1
    assert e.clock.playing
    e.layers.value = "many"
    wrong = said(e)
    assert wrong[0] and not e.clock.playing and image(e)["data-state"] == "resting" and e.play.description == "Play"
    tick(e)
    assert said(e) == wrong, "a tick wrote over the sentence"
    e.eta.value = 0.2
    assert said(e) == wrong
    e.layers.value = "2"
    assert (e.run.settings.sizes, e.run.settings.eta, said(e)[0]) == ([2, 2, 1], 0.2, False)


@pytest.mark.parametrize("text", [" 16 ,16 ", "16,16", "016, 16\n"])
def test_spaces_do_not_matter(text):
    assert read_sizes(text, 2, 1) == [2, 16, 16, 1]


def test_sizes_at_the_ceiling_fit_and_above_it_are_refused_before_anything_is_made():
    widest = ", ".join(["64"] * 7)
    assert read_sizes(widest, 64, 10) == [64] * 8 + [10]
    assert read_sizes("50", MAX_WEIGHTS // 50 - 1, 1) == [1999, 50, 1]
    with pytest.raises(ValueError, match="100,050 weights, at most 100,000 fit: make a layer smaller"):
        read_sizes("50", MAX_WEIGHTS // 50, 1)
    tracemalloc.start()
    for text in ("65", "999999999", "999999999, 999999999", "64, " * 7 + "64", "9" * 10_000):
        with pytest.raises(ValueError, match="16, 16"):
            read_sizes(text, 2, 1)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1e6
    assert MAX_WIDTH == 64 and "numpy" not in vars(layers) and "np" not in vars(layers)


def test_a_network_above_the_ceiling_is_never_begun(monkeypatch):
    e = explorer()
    monkeypatch.setattr(Settings, "start", lambda settings: pytest.fail("a network was made"))
    e.layers.value = "65"
    assert said(e)[0] and "1 to 64" in said(e)[1]


def test_the_largest_network_can_be_drawn_and_trained():
    e = explorer(dataset="digits", layers="64, " * 6 + "64", epochs=1)
    assert len(e.history.delta_rms[0]) == 9
    assert not said(e)[0] and len(e.panels.bars) == 9


@pytest.mark.parametrize(
    "settings, words",
    [
        ({"dataset": "spiral"}, "'spiral' is not known, expected one of: xor, moons"),
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
    before = len(_instances)
    with pytest.raises(ValueError) as error:
        explorer(**settings)
    assert words in str(error.value)
    assert len(_instances) == before


def boom(*arguments):
    raise RuntimeError("boom <b>")


CALLBACKS = {
    "control": lambda e: setattr(e.activation, "value", "relu"),
    "layers": lambda e: setattr(e.layers, "value", "4"),
    "eta": lambda e: setattr(e.eta, "value", 0.5),
    "eta_slider": lambda e: setattr(e.eta_slider, "value", 0.5),
    "epochs": lambda e: setattr(e.epochs, "value", 9),
    "epochs_slider": lambda e: setattr(e.epochs_slider, "value", 60),
    "play": lambda e: e.play.click(),
    "step": lambda e: e.step.click(),
    "reset": lambda e: e.reset.click(),
    "tick": tick,
    "show_code": lambda e: setattr(e.show_code, "value", True),
}


def free(lock):
    """Return whether another thread could take the lock."""
    took = []
    thread = Thread(target=lambda: took.append(lock.acquire(blocking=False) and lock.release() is None))
    thread.start()
    thread.join()
    return took == [True]


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
    assert same(e.history, executed(e.code)[0])


def callbacks(kind):
    """Return the names of the methods that a kind of explorer lets its controls call."""
    own = [vars(owner) for owner in kind.__mro__ if issubclass(owner, Explorer)]
    return [name for name in dir(kind) if name.startswith("on_") and any(name in names for names in own)]


@each_explorer
def test_every_callback_has_the_guard(kind):
    assert "on_show_code" in callbacks(kind) and len(callbacks(kind)) > 1
    assert [name for name in callbacks(kind) if not hasattr(getattr(kind, name), "__wrapped__")] == []


def test_the_lock_is_held_while_a_callback_runs_and_lets_callbacks_in_callbacks_through(monkeypatch):
    e, locked, show = explorer(), [], Panels.show
    monkeypatch.setattr(Panels, "show", lambda self, run: (locked.append(not free(e.lock)), show(self, run)))
    # the slider calls its method, which sets the number, which calls its method
    e.eta_slider.value = 10**-1.5
    assert locked == [True]
    assert e.run.settings.eta == 0.0316 and free(e.lock)
    with e.lock:
        e.eta.value = 0.5
        e.finish()
    assert e.run.settings.eta == 0.5 and not said(e)[0] and free(e.lock)


@pytest.mark.parametrize("target", ["loss_history", "move_delta_now"])
def test_panels_that_failed_half_made_are_made_anew(monkeypatch, target):
    e = explorer()
    png = e.picture.png
    with monkeypatch.context() as planted:
        planted.setattr(panels.plots, target, boom)
        e.dataset.value = "wave"
    assert said(e)[0] and e.picture.png == png
    e.dataset.value = "spirals"
    assert not said(e)[0]
    assert np.array_equal(pixels(e.picture.png), pixels(png))


@contextmanager
def failing(monkeypatch, owner, name, call, error):
    """Raise an error in one call of a function, counted from 1, before or after it has done its work."""
    function, calls = getattr(owner, name), []

    def fails(*arguments, **options):
        calls.append(name)
        if len(calls) == call:
            raise error
        return function(*arguments, **options)

    with monkeypatch.context() as planted:
        planted.setattr(owner, name, fails)
        yield
    assert len(calls) >= call, "the planted failure was never reached"


DEEP = {
    "load": (Plan, "load", 8),
    "sweep": (Plan, "measure", 8),
    "step": (Plan, "step_down", 8),
    "epoch": (descent, "measured", 1),
    "record": (Run, "E_test", 4),
    "panels": (Panels, "show", 1),
    "picture": (Picture, "draw", 1),
    "png": (picture, "encoded", 1),
}
GOING_ON = {"finish": Training.finish, "tick": tick, "step": lambda e: e.step.click()}


@pytest.mark.parametrize("place", DEEP)
def test_an_interrupt_passes_and_leaves_a_whole_run_that_goes_on_to_the_same_end(monkeypatch, place):
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


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError("boom")], ids=["interrupt", "failure"])
@pytest.mark.parametrize("place", ["step", "record", "png"])
@pytest.mark.parametrize("way", ["tick", "step"])
def test_one_that_comes_in_a_callback_tears_nothing_either(monkeypatch, slices_of_one_epoch, way, place, error):
    e = explorer(batch_size=128)
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


@pytest.mark.parametrize("place", ["epoch", "record", "panels", "png"])
def test_an_interrupt_while_a_control_moves_leaves_the_explorer_whole(monkeypatch, place):
    e = explorer()
    with failing(monkeypatch, *DEEP[place], KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        e.eta.value = 0.7
    assert free(e.lock)
    assert len(e.run.record) == len(e.history.E) and same_net(e.history.net, e.run.net)
    e.finish()
    history, _ = executed(e.code)
    assert same(e.history, history)
    e.eta.value = 0.2
    assert same(e.history, executed(e.code)[0]) and "eta=0.2" in e.code


def test_divergence_is_said_with_step_rate_and_reason_and_the_picture_can_be_drawn():
    e = explorer(dataset="wave", layers="16, 16", activation="relu", eta=100.0, epochs=300)
    stopped, (wrong, sentence) = e.history.stopped, said(e)
    assert stopped and not wrong and sentence.startswith(f"Training stopped: {stopped}. Make η smaller.")
    assert f"after step {e.history.steps + 1} (epoch {len(e.history.E)})" in sentence
    assert "η = 100 is too large here" in sentence and "the total input of layer" in sentence
    assert np.isfinite(e.history.E).all() and image(e)["data-state"] == "resting" and e.run.ended
    assert f"to {e.history.E[-1]:.3g} after {len(e.history.E) - 1} epochs" in e.picture.alt
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


def test_a_start_from_which_no_step_is_possible_is_a_sentence(monkeypatch):
    e = explorer()
    run, png = e.run, e.picture.png
    W = [np.full((3, 2), 1e200), np.full((2, 3), 1e200), np.ones((1, 2))]
    huge = bp.Network(W, [[0] * 3, [0] * 2, [0]], ["relu", "relu", "identity"])
    monkeypatch.setattr(Settings, "start", lambda settings: huge)
    e.eta.value = 0.1
    assert said(e)[0] and "before the first step" in said(e)[1]
    assert e.run is run and e.picture.png == png


@pytest.mark.parametrize("eta", [float("nan"), float("inf"), -1.0, 0.0, 1e300])
def test_a_learning_rate_that_makes_no_sense_is_said_or_brought_into_range(eta):
    e = explorer()
    e.eta.value = eta
    assert said(e)[0] or 1e-4 <= e.run.settings.eta <= 100
    e.eta.value = 0.2
    assert not said(e)[0] and e.run.settings.eta == 0.2


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
        "100% of the units of layer 2 are saturated: f′ is below 0.01 for every sample, so hardly any δ passes them.",
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
    word, ratio = ("shrinks", rms[3] / rms[1]) if rms[3] >= rms[1] else ("grows", rms[1] / rms[3])
    assert f"δ {word} {ratio:.3g}× from layer 3 back to layer 1." in said(e)[1]


def test_nothing_is_said_to_be_wrong_when_all_is_well():
    sentence = said(explorer(layers="16, 16", epochs=100))[1]
    assert not any(word in sentence for word in ("dead", "saturated", "rose", "stopped", "exactly"))


def test_the_explorer_says_how_it_was_made_and_carries_its_picture_for_a_page_without_a_kernel():
    e = explorer(dataset="wave", eta=0.05)
    data, metadata = e._repr_mimebundle_()
    assert data["text/plain"] == repr(e) == "Training(dataset='wave', layers='3, 2', η=0.05)"
    assert data[WIDGET_VIEW]["model_id"] == e.model_id
    assert b64decode(data["image/png"]) == e.picture.png
    assert pixels(e.picture.png).std() > 10, "an empty picture"
    assert metadata == {"image/png": {"alt": e.picture.alt}}


@each_explorer
def test_closing_an_explorer_closes_everything_that_it_owns(kind):
    before = set(_instances)
    e = kind()
    assert {widget.model_id for widget in family(e)} == set(_instances) - before
    e.close()
    assert set(_instances) == before


def test_an_explorer_owns_controls_styles_layouts_clock_and_picture():
    e = explorer()
    owned = [*family(e)]
    assert all(widget in owned for widget in (e, e.eta, e.eta.style, e.layout, e.clock, e.picture.widget, e.listing))


@pytest.fixture
def cell(monkeypatch):
    """Return what says which cell runs, and in which run."""

    def running(name, run):
        monkeypatch.setattr(base, "running_cell", lambda: (name, run))

    return running


def alive(e):
    return e in _instances.values()


def test_only_what_an_earlier_run_of_the_same_cell_made_is_closed(cell):
    cell(None, None)
    nowhere, again = explorer(), explorer()
    cell("one", 1)
    first, second = explorer(), explorer()
    cell("two", 2)
    other = explorer()
    assert all(alive(e) for e in (nowhere, again, first, second, other))
    cell("one", 3)
    newest = explorer()
    assert not alive(first) and not alive(second)
    assert all(alive(e) for e in (nowhere, again, other, newest))


class Kernel:
    """A real kernel of the running interpreter, to which cells are sent as JupyterLab does."""

    def __init__(self, folder):
        self.log = (folder / "kernel.log").open("w+")
        self.manager = KernelManager(kernel_spec_manager=ThisInterpreter())
        self.manager.connection_file = str(folder / "kernel.json")
        env = os.environ | {"IPYTHONDIR": str(folder), "OPENBLAS_NUM_THREADS": "1"}
        self.manager.start_kernel(extra_arguments=["--log-level=ERROR"], env=env, stdout=self.log, stderr=self.log)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        self.streams = []

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.log.close()

    def send(self, kind, content, metadata=None):
        """Send a message and return all that comes back until the kernel is idle again."""
        message = self.client.session.msg(kind, content, metadata=metadata)
        self.client.shell_channel.send(message)
        came = []
        while True:
            answer = self.client.get_iopub_msg(timeout=60)
            if answer["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                came.append((answer["msg_type"], answer["content"]))
                if came[-1] == ("status", {"execution_state": "idle"}):
                    break
        assert [content for kind, content in came if kind == "error"] == []
        self.streams += [content for kind, content in came if kind == "stream"]
        return came

    def run(self, code, cell=None):
        """Run a cell and return its result, if it has one."""
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        came = self.send("execute_request", content, {"cellId": cell} if cell else {})
        return next((content for kind, content in came if kind == "execute_result"), None)

    def value(self, code):
        """Return what an expression is in the kernel."""
        return eval(self.run(code)["data"]["text/plain"])


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    kernel = Kernel(tmp_path_factory.mktemp("kernel"))
    kernel.run("from bpkit.explorers import Training\nfrom ipywidgets.widgets.widget import _instances")
    yield kernel
    kernel.close()


QUICK = "Training(layers='1', epochs=1)"


def test_running_a_cell_fifty_times_in_a_real_kernel_leaks_nothing(kernel):
    kernel.run(QUICK, "abc")
    first = kernel.value("len(_instances)")
    for _ in range(50):
        kernel.run(QUICK, "abc")
    assert kernel.value("len(_instances)") == first > 0


def test_in_a_real_kernel_only_an_earlier_run_of_the_same_cell_is_closed(kernel):
    kernel.run(f"two = [{QUICK}, {QUICK}]", "pair")
    kernel.run(f"other = {QUICK}", "other")
    kernel.run("old = list(two)")
    alive = "[e in _instances.values() for e in (*old, *two, other)]"
    assert kernel.value(alive) == [True] * 5
    kernel.run(f"two = [{QUICK}, {QUICK}]", "pair")
    assert kernel.value(alive) == [False, False, True, True, True]


def test_a_real_kernel_sends_the_picture_beside_the_widget(kernel):
    result = kernel.run("shown = Training(layers='2', epochs=3)\nshown", "shown")
    assert result["data"]["text/plain"] == "Training(dataset='spirals', layers='2', η=0.3)"
    assert result["data"][WIDGET_VIEW]["model_id"] == kernel.value("shown.model_id")
    assert pixels(b64decode(result["data"]["image/png"])).shape == (470, 730, 3)
    assert result["metadata"]["image/png"]["alt"] == kernel.value("shown.picture.alt")


def moved(kernel, control, value):
    """Move a control as the page does; return what the page is sent to show, by name."""
    ids = {kernel.value(f"e.{name}.model_id"): name for name in (control, "picture.widget", "status", "clock")}
    [comm] = [model for model, name in ids.items() if name == control]
    state = {"method": "update", "state": {"value": value}, "buffer_paths": []}
    came = kernel.send("comm_msg", {"comm_id": comm, "data": state})
    messages = [content for kind, content in came if kind == "comm_msg" and content["comm_id"] in ids]
    return [(ids[content["comm_id"]], content["data"]["state"]) for content in messages if "state" in content["data"]]


def test_a_control_that_the_page_moves_sends_one_new_picture_back(kernel):
    kernel.run("e = Training(layers='2', epochs=3)", "moved")
    pictures = [state["value"] for name, state in moved(kernel, "eta", 0.01) if name == "picture.widget"]
    assert len(pictures) == 1 and "η 0.01" in pictures[0] and 'data-state="resting"' in pictures[0]
    assert kernel.value("e.run.settings.eta") == 0.01


def test_nonsense_that_the_page_sends_is_answered_on_the_page(kernel):
    kernel.run("e = Training(layers='2', epochs=3)", "moved")
    words = [state["value"] for name, state in moved(kernel, "layers", "<img>") if name == "status"]
    assert len(words) == 1 and "I cannot read “&lt;img&gt;”" in words[0]


def test_nothing_was_written_to_the_kernels_stdout_and_stderr(kernel):
    kernel.run("e = Training(dataset='wave', activation='relu', eta=100.0)\ne.layers.value = 'x'", "diverging")
    assert kernel.streams == []
    kernel.log.seek(0)
    assert kernel.log.read() == ""
