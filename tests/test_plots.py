"""The plots: Axes first, arrays in, artists out; what is drawn is what was given, and everybody can tell it apart."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

from bpkit import plots
from bpkit.plots.style import BLACK, BLUE, COLOURS, DIVERGING, LARGEST, SMALLEST, VERMILION, decades, layer_style

# Okabe and Ito (2008), all eight
OKABE_ITO = {"#000000", "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"}
EXTREMES = (0.0, 1e-300, SMALLEST, 1.0, LARGEST, 1e300, np.inf)
SEED = 5


def rng():
    return np.random.default_rng(SEED)


def panel():
    return FigureCanvasAgg(Figure(figsize=(4, 3), layout="none")).figure.subplots()


def pixels(ax):
    ax.figure.canvas.draw()
    return np.asarray(ax.figure.canvas.buffer_rgba()).copy()


def data(line):
    return np.array(line.get_data())


def heights(bars):
    return [bar.get_height() for bar in bars]


def points(m=12):
    """Return X0 and T of m points in the plane, fewer of class 1 than of class 0."""
    return rng().standard_normal((2, m)), (np.arange(m) % 3 == 0)[np.newaxis].astype(float)


def images(m=13):
    return rng().random((64, m)), np.arange(m) % 10


# each plot with some arrays, and a move of its artists to others; move(artists, again=True) goes back


def loss_history(ax):
    return plots.loss_history(ax, [2.0, 1, 0.5], [0, 2], [3.0, 0.7])


def move_loss(artists, again=False):
    new = ([2.0, 1, 0.5], [0, 2], [3.0, 0.7]) if again else ([1.0, 0.9, 0.8, 0.7], [1], [0.6])
    return plots.move_loss(artists, *new)


def delta_history(ax):
    return plots.delta_history(ax, np.array([[0.1, 0.2, 0.3], [0.01, 0.02, 0.03]]))


def move_delta_history(artists, again=False):
    old, new = [[0.1, 0.2, 0.3], [0.01, 0.02, 0.03]], [[0.2, 0.1, 0.02], [0.03, 0.05, 0.04], [0.1, 0.1, 0.2]]
    return plots.move_delta_history(artists, np.array(old if again else new))


def delta_now(ax):
    return plots.delta_now(ax, [0.1, 0.02, 0.3])


def move_delta_now(artists, again=False):
    return plots.move_delta_now(artists, [0.1, 0.02, 0.3] if again else [0.2, 0.01, 0.1])


def decision_boundary(ax):
    extent, grid = plots.grid(points()[0])
    return plots.decision_boundary(ax, *points(), 3 * grid[:1], extent)


def move_boundary(artists, again=False):
    grid = plots.grid(points()[0])[1]
    return plots.move_boundary(artists, 3 * grid[:1] if again else -2 * grid[1:])


def fitted_curve(ax):
    X0, x = points()[0], np.linspace(-1, 1, 9)[np.newaxis]
    return plots.fitted_curve(ax, X0[:1], X0[1:], x, 0 * x)


def move_curve(artists, again=False):
    x = np.linspace(-1, 1, 9)[np.newaxis]
    return plots.move_curve(artists, x, 0 * x if again else x**2)


def predicted_digits(ax):
    return plots.predicted_digits(ax, *images(), images()[1])


def move_digits(artists, again=False):
    return plots.move_digits(artists, images()[1], images()[1] if again else np.full(13, 4))


DRAW = [
    (loss_history, move_loss),
    (delta_history, move_delta_history),
    (delta_now, move_delta_now),
    (decision_boundary, move_boundary),
    (fitted_curve, move_curve),
    (predicted_digits, move_digits),
]
each_plot = pytest.mark.parametrize("draw, move", DRAW, ids=[draw.__name__ for draw, _ in DRAW])


def test_every_public_plot_of_training_is_drawn_here():
    home = {name: getattr(plots, name).__module__.removeprefix("bpkit.plots.") for name in plots.__all__}
    public = {name for name in home if home[name] in ("curve", "deltas", "digits", "loss", "plane")}
    assert public == {"grid"} | {function.__name__ for pair in DRAW for function in pair}


def test_loss_history_draws_the_losses():
    train, test = artists = loss_history(panel())
    assert np.array_equal(data(train), [[0, 1, 2], [2, 1, 0.5]])
    assert np.array_equal(data(test), [[0, 2], [3, 0.7]])
    assert move_loss(artists) == artists
    assert np.array_equal(data(train), [[0, 1, 2, 3], [1, 0.9, 0.8, 0.7]])
    assert np.array_equal(data(test), [[1], [0.6]])


def test_loss_history_draws_without_held_out_samples():
    train, test = plots.loss_history(panel(), [2.0, 1])
    assert np.array_equal(data(train), [[0, 1], [2, 1]])
    assert data(test).size == 0


def test_delta_history_draws_a_line_for_each_layer():
    lines = delta_history(panel())
    assert [data(line).tolist() for line in lines] == [[[0, 1], [a, a / 10]] for a in (0.1, 0.2, 0.3)]
    assert move_delta_history(lines) == lines
    assert [data(line)[1].tolist() for line in lines] == [[0.2, 0.03, 0.1], [0.1, 0.05, 0.1], [0.02, 0.04, 0.2]]
    assert [line.get_label() for line in lines] == ["0", "1", "2"]


@pytest.mark.parametrize("epochs", [1, 2, 7, 60, 2001])
def test_a_line_of_delta_history_has_about_six_markers(epochs):
    lines = plots.delta_history(panel(), np.ones((epochs, 2)))
    shown = len(range(0, epochs, lines[0].get_markevery()))
    assert min(epochs, 6) <= shown <= 11


def test_delta_now_draws_a_bar_for_each_layer():
    ax = panel()
    bars = delta_now(ax)
    assert heights(bars) == [0.1, 0.02, 0.3]
    assert [bar.get_x() + bar.get_width() / 2 for bar in bars] == pytest.approx([0, 1, 2])
    assert [label.get_text() for label in ax.get_xticklabels()] == ["δ(0)", "δ(1)", "δ(2)"]
    assert move_delta_now(bars) == bars
    assert heights(bars) == [0.2, 0.01, 0.1]


def test_decision_boundary_draws_each_class_and_the_log_odds():
    X0, T = points()
    image, zeros, ones = artists = decision_boundary(panel())
    assert np.array_equal(data(ones), X0[:, T[0] == 1])
    assert np.array_equal(data(zeros), X0[:, T[0] == 0])
    grid = plots.grid(X0)[1]
    assert np.allclose(image.get_array(), 0.6 * np.tanh(1.5 * grid[0]).reshape(48, 48))
    assert move_boundary(artists) == artists
    assert np.allclose(image.get_array(), 0.6 * np.tanh(-grid[1]).reshape(48, 48))


def test_the_colour_of_the_plane_lies_where_the_network_says_it():
    ax = panel()
    extent, grid = plots.grid(np.array([[-1.0, 1], [-1, 1]]))
    image, *_ = plots.decision_boundary(ax, np.zeros((2, 0)), np.zeros((1, 0)), 50 * (grid[:1] + grid[1:]), extent)
    assert tuple(image.get_extent()) == extent
    for corner, (red, _, blue) in {(0.95, 0.95): (1, 0, 0), (0.05, 0.05): (0, 0, 1)}.items():
        column, row = ax.transAxes.transform(corner).astype(int)
        seen = pixels(ax)[::-1][row, column]
        assert bool(red) == (seen[0] > seen[2]) and bool(blue) == (seen[2] > seen[0])


def test_the_colours_of_the_plane_are_centred_at_zero_and_paler_than_the_points():
    image, zeros, ones = decision_boundary(panel())
    assert image.get_clim() == (-1, 1)
    assert min(DIVERGING(0.5)) > 0.98
    assert (to_hex(DIVERGING(0.0)), to_hex(DIVERGING(1.0))) == (BLUE, VERMILION)
    assert (zeros.get_markerfacecolor(), ones.get_markerfacecolor()) == (BLUE, VERMILION)
    plots.move_boundary((image,), np.array([-1e300, -1, 1, 1e300]))
    assert np.abs(image.get_array()).max() == 0.6


def test_the_grid_runs_row_by_row_from_the_bottom_around_the_points():
    X0 = np.array([[0.0, 10], [1, 3]])
    extent, grid = plots.grid(X0, n=3)
    assert extent == pytest.approx((-1, 11, 0.8, 3.2))
    assert grid[0].tolist() == pytest.approx([-1, 5, 11] * 3)
    assert grid[1].tolist() == pytest.approx([0.8] * 3 + [2] * 3 + [3.2] * 3)


@pytest.mark.parametrize("value", [0.0, -3.0, 1e-300, 1e300])
def test_points_that_all_lie_in_one_place_get_room_around_them(value):
    extent, grid = plots.grid(np.full((2, 4), value))
    left, right, bottom, top = extent
    assert left < value < right and bottom < value < top
    plots.decision_boundary(ax := panel(), np.full((2, 4), value), np.zeros((1, 4)), grid[:1] * 0, extent)
    pixels(ax)


def test_fitted_curve_draws_the_samples_and_the_answer():
    X0, x = points()[0], np.linspace(-1, 1, 9)
    samples, answer = artists = fitted_curve(panel())
    assert np.array_equal(data(samples), X0)
    assert np.array_equal(data(answer), [x, 0 * x])
    assert move_curve(artists) == artists
    assert np.array_equal(data(answer), [x, x**2])
    assert np.array_equal(data(samples), X0)


def test_predicted_digits_shows_every_image_whole_and_in_order():
    X0, _ = images()
    picture, *answers = predicted_digits(panel())
    page = picture.get_array()
    for k, (answer, image) in enumerate(zip(answers, X0.T, strict=True)):
        row, column = divmod(k, 10)
        assert np.array_equal(page[12 * row : 12 * row + 8, 10 * column + 1 : 10 * column + 9], image.reshape(8, 8))
        x, y = answer.get_position()
        assert 10 * column < x < 10 * column + 10 and 12 * row + 8 <= y < 12 * row + 12
    assert np.count_nonzero(page) == np.count_nonzero(X0)


@pytest.mark.parametrize("wrong", [(), (0,), (3, 7, 12), tuple(range(13))])
def test_predicted_digits_marks_exactly_the_wrong_ones(wrong):
    X0, labels = images()
    predicted = np.array([(label + 1) % 10 if k in wrong else label for k, label in enumerate(labels)])
    _, *drawn = plots.predicted_digits(panel(), X0, labels, predicted)
    _, *moved = plots.move_digits(predicted_digits(panel()), labels, predicted)
    for k, answers in enumerate(zip(drawn, moved, strict=True)):
        for answer in answers:
            assert answer.get_text() == (f"✗ {predicted[k]}" if k in wrong else f"{predicted[k]}")
            assert answer.get_color() == (VERMILION if k in wrong else BLACK)


@each_plot
def test_what_moves_is_seen_to_move_and_to_come_back(draw, move):
    ax = panel()
    artists = draw(ax)
    before = pixels(ax)
    move(artists)
    assert not np.array_equal(pixels(ax), before)
    move(artists, again=True)
    assert np.array_equal(pixels(ax), before)


@each_plot
def test_a_plot_alone_shows_all_its_data(draw, move):
    ax = panel()
    draw(ax)
    ax.figure.canvas.draw()
    (left, right), (bottom, top) = sorted(ax.get_xlim()), sorted(ax.get_ylim())
    for line in ax.lines:
        x, y = data(line)
        assert left <= x.min() and x.max() <= right and bottom <= y.min() and y.max() <= top
    for bar in ax.patches:
        assert left < bar.get_x() and bar.get_x() + bar.get_width() < right
        assert bottom < bar.get_height() < top and bar.get_height() < 1e4 * bottom, "bars that can be told apart"


@each_plot
def test_the_artists_are_on_the_axes_and_each_panel_says_what_it_shows(draw, move):
    ax = panel()
    artists = draw(ax)
    assert all(artist.axes is ax for artist in artists)
    assert ax.get_title(loc="left")


@pytest.mark.parametrize("value", EXTREMES)
@pytest.mark.parametrize("other", [0.0, 1.0, 1e300])
def test_losses_and_deltas_however_extreme_draw_without_a_warning(value, other):
    pair = np.array([value, other])
    for plot, move, given in [
        (plots.loss_history, plots.move_loss, (pair, [0, 1], pair)),
        (plots.delta_history, plots.move_delta_history, (np.array([pair, pair]),)),
        (plots.delta_now, plots.move_delta_now, (pair,)),
    ]:
        ax = panel()
        artists = plot(ax, *given)
        pixels(ax)
        move(artists, *given)
        for artist in artists:
            ax.draw_artist(artist)


@pytest.mark.parametrize("value", [*EXTREMES, *(-value for value in EXTREMES)])
def test_answers_however_extreme_draw_without_a_warning(value):
    X0, T = points()
    extent, grid = plots.grid(X0)
    plots.decision_boundary(ax := panel(), X0, T, np.full((1, grid.shape[1]), value), extent)
    pixels(ax)
    x = np.linspace(-1, 1, 9)[np.newaxis]
    _, answer = plots.fitted_curve(ax := panel(), X0[:1], X0[1:], x, np.where(x > 0, value, -value))
    pixels(ax)
    assert np.isfinite(data(answer)).all()


@pytest.mark.parametrize("scale", [0.0, 1e-300, 1e-30, 1e30, 1e300])
def test_samples_however_extreme_draw_without_a_warning(scale):
    X0, T = points()
    X0 = scale * X0
    extent, grid = plots.grid(X0)
    plots.decision_boundary(ax := panel(), X0, T, 0 * grid[:1], extent)
    pixels(ax)
    plots.fitted_curve(ax := panel(), X0[:1], X0[1:], X0[:1], X0[1:])
    pixels(ax)
    plots.predicted_digits(ax := panel(), scale * np.ones((64, 3)), np.arange(3), np.arange(3))
    pixels(ax)


def test_a_loss_of_zero_lies_below_the_bottom():
    ax = panel()
    train, _ = plots.loss_history(ax, [1.0, 0.1, 0.0])
    assert data(train)[1].tolist() == [1, 0.1, SMALLEST]
    assert ax.get_ylim()[0] > SMALLEST


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
    styles = [(style["color"], style["linestyle"], style["marker"]) for style in map(layer_style, range(9))]
    assert len(set(styles)) == 9
    assert len({marker for *_, marker in styles}) == 9, "markers alone tell them apart too, without colour"


@pytest.mark.parametrize("colour", COLOURS)
def test_every_colour_is_one_of_okabe_and_ito_with_a_contrast_of_three_on_white(colour):
    assert colour in OKABE_ITO
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    assert 1.05 / (np.dot([0.2126, 0.7152, 0.0722], linear) + 0.05) >= 3


@each_plot
def test_a_plot_uses_no_other_colour(draw, move):
    ax = panel()
    draw(ax)
    used = {line.get_color() for line in ax.lines if line.get_linestyle() != "None"}
    used |= {colour for line in ax.lines for colour in (line.get_markerfacecolor(), line.get_markeredgecolor())
             if line.get_marker() != "None"}  # fmt: skip
    used |= {bar.get_facecolor() for bar in ax.patches} | {text.get_color() for text in ax.texts}
    assert {to_hex(colour) for colour in used} <= {*COLOURS}


PROGRAM = """
import sys
import matplotlib
def settings():
    # to ask for the backend would choose one
    return {name: matplotlib.rcParams[name] for name in matplotlib.rcParams if name != "backend"}
before = settings()
import bpkit.plots, bpkit.explorers
from tests.test_plots import DRAW, panel, pixels
for draw, move in DRAW:
    ax = panel()
    move(draw(ax))
    pixels(ax)
bpkit.explorers.Training(epochs=2)
print("matplotlib.pyplot" in sys.modules, settings() == before)
"""


def test_nothing_of_pyplot_is_imported_and_no_setting_of_matplotlib_is_touched():
    program = [sys.executable, "-W", "error", "-c", PROGRAM]
    run = subprocess.run(program, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    assert (run.stdout, run.stderr) == ("False True\n", "")
