"""The panels of softmax: bars, gaps and targets; a matrix times a column."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bpkit.plots import softmax
from bpkit.plots.style import DIVERGING

S, T = np.array([0.7, 0.2, 0.1]), np.array([0.0, 1.0, 0.0])


def panel(width=4.7, height=3.2):
    ax = FigureCanvasAgg(Figure(figsize=(width, height), layout="none")).figure.add_axes(
        (0, 0, 1, 1)
    )
    ax.set(xlim=(0, width), ylim=(0, height))
    return ax


def test_gaps_run_from_the_target_to_the_end_of_the_bar():
    drawn = softmax.gaps(ax := panel(), 3)
    drawn.move(S, T)
    assert [bar.get_width() for bar in drawn.bars] == S.tolist()
    assert [gap.get_xdata() for gap in drawn.gaps] == [[0, 0.7], [1, 0.2], [0, 0.1]]
    assert drawn.targets.get_xdata().tolist() == T.tolist()
    assert all(artist.axes is ax for artist in drawn.moving) and ax.get_title(loc="left")


def test_a_colour_tells_sign_and_size():
    drawn = softmax.product(panel(), 2)
    drawn.move(np.array([[0.25, -0.25], [-0.125, 0.0]]), np.array([0, -4]), np.array([0.5, 0]))
    colours = drawn.cells.get_facecolors()
    assert np.allclose(colours[0], DIVERGING(0.5 + softmax.PALE / 2))
    assert np.allclose(colours[1], DIVERGING(0.5 - softmax.PALE / 2))
    assert np.allclose(colours[3], DIVERGING(0.5)) and np.allclose(colours[4], DIVERGING(0.5))
    assert np.allclose(colours[5], colours[1])


@pytest.mark.parametrize("n", [2, 3, 4])
def test_every_cell_and_heading_is_on_the_page_and_no_two_cells_overlap(n):
    ax = panel()
    drawn = softmax.product(ax, n)
    drawn.move(np.full((n, n), -5.15e-10), np.full(n, -8104.0), np.full(n, -0.9999))
    boxes = [path.vertices for path in drawn.cells.get_paths()]
    assert len(boxes) == len(drawn.numbers) == n * n + 2 * n
    ax.figure.canvas.draw()
    page = ax.get_window_extent()
    for text in ax.texts:
        box = text.get_window_extent()
        assert page.x0 <= box.x0 and box.x1 <= page.x1 and box.y1 <= page.y1, text.get_text()
    for text, box in zip(drawn.numbers, boxes):
        left, right = (
            ax.transData.transform(box)[:, 0].min(),
            ax.transData.transform(box)[:, 0].max(),
        )
        inside = text.get_window_extent()
        assert left <= inside.x0 and inside.x1 <= right, text.get_text()
    corners = {tuple(box.min(axis=0).round(6)) for box in boxes}
    assert len(corners) == len(boxes)


def test_infinity_is_written_and_is_no_equation():
    drawn = softmax.product(panel(), 2)
    drawn.move(np.zeros((2, 2)), np.array([0, -np.inf]), np.array([1.0, -1.0]))
    assert drawn.numbers[5].get_text() == "−∞" and drawn.equal.get_text() == "≠"
    drawn.move(np.zeros((2, 2)), np.array([0, -1.0]), np.array([1.0, -1.0]))
    assert drawn.equal.get_text() == "="
