"""Limits of log axes, and colours, dashes and markers that everybody can tell apart."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from bpkit.plots.style import COLOURS, SMALLEST, decades, layer_style

from .drawing import rng

# Okabe and Ito (2008), all eight
OKABE_ITO = {"#000000", "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"}


def test_limits_are_whole_decades_that_hold_the_values():
    random = rng()
    for _ in range(500):
        values = 10.0 ** random.uniform(*np.sort(random.uniform(-29, 29, 2)), size=5)
        bottom, top = decades(values)
        assert bottom < values.min() and values.max() < top
        assert np.log10([bottom, top]) == pytest.approx(np.round(np.log10([bottom, top])), abs=1e-9)
        # at most a decade of room on a side, beyond a margin that keeps the values off the frame
        assert bottom > values.min() / 10**1.21 and top < values.max() * 10**1.11


def test_present_limits_are_kept_exactly_while_they_fit_and_otherwise_hold_the_values():
    random, present, kept = rng(), None, 0
    for _ in range(2000):
        values = 10.0 ** random.uniform(*np.sort(random.uniform(-4, 4, 2)), size=3)
        limits = decades(values, present)
        assert limits[0] < values.min() and values.max() < limits[1]
        assert limits is present or limits == decades(values)
        kept += limits is present
        present = limits
    assert 200 < kept < 1800


@pytest.mark.parametrize(
    "values, stays",
    [
        ([1e-2, 1e1], True),
        ([2e-3, 50], True),
        ([5e-2, 1], True),
        ([1e-1], False),
        ([5e-4, 1], False),
        ([1, 2e2], False),
        ([5e-4, 2e2], False),
    ],
)
def test_limits_stay_for_what_lies_in_them(values, stays):
    assert (decades(values, (1e-3, 1e2)) == (1e-3, 1e2)) == stays


def test_limits_that_are_far_too_wide_come_back():
    assert decades([0.2, 0.5], (1e-20, 1e20)) == (0.1, 1.0)


@pytest.mark.parametrize("nothing", [[], [0.0], [np.inf, np.nan, 0, -1], [SMALLEST, 1e-300]])
def test_limits_for_nothing_to_show_are_the_present_ones(nothing):
    assert decades(nothing) == (0.1, 1.0)
    assert decades(nothing, (1e-5, 1e-2)) == (1e-5, 1e-2)


def test_no_two_of_nine_layers_share_colour_dash_and_marker():
    styles = [
        (style["color"], style["linestyle"], style["marker"])
        for style in map(layer_style, range(9))
    ]
    assert len(set(styles)) == 9
    assert len({marker for *_, marker in styles}) == 9, (
        "markers alone tell them apart too, without colour"
    )


@pytest.mark.parametrize("colour", COLOURS)
def test_every_colour_is_one_of_okabe_and_ito_with_a_contrast_of_three_on_white(colour):
    assert colour in OKABE_ITO
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    assert 1.05 / (np.dot([0.2126, 0.7152, 0.0722], linear) + 0.05) >= 3
