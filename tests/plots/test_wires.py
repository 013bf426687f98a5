"""The wired network: what is lit, what is written, and what lies over what."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bpkit.plots import wires

W = [np.array([[0.8], [-0.5]]), np.array([[1.2, -0.7]])]
TEXTS = [["0.8"], ["−0.5"]], [["1.2", "−0.7"]]


def drawn(W, **options):
    ax = FigureCanvasAgg(Figure(layout="none")).figure.subplots()
    return ax, wires.wired_network(ax, W, "a network", **options)


def ringed(panel):
    return np.hstack(panel.ring.get_data()).tolist()


def written(panel):
    return [[text.get_text() for text in layer] for layer in panel.labels]


def test_a_line_for_each_weight_is_dashed_where_it_is_negative_and_thick_where_it_is_large():
    ax, _ = drawn(W)
    first, second, to_E, lit = ax.collections
    assert [len(part.get_segments()) for part in (first, second, to_E, lit)] == [2, 2, 1, 0]
    solid = [[pattern is None for _, pattern in part.get_linestyles()] for part in (first, second)]
    assert solid == [[True, False], [True, False]]
    widths = np.concatenate([first.get_linewidths(), second.get_linewidths()])
    assert widths.argsort().tolist() == np.abs([0.8, -0.5, 1.2, -0.7]).argsort().tolist()


@pytest.mark.parametrize("l, i, j", [(0, 0, 0), (0, 1, 0), (1, 0, 1)])
def test_a_weight_is_lit_from_its_start_to_its_end(l, i, j):
    _, panel = drawn(W)
    panel.light_weight(l, i, j, "θ")
    [segment] = panel.lit.get_segments()
    assert segment.tolist() == [panel.points[l][j].tolist(), panel.points[l + 1][i].tolist()]
    assert ringed(panel) == panel.points[l + 1][i].tolist()
    assert written(panel)[l + 1][i] == "θ" and sum(written(panel), []).count("θ") == 1


def test_a_bias_is_ringed_and_lights_no_weight():
    _, panel = drawn(W)
    panel.light_weight(0, 1, 0, "W")
    panel.light_weight(0, 1, None, "b")
    assert panel.lit.get_segments() == [] and ringed(panel) == panel.points[1][1].tolist()


PATHS = [(0, 0, 5, 2), (1, 0, 2, 1), (1, 1, 2, 1), (2, 0, 1, 1)]


@pytest.mark.parametrize("l, i, lit, first", PATHS)
def test_every_path_to_E_is_lit_and_none_besides(l, i, lit, first):
    _, panel = drawn(W)
    panel.light_paths(l, i, [["a"], ["b", "c"], ["d"], ["e"]])
    starts = [segment[0].tolist() for segment in panel.lit.get_segments()]
    assert len(starts) == lit and starts.count(panel.points[l][i].tolist()) == first
    assert written(panel) == [["a"], ["b", "c"], ["d"], ["e"]]


def test_each_weight_is_written_on_its_own_line_over_what_is_lit():
    _, panel = drawn(W, weights=TEXTS)
    ground, *texts = panel.weights
    assert [text.get_text() for text in texts] == ["0.8", "−0.5", "1.2", "−0.7"]
    places = [text.get_position() for text in texts]
    assert np.array_equal(ground.get_xydata(), places)
    assert len(set(places)) == 4
    ends = [(0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 0, 1)]
    for place, (l, i, j) in zip(places, ends):
        start, end = panel.points[l][j], panel.points[l + 1][i]
        assert np.linalg.det([end - start, place - start]) == pytest.approx(0)
    order = panel.moving
    assert order.index(panel.lit) < order.index(panel.weights[0]) < order.index(panel.neurons[0])


@pytest.mark.parametrize("sizes", [[1, 4, 1], [2, 2, 2, 2, 2]])
def test_where_there_is_no_room_no_weight_is_written(sizes):
    W = [np.ones((n, k)) for k, n in zip(sizes, sizes[1:])]
    _, panel = drawn(W, weights=[[["1"] * W_l.shape[1]] * len(W_l) for W_l in W])
    assert panel.weights == []


def test_a_crowded_network_bears_no_numbers_but_E():
    _, panel = drawn([np.ones((6, 2))])
    assert [text.get_text() for text in panel.names] == ["E"]


def test_all_that_moves_is_on_the_axes():
    ax, panel = drawn(W, weights=TEXTS)
    assert all(artist.axes is ax for artist in panel.moving)
    assert ax.get_title(loc="left") == "a network"
