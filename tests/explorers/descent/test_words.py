"""What is said of a path is true."""

import re

import numpy as np
import pytest

from bpkit.door import quietly
from bpkit.explorers.descent.model import Landscape, Walked, fitting, samples
from bpkit.explorers.descent.pairs import PAIRS
from bpkit.explorers.descent.words import alt, line

STARTS = {"tanh": (1.0, 1.5), "identity": (2.0, 2.0), "chain": (1.5, 1.5)}
FATES = [
    ("tanh", 0.01, "Crawls"),
    ("tanh", 0.5, "Still on its way"),
    ("tanh", 1.0, "Still on its way"),
    ("tanh", 5.0, "Converges in zigzag"),
    ("tanh", 30.0, "plateau"),
    ("identity", 0.01, "Crawls"),
    ("identity", 0.1, "Creeps"),
    ("identity", 0.3, "Still on its way"),
    ("identity", 0.5, "Converges:"),
    ("identity", 1.75, "Converges in zigzag"),
    ("identity", 1.93, "Oscillates"),
    ("identity", 1.98, "Diverges"),
    ("identity", 100.0, "Diverges"),
    ("chain", 0.01, "Crawls"),
    ("chain", 0.5, "Converges:"),
    ("chain", 5.0, "Diverges"),
]
LANDSCAPES = {net: Landscape.of(pair, *samples()) for net, pair in PAIRS.items()}


def walked(net, eta=0.5, start=None, steps=40):
    return quietly(Walked.from_start, LANDSCAPES[net], start or STARTS[net], eta, steps)


@pytest.mark.parametrize("net, eta, word", FATES)
def test_what_becomes_of_a_path_is_told(net, eta, word):
    assert word in line(walked(net, eta))


@pytest.mark.parametrize("net", PAIRS)
def test_a_path_converges_only_where_the_lowest_is_reached(net):
    for eta in 10 ** np.linspace(-2, 1.5, 22):
        for steps in (5, 40):
            one = walked(net, eta, steps=steps)
            if line(one).startswith("Converges"):
                assert one.path.E[-1] <= 1.03 * one.floor, (eta, steps)


def test_a_path_on_its_way_is_told_how_far_it_is():
    one = walked("tanh")
    told = re.search(r"(\d+)% of the way down, and (\d+)% above", line(one))
    down, above = map(int, told.groups())
    E, floor = one.path.E, LANDSCAPES["tanh"].floor
    assert down == int(100 * (E[0] - E[-1]) / (E[0] - floor))
    assert above == round(100 * (E[-1] / floor - 1)) == 47


def test_a_start_without_slope_stands_still():
    one = walked("chain", start=(0.0, 0.0))
    assert "Stands still" in line(one)
    assert np.ptp(one.path.points) == 0


def test_a_path_that_ends_outside_is_told_where():
    a, b = walked("identity", 1.98).path.points[-1]
    told = f"outside the picture, at ({a:.3g}, {b:.3g})".replace("-", "−")
    assert told in line(walked("identity", 1.98))
    assert "outside" not in line(walked("identity", 0.5))


def test_a_factor_is_written_with_three_digits_and_the_bound_with_four():
    bound = LANDSCAPES["identity"].bound
    said = line(walked("identity", 1.9))
    assert f"2/λₘₐₓ = {bound:.4g}:" in said
    assert f"1 − η λₘₐₓ = −{abs(1 - 1.9 * 2 / bound):.3g}." in said
    assert "below the bound" in said
    assert "is on the bound" in line(walked("identity", bound))
    assert "above the bound" in line(walked("identity", 2.0))


@pytest.mark.parametrize("net", PAIRS)
@pytest.mark.parametrize("eta", [0.01, 0.1, 0.5, 1.98, 5.0, 30.0, 100.0])
@pytest.mark.parametrize("size", [1, 1e5])
def test_no_number_is_raw(net, eta, size):
    X0, T = fitting(*(size * np.asarray(data) for data in samples()))
    landscape = Landscape.of(PAIRS[net], X0, T)
    one = quietly(Walked.from_start, landscape, (-1.5, 1.5), eta, 40)
    for text in (line(one), alt(one)):
        assert not re.search(r"\de[+-]?\d|-\d|_max|nan|inf\b", text), text


def test_one_step_is_one_step():
    assert "after 1 step" in line(walked("tanh", steps=1))
    assert "in 1 step." in alt(walked("tanh", steps=1))
    assert "in 2 steps." in alt(walked("tanh", steps=2))
