"""The words of the nudged neuron explorer."""

import pytest

from bpkit.explorers.frame.problem import Problem, Small
from bpkit.explorers.nudge_neuron.model import NudgedOutput, found_delta
from bpkit.explorers.nudge_neuron.words import alt, line

PROBLEM = Problem.or_example(None, None, None, "squared_error", Small(6, 8, 50))
SWEPT = PROBLEM.swept()


def tried(l=1, i=0, s=0, h=0.5):
    return found_delta(NudgedOutput(PROBLEM, SWEPT, l, i, s, h))


@pytest.mark.parametrize("h", [1.0, -0.5, 1e-3, -1e-7])
@pytest.mark.parametrize("l", [0, 1, 2])
def test_no_number_has_a_hyphen_or_an_e(l, h):
    for text in (line(tried(l=l, h=h)), alt(tried(l=l, h=h))):
        assert " -" not in text and "e-" not in text


def test_the_line_says_what_was_nudged_and_which_way():
    assert line(tried(h=0.5)).startswith("X₁(1) was made 0.5 larger: E went from ")
    assert line(tried(i=2, h=-0.25)).startswith("X₃(1) was made 0.25 smaller: E went from ")
    assert "δ₃(1) of sample 2 is" in line(tried(i=2, s=1))


def test_only_a_slope_that_is_off_is_told_to_be_curved():
    assert "E is curved" in line(tried(h=0.5))
    assert "E is curved" not in line(tried(h=1e-6))


@pytest.mark.parametrize("h", [0.5, 1e-3, 1e-9, 1e-14])
def test_the_alt_text_tells_nothing_that_rounding_decides(h):
    shown = tried(h=h)
    bits = 4 * 2.0**-52
    E = tuple(E + bits for E in shown.E)
    slopes = [slope + bits / h for slope in shown.slopes]
    assert alt(shown._replace(E=E, slopes=slopes)) == alt(shown)


@pytest.mark.parametrize("l, told", [(0, "the 3 paths"), (1, "the one path"), (2, "the one path")])
def test_the_paths_are_counted(l, told):
    assert told in alt(tried(l=l))
