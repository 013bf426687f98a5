"""The data and what the network says: what is drawn is what was given."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from bpkit.plots import answers
from bpkit.plots.style import BLACK, BLUE, DIVERGING, LARGEST, SMALLEST, VERMILION

from .drawing import axes, curve, data, digits, images, pixels, plane, points, x

EXTREMES = (0.0, 1e-300, SMALLEST, 1.0, LARGEST, 1e300, np.inf)


def test_plane_draws_each_class_and_the_log_odds():
    X0, T = points()
    image, zeros, ones = panel = plane(axes())
    assert np.array_equal(data(ones), X0[:, T[0] == 1])
    assert np.array_equal(data(zeros), X0[:, T[0] == 0])
    grid = answers.grid(X0)[1]
    assert np.allclose(image.get_array(), 0.6 * np.tanh(1.5 * grid[0]).reshape(48, 48))
    panel.move(-2 * grid[1:])
    assert np.allclose(image.get_array(), 0.6 * np.tanh(-grid[1]).reshape(48, 48))


def test_the_colour_of_the_plane_lies_where_the_network_says_it():
    ax = axes()
    extent, grid = answers.grid(np.array([[-1.0, 1], [-1, 1]]))
    image, *_ = answers.plane(
        ax, np.zeros((2, 0)), np.zeros((1, 0)), 50 * (grid[:1] + grid[1:]), extent
    )
    assert tuple(image.get_extent()) == extent
    for corner, (red, _, blue) in {(0.95, 0.95): (1, 0, 0), (0.05, 0.05): (0, 0, 1)}.items():
        column, row = ax.transAxes.transform(corner).astype(int)
        seen = pixels(ax)[::-1][row, column]
        assert bool(red) == (seen[0] > seen[2]) and bool(blue) == (seen[2] > seen[0])


def test_the_colours_of_the_plane_are_centred_at_zero_and_paler_than_the_points():
    image, zeros, ones = panel = plane(axes())
    assert image.get_clim() == (-1, 1)
    assert min(DIVERGING(0.5)) > 0.98
    assert (to_hex(DIVERGING(0.0)), to_hex(DIVERGING(1.0))) == (BLUE, VERMILION)
    assert (zeros.get_markerfacecolor(), ones.get_markerfacecolor()) == (BLUE, VERMILION)
    panel.move(np.array([-1e300, -1, 1, 1e300]))
    assert np.abs(image.get_array()).max() == 0.6


def test_the_grid_runs_row_by_row_from_the_bottom_around_the_points():
    X0 = np.array([[0.0, 10], [1, 3]])
    extent, grid = answers.grid(X0, n=3)
    assert extent == pytest.approx((-1, 11, 0.8, 3.2))
    assert grid[0].tolist() == pytest.approx([-1, 5, 11] * 3)
    assert grid[1].tolist() == pytest.approx([0.8] * 3 + [2] * 3 + [3.2] * 3)


@pytest.mark.parametrize("value", [0.0, -3.0, 1e-300, 1e300])
def test_points_that_all_lie_in_one_place_get_room_around_them(value):
    extent, grid = answers.grid(np.full((2, 4), value))
    left, right, bottom, top = extent
    assert left < value < right and bottom < value < top
    answers.plane(ax := axes(), np.full((2, 4), value), np.zeros((1, 4)), grid[:1] * 0, extent)
    pixels(ax)


def test_curve_draws_the_samples_and_the_answer():
    X0 = points()[0]
    samples, answer = panel = curve(axes())
    assert np.array_equal(data(samples), X0)
    assert np.array_equal(data(answer), [x[0], 0 * x[0]])
    panel.move(x, x**2)
    assert np.array_equal(data(answer), [x[0], x[0] ** 2])
    assert np.array_equal(data(samples), X0)


def test_digits_shows_every_image_whole_and_in_order():
    X0, _ = images()
    panel = digits(axes())
    page = panel.image.get_array()
    for k, (answer, image) in enumerate(zip(panel.answers, X0.T, strict=True)):
        row, column = divmod(k, 10)
        assert np.array_equal(
            page[12 * row : 12 * row + 8, 10 * column + 1 : 10 * column + 9], image.reshape(8, 8)
        )
        x, y = answer.get_position()
        assert 10 * column < x < 10 * column + 10 and 12 * row + 8 <= y < 12 * row + 12
    assert np.count_nonzero(page) == np.count_nonzero(X0)


@pytest.mark.parametrize("wrong", [(), (0,), (3, 7, 12), tuple(range(13))])
def test_digits_marks_exactly_the_wrong_ones(wrong):
    X0, labels = images()
    predicted = np.array(
        [(label + 1) % 10 if k in wrong else label for k, label in enumerate(labels)]
    )
    drawn = answers.digits(axes(), X0, labels, predicted)
    moved = digits(axes())
    moved.move(predicted)
    for k, both in enumerate(zip(drawn.answers, moved.answers, strict=True)):
        for answer in both:
            assert answer.get_text() == (f"✗ {predicted[k]}" if k in wrong else f"{predicted[k]}")
            assert answer.get_color() == (VERMILION if k in wrong else BLACK)


@pytest.mark.parametrize("value", [*EXTREMES, *(-value for value in EXTREMES)])
def test_answers_however_extreme_draw_without_a_warning(value):
    X0, T = points()
    extent, grid = answers.grid(X0)
    answers.plane(ax := axes(), X0, T, np.full((1, grid.shape[1]), value), extent)
    pixels(ax)
    _, answer = answers.curve(ax := axes(), X0[:1], X0[1:], x, np.where(x > 0, value, -value))
    pixels(ax)
    assert np.isfinite(data(answer)).all()


@pytest.mark.parametrize("scale", [0.0, 1e-300, 1e-30, 1e30, 1e300])
def test_samples_however_extreme_draw_without_a_warning(scale):
    X0, T = points()
    X0 = scale * X0
    extent, grid = answers.grid(X0)
    answers.plane(ax := axes(), X0, T, 0 * grid[:1], extent)
    pixels(ax)
    answers.curve(ax := axes(), X0[:1], X0[1:], X0[:1], X0[1:])
    pixels(ax)
    answers.digits(ax := axes(), scale * np.ones((64, 3)), np.arange(3), np.arange(3))
    pixels(ax)
