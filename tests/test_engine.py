"""The engine against the page: the same numbers to the last bit, and no call too many.

That holds whatever is trained. Bits are promised for numpy with OpenBLAS on x86-64; elsewhere
the two may differ by 1e-13.
"""

import os
import platform
import signal
import subprocess
import sys
from itertools import islice, product

import numpy as np
import pytest

import bpkit as bp
from bpkit import door
from bpkit.activations import Activation, Tanh
from bpkit.descent import batches, descend
from bpkit.engine import Parameters, Plan
from bpkit.engine.in_place import ACTIVATIONS, LOSSES
from bpkit.losses import SquaredError

from . import oracle

BLAS = np.show_config(mode="dicts")["Build Dependencies"]["blas"]["name"]
TO_THE_LAST_BIT = "openblas" in BLAS and platform.machine().lower() in ("x86_64", "amd64")
ETA, EPOCHS = 0.05, 6
SHAPES = {
    "one neuron, one sample": ([1, 1], 1, None),
    "one layer": ([3, 2], 7, 3),
    "one sample": ([2, 4, 3], 1, None),
    "many samples": ([2, 16, 16, 1], 200, None),
    "batches": ([4, 1, 6, 2], 7, 2),
}
ORDERS = {
    "C": np.ascontiguousarray,
    "F": np.asfortranarray,
    "strided": lambda array: np.repeat(array, 2, axis=1)[:, ::2],
}


def equal(ours, theirs):
    """Return whether two arrays are the same, to the last bit where that is promised."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    if ours.dtype != theirs.dtype or ours.shape != theirs.shape:
        return False
    if TO_THE_LAST_BIT:
        return ours.tobytes() == theirs.tobytes()
    return bool(np.allclose(ours, theirs, rtol=1e-13, atol=1e-300, equal_nan=True))


def all_equal(ours, theirs):
    return all(equal(*pair) for pair in zip(ours, theirs, strict=True))


def arrays(net):
    return [*net.W, *net.b]


def page(net, X0, T, loss, eta, batch_size=None, rng=0):
    """Yield network, E and every δ before the first step and after each epoch: a plain loop."""
    net, X0 = door.forward(net, X0)
    T, m, rng = np.array(T, net.dtype, order="C"), X0.shape[1], np.random.default_rng(rng)
    while True:
        trace = bp.forward(net, X0)
        back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))
        yield net, loss(trace.X[-1], T), back.delta
        whole = batch_size is None or batch_size >= m
        for batch in [np.arange(m)] if whole else batches(m, batch_size, rng):
            X, T_batch = X0.take(batch, axis=1), T.take(batch, axis=1)
            trace = bp.forward(net, X)
            back = bp.backward(net, trace, loss.gradient(trace.X[-1], T_batch))
            net = bp.update(net, bp.gradients(trace, back), eta)


def rms(delta):
    return float(np.sqrt(np.mean(delta.astype(np.longdouble) ** 2)))


def case(sizes, m, f, loss, dtype, order="C"):
    """Return a network whose layers all have activation f, data in a memory order, and the loss."""
    drawn = oracle.draw(np.random.default_rng([3, m]), sizes, ["tanh"] * (len(sizes) - 1), loss, m)
    W, b = ([array.astype(dtype) for array in some] for some in (drawn.W, drawn.b))
    X0, T = (ORDERS[order](array.astype(dtype)) for array in (drawn.X0, drawn.T))
    return bp.Network(W, b, [f] * len(W)), X0, T, bp.losses.BY_NAME[loss]


def trained_as_the_page_says(net, X0, T, loss, batch_size):
    """Assert that E, δ and every kept network of train are those of the plain loop."""
    history = bp.train(net, X0, T, loss, ETA, EPOCHS, batch_size, rng=5, keep=range(EPOCHS + 1))
    plain = islice(page(net, X0, T, loss, ETA, batch_size, rng=5), EPOCHS + 1)
    for k, (expected, E, delta) in enumerate(plain):
        assert equal(history.E[k], np.float64(E)), f"E after epoch {k}"
        assert all_equal(arrays(history.nets[k]), arrays(expected)), f"the network after epoch {k}"
        assert history.delta_rms[k] == pytest.approx(
            [rms(d) for d in delta], rel=8 * float(np.finfo(net.dtype).eps)
        )
    assert history.steps == EPOCHS * (1 if batch_size is None else -(-X0.shape[1] // batch_size))


# every activation and loss on every shape in both precisions; every memory order once for each
# shape and loss
CASES = [
    (*key, "C") for key in product(bp.activations.BY_NAME, bp.losses.BY_NAME, SHAPES, ("f8", "f4"))
]
CASES += [("tanh", *key) for key in product(bp.losses.BY_NAME, SHAPES, ("f8",), ("F", "strided"))]


@pytest.mark.parametrize(("f", "loss", "shape", "dtype", "order"), CASES)
def test_train_gives_the_numbers_of_the_page(f, loss, shape, dtype, order):
    sizes, m, batch_size = SHAPES[shape]
    trained_as_the_page_says(*case(sizes, m, f, loss, dtype, order), batch_size)


def test_the_comparison_notices_a_last_bit():
    one = np.array([1.0, 2.0])
    assert equal(one, one.copy()) and not equal(one, np.float32(one)) and not equal(one, one[:1])
    assert equal(one, np.nextafter(one, 3)) is not TO_THE_LAST_BIT
    assert equal([0.0], [-0.0]) is not TO_THE_LAST_BIT


def test_on_another_kernel_of_openblas_the_engine_is_the_page_too():
    program = (
        "from tests.test_engine import *\n"
        "for f in ('tanh', 'relu'):\n"
        "    for sizes, m, batch_size in SHAPES.values():\n"
        "        trained_as_the_page_says(*case(sizes, m, f, 'cross_entropy', 'f8'), batch_size)\n"
        "print('equal')"
    )
    env = os.environ | {"OPENBLAS_CORETYPE": "Haswell"}
    run = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True)
    assert (run.stdout, run.returncode) == ("equal\n", 0), run.stderr


EXTREMES = [
    0.0,
    -0.0,
    5e-324,
    -5e-324,
    1e-310,
    1.7e308,
    -1.7e308,
    np.inf,
    -np.inf,
    np.nan,
    37.0,
    -37.0,
    800.0,
]


@pytest.mark.parametrize("dtype", ["f8", "f4"])
@pytest.mark.parametrize("kind", ACTIVATIONS)
def test_a_recipe_gives_f_and_the_product_with_f_prime_at_the_ends_of_the_floats(kind, dtype):
    f, rng = kind(), np.random.default_rng(0)
    with np.errstate(all="ignore"):
        x = np.concatenate([EXTREMES, 10 * rng.standard_normal(2000)]).astype(dtype)[np.newaxis]
        X, delta, room = x.copy(), rng.standard_normal(x.shape).astype(dtype), np.empty_like(x)
        expected = f(x), delta * f.prime(x)
        output, passed = ACTIVATIONS[kind](X, delta, room)
        for make in (*output, *passed):
            make()
    # a NaN has many bit patterns, and any of them says the same
    for ours, theirs in zip((X, delta), expected):
        nan = np.isnan(theirs)
        assert np.array_equal(np.isnan(ours), nan) and equal(ours[~nan], theirs[~nan])


@pytest.mark.parametrize("dtype", ["f8", "f4"])
@pytest.mark.parametrize("kind", LOSSES)
def test_a_recipe_of_a_loss_gives_E_and_delta_L_where_the_outputs_are_far_out(kind, dtype):
    loss, T = kind(), np.eye(3, dtype=dtype)[:, [0, 1, 2, 0]]
    for scale in (1e-30, 1.0, 1e3, 1e18):
        X = (scale * np.random.default_rng(0).standard_normal((3, 4))).astype(dtype)
        delta = np.empty_like(X)
        calls, slope, E = LOSSES[kind](X, T, delta)
        door.quietly(lambda some: [make() for make in some], [*calls, *slope])  # noqa: B023
        assert equal(np.float64(E()), np.float64(loss(X, T))) and equal(delta, loss.gradient(X, T))


class Namesake(Activation):
    name = "tanh"

    def f(self, x):
        return x / (1 + np.abs(x))

    def prime(self, x):
        return 1 / (1 + np.abs(x)) ** 2


Namesake.__name__ = Namesake.__qualname__ = "Tanh"


class Steeper(Tanh):
    def f(self, x):
        return np.tanh(2 * x)

    def prime(self, x):
        return 2 * (1 - self(x) ** 2)


class Doubled(SquaredError):  # noqa: N818
    def E(self, X, T):
        return 2 * super().E(X, T)

    def dE_dX(self, X, T):
        return 2 * super().dE_dX(X, T)


@pytest.mark.parametrize("f", [Namesake(), Steeper(), bp.activations.LeakyReLU(0.3)], ids=repr)
@pytest.mark.parametrize("loss", [SquaredError(), Doubled()], ids=repr)
@pytest.mark.parametrize("batch_size", [None, 3])
def test_a_namesake_or_a_subclass_is_trained_as_it_is_written(f, loss, batch_size):
    net, X0, T, _ = case([2, 4, 2], 7, f, "squared_error", "f8")
    trained_as_the_page_says(net, X0, T, loss, batch_size)


def test_what_a_learners_loss_has_kept_is_not_written_over():
    class Keeping(SquaredError):  # noqa: N818
        def dE_dX(self, X, T):
            kept.append((X, X.copy()))
            return super().dE_dX(X, T)

    kept = []
    net, X0, T, _ = case([2, 4, 2], 7, "tanh", "squared_error", "f8")
    bp.train(net, X0, T, Keeping(), ETA, 3)
    assert len(kept) == 4 and all(np.array_equal(X, then) for X, then in kept)


def plan_of(f, loss, m=5, sizes=(3, 4, 2), **options):
    """Return a Plan that holds its data, every other array of it filled with junk."""
    net, X0, T, loss = case(list(sizes), m, f, loss, "f8")
    plan = Plan(Parameters(net), loss, m, ETA, **options)
    plan.load(X0, T)
    spoil(plan)
    return plan, (net, X0, T, loss)


def scratch(plan):
    """Return every array that a plan's calls write to, but for theta."""
    held = {id(plan.X[0]), id(plan.T)}
    found = {}
    for call in (*plan.sweep, *plan.descend):
        for array in (
            *call.make.args,
            *call.make.keywords.values(),
            getattr(call.make.func, "__self__", None),
        ):
            if (
                isinstance(array, np.ndarray)
                and array.flags.writeable
                and array.size
                and array.ndim
            ):
                found[id(array)] = array
    theta = plan.parameters.theta
    return [a for i, a in found.items() if i not in held and not np.shares_memory(a, theta)
            and not any(np.shares_memory(a, b) for b in (plan.X[0], plan.T))]  # fmt: skip


def spoil(plan):
    """Fill every array of a plan with junk that no result can be: what is read unwritten shows."""
    for array in scratch(plan):
        array[...] = True if array.dtype == bool else np.nan
    for array in scratch(plan):
        if array.dtype == bool:
            array.flat[::2] = False


PLANS = [
    ("tanh", "squared_error"),
    ("relu", "cross_entropy"),
    ("sigmoid", "squared_error"),
    ("softplus", "logistic"),
]


def outcome(plan, net):
    """Return E, θ, and squares of a plan after one step from net, or None if it cannot step."""
    plan.parameters.theta[...] = Parameters(net).theta
    spoil(plan)
    try:
        E = door.quietly(plan.step)
        door.quietly(plan.measure)
    except Exception:  # a call that was dropped may leave nothing to go on with
        return None
    return E, plan.parameters.theta.tobytes(), plan.squares.tobytes()


@pytest.mark.parametrize("record", [False, True])
@pytest.mark.parametrize(("f", "loss"), PLANS)
def test_no_call_of_a_plan_may_be_dropped(f, loss, record):
    plan, (net, *_) = plan_of(f, loss, record=record)
    right = outcome(plan, net)
    sweeping, descending = list(plan.sweeping), list(plan.descending)
    assert outcome(plan, net) == right
    missed = []
    for part, calls in (("sweeping", sweeping), ("descending", descending)):
        for i in range(len(calls)):
            setattr(plan, part, calls[:i] + calls[i + 1 :])
            if outcome(plan, net) == right:
                missed.append(
                    (plan.sweep + plan.descend)[i + (part == "descending") * len(sweeping)].line
                )
        setattr(plan, part, calls)
    assert missed == []


@pytest.mark.parametrize(("f", "loss"), PLANS)
def test_printed_a_plan_is_the_program_of_a_step(f, loss):
    plan, (net, X0, T, loss) = plan_of(f, loss, record=True)
    L = net.depth
    names = {
        "W": list(net.W),
        "b": list(net.b),
        "f": net.f,
        "loss": loss,
        "T": T,
        "eta": ETA,
        "np": np,
    }
    names |= {
        "x": [None] * (L + 1),
        "X": [X0, *[None] * L],
        "delta": [None] * (L + 1),
        "dE_dx": [None] * (L + 1),
    }
    names |= {"dE_dW": [None] * L, "dE_db": [None] * L, "squares": [None] * (L + 1)}
    exec(repr(plan), names)
    E = plan.step()
    assert equal(np.float64(E), np.float64(names["E"]))
    assert all_equal([*plan.parameters.W, *plan.parameters.b], [*names["W"], *names["b"]])
    assert plan.squares == pytest.approx(names["squares"], rel=1e-15)


def test_the_lines_of_a_plan_are_those_of_the_page():
    plan, _ = plan_of("tanh", "squared_error", sizes=(2, 2))
    shown = "\n".join(bp.show(f).source for f in (bp.forward, bp.backward, bp.gradients, bp.update))
    lines = repr(plan).replace("[1]", "[l + 1]").replace("[0]", "[l]").splitlines()
    page_lines = [
        line.strip() for line in shown.replace("net.", "").replace("grads.", "dE_d").splitlines()
    ]
    of_the_loss = ("E = ", "delta[l + 1] = loss")
    for line in lines:
        written = any(there.startswith(line) for there in page_lines)
        there = line.replace("dE_dW)", "dE_dW)").replace("dE_db)", "dE_db)")
        assert written or there in page_lines or line.startswith(of_the_loss), line


def test_a_step_makes_no_array_as_large_as_a_layer():
    import tracemalloc

    plan, _ = plan_of("tanh", "squared_error", m=300, sizes=(20, 40, 40, 10))
    plan.step()
    tracemalloc.start()
    plan.step()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * 300 * 40


def test_a_loss_that_is_not_finite_leaves_the_parameters_where_they_are():
    plan, _ = plan_of("identity", "squared_error")
    plan.X[0][0, 0] = np.inf
    before = plan.parameters.theta.copy()
    assert not np.isfinite(door.quietly(plan.step))
    assert np.array_equal(plan.parameters.theta, before)


def test_later_steps_change_neither_an_epoch_nor_the_callers_arrays():
    net, X0, T, loss = case([2, 4, 2], 7, "tanh", "squared_error", "f8")
    epochs, kept = descend(net, X0, T, loss, ETA, 3), []
    for epoch in islice(epochs, 4):
        kept.append((epoch, epoch.theta.copy(), epoch.E))
        X0 += 1  # and what the caller does to its own data later is not seen by the training
    again = [epoch.E for epoch in islice(descend(net, X0 - 4, T, loss, ETA, 3), 4)]
    assert [E for *_, E in kept] == pytest.approx(again, rel=1e-12)
    for epoch, theta, E in kept:
        assert np.array_equal(epoch.theta, theta)
        assert loss(bp.forward(epoch.net, X0 - 4).X[-1], T) == pytest.approx(E, rel=1e-12)
        with pytest.raises(ValueError, match="read-only"):
            epoch.net.W[0][0, 0] = 1


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no timer that interrupts")
def test_no_interrupt_tears_an_epoch_or_leaves_numpy_quiet():
    net, X0, T, loss = case([2, 4, 1], 20, "tanh", "squared_error", "f8")
    rng, state, seen = np.random.default_rng(0), np.geterr(), []
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    whole = bp.train(net, X0, T, loss, 0.01, 3000, keep=range(3001)).nets

    def endlessly():
        for epoch in descend(net, X0, T, loss, 0.01):
            seen[:] = [epoch]

    try:
        for _ in range(300):
            with pytest.raises(KeyboardInterrupt):
                signal.setitimer(signal.ITIMER_REAL, rng.uniform(1e-4, 4e-3))
                door.quietly(endlessly)
            signal.setitimer(signal.ITIMER_REAL, 0)
            if seen:
                k = seen[0].steps
                assert k <= 3000 and all_equal(arrays(seen[0].net), arrays(whole[k]))
            assert np.geterr() == state
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
