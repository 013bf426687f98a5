"""The plots of a descent: what is drawn is what was given, and nothing stands over the map."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bpkit.plots import surface

ENDS = np.linspace(-4, 4, 17)
BOWL = ENDS[:, None] ** 2 + ENDS**2 / 4 + 0.1
PATH, OTHER = [(3.0, 3.0), (-1.0, 1.0), (0.5, 0.2)], [(-4.0, 4.0), (9.0, 1e30)]
TOP_LEFT = (-4.0, 4.0)


def empty():
    figure = Figure(figsize=(5, 4.4), layout="none")
    return FigureCanvasAgg(figure).figure.add_axes((0.1, 0.1, 0.8, 0.8))


def pixels(ax):
    ax.figure.canvas.draw()
    return np.asarray(ax.figure.canvas.buffer_rgba()).copy()


def drawn_map(ax):
    panel = surface.surface(ax, ENDS, ENDS, BOWL, ("w", "b"))
    panel.move(PATH)
    return panel, PATH, OTHER


def drawn_fall(ax):
    return surface.fall(ax, np.array([3.0, 1.0, 0.3])), [3.0, 1.0, 0.3], [3.0, 2.0, 1e60]


def drawn_scale(ax):
    panel = surface.scale(ax, 1e-3, 100, 1.9)
    panel.move(0.5)
    return panel, 0.5, 7.0


@pytest.mark.parametrize("drawn", [drawn_map, drawn_fall, drawn_scale])
def test_what_moves_is_seen_to_move_and_to_come_back(drawn):
    panel, first, second = drawn(ax := empty())
    before = pixels(ax)
    panel.move(second)
    assert not np.array_equal(pixels(ax), before)
    panel.move(first)
    assert np.array_equal(pixels(ax), before)
    assert {artist.axes for artist in panel.moving} == {ax}
    assert ax.get_title(loc="left")


def test_a_map_shows_path_start_end_and_the_lowest_place():
    panel, path, _ = drawn_map(ax := empty())
    assert np.transpose(panel.path.get_data()).tolist() == [list(point) for point in path]
    assert np.ravel(panel.start.get_data()).tolist() == list(path[0])
    assert np.ravel(panel.end.get_data()).tolist() == list(path[-1])
    [lowest] = [line for line in ax.lines if line.get_label() == "lowest E"]
    assert np.ravel(lowest.get_data()).tolist() == [0, 0]


def test_the_legend_hides_no_place_where_a_path_can_start_and_is_all_on_the_page():
    drawn_map(ax := empty())
    pixels(ax)
    legend = ax.get_legend().get_window_extent()
    assert not legend.overlaps(ax.get_window_extent())
    assert legend.y0 >= 0
    ticks = [tick.get_window_extent() for tick in ax.get_xticklabels()]
    assert not legend.overlaps(ax.xaxis.label.get_window_extent())
    assert legend.y1 <= max(tick.y1 for tick in ticks)


def test_a_start_in_the_corner_is_seen_whole():
    def black(start):
        panel, *_ = drawn_map(ax := empty())
        panel.move([start, (0.0, 0.0)])
        return np.sum(pixels(ax)[..., :3].max(axis=-1) < 30)

    assert black(TOP_LEFT) == pytest.approx(black((-3.0, 3.0)), rel=0.02)


def test_levels_are_written_as_asked():
    ax = empty()
    surface.surface(ax, ENDS, ENDS, BOWL, ("w", "b"), written="<{:.1f}>".format)
    assert ax.texts and all(text.get_text().startswith("<") for text in ax.texts)


@pytest.mark.parametrize("steps", [1, 2, 3, 7, 40, 200])
def test_steps_are_whole(steps):
    surface.fall(ax := empty(), np.linspace(2, 1, steps + 1))
    pixels(ax)
    low, high = ax.get_xlim()
    shown = [x for x in ax.get_xticks() if low <= x <= high]
    assert len(shown) >= 2 and all(float(x).is_integer() for x in shown)
    assert all("." not in label.get_text() for label in ax.get_xticklabels())


@pytest.mark.parametrize("E", [[0.0, 0.0], [1e300, 1e-300], [1.0, 1e40]])
def test_a_loss_however_extreme_is_drawn_without_a_warning(E):
    surface.fall(ax := empty(), np.array(E))
    pixels(ax)


@pytest.mark.parametrize("bound, zones", [(1.9, 3), (1e-6, 1), (1e9, 1), (0.0015, 2), (None, 0)])
def test_the_zones_of_eta_are_those_on_the_axis(bound, zones):
    surface.scale(ax := empty(), 1e-3, 100, bound)
    pixels(ax)
    assert len(ax.patches) == 2 * zones
    assert ("λₘₐₓ" in ax.get_title(loc="left")) == (bound is not None)
