"""Sizes through depth: what is drawn is what was given, as far as there is something to draw."""

import numpy as np
import pytest

from bpkit.plots import depth
from bpkit.plots.style import BLUE

from .drawing import OTHER_SIZES, SIZES, axes, data, pixels, through_depth


def test_dots_and_line_stand_at_their_layers():
    panel = through_depth(axes())
    assert np.array_equal(data(panel.measured), [range(4), SIZES[0]])
    assert np.array_equal(data(panel.theory), [range(4), SIZES[1]])
    panel.move(*OTHER_SIZES)
    assert np.array_equal(data(panel.measured)[1], OTHER_SIZES[0], equal_nan=True)
    assert np.array_equal(data(panel.theory)[1], OTHER_SIZES[1])


def test_another_depth_has_other_layers_and_limits():
    panel = through_depth(axes())
    panel.move(np.ones(51), np.ones(51))
    assert np.array_equal(data(panel.theory)[0], range(51))
    low, high = depth.limits(np.ones(51))
    assert -2 < low < 0 and 50 < high < 52


@pytest.mark.parametrize("layers", [2, 3, 50])
def test_a_tick_stands_at_a_layer_and_never_between(layers):
    ax = axes()
    depth.through_depth(ax, "RMS", np.ones(layers), np.ones(layers), BLUE, "o")
    assert all(tick == round(tick) for tick in ax.get_xticks())


@pytest.mark.parametrize("size", [0.0, 1e-300, 1e300, np.nan])
def test_sizes_beyond_the_axis_are_not_drawn(size):
    sizes = np.array([1.0, size])
    panel = depth.through_depth(ax := axes(), "RMS", sizes, np.nan_to_num(sizes), BLUE, "o")
    pixels(ax)
    for line in panel[:2]:
        shown = data(line)[1]
        assert shown[0] == 1 and np.isnan(shown[1])
