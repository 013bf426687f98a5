"""The network as it stands: lines by weight, discs by δ, and a ring around what was chosen."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from bpkit.plots import network
from bpkit.plots.style import BLUE, VERMILION

from .drawing import axes

W = [np.array([[0.8, -0.1], [-0.5, 3.0], [0.0, -9.0]]), np.array([[1.0, -1.0, 1e300]])]
DELTAS = [1e-2, 1e-3, 1e-1, 0.0, 1e-9, 1e-1]
ENDS = [(j, 2 + i) for i in range(3) for j in range(2)] + [(2 + j, 5) for j in range(3)]


@pytest.fixture
def panel():
    return network.network_of(axes(), W, DELTAS)


def test_each_weight_is_a_line_from_its_neuron_to_the_next_in_the_colour_of_its_sign(panel):
    weights = np.concatenate([W_l.ravel() for W_l in W])
    for lines, sign in ((panel.positive, weights >= 0), (panel.negative, weights < 0)):
        assert (np.array(lines.get_linewidths()) > 0).tolist() == sign.tolist()
        for segment, (start, end) in zip(lines.get_segments(), ENDS, strict=True):
            assert np.array_equal(segment, panel.points[[start, end]])


def test_a_negative_weight_can_be_told_without_its_colour(panel):
    assert [pattern for _, pattern in panel.positive.get_linestyles()] == [None] * 9
    assert None not in [pattern for _, pattern in panel.negative.get_linestyles()]


def test_a_larger_weight_is_thicker_and_as_thick_at_every_epoch(panel):
    thick = np.maximum(panel.positive.get_linewidths(), panel.negative.get_linewidths())
    sizes = np.abs(np.concatenate([W_l.ravel() for W_l in W]))
    assert (np.diff(thick[sizes.argsort()]) >= 0).all()
    assert thick[5] > thick[3] > thick[0] > thick[2] > thick[1] >= thick[4] > 0
    assert thick[6] == thick[7] == network.THICKEST / 2 and thick[8] <= network.THICKEST
    panel.move([W[0], np.array([[1.0, -1.0, 2.0]])], DELTAS)
    assert panel.positive.get_linewidths()[6] == thick[6]


def test_a_disc_is_as_large_as_its_delta_and_a_delta_of_0_has_none(panel):
    first, tenth, largest, none, faint, last = np.sqrt(panel.discs.get_sizes()) / panel.across
    assert none == 0 and largest == last == 1 and faint == network.SMALLEST_DISC
    assert first == pytest.approx(1 - 1 / network.DECADES)
    assert tenth == pytest.approx(1 - 2 / network.DECADES)
    panel.move(W, np.zeros(6))
    assert not panel.discs.get_sizes().any()
    panel.move(W, [np.inf, 1, 1, 1, 1, 1e-300])
    assert np.isfinite(panel.discs.get_sizes()).all()


def test_a_ring_goes_around_what_was_chosen_and_leaves_with_it(panel):
    panel.move(W, DELTAS, chosen=3)
    assert panel.ring.get_xydata().tolist() == [panel.points[3].tolist()]
    panel.move(W, DELTAS)
    assert panel.ring.get_xydata().size == 0


@pytest.mark.parametrize("sizes", [[1, 1], [2, 16, 16, 1], [2, 8, 1, 16, 3], [2] + 7 * [11] + [1]])
def test_no_two_neurons_touch_and_none_leaves_the_panel(sizes):
    ax = axes()
    W = [np.ones((n, k)) for k, n in zip(sizes, sizes[1:])]
    panel = network.network_of(ax, W, np.ones(sum(sizes)))
    places = ax.transData.transform(panel.points)
    across = panel.across * ax.figure.dpi / 72
    apart = np.hypot(*(places[:, np.newaxis] - places).transpose(2, 0, 1))
    assert (apart + 1e9 * np.eye(len(places))).min() > across
    low, high = ax.bbox.p0 + across / 2, ax.bbox.p1 - across / 2
    assert (low - 1 <= places).all() and (places <= high + 1).all()


def test_what_moves_is_on_the_axes_and_neurons_lie_over_weights(panel):
    ax = panel.ring.axes
    assert all(artist.axes is ax for artist in panel.moving) and ax.get_title(loc="left")
    order = [panel.moving.index(part) for part in (panel.positive, panel.neurons, panel.discs)]
    assert order == sorted(order)


def test_colours_are_those_of_the_course(panel):
    assert to_hex(panel.positive.get_edgecolor()[0]) == VERMILION
    assert to_hex(panel.negative.get_edgecolor()[0]) == BLUE
