import numpy as np
import pytest

import bpkit as bp
from bpkit.cost import Tally
from bpkit.numerical import SCHEMES

from . import oracle


def networks(count=12):
    """Return networks of each depth up to 4 and width up to 5, their data, sizes and samples."""
    for seed in range(count):
        rng = np.random.default_rng(seed)
        sizes, m = [int(n) for n in rng.integers(1, 6, 2 + seed % 4)], int(rng.integers(1, 5))
        f = [str(name) for name in rng.choice([*oracle.F], len(sizes) - 1)]
        case = oracle.draw(rng, sizes, f, "squared_error", m)
        yield bp.Network(case.W, case.b, case.f), case.X0, case.T, sizes, m


def sweep(net, X0, T, loss=bp.losses.squared_error):
    trace = bp.forward(net, X0)
    back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))
    return [*trace.x[1:], *trace.X, *back.delta, *back.dE_dx[1:], *bp.gradients(trace, back).W]


def test_a_sweep_costs_exactly_what_is_predicted():
    for net, X0, T, sizes, m in networks():
        watched, tally = bp.cost.watch(net)
        sweep(watched, X0, T)
        assert tally == bp.cost.by_sweep(sizes, m), f"{net}, {m} samples"


@pytest.mark.parametrize("loss", bp.losses.BY_NAME)
@pytest.mark.parametrize("f", bp.activations.BY_NAME)
def test_no_activation_and_no_loss_ends_the_watch(f, loss):
    for sizes in ([3, 2], [3, 4, 4, 2]):
        watched, tally = bp.cost.watch(bp.Network.create(sizes, f, f))
        sweep(watched, np.ones((3, 5)), np.full((2, 5), 0.5), bp.losses.BY_NAME[loss])
        assert tally == bp.cost.by_sweep(sizes, 5)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nudging_costs_exactly_what_is_predicted(scheme):
    for net, X0, T, sizes, m in networks():
        watched, tally = bp.cost.watch(net)
        bp.numerical_gradients(watched, bp.losses.squared_error, X0, T, scheme=scheme)
        assert tally == bp.cost.by_nudging(sizes, m, scheme), f"{net}, {m} samples"


def test_each_function_costs_its_part():
    X0, T = np.ones((2, 4)), np.ones((1, 4))
    watched, tally = bp.cost.watch(bp.Network.create([2, 3, 1]))
    trace = bp.forward(watched, X0)
    assert tally == Tally(1, 0, 4 * (3 * 2 + 1 * 3))
    back = bp.backward(watched, trace, bp.losses.squared_error.gradient(trace.X[-1], T))
    assert tally == Tally(1, 1, 2 * 4 * (3 * 2 + 1 * 3))
    bp.gradients(trace, back)
    assert tally == Tally(1, 1, 3 * 4 * (3 * 2 + 1 * 3))
    bp.forward(watched, X0[:, :1])
    assert tally == Tally(2, 1, (3 * 4 + 1) * (3 * 2 + 1 * 3))


@pytest.mark.parametrize("scheme, passes", [("forward", 14), ("central", 26), ("complex", 13)])
def test_the_prediction_for_thirteen_parameters(scheme, passes):
    assert bp.cost.by_nudging([2, 3, 1], 4, scheme) == Tally(passes, 0, passes * 4 * 9)
    assert bp.cost.by_sweep([2, 3, 1], 4) == Tally(1, 1, 3 * 4 * 9)


def test_the_prediction_for_a_hundred_million_parameters_is_exact():
    cost = bp.cost.by_nudging([10**4] * 3, 10**6)
    assert cost.forward == 2 * 10**8 + 2 * 10**4 + 1
    assert cost.multiply_adds == cost.forward * 2 * 10**14


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_watch_changes_no_number(dtype):
    for net, X0, T, *_ in networks():
        net = bp.Network([W.astype(dtype) for W in net.W], [b.astype(dtype) for b in net.b], net.f)
        watched, _ = bp.cost.watch(net)
        for mine, plain in zip(sweep(watched, X0, T), sweep(net, X0, T)):
            assert mine.dtype == plain.dtype and mine.tobytes() == plain.tobytes()


def test_the_watch_is_on_the_network_that_was_returned_alone():
    net = bp.Network.create([2, 3, 1])
    _, first = bp.cost.watch(net)
    watched, second = bp.cost.watch(net)
    bp.forward(net, np.ones((2, 4)))
    assert first == second == Tally(0, 0, 0)
    bp.forward(watched, np.ones((2, 4)))
    assert (first, second) == (Tally(0, 0, 0), Tally(1, 0, 36))
    assert {type(array) for array in (*net.W, *net.b)} == {np.ndarray}
    assert not any(array.flags.writeable for array in (*watched.W, *watched.b))


PRODUCTS = {
    "matmul": lambda W, X: np.matmul(W, X),
    "into a buffer": lambda W, X: np.matmul(W, X, out=np.empty((3, 5))),
    "into a buffer that is watched": lambda W, X: np.matmul(W, X, out=W[:, :1] * np.ones(5)),
    "from the right": lambda W, X: X.T @ W.T,
    "by a copy": lambda W, X: W.copy() @ X,
    "by a choice": lambda W, X: np.where(W > 0, W, 0) @ X,
    "by a part and the rest": lambda W, X: (W[:1] @ X, W[1:] @ X),
    "by a sum": lambda W, X: (W + 1) @ X,
    "by what was added to in place": lambda W, X: np.add(W, 1, out=W.copy()) @ X,
}


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_product_is_counted_however_it_is_written(product):
    watched, tally = bp.cost.watch(bp.Network.create([2, 3]))
    PRODUCTS[product](watched.W[0], np.ones((2, 5)))
    assert tally.multiply_adds == 3 * 2 * 5


def test_a_stack_of_products_is_counted_whole():
    watched, tally = bp.cost.watch(bp.Network.create([2, 3]))
    product = watched.W[0] @ np.ones((7, 2, 5))
    assert product.shape == (7, 3, 5) and tally.multiply_adds == 7 * 3 * 2 * 5


def test_what_is_no_product_costs_nothing():
    watched, tally = bp.cost.watch(bp.Network.create([2, 2]))
    W = watched.W[0]
    assert (W * W + 1).sum() > 0 and np.isfinite(W).all() and W.T.T.tolist() == W.tolist()
    assert tally == Tally(0, 0, 0)


def test_a_buffer_comes_back_as_it_is():
    watched, _ = bp.cost.watch(bp.Network.create([2, 3]))
    buffer = np.empty((3, 5))
    assert np.matmul(watched.W[0], np.ones((2, 5)), out=buffer) is buffer
    assert (buffer == np.asarray(watched.W[0]) @ np.ones((2, 5))).all()


@pytest.mark.parametrize("predict", [bp.cost.by_nudging, bp.cost.by_sweep])
@pytest.mark.parametrize(
    "sizes, m, told",
    [
        ([3], 1, "sizes has 1 entries, expected at least two"),
        ([], 1, "sizes has 0 entries, expected at least two"),
        ([3, 0], 1, "sizes is or holds 0"),
        ([3, 2.5], 1, "sizes is or holds 2.5"),
        ([3, 2], 0, "m is or holds 0"),
        ([3, 2], "4", "m is or holds '4'"),
    ],
)
def test_a_prediction_of_nonsense_is_refused_by_name(predict, sizes, m, told):
    with pytest.raises(ValueError, match=told):
        predict(sizes, m)


def test_an_unknown_scheme_is_refused_with_the_known_names():
    with pytest.raises(
        ValueError, match="scheme 'best' is not known, expected one of: forward, central, complex"
    ):
        bp.cost.by_nudging([2, 1], 1, "best")


def test_seconds_are_the_median_of_the_repeats(monkeypatch):
    clock = iter([0, 5, 10, 11, 20, 22])
    monkeypatch.setattr(bp.cost, "perf_counter", lambda: next(clock))
    calls = []
    assert bp.cost.seconds(lambda: calls.append("once"), repeats=3) == 2
    assert len(calls) == 3


@pytest.mark.parametrize("repeats", [0, -1, 2.0, None])
def test_repeats_that_make_no_sense_are_refused(repeats):
    with pytest.raises(ValueError, match="repeats is or holds"):
        bp.cost.seconds(lambda: None, repeats=repeats)
