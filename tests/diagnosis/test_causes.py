"""What else is in the way when the gradients are right: said where it is, and nowhere else."""

import numpy as np
import pytest

import bpkit as bp

from .learners import Learner, case, names_of, numbers

XOR = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0.0, 1, 1, 0]])


def causes(net, X0, T, loss="squared_error", k=1.0, bare=False, **more):
    """Return what is said beside right gradients, handed in times k."""
    trace = bp.forward(net, X0)
    judge = bp.losses.BY_NAME[loss]
    grads = bp.gradients(trace, bp.backward(net, trace, judge.gradient(trace.X[-1], T)))
    decay = more.get("penalty", 0.0) / np.shape(X0)[1]
    dW = [k * (g + decay * w) for g, w in zip(grads.W, net.W)]
    db = None if bare else [k * g for g in grads.b]
    d = bp.diagnose(net, loss, X0, T, dW=dW, db=db, **more)
    assert d.right, d
    return d.causes


def random(sizes=(2, 4, 3, 1), f="sigmoid", output="sigmoid", seed=0, m=8, scale=1.0):
    """Return a net with nothing wrong, and data for it."""
    rng = np.random.default_rng(seed)
    W = [scale * rng.standard_normal((n, k)) for k, n in zip(sizes, sizes[1:])]
    W = [np.abs(w) for w in W] if f == "relu" else W  # every neuron lives
    b = [(f == "relu") * 3 + 0.5 * rng.standard_normal((n, 1)) for n in sizes[1:]]
    net = bp.Network(W, b, [f] * (len(W) - 1) + [output])
    return net, rng.standard_normal((sizes[0], m)), 0.2 + 0.6 * rng.random((sizes[-1], m))


@pytest.mark.parametrize("f", ["sigmoid", "tanh", "relu", "leaky_relu", "softplus", "identity"])
@pytest.mark.parametrize("seed", range(5))
def test_a_net_without_a_cause_says_nothing(f, seed):
    net, X0, T = random(f=f, output="identity" if f == "relu" else "sigmoid", seed=seed, m=12)
    assert causes(net, X0, T, eta=1e-4) == ()


def test_a_function_hears_of_causes_too():
    net, X0, T = random()
    backprop = Learner(names_of(net), "squared_error")
    d = bp.diagnose(net, "squared_error", X0, 2 * T, function=backprop)
    assert d.right and len(d.causes) == 1 and "cannot be reached" in d.causes[0]


def test_equal_neurons_that_stay_equal_are_told_from_those_that_only_start_so():
    W = [np.full((3, 2), 0.5), np.full((1, 3), 0.5)]
    net = bp.Network(W, [np.zeros(3), [0.1]], ["tanh"] * 2)
    (said,) = causes(net, *XOR)
    assert said.startswith("All rows of W[0] are the same, and so are the rows of its gradient")
    assert "the 3 neurons of layer 1 stay one neuron" in said
    net = bp.Network([np.full((3, 2), 0.5), [[0.5, 0.2, -0.3]]], net.b, ["tanh"] * 2)
    (said,) = causes(net, *XOR)
    assert "rows of its gradient" not in said and "neurons of layer 1 start as one" in said


def test_one_neuron_in_a_layer_or_other_biases_are_no_symmetry():
    one = bp.Network([[[0.5, 0.3]], [[0.7]]], [[0.1], [0.2]], ["tanh"] * 2)
    biases = bp.Network([np.full((2, 2), 0.5), [[0.5, 0.5]]], [[0.1, 0.2], [0.1]], ["tanh"] * 2)
    output = bp.Network([np.full((2, 2), 0.5)], [[0.1, 0.1]], ["sigmoid"])
    assert causes(one, *XOR) == () and causes(biases, *XOR) == ()
    assert causes(output, XOR[0], np.vstack([XOR[1], XOR[1]])) == ()


def test_whole_weights_are_asked_about():
    net = bp.Network([[[1.0, -2], [3, 1]], [[1.0, -1]]], [[0.5, 0], [0]], ["sigmoid"] * 2)
    (said,) = causes(net, *XOR)
    assert "Every weight is a whole number" in said and "W[0].dtype" in said
    halved = bp.Network([net.W[0] / 2, net.W[1]], net.b, net.f)
    assert causes(halved, *XOR) == ()


def test_a_saturated_layer_is_said_with_what_its_x_reaches():
    net, X0, T = random(scale=1.0)
    loud = bp.Network([net.W[0], 40 * net.W[1], net.W[2]], net.b, net.f)
    (said,) = causes(loud, X0, T)
    assert said.startswith("Layer 2 is saturated: f′ is below 0.01 in ")
    assert "start with smaller weights, such as W[1] / 10" in said
    reached = np.abs(bp.forward(loud, X0).x[2]).max()
    assert f"x(2) reaches {reached:.3g}" in said


def test_data_of_hundreds_into_a_sigmoid_are_said_as_such():
    net, X0, T = random(m=8)
    (said,) = causes(net, 300 * X0, T)
    assert said.startswith("Layer 1 is saturated")
    assert f"your X0 reaches {300 * np.abs(X0).max():.3g}. Scale the data to about 1" in said


@pytest.mark.parametrize("f", ["relu", "leaky_relu", "identity"])
def test_data_of_hundreds_into_a_layer_that_does_not_saturate(f):
    net, X0, T = random(f=f, output="identity", m=30)
    (said,) = (s for s in causes(net, 300 * X0, T) if "dead" not in s)
    assert said.startswith(f"X0 reaches {300 * np.abs(X0).max():.3g}")
    assert not any(s.startswith("X0") for s in causes(net, 30 * X0, T))


def test_an_output_that_is_saturated_and_right_is_no_cause():
    net = bp.Network([[[20.0]]], [[0.5]], ["sigmoid"])
    X0, T = np.array([[-1.0, 1, -1, 1]]), np.array([[0.0, 1, 0, 1]])
    assert causes(net, X0, T) == ()
    (said,) = causes(net, X0, 1 - T)
    assert said.startswith("Layer 1 is saturated: f′ is below 0.01 in 100% of its entries")


def test_dead_units_are_counted_where_chance_would_not_kill_them():
    net, X0, T = random(f="relu", output="identity", m=8)
    b = [net.b[0] - np.array([[99.0], [99], [0], [0]]), net.b[1] + 9, net.b[2]]
    (said,) = causes(bp.Network(net.W, b, net.f), X0, T)
    assert said.startswith("2 of 4 neurons of layer 1 are dead: f′ = 0 for all 8 samples")
    assert causes(bp.Network(net.W, b, net.f), X0[:, :3], T[:, :3]) == ()
    all_dead = [net.b[0] - 99, net.b[1] + 9, net.b[2]]
    (said,) = causes(bp.Network(net.W, all_dead, net.f), X0[:, :1], T[:, :1])
    assert said.startswith("4 of 4 neurons of layer 1 are dead")


def test_total_inputs_on_a_kink_are_counted():
    net = bp.Network.create([2, 4, 1], activation="leaky_relu", output="sigmoid", rng=0)
    (said,) = causes(net, *XOR)
    assert said.startswith("4 of 16 total inputs of layer 1 lie on the kink of leaky_relu")
    shifted = bp.Network(net.W, [net.b[0] + 0.1, net.b[1]], net.f)
    assert causes(shifted, *XOR) == ()


@pytest.mark.parametrize(
    "output, T, n",
    [
        ("sigmoid", [[1.2, 0.5, 0.1, 0.9]], 1),
        ("sigmoid", [[-1.0, 1, -1, 1]], 2),
        ("tanh", [[1.5, 0, -1, 1]], 1),
        ("relu", [[-0.5, 1, 2, 3]], 1),
        ("softplus", [[-0.5, -1, 2, 3]], 2),
    ],
)
def test_targets_out_of_reach_are_counted(output, T, n):
    net, X0, _ = random(sizes=(2, 4, 1), f="tanh", output=output, m=4)
    (said,) = causes(bp.Network(net.W, [net.b[0], net.b[1] + 2], net.f), X0, np.array(T))
    assert said.startswith(f"{n} of 4 targets cannot be reached") and output in said


@pytest.mark.parametrize(
    "output, T",
    [
        ("sigmoid", [[0.0, 1, 1, 0]]),
        ("tanh", [[-1.0, 1, 1, -1]]),
        ("relu", [[0.0, 1, 50, 1e7]]),
        ("identity", [[-9.0, 1, 1, 9]]),
        ("leaky_relu", [[-9.0, 1, 1, 9]]),
        ("softplus", [[0.0, 1, 1, 500]]),
    ],
)
def test_targets_at_the_limit_are_no_alarm(output, T):
    net, X0, _ = random(sizes=(2, 4, 1), f="tanh", output=output, m=4)
    assert causes(bp.Network(net.W, [net.b[0], net.b[1] + 2], net.f), X0, np.array(T)) == ()


class Sine(bp.activations.Activation):
    def f(self, x):
        return np.sin(x)

    def prime(self, x):
        return np.cos(x)


def test_what_an_activation_of_ones_own_reaches_is_computed():
    net, X0, T = random(sizes=(2, 4, 1), f="tanh", output=Sine(), m=4)
    assert causes(net, X0, np.array([[1.0, -1, 0, 1]])) == ()
    (said,) = causes(net, X0, np.array([[1.1, -1, 0, 1]]))
    assert said.startswith("1 of 4 targets cannot be reached")


def test_the_targets_of_the_other_losses_are_within_reach():
    net, X0, T = random(f="tanh", output="identity")
    assert causes(net, X0, (T > 0.5) * 1.0, loss="logistic") == ()


def E(net, X0, T, penalty=0.0):
    squares = sum((w**2).sum() for w in net.W)
    E = bp.losses.squared_error(bp.forward(net, X0).X[-1], T)
    return E + penalty / 2 * squares / T.shape[1]


@pytest.mark.parametrize("k", [1.0, -1.0, 8.0, -16.0])
def test_a_first_step_that_raises_E_is_computed_with_the_eta_and_the_factor_that_are_theirs(k):
    net, X0, T = random(f="tanh", output="identity", scale=1.5)
    trace = bp.forward(net, X0)
    grads = bp.gradients(
        trace, bp.backward(net, trace, bp.losses.squared_error.gradient(trace.X[-1], T))
    )
    after, smaller, small = (E(bp.update(net, grads, h * abs(k)), X0, T) for h in (3, 0.3, 0.03))
    (said,) = causes(net, X0, T, k=k, eta=3)
    before = E(net, X0, T)
    assert said.startswith(f"With your η = 3, one step takes E from {before:.4g} to {after:.4g}")
    h, E_h = (0.3, smaller) if smaller < before else (0.03, small)
    assert small < before and said.endswith(f"With η = {h:g} it goes to {E_h:.4g}: take that.")
    assert causes(net, X0, T, k=k, eta=0.01) == () and causes(net, X0, T, k=k, eta=0) == ()


def test_the_step_of_a_net_without_biases_moves_no_bias():
    net, X0, T = random(f="tanh", output="identity")
    net = net.with_parameters(net.W, [np.zeros(v.shape) for v in net.b])
    trace = bp.forward(net, X0)
    grads = bp.gradients(
        trace, bp.backward(net, trace, bp.losses.squared_error.gradient(trace.X[-1], T))
    )
    moved = net.with_parameters([w - 5 * g for w, g in zip(net.W, grads.W)], net.b)
    (said,) = causes(net, X0, T, bare=True, eta=5)
    assert f"to {E(moved, X0, T):.4g}, up" in said


def test_the_penalty_is_in_the_E_that_a_step_raises():
    net, X0, T = random(f="tanh", output="identity")
    trace = bp.forward(net, X0)
    grads = bp.gradients(
        trace, bp.backward(net, trace, bp.losses.squared_error.gradient(trace.X[-1], T))
    )
    W = [w - 30 * (g + 2.0 * w / X0.shape[1]) for w, g in zip(net.W, grads.W)]
    moved = net.with_parameters(W, [v - 30 * g for v, g in zip(net.b, grads.b)])
    before, after = (E(n, X0, T, 2.0) for n in (net, moved))
    (said,) = causes(net, X0, T, penalty=2.0, eta=30)
    assert f"takes E from {before:.4g} to {after:.4g}, up" in said


def test_a_penalty_on_b_is_in_the_step_and_in_the_E_too():
    net, X0, T = random(f="tanh", output="identity")
    trace, m = bp.forward(net, X0), X0.shape[1]
    delta = bp.losses.squared_error.gradient(trace.X[-1], T)
    grads = bp.gradients(trace, bp.backward(net, trace, delta))
    dW = [g + 2.0 * w / m for g, w in zip(grads.W, net.W)]
    db = [g + 2.0 * v / m for g, v in zip(grads.b, net.b)]
    moved = bp.update(net, bp.propagation.Gradients(dW, db), 30)
    before, after = (E(n, X0, T, 2.0) + sum((v**2).sum() for v in n.b) / m for n in (net, moved))
    d = bp.diagnose(net, "squared_error", X0, T, dW=dW, db=db, penalty=(2.0, 2.0), eta=30)
    assert f"takes E from {before:.4g} to {after:.4g}, up" in d.causes[-1]


def test_a_step_that_leaves_all_numbers_is_said_too():
    net, X0, T = random(f="relu", output="identity", m=8)
    (said,) = causes(net, X0, T, eta=1e300)
    assert said.endswith("to inf, up. So does every η that was tried, down to 1e+288.")


def test_at_a_minimum_rounding_raises_nothing():
    raised = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        X0, T = rng.standard_normal((2, 30)), 3 + rng.standard_normal((1, 30))
        fit = np.linalg.lstsq(np.vstack([X0, np.ones(30)]).T, T[0], rcond=None)[0]
        net = bp.Network([fit[None, :2]], [fit[2:]], ["identity"])
        trace = bp.forward(net, X0)
        delta = bp.losses.squared_error.gradient(trace.X[-1], T)
        moved = bp.update(net, bp.gradients(trace, bp.backward(net, trace, delta)), 0.5)
        raised += E(moved, X0, T) > E(net, X0, T)
        assert not any("step" in said for said in causes(net, X0, T, eta=0.5))
    assert raised > 0


def test_gradients_that_are_wrong_hear_of_no_other_cause():
    net, X0, T = random()
    dW, db = numbers(Learner(names_of(net), "squared_error"), net, X0, 2 * T)
    dW[0] = dW[0] * 1.3
    assert bp.diagnose(net, "squared_error", X0, 2 * T, dW=dW, db=db).causes == ()


def test_a_case_of_the_other_tests_has_no_cause():
    f = ["tanh", "sigmoid"]
    net, _, X0, T = case(np.random.default_rng(7), [3, 4, 2], f, "squared_error", 4)
    assert causes(net, X0, T) == ()
