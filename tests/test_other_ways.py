import numpy as np
import pytest

import bpkit as bp
from bpkit import other_ways

from . import oracle
from .test_numerical import cases, exact, square_case, tensors, worst

WAYS = [other_ways.forward_mode, other_ways.nudge_side_by_side]


@pytest.mark.parametrize("loss", oracle.E)
@pytest.mark.parametrize("activation", oracle.F)
def test_forward_mode_agrees_with_backward_to_1e_12(activation, loss):
    for case in cases(activation, loss, 20):
        assert worst(other_ways.forward_mode(*case), exact(*case)) <= 1e-12


@pytest.mark.parametrize("loss", oracle.E)
@pytest.mark.parametrize("activation", oracle.F)
def test_nudging_side_by_side_agrees_with_backward_to_1e_8(activation, loss):
    for case in cases(activation, loss, 20):
        assert worst(other_ways.nudge_side_by_side(*case), exact(*case)) <= 1e-8


@pytest.mark.parametrize("loss", oracle.E)
def test_both_agree_on_deep_networks_of_mixed_activations(loss):
    f = ["tanh", "sigmoid", "softplus", "leaky_relu", "identity"]
    for sizes in ([3] * 6, [4, 1, 5, 1, 2, 3], [1, 6, 2, 6, 1, 2]):
        case = oracle.draw(np.random.default_rng(sizes), sizes, f, loss, m=4)
        given = bp.Network(case.W, case.b, case.f), bp.losses.BY_NAME[loss], case.X0, case.T
        assert worst(other_ways.forward_mode(*given), exact(*given)) <= 1e-12
        assert worst(other_ways.nudge_side_by_side(*given), bp.numerical_gradients(*given)) <= 1e-6


def test_nudging_side_by_side_errs_as_the_loop_does():
    case = square_case()
    for h in (1e-1, 1e-2):
        assert (
            worst(other_ways.nudge_side_by_side(*case, h), bp.numerical_gradients(*case, h))
            <= 1e-12
        )
        assert worst(other_ways.nudge_side_by_side(*case, h), exact(*case)) > 1e-7


@pytest.mark.parametrize("rival", WAYS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("m", [1, 3])
def test_the_gradients_have_shape_and_precision_of_the_parameters(rival, dtype, m):
    net = bp.Network.create([3, 2, 4], dtype=dtype)
    grads = rival(net, bp.losses.squared_error, np.ones((3, m)), np.ones((4, m)))
    assert isinstance(grads, bp.propagation.Gradients)
    assert [(g.shape, g.dtype) for g in tensors(grads)] == [
        (p.shape, dtype) for p in (*net.W, *net.b)
    ]


@pytest.mark.parametrize("rival", WAYS)
def test_one_sample_may_be_given_as_a_vector(rival):
    net = bp.Network.create([3, 2, 1])
    vector, column = (
        rival(net, bp.losses.squared_error, X0, [[1]]) for X0 in (np.ones(3), np.ones((3, 1)))
    )
    assert all((a == b).all() for a, b in zip(tensors(vector), tensors(column)))


@pytest.mark.parametrize("rival", WAYS)
def test_nothing_that_was_given_is_changed(rival):
    net, loss, X0, T = square_case()
    before = [array.tobytes() for array in (*net.W, *net.b, X0, T)]
    rival(net, loss, X0, T)
    assert [array.tobytes() for array in (*net.W, *net.b, X0, T)] == before


@pytest.mark.parametrize("rival", WAYS)
def test_data_that_does_not_fit_is_refused(rival):
    net = bp.Network.create([2, 1])
    with pytest.raises(ValueError, match=r"X0 has shape \(3, 4\), expected \(2, m\)"):
        rival(net, bp.losses.squared_error, np.ones((3, 4)), np.ones((1, 4)))
    with pytest.raises(ValueError, match=r"T has shape \(4, 1\), expected \(1, 4\)"):
        rival(net, bp.losses.squared_error, np.ones((2, 4)), np.ones((4, 1)))


@pytest.mark.parametrize("h", [0, -1e-5, np.nan, "1e-5", None])
def test_an_h_that_is_no_positive_number_is_refused(h):
    with pytest.raises(ValueError, match="^h is .*expected a positive number"):
        other_ways.nudge_side_by_side(*square_case(), h=h)


def test_the_products_of_forward_mode_grow_with_the_parameters_below():
    # through W(1) of 4·5 weights go the tangents of 4·(3 + 1) parameters, through W(2) those of
    # 5·(4 + 1) more
    watched, tally = bp.cost.watch(bp.Network.create([3, 4, 5, 2]))
    other_ways.forward_mode(watched, bp.losses.squared_error, np.ones((3, 6)), np.ones((2, 6)))
    outputs = 3 * 4 + 4 * 5 + 5 * 2
    assert tally.multiply_adds == 6 * (outputs + 16 * 4 * 5 + (16 + 25) * 5 * 2)


def test_the_products_of_nudging_side_by_side_are_those_of_the_layers_above_alone():
    watched, tally = bp.cost.watch(bp.Network.create([3, 4, 5, 2]))
    other_ways.nudge_side_by_side(
        watched, bp.losses.squared_error, np.ones((3, 6)), np.ones((2, 6))
    )
    outputs = 3 * 4 + 4 * 5 + 5 * 2
    assert tally.multiply_adds == 6 * (outputs + 2 * 16 * (4 * 5 + 5 * 2) + 2 * 25 * 5 * 2)


def test_the_tangents_of_a_layer_are_those_of_equation_1():
    X = np.array([[2.0, 3.0], [5.0, 7.0]])
    nothing = [0, 0]
    assert other_ways.own_tangents(X, 2).tolist() == [
        [[2, 3], nothing],  # of x_0 and x_1 by W_00, for both samples
        [[5, 7], nothing],  # by W_01
        [nothing, [2, 3]],  # by W_10
        [nothing, [5, 7]],  # by W_11
        [[1, 1], nothing],  # by b_0
        [nothing, [1, 1]],  # by b_1
    ]
    assert other_ways.own_tangents(X.astype(np.float32), 2).dtype == np.float32
