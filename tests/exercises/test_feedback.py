"""What learners typically hand in, and what they are told: the mistake, by its name."""

import numpy as np
import pytest

from bpkit.exercises import check
from bpkit.exercises.catalogue import ROWS
from bpkit.exercises.catalogue.sweep import sweep
from bpkit.exercises.catalogue.training import climbing


def looped(W, delta_next, f_prime_next, add=True, turned=False):
    """Return (5) by three loops; with `=` for `+=`, or with W_ij for W_ji, on demand."""
    delta = np.zeros((W.shape[1], delta_next.shape[1]))
    for i in range(W.shape[1]):
        for s in range(delta_next.shape[1]):
            for j in range(W.shape[0]):
                term = delta_next[j, s] * f_prime_next[j, s] * (W[i, j] if turned else W[j, i])
                delta[i, s] = delta[i, s] + term if add else term
    return delta


# as in the readers' notes: the exercise, an answer, the mistake, and a word of the sentence
TOLD = [
    ("recurrence", lambda W, d, f: W @ (d * f), "no_transpose", "W.T"),
    ("recurrence", lambda W, d, f: np.dot(W, d * f), "no_transpose", "W.T"),
    ("recurrence", lambda W, d, f: np.matmul(W, np.multiply(d, f)), "no_transpose", "W.T"),
    ("recurrence", lambda W, d, f: looped(W, d, f, turned=True), "no_transpose", "W.T"),
    ("recurrence", lambda W, d, f: W.T @ d, "f_prime_missing_in_recurrence", "f′"),
    ("recurrence", lambda W, d, f: (W.T @ d) * f, "f_prime_wrong_layer", "layer l+1"),
    ("recurrence", lambda W, d, f: -(W.T @ (d * f)), "sign", "sign"),
    ("recurrence", lambda W, d, f: W.T @ (d * f**2), "f_prime_twice", "twice"),
    ("recurrence", lambda W, d, f: (W.T @ (d * f)) / len(d.T), "mean_twice", "1/m"),
    ("recurrence", lambda W, d, f: looped(W, d, f, add=False), "last_one_only", "+="),
    ("recurrence", lambda W, d, f: (W.T @ (d * f)).T, "transposed_result", "on their side"),
    ("recurrence", lambda W, d, f: d * f @ W, "order_of_the_product", "changed places"),
    ("weight_gradient", lambda d, f, X: d @ X.T, "f_prime_missing_in_weight_gradient", "f′"),
    ("weight_gradient", lambda d, f, X: d * f @ X.T / X.shape[1], "mean_twice", "m"),
    ("weight_gradient", lambda d, f, X: X @ (d * f).T, "weight_gradient_transposed", "transpose"),
    ("weight_gradient", lambda d, f, X: d * f * X, "outer_product_missing", "every δ"),
    ("bias_gradient", lambda d, f: (d * f).mean(axis=1, keepdims=True), "bias_mean", "mean"),
    ("bias_gradient", lambda d, f: (d * f).mean(axis=1), "bias_mean", "mean"),
    ("bias_gradient", lambda d, f: d.sum(1, keepdims=True), "f_prime_missing_in_bias_gradient", ""),
    ("bias_gradient", lambda d, f: d * f, "bias_not_summed", "summed"),
    ("bias_gradient", lambda d, f: (d * f).sum(axis=0), "bias_summed_over_neurons", "neurons"),
    ("bias_gradient", lambda d, f: (d * f).sum(), "summed_over_all", "axis=1"),
    ("total_input", lambda W, b, X: W.T @ X + b, "transposed_weights", "row"),
    ("total_input", lambda W, b, X: W @ X, "bias_missing", "b"),
    ("total_input", lambda W, b, X: X @ W + b, "order_of_the_product", "column"),
    ("total_input", lambda W, b, X: W * X + b, "entry_by_entry", "@"),
    ("update", lambda W, g, eta: W + eta * g, "sign", "uphill"),
    ("update", lambda W, g, eta: W - g, "eta_missing", "η"),
    ("bridge", lambda d, f: d @ f, "matrix_product", "entry by entry"),
    ("bridge", lambda d, f: d / f, "divided", "product"),
    ("bridge", lambda d, f: d, "f_prime_missing", "f′"),
    ("delta_of_the_data", 0.0961, "no_transpose", "column"),
    ("delta_of_the_data", 0.0699, "f_prime_missing_in_recurrence", "f′"),
    ("answer_at_zero", 0.2, "bias_missing", "biases"),
    ("answer_at_zero", 0.42, "activation_missing", "three digits"),
    ("passes", 27, "", "not 27"),
    ("passes", 26, "biases_missing", "biases"),
    ("passes", 32, "first_pass_missing", "E(θ)"),
    ("held_still", -0.195, "both_paths", "sum"),
    ("held_still", 0.359, "sign", "sign"),
    ("delta_by_nudging_the_data", 0.17, "sign", "sign"),
    ("paths", (2, 8, 2), "one_layer_only", "hidden"),
    ("steps", 375, "parts_of_a_step", "12.5"),
    ("thousand_times", 2999, "forward_difference", "forward difference"),
    ("share_of_the_data", 1 / 3, "one_of_three", "third"),
    ("share_of_the_data", 0.33, "one_of_three", "third"),
    ("planted_in_the_loop", climbing, "sign", "climbs"),
]


@pytest.mark.parametrize("case", range(len(TOLD)), ids=lambda k: f"{TOLD[k][0]}-{TOLD[k][2]}-{k}")
def test_a_typical_mistake_is_told(case):
    name, answer, mistake, words = TOLD[case]
    verdict = check(name, answer)
    assert not verdict and verdict.mistake == mistake and words in verdict.sentence, verdict


def test_a_second_mistake_does_not_hide_the_first():
    """Shapes and exceptions still tell of it, where they are those of one known mistake alone."""
    told = [
        check("recurrence", lambda W, d, f: W @ d),
        check("weight_gradient", lambda d, f, X: X @ d.T),
        check("bias_gradient", lambda d, f: d.sum(axis=0, keepdims=True)),
    ]
    assert [verdict.mistake for verdict in told] == [
        "no_transpose",
        "weight_gradient_transposed",
        "bias_summed_over_neurons",
    ]
    assert all("another way as well" in verdict.sentence for verdict in told)


@pytest.mark.parametrize(
    ("replaced", "names"),
    [
        ({"slope": lambda x, X: X}, ["stands where f′"]),
        ({"bias": lambda d, dE_dx: -dE_dx.sum(axis=1, keepdims=True)}, ["other sign"]),
        (
            {
                "down": lambda d, dE_dx, W: W @ dE_dx,
                "weights": lambda d, dE_dx, X, W: d @ X.T,
            },
            ["no f′", "not by its transpose"],
        ),
        ({"top": lambda X, T: 2 * (X - T) / T.shape[1]}, ["without ½"]),
    ],
)
def test_a_whole_sweep_is_diagnosed(replaced, names):
    verdict = check("whole_sweep", sweep(**replaced))
    assert not verdict and verdict.mistake and all(name in verdict.sentence for name in names)


@pytest.mark.parametrize("number", [0.32, 0.26, 0.244])
def test_the_share_is_asked_for_exactly_enough(number):
    assert not check("share_of_the_data", number)


def test_points_are_the_share_of_the_cases_that_are_right():
    row = ROWS["bias_gradient"]
    verdict = check("bias_gradient", lambda d, f: row.reference(d, f) / d.shape[1])
    assert verdict.points == pytest.approx(1 / len(row.cases())) and not verdict
    assert check("bias_gradient", row.reference).points == 1


def test_a_verdict_is_true_only_when_right():
    with pytest.raises(AssertionError):
        assert check("update", lambda W, g, eta: W + eta * g)
    assert check("update", lambda W, g, eta: W - eta * g)


def test_every_wrong_answer_says_where_to_read_on():
    verdict = check("update", lambda W, g, eta: 3 * W)
    assert "Equation (2), lesson 02" in verdict.sentence
    assert 'bp.exercises.hint("update")' in verdict.sentence
