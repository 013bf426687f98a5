"""What a slope lets through, in words: each state of a neuron has its sentence."""

import pytest

from bpkit.explorers.slope.model import passage
from bpkit.explorers.slope.words import alt, line


def test_the_line_is_what_enters_and_what_leaves():
    assert line(passage("sigmoid", 1.0, -1.5)) == (
        "x = 1, X = 0.7311, f′(x) = 0.197. δ = −1.5 enters, δ f′(x) = (−1.5) · 0.197 = −0.295 "
        "leaves. 19.7 % of δ leaves."
    )


CASES = [
    ("relu", -1, "f is flat here, f′ = 0: nothing leaves, though δ need not be 0."),
    ("relu", -1, "If x is below 0 for every sample, the neuron is dead."),
    ("relu", 0, "x stands on the kink of relu, where f′ jumps from 0 to 1; the course takes 0."),
    ("leaky_relu", 0, "the kink of leaky_relu, where f′ jumps from 0.01 to 1; the course takes"),
    ("leaky_relu", -3, "1 % of δ leaves."),
    ("relu", 2, "f′ is 1: all of δ leaves."),
    ("gelu", 1.5, "f′ is above 1 here: more leaves than enters."),
    ("gelu", -1, "f′ is negative here: δ leaves with the other sign."),
    ("silu", -20, "Saturated: less than a hundredth of δ leaves."),
    ("gelu", -39, "Saturated: nothing of δ leaves."),
    ("sigmoid", 10, "Saturated: less than a hundredth of δ leaves."),
    ("sigmoid", 20, "X(1 − X) has run low on digits: 7 digits of f′ are right."),
    ("tanh", -12, "1 − X² has run low on digits: 6 digits of f′ are right."),
    ("tanh", 20, "1 − X² gives 0 in 64 bits; the slope is 1.7 · 10⁻¹⁷. It has run out of digits."),
]


@pytest.mark.parametrize("f, x, told", CASES)
def test_the_state_is_told(f, x, told):
    assert told in line(passage(f, float(x), 1.0))


@pytest.mark.parametrize("f, x, untold", [
    ("sigmoid", -20, "digits"), ("sigmoid", 5, "digits"), ("relu", 0, "dead"),
    ("relu", 2, "Saturated"), ("leaky_relu", -9, "Saturated"), ("elu", -1, "flat"),
])  # fmt: skip
def test_what_is_not_so_is_not_said(f, x, untold):
    assert untold not in line(passage(f, float(x), 1.0))


def test_alt_text_has_no_rounding_noise():
    passed = passage("tanh", 12.0, 1.0)
    for noise in (1e-16, 3e-15):
        assert alt(passed._replace(f_prime=noise, dE_dx=noise)) == alt(
            passed._replace(f_prime=0.0, dE_dx=0.0)
        )
    assert "δ = 1, which enters" in alt(passed)
