"""Matrices on a page: every number in its cell, the ring around the entry that is meant."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bpkit.plots.matrices import CELL, Matrix, colours, halves, sheet, short
from bpkit.plots.style import DIVERGING

ONE = Matrix("one", np.array([[1.0, -2.0, 0.0], [0.5, 0.25, -0.5]]), (0.1, 0.5), (1, 2))
OTHER = Matrix("other", np.array([[3.0]]), (2.0, 1.5), (0, 0))


def page():
    return FigureCanvasAgg(Figure(figsize=(4, 3), layout="none")).figure.add_subplot()


def test_cells_numbers_names_and_rings_stand_where_they_belong():
    drawn = sheet(page(), 3, 10)
    drawn.move([ONE, OTHER])
    texts = [text.get_text() for text in drawn.numbers]
    assert " ".join(texts[:7]) == "1.0000 −2.0000 0.0000 0.5000 0.2500 −0.5000 3.0000"
    assert not any(texts[7:])
    assert [text.get_text() for text in drawn.names] == ["one", "other", ""]
    first, *_, last = (path.vertices[:4] for path in drawn.cells.get_paths())
    assert np.allclose(first[0], (0.1, 3 - 0.5 - CELL[1]))
    assert np.allclose(last.mean(axis=0), np.array((2.0, 3 - 1.5)) + CELL * (0.5, -0.5))
    ring = drawn.rings.get_paths()[0].vertices[:4].mean(axis=0)
    assert np.allclose(ring, np.array((0.1, 2.5)) + CELL * (2.5, -1.5))
    assert np.allclose(drawn.numbers[5].get_position(), ring - [0, 0.01])


def test_what_was_drawn_before_is_gone():
    drawn = sheet(page(), 2, 10)
    drawn.move([ONE, OTHER])
    drawn.move([OTHER])
    assert [text.get_text() for text in drawn.numbers if text.get_text()] == ["3.0000"]
    assert len(drawn.cells.get_paths()) == len(drawn.rings.get_paths()) == 1


def test_a_colour_tells_sign_and_size_within_its_matrix():
    shades = colours(ONE.numbers)
    assert np.allclose(shades[2], DIVERGING(0.5))
    assert shades[0, 0] > shades[0, 2] and shades[1, 2] > shades[1, 0]
    assert np.allclose(colours(1000 * ONE.numbers), shades)
    assert np.allclose(colours(np.zeros((1, 2))), DIVERGING(0.5))


@pytest.mark.parametrize(
    "number, text",
    [(0, "0.0000"), (-0.0144, "−0.0144"), (3e-4, "3.0e−4"), (123.456, "123.5"), (-2e7, "−2.0e7")],
)
def test_a_number_is_as_short_as_its_cell(number, text):
    assert short(number) == text


def test_both_halves_have_their_heading():
    assert [text.get_text() for text in halves(page(), "left", "right")] == ["left", "right"]
