"""The values behind the nudge explorer."""

import numpy as np
import pytest

from bpkit.explorers.frame.problem import Problem, Small
from bpkit.explorers.nudge.model import STEPS, NudgedParameter, Parameter, parameters

PROBLEM = Problem.or_example(None, None, None, "squared_error", Small(6, 8, 50))


def test_the_v_has_arms_of_slope_1_2_and_minus_1():
    forward, central = NudgedParameter(PROBLEM, Parameter("W", 0, (0, 0)), 1e-5, "central").errors()

    def arm(error, low, high):
        among = (STEPS >= low) & (STEPS <= high)
        return np.polyfit(np.log(STEPS[among]), np.log(error[among]), 1)[0]

    assert arm(forward, 1e-5, 1e-1) == pytest.approx(1, abs=0.1)
    assert arm(central, 1e-3, 1e-1) == pytest.approx(2, abs=0.1)
    assert arm(central, 1e-14, 1e-7) == pytest.approx(-1, abs=0.3)


def test_every_parameter_has_a_name_and_code_that_finds_it():
    every = parameters(PROBLEM.net)
    for name, one in every.items():
        assert name == f"{one.symbol} · {one.code}"
        found = eval(f"net.{one.code}", {"net": PROBLEM.net})
        assert found == one.of(PROBLEM.net)
    assert list(every)[1].startswith("W₁₂(0)")
    assert list(every)[-2].startswith("b₃(0)")
