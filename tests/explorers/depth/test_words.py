"""Signal and δ in words: factors, what is left, and what stands in the way."""

import numpy as np
import pytest

from bpkit.explorers.depth import words
from bpkit.explorers.depth.model import DepthSettings, Normals, Sizes, measured_sizes
from bpkit.explorers.frame.notation import digits

SETTINGS = DepthSettings("tanh", "glorot", 1.0, 500, 30, 16, 0)
NORMALS = Normals.drawn(0)


def sizes(X, delta, asleep=None, activation="tanh", theory=None):
    """Return Sizes as if they had been measured, with a theory that agrees unless it is given."""
    X, delta = np.array(X, float), np.array(delta, float)
    L = len(X) - 1
    asleep = np.zeros(L) if asleep is None else np.array(asleep)
    expected = delta if theory is None else np.array(theory)
    settings = SETTINGS._replace(activation=activation, depth=L)
    return Sizes(settings, X, delta, X, expected, asleep)


def shrinking(factor, L=30):
    return float(factor) ** np.arange(L + 1)


def test_factor_and_what_is_left_after_twenty_layers_and_after_all():
    found = sizes(shrinking(2), shrinking(0.577)[::-1])
    assert words.line(found).startswith(
        "δ shrinks 0.577× a layer on average (theory 0.577): 1/60,000 after 20 layers, "
        "1/(1.5 · 10⁷) after 30 layers. "
        "The signal grows 2× a layer on average (theory 2): 1 · 10⁶× after 20 layers, "
        "1.1 · 10⁹× after 30 layers."
    )


def test_a_shallow_network_is_told_once():
    line = words.line(sizes(shrinking(0.9, 5), shrinking(0.9, 5)[::-1]))
    assert "δ shrinks 0.9× a layer on average (theory 0.9): 0.59× after 5 layers. The" in line


def test_a_size_that_stays_is_said_to_stay():
    line = words.line(sizes(shrinking(1.001), shrinking(0.998)[::-1]))
    assert "δ keeps its size: 0.998× a layer (theory 0.998)." in line
    assert "The signal keeps its size: 1× a layer (theory 1)." in line


def test_a_signal_that_falls_once_and_then_stays_has_settled():
    X = np.r_[1, np.full(30, 0.51)]
    assert "The signal settles at 0.51 (theory 0.51)." in words.line(sizes(X, X[::-1]))


def test_where_theory_is_farthest():
    theory = shrinking(0.9)[::-1].copy()
    found = theory.copy()
    found[:8] *= 1.12
    line = words.line(sizes(shrinking(1), found, theory=theory))
    assert line.endswith("δ's factor is farthest from theory in layer 7: by 12%.")


ZERO = np.r_[shrinking(0.001, 12), np.zeros(18)]
CUT = np.r_[np.ones(8), np.zeros(23)]
CASES = {
    "faint": (
        sizes(ZERO, ZERO[::-1]),
        "δ is exactly 0 before layer 18: too small for 32 bits. "
        "The signal is exactly 0 from layer 13 on: too small for 32 bits.",
    ),
    "dead": (
        sizes(CUT, np.r_[np.zeros(30), 1], np.r_[np.zeros(7), np.ones(23)], "relu"),
        "δ is exactly 0 before layer 30. The signal is exactly 0 from layer 8 on. "
        "Layer 8 is dead: f′ is 0 for every neuron and sample, so no δ passes it.",
    ),
    "half of relu sleeps and all is well": (
        sizes(shrinking(1), shrinking(1), np.full(30, 0.5), "relu"),
        "The signal keeps its size: 1× a layer (theory 1). δ's factor",
    ),
    "saturated": (
        sizes(shrinking(1), shrinking(1), np.r_[0.1, 0.84, np.zeros(28)]),
        "84% of the slopes f′ in layer 2 are below 0.01 (saturated): "
        "δ passes through the others alone.",
    ),
    "lost": (
        sizes(
            np.r_[np.ones(5), np.full(26, np.nan)],
            np.full(31, np.nan),
            np.r_[np.full(4, 0.5), np.ones(26)],
            "relu",
            shrinking(1),
        ),
        "The signal is too large for 32 bits in layer 5; without every x there is no f′ and no δ.",
    ),
    "overflow": (
        sizes(shrinking(1), np.r_[np.full(4, np.nan), shrinking(0.1, 26)], theory=shrinking(1)),
        "δ is too large for 32 bits in layer 3 and before it.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_stands_in_the_way_is_said(case):
    found, sentence = CASES[case]
    assert sentence in words.line(found)


def test_what_is_beyond_the_numbers_is_not_called_dead():
    assert "dead" not in words.line(CASES["lost"][0])


@pytest.mark.parametrize(
    "ratio, text",
    [
        (0.5, "0.5×"),
        (0.1, "0.1×"),
        (1 / 47_000, "1/47,000"),
        (1e-9, "1/(1 · 10⁹)"),
        (1200, "1,200×"),
    ],
)
def test_what_is_left_is_a_fraction_if_it_is_small(ratio, text):
    assert words.left(ratio) == text


def test_the_words_are_those_of_a_real_sweep():
    found = measured_sizes(SETTINGS._replace(init="standard"), NORMALS)
    factor = (found.delta[0] / found.delta[-1]) ** (1 / 30)
    part = digits(found.delta[30] / found.delta[10], 2)
    assert f"δ shrinks {digits(factor, 3)}× a layer on average" in words.line(found)
    assert f"1/{part} after 20 layers" in words.line(found)


def test_the_alt_text_tells_sizes_from_the_first_layer_to_the_last():
    found = sizes(
        shrinking(0.5, 4), np.r_[np.nan, np.nan, 4, 2, 1], theory=2.0 ** np.arange(5)[::-1]
    )
    alt = words.alt(found)
    assert alt.startswith("Signal and δ through 4 layers of 500 neurons, tanh, start glorot × 1, ")
    assert "1 in layer 0 (theory 1), 0.5 in layer 1 (theory 0.5), 0.25 in layer 2" in alt
    assert "RMS of δ(l): not measured in layer 0 (theory 16)" in alt
    assert "2 in layer 3 (theory 2), 1 in layer 4 (theory 1)." in alt
