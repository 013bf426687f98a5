"""A wrong backprop beside the right one: what is drawn is what was given."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from bpkit.plots import mistakes
from bpkit.plots.style import BLUE, VERMILION

from .drawing import ERRORS, LOSS, NOW, OTHER_ERRORS, OTHER_LOSS, OTHER_NOW, axes, data


def test_both_losses_are_drawn_the_right_one_below():
    panel = mistakes.losses(axes(), LOSS[0], OTHER_LOSS[0])
    wrong, right = panel.lines
    assert np.array_equal(data(wrong), [[0, 1, 2], LOSS[0]])
    assert np.array_equal(data(right), [[0, 1, 2, 3], OTHER_LOSS[0]])
    assert [line.get_label() for line in panel.moving] == ["right", "wrong"]
    assert wrong.get_linestyle() != right.get_linestyle()


def test_each_layer_has_a_bar_for_both():
    ax = axes()
    panel = mistakes.first_deltas(ax, NOW, OTHER_NOW)
    for bars, rms, beside in zip(panel.bars, (NOW, OTHER_NOW), (-0.2, 0.2)):
        assert [bar.get_height() for bar in bars] == rms
        centres = [bar.get_x() + bar.get_width() / 2 for bar in bars]
        assert centres == pytest.approx([layer + beside for layer in range(3)])
    assert [label.get_text() for label in ax.get_xticklabels()] == ["δ(0)", "δ(1)", "δ(2)"]
    assert panel.bars[0][0].get_hatch() and not panel.bars[1][0].get_hatch()


@pytest.mark.parametrize("errors", [ERRORS, OTHER_ERRORS])
def test_a_row_ends_at_its_error_with_the_number_beside_it_the_first_at_the_top(errors):
    ax = axes()
    panel = mistakes.check(ax, ["W[0]", "b[0]", "W[1]"], (1e-7, 1e-4))
    panel.move(*errors)
    for row, (bar, number, error, off, text) in enumerate(zip(panel.bars, panel.numbers, *errors)):
        assert data(bar)[0][1] == error and set(data(bar)[1]) == {row}
        assert to_hex(bar.get_color()) == (VERMILION if off else BLUE)
        x, y = number.get_position()
        assert (number.get_text(), y) == (text, row) and error < x < ax.get_xlim()[1]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["W[0]", "b[0]", "W[1]"]


@pytest.mark.parametrize("error", [0.0, 1e-300, 1e9, np.inf])
def test_an_error_beyond_the_axis_stays_in_sight(error):
    ax = axes()
    panel = mistakes.check(ax, ["W[0]"], (1e-7, 1e-4))
    panel.move([error], [error > 1], ["0"])
    left, right = ax.get_xlim()
    assert left < data(panel.bars[0])[0][1] <= 10 < right
    assert left < panel.numbers[0].get_position()[0] < right
