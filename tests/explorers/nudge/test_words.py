"""The words of the nudge explorer: the reason of the error, and nothing that rounding decides."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers.frame.problem import Problem, Small
from bpkit.explorers.nudge.model import NudgedParameter, Parameter, found_slope
from bpkit.explorers.nudge.words import alt, crossed, line

MOST = Small(6, 8, 50)
PROBLEM = Problem.or_example(None, None, None, "squared_error", MOST)
FIRST = Parameter("W", 0, (0, 0))


def tried(parameter=FIRST, h=1e-5, scheme="forward", problem=PROBLEM):
    trial = NudgedParameter(problem, parameter, h, scheme)
    return found_slope(trial, trial.errors())


REASONS = {0.5: "truncation", 1e-12: "rounding", 1e-16: "is lost"}


@pytest.mark.parametrize("h, reason", REASONS.items())
def test_the_reason_of_the_error_is_told(h, reason):
    # at W[1][0, 0] = 1 numbers lie 2e-16 apart
    parameter = Parameter("W", 1, (0, 0)) if reason == "is lost" else FIRST
    told = line(tried(parameter, h), 14).split("apart.")[1].split("passes")[0]
    assert reason in told
    assert [word for word in REASONS.values() if word in told] == [reason]


@pytest.mark.parametrize("h", [1.0, 0.1, 1e-3, 1e-8, 1e-14])
@pytest.mark.parametrize("scheme", ["forward", "central"])
def test_no_number_has_a_hyphen_or_an_e(h, scheme):
    for text in (line(tried(h=h, scheme=scheme), 14), alt(tried(h=h, scheme=scheme))):
        assert "e-" not in text and "e+" not in text and " -" not in text


def with_noise(shown):
    """Return what another machine could have found: E off by its last bits."""
    bits = 4 * shown.trial.spacing
    evaluations = {step: E + bits for step, E in shown.evaluations.items()}
    slope, exact, errors = shown.slope + bits / shown.trial.h, shown.exact, shown.errors + bits
    return shown._replace(evaluations=evaluations, slope=slope, exact=exact, errors=errors)


@pytest.mark.parametrize("h", [1e-3, 1e-6, 1e-8, 1e-12, 1e-15])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_alt_text_tells_nothing_that_rounding_decides(h, dtype):
    shown = tried(h=h, problem=PROBLEM.as_type(dtype))
    assert alt(with_noise(shown)) == alt(shown)


def test_a_difference_without_truncation_has_no_v():
    net = bp.Network(PROBLEM.net.W, PROBLEM.net.b, ["identity", "identity"])
    shown = tried(scheme="central", problem=PROBLEM._replace(net=net))
    assert "rounding alone" in alt(shown) and "a V" not in alt(shown)
    assert alt(with_noise(shown)) == alt(shown)


def test_many_kinks_are_counted_and_one_unit_is_named_once():
    kinks = [(1, i, s) for i in range(5) for s in (2, 4)]
    assert crossed(kinks).count("crossed") == 3
    assert "(sample 3), and 2 more did: " in crossed(kinks)
