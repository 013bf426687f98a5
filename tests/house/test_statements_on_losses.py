"""What lesson 07 says in words and no cell of it prints: that it is so."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.activations import BY_NAME, elu, sigmoid, silu, tanh
from bpkit.explorers import Slope, Softmax
from bpkit.losses import cross_entropy, logistic, softmax, squared_error

from ..explorers.acting import said
from .test_statements import cells, text


def root(function, low, high):
    """Return where a rising function is 0."""
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return low


def test_every_activation_has_a_row_in_the_table_and_the_explorers_take_each():
    names = {"relu": "ReLU", "leaky_relu": "leaky ReLU", "elu": "ELU", "silu": "SiLU"}
    for name in set(BY_NAME) - {"sigmoid", "tanh"}:
        assert f"\n| {names.get(name, name.upper() if name == 'gelu' else name)} |" in text("07")
    assert "### Sigmoid" in text("07") and "### tanh" in text("07")


def test_silu_turns_the_sign_of_delta_below_minus_1_28():
    assert "below $-1.28$" in text("07")
    assert root(silu.prime, -2, 0) == pytest.approx(-1.28, abs=0.005)
    assert (silu.prime(np.linspace(-30, -1.29, 500)) < 0).all()


def test_the_sigmoid_lets_at_most_a_quarter_through_and_that_at_one_half():
    x = np.linspace(-40, 40, 8001)
    assert sigmoid.prime(x).max() == 0.25 and sigmoid(x[sigmoid.prime(x).argmax()]) == 0.5


def test_where_the_slopes_written_with_x_have_no_digit_left():
    assert "no digit left at 37" in text("07") and "0 is reached at 19" in text("07")
    assert sigmoid.prime(36.0) > 0 == sigmoid.prime(37.0) and sigmoid(37.0) == 1
    assert tanh.prime(18.0) > 0 == tanh.prime(19.0)
    far = np.array([8.0, 9.0])
    assert tanh.prime(far) == pytest.approx(4 * np.exp(-2 * far), rel=1e-6)
    assert "0.99999999794: its first eight digits are nines" in text("07")
    assert f"{sigmoid(20.0):.11f}" == "0.99999999794"


@pytest.mark.parametrize("f, digits", [("tanh", True), ("sigmoid", False)])
def test_the_explorer_counts_digits_on_the_left_for_tanh_alone(f, digits):
    explorer = Slope(f=f, x=-20)
    assert ("digits" in said(explorer)[1]) == digits
    explorer.close()


def test_at_minus_10_elu_and_silu_are_saturated():
    assert abs(elu.prime(-10.0)) < 0.01 and abs(silu.prime(-10.0)) < 0.01
    assert "ELU and SiLU are saturated" in text("07")


def test_diagnose_recommends_the_leak_where_neurons_are_dead():
    net = bp.Network([[[1.0], [0.5]], [[1.0, -1]]], [[-9, -9], [0.1]], ["relu", "identity"])
    X0, T = np.linspace(-1, 1, 6)[np.newaxis], np.ones((1, 6))
    back = bp.forward(net, X0)
    found = bp.gradients(back, bp.backward(net, back, squared_error.gradient(back.X[-1], T)))
    told = str(bp.diagnose(net, squared_error, X0, T, dW=found.W, db=found.b))
    assert "take leaky_relu" in " ".join(told.split())


def dead_network(bias):
    """Return the network of turn 3 with another first bias, and its data."""
    rng = np.random.default_rng(0)
    X0, T = rng.standard_normal((2, 6)), rng.standard_normal((1, 6))
    W, b = [[[0.5, -0.4], [0.3, 0.8]], [[1.0, -0.6]]], [[bias, 0.1], [0.2]]
    return bp.Network(W, b, ["relu", "identity"]), X0, T


def test_the_network_here_is_that_of_turn_3():
    code = "\n".join(cells("07", "code"))
    assert "W=[[[0.5, -0.4], [0.3, 0.8]], [[1.0, -0.6]]]" in code
    assert "b=[[-10.0, 0.1], [0.2]]" in code


@pytest.mark.parametrize("bias, awake", [(-0.61, 0), (-0.59, 1), (-0.5, 2), (0.5, 6)])
def test_the_neuron_is_awake_from_minus_0_6_on_and_learns_to_say_nothing(bias, awake):
    assert "from a bias of about $-0.6$ on" in text("07")
    net, X0, T = dead_network(bias)
    trace = bp.forward(net, X0)
    assert (trace.x[1][0] > 0).sum() == awake
    delta = bp.backward(net, trace, squared_error.gradient(trace.X[2], T)).delta[1][0]
    assert (delta > 0).sum() > 3
    trained = bp.train(net, X0, T, squared_error, eta=0.1, epochs=200).net
    assert bool((trained.W[0][0] != net.W[0][0]).all()) == (awake > 0)
    assert (bp.forward(trained, X0).x[1][0] <= 0).all()


def test_answers_1_to_3():
    x = np.log(0.9743 / 0.0257)
    assert x == pytest.approx(3.64, abs=0.006) and sigmoid.prime(3.64) == pytest.approx(
        0.025, rel=0.01
    )
    X = np.array([[1.7], [0.4]])
    s = softmax(X)
    assert s[0, 0] == pytest.approx(sigmoid(1.3))
    p = s[0, 0] * s[1, 0]
    assert np.diag(s[:, 0]) - s @ s.T == pytest.approx(np.array([[p, -p], [-p, p]]))
    assert 1 / 121 == pytest.approx(0.008, rel=0.05)
    assert tanh.prime(10.0) == pytest.approx(8e-9, rel=0.05)
    assert sigmoid.prime(10.0) == pytest.approx(4.5e-5, rel=0.02)


def test_a_sigmoid_output_under_the_logistic_loss_is_refused_first():
    net = bp.Network.create([2, 3, 1], output="sigmoid", rng=0)
    with pytest.raises(ValueError, match='sigmoid lives inside this loss.* output="identity"'):
        bp.diagnose(net, logistic, np.ones((2, 4)), np.ones((1, 4)), dW=net.W, db=net.b)


def test_what_the_softmax_explorer_says_of_the_three_questions():
    explorer = Softmax(X=(2.0, 1.0, 0.0), target=1)
    shares = explorer.s.copy()
    for dial in explorer.X:
        dial.value += 5
    assert explorer.s == pytest.approx(shares)
    for dial, value in zip(explorer.X, (9.0, 0.0, 0.0)):
        dial.value = value
    assert "Saturated" in said(explorer)[1]
    explorer.target.value = 2
    assert "makes up for it" in said(explorer)[1] and explorer.delta[1, 0] < -0.999
    explorer.X[0].value = 1000.0
    assert explorer.s[1, 0] == 0 and "no number" in said(explorer)[1]
    explorer.close()


def test_a_second_softmax_lowers_e_all_the_same():
    net, T = bp.Network.create([2, 8, 3], rng=0), np.eye(3)[:, np.arange(12) % 3]
    X0 = np.random.default_rng(0).standard_normal((2, 12)) + 2 * T[:2]

    def E(net):
        return cross_entropy(softmax(bp.forward(net, X0).X[-1]), T)

    before = E(net)
    for _ in range(100):
        trace = bp.forward(net, X0)
        s = softmax(trace.X[-1])
        outer = cross_entropy.gradient(s, T)
        delta = s * (outer - (s * outer).sum(axis=0))  # the Jacobian of the first softmax
        net = bp.update(net, bp.gradients(trace, bp.backward(net, trace, delta)), 0.5)
    assert E(net) < before - 0.1


def test_a_step_kills_five_neurons_and_wakes_none():
    X0, T = bp.datasets.load("spirals", rng=0)
    fresh = bp.Network.create([2, 16, 16, 1], "relu", init="he", rng=0)
    stepped = bp.train(fresh, X0, T, logistic, eta=30, epochs=1).net
    before, after = ((bp.forward(net, X0).x[2] <= 0).all(axis=1) for net in (fresh, stepped))
    assert before.sum() == 1 and (after & ~before).sum() == 5 and after[before].all()
    assert "has killed five more" in text("07")
