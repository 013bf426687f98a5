"""E and the size of δ over the epochs, and now: what is drawn is what was given."""

import numpy as np
import pytest

from bpkit.plots import histories
from bpkit.plots.style import LARGEST, SMALLEST

from .drawing import DELTAS, LOSS, NOW, OTHER_DELTAS, OTHER_LOSS, OTHER_NOW, axes, data, pixels

EXTREMES = (0.0, 1e-300, SMALLEST, 1.0, LARGEST, 1e300, np.inf)


def heights(bars):
    return [bar.get_height() for bar in bars]


def test_loss_draws_the_losses():
    train, test = panel = histories.loss(axes(), *LOSS)
    assert np.array_equal(data(train), [[0, 1, 2], [2, 1, 0.5]])
    assert np.array_equal(data(test), [[0, 2], [3, 0.7]])
    panel.move(*OTHER_LOSS)
    assert np.array_equal(data(train), [[0, 1, 2, 3], [1, 0.9, 0.8, 0.7]])
    assert np.array_equal(data(test), [[1], [0.6]])


def test_loss_draws_without_held_out_samples():
    train, test = histories.loss(axes(), [2.0, 1])
    assert np.array_equal(data(train), [[0, 1], [2, 1]])
    assert data(test).size == 0


def test_deltas_draws_a_line_for_each_layer():
    panel = histories.deltas(axes(), DELTAS)
    lines = panel.lines
    assert [data(line).tolist() for line in lines] == [
        [[0, 1], [a, a / 10]] for a in (0.1, 0.2, 0.3)
    ]
    panel.move(OTHER_DELTAS)
    assert [data(line)[1].tolist() for line in lines] == [
        [0.2, 0.03, 0.1],
        [0.1, 0.05, 0.1],
        [0.02, 0.04, 0.2],
    ]
    assert [line.get_label() for line in lines] == ["0", "1", "2"]


@pytest.mark.parametrize("epochs", [1, 2, 7, 60, 2001])
def test_a_line_of_deltas_has_about_six_markers(epochs):
    lines = histories.deltas(axes(), np.ones((epochs, 2))).lines
    shown = len(range(0, epochs, lines[0].get_markevery()))
    assert min(epochs, 6) <= shown <= 11


def test_deltas_now_draws_a_bar_for_each_layer():
    ax = axes()
    panel = histories.deltas_now(ax, NOW)
    bars = panel.bars
    assert heights(bars) == [0.1, 0.02, 0.3]
    assert [bar.get_x() + bar.get_width() / 2 for bar in bars] == pytest.approx([0, 1, 2])
    assert [label.get_text() for label in ax.get_xticklabels()] == ["δ(0)", "δ(1)", "δ(2)"]
    panel.move(OTHER_NOW)
    assert heights(bars) == [0.2, 0.01, 0.1]


@pytest.mark.parametrize("value", EXTREMES)
@pytest.mark.parametrize("other", [0.0, 1.0, 1e300])
def test_losses_and_deltas_however_extreme_draw_without_a_warning(value, other):
    pair = np.array([value, other])
    for plot, given in [
        (histories.loss, (pair, [0, 1], pair)),
        (histories.deltas, (np.array([pair, pair]),)),
        (histories.deltas_now, (pair,)),
    ]:
        ax = axes()
        panel = plot(ax, *given)
        pixels(ax)
        panel.move(*given)
        for artist in panel.moving:
            ax.draw_artist(artist)


def test_a_loss_of_zero_lies_below_the_bottom():
    ax = axes()
    train, _ = histories.loss(ax, [1.0, 0.1, 0.0])
    assert data(train)[1].tolist() == [1, 0.1, SMALLEST]
    assert ax.get_ylim()[0] > SMALLEST
