"""The cost explorer: its counts are those of a watched run, its times come of three measured numbers, and it waits."""

import numpy as np
import pytest
from bpkit.explorers.amounts import duration, spelled
from bpkit.explorers.growth import parameters, read_network, relatives, resized
from bpkit.explorers.timing import Point, Speed, Timing

import bpkit as bp
from bpkit import cost
from bpkit.explorers import Cost, growth, timing
from bpkit.explorers.cost import GPT2
from bpkit.plots.cost import COUNTED

LOSS = bp.losses.squared_error
TICK = 0.001  # seconds that everything takes where the clock is held


@pytest.fixture
def held_clock(monkeypatch):
    """Let every action take the same time; return how often each slice asked for the time."""
    asked = []

    def timed(action):
        asked.append(action())
        return TICK

    monkeypatch.setattr(timing, "timed", timed)
    return asked


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
    nudging, sweep = watched(read_network(layers), m, scheme)
    assert (explorer.nudging, explorer.backprop) == (nudging, sweep)
    rows = [(n.forward, n.backward, n.multiply_adds) for n in (nudging, sweep)]
    for name, a, b in zip(COUNTED, *rows):
        assert f"{name} {a:,} and {b:,}" in explorer.picture.alt
    assert f"{nudging.multiply_adds:,} multiply-adds against {sweep.multiply_adds:,}" in said(explorer)


def test_a_sweep_takes_three_multiply_adds_a_weight_and_sample_and_nudging_one_a_sweep():
    explorer = Cost("5, 4, 3", 6, "central")
    assert [explorer.row(c)[-1] for c in (explorer.nudging, explorer.backprop)] == [2 * parameters([5, 4, 3]), 3]


def test_its_code_gives_the_counts_on_the_screen(capsys):
    explorer = Cost("4, 3, 2", 8, "central")
    exec(explorer.code, {})
    shown = [f"{c.forward} {c.backward} {c.multiply_adds}" for c in (explorer.nudging, explorer.backprop)]
    assert capsys.readouterr().out.splitlines() == shown


def test_its_code_times_a_sweep_once_times_are_shown(held_clock, capsys):
    explorer = Cost(measure=True)
    exec(explorer.code, {})
    assert "seconds for one forward sweep" in capsys.readouterr().out


def test_the_picture_shows_the_counts():
    explorer = Cost("2, 6, 1", 4, "forward")
    bars, numbers = explorer.bars
    assert [text.get_text() for text in numbers[0]] == ["26  nudging", "0  nudging", "1,872  nudging", "26  nudging"]
    assert [text.get_text() for text in numbers[1]] == ["1  backprop", "1  backprop", "216  backprop", "3  backprop"]
    lengths = [[end[0] for _, end in bar.get_segments()] for bar in bars]
    assert lengths[0][1] == 0 and all(a > b for a, b in zip(lengths[0][2:], lengths[1][2:]))
    lines, _, ring, stars, _ = explorer.growth
    assert np.array_equal(ring.get_data(), [[25, 25], [1872, 216]])
    assert np.array_equal(stars.get_data(), [[GPT2, GPT2], [(GPT2 + 1) * 4 * GPT2, 3 * 4 * GPT2]])
    for line, kind in zip(lines, (cost.by_nudging, cost.by_sweep)):
        assert line.get_ydata().tolist() == [float(kind(s, 4).multiply_adds) for s in explorer.drawn]


@pytest.mark.parametrize("name, value", [("layers", "3, 5, 2"), ("m", 7), ("scheme", "central")])
def test_a_control_changes_picture_words_and_alt_text(name, value):
    explorer = Cost()
    before = seen(explorer)
    getattr(explorer, name).value = value
    assert all(old != new for old, new in zip(before, seen(explorer)))
    assert 'data-wrong="0"' in said(explorer)
    fresh = Cost(**{name: value})
    assert seen(fresh) == seen(explorer)


def test_gpt_2_small_has_as_many_parameters_as_its_matrices_say():
    n = 768
    block = 2 * n + 3 * n * (n + 1) + n * (n + 1) + 2 * n + 4 * n * (n + 1) + n * (4 * n + 1)
    assert GPT2 == (50_257 + 1_024) * n + 12 * block + 2 * n


def test_nothing_is_measured_until_it_is_asked_for(held_clock):
    explorer = Cost()
    assert explorer.timing is None and held_clock == [] and not explorer.clock.playing
    assert "Press Measure" in said(explorer) and "second" not in explorer.picture.alt


def test_measuring_goes_on_tick_by_tick_and_shows_every_point(held_clock):
    explorer = Cost()
    counts = seen(explorer)
    explorer.measure.value = True
    assert explorer.measure.description == "Back to counts"
    assert explorer.clock.playing and 'data-state="measuring"' in explorer.picture.widget.value
    tick(explorer)
    assert explorer.timing.points == () and explorer.speed is not None and explorer.unit == "seconds"
    while not explorer.timing.ended:
        known = len(explorer.timing.points)
        tick(explorer)
        assert len(explorer.timing.points) == known + 1
        P, seconds = explorer.growth[1][1][0].get_data()
        assert P.tolist() == [point.P for point in explorer.timing.points] and set(seconds) == {TICK}
    assert not explorer.clock.playing and 'data-state="resting"' in explorer.picture.widget.value
    assert [point.P for point in explorer.timing.points] == sorted({point.P for point in explorer.timing.points})
    tick(explorer)
    explorer.measure.value = False
    assert seen(explorer) == counts, "no trace of a time is left"
    assert explorer.measure.description == "Measure"


def test_measuring_at_once_is_measuring_in_slices(held_clock):
    explorer, other = Cost(measure=True), Cost()
    other.measure.value = True
    other.finish()
    assert seen(explorer) == seen(other) and explorer.timing == other.timing and explorer.timing.ended


def test_what_is_measured_is_forgotten_when_a_control_moves(held_clock):
    explorer = Cost(measure=True)
    explorer.m.value = 9
    assert explorer.timing.points == () and explorer.timing.m == 9 and explorer.unit == "count"
    explorer.finish()
    assert explorer.timing.ended and explorer.unit == "seconds"


def test_a_predicted_time_is_made_of_three_measured_numbers():
    speed = Speed(forward=0.5, backward=0.25, rate=100.0)
    assert speed.seconds(cost.Cost(4, 2, 1000)) == 4 * 0.5 + 2 * 0.25 + 10


def test_gpt_2_is_told_in_human_units(held_clock):
    explorer = Cost(m=4, measure=True)
    nudging, backprop = (duration(explorer.speed.seconds(c)) for c in explorer.far)
    assert f"GPT-2 small: {nudging} by nudging, {backprop} by backprop" in said(explorer)
    assert f"a star on each: {nudging} and {backprop}" in explorer.picture.alt
    assert [text.get_text() for text in explorer.growth[4]] == [nudging, backprop]


def test_the_rate_is_multiply_adds_a_second_and_a_start_is_what_the_narrowest_network_takes(held_clock):
    explorer = Cost(m=2, measure=True)
    assert explorer.speed == Speed(TICK, 0.0, 768 * 768 * 2 / TICK)


@pytest.mark.parametrize("slice, whole", [(1e9, True), (1e-12, False)])
def test_what_would_take_too_long_is_scaled_up_from_one_pass(monkeypatch, held_clock, slice, whole):
    monkeypatch.setattr(timing, "SLICE", slice)
    passes = parameters([2, 3, 1]) + 1
    assert timing.measured([2, 3, 1], 3, "forward") == Point(13, TICK if whole else passes * TICK, TICK, whole)


def test_full_marks_are_those_that_were_measured_as_a_whole(monkeypatch, held_clock):
    monkeypatch.setattr(timing, "SLICE", 100 * TICK)
    explorer = Cost(measure=True)
    full, hollow = explorer.growth[1][0]
    whole = [point.P for point in explorer.timing.points if point.whole]
    assert full.get_xdata().tolist() == whole and max(whole) < 100
    assert hollow.get_xdata().tolist() == [point.P for point in explorer.timing.points if not point.whole] != []


def test_no_network_that_is_measured_is_large():
    for layers in ("2, 3, 1", "784, 1024, 1024, 10", ", ".join(["8"] * 33), "1, 1", "30000, 1", "1, 30000, 1"):
        waiting = Cost(layers)
        waiting.measure.value = True
        sizes = waiting.timing.waiting
        assert 0 < len(sizes) <= 9 and max(map(parameters, sizes)) <= 120_000
        waiting.close()


def test_a_failure_in_a_slice_is_a_sentence_and_stops_the_clock(held_clock):
    explorer = Cost()
    explorer.measure.value = True
    with pytest.MonkeyPatch.context() as planted:
        planted.setattr(Timing, "advanced", lambda self: 1 / 0)
        tick(explorer)
    tick(explorer)
    assert "ZeroDivisionError" in said(explorer) and not explorer.clock.playing
    assert 'data-state="resting"' in explorer.picture.widget.value


@pytest.mark.parametrize(
    "text, complaint",
    [
        ("", "at least two sizes"),
        ("5", "at least two sizes"),
        ("2,, 1", "missing beside a comma"),
        ("2, x, 1", "cannot read “x”"),
        ("2, -3, 1", "cannot read"),
        ("2, 2.5, 1", "cannot read"),
        ("2, 0, 1", "0 neurons does not fit"),
        ("2, 30001, 1", "30,001 neurons does not fit"),
        ("30000, 30000, 30000", "parameters, at most"),
        (",".join("1" * 34), "34 sizes"),
        ("2, <b>, 1", "cannot read “&lt;b&gt;”"),
    ],
)
def test_layers_that_make_no_sense_get_a_sentence_and_the_picture_stays(text, complaint):
    explorer = Cost()
    png, counts = explorer.picture.png, explorer.nudging
    explorer.layers.value = text
    assert complaint in said(explorer) and 'data-wrong="1"' in said(explorer)
    assert explorer.picture.png == png and explorer.nudging == counts
    explorer.layers.value = "4, 4"
    assert 'data-wrong="0"' in said(explorer) and explorer.sizes == [4, 4]


@pytest.mark.parametrize(
    "wrong", [{"layers": "5"}, {"layers": 5}, {"m": 0}, {"m": 1025}, {"m": 1.5}, {"scheme": "complex"}]
)
def test_what_no_control_can_hold_is_refused(wrong):
    with pytest.raises(ValueError, match=r"expected|The layers|network has"):
        Cost(**wrong)


def test_the_call_that_it_prints_makes_it_again():
    explorer = Cost("3, 4, 2", 11, "central")
    assert seen(eval(repr(explorer))) == seen(explorer)


@pytest.mark.parametrize("sizes", [[2, 3, 1], [784, 32, 10], [8] * 33, [300, 2, 300]])
def test_relatives_keep_the_depth_and_come_close_to_the_numbers_asked_for(sizes):
    numbers = [1e4, 1e5, 1e6]
    found = relatives(sizes, numbers)
    assert all(len(one) == len(sizes) for one in found)
    for one, P in zip(found, numbers, strict=True):
        assert P <= parameters(one) < 2 * P
    assert parameters(resized(sizes, parameters(sizes))) == parameters(sizes)
    assert relatives(sizes, [1, 1, 2]) == [[1] * len(sizes)]


def test_a_number_of_parameters_is_that_of_the_network():
    assert growth.parameters([3, 4, 2]) == bp.Network.create([3, 4, 2]).n_parameters


@pytest.mark.parametrize(
    "seconds, words",
    [
        (2.5e-8, "0.025 microseconds"),
        (3.14159e-5, "31 microseconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (90, "1.5 minutes"),
        (7200, "2 hours"),
        (86400 * 41, "41 days"),
        (365.25 * 86400 * 34.4, "34 years"),
        (365.25 * 86400, "1 year"),
        (365.25 * 86400 * 1.2e6, "1.2 million years"),
        (365.25 * 86400 * 4.6e13, "46,000 billion years"),
    ],
)
def test_a_time_is_told_in_the_largest_unit_that_it_fills(seconds, words):
    assert duration(seconds) == words


@pytest.mark.parametrize("count, text", [(0, "0"), (1234, "1,234"), (999_999_999, "999,999,999"), (10**9, "1.00 · 10⁹"),
                                         (46455219445611456, "4.65 · 10¹⁶")])  # fmt: skip
def test_a_count_that_is_long_is_told_by_its_power_of_ten(count, text):
    assert spelled(count) == text
