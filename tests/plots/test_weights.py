"""Weights as squares: area is size, colour and strokes are the sign, the number stands below."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from bpkit.plots import weights
from bpkit.plots.style import BLUE, VERMILION

from .drawing import OTHER_RECEIVED, RECEIVED, WEIGHTS, axes, points, squares, sums


def corners(panel):
    return [path.vertices[:4] for path in panel.squares.get_paths()]


def area(square):
    width, height = np.ptp(square, axis=0)
    assert width == pytest.approx(height)
    return width * height


def test_the_area_is_the_size_and_the_largest_fills_its_cell():
    found = [area(square) for square in corners(squares(axes()))]
    assert found == pytest.approx(weights.LARGEST_SIDE**2 * np.array([1, 4, 0.25, 0, 9]) / 9)


def test_a_square_stands_in_its_row_and_column_and_an_empty_cell_has_none():
    middles = [square.mean(axis=0).tolist() for square in corners(squares(axes()))]
    places = [(0, 0), (1, 0), (0, -weights.ROW), (1, -weights.ROW), (2, -weights.ROW)]
    assert middles == [pytest.approx(place) for place in places]


def test_colour_and_strokes_are_the_sign():
    panel = squares(axes())
    colours = [to_hex(colour) for colour in panel.squares.get_facecolors()]
    assert [colours[i] for i in (0, 1, 2, 4)] == [VERMILION, BLUE, VERMILION, VERMILION]
    strokes = panel.strokes.get_segments()
    upright = [stroke for stroke in strokes if np.ptp(stroke[:, 0]) < np.ptp(stroke[:, 1])]
    assert len(strokes) == 8 and [stroke[0, 0] for stroke in upright] == pytest.approx([0, 0, 2])


def test_each_number_is_written_with_its_sign():
    panel = squares(axes())
    assert [text.get_text() for text in panel.texts] == ["+1.0", "−4.0", "", "+0.2", "+0.0", "+9.0"]
    panel.move(-WEIGHTS[0], 9.0)
    assert panel.texts[1].get_text() == "+4.0"


def test_a_weight_beyond_the_largest_stays_in_its_cell():
    panel = squares(axes())
    panel.move(np.full((2, 3), -100.0), 1.0)
    assert max(map(area, corners(panel))) == pytest.approx(weights.LARGEST_SIDE**2)


def test_what_the_units_receive_is_marked_by_target_and_by_whether_it_is_wrong():
    panel, T = sums(axes()), points(12)[1][0] == 1
    for x, wrong, border in (RECEIVED, OTHER_RECEIVED):
        panel.move(x, wrong, border)
        drawn = [np.array(line.get_data()) for line in panel[:4]]
        for found, expected in zip(drawn, (border, x[:, ~T], x[:, T], x[:, wrong])):
            assert np.array_equal(found, expected)
