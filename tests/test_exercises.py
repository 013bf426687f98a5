"""An exercise says what is wrong, never stops at a mistake, and calls no wrong answer right."""

import numpy as np
import pytest

from bpkit.exercises import check
from bpkit.exercises.tasks import TASKS

RIGHT = {
    "total_input": lambda W, b, X: W @ X + b,
    "update": lambda W, dE_dW, eta: W - eta * dE_dW,
    "bridge": lambda delta, f_prime: delta * f_prime,
    "recurrence": lambda W, delta_next, f_prime_next: W.T @ (delta_next * f_prime_next),
    "weight_gradient": lambda delta_next, f_prime_next, X: (delta_next * f_prime_next) @ X.T,
    "bias_gradient": lambda delta_next, f_prime_next: (delta_next * f_prime_next).sum(
        axis=1, keepdims=True
    ),
}
WRONG = {
    "total_input": lambda W, b, X: W @ X - b,
    "update": lambda W, dE_dW, eta: W + eta * dE_dW,
    "bridge": lambda delta, f_prime: delta,
    "recurrence": lambda W, delta_next, f_prime_next: W.T @ delta_next,
    "weight_gradient": lambda delta_next, f_prime_next, X: delta_next @ X.T,
    "bias_gradient": lambda delta_next, f_prime_next: (delta_next * f_prime_next).mean(
        axis=1, keepdims=True
    ),
}


def test_every_task_has_an_answer_here():
    assert set(RIGHT) == set(WRONG) == set(TASKS)


@pytest.mark.parametrize("name", TASKS)
def test_the_equation_is_right_and_a_mistake_in_it_is_not(name):
    assert check(name, RIGHT[name]).right
    assert not check(name, WRONG[name]).right
    assert "numbers are not" in repr(check(name, WRONG[name]))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "Not yet"),
        (lambda W, delta_next, f_prime_next: None, "returned nothing"),
        (lambda W, delta_next, f_prime_next: "delta", "returned a str"),
        (lambda W, delta_next, f_prime_next: [[1], [1, 2]], "expected an array of numbers"),
        (lambda W, delta_next, f_prime_next: (W.T @ (delta_next * f_prime_next)).T, "expected ("),
        (lambda W, delta_next, f_prime_next: W @ delta_next, "stopped with ValueError"),
        (lambda W, delta_next: W, "called as (W, delta_next, f_prime_next)"),
        (lambda W, delta_next, f_prime_next: np.nan * (W.T @ delta_next), "numbers are not"),
    ],
)
def test_each_kind_of_mistake_gets_its_sentence(answer, words):
    verdict = check("recurrence", answer)
    assert not verdict.right
    assert words in repr(verdict)


def test_an_answer_that_changes_its_arguments_is_told_so():
    def greedy(W, delta_next, f_prime_next):
        delta_next *= f_prime_next
        return W.T @ delta_next

    assert "changed one of its arguments" in repr(check("recurrence", greedy))


def test_an_unknown_task_is_an_error_that_lists_the_known_ones():
    with pytest.raises(ValueError, match="recurrence"):
        check("recurence", None)
