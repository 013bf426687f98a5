"""The plots of costs: what is drawn is what was given, in counts and in seconds."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bpkit.plots import cost
from bpkit.plots.style import SECONDS

COUNTS = (14, 0, 378, 14), (1, 1, 81, 3)
OTHERS = (25, 0, 1872, 26), (1, 1, 216, 3)
P = [10, 100, 1000]
COSTS = [[1e2, 1e4, 1e6], [1e1, 1e2, 1e3]]
HERE, FAR = (13, 378, 81), (1e8, 1e16, 1e9)


def empty():
    return FigureCanvasAgg(Figure(figsize=(6, 4), layout="none")).figure.subplots()


def pixels(ax):
    ax.figure.canvas.draw()
    return np.asarray(ax.figure.canvas.buffer_rgba()).copy()


def test_bars_move_and_come_back():
    panel = cost.bars(ax := empty())
    panel.move(*COUNTS, str)
    before = pixels(ax)
    panel.move(*OTHERS, str)
    assert not np.array_equal(pixels(ax), before)
    panel.move(*COUNTS, str)
    assert np.array_equal(pixels(ax), before)


def test_the_longer_bar_of_a_row_is_the_larger_count_and_no_count_has_no_bar():
    panel = cost.bars(empty())
    panel.move(*COUNTS, str)
    nudging, backprop = ([end[0] for _, end in bar.get_segments()] for bar in panel.bars)
    longest = [max(pair) for pair in zip(nudging, backprop)]
    np.testing.assert_allclose(longest, longest[0])
    assert np.array_equal(np.greater(nudging, backprop), np.greater(*COUNTS))
    assert nudging[1] == 0
    written = [[text.get_text() for text in row] for row in panel.numbers]
    assert written[0] == [f"{count}  nudging" for count in COUNTS[0]]
    assert written[1] == [f"{count}  backprop" for count in COUNTS[1]]


def test_growth_draws_lines_ring_and_stars_where_they_belong():
    panel = cost.growth(empty(), FAR[0], "far out")
    panel.move(P, COSTS, HERE, FAR, ("long", "short"))
    for line, costs in zip(panel.lines, COSTS):
        assert np.array_equal(line.get_data(), [P, costs])
    assert np.array_equal(panel.ring.get_data(), [[HERE[0]] * 2, HERE[1:]])
    assert np.array_equal(panel.stars.get_data(), [[FAR[0]] * 2, FAR[1:]])
    assert [text.get_text() for text in panel.words] == ["long", "short"]


def test_a_dot_is_hollow_only_where_not_all_nudges_were_made():
    panel = cost.growth(empty(), FAR[0], "far out")
    panel.move_measured([(10, 1.0, 2.0, True), (100, 3.0, 4.0, False)])
    data = [np.array(line.get_data()).tolist() for line in (*panel.nudging, *panel.backprop)]
    assert data == [[[10], [1.0]], [[100], [3.0]], [[10, 100], [2.0, 4.0]], [[], []]]
    panel.move_measured(())
    assert not any(np.size(line.get_xdata()) for line in (*panel.nudging, *panel.backprop))


@pytest.mark.parametrize("unit, entries", [("count", 3), ("seconds", 6)])
def test_growth_says_what_it_counts_in_and_lists_all_it_draws(unit, entries):
    panel = cost.growth(ax := empty(), FAR[0], "far out")
    panel.count_in(unit)
    panel.move(P, COSTS, HERE, FAR, ("", ""))
    pixels(ax)
    assert ("time" in ax.get_title(loc="left")) == (unit == "seconds")
    assert len(ax.get_legend().get_texts()) == entries


def test_the_ticks_of_times_stand_at_their_times():
    panel = cost.growth(ax := empty(), FAR[0], "far out")
    panel.count_in("seconds")
    pixels(ax)
    shown = {tick.get_text(): y for tick, y in zip(ax.get_yticklabels(), ax.get_yticks())}
    assert shown["1 s"] == 1 and shown["1 hour"] == 3600
    assert shown["100 years"] == 100 * SECONDS["year"] == 100 * 365.25 * 24 * 3600


def test_all_that_moves_is_on_the_axes():
    bars, growth = cost.bars(one := empty()), cost.growth(other := empty(), 1e8, "far out")
    assert {artist.axes for artist in bars.moving} == {one}
    assert {artist.axes for artist in growth.moving} == {other}
