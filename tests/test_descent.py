import numpy as np
import pytest

import bpkit as bp
from bpkit import descent
from bpkit.descent import DivergenceError, descend
from bpkit.losses import Logistic, SquaredError, cross_entropy, logistic, squared_error
from bpkit.propagation import Gradients

SEED = 3


def problem(m=11):
    """Return a network and data whose first row of T tells every sample from every other."""
    rng = np.random.default_rng(SEED)
    net = bp.Network.create([2, 4, 3, 2], activation="tanh", rng=rng)
    return net, rng.standard_normal((2, m)), np.array([np.arange(m) / m, rng.standard_normal(m)])


def sweep(net, X0, T, loss=squared_error):
    trace = bp.forward(net, X0)
    back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))
    return loss(trace.X[-1], T), back, bp.gradients(trace, back)


def rms(back):
    return [np.sqrt(np.mean(delta**2)) for delta in back.delta]


def parameters(net):
    return [*net.W, *net.b]


def equal(one, other):
    return all(
        np.array_equal(a, b) for a, b in zip(parameters(one), parameters(other), strict=True)
    )


def test_update_is_equations_two_and_three_by_hand():
    net = bp.Network(W=[[[1, 2], [3, 4]]], b=[[5, 6]], f=["tanh"])
    after = bp.update(
        net, Gradients([np.array([[8.0, -4], [0, 16]])], [np.array([[2.0], [-2]])]), 0.25
    )
    assert after.W[0].tolist() == [[-1, 3], [3, 0]]
    assert after.b[0].tolist() == [[4.5], [6.5]]
    assert after.f == net.f


def test_update_is_the_equation_in_every_layer():
    net, X0, T = problem()
    grads = sweep(net, X0, T)[2]
    after = bp.update(net, grads, 0.3)
    for parameter, gradient, stepped in zip(
        parameters(net), [*grads.W, *grads.b], parameters(after)
    ):
        assert np.array_equal(stepped, parameter - 0.3 * gradient)


def test_update_leaves_the_old_network_and_the_gradients_untouched():
    net, X0, T = problem()
    grads = sweep(net, X0, T)[2]
    arrays = [*parameters(net), *grads.W, *grads.b]
    before = [array.tobytes() for array in arrays]
    after = bp.update(net, grads, 0.3)
    assert after is not net
    assert [array.tobytes() for array in arrays] == before
    assert not any(np.shares_memory(a, b) for a, b in zip(parameters(net), parameters(after)))


def test_the_stepped_network_cannot_be_written_to_either():
    net, X0, T = problem()
    for array in parameters(bp.update(net, sweep(net, X0, T)[2], 0.3)):
        assert not array.flags.writeable


def test_eta_0_changes_nothing():
    net, X0, T = problem()
    assert equal(bp.update(net, sweep(net, X0, T)[2], 0), net)


def test_a_small_step_goes_downhill_by_eta_times_the_squared_gradient():
    net, X0, T = problem()
    E, _, grads = sweep(net, X0, T)
    squared, eta = sum((g**2).sum() for g in (*grads.W, *grads.b)), 1e-6
    assert E - sweep(bp.update(net, grads, eta), X0, T)[0] == pytest.approx(eta * squared, rel=1e-4)


def test_float32_stays_float32_through_training_whatever_made_eta():
    net, X0, T = problem()
    net = bp.Network([np.float32(W) for W in net.W], [np.float32(b) for b in net.b], net.f)
    for eta in (0.1, 1, np.float32(0.1), np.float64(0.1), np.linspace(0, 1, 11)[1]):
        assert bp.train(net, X0, T, squared_error, eta=eta, epochs=2).net.dtype == np.float32


BAD_RATES = [-0.1, np.nan, np.inf, None, "0.1", [0.1], np.array([0.1, 0.2]), 1j, 1 + 0j]


@pytest.mark.parametrize("eta", BAD_RATES, ids=repr)
def test_an_eta_that_is_no_finite_number_of_at_least_0_is_refused_by_name(eta):
    net, X0, T = problem()
    with pytest.raises(ValueError, match="^eta is .*expected a finite number of at least 0"):
        bp.update(net, sweep(net, X0, T)[2], eta)
    with pytest.raises(ValueError, match="^eta is .*expected a finite number of at least 0"):
        bp.train(net, X0, T, squared_error, eta=eta, epochs=1)


WRONG = {
    "a transposed gradient": lambda W, b: Gradients([W[0].T, *W[1:]], b),
    "a flat bias gradient": lambda W, b: Gradients(W, [b[0].ravel(), *b[1:]]),
    "a missing layer": lambda W, b: Gradients(W[1:], b[1:]),
    "layers in reverse": lambda W, b: Gradients(W[::-1], b[::-1]),
    "a number for a matrix": lambda W, b: Gradients([1.0, *W[1:]], b),
    "weights and biases exchanged": lambda W, b: Gradients(b, W),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_gradients_of_other_shapes_are_refused_with_both_and_nothing_is_broadcast(wrong):
    net, X0, T = problem()
    grads = WRONG[wrong](*sweep(net, X0, T)[2])
    with pytest.raises(ValueError) as told:
        bp.update(net, grads, 0.1)
    assert f"grads has shapes {[np.shape(g) for g in (*grads.W, *grads.b)]}" in str(told.value)
    assert f"expected {[p.shape for p in parameters(net)]}" in str(told.value)


def test_gradients_that_are_lists_of_numbers_step_as_arrays_do():
    net, X0, T = problem()
    grads = sweep(net, X0, T)[2]
    lists = Gradients([W.tolist() for W in grads.W], [b.tolist() for b in grads.b])
    assert equal(bp.update(net, lists, 0.1), bp.update(net, grads, 0.1))


@pytest.mark.parametrize("batch_size", [None, 4])
def test_history_has_an_entry_for_the_start_and_one_for_every_epoch(batch_size):
    net, X0, T = problem()
    history = bp.train(net, X0, T, squared_error, eta=0.1, epochs=5, batch_size=batch_size)
    assert history.E.shape == (6,) and history.E.dtype == np.float64
    assert history.delta_rms.shape == (6, net.depth + 1)
    assert history.stopped is None
    assert history.steps == (5 if batch_size is None else 15)


@pytest.mark.parametrize("batch_size", [None, 1, 4, 10, 11, 100])
def test_E_k_and_delta_rms_k_are_over_all_samples_with_the_network_after_k_epochs(batch_size):
    net, X0, T = problem()
    history = bp.train(
        net, X0, T, squared_error, eta=0.1, epochs=4, batch_size=batch_size, keep=range(5)
    )
    assert equal(history.nets[0], net) and equal(history.nets[4], history.net)
    for k in range(5):
        E, back, _ = sweep(history.nets[k], X0, T)
        assert history.E[k] == E
        assert history.delta_rms[k] == pytest.approx(rms(back), rel=1e-14)


def test_full_batch_training_is_one_update_an_epoch():
    net, X0, T = problem()
    history = bp.train(net, X0, T, squared_error, eta=0.1, epochs=3)
    for _ in range(3):
        net = bp.update(net, sweep(net, X0, T)[2], 0.1)
    assert equal(history.net, net)


@pytest.mark.parametrize("loss", [squared_error, logistic, cross_entropy])
def test_training_lowers_every_loss(loss):
    net, X0, _ = problem()
    T = bp.datasets.one_hot(np.arange(11) % 2, 2)
    E = bp.train(net, X0, T, loss, eta=0.1, epochs=50).E
    assert (np.diff(E) < 0).all()


def test_training_leaves_the_network_it_was_given_untouched():
    net, X0, T = problem()
    before = [array.tobytes() for array in (*parameters(net), X0, T)]
    bp.train(net, X0, T, squared_error, eta=0.1, epochs=3, batch_size=2)
    assert [array.tobytes() for array in (*parameters(net), X0, T)] == before


def test_keep_keeps_the_networks_of_the_epochs_that_were_asked_for_and_no_other():
    net, X0, T = problem()
    assert bp.train(net, X0, T, squared_error, eta=0.1, epochs=4).nets == {}
    for keep in ([0, 3], (3, 0), {0, 3}, range(0, 4, 3), np.array([0, 3])):
        kept = bp.train(net, X0, T, squared_error, eta=0.1, epochs=4, keep=keep).nets
        assert list(kept) == [0, 3]
        assert equal(kept[3], bp.train(net, X0, T, squared_error, eta=0.1, epochs=3).net)


def test_the_same_seed_gives_the_same_history_and_another_gives_another():
    net, X0, T = problem()
    one, same, other = (
        bp.train(net, X0, T, squared_error, eta=0.1, epochs=4, batch_size=3, rng=seed)
        for seed in (1, 1, 2)
    )
    assert (
        np.array_equal(one.E, same.E)
        and np.array_equal(one.delta_rms, same.delta_rms)
        and equal(one.net, same.net)
    )
    assert one.E[0] == other.E[0] and (one.E[1:] != other.E[1:]).all()


def test_full_batch_training_does_not_depend_on_the_seed():
    net, X0, T = problem()
    one, other = (
        bp.train(net, X0, T, squared_error, eta=0.1, epochs=3, rng=seed) for seed in (1, 2)
    )
    assert np.array_equal(one.E, other.E) and equal(one.net, other.net)


def test_training_leaves_the_global_random_state_of_numpy_alone():
    np.random.seed(987)
    before = np.random.get_state()[1].copy()
    bp.train(*problem(), squared_error, eta=0.1, epochs=2, batch_size=3)
    assert np.array_equal(before, np.random.get_state()[1])


@pytest.mark.parametrize("batch_size", [1, 3, 4, 10])
def test_minibatches_visit_every_sample_once_an_epoch_in_an_order_that_changes(batch_size):
    net, X0, T = problem()
    visited = []

    class Watched(SquaredError):  # noqa: N818
        def dE_dX(self, X, T):
            visited.append(T[0])
            return super().dE_dX(X, T)

    epochs = descend(net, X0, T, Watched(), 0.1, batch_size, rng=0)
    orders = []
    for _ in range(4):
        visited.clear()
        next(epochs)
        # the last visit is of all samples together, to measure the epoch
        assert np.array_equal(visited.pop(), T[0])
        orders.append(np.concatenate(visited or [[]]))
        assert all(len(batch) == batch_size for batch in visited[:-1])
    assert orders[0].size == 0
    assert all(sorted(order) == sorted(T[0]) for order in orders[1:])
    assert not np.array_equal(orders[1], orders[2]) and not np.array_equal(orders[2], orders[3])


def test_inputs_and_targets_of_a_minibatch_stay_together():
    X0 = np.arange(12.0)[np.newaxis]
    net = bp.Network(W=[[[0.5]]], b=[[0.0]], f=["identity"])
    # with T = X0/2 every sample is met exactly: any other pairing would move the weights
    assert equal(bp.train(net, X0, X0 / 2, squared_error, eta=0.1, epochs=3, batch_size=5).net, net)


def test_every_step_of_an_epoch_starts_from_the_step_before():
    net, X0, T = problem(m=2)
    trained = bp.train(net, X0, T, squared_error, eta=0.1, epochs=1, batch_size=1, rng=0).net
    either = []
    for first, second in ((0, 1), (1, 0)):
        stepped = bp.update(net, sweep(net, X0[:, [first]], T[:, [first]])[2], 0.1)
        either.append(bp.update(stepped, sweep(stepped, X0[:, [second]], T[:, [second]])[2], 0.1))
    assert any(equal(trained, expected) for expected in either)


@pytest.mark.parametrize("epochs", [0, -1, 2.5, 2.0, True, None, "3"])
def test_epochs_that_are_no_whole_number_of_at_least_1_are_refused_by_name(epochs):
    with pytest.raises(ValueError, match="^epochs "):
        bp.train(*problem(), squared_error, eta=0.1, epochs=epochs)


@pytest.mark.parametrize("batch_size", [0, -1, 2.5, 2.0, True, "3"])
def test_a_batch_size_that_is_no_whole_number_of_at_least_1_is_refused_by_name(batch_size):
    with pytest.raises(ValueError, match="^batch_size "):
        bp.train(*problem(), squared_error, eta=0.1, epochs=1, batch_size=batch_size)


def test_data_that_does_not_fit_is_refused_with_both_shapes():
    net, X0, T = problem()
    with pytest.raises(ValueError) as told:
        bp.train(net, X0.T, T, squared_error, eta=0.1, epochs=1)
    assert "X0 has shape (11, 2), expected (2, m)" in str(told.value)
    with pytest.raises(ValueError) as told:
        bp.train(net, X0, T[:1], squared_error, eta=0.1, epochs=1, batch_size=2)
    assert "T has shape (1, 11), expected (2, 11)" in str(told.value)
    with pytest.raises(ValueError, match="^T runs from .* expected probabilities"):
        bp.train(net, X0, T, logistic, eta=0.1, epochs=1)


def test_one_sample_may_come_without_its_second_axis():
    net, X0, T = problem(m=1)
    flat, column = (
        bp.train(net, X, T, squared_error, eta=0.1, epochs=2, batch_size=1) for X in (X0[:, 0], X0)
    )
    assert np.array_equal(flat.E, column.E)


def first_step_without_a_finite_loss(net, X0, T, eta):
    """Return that step and the layer of the largest total input, by the functions of a step."""
    with np.errstate(all="ignore"):
        for step in range(10_000):
            trace = bp.forward(net, X0)
            if not np.isfinite(squared_error(trace.X[-1], T)):
                return step, 1 + int(np.argmax([np.abs(x).max() for x in trace.x[1:]]))
            net = bp.update(net, sweep(net, X0, T)[2], eta)


DIVERGING = [
    ([1, 1], "identity", 1e3),
    ([2, 3, 2], "relu", 10.0),
    ([2, 4, 3, 2], "leaky_relu", 2.0),
]


# RuntimeWarning is an error in these tests
@pytest.mark.parametrize(("sizes", "f", "eta"), DIVERGING)
def test_divergence_stops_at_the_first_loss_that_is_not_finite_and_says_step_eta_and_layer(
    sizes, f, eta
):
    net = bp.Network.create(sizes, activation=f, init="he", rng=1)
    X0, T = np.ones((sizes[0], 3)), np.full((sizes[-1], 3), 5.0)
    step, layer = first_step_without_a_finite_loss(net, X0, T, eta)
    history = bp.train(net, X0, T, squared_error, eta=eta, epochs=5000)
    assert history.E.size == step
    assert f"η = {eta:g} " in history.stopped
    assert f"after step {step} (epoch {step})" in history.stopped
    assert f"layer {layer} " in history.stopped


@pytest.mark.parametrize("batch_size", [None, 1, 2])
def test_divergence_leaves_finite_arrays_and_the_last_good_network(batch_size):
    net = bp.Network.create([2, 3, 2], activation="relu", init="he", rng=1)
    X0, T = np.random.default_rng(0).random((2, 3)), np.full((2, 3), 5.0)
    history = bp.train(net, X0, T, squared_error, eta=30.0, epochs=5000, batch_size=batch_size)
    assert history.stopped and 0 < len(history.E) == len(history.delta_rms) < 5000
    assert np.isfinite(history.E).all() and np.isfinite(history.delta_rms).all()
    assert all(np.isfinite(parameter).all() for parameter in parameters(history.net))
    assert squared_error(bp.forward(history.net, X0).X[-1], T) == history.E[-1]


def test_divergence_in_the_middle_of_an_epoch_names_the_step_within_it():
    net, m = bp.Network(W=[[[1.0]]], b=[[0.0]], f=["identity"]), 50
    history = bp.train(
        net, np.ones((1, m)), np.zeros((1, m)), squared_error, eta=1e9, epochs=3, batch_size=1
    )
    assert history.E.size == 1 and equal(history.net, net)
    step = int(history.stopped.split("after step ")[1].split()[0])
    assert 0 < step < m and f"after step {step} (epoch 1)" in history.stopped


@pytest.mark.parametrize(
    ("f", "X0", "T"),
    [("tanh", 1, 1e9), ("sigmoid", 1, 1e9), ("relu", 1, 1e9), ("relu", 1, -1e9), ("relu", 0, -1e9)],
)
@pytest.mark.parametrize("batch_size", [None, 1])
def test_weights_that_overflow_end_the_training_even_where_saturation_keeps_E_finite(
    f, X0, T, batch_size
):
    net = bp.Network(W=[[[0.5]]], b=[[0.5]], f=[f])
    history = bp.train(
        net, [[X0, 2 * X0]], [[T, T]], squared_error, eta=1e308, epochs=5, batch_size=batch_size
    )
    assert history.stopped and history.E.size == 1
    assert np.isfinite(history.E).all() and np.isfinite(history.delta_rms).all()
    assert equal(history.net, net)


@pytest.mark.parametrize(
    ("dtype", "W"), [(float, 1e200), (float, 1e-200), (np.float32, 1e25), (np.float32, 1e-25)]
)
def test_delta_rms_is_right_where_the_squares_of_delta_leave_the_floats(dtype, W):
    net = bp.Network([np.array([[W]], dtype)], [np.zeros(1, dtype)], ["identity"])
    history = bp.train(net, [[1.0, 1.0]], [[0.0, 0.0]], logistic, eta=0, epochs=1)
    delta_L = 0.5 if W > 1 else 0.25
    assert history.delta_rms[0] == pytest.approx([W * delta_L, delta_L], rel=1e-6)


def test_data_too_large_for_a_finite_loss_is_refused_before_the_first_step():
    with pytest.raises(
        ValueError, match="before the first step: the data or the starting weights are too large"
    ):
        bp.train(bp.Network.create([1, 1]), [[1e200]], [[0.0]], squared_error, eta=0.1, epochs=1)


@pytest.mark.parametrize("part", ["X0", "T"])
def test_data_too_large_for_the_precision_of_the_network_is_refused(part):
    net = bp.Network.create([1, 1], dtype=np.float32)
    X0, T = ([[1e300]], [[0.0]]) if part == "X0" else ([[0.0]], [[1e300]])
    with pytest.raises(ValueError):
        bp.train(net, X0, T, squared_error, eta=0.1, epochs=1)


def test_descend_raises_what_train_puts_into_words():
    net = bp.Network(W=[[[1.0]]], b=[[0.0]], f=["identity"])
    with (
        np.errstate(all="ignore"),
        pytest.raises(DivergenceError, match="η = 1000 is too large here"),
    ):
        for _ in descend(net, [[1.0]], [[0.0]], squared_error, 1e3):
            pass


def test_an_epoch_counts_the_steps_that_led_to_it():
    epochs = descend(*problem(), squared_error, 0.1, batch_size=4)
    assert [next(epochs).steps for _ in range(4)] == [0, 3, 6, 9]


@pytest.mark.parametrize("call", range(1, 30))
@pytest.mark.parametrize("batch_size", [None, 4])
def test_an_interrupt_at_any_moment_leaves_the_last_epoch_whole(call, batch_size):
    net, X0, T = problem()
    calls = []

    class Interrupted(SquaredError):  # noqa: N818
        def E(self, X, T):
            return self.perhaps(super().E(X, T))

        def dE_dX(self, X, T):
            return self.perhaps(super().dE_dX(X, T))

        def perhaps(self, value):
            calls.append(value)
            if len(calls) == call:
                raise KeyboardInterrupt
            return value

    epoch = None
    with pytest.raises(KeyboardInterrupt):
        for epoch in descend(net, X0, T, Interrupted(), 0.1, batch_size, rng=0):
            before = [array.tobytes() for array in parameters(epoch.net)]
    if epoch is None:
        assert call <= 2
        return
    E, back, _ = sweep(epoch.net, X0, T)
    assert [array.tobytes() for array in parameters(epoch.net)] == before
    assert epoch.E == E
    assert epoch.delta_rms == pytest.approx(rms(back), rel=1e-14)
    whole = bp.train(
        net, X0, T, squared_error, eta=0.1, epochs=30, batch_size=batch_size, keep=range(31)
    )
    assert equal(epoch.net, whole.nets[epoch.steps // (1 if batch_size is None else 3)])


def test_an_error_in_the_loss_is_not_swallowed():
    class Broken(Logistic):  # noqa: N818
        def dE_dX(self, X, T):
            raise RuntimeError("a learner's own mistake")

    net, X0, T = problem()
    with pytest.raises(RuntimeError, match="a learner's own mistake"):
        bp.train(net, X0, np.abs(T) / 10, Broken(), eta=0.1, epochs=1)


def test_repr_of_a_history_tells_epochs_losses_and_the_reason_of_a_stop():
    history = bp.train(*problem(), squared_error, eta=0.1, epochs=3)
    assert repr(history) == f"History(3 epochs, E {history.E[0]:.4g} → {history.E[-1]:.4g})"
    net = bp.Network(W=[[[1.0]]], b=[[0.0]], f=["identity"])
    assert ", stopped: η = 1000 is too large" in repr(
        bp.train(net, [[1]], [[0]], squared_error, eta=1e3, epochs=999)
    )


@pytest.mark.parametrize(("batch_size", "sizes"), [(4, {12, 4}), (5, {12, 5, 2}), (12, {12})])
def test_arrays_are_made_for_the_batches_that_there_are_and_for_no_empty_one(
    monkeypatch, batch_size, sizes
):
    made, plan = set(), descent.Plan

    def noticed(parameters, loss, m, *others, **options):
        made.add(m)
        return plan(parameters, loss, m, *others, **options)

    monkeypatch.setattr(descent, "Plan", noticed)
    bp.train(*problem(m=12), squared_error, eta=0.1, epochs=1, batch_size=batch_size)
    assert made == sizes
