from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import bpkit as bp
from bpkit.propagation import Gradients

from . import oracle

SEEDS = range(30)
EPS = np.finfo(float).eps

# the same examples on every run, and nothing written beside the tests
repeatable = settings(max_examples=100, deadline=None, derandomize=True, database=None)


def random_case(activation, loss, depth, seed):
    """Return a case of width 1–12, samples 1–17; seed 0 has one neuron a layer, 1 one sample."""
    rng = np.random.default_rng(
        [seed, depth, list(oracle.F).index(activation), list(oracle.E).index(loss)]
    )
    sizes = [1] * (depth + 1) if seed == 0 else list(rng.integers(1, 13, depth + 1))
    # softmax of a single output is 1 whatever the network: there would be nothing to compare
    sizes[-1] = max(sizes[-1], 2 if loss == "cross_entropy" else 1)
    m = 1 if seed == 1 else int(rng.integers(1, 18))
    f = [
        [activation] * depth,
        [activation] * (depth - 1) + ["identity"],
        [activation, *rng.choice(list(oracle.F), depth - 1)],
    ][seed % 3]
    return oracle.draw(rng, sizes, f, loss, m)


@pytest.mark.parametrize("loss", oracle.E)
@pytest.mark.parametrize("activation", oracle.F)
def test_every_gradient_and_every_delta_are_those_of_autograd(activation, loss):
    for depth in range(1, 7):
        for seed in SEEDS:
            case = random_case(activation, loss, depth, seed)
            # the largest error seen on the 3,240 networks is 2e-13
            oracle.check(oracle.BPKIT, case)
            # both sides of a kink are far enough away for two orders of summation to agree on the
            # side
            assert (
                oracle.kink_distance(
                    bp.forward(bp.Network(case.W, case.b, case.f), case.X0).x, case.f
                )
                > 1e-9
            )


def test_the_random_networks_cover_what_they_claim():
    cases = [
        random_case("tanh", loss, depth, s)
        for loss in oracle.E
        for depth in range(1, 7)
        for s in SEEDS
    ]
    assert len(cases) * len(oracle.F) >= 1000
    assert {len(case.W) for case in cases} == set(range(1, 7))
    assert {len(W) for case in cases for W in case.W} == set(range(1, 13))
    assert {case.X0.shape[1] for case in cases} == set(range(1, 18))
    assert any(W.size == 1 for case in cases for W in case.W if len(case.W) == 1)


def test_the_oracle_refuses_nan_and_broadcast_shapes():
    with pytest.raises(AssertionError, match="off by nan"):
        oracle.compare("delta[0]", np.array([[np.nan, 1.0]]), np.ones((1, 2)))
    with pytest.raises(AssertionError, match="shape"):
        oracle.compare("dE_db[0]", np.ones(3), np.ones((3, 1)))
    with pytest.raises(AssertionError, match="off by 1"):
        oracle.compare("dE_db[0]", np.full((1, 1), 1e-300), np.zeros((1, 1)))


@pytest.mark.parametrize("f", oracle.EXTENDED)
def test_in_saturation_the_slope_is_right_to_a_few_ulp_of_one(f):
    # X(1 − X) and 1 − X² subtract nearly equal numbers there: the slope, close to 0, keeps few or
    # no right digits, and no scaled error can be promised for a saturated tensor. What is true is
    # the error in units of 1
    x = np.linspace(-45, 45, 20001)
    exact = oracle.EXTENDED[f][1](x.astype(np.longdouble))
    assert np.abs(getattr(bp.activations, f).prime(x) - exact).max() <= 2 * EPS


@pytest.mark.parametrize("f", oracle.EXTENDED)
def test_saturated_networks_stay_within_rounding_of_what_the_sweep_adds_up(f):
    for seed in range(200):
        rng = np.random.default_rng([7, seed])
        sizes = list(rng.integers(1, 9, rng.integers(2, 6)))
        case = oracle.draw(
            rng, sizes, [f] * (len(sizes) - 1), "squared_error", int(rng.integers(1, 9)), scale=12.0
        )
        net = bp.Network(case.W, case.b, case.f)
        trace = bp.forward(net, case.X0)
        back = bp.backward(net, trace, bp.losses.squared_error.gradient(trace.X[-1], case.T))
        delta, dE_dx = oracle.extended(case, back.delta[-1])
        # |δ| as it would be if every slope were 1 and nothing cancelled; the largest error seen is
        # 16 ε of it
        largest = np.abs(back.delta[-1])
        for l in reversed(range(net.depth)):
            assert (np.abs(back.dE_dx[l + 1] - dE_dx[l + 1]) <= 50 * EPS * largest).all()
            largest = np.abs(case.W[l]).T @ largest
            assert (np.abs(back.delta[l] - delta[l]) <= 50 * EPS * largest).all()


@pytest.mark.parametrize("loss", oracle.E)
@pytest.mark.parametrize("f", ["sigmoid", "tanh", "softplus", "elu", "silu", "gelu"])
def test_delta_is_the_change_of_E_when_the_output_of_one_neuron_is_nudged(f, loss):
    case = oracle.draw(np.random.default_rng(5), [3, 4, 2, 3], [f, f, "identity"], loss, m=2)
    loss, h = bp.losses.BY_NAME[loss], 1e-5
    net = bp.Network(case.W, case.b, case.f)
    trace = bp.forward(net, case.X0)
    delta = bp.backward(net, trace, loss.gradient(trace.X[-1], case.T)).delta
    for l in range(net.depth):
        rest = bp.Network(net.W[l:], net.b[l:], net.f[l:])
        change = np.zeros_like(delta[l])
        for i, s in np.ndindex(change.shape):
            up, down = trace.X[l].copy(), trace.X[l].copy()
            up[i, s] += h
            down[i, s] -= h
            E_up, E_down = (loss(bp.forward(rest, X).X[-1], case.T) for X in (up, down))
            change[i, s] = (E_up - E_down) / (2 * h)
        assert oracle.scaled_error(delta[l], change) < 1e-8


def test_dE_dx_of_one_sample_is_the_change_of_E_when_the_bias_is_nudged():
    case = oracle.draw(
        np.random.default_rng(6), [2, 3, 2], ["tanh", "sigmoid"], "squared_error", m=1
    )
    net, h = bp.Network(case.W, case.b, case.f), 1e-5
    trace = bp.forward(net, case.X0)
    back = bp.backward(net, trace, trace.X[-1] - case.T)

    def E(b):
        return bp.losses.squared_error(
            bp.forward(bp.Network(case.W, [b, case.b[1]], case.f), case.X0).X[-1], case.T
        )

    nudges = h * np.eye(3)[:, :, np.newaxis]
    change = [[(E(case.b[0] + nudge) - E(case.b[0] - nudge)) / (2 * h)] for nudge in nudges]
    assert oracle.scaled_error(back.dE_dx[1], np.array(change)) < 1e-8


def mazur():
    """Return network, data and loss of Matt Mazur's "A Step by Step Backpropagation Example"."""
    W = [[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]]
    net = bp.Network(W=W, b=[[0.35, 0.35], [0.60, 0.60]], f=["sigmoid", "sigmoid"])
    return net, np.array([[0.05], [0.10]]), np.array([[0.01], [0.99]]), bp.losses.squared_error


def mazur_step(frozen_biases):
    """Return the sweep over Mazur's network and the network after one step with η = 0.5."""
    net, X0, T, loss = mazur()
    trace = bp.forward(net, X0)
    back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))
    grads = bp.gradients(trace, back)
    if frozen_biases:
        grads = Gradients(grads.W, [np.zeros_like(b) for b in grads.b])
    return trace, back, bp.update(net, grads, 0.5)


def printed(numbers, digits):
    return [f"{number:.{digits}f}" for number in np.ravel(numbers)]


def test_mazur_forward_gives_the_printed_outputs_and_error():
    net, X0, T, loss = mazur()
    x, X = bp.forward(net, X0)
    assert printed(x[1][0], 4) == ["0.3775"]
    assert printed(X[1], 9) == ["0.593269992", "0.596884378"]
    assert printed(X[2], 9) == ["0.751365070", "0.772928465"]
    assert printed(loss(X[2], T), 9) == ["0.298371109"]


def test_mazur_delta_gives_the_printed_digits_by_output_and_by_total_input():
    trace, back, _ = mazur_step(frozen_biases=True)
    assert printed(back.delta[2], 8) == ["0.74136507", "-0.21707153"]
    assert printed(back.dE_dx[2][0], 9) == ["0.138498562"]
    assert printed(back.delta[1], 12) == ["0.036350306393", "0.041370322649"]


def test_mazur_weights_after_one_step_have_the_printed_digits():
    _, _, after = mazur_step(frozen_biases=True)
    assert printed(after.W[0], 9) == ["0.149780716", "0.199561432", "0.249751144", "0.299502287"]
    assert printed(after.W[1], 9) == ["0.358916480", "0.408666186", "0.511301270", "0.561370121"]
    assert printed(after.b[0], 2) + printed(after.b[1], 2) == ["0.35", "0.35", "0.60", "0.60"]


@pytest.mark.parametrize("frozen_biases", [True, False])
def test_mazur_error_after_one_step_is_not_the_published_one(frozen_biases):
    _, X0, T, loss = mazur()
    _, _, after = mazur_step(frozen_biases)
    E = printed(loss(bp.forward(after, X0).X[-1], T), 11)
    # 0.291027924 stands in the book; its update works on weights that were already stepped
    assert not E[0].startswith("0.291027924")
    assert (E == ["0.29102777369"]) == frozen_biases


def test_the_two_layer_network_of_cs231n_has_its_printed_loss():
    N, D, H, C = 3, 5, 50, 7
    # their samples are rows and their weights lead from row to column: everything is transposed
    # here
    X0 = np.linspace(-5.5, 4.5, N * D).reshape(D, N)
    W = [
        np.linspace(-0.7, 0.3, D * H).reshape(D, H).T,
        np.linspace(-0.3, 0.4, H * C).reshape(H, C).T,
    ]
    b = [np.linspace(-0.1, 0.9, H), np.linspace(-0.9, 0.1, C)]
    net = bp.Network(W=W, b=b, f=["relu", "identity"])
    X, T = bp.forward(net, X0).X[-1], bp.datasets.one_hot([0, 5, 1], C)
    scores = [
        [11.53165108, 12.2917344, 13.05181771, 13.81190102, 14.57198434, 15.33206765, 16.09215096],
        [12.05769098, 12.74614105, 13.43459113, 14.1230412, 14.81149128, 15.49994135, 16.18839143],
        [12.58373087, 13.20054771, 13.81736455, 14.43418138, 15.05099822, 15.66781506, 16.2846319],
    ]
    assert np.abs(X.T - scores).max() < 1e-8
    assert printed(bp.losses.cross_entropy(X, T), 10) == ["3.4702243556"]


def sweep(net, X0, T, loss=bp.losses.squared_error, eta=0.1):
    """Return every array that forward, backward, gradients and update make, in one list."""
    trace = bp.forward(net, X0)
    back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))
    grads = bp.gradients(trace, back)
    after = bp.update(net, grads, eta)
    return [
        *trace.x[1:],
        *trace.X,
        *back.delta,
        *back.dE_dx[1:],
        *grads.W,
        *grads.b,
        *after.W,
        *after.b,
    ]


def agree(one, other):
    return len(one) == len(other) and all(
        a.shape == b.shape and oracle.scaled_error(a, b) < 1e-13 for a, b in zip(one, other)
    )


def small_net(n=3, dtype=np.float64):
    return bp.Network.create([n, 4, 2], activation="tanh", output="sigmoid", rng=1, dtype=dtype)


moderate = st.floats(-3, 3, allow_subnormal=False)
batches = st.integers(1, 5).flatmap(lambda m: arrays(np.float64, (3, m), elements=moderate))


@repeatable
@given(X0=batches, activation=st.sampled_from(list(oracle.F)))
def test_float32_in_gives_float32_all_the_way(X0, activation):
    net = bp.Network.create([3, 4, 2], activation, output=activation, rng=1, dtype=np.float32)
    X0 = X0.astype(np.float32)
    T = np.full((2, X0.shape[1]), 0.5, np.float32)
    for loss in bp.losses.BY_NAME.values():
        assert {array.dtype.name for array in sweep(net, X0, T, loss)} == {"float32"}


def test_float32_network_keeps_its_precision_whatever_the_precision_of_the_data():
    X0, T = np.ones((3, 2)), np.full((2, 2), 0.5)
    assert {array.dtype.name for array in sweep(small_net(dtype=np.float32), X0, T)} == {"float32"}
    assert {array.dtype.name for array in sweep(small_net(), np.float32(X0), np.float32(T))} == {
        "float64"
    }


def test_float32_network_keeps_its_precision_under_an_eta_that_numpy_made():
    X0, T = np.ones((3, 2)), np.full((2, 2), 0.5)
    eta = np.logspace(-2, 0, 3)[1]
    assert {array.dtype.name for array in sweep(small_net(dtype=np.float32), X0, T, eta=eta)} == {
        "float32"
    }


VIEWS = {
    "Fortran order": np.asfortranarray,
    "every second column": lambda X: np.repeat(X, 2, axis=1)[:, ::2],
    "every second row": lambda X: np.repeat(X, 2, axis=0)[::2],
    "backwards in memory": lambda X: np.array(X[::-1, ::-1])[::-1, ::-1],
    "transposed": lambda X: np.array(X.T, order="C").T,
    "the other byte order": lambda X: X.astype(X.dtype.newbyteorder()),
    "a list of lists": lambda X: X.tolist(),
}


@repeatable
@given(X0=batches, view=st.sampled_from(list(VIEWS)))
def test_the_answer_does_not_depend_on_how_the_data_lies_in_memory(X0, view):
    net, T = small_net(), np.full((2, X0.shape[1]), 0.25)
    assert agree(sweep(net, VIEWS[view](X0), VIEWS[view](T)), sweep(net, X0, T))


@repeatable
@given(
    X0=st.integers(1, 5).flatmap(lambda m: arrays(np.int64, (3, m), elements=st.integers(-5, 5)))
)
def test_whole_numbers_are_computed_with_as_floats(X0):
    T = np.ones((2, X0.shape[1]), int)
    assert agree(sweep(small_net(), X0, T), sweep(small_net(), X0.astype(float), T.astype(float)))


@repeatable
@given(X0=arrays(np.float64, (3,), elements=moderate))
def test_one_sample_may_come_without_its_second_axis(X0):
    T = np.full((2, 1), 0.5)
    assert agree(sweep(small_net(), X0, T), sweep(small_net(), X0[:, np.newaxis], T))


@repeatable
@given(X0=batches)
def test_a_batch_is_its_samples_side_by_side(X0):
    net, T, m = small_net(), np.full((2, X0.shape[1]), 0.5), X0.shape[1]
    whole = bp.forward(net, X0)
    back = bp.backward(net, whole, bp.losses.squared_error.gradient(whole.X[-1], T))
    for s in range(m):
        alone = bp.forward(net, X0[:, s])
        delta = bp.backward(
            net, alone, bp.losses.squared_error.gradient(alone.X[-1], T[:, :1])
        ).delta
        assert agree([X[:, s : s + 1] for X in whole.X], alone.X)
        assert agree([m * delta_l[:, s : s + 1] for delta_l in back.delta], delta)


@repeatable
@given(X0=batches, read_only=st.booleans())
def test_inputs_are_never_changed(X0, read_only):
    net, T = small_net(), np.full((2, X0.shape[1]), 0.5)
    inputs = [X0, T, *net.W, *net.b]
    X0.flags.writeable = T.flags.writeable = not read_only
    before = [array.tobytes() for array in inputs]
    sweep(net, X0, T)
    bp.numerical_gradients(net, bp.losses.squared_error, X0, T)
    bp.train(net, X0, T, bp.losses.squared_error, eta=0.1, epochs=2)
    assert [array.tobytes() for array in inputs] == before


def test_what_the_sweeps_hand_out_is_not_changed_by_the_sweep_after():
    net, X0, T = small_net(), np.ones((3, 2)), np.zeros((2, 2))
    trace = bp.forward(net, X0)
    back = bp.backward(net, trace, bp.losses.squared_error.gradient(trace.X[-1], T))
    made = [*trace.x[1:], *trace.X, *back.delta, *back.dE_dx[1:]]
    before = [array.tobytes() for array in made]
    bp.update(net, bp.gradients(trace, back), 0.1)
    assert [array.tobytes() for array in made] == before


@repeatable
@given(X0=batches, bad=st.sampled_from([np.nan, np.inf, -np.inf]), data=st.data())
def test_data_that_is_not_finite_is_refused_with_its_place(X0, bad, data):
    i, s = data.draw(st.integers(0, 2)), data.draw(st.integers(0, X0.shape[1] - 1))
    X0[i, s] = bad
    with pytest.raises(ValueError) as told:
        bp.forward(small_net(), X0)
    assert f"X0 has {bad} at index ({i}, {s})" in str(told.value)


@pytest.mark.parametrize(
    "shape",
    [(2, 5), (4, 5), (5, 3), (3, 0), (0, 3), (0,), (2,), (4,), (), (3, 1, 1), (1, 3)],
    ids=str,
)
def test_data_of_the_wrong_shape_is_refused_with_both_shapes(shape):
    with pytest.raises(ValueError) as told:
        bp.forward(small_net(), np.ones(shape))
    assert f"X0 has shape {shape}, expected (3, m)" in str(told.value)


@pytest.mark.parametrize(
    "X0",
    [[["1"], ["2"], ["3"]], None, [[1], [2, 3], [4]], [[1j], [2], [3]], [[None], [1], [2]]],
    ids=str,
)
def test_data_that_is_not_numbers_is_refused_by_name(X0):
    with pytest.raises(ValueError, match=r"^X0 h(olds|as)"):
        bp.forward(small_net(), X0)


def test_data_too_large_for_the_precision_of_the_network_is_refused():
    with pytest.raises(ValueError, match="^X0 "):
        bp.forward(small_net(dtype=np.float32), np.full((3, 1), 1e300))


@pytest.mark.parametrize("shape", [(2,), (2, 1), (1, 5), (5, 2), (2, 6), (), (2, 5, 1)], ids=str)
def test_a_delta_of_the_wrong_shape_is_refused_with_both_shapes(shape):
    net = small_net()
    with pytest.raises(ValueError) as told:
        bp.backward(net, bp.forward(net, np.ones((3, 5))), np.ones(shape))
    assert f"delta_L has shape {shape}, expected (2, 5)" in str(told.value)


def test_a_delta_that_is_not_real_numbers_is_refused_by_name():
    net = small_net()
    trace = bp.forward(net, np.ones((3, 1)))
    for delta_L in ([["1"], ["2"]], None, [[1], [2, 3]]):
        with pytest.raises(ValueError, match="^delta_L "):
            bp.backward(net, trace, delta_L)


# RuntimeWarning is an error in these tests
@repeatable
@given(
    X0=st.integers(1, 3).flatmap(
        lambda m: arrays(np.float64, (3, m), elements=st.floats(-1e308, 1e308))
    ),
    f=st.sampled_from(list(oracle.F)),
    loss=st.sampled_from(list(oracle.E)),
)
def test_data_up_to_the_largest_floats_raises_no_warning(X0, f, loss):
    net = bp.Network.create([3, 4, 2], f, output=f, init=bp.starts.normal(2.0), rng=2)
    T = np.full((2, X0.shape[1]), 0.5)
    loss = bp.losses.BY_NAME[loss]
    # train, numerical and the explorers are quiet as a whole; on the page itself a product may warn
    bp.numerical_gradients(net, loss, X0, T)
    with suppress(ValueError):  # E may be infinite before the first step
        bp.train(net, X0, T, loss, eta=0, epochs=1)
    bp.door.quietly(sweep, net, X0, T, loss)
    x, X = bp.door.quietly(bp.forward, net, X0)
    for x_l, X_l in zip(x[1:], X[1:]):
        assert not np.isnan(X_l[np.isfinite(x_l)]).any()


def test_saturation_at_the_largest_floats_ends_at_the_limits():
    net = bp.Network(W=[[[1.0], [-1.0]]], b=[[0.0, 0.0]], f=["tanh"])
    trace = bp.forward(net, [[1e308, -1e308]])
    assert trace.X[1].tolist() == [[1, -1], [-1, 1]]
    assert bp.backward(net, trace, np.ones((2, 2))).delta[0].tolist() == [[0, 0]]


def test_equations_seven_one_and_five_on_numbers_small_enough_for_the_margin():
    net = bp.Network(W=[[[1, 2], [3, 4]], [[5, 6]]], b=[[1, -20], [2]], f=["relu", "identity"])
    trace = bp.forward(net, [[1, 2], [1, 3]])
    assert trace.x[1].tolist() == [[4, 9], [-13, -2]]
    assert trace.X[2].tolist() == [[22, 47]]
    back = bp.backward(net, trace, [[1, 10]])
    assert back.delta[1].tolist() == [[5, 50], [6, 60]]
    assert back.dE_dx[1].tolist() == [[5, 50], [0, 0]]
    assert back.delta[0].tolist() == [[5, 50], [10, 100]]
    grads = bp.gradients(trace, back)
    assert [W.tolist() for W in grads.W] == [[[105, 155], [0, 0]], [[94, 0]]]
    assert [b.tolist() for b in grads.b] == [[[55], [0]], [[11]]]
