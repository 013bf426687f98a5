"""What lesson 06 says in words and no cell of it prints: that it is so."""

import re

import numpy as np
import pytest

import bpkit as bp
from bpkit.bands import DOUBLE, SINGLE

from .test_statements import cells

X0, T = np.array([[0.05], [0.10]]), np.array([[0.01], [0.99]])
LOSS = bp.losses.squared_error


def mazur():
    """Return the network of lesson 06."""
    W = [[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]]
    return bp.Network(W, [[0.35, 0.35], [0.60, 0.60]], ["sigmoid", "sigmoid"])


def sweep(net):
    """Return the trace, what comes back, and the gradients of lesson 06."""
    trace = bp.forward(net, X0)
    back = bp.backward(net, trace, LOSS.gradient(trace.X[-1], T))
    return trace, back, bp.gradients(trace, back)


def answers():
    return next(cell for cell in cells("06", "markdown") if cell.startswith("<details>"))


def decisions():
    """Return the lines of the decision list by their numbers."""
    told = next(cell for cell in cells("06", "markdown") if "### What to try" in cell)
    return dict(enumerate(re.split(r"^\d\. ", told, flags=re.M)))


def power(number):
    return f"$10^{{{int(np.log10(number))}}}$"


def test_the_bands_of_the_list_are_those_of_the_check():
    said = decisions()
    assert f"right up to {power(SINGLE[0])}, wrong from {power(SINGLE[1])} on" in said[1]
    assert f"**Up to {power(DOUBLE[0])}: right.**" in said[2]
    assert f"**From {power(DOUBLE[0])} to {power(DOUBLE[1])}: look closer.**" in said[3]
    assert f"**Above {power(DOUBLE[1])}: wrong.**" in said[4]


def test_slopes_from_nudges_in_float32_are_noise_and_the_check_makes_its_own():
    net = mazur()
    single = net.with_parameters(*([p.astype(np.float32) for p in ps] for ps in (net.W, net.b)))
    given = single, LOSS, X0.astype(np.float32), T.astype(np.float32)
    nudged, right = bp.numerical_gradients(*given).W[0], sweep(net)[2].W[0]
    assert abs(nudged - right).max() > 0.3 * abs(right).max()
    assert bp.check_gradients(*given)


def test_what_a_nudge_carries_across_a_kink_is_left_out_and_counted():
    net = bp.Network([[[1.0], [0.5]], [[1.0, 1.0]]], [[3e-6, 0.2], [0]], ["relu", "identity"])
    for x, crosses in ((0.0, True), (0.1, False)):  # the second is "shift X(0) a little"
        trace = bp.forward(net, [[x]])
        back = bp.backward(net, trace, LOSS.gradient(trace.X[-1], [[1.0]]))
        exact = bp.gradients(trace, back).b[0]
        nudged = bp.numerical_gradients(net, LOSS, [[x]], [[1.0]]).b[0]
        check = bp.check_gradients(net, LOSS, [[x]], [[1.0]])
        assert check and (check.kinked > 0) == crosses
        assert (abs(nudged / exact - 1).max() > DOUBLE[1]) == crosses


@pytest.mark.parametrize("factor, said", [(2, "½"), (-1, "sign")])
def test_the_check_tells_a_factor_that_all_tensors_share(factor, said):
    *_, grads = sweep(mazur())
    scaled = bp.propagation.Gradients([factor * W for W in grads.W], [factor * b for b in grads.b])
    check = bp.check_gradients(mazur(), LOSS, X0, T, grads=scaled)
    assert not check and said in repr(check)


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_the_mistake_sits_at_the_last_layer_that_is_wrong(left_out):
    """Leave f′ out at one layer: from there back all is wrong, and nothing after it."""
    net, data = bp.Network.create([2, 3, 3, 3, 2], "tanh", rng=0), [[0.9], [-1.2]]
    trace = bp.forward(net, data)
    delta, W, b = LOSS.gradient(trace.X[-1], T), [], []
    for l in (3, 2, 1, 0):
        dE_dx = delta * (1.0 if l == left_out else net.f[l].prime(trace.x[l + 1]))
        W, b = [dE_dx @ trace.X[l].T, *W], [dE_dx, *b]
        delta = net.W[l].T @ dE_dx
    planted = bp.propagation.Gradients(W, b)
    tensors = bp.check_gradients(net, LOSS, data, T, grads=planted).tensors
    wrong = {int(name[2]) for name, error in tensors.items() if error > DOUBLE[1]}
    assert wrong == set(range(left_out + 1))


@pytest.mark.parametrize("name, equation", [("b", "(7)"), ("W", "(6)")])
def test_a_mistake_in_one_kind_of_gradient_stays_there(name, equation):
    assert f"only a `{name}`" in decisions()[4] and equation in decisions()[4]
    *_, grads = sweep(mazur())
    halved = grads._replace(**{name: [getattr(grads, name)[0] / 2, getattr(grads, name)[1]]})
    tensors = bp.check_gradients(mazur(), LOSS, X0, T, grads=halved).tensors
    assert {tensor for tensor, error in tensors.items() if error > DOUBLE[1]} == {f"{name}[0]"}


def test_all_that_leads_into_a_saturated_neuron_dies_and_what_leads_out_of_it_lives():
    net = mazur()
    W0 = net.W[0].copy()
    W0[0, 0] = 200
    trace, back, grads = sweep(net.replaced("W", 0, W0))
    assert trace.X[1][0, 0] > 0.999 and abs(back.delta[1][0, 0]) > 0.01
    dead, alive = ([*abs(grads.W[0][i]), abs(grads.b[0][i, 0])] for i in (0, 1))
    assert max(dead) < 0.01 * min(alive) and abs(grads.W[1][:, 0]).min() > 0.01


def test_the_neurons_of_3_4_2_share_their_delta_with_this_many_gradients():
    assert "three weights and a bias for each of the four hidden neurons" in answers()
    assert "four weights and a bias for each of the two outputs" in answers()
    net = bp.Network.create([3, 4, 2], rng=0)
    assert [W.shape for W in net.W] == [(4, 3), (2, 4)]


def test_what_is_left_of_E_after_ten_thousand_steps():
    net = bp.train(mazur(), X0, T, LOSS, eta=0.5, epochs=10_000).net
    X = bp.forward(net, X0).X[-1]
    assert r"$2.4 \cdot 10^{-6}$, the outputs are 0.0116 and 0.9885" in answers()
    assert [f"{X_i:.4f}" for X_i in X.ravel()] == ["0.0116", "0.9885"]
    assert LOSS(X, T) == pytest.approx(2.4e-6, rel=0.03)


@pytest.mark.parametrize("hasty", [True, False])
def test_mazurs_outputs_after_ten_thousand_steps_are_those_of_the_hasty_program(hasty):
    published, right = re.findall(r"(0\.0159\d+) and (0\.9840\d+)", answers())
    net = mazur()
    for _ in range(10_000):
        trace, back, grads = sweep(net)
        W1 = net.W[1] - 0.5 * grads.W[1]
        delta = (W1 if hasty else net.W[1]).T @ back.dE_dx[2]
        dE_dW0 = (delta * net.f[0].prime(trace.x[1])) @ X0.T
        net = net.with_parameters([net.W[0] - 0.5 * dE_dW0, W1], net.b)
    X = bp.forward(net, X0).X[-1]
    assert tuple(f"{X_i:.9f}" for X_i in X.ravel()) == (published if hasty else right)
    assert LOSS(X, T) == pytest.approx(3.5e-5, rel=0.01)
