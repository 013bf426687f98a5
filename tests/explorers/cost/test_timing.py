"""What is timed: a predicted time is made of three measured numbers, and no slice is long."""

import pytest

from bpkit.cost import Tally
from bpkit.explorers.cost.growth import n_parameters
from bpkit.explorers.cost.timing import Point, Speed, Stopwatch, timed

from .holding import TICK, Held, to_measure


def test_a_predicted_time_is_made_of_three_measured_numbers():
    speed = Speed(forward=0.5, backward=0.25, rate=100.0)
    assert speed.seconds(Tally(4, 2, 1000)) == 4 * 0.5 + 2 * 0.25 + 10


def test_the_rate_is_multiply_adds_a_second_and_a_start_is_what_the_narrowest_network_takes():
    first = to_measure([2, 3, 1]).advanced()
    assert first.speed == Speed(TICK, 0.0, 768 * 768 * 2 / TICK)
    assert not first.points and not first.ended


def test_a_timing_goes_on_to_its_end():
    last = to_measure([2, 3, 1]).advanced().advanced()
    assert last.ended and [point.P for point in last.points] == [13]


@pytest.mark.parametrize("slice, whole", [(1e9, True), (1e-12, False)])
def test_what_would_take_too_long_is_scaled_up_from_one_pass(slice, whole):
    passes = n_parameters([2, 3, 1]) + 1
    nudging = TICK if whole else passes * TICK
    assert timed([2, 3, 1], 3, "forward", Held(slice)) == Point(13, nudging, TICK, whole)


def test_an_action_is_repeated_as_often_as_fits_in_a_slice():
    done = []
    Stopwatch(slice=1e-9).time(lambda: done.append("once"))
    assert len(done) == 1
    Stopwatch(slice=1e9, most_repeats=5).time(lambda: done.append("again"))
    assert len(done) == 1 + 1 + 5
