"""What lesson 12 says in words and no cell of it prints: that it is so."""

import re

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers import Conventions
from bpkit.losses import softmax

from .test_statements import cells, text

W = [[[0.5, -0.4], [0.3, 0.8], [-0.7, 0.6]], [[1.0, -0.6, 0.5]]]
NET = bp.Network(W, [[0.1, -0.2, 0.3], [0.2]], ["tanh", "sigmoid"])
X0 = np.array([[0.6, -0.3, 0.8, -0.5], [-0.9, 0.5, 0.4, -0.7]])
T = np.array([[1.0, 0.0, 0.3, 0.8]])


@pytest.fixture
def explorer():
    e = Conventions(NET, X0, T, source="Trask")
    yield e
    e.close()


def test_the_network_here_is_that_of_the_lesson():
    code = cells("12", "code")[1]
    assert repr(W) in code and repr(T.tolist()) in code and str(X0.tolist()) in code


def test_the_graph_s_edges_are_the_weights_of_the_first_input():
    for j, weight in enumerate(NET.W[0][:, 0], 1):
        sign = "−" if weight < 0 else ""
        low = "₀₁₂₃"[j]
        assert f"W{low}₁(0) = {sign}{abs(weight):g}" in text("12")
    assert 'X["X₁(0) = 0.6"]' in text("12") and X0[0, 0] == 0.6


def test_the_bill_adds_up_on_every_edge():
    apples, oranges = 2 * 100, 3 * 150
    together = apples + oranges
    to_pay = together * 1.1
    for number in (apples, oranges, together, round(to_pay)):
        assert f': {number}"]' in text("12")
    edges = re.findall(r'-- "([\d.]+)" -->', text("12"))
    assert [float(e) for e in edges] == [2, 100, 3, 150, 1, 1, 1.1, together]


def test_samples_changes_no_number_and_delta_is_the_first_matrix_alone(explorer):
    theirs = [a.copy() for a in explorer.theirs]
    explorer.samples.value = "columns"
    assert all(np.array_equal(a.T, b) for a, b in zip(theirs, explorer.theirs))
    explorer.delta.value = "∂E/∂X"
    same = [np.array_equal(a.T, b) for a, b in zip(theirs, explorer.theirs)]
    assert same == [False, True, True]


def test_no_choice_changes_the_left_side_and_the_weight_changes_both(explorer):
    ours = [a.copy() for a in explorer.ours]
    for control in explorer.choices:
        for option in control.options:
            control.value = option
            assert all(np.array_equal(a, b) for a, b in zip(ours, explorer.ours))
    theirs = [a.copy() for a in explorer.theirs]
    explorer.weight.value += 0.5
    assert not any(np.array_equal(a, b) for a, b in zip(ours, explorer.ours))
    assert not any(np.array_equal(a, b) for a, b in zip(theirs, explorer.theirs))


def test_half_of_the_sign_climbs():
    loss = bp.losses.squared_error
    trace = bp.forward(NET, X0)
    slope = loss.gradient(trace.X[-1], T)
    up = bp.gradients(trace, bp.backward(NET, trace, -slope))  # T − X, and our minus
    assert loss(bp.forward(bp.update(NET, up, 0.5), X0).X[-1], T) > loss(trace.X[-1], T)


def test_mse_loss_has_two_over_n_L_times_our_slopes():
    assert "$2/n_L$ times ours" in text("12")
    rng = np.random.default_rng(0)
    X, target, h = rng.standard_normal((3, 5)), rng.standard_normal((3, 5)), 1e-6
    ours = bp.losses.squared_error.gradient(X, target)
    step = np.zeros_like(X)
    step[1, 2] = h
    mse = [((X + s - target) ** 2).mean() for s in (step, -step)]  # nn.MSELoss: the mean of all
    assert (mse[0] - mse[1]) / (2 * h) == pytest.approx(2 / 3 * ours[1, 2], rel=1e-6)


def test_a_kernel_that_moves_two_places_leaves_neurons_with_fewer_listeners():
    listeners = np.zeros(6, int)
    for p in range(0, 4, 2):
        listeners[p : p + 3] += 1
    assert listeners.tolist() == [1, 1, 2, 1, 1, 0]


def test_the_jacobian_of_softmax_is_the_one_that_the_lesson_writes():
    s, h = np.array([[0.3], [-1.0], [0.8]]), 1e-6
    alpha = softmax(s).ravel()
    steps = [softmax(s + h * e[:, None]) - softmax(s - h * e[:, None]) for e in np.eye(3)]
    measured = np.hstack(steps) / (2 * h)
    np.testing.assert_allclose(np.diag(alpha) - np.outer(alpha, alpha), measured, atol=1e-9)


def test_saito_s_book_is_named_with_the_files_that_were_read():
    for place in ("ch05/buy_apple_orange.py", "common/layers.py", "ch04/two_layer_net.py"):
        assert place in text("12")
