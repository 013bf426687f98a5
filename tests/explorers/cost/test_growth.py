"""The same network, narrower and wider."""

import pytest

import bpkit as bp
from bpkit.explorers.cost.growth import n_parameters, relatives, resized


@pytest.mark.parametrize("sizes", [[2, 3, 1], [784, 32, 10], [8] * 33, [300, 2, 300]])
def test_relatives_keep_the_depth_and_come_close_to_the_numbers_asked_for(sizes):
    numbers = [1e4, 1e5, 1e6]
    found = relatives(sizes, numbers)
    assert all(len(one) == len(sizes) for one in found)
    for one, P in zip(found, numbers, strict=True):
        assert P <= n_parameters(one) < 2 * P
    assert n_parameters(resized(sizes, n_parameters(sizes))) == n_parameters(sizes)
    assert relatives(sizes, [1, 1, 2]) == [[1] * len(sizes)]


def test_a_number_of_parameters_is_that_of_the_network():
    assert n_parameters([3, 4, 2]) == bp.Network.create([3, 4, 2]).n_parameters
