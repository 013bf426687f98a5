"""What lessons 10 and 10b say in words and no cell of them prints: that it is so."""

import re

import numpy as np
import pytest

import bpkit as bp

from .test_statements import cells, text


def answers(number):
    """Return what a lesson answers to its questions "On your own"."""
    return next(cell for cell in cells(number, "markdown") if cell.startswith("<details>"))


def ratio(P):
    """Return how many times the multiply-adds of backprop the forward difference takes."""
    return (P + 1) / 3


def test_a_single_slope_is_cheaper_by_nudging_and_two_cost_the_same():
    assert "Two forward sweeps" in answers("10") and "equal at $P = 2$" in answers("10")
    assert ratio(1) < 1 == ratio(2) < ratio(3)


def test_two_networks_with_as_many_parameters_have_the_same_ratio():
    deep, wide = [2, 3, 3, 1], [2, 6, 1]
    assert "2-3-3-1 has 25 parameters" in answers("10")
    assert "$9 + 12 + 4$, against $18 + 7$" in answers("10")
    assert bp.cost.weights(deep)[1] == 9 + 12 + 4 == bp.cost.weights(wide)[1] == 18 + 7
    for sizes in (deep, wide):
        nudging, sweep = bp.cost.by_nudging(sizes, 3), bp.cost.by_sweep(sizes, 3)
        assert nudging.multiply_adds / sweep.multiply_adds == pytest.approx(26 / 3)


def test_the_multiply_adds_of_a_whole_training():
    assert r"$32 + 256 + 16 = 304$ weights" in answers("10")
    said = int(re.search(r"= ([\d{},]+)\$ multiply-adds", answers("10"))[1].replace("{,}", ""))
    assert 300 * bp.cost.by_sweep([2, 16, 16, 1], 200).multiply_adds == said
    assert said / 1e10 == pytest.approx(0.005, rel=0.1)


def test_the_time_that_is_promised_and_what_is_second_reading():
    assert "about 25 minutes, and 15 more for the exercises" in text("10")
    assert "a second reading" in text("10") and "**Second reading.**" in text("10b")
    assert "about 40 minutes" in text("10b")


def test_the_first_network_of_10b_has_the_count_that_it_quotes():
    nudging, sweep = bp.cost.by_nudging([2, 3, 1], 3), bp.cost.by_sweep([2, 3, 1], 3)
    assert "378 against 81, which is 4.7 times as many" in text("10b")
    assert (nudging.multiply_adds, sweep.multiply_adds) == (378, 81)
    assert round(378 / 81, 1) == 4.7


def test_forward_mode_takes_a_sweep_a_parameter_and_backward_one_an_output():
    """With one parameter and many outputs it would be the other way round."""
    assert "With one parameter and many outputs it would be the other way round" in text("10b")
    net, theta = bp.Network.create([1, 5, 40], rng=0), (2, 0)
    x, X = bp.forward(net, [[0.7]])
    dx = np.zeros((5, 1))
    dx[theta[0]] = X[0][theta[1]]  # the own term
    forwards = net.W[1] @ (net.f[0].prime(x[1]) * dx)  # one sweep forward, all outputs
    for i in (0, 17, 39):  # a sweep backward for each output
        trace = bp.forward(net, [[0.7]])
        back = bp.backward(net, trace, np.eye(40)[:, [i]])
        assert bp.gradients(trace, back).W[0][theta] == pytest.approx(forwards[i, 0])


def test_the_bend_comes_at_a_sixteenth_of_the_weights_with_sixteen_times_the_samples():
    assert "the bend comes at a sixteenth of the weights" in text("10b")
    few, many = (bp.cost.by_sweep([2, 64, 1], m).multiply_adds for m in (16, 256))
    assert many / few == 256 / 16 == 16


def test_nudging_one_by_one_holds_one_nudged_network_and_side_by_side_all_of_a_layer():
    assert "They hold one nudged network at a time" in answers("10b")
    net, X0, T = bp.Network.create([3, 4, 2], rng=0), np.ones((3, 2)), np.zeros((2, 2))
    shapes = []

    def loss(X, T):
        shapes.append(X.shape)
        return float((X**2).sum())

    bp.numerical_gradients(net, loss, X0, T)
    assert set(shapes) == {(2, 2)} and len(shapes) == 2 * net.n_parameters
