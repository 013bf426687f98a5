"""What the bug zoo says: what E does, what the check finds, where first, what a guess is told."""

import numpy as np
import pytest

from bpkit import broken
from bpkit.explorers.bug_zoo import words
from bpkit.explorers.bug_zoo.model import Choice, SideBySide, Task

XOR = Task("xor", [2, 8, 8, 1], "tanh", 0)


def trial(name, problem=XOR, eta=1.0):
    return SideBySide.of(Choice(name, 0), problem, eta)


SAID = {
    "f_prime_at_X": (
        "f_prime_at_X: E falls from 0.7 to 0.0106 in 100 epochs (100% of the samples right); by "
        "the right backprop to 0.0139. The gradient check fails: from the output down first at "
        "W[1], the worst relative error is 0.38 in b[1]. Cosine to the right gradient: 0.982."
    ),
    "bias_sign": "E rises from 0.7 to ",
    "bias_mean": "first at b[2], the worst relative error is 1 in ",
    "f_prime_missing_in_recurrence": "from the output down first at W[0], ",
    "weights_missing_in_recurrence": "Cosine to the right gradient: −0.098.",
    "f_prime_missing_output": (
        "The gradient check finds nothing: on this network the mistake changes no gradient."
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_the_line_says_what_there_is_to_see(name):
    assert SAID[name] in words.line(trial(name))


def test_a_loss_that_leaves_the_numbers_is_told():
    wave = Task("wave", [1, 8, 8, 1], "relu", 0)
    line = words.line(trial("updated_weights", wave))
    assert "E leaves the numbers after 4 epochs; by the right backprop to 0.198." in line
    assert "make η smaller" in words.line(trial("updated_weights", wave, eta=100.0))


def test_samples_without_a_class_are_not_called_right():
    assert "samples right" not in words.line(trial("bias_mean", Task("wave", [1, 2, 1], "tanh", 0)))


def with_errors(name, error):
    """Return a trial whose check found one error in W[0], and none elsewhere."""
    t = trial(name, XOR._replace(sizes=[2, 2, 1]))
    check = t.trace.check
    tensors = dict.fromkeys(check.tensors, 0.0) | {"W[0]": error}
    check = check._replace(error=error, where="W[0][0, 1]", tensors=tensors)
    return t._replace(trace=t.trace._replace(check=check))


@pytest.mark.parametrize(
    "error, said",
    [
        (1e-8, "The gradient check finds nothing"),
        (3e-6, "The gradient check is unsure: the worst relative error is 3 · 10⁻⁶ in W[0]."),
        (2e-4, "The gradient check fails: from the output down first at W[0], the worst"),
        (np.inf, "the worst relative error is ∞"),
    ],
)
def test_the_bands_of_the_check_are_those_of_the_words(error, said):
    assert said.replace("∞", "inf") in words.line(with_errors("bias_mean", error)).replace(
        "∞", "inf"
    )


def test_tensors_are_told_from_the_output_down():
    names = [*trial("bias_mean").trace.errors]
    assert names == ["W[2]", "b[2]", "W[1]", "b[1]", "W[0]", "b[0]"]
    assert trial("f_prime_missing_hidden").trace.failing == ["W[1]", "b[1]", "W[0]", "b[0]"]


def hidden(name):
    """Return a trial in which the backprop called name is hidden."""
    number = next(n for n in range(200) if broken.hidden(n).name == name)
    return SideBySide.of(Choice(None, number), XOR, 1.0)


@pytest.mark.parametrize(
    "secret, guess, said",
    [
        ("bias_mean", "bias_mean", "Yes, it is bias_mean."),
        (
            "bias_mean",
            "f_prime_at_X",
            "No, not f_prime_at_X: with that the check fails at W[1], b[1], W[0], b[0], "
            "here it fails at b[2], b[1], b[0].",
        ),
        ("f_prime_missing_output", "bias_sign", "here it fails nowhere."),
        (
            "bias_sign",
            "bias_mean",
            "No, not bias_mean: it fails at the same tensors, but with a cosine of 0.867, "
            "not of 0.499.",
        ),
    ],
)
def test_a_guess_is_answered_with_what_speaks_against_it(secret, guess, said):
    assert said in words.answer(hidden(secret), guess)


def test_no_two_of_the_ten_are_told_apart_by_nothing_but_other_errors():
    """On the lesson's network the tensors or the cosine decide every guess."""
    traces = [trial(name).trace for name in broken.TEN]
    told = {(tuple(trace.failing), words.cosine(trace)) for trace in traces}
    assert len(told) == 10


def test_the_alt_text_tells_all_three_panels():
    alt = words.alt(trial("wrong_activation_layer"))
    assert "three panels" in alt and "W[2] 0.15, b[2] right, W[1] 0.22, b[1] right" in alt
    assert "layer 3" in alt and "(wrong_activation_layer)" in alt
    assert "(hidden one " in words.alt(hidden("bias_mean"))
