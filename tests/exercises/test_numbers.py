"""The numbers that rows hold: each is computed again, by what the lesson has at hand."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.exercises.catalogue import ROWS, start
from bpkit.explorers import Descent
from bpkit.losses import cross_entropy, logistic, squared_error


def test_the_eta_from_which_the_step_of_lesson_00_rises():
    X0, T = [[0.6], [-0.9]], [[1.0]]
    trace = bp.forward(start.NET, X0)
    back = bp.backward(start.NET, trace, squared_error.gradient(trace.X[-1], T))
    grads = bp.gradients(trace, back)

    def rises(eta):
        stepped = bp.update(start.NET, grads, eta)
        return squared_error(bp.forward(stepped, X0).X[-1], T) > squared_error(trace.X[-1], T)

    bound = ROWS["eta_that_rises"].reference
    assert not rises(bound - 1e-4) and rises(bound + 1e-4)
    assert [rises(eta) for eta in (0.1, 0.3, 0.65, 0.75, 1, 3)] == [False] * 3 + [True] * 3


def test_the_largest_slopes():
    x = np.linspace(-5, 5, 1001)
    where, of_sigmoid, of_tanh = ROWS["largest_slopes"].reference
    slopes = bp.activations.sigmoid.prime(x)
    assert x[slopes.argmax()] == pytest.approx(where) and slopes.max() == pytest.approx(of_sigmoid)
    assert bp.activations.tanh.prime(x).max() == of_tanh


def test_the_steps_of_a_parabola():
    single, bound = ROWS["parabola"].reference
    after = {eta: abs(1 - 4 * eta) for eta in (single, bound - 0.01, bound + 0.01)}
    assert after[single] == 0 and after[bound - 0.01] < 1 < after[bound + 0.01]


def test_far_out_there_is_no_slope_for_eta_5():
    for place in ((0, 4), (3, 0), (4, -2), (1, -4), (-4, -4)):
        told = Descent(net="tanh", eta=5.0, start=place, steps=40).status.value
        assert "slope" in told and "Converges" not in told and "Diverges" not in told


def test_the_passes_of_the_forward_difference():
    calls = []

    def counted(X, T):
        calls.append(1)
        return squared_error(X, T)

    net = bp.Network.create([3, 5, 2], rng=0)
    bp.numerical_gradients(net, counted, np.ones((3, 1)), np.ones((2, 1)), scheme="forward")
    assert len(calls) == ROWS["passes"].reference


def test_the_best_nudge_lies_within_the_factor():
    def E(w):
        return 0.5 * (np.tanh(1.5 * w - 0.3) - 1) ** 2

    X = np.tanh(1.5 * 0.8 - 0.3)
    exact = (X - 1) * (1 - X**2) * 1.5
    tried = {h: abs((E(0.8 + h) - E(0.8)) / h - exact) for h in 10.0 ** np.arange(-15, 0)}
    best, row = min(tried, key=tried.get), ROWS["best_nudge"]
    assert 1 / 10 < best / row.reference < 10 < row.factor


def test_the_paths_from_the_first_input():
    """Every path is one factor more for each layer that it passes."""
    paths = [(i, j) for i in range(2) for j in range(2)]
    factors = len("δ f′ W f′ W".split())
    with_delta = 2 * (len("δ f′ W".split()) - 1)
    assert ROWS["paths"].reference == (len(paths), len(paths) * (factors - 1), with_delta)


def test_the_steps_of_thirty_epochs():
    X0, T = bp.datasets.load("spirals", rng=0)
    net = bp.Network.create([2, 4, 1], rng=0)
    steps = bp.train(net, X0, T, logistic, eta=0.3, epochs=30, batch_size=20).steps
    assert steps == ROWS["steps"].reference and X0.shape[1] == 250


def test_the_epoch_at_which_the_held_out_loss_turns():
    (X0, T), (X0_test, T_test) = bp.datasets.load("digits", rng=0, split=0.2)
    net = bp.Network.create([64, 64, 64, 10], activation="tanh", rng=0)
    history = bp.train(
        net, X0, T, cross_entropy, eta=0.2, epochs=100, batch_size=8, rng=0, keep=range(101)
    )
    E = [cross_entropy(bp.forward(history.nets[k], X0_test).X[-1], T_test) for k in range(101)]
    lowest, row = int(np.argmin(E)), ROWS["held_out_turns"]
    assert lowest == row.reference and history.E[-1] < history.E[lowest]
    inside = [k for k in range(101) if E[k] < 1.1 * min(E)]
    assert row.reference / row.factor < min(inside) and max(inside) < row.reference * row.factor


def test_the_counts_of_lesson_10():
    sizes = [ROWS["thousand_times"].reference - 1, 1]
    nudged = bp.cost.by_nudging(sizes, 1, "central").multiply_adds
    assert nudged == 1000 * bp.cost.by_sweep(sizes, 1).multiply_adds
    for sizes, m in ROWS["multiply_adds"].cases():
        watched, tally = bp.cost.watch(bp.Network.create(sizes, rng=0))
        trace = bp.forward(watched, np.ones((sizes[0], m)))
        bp.gradients(trace, bp.backward(watched, trace, np.zeros((sizes[-1], m))))
        assert tally.multiply_adds == ROWS["multiply_adds"].reference(sizes, m)


def test_the_share_of_delta_of_the_data():
    net = bp.Network.create([32, 784, 10], rng=0)
    later, counts = bp.Network(net.W[1:], net.b[1:], net.f[1:]), []
    for swept in (net, later):
        watched, tally = bp.cost.watch(swept)
        bp.backward(watched, bp.forward(swept, np.ones((swept.sizes[0], 1))), np.zeros((10, 1)))
        counts.append(tally.multiply_adds)
    whole = bp.cost.by_sweep(net.sizes, 1).multiply_adds
    assert (counts[0] - counts[1]) / whole == pytest.approx(ROWS["share_of_the_data"].reference)
