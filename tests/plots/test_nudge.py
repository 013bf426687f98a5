"""The plots of nudges: E with secant and tangent, errors against h, slopes of a layer."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bpkit.plots import nudge

H = 10.0 ** np.arange(-16, 0.1, 0.25)
ROUNDING = 2.2e-16


def panel():
    return FigureCanvasAgg(Figure(layout="none")).figure.subplots()


def data(line):
    return np.array(line.get_data()).tolist()


def test_the_secant_runs_through_both_points_and_the_tangent_through_one():
    near = nudge.loss_near(panel(), "E", "u", "E")
    u = np.linspace(-2, 2, 5)
    near.move(u, u**2, ((0, 1), (0, 1)), (1, 1), 2)
    assert data(near.curve) == [u.tolist(), (u**2).tolist()]
    assert data(near.secant) == [[-2, 2], [-2, 2]]
    assert data(near.tangent) == [[-2, 2], [-5, 3]]
    assert data(near.tried) == [[0, 1], [0, 1]]


def test_limits_hold_the_values_and_stay_while_they_fit():
    low, high = limits = nudge.roomy_limits([0.0, 1.0])
    assert low < 0 and 1.2 < high
    assert nudge.roomy_limits([0.1, 0.9], limits) == limits
    assert nudge.roomy_limits([0.0, 2.0], limits) != limits
    assert nudge.roomy_limits([0.0, 0.1], limits) != limits


def errors(forward=1.0, central=1.0):
    return np.array([forward * H, central * H**2]) + ROUNDING / H


def test_each_arm_of_the_v_gets_its_line():
    shown = nudge.error_against_h(panel(), H)
    shown.move(H, errors(), 1, (1e-3, 1e-6), ROUNDING)
    assert [guide.get_visible() for guide in shown.guides] == [True, True, True]
    for guide, slope in zip(shown.guides, (1, 2, -1)):
        h, error = np.array(guide.get_data())
        assert np.diff(np.log(error)) / np.diff(np.log(h)) == pytest.approx(slope)
    assert data(shown.here) == [[1e-3], [1e-6]] and list(shown.line.get_xdata()) == [1e-3]
    assert [curve.get_alpha() for curve in shown.curves] == [0.4, 1.0]


def test_where_the_errors_run_otherwise_no_line_misleads():
    shown = nudge.error_against_h(panel(), H)
    shown.move(H, errors(central=0.0), 1, (1e-3, 1e-6), ROUNDING)
    assert [guide.get_visible() for guide in shown.guides] == [True, False, True]
    assert [name.get_visible() for name in shown.names] == [True, False, True]


@pytest.mark.parametrize("error", [0.0, 1e-300, 1e300])
def test_errors_however_extreme_stay_in_the_panel(error):
    shown = nudge.error_against_h(ax := panel(), H)
    shown.move(H, np.full((2, len(H)), error), 0, (1e-3, error), ROUNDING)
    low, high = ax.get_ylim()
    assert all(low <= y <= high for y in (*shown.curves[0].get_ydata(), *shown.here.get_ydata()))


def test_a_bar_and_a_mark_for_each_neuron_of_the_layer():
    slopes = nudge.slopes_of_layer(panel(), "δ")
    slopes.move([0.1, -0.2], [0.15, -0.1], 1)
    bars = [bar.tolist() for bar in slopes.bars.get_segments()]
    assert bars == [[[1, 0], [1, 0.1]], [[2, 0], [2, -0.2]]]
    assert data(slopes.measured) == [[1, 2], [0.15, -0.1]]
    assert list(slopes.here.get_xdata()) == [2]


def test_all_that_moves_is_on_the_axes():
    for draw in (lambda ax: nudge.loss_near(ax, "E", "u", "E"),
                 lambda ax: nudge.error_against_h(ax, H),
                 lambda ax: nudge.slopes_of_layer(ax, "δ")):  # fmt: skip
        drawn = draw(ax := panel())
        assert all(artist.axes is ax for artist in drawn.moving) and ax.get_title(loc="left")
