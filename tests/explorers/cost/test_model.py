"""A comparison: counts, of one network and of the same one narrower and wider."""

from bpkit.cost import by_nudging, by_sweep
from bpkit.explorers.cost.growth import n_parameters
from bpkit.explorers.cost.model import GPT2, Comparison
from bpkit.plots.cost import COUNTED

from .holding import Held


def test_a_sweep_takes_three_multiply_adds_a_weight_and_sample_and_nudging_one_a_sweep():
    nudging, backprop = Comparison.of([5, 4, 3], 6, "central").rows
    assert len(nudging) == len(backprop) == len(COUNTED)
    assert (nudging[-1], backprop[-1]) == (2 * n_parameters([5, 4, 3]), 3)


def test_gpt_2_small_has_as_many_parameters_as_its_matrices_say():
    n = 768
    block = 2 * n + 3 * n * (n + 1) + n * (n + 1) + 2 * n + 4 * n * (n + 1) + n * (4 * n + 1)
    assert GPT2 == (50_257 + 1_024) * n + 12 * block + 2 * n


def test_gpt_2_small_takes_a_multiply_add_a_parameter_and_token():
    nudging, backprop = Comparison.of([2, 3, 1], 4, "forward").far
    assert nudging.multiply_adds == (GPT2 + 1) * 4 * GPT2
    assert backprop.multiply_adds == 3 * 4 * GPT2


def test_relatives_are_found_once_for_the_same_layers():
    first = Comparison.of([2, 3, 1], 4, "forward")
    assert Comparison.of([2, 3, 1], 5, "central", before=first).relatives is first.relatives
    other = Comparison.of([2, 6, 1], 4, "forward", before=first)
    assert other == Comparison.of([2, 6, 1], 4, "forward")


def test_it_is_shown_in_multiply_adds_until_the_speed_is_known_and_then_in_seconds():
    compared = Comparison.of([2, 3, 1], 4, "forward")
    tallies = by_nudging([2, 3, 1], 4), by_sweep([2, 3, 1], 4)
    counts = [tally.multiply_adds for tally in tallies]
    assert (compared.ended, compared.unit) == (True, "count")
    assert compared.amounts(compared.tallies) == counts
    measuring = compared.to_measure(Held())
    assert (measuring.ended, measuring.unit) == (False, "count")
    known = measuring.advanced()
    assert (known.ended, known.unit) == (False, "seconds")
    assert known.amounts(tallies) == [known.speed.seconds(tally) for tally in tallies]
