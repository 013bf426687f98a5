"""Numbers in sentences: powers of ten, and no digit that is rounding noise."""

import pytest

from bpkit.explorers.frame.notation import digits, power, steady


@pytest.mark.parametrize("v, n, text", [
    (0.0882465271014, 12, "0.0882465271014"), (-1.25e-7, 8, "−1.25 · 10⁻⁷"), (-0.5, 3, "−0.5"),
])  # fmt: skip
def test_digits_holds_as_many_as_are_wanted(v, n, text):
    assert digits(v, n) == text


@pytest.mark.parametrize("v, n, text", [
    (0.012, 2, "1.2 · 10⁻²"), (1.8e-8, 1, "2 · 10⁻⁸"), (0.123, 2, "0.12"), (3.04, 1, "3"),
    (-12.3, 2, "−12"), (0, 1, "0"), (1230.0, 2, "1.2 · 10³"), (float("inf"), 2, "inf"),
])  # fmt: skip
def test_a_power_of_ten_stands_where_a_number_is_far_from_1(v, n, text):
    assert power(v, n) == text


@pytest.mark.parametrize("v, noise, text", [
    (-1e-17, 1e-12, "0"), (0.1234, 1e-2, "0.12"), (-0.0235392, 4e-13, "−0.02354"),
    (2e-3, 1e-2, "0"), (float("nan"), 1e-12, "nan"), (12.345, 20.0, "0"),
])  # fmt: skip
def test_no_digit_below_the_noise_is_written(v, noise, text):
    assert steady(v, noise=noise) == text
