"""A run of the experiment is what bp.train finds; the pairs of weights are called what they are."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers.symmetry.model import (
    EPOCHS,
    SymmetryRun,
    SymmetrySettings,
    mirror_pairs,
    ratio,
)

X0, T = bp.datasets.load("symmetry")


@pytest.fixture(scope="module")
def solved():
    return SymmetryRun.of(SymmetrySettings(3, 20.0))


@pytest.fixture(scope="module")
def failed():
    return SymmetryRun.of(SymmetrySettings(0, 20.0))


def trained(seed, epochs):
    init = bp.starts.normal(0.3)
    net = bp.Network.create([6, 2, 1], "sigmoid", "sigmoid", init=init, rng=seed)
    return bp.train(net, X0, T, "squared_error", 20, epochs).net if epochs else net


@pytest.mark.parametrize("epoch", [0, 10, 37, EPOCHS])
def test_a_moment_is_the_network_after_that_many_epochs(solved, epoch):
    moment, net = solved.at(epoch), trained(3, epoch)
    for found, expected in zip((*moment.net.W, *moment.net.b), (*net.W, *net.b)):
        assert np.array_equal(found, expected)
    assert moment.E == pytest.approx(bp.losses.squared_error(bp.forward(net, X0).X[-1], T))
    assert np.array_equal(moment.x, bp.forward(net, X0).x[1])


def test_seed_3_ends_with_the_weights_of_figure_1(solved):
    W = solved.at(EPOCHS).net.W[0]
    assert W == pytest.approx(-W[:, ::-1], abs=0.01) and W[0] == pytest.approx(-W[1], abs=0.05)
    assert W[0] == pytest.approx([6.2, -3.1, 12.3, -12.3, 3.1, -6.2], abs=0.05)
    assert ratio(W[0]) == pytest.approx([1, 2, 4], rel=0.01)
    assert not solved.at(EPOCHS).wrong.any()


def test_seed_0_misses_all_mirror_patterns_and_stands_still(failed):
    end = failed.at(EPOCHS)
    assert (end.wrong.sum(), end.missed, end.false_alarms) == (8, 8, 0)
    assert end.late_change == pytest.approx(1 - end.E / failed.at(EPOCHS - 1000).E)
    assert 0 < end.late_change < 0.01 and failed.at(100).late_change is None


@pytest.mark.parametrize("name", ["solved", "failed"])
@pytest.mark.parametrize("epoch", [0, 500, EPOCHS])
def test_on_the_border_the_output_is_one_half(name, epoch, request):
    moment = request.getfixturevalue(name).at(epoch)
    x = moment.border(10.0)
    x = x[:, np.isfinite(x).all(axis=0)]
    X = bp.activations.sigmoid(moment.net.W[1] @ bp.activations.sigmoid(x) + moment.net.b[1])
    assert X == pytest.approx(0.5, abs=1e-6)
    assert x.shape[1] > 50 or epoch < EPOCHS


def test_what_the_axes_need_is_the_largest_of_the_run(solved):
    assert solved.largest_weight == pytest.approx(14.4, abs=0.1)
    assert solved.largest_x == pytest.approx(np.abs(solved.at(EPOCHS).x).max())


@pytest.mark.parametrize(
    "W, kinds",
    [
        ([4, -1, 2, -2, 1, -4], ["opposite"] * 3),
        ([4, 1, 2, 2, 1, 4], ["equal"] * 3),
        ([4, 0.1, 2, -2, -0.1, 4], ["equal", "about 0", "opposite"]),
        ([4, 1, 2, 3, 1, -1], ["unlike", "equal", "unlike"]),
    ],
)
def test_a_pair_is_opposite_equal_about_0_or_unlike(W, kinds):
    assert mirror_pairs(np.array(W, float)) == kinds
    assert mirror_pairs(-np.array(W, float)) == kinds
