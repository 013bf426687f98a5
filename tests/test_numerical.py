import numpy as np
import pytest

import bpkit as bp
from bpkit.activations import Tanh
from bpkit.losses import Logistic, squared_error
from bpkit.numerical import SCHEMES, GradientCheck, nudged
from bpkit.propagation import Gradients

from . import oracle

SMOOTH = ["identity", "sigmoid", "tanh", "softplus", "silu", "gelu"]


def exact(net, loss, X0, T):
    """Return the gradients by backpropagation."""
    trace = bp.forward(net, X0)
    return bp.gradients(trace, bp.backward(net, trace, loss.gradient(trace.X[-1], T)))


def tensors(grads):
    return [*grads.W, *grads.b]


def worst(one, other):
    return max(oracle.scaled_error(a, b) for a, b in zip(tensors(one), tensors(other)))


def cases(activation, loss, count):
    """Return networks on which nudging can be exact to 1e-8.

    No tensor vanishes: rounding puts an error of a few 1e-16 E / h = 1e-11 E on every entry, so the
    largest of a tensor must reach 1e-2 E. No total input is near a kink: a nudge of 1e-5 does not
    carry one over a kink that is 1e-3 away.
    """
    found, seed = [], 0
    while len(found) < count:
        rng = np.random.default_rng(
            [seed, list(oracle.F).index(activation), list(oracle.E).index(loss)]
        )
        sizes = [*rng.integers(1, 5, rng.integers(1, 4)), rng.integers(2, 4)]
        case = oracle.draw(
            rng,
            sizes,
            [activation] * (len(sizes) - 2) + ["identity"],
            loss,
            int(rng.integers(1, 4)),
        )
        net, judge = bp.Network(case.W, case.b, case.f), bp.losses.BY_NAME[loss]
        grads, seed = exact(net, judge, case.X0, case.T), seed + 1
        x, X = bp.forward(net, case.X0)
        smallest = min(np.abs(tensor).max() for tensor in tensors(grads))
        if (
            smallest > 1e-2 * max(1, judge(X[-1], case.T))
            and oracle.kink_distance(x, case.f) > 1e-3
        ):
            found.append((net, judge, case.X0, case.T))
    return found


@pytest.mark.parametrize("loss", oracle.E)
@pytest.mark.parametrize("activation", oracle.F)
def test_central_differences_agree_with_backward_to_1e_8(activation, loss):
    for case in cases(activation, loss, 20):
        assert worst(bp.numerical_gradients(*case, h=1e-5), exact(*case)) <= 1e-8


@pytest.mark.parametrize("loss", oracle.E)
@pytest.mark.parametrize("activation", SMOOTH)
def test_the_complex_step_agrees_with_backward_to_1e_13(activation, loss):
    for case in cases(activation, loss, 20):
        assert (
            worst(bp.numerical_gradients(*case, h=1e-20, scheme="complex"), exact(*case)) <= 1e-13
        )


@pytest.mark.parametrize("activation", ["relu", "leaky_relu"])
def test_the_complex_step_agrees_away_from_kinks_too(activation):
    for case in cases(activation, "squared_error", 20):
        assert (
            worst(bp.numerical_gradients(*case, h=1e-20, scheme="complex"), exact(*case)) <= 1e-13
        )


@pytest.mark.parametrize(("scheme", "order"), [("forward", 1), ("central", 2)])
def test_the_error_of_a_difference_falls_with_its_power_of_h(scheme, order):
    for case in cases("tanh", "cross_entropy", 5):
        coarse, fine = (
            worst(bp.numerical_gradients(*case, h=h, scheme=scheme), exact(*case))
            for h in (1e-2, 1e-3)
        )
        assert np.log10(coarse / fine) == pytest.approx(order, abs=0.1)


def test_below_its_best_h_rounding_takes_over():
    case = cases("tanh", "squared_error", 1)[0]
    best, too_small = (
        worst(bp.numerical_gradients(*case, h=h), exact(*case)) for h in (1e-5, 1e-12)
    )
    assert too_small > 1e3 * best


def test_gradients_by_nudging_have_the_shapes_and_the_precision_of_the_parameters():
    for dtype in (np.float32, np.float64):
        net = bp.Network.create([3, 2, 1], dtype=dtype)
        for scheme in SCHEMES:
            grads = bp.numerical_gradients(
                net, squared_error, np.ones((3, 2)), np.ones((1, 2)), scheme=scheme
            )
            assert [g.shape for g in tensors(grads)] == [p.shape for p in (*net.W, *net.b)]
            assert {g.dtype for g in tensors(grads)} == {np.dtype(dtype)}


@pytest.mark.parametrize(
    ("scheme", "passes"), [("forward", "P + 1"), ("central", "2 P"), ("complex", "P")]
)
def test_nudging_costs_the_forward_passes_that_the_lesson_counts(scheme, passes, monkeypatch):
    calls = {"loss": 0, "forward": 0}

    class Counted(Logistic):
        def __call__(self, X, T):
            calls["loss"] += 1
            return super().__call__(X, T)

    def counted(net, X0):
        calls["forward"] += 1
        return bp.forward(net, X0)

    monkeypatch.setattr(bp.numerical, "forward", counted)
    net = bp.Network.create([2, 3, 1])
    P = net.n_parameters
    bp.numerical_gradients(net, Counted(), np.ones((2, 4)), np.ones((1, 4)), scheme=scheme)
    expected = {"P + 1": P + 1, "2 P": 2 * P, "P": P}[passes]
    assert calls == {"loss": expected, "forward": expected}


def test_nudging_leaves_the_network_as_it_was():
    net = bp.Network.create([2, 3, 1])
    before = [array.tobytes() for array in (*net.W, *net.b)]
    for scheme in SCHEMES:
        bp.numerical_gradients(net, squared_error, np.ones((2, 4)), np.ones((1, 4)), scheme=scheme)
    assert [array.tobytes() for array in (*net.W, *net.b)] == before


@pytest.mark.parametrize(
    "scheme, steps", [("forward", [1e-3]), ("central", [1e-3, -1e-3]), ("complex", [1e-3j])]
)
def test_each_pass_sees_the_network_with_one_parameter_nudged_and_all_others_in_place(
    scheme, steps, monkeypatch
):
    seen = []

    def seeing(net, X0):
        seen.append(np.concatenate([array.ravel() for array in (*net.W, *net.b)]))
        return bp.forward(net, X0)

    monkeypatch.setattr(bp.numerical, "forward", seeing)
    net, loss, X0, T = square_case()
    bp.numerical_gradients(net, loss, X0, T, h=1e-3, scheme=scheme)
    theta = np.concatenate([array.ravel() for array in (*net.W, *net.b)])
    here = [theta] if scheme == "forward" else []
    expected = [theta + step * e for e in np.eye(theta.size) for step in steps]
    assert sorted(p.tolist() for p in np.array(seen).view(float)) == sorted(
        p.tolist() for p in np.array(expected + here, seen[0].dtype).view(float)
    )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_slope_is_that_of_the_nudged_network(scheme, dtype):
    net, loss, X0, T = square_case()
    net = bp.Network([W.astype(dtype) for W in net.W], [b.astype(dtype) for b in net.b], net.f)
    grads = bp.numerical_gradients(net, loss, X0, T, h=1e-3, scheme=scheme)

    def slope(l, name, index):
        def E(step):
            return loss(bp.forward(nudged(net, l, name, index, step), X0).X[-1], T)

        return dtype(SCHEMES[scheme](E, 1e-3))

    for l, name in ((0, "W"), (1, "W"), (0, "b"), (1, "b")):
        found = getattr(grads, name)[l]
        assert all(found[index] == slope(l, name, index) for index in np.ndindex(found.shape))


def test_what_a_loss_has_kept_is_not_written_over():
    net, loss, X0, T = square_case()
    kept = []

    def keeping(X, T):
        kept.append((X, X.tobytes()))
        return loss(X, T)

    bp.numerical_gradients(net, keeping, X0, T)
    assert [X.tobytes() for X, _ in kept] == [was for _, was in kept]


def test_a_loss_that_fails_halfway_leaves_the_network_as_it_was():
    net, loss, X0, T = square_case()
    before = [array.tobytes() for array in (*net.W, *net.b)]
    calls = []

    def failing(X, T):
        calls.append("once more")
        return loss(X, T) / (len(calls) != 7)

    with pytest.raises(ZeroDivisionError):
        bp.numerical_gradients(net, failing, X0, T)
    assert len(calls) == 7 and [array.tobytes() for array in (*net.W, *net.b)] == before


@pytest.mark.parametrize("h", [0, -1e-5, np.nan, np.inf, "1e-5", None, 1j])
def test_an_h_that_is_no_positive_number_is_refused_by_name(h):
    with pytest.raises(ValueError, match="^h is .*expected a positive number"):
        bp.numerical_gradients(bp.Network.create([1, 1]), squared_error, [[1]], [[1]], h=h)


@pytest.mark.parametrize("scheme", ["Central", "", None, 2])
def test_an_unknown_scheme_is_refused_with_the_known_names(scheme):
    with pytest.raises(
        ValueError, match="scheme .* is not known, expected one of: forward, central, complex"
    ):
        bp.numerical_gradients(
            bp.Network.create([1, 1]), squared_error, [[1]], [[1]], scheme=scheme
        )


@pytest.mark.parametrize("function", [bp.numerical_gradients, bp.check_gradients])
def test_data_that_does_not_fit_is_refused_before_anything_is_nudged(function):
    net = bp.Network.create([2, 1])
    with pytest.raises(ValueError) as told:
        function(net, squared_error, np.ones((3, 4)), np.ones((1, 4)))
    assert "X0 has shape (3, 4), expected (2, m)" in str(told.value)
    with pytest.raises(ValueError) as told:
        function(net, squared_error, np.ones((2, 4)), np.ones((4, 1)))
    assert "T has shape (4, 1), expected (1, 4)" in str(told.value)


@pytest.mark.parametrize("loss", oracle.E)
@pytest.mark.parametrize("activation", oracle.F)
def test_the_check_calls_the_right_gradients_right(activation, loss):
    for case in cases(activation, loss, 20):
        report = bp.check_gradients(*case)
        assert report.verdict.startswith("right"), report


def planted(grads, name, l, change):
    """Return gradients of which one tensor is changed."""
    parts = {"W": list(grads.W), "b": list(grads.b)}
    parts[name][l] = change(parts[name][l])
    return Gradients(**parts)


def square_case():
    """Return a case that is 3 wide all over, so that no planted error shows in a shape."""
    case = oracle.draw(
        np.random.default_rng(3), [3, 3, 3], ["tanh", "identity"], "squared_error", m=3
    )
    return bp.Network(case.W, case.b, case.f), squared_error, case.X0, case.T


PLANTED = {
    "the other sign": lambda g: -g,
    "a sum for a mean": lambda g: 3 * g,
    "twice": lambda g: 2 * g,
    "one percent": lambda g: 1.01 * g,
    "nothing": np.zeros_like,
    "upside down": lambda g: g[::-1],
    "nan": lambda g: g * np.nan,
    "infinity": lambda g: g * np.inf,
}


@pytest.mark.parametrize("tensor", [("W", 0), ("W", 1), ("b", 0), ("b", 1)], ids=str)
@pytest.mark.parametrize("error", PLANTED)
def test_the_check_fails_on_a_planted_error_and_names_the_tensor(error, tensor):
    case = square_case()
    name, l = tensor
    report = bp.check_gradients(*case, grads=planted(exact(*case), name, l, PLANTED[error]))
    assert report.verdict.startswith("wrong")
    assert report.where.startswith(f"{name}[{l}][")
    assert report.error > 1e-3
    wrong = {tensor for tensor, error in report.tensors.items() if error > 1e-3}
    assert wrong == {f"{name}[{l}]"} and report.tensors[f"{name}[{l}]"] == report.error
    assert [*report.tensors] == ["W[0]", "W[1]", "b[0]", "b[1]"]


@pytest.mark.parametrize("index", [(0, 0), (1, 2), (2, 1)])
@pytest.mark.parametrize("l", [0, 1])
def test_the_check_says_which_entry_is_off(l, index):
    case = square_case()

    def change(g):
        changed = g.copy()
        changed[index] += 0.1
        return changed

    report = bp.check_gradients(*case, grads=planted(exact(*case), "W", l, change))
    assert report.where == f"W[{l}]{list(index)}"
    assert report.verdict.startswith("wrong")


def test_the_check_sees_a_transposed_square_gradient():
    case = square_case()
    report = bp.check_gradients(*case, grads=planted(exact(*case), "W", 0, np.transpose))
    assert report.verdict.startswith("wrong") and report.where.startswith("W[0]")


def test_the_check_asks_for_a_closer_look_at_a_small_difference():
    case = square_case()
    report = bp.check_gradients(
        *case, grads=planted(exact(*case), "W", 1, lambda g: g * (1 + 1e-5))
    )
    assert report.error == pytest.approx(1e-5, rel=0.01)
    assert report.verdict.startswith("look closer")


def test_the_error_is_the_largest_gap_over_the_largest_entry():
    case = square_case()
    grads = exact(*case)
    shifted = planted(grads, "b", 1, lambda g: g + 0.25)
    a = grads.b[1] + 0.25
    assert bp.check_gradients(*case, grads=shifted).error == pytest.approx(
        0.25 / max(np.abs(a).max(), np.abs(grads.b[1]).max()), rel=1e-6
    )


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_one_entry_that_is_not_finite_is_wrong_and_found(bad):
    case = square_case()

    def change(g):
        changed = g.copy()
        changed[2, 1] = bad
        return changed

    report = bp.check_gradients(*case, grads=planted(exact(*case), "W", 0, change))
    assert report.verdict.startswith("wrong") and report.where == "W[0][2, 1]"


def test_right_gradients_that_vanish_are_not_called_wrong():
    # δ falls by a factor of about 4 a layer: at the input it is lost in the rounding of
    # E(θ + h) − E(θ − h)
    net = bp.Network.create([2] + [4] * 12 + [1], activation="sigmoid", rng=0)
    X0 = np.random.default_rng(0).standard_normal((2, 3))
    assert bp.check_gradients(net, squared_error, X0, np.zeros((1, 3))).verdict.startswith(
        "look closer"
    )


def test_a_small_error_in_a_large_tensor_is_found_beside_the_rounding_of_tensors_that_vanish():
    net = bp.Network.create([2] + [4] * 12 + [1], activation="sigmoid", rng=0)
    X0, T = np.random.default_rng(0).standard_normal((2, 3)), np.zeros((1, 3))
    grads = planted(exact(net, squared_error, X0, T), "W", 12, lambda g: 1.0005 * g)
    report = bp.check_gradients(net, squared_error, X0, T, grads=grads)
    assert report.verdict.startswith("wrong") and report.where.startswith("W[12]")


def test_right_gradients_in_float32_are_not_called_wrong():
    for seed in range(10):
        net = bp.Network.create([2, 3, 1], rng=seed, dtype=np.float32)
        X0 = np.random.default_rng(seed).standard_normal((2, 5))
        report = bp.check_gradients(net, squared_error, X0, np.zeros((1, 5)))
        assert not report.verdict.startswith("wrong"), report


def test_a_planted_error_in_float32_is_found():
    net = bp.Network.create([2, 3, 1], rng=0, dtype=np.float32)
    X0, T = np.random.default_rng(0).standard_normal((2, 5)), np.ones((1, 5))
    grads = planted(exact(net, squared_error, X0, T), "W", 0, np.negative)
    assert bp.check_gradients(net, squared_error, X0, T, grads=grads).verdict.startswith("wrong")


def test_a_tensor_that_is_0_on_both_sides_is_right():
    net = bp.Network.create([2, 3, 1])
    assert not exact(net, squared_error, [0, 0], [[1]]).W[0].any()
    assert bp.check_gradients(net, squared_error, [0, 0], [[1]]).verdict.startswith("right")


def test_right_gradients_at_a_perfect_fit_are_not_called_wrong():
    net = bp.Network(W=[[[1.0]], [[0.0]]], b=[[0.0], [1.0]], f=["tanh", "identity"])
    report = bp.check_gradients(net, squared_error, [[0.5]], [[1.0]])
    assert not report.verdict.startswith("wrong"), report


@pytest.mark.parametrize("name", ["W", "b"])
def test_gradients_of_other_shapes_are_refused_with_both(name):
    case = square_case()
    with pytest.raises(ValueError) as told:
        bp.check_gradients(*case, grads=planted(exact(*case), name, 0, np.ravel))
    shapes = [g.shape for g in getattr(exact(*case), name)]
    assert f"grads.{name} has shapes {[(shapes[0][0] * shapes[0][1],), shapes[1]]}" in str(
        told.value
    )
    assert f"expected {shapes}" in str(told.value)


def test_a_missing_layer_is_refused():
    case = square_case()
    grads = exact(*case)
    with pytest.raises(ValueError, match="^grads.W has shapes"):
        bp.check_gradients(*case, grads=Gradients(grads.W[:1], grads.b))


def test_gradients_may_be_lists_of_numbers():
    case = square_case()
    grads = exact(*case)
    lists = Gradients([W.tolist() for W in grads.W], [b.tolist() for b in grads.b])
    assert bp.check_gradients(*case, grads=lists) == bp.check_gradients(*case)


def test_the_report_reads_as_a_sentence():
    report = GradientCheck(3e-9, "W[0][1, 2]")
    assert repr(report) == f"worst relative error 3.0e-09 in W[0][1, 2]: {report.verdict}"
    assert [
        GradientCheck(error, "").verdict.split(":")[0]
        for error in (0, 1e-7, 1e-6, 1e-4, 2e-4, np.inf)
    ] == [
        "right",
        "right",
        "look closer",
        "look closer",
        "wrong",
        "wrong",
    ]


XOR = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0.0, 1, 1, 0]])


def test_entries_whose_nudge_crosses_a_kink_are_left_out_and_counted():
    net = bp.Network.create([2, 4, 1], activation="relu", rng=0)
    report = bp.check_gradients(net, "logistic", *XOR)
    assert report and report.kinked == 4
    assert "4 entries left out, where a nudge crosses a kink" in repr(report)
    grads = planted(exact(net, bp.losses.logistic, *XOR), "W", 1, lambda g: 1.1 * g)
    assert bp.check_gradients(net, "logistic", *XOR, grads=grads).verdict.startswith("wrong")


def test_a_network_without_biases_is_checked_by_its_weights():
    case = square_case()
    W = exact(*case).W
    for b in (None, [None, None], [exact(*case).b[0], None]):
        assert bp.check_gradients(*case, grads=Gradients(W, b))
    assert not bp.check_gradients(*case, grads=Gradients([2 * w for w in W], None))


SUM = "a sum over the 3 samples"
FACTORS = [
    (-1, "the sign of every gradient is turned: right if you add the step"),
    (2, "is 2 times as large: a loss without its ½ ("),
    (-2, "is 2 times as large: a loss without its ½; the sign of every gradient is turned"),
    (0.5, "is 0.5 times as large: one ½ too many"),
    (3, f"is 3 times as large: {SUM}, where E is their mean"),
    (-6, f"is 6 times as large: {SUM}, of a loss without its ½; the sign"),
    (1 / 3, "0.3333 times as large: divided by the 3 samples twice, or divided by the 3 outputs"),
    (0, "every gradient is 0: has your function filled them?"),
    (1.5, "bp.diagnose(net, loss, X0, T, dW=…, db=…) looks for the mistake by name"),
]


@pytest.mark.parametrize("k, words", FACTORS)
@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_one_sign_or_factor_on_all_gradients_is_said(k, words, bare, dtype):
    case = square_case()
    grads = exact(*case)
    W, b = [dtype(k * w) for w in grads.W], [dtype(k * b) for b in grads.b]
    report = bp.check_gradients(*case, grads=Gradients(W, None if bare else b))
    assert not report and words in repr(report)
    assert ("(error ≤ 1e-7 → right; else ≤ 1e-4 → look closer" in repr(report)) == (
        dtype == np.float64
    )


def test_one_sample_and_one_output_are_no_factor():
    net = bp.Network.create([2, 3, 1], rng=0)
    X0, T = np.ones((2, 1)), [[0.3]]
    grads = exact(net, squared_error, X0, T)
    turned = Gradients([-w for w in grads.W], [-b for b in grads.b])
    note = bp.check_gradients(net, squared_error, X0, T, grads=turned).note
    assert note.startswith("the sign of every gradient is turned")
    twice = Gradients([2 * w for w in grads.W], [2 * b for b in grads.b])
    note = bp.check_gradients(net, squared_error, X0, T, grads=twice).note
    assert note == "every gradient is 2 times as large: a loss without its ½"


def test_two_samples_and_a_missing_half_are_both_said():
    net = bp.Network.create([2, 3, 1], rng=0)
    X0, T = np.array([[1.0, 2], [0, 1]]), [[0.3, 0.2]]
    grads = exact(net, squared_error, X0, T)
    twice = Gradients([2 * w for w in grads.W], [2 * b for b in grads.b])
    note = bp.check_gradients(net, squared_error, X0, T, grads=twice).note
    assert "a loss without its ½, or a sum over the 2 samples" in note


def test_a_factor_in_one_tensor_is_none_of_all():
    case = square_case()
    grads = exact(*case)
    report = bp.check_gradients(*case, grads=Gradients([2 * grads.W[0], grads.W[1]], grads.b))
    assert "as large" not in report.note


def test_a_factor_is_found_beside_kinks():
    net = bp.Network.create([2, 4, 1], activation="relu", rng=0)
    grads = exact(net, bp.losses.logistic, *XOR)
    turned = Gradients([-w for w in grads.W], [-b for b in grads.b])
    report = bp.check_gradients(net, "logistic", *XOR, grads=turned)
    assert report.kinked == 4 and "the sign of every gradient is turned" in report.note


class Wrong(Tanh):
    name = "wrong"

    def prime(self, x):
        return 1 - x


def test_whose_gradients_are_wrong_is_told_with_where_to_look():
    net = bp.Network.create([2, 3, 1], activation=Wrong(), rng=0)
    report = bp.check_gradients(net, squared_error, np.ones((2, 1)), [[0.3]])
    assert "look at the prime of your activation" in report.note
    case = square_case()
    close = planted(exact(*case), "W", 1, lambda g: g * (1 + 1e-5))
    assert "ask again with h=1e-4" in bp.check_gradients(*case, grads=close).note
    assert bp.check_gradients(*case).note == ""


def crossed(net, X0, h):
    """Return for every entry whether its two nudges lie on other sides of a kink, one by one."""
    found = {}
    for name in "Wb":
        for l, p in enumerate(getattr(net, name)):
            for index in np.ndindex(p.shape):
                x = [bp.forward(nudged(net, l, name, index, s), X0).x[1:] for s in (h, -h)]
                found[name, l, index] = any(
                    (np.sign(a - kink) != np.sign(b - kink)).any()
                    for a, b, f in zip(*x, net.f)
                    for kink in f.kinks
                )
    return found


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "tanh"])
def test_the_kinks_are_those_of_a_search_of_its_own_and_cost_no_sweep(activation, seed):
    net = bp.Network.create([2, 3, 2, 1], activation=activation, rng=seed)
    X0, T = np.random.default_rng(seed).standard_normal((2, 4)), np.ones((1, 4))
    X0[:, 0] = 0
    watching, tally = bp.cost.watch(net)
    report = bp.check_gradients(watching, squared_error, X0, T)
    expected = crossed(net, X0, 1e-5)
    assert report.kinked == sum(expected.values()) and report
    assert (report.kinked > 0) == (activation != "tanh")
    assert tally.forward == 1 + 2 * net.n_parameters
    for (name, l, index), kinked in expected.items():
        off = planted(exact(net, squared_error, X0, T), name, l, np.copy)
        getattr(off, name)[l][index] += 1
        assert bool(bp.check_gradients(net, squared_error, X0, T, grads=off)) == kinked


def test_where_every_nudge_crosses_a_kink_nothing_is_called_right():
    net = bp.Network([[[0.0]]], [[0.0]], ["relu"])
    report = bp.check_gradients(net, squared_error, [[1.0]], [[1.0]])
    assert report.kinked == 2 and not report and "nothing is judged" in report.note
    assert report.verdict.startswith("look closer")


def test_a_nudge_that_ends_on_a_kink_has_crossed_it():
    net = bp.Network([[[-1e-5]], [[1.0]]], [[0.0], [0.5]], ["relu", "identity"])
    assert bp.check_gradients(net, squared_error, [[1.0]], [[0.3]]).kinked == 2


def test_a_number_that_is_none_is_found_at_a_kink_too():
    net = bp.Network.create([2, 4, 1], activation="relu", rng=0)
    grads = planted(exact(net, bp.losses.logistic, *XOR), "b", 0, lambda g: g * np.nan)
    report = bp.check_gradients(net, "logistic", *XOR, grads=grads)
    assert report.verdict.startswith("wrong") and report.where.startswith("b[0]")


def test_a_factor_is_found_within_the_rounding_of_float32():
    case = square_case()
    rng = np.random.default_rng(0)
    noisy = [
        [np.float32(-g * (1 + 1e-5 * rng.uniform(-1, 1, g.shape))) for g in part]
        for part in exact(*case)
    ]
    assert "sign" in bp.check_gradients(*case, grads=Gradients(*noisy)).note


def test_a_right_gradient_beside_a_large_E_is_not_called_wrong():
    net = bp.Network([[[0.5]]], [[0.1]], ["identity"])
    report = bp.check_gradients(net, squared_error, [[1e-9]], [[1e6]])
    assert not report.verdict.startswith("wrong"), report


def test_one_entry_that_is_left_out_is_one():
    assert "1 entry left out" in repr(GradientCheck(0.0, "W[0][0, 0]", 1))


def test_half_precision_cannot_be_checked():
    net = bp.Network.create([2, 3, 1], dtype=np.float16)
    with pytest.raises(ValueError, match="^net is in float16"):
        bp.check_gradients(net, squared_error, np.ones((2, 1)), [[1.0]])


@pytest.mark.parametrize("seed", range(10))
def test_ten_percent_in_float32_is_wrong_and_the_right_gradient_is_right(seed):
    net = bp.Network.create([2, 3, 1], rng=seed, dtype=np.float32)
    X0, T = np.random.default_rng(seed).standard_normal((2, 5)), np.ones((1, 5))
    grads = exact(net, squared_error, X0, T)
    assert bp.check_gradients(net, squared_error, X0, T)
    off = Gradients([np.float32(1.1) * w for w in grads.W], [np.float32(1.1) * b for b in grads.b])
    assert bp.check_gradients(net, squared_error, X0, T, grads=off).verdict.startswith("wrong")


def test_a_check_is_true_only_for_right():
    assert [bool(GradientCheck(error, "")) for error in (0, 1e-7, 1e-6, 1e-4, 1, np.inf)] == [
        True,
        True,
    ] + [False] * 4
