"""The plots of one neuron: its answer, and f with f′."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bpkit.plots import activation


def panel():
    return FigureCanvasAgg(Figure(layout="none")).figure.subplots()


def data(line):
    return np.array(line.get_data()).tolist()


def test_the_answer_is_a_curve_with_the_present_point_on_a_line_from_0():
    answer = activation.neuron_answer(panel())
    answer.move([-1, 0, 1], [0.2, 0.5, 0.8], (1, 0.8))
    assert data(answer.curve) == [[-1, 0, 1], [0.2, 0.5, 0.8]]
    assert data(answer.point) == [[1], [0.8]]
    assert data(answer.drop) == [[1, 1], [0, 0.8]]


def test_the_pair_stands_on_f_and_on_its_slope():
    x = np.linspace(-2, 2, 9)
    ax = panel()
    pair = activation.activation_pair(ax, x, np.tanh(x), 1 - np.tanh(x) ** 2)
    assert [data(line) for line in ax.lines[2:4]] == [
        [x.tolist(), np.tanh(x).tolist()],
        [x.tolist(), (1 - np.tanh(x) ** 2).tolist()],
    ]
    pair.move(0.5, 0.4, 0.75)
    assert (data(pair.on_f), data(pair.on_f_prime)) == ([[0.5], [0.4]], [[0.5], [0.75]])
    (left, right), (low, high) = data(pair.tangent)
    assert (high - low) / (right - left) == pytest.approx(0.75)
    assert (low + high) / 2 == pytest.approx(0.4)
    assert data(pair.drop) == [[0.5] * 3, [0, 0, 0.75]]


def test_the_passage_is_what_enters_and_what_leaves():
    passage = activation.passage(panel())
    passage.move([-1, 0, 1], [0.1, 0.5, 0.2], 1, 2.0, 0.2)
    assert data(passage.enters) == [[-1, 1], [2, 2]]
    assert data(passage.leaves) == [[-1, 0, 1], [0.1, 0.5, 0.2]]
    assert data(passage.drop) == [[1, 1], [2, 0.2]]
    assert (data(passage.on_enters), data(passage.on_leaves)) == ([[1], [2]], [[1], [0.2]])


def test_limits_hold_the_values_and_0():
    low, high = activation.room([5.0, 9.0])
    assert low < 0 and high > 9
    assert activation.room([0.0]) == activation.room([0.5])


def test_all_that_moves_is_on_the_axes():
    draws = activation.neuron_answer, activation.passage
    for draw in (*draws, lambda ax: activation.activation_pair(ax, [], [], [])):
        drawn = draw(ax := panel())
        assert all(artist.axes is ax for artist in drawn.moving) and ax.get_title(loc="left")
