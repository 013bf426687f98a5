"""The cost explorer without a browser: it counts as a watched run does, and measures when asked."""

from typing import NamedTuple

import numpy as np
import pytest

import bpkit as bp
from bpkit import cost
from bpkit.explorers import Cost
from bpkit.explorers.cost.growth import n_parameters
from bpkit.explorers.cost.model import GPT2
from bpkit.explorers.frame.notation import duration
from bpkit.plots.cost import COUNTED

from ..acting import refused
from .holding import TICK, Held

LOSS = bp.losses.squared_error


class HeldCost(Cost):
    """An explorer for which every action takes as long."""

    stopwatch = Held()


def said(explorer):
    return explorer.status.value


def seen(explorer):
    return explorer.picture.png, explorer.picture.alt, said(explorer)


def tick(explorer):
    explorer.clock.value += 1


def watched(sizes, m, scheme):
    """Return what nudging and a sweep take when they really run."""
    X0, T = np.ones((sizes[0], m)), np.zeros((sizes[-1], m))
    net, nudging = cost.watch(bp.Network.create(sizes))
    bp.numerical_gradients(net, LOSS, X0, T, scheme=scheme)
    net, sweep = cost.watch(bp.Network.create(sizes))
    trace = bp.forward(net, X0)
    bp.gradients(trace, bp.backward(net, trace, LOSS.gradient(trace.X[-1], T)))
    return nudging, sweep


@pytest.mark.parametrize("layers", ["2, 3, 1", "1, 1, 1", "4, 2, 5, 3", "7, 6, 8"])
@pytest.mark.parametrize("m, scheme", [(1, "forward"), (5, "central")])
def test_its_counts_are_those_of_a_watched_run(layers, m, scheme):
    explorer = Cost(layers, m, scheme)
    nudging, sweep = watched([int(n) for n in layers.split(", ")], m, scheme)
    assert (explorer.nudging, explorer.backprop) == (nudging, sweep)
    rows = [(n.forward, n.backward, n.multiply_adds) for n in (nudging, sweep)]
    for name, a, b in zip(COUNTED, *rows):
        assert f"{name} {a:,} and {b:,}" in explorer.picture.alt
    products = f"{nudging.multiply_adds:,} multiply-adds against {sweep.multiply_adds:,}"
    assert products in said(explorer)


def test_its_code_gives_the_counts_on_the_screen(capsys):
    explorer = Cost("4, 3, 2", 8, "central")
    exec(explorer.code, {})
    both = explorer.nudging, explorer.backprop
    shown = [f"{c.forward} {c.backward} {c.multiply_adds}" for c in both]
    assert capsys.readouterr().out.splitlines() == shown


def test_its_code_times_a_sweep_once_times_are_shown(capsys):
    explorer = HeldCost(measure=True)
    exec(explorer.code, {})
    assert "seconds for one forward sweep" in capsys.readouterr().out


def test_the_picture_shows_the_counts():
    explorer = Cost("2, 6, 1", 4, "forward")
    bars, numbers = explorer.view.bars
    beside = [[text.get_text() for text in row] for row in numbers]
    assert beside[0] == ["26  nudging", "0  nudging", "1,872  nudging", "26  nudging"]
    assert beside[1] == ["1  backprop", "1  backprop", "216  backprop", "3  backprop"]
    lengths = [[end[0] for _, end in bar.get_segments()] for bar in bars]
    assert lengths[0][1] == 0 and all(a > b for a, b in zip(lengths[0][2:], lengths[1][2:]))
    growth = explorer.view.growth
    far = [(GPT2 + 1) * 4 * GPT2, 3 * 4 * GPT2]
    assert np.array_equal(growth.ring.get_data(), [[25, 25], [1872, 216]])
    assert np.array_equal(growth.stars.get_data(), [[GPT2, GPT2], far])
    for line, kind in zip(growth.lines, (cost.by_nudging, cost.by_sweep)):
        counts = [float(kind(sizes, 4).multiply_adds) for sizes in explorer.compared.relatives]
        assert line.get_ydata().tolist() == counts


@pytest.mark.parametrize("name, value", [("layers", "3, 5, 2"), ("m", 7), ("scheme", "central")])
def test_a_control_changes_picture_words_and_alt_text(name, value):
    explorer = Cost()
    before = seen(explorer)
    getattr(explorer, name).value = value
    assert all(old != new for old, new in zip(before, seen(explorer)))
    assert 'data-wrong="0"' in said(explorer)
    fresh = Cost(**{name: value})
    assert seen(fresh) == seen(explorer)


def test_nothing_is_measured_until_it_is_asked_for():
    explorer = Cost()
    assert explorer.timing is None and not explorer.clock.playing
    tick(explorer)
    explorer.finish()
    assert explorer.timing is None and not explorer.clock.playing
    assert "Press Measure" in said(explorer) and "second" not in explorer.picture.alt


def test_measuring_goes_on_tick_by_tick_and_shows_every_point():
    explorer = HeldCost()
    counts = seen(explorer)
    explorer.measure.value = True
    assert explorer.measure.description == "Back to counts"
    assert explorer.clock.playing and 'data-state="measuring"' in explorer.picture.widget.value
    tick(explorer)
    assert explorer.timing.points == () and explorer.timing.speed is not None
    assert explorer.view.unit == "seconds"
    while not explorer.timing.ended:
        known = len(explorer.timing.points)
        tick(explorer)
        assert len(explorer.timing.points) == known + 1
        P, seconds = explorer.view.growth.backprop.full.get_data()
        assert P.tolist() == [point.P for point in explorer.timing.points]
        assert set(seconds) == {TICK}
    assert not explorer.clock.playing and 'data-state="resting"' in explorer.picture.widget.value
    P = [point.P for point in explorer.timing.points]
    assert P == sorted(set(P))
    tick(explorer)
    explorer.measure.value = False
    assert seen(explorer) == counts, "no trace of a time is left"
    assert explorer.measure.description == "Measure"


def test_measuring_at_once_is_measuring_in_slices():
    explorer, other = HeldCost(measure=True), HeldCost()
    other.measure.value = True
    other.finish()
    assert seen(explorer) == seen(other)
    assert explorer.timing == other.timing and explorer.timing.ended


def test_what_is_measured_is_forgotten_when_a_control_moves():
    explorer = HeldCost(measure=True)
    explorer.m.value = 9
    assert explorer.timing.points == () and explorer.timing.m == 9
    assert explorer.view.unit == "count" and explorer.clock.playing
    explorer.finish()
    assert explorer.timing.ended and explorer.view.unit == "seconds"


def test_gpt_2_is_told_in_human_units():
    explorer = HeldCost(m=4, measure=True)
    speed = explorer.timing.speed
    nudging, backprop = (duration(speed.seconds(tally)) for tally in explorer.compared.far)
    assert f"GPT-2 small: {nudging} by nudging, {backprop} by backprop" in said(explorer)
    assert f"a star on each: {nudging} and {backprop}" in explorer.picture.alt
    assert [text.get_text() for text in explorer.view.growth.words] == [nudging, backprop]


def test_full_marks_are_those_that_were_measured_as_a_whole():
    class Impatient(Cost):
        stopwatch = Held(100 * TICK)

    explorer = Impatient(measure=True)
    full, hollow = explorer.view.growth.nudging
    whole = [point.P for point in explorer.timing.points if point.whole]
    others = [point.P for point in explorer.timing.points if not point.whole]
    assert full.get_xdata().tolist() == whole and max(whole) < 100
    assert hollow.get_xdata().tolist() == others != []


def test_no_network_that_is_measured_is_large():
    deep = ", ".join(["8"] * 33)
    wide = "784, 1024, 1024, 10", "30000, 1", "1, 30000, 1"
    for layers in ("2, 3, 1", deep, "1, 1", *wide):
        waiting = Cost(layers)
        waiting.measure.value = True
        sizes = waiting.timing.waiting
        assert 0 < len(sizes) <= 9 and max(map(n_parameters, sizes)) <= 120_000
        waiting.close()


class Broken(NamedTuple):
    """A stopwatch that fails, or is interrupted."""

    error: BaseException

    def time(self, action):
        raise self.error


def test_an_interrupted_slice_tears_nothing():
    class Interrupted(Cost):
        stopwatch = Broken(KeyboardInterrupt())

    explorer = Interrupted()
    explorer.measure.value = True
    before, compared = seen(explorer), explorer.compared
    with pytest.raises(KeyboardInterrupt):
        tick(explorer)
    assert explorer.compared is compared and seen(explorer) == before
    explorer.measure.value = False
    assert seen(explorer) == seen(Cost())


@pytest.mark.parametrize(
    "wrong",
    [
        {"layers": "5"},
        {"layers": 5},
        {"m": 0},
        {"m": 1025},
        {"m": 1.5},
        {"scheme": "complex"},
    ],
)
def test_what_no_control_can_hold_is_refused(wrong):
    refused(r"expected|The layers|network has", Cost, **wrong)


def test_the_call_that_it_prints_makes_it_again():
    explorer = Cost("3, 4, 2", 11, "central")
    assert seen(eval(repr(explorer))) == seen(explorer)
