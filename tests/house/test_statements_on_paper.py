"""What lesson 13 says in words and no cell of it prints: that it is so."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers import Symmetry

from ..explorers.acting import said
from .test_statements import cells, text

LOSS = bp.losses.squared_error
X0, T = bp.datasets.load("symmetry")
MIRROR = T[0] == 1


def trained(seed, eta=20, epochs=4000):
    init = bp.starts.normal(0.3)
    net = bp.Network.create([6, 2, 1], "sigmoid", "sigmoid", init=init, rng=seed)
    return bp.train(net, X0, T, LOSS, eta, epochs)


def answers(net):
    return bp.forward(net, X0).X[-1][0]


def right(net):
    return int(((answers(net) > 0.5) == MIRROR).sum())


def test_no_bit_tells_anything_alone():
    assert (X0[:, MIRROR].mean(axis=1) == 0.5).all() and (X0[:, ~MIRROR].mean(axis=1) == 0.5).all()
    blind = LOSS(np.full((1, 64), 1 / 8), T)
    assert blind == pytest.approx(0.055, abs=5e-4) and "$E$ stands at about 0.055" in text("13")


def test_what_happens_to_seed_3_and_when():
    history = trained(3)
    assert history.E[50:401] == pytest.approx(0.055, abs=0.001)
    early = answers(trained(3, epochs=400).net)
    assert "says about 1/8 to everything" in text("13") and early == pytest.approx(1 / 8, abs=0.03)
    assert (np.diff(history.E[700:1000]) > 0).any()
    then = trained(3, epochs=700).net.W[0][0]
    assert np.sort(abs(then[:3])).round(1).tolist() == [1.5, 2.5, 4.3]
    assert "with sizes 1.5, 2.5 and 4.3" in text("13")
    assert then == pytest.approx(-then[::-1], abs=0.1)
    assert history.net.b[1].item() == pytest.approx(6.5, abs=0.05) and "+6.5" in text("13")


def test_those_that_fail_are_54_to_60_right_and_nothing_learned_is_56():
    assert "The other 31 end with 54 to 60 patterns right, which is 84 to 94 %" in text("13")
    assert [f"{share / 64:.0%}" for share in (54, 60)] == ["84%", "94%"]
    for seed in (0, 1, 2, 14, 17, 20):
        assert 54 <= right(trained(seed).net) <= 60
    assert right(bp.Network([np.zeros((1, 6))], [[-2]], ["sigmoid"])) == 56


def test_seed_14_says_mirror_where_bits_3_and_4_are_both_0():
    says = answers(trained(14).net) > 0.5
    assert np.array_equal(says, MIRROR & (X0[2] == 0) & (X0[3] == 0))


@pytest.mark.parametrize(
    "eta, correct, E", [(10, 56, 0.044), (14, 60, 0.028), (40, 64, 0.0), (100, 56, 0.0625)]
)
def test_the_answer_on_eta(eta, correct, E):
    history = trained(3, eta)
    assert right(history.net) == correct and history.E[-1] == pytest.approx(E, abs=5e-4)
    assert f"With η = {eta} " in text("13")
    if eta == 10:
        assert (answers(history.net)[MIRROR] < 0.5).all()
    if eta == 40:
        assert history.E[-1] < trained(3).E[-1]
    if eta == 100:
        assert answers(history.net).max() < 0.01 and history.delta_rms[-1, 1] < 1e-3


@pytest.mark.parametrize("one, other", [(11, 13), (15, 24)])
def test_the_twins(one, other):
    W = [trained(seed).net.W[0] for seed in (one, other)]
    assert W[0] == pytest.approx(W[1][::-1], abs=0.1)
    assert f"{one} and {other}" in text("13")


def test_eight_bits_with_twice_the_sizes():
    bits = np.array([[int(bit) for bit in f"{n:08b}"] for n in range(256)]).T
    sizes = np.array([1, 2, 4, 8])
    total = np.r_[sizes, -sizes[::-1]] @ bits
    assert np.array_equal(total == 0, (bits == bits[::-1]).all(axis=0))
    assert len(set(sizes @ bits[:4])) == 16


def test_the_explorer_shows_what_the_lesson_asks_to_look_at():
    assert "Symmetry(seed=3)" in cells("13", "code") and "Symmetry(seed=0)" in cells("13", "code")
    e = Symmetry(seed=5)
    assert "all" not in said(e)[1].split(".")[1] and "equal" in said(e)[1]
    e.seed.value = 10
    assert "sizes 1 : 1.5 : 2" in said(e)[1]
    e.close()
