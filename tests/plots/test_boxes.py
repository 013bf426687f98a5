"""The boxes of a network: numbers in their cells, weights by their gradients."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from bpkit.plots import boxes
from bpkit.plots.style import BLUE, GREY, VERMILION

SIZES = [2, 3, 2]


def drawn(sizes=SIZES):
    """Return a panel on a page of the size that the sweep has."""
    figure = FigureCanvasAgg(Figure(figsize=(7.3, 3.3), layout="none")).figure
    return boxes.network_diagram(figure.subplots(), sizes)


def moved(panel, sizes=SIZES, value=0.5, gradient=np.nan, labels=(), E="E"):
    """Move a panel to one value in every cell, and one gradient of every weight."""
    values = [np.full((n, 4), value) for n in sizes]
    gradients = [np.full((n, n_in), gradient) for n_in, n in zip(sizes, sizes[1:])]
    lit = [np.zeros((n, n_in), int) for n_in, n in zip(sizes, [*sizes[1:], 1])]
    panel.move(values, gradients, lit, labels, [(1, 0, 0), (0, 0, 1)], E)
    return panel


def pixels(panel):
    canvas = panel.E.figure.canvas
    canvas.draw()
    return np.asarray(canvas.buffer_rgba()).copy()


def overhanging(panel):
    """Return the texts that reach beyond their cells."""
    canvas = panel.E.figure.canvas
    canvas.draw()
    found = []
    for text, cell in zip(panel.numbers, panel.cells.get_paths()):
        box = cell.get_extents(panel.cells.get_transform())
        room = text.get_window_extent(canvas.get_renderer())
        if room.x0 < box.x0 or room.x1 > box.x1:
            found.append(text.get_text())
    return found


@pytest.mark.parametrize("sizes", [[2, 2, 2], [1, 1], [5, 5, 5], [3, 4, 2], [4, 4, 4, 4], [8] * 6])
@pytest.mark.parametrize("value", [-0.0381, 12.3456, -12.3456, -99.996, -1e-7, 1e300, -np.inf, 0.0])
def test_a_number_stays_within_its_cell(sizes, value):
    assert overhanging(moved(drawn(sizes), sizes, value)) == []


def test_a_number_that_reaches_beyond_its_cell_is_noticed():
    panel = moved(drawn())
    panel.numbers[3].set_text("∂E/∂x −0.0381, and more")
    assert overhanging(panel) == ["∂E/∂x −0.0381, and more"]


def test_a_cell_of_a_roomy_picture_says_what_its_number_is():
    texts = [text.get_text() for text in moved(drawn()).numbers]
    assert texts[:2] == ["X 0.5000", "δ 0.5000"]
    assert texts[4:8] == ["x 0.5000", "X 0.5000", "∂E/∂x 0.5000", "δ 0.5000"]


def test_a_cell_without_a_number_is_empty():
    assert {text.get_text() for text in moved(drawn(), value=np.nan).numbers} == {""}


@pytest.mark.parametrize(
    ("gradient", "colour", "dash"),
    [(np.nan, GREY, None), (0.3, VERMILION, None), (-0.3, BLUE, "--")],
)
def test_a_weight_is_coloured_by_the_sign_of_its_gradient_and_dashed_if_it_is_negative(
    gradient, colour, dash
):
    edges = moved(drawn(), gradient=gradient).edges
    weights = sum(a * b for a, b in zip(SIZES, SIZES[1:]))
    assert {to_hex(c) for c in edges.get_colors()[:weights]} == {colour}
    assert {to_hex(c) for c in edges.get_colors()[weights:]} == {GREY}
    dashed = {style[1] is not None for style in edges.get_linestyles()[:weights]}
    assert dashed == {dash is not None}


def test_a_label_that_is_no_longer_wanted_goes():
    panel = moved(drawn(), labels=[((0, 0, 0), 0.5, "0.15"), ((0, 1, 0), 0.5, "0.25")])
    assert [text.get_text() for text in panel.labels[:3]] == ["0.15", "0.25", ""]
    moved(panel, labels=[((0, 0, 0), 0.5, "0.20")])
    assert [text.get_text() for text in panel.labels[:3]] == ["0.20", "", ""]


def test_what_moves_is_seen_to_move_and_to_come_back():
    panel = moved(drawn())
    before = pixels(panel)
    moved(panel, value=-0.25, gradient=0.1, labels=[((0, 0, 0), 0.5, "0.15")], E="E\n0.30")
    assert (pixels(panel) != before).any()
    moved(panel)
    assert (pixels(panel) == before).all()
    assert {panel.glow, panel.edges, panel.cells, panel.focus, panel.E} <= set(panel.moving)
    assert {*panel.labels, *panel.numbers} <= set(panel.moving)
