"""What the picture of a sweep shows: each number in its corner of the box, what a stop reads."""

import numpy as np
import pytest

from bpkit.explorers.sweep.model import SweepMoment, data, given, mazur
from bpkit.explorers.sweep.stops import NOWHERE, Stop, stops
from bpkit.explorers.sweep.view import focus, lit, values

x, X, SLOPE, delta = range(4)


def test_every_number_stands_in_its_corner_of_the_box():
    X0, T = data([2, 2, 2], 3)
    swept = given(mazur(), X0, T, "squared_error")
    every = stops(swept.sizes)
    found = values(SweepMoment(swept, every, len(every), 1))
    assert np.isnan(found[0][:, [x, SLOPE]]).all()
    for l, layer in enumerate(found):
        assert (layer[:, X] == swept.trace.X[l][:, 1]).all()
        assert (layer[:, delta] == swept.back.delta[l][:, 1]).all()
        assert l == 0 or (layer[:, x] == swept.trace.x[l][:, 1]).all()
        assert l == 0 or (layer[:, SLOPE] == swept.back.dE_dx[l][:, 1]).all()


@pytest.mark.parametrize(
    ("stop", "cells"),
    [
        (NOWHERE, []),
        (Stop("x", 1, 2), [(1, 2, x), (0, 0, X), (0, 1, X)]),
        (Stop("X", 1, 2), [(1, 2, X), (1, 2, x)]),
        (Stop("E"), [(2, 0, X), (2, 1, X)]),
        (Stop("delta", 2, 1), [(2, 1, delta)]),
        (Stop("delta", 1, 2), [(1, 2, delta), (2, 0, SLOPE), (2, 1, SLOPE)]),
        (Stop("dE_dx", 1, 2), [(1, 2, SLOPE), (1, 2, delta), (1, 2, x)]),
        (Stop("dE_dW", 0, 2, 1), [(1, 2, SLOPE), (0, 1, X)]),
        (Stop("dE_db", 0, 2), [(1, 2, SLOPE)]),
    ],
    ids=str,
)
def test_the_cells_that_an_equation_reads_are_framed_the_result_first(stop, cells):
    assert focus([2, 3, 2], stop) == cells


def test_nothing_is_lit_before_the_first_stop_and_only_the_lines_to_E_at_the_loss():
    assert [layer.sum() for layer in lit([2, 3, 2], NOWHERE)] == [0, 0, 0]
    near, far, out = lit([2, 3, 2], Stop("E"))
    assert near.sum() == far.sum() == 0 and out.tolist() == [[2, 2]]
