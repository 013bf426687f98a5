"""The symmetry explorer without a browser: a run, its epochs, and what is said of them."""

import numpy as np
import pytest

from bpkit.explorers import Symmetry

from ..acting import executed, followed, refused, said, tick

ALL = {"seed": 2, "eta": 5.0, "epoch": 1230}


@pytest.mark.parametrize("name", ALL)
def test_a_control_changes_picture_words_and_alt_text(name):
    followed(Symmetry, name, ALL[name])


@pytest.mark.parametrize("settings", [{}, ALL, {"epoch": 0}, {"epoch": 7}], ids=str)
def test_its_code_gives_the_numbers_on_the_screen(settings):
    e = Symmetry(**settings)
    _, found = executed(e.code)
    assert found == [array.tolist() for array in (*e.net.W, *e.net.b)]


def test_the_picture_shows_the_numbers():
    e = Symmetry()
    squares, loss, sums = e.view.panels
    rows = np.array([text.get_text() for text in squares.texts]).reshape(3, 9).tolist()
    assert rows[0] == ["+6.2", "−3.1", "+12.3", "−12.3", "+3.1", "−6.2", "", "−2.1", "−14.4"]
    assert rows[1] == ["−6.2", "+3.1", "−12.3", "+12.3", "−3.1", "+6.2", "", "−2.1", "−14.4"]
    assert rows[2] == [""] * 7 + ["+6.5", ""]
    e.epoch.value = 2000
    assert np.array_equal(loss.train.get_ydata(), e.moment.run.history.E[:2001])
    x = np.hstack([sums.zeros.get_data(), sums.ones.get_data()])
    assert x.shape == (2, 64) and np.abs(x).max() < e.view.axes[2].get_xlim()[1]


def test_words_for_a_run_that_succeeds_and_for_one_that_does_not():
    e = Symmetry()
    assert "all 64 patterns are right" in said(e)[1]
    assert said(e)[1].count("every pair across the mirror is opposite, sizes 1 : 2 : 4") == 2
    assert "hidden unit 1 +6.2 −3.1 +12.3 −12.3 +3.1 −6.2, bias −2.1" in e.picture.alt
    e.seed.value = 0
    assert "56 of 64 patterns are right (8 of the 8 mirror patterns missed" in said(e)[1]
    assert "stuck, or on a plateau" in said(e)[1] and "pair 1–6 equal" in said(e)[1]
    e.seed.value = 2
    assert "6 false alarms" in said(e)[1]
    e.eta.value = 0.01  # slow, and still moving
    assert "plateau" not in said(e)[1] and "no pair across the mirror is equal" in said(e)[1]


def test_play_goes_from_the_start_to_the_end_and_rests():
    e = Symmetry(epoch=4000)
    e.play.click()
    assert e.clock.playing and e.epoch.value == 0
    tick(e)
    assert 0 < e.epoch.value < 200
    for _ in range(100):
        tick(e)
    assert e.epoch.value == 4000 and not e.clock.playing and e.play.description == "Play"


def test_play_pauses_and_goes_on_and_finish_goes_to_the_end():
    e = Symmetry(epoch=1000)
    e.play.click()
    tick(e)
    e.play.click()
    there = e.epoch.value
    tick(e)
    assert e.epoch.value == there > 1000
    e.finish()
    assert e.epoch.value == 4000


def test_a_run_is_trained_once_for_all_its_epochs():
    e = Symmetry()
    run = e.moment.run
    e.epoch.value = 100
    assert e.moment.run is run
    e.eta.value = 10
    assert e.moment.run is not run


@pytest.mark.parametrize("eta", [0.01, 1, 100])
@pytest.mark.parametrize("seed", [1, 14, 9999])
def test_over_its_full_range_there_is_always_a_sentence_and_never_a_failure(seed, eta):
    e = Symmetry(seed=seed, eta=eta)
    for epoch in (0, 1, 333, 4000):
        e.epoch.value = epoch
        wrong, sentence = said(e)
        assert not wrong and len(sentence) > 60
        assert "nan" not in (sentence + e.picture.alt).lower()


@pytest.mark.parametrize(
    "name, value, complaint",
    [
        ("seed", -1, "seed is -1, expected a whole number"),
        ("eta", 0, "eta is 0, expected a number from 0.01 to 100"),
        ("epoch", 4001, "epoch is 4001, expected a whole number from 0 to 4000"),
        ("epoch", 2.5, "epoch is 2.5"),
    ],
)
def test_what_no_control_can_hold_is_refused_before_there_is_a_widget(name, value, complaint):
    refused(complaint, Symmetry, **{name: value})


def test_it_says_how_it_was_made():
    e = Symmetry()
    e.epoch.value = 0
    assert repr(e) == "Symmetry(seed=3, eta=20, epoch=0)"
