"""The words of the neuron explorer: one minus sign, powers of ten, no rounding noise."""

import pytest

from bpkit.explorers.neuron.model import passed
from bpkit.explorers.neuron.words import alt, line


def test_the_line_is_equation_1_with_its_numbers():
    assert line(passed(-1, 0, "relu", 1)).startswith(
        "Total input x = w X(0) + b = (−1) · 1 + 0 = −1. Output X = relu(x) = 0."
    )


@pytest.mark.parametrize("w, b, X0", [(-1, 0, 1), (-5, -5, 3), (1.5, -0.5, -1), (5, 2, 3)])
@pytest.mark.parametrize("f", ["sigmoid", "tanh", "leaky_relu", "identity"])
def test_no_number_has_a_hyphen_or_an_e(f, w, b, X0):
    shown = passed(w, b, f, X0)
    for text in (line(shown), alt(shown)):
        words = text.split()
        assert not [word for word in words if word.startswith(("-", "(-")) or "e-" in word]


def test_a_slope_of_rounding_noise_is_0_in_the_alt_text():
    shown = passed(5, 2, "tanh", 3)
    for noise in (-1e-15, 1e-16, 7e-15):
        assert alt(shown._replace(f_prime=noise)) == alt(shown)
    assert alt(shown._replace(f_prime=1e-8)) != alt(shown)


@pytest.mark.parametrize("f, b, told", [
    ("sigmoid", 5, "hardly moves"), ("tanh", 20, "below what 64 bits show"), ("relu", 0, "kink"),
    ("relu", -1, "hardly moves"), ("tanh", 0.5, "reaches the output times 0.786"),
])  # fmt: skip
def test_the_slope_is_told_with_what_it_means(f, b, told):
    assert told in line(passed(1.0, b, f, 0.0))
