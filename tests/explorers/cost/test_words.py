"""A comparison in words: counts first, then times as far as they are known."""

import pytest

from bpkit.explorers.cost.model import Comparison
from bpkit.explorers.cost.words import alt, how_many_times, line

from .holding import Held


def slices(n):
    """Return a comparison after n slices of measuring."""
    compared = Comparison.of([2, 3, 1], 3, "forward").to_measure(Held())
    for _ in range(n):
        compared = compared.advanced()
    return compared


def test_the_line_asks_to_measure_then_says_how_far_it_is():
    assert line(Comparison.of([2, 3, 1], 3, "forward")).endswith(
        "13 parameters: 14 forward sweeps by nudging, 1 forward and 1 backward by backprop; "
        "378 multiply-adds against 81, 4.7 times as many. "
        "Press Measure to learn how long GPT-2 small would take on this machine."
    )
    assert line(slices(0)).endswith("Measuring how fast this machine multiplies …")
    assert "Measuring, 8 networks to go …" in line(slices(2))


def test_the_alt_text_names_the_smallest_and_the_largest_network_that_is_measured():
    assert "are measured" not in alt(slices(1))
    smallest, *_, largest = slices(4).timing.points
    sentence = alt(slices(4)).rsplit(". ", 1)[1]
    assert sentence.startswith("3 networks are measured, nudging and backprop: from ")
    assert f"at {smallest.P:,} parameters to" in sentence
    assert sentence.endswith(f"at {largest.P:,} parameters.")


@pytest.mark.parametrize("ratio, text", [(4.667, "4.7"), (999.9, "999.9"), (1234.5, "1,234")])
def test_a_ratio_has_a_decimal_where_it_counts(ratio, text):
    assert how_many_times(ratio) == text
