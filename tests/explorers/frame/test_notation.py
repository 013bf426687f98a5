"""How numbers are written: times, counts, powers of ten, one minus sign."""

import pytest

from bpkit.explorers.frame.notation import amount, digits, duration


@pytest.mark.parametrize(
    "seconds, words",
    [
        (2.5e-8, "0.025 microseconds"),
        (3.14159e-5, "31 microseconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (90, "1.5 minutes"),
        (7200, "2 hours"),
        (86400 * 41, "41 days"),
        (365.25 * 86400 * 34.4, "34 years"),
        (365.25 * 86400, "1 year"),
        (365.25 * 86400 * 1.2e6, "1.2 million years"),
        (365.25 * 86400 * 4.6e13, "46,000 billion years"),
    ],
)
def test_a_time_is_told_in_the_largest_unit_that_it_fills(seconds, words):
    assert duration(seconds) == words


@pytest.mark.parametrize(
    "count, text",
    [
        (0, "0"),
        (1234, "1,234"),
        (999_999_999, "999,999,999"),
        (10**9, "1.00 · 10⁹"),
        (46455219445611456, "4.65 · 10¹⁶"),
    ],
)
def test_a_count_that_is_long_is_told_by_its_power_of_ten(count, text):
    assert amount(count) == text


@pytest.mark.parametrize(
    "value, n, text",
    [
        (0, 3, "0"),
        (0.25, 3, "0.25"),
        (-1.71813, 3, "−1.72"),
        (3024, 3, "3,020"),
        (-3024, 3, "−3,020"),
        (4.55123e6, 3, "4.55 · 10⁶"),
        (-1.2e-5, 2, "−1.2 · 10⁻⁵"),
        (1e-5, 1, "1 · 10⁻⁵"),
        (99.96, 3, "100"),
    ],
)
def test_a_number_has_so_many_digits_and_a_power_of_ten_where_it_is_long(value, n, text):
    assert digits(value, n) == text
