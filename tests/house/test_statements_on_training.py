"""What lesson 08 says in words and no cell of it prints: that it is so."""

import re

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers import Training

from .test_statements import cells, text

X0, T = bp.datasets.load("spirals", rng=0)
LOSS = bp.losses.logistic


def answers():
    return next(cell for cell in cells("08", "markdown") if cell.startswith("<details>"))


def test_log_odds_and_their_probabilities():
    assert "an $X$ of 2 one of 0.88, and −2 one of 0.12" in text("08")
    p = 1 / (1 + np.exp(-np.array([0.0, 2.0, -2.0])))
    assert p.round(2).tolist() == [0.5, 0.88, 0.12]
    X = np.array([[0.3, -2.0, 1.5]])
    right = np.where([[1, 0, 0]], 1 / (1 + np.exp(-X)), 1 / (1 + np.exp(X)))
    assert LOSS(X, [[1, 0, 0]]) == pytest.approx(-np.log(right).mean())


def test_softmax_and_cross_entropy_are_what_is_said_of_them():
    X, answer = np.random.default_rng(0).standard_normal((10, 4)), np.eye(10)[:, :4]
    p = np.exp(X) / np.exp(X).sum(axis=0)
    np.testing.assert_allclose(bp.losses.softmax(X), p)
    E = bp.losses.cross_entropy
    assert E(X, answer) == pytest.approx(-np.log((p * answer).sum(axis=0)).mean())
    np.testing.assert_allclose(E.gradient(X, answer), (p - answer) / 4)


def test_the_other_start_is_about_four_times_as_large_and_no_rule():
    assert "about four times as large here" in text("08")
    assert bp.starts.normal(1)(16, 16) / bp.starts.glorot(16, 16) == pytest.approx(4)
    assert "in layers of 500 neurons the same spread saturates nearly all of them" in text("08")
    wide = bp.Network.create([500] * 5, "sigmoid", "sigmoid", bp.starts.normal(1), rng=0)
    x = bp.forward(wide, np.random.default_rng(0).standard_normal((500, 8))).x[4]
    assert (wide.f[3].prime(x) < 0.01).mean() > 0.75


@pytest.mark.parametrize("start, falls", [("glorot", False), ("normal(1)", True)])
def test_the_explorer_shows_with_which_start_E_falls(start, falls):
    explorer = Training("spirals", layers="16, 16, 16, 16", activation="sigmoid", init=start)
    assert (explorer.history.E[-1] < 0.45) == falls
    assert falls or explorer.history.E[-1] == pytest.approx(np.log(2), abs=0.01)


def test_the_1_over_m_of_a_batch_counts_the_batch():
    assert "with batches of 10 it is 10, not 250" in text("08")
    net = bp.Network.create([2, 16, 16, 1], "tanh", rng=0)
    X = bp.forward(net, X0[:, :10]).X[-1]
    np.testing.assert_allclose(LOSS.gradient(X, T[:, :10]), (1 / (1 + np.exp(-X)) - T[:, :10]) / 10)
    one_batch = bp.train(net, X0[:, :10], T[:, :10], LOSS, eta=0.3, epochs=1, batch_size=10, rng=0)
    trace = bp.forward(net, X0[:, :10])
    grads = bp.gradients(trace, bp.backward(net, trace, LOSS.gradient(X, T[:, :10])))
    np.testing.assert_allclose(one_batch.net.W[0], bp.update(net, grads, 0.3).W[0])


def test_no_network_beats_the_mean_of_each_month():
    months, temperature = bp.datasets.load("elnino", rng=0)
    by_month = temperature.reshape(61, 12)
    assert (np.ptp(months.reshape(61, 12), axis=0) == 0).all()  # every January is the same input
    floor = (0.5 * (by_month - by_month.mean(axis=0)) ** 2).mean()
    code = re.search(r"```python\n(.*?)```", answers(), re.S)[1]
    lines = [line.strip() for line in code.strip().splitlines()]
    names = {"bp": bp, "np": np}
    exec("\n".join(lines[:-1]), names)
    assert [round(float(v), 3) for v in eval(lines[-1], names)] == [0.116, 1.079]
    assert "$E = 0.116$" in answers() and "it is 1.08 °C" in answers()
    net = bp.Network.create([1, 16, 1], "tanh", rng=0)
    E = bp.train(net, months, temperature, bp.losses.squared_error, eta=0.5, epochs=3000).E
    assert floor < E[-1] < 1.15 * floor


def test_the_answer_at_the_first_point_through_the_training():
    net = bp.Network.create([2, 16, 16, 1], "tanh", rng=0)
    nets = bp.train(net, X0, T, LOSS, eta=0.3, epochs=100, keep=(0, 10, 100)).nets
    X = [bp.forward(nets[epoch], X0[:, :1]).X[-1].item() for epoch in (0, 10, 100)]
    assert T[0, 0] == 0
    assert [f"{1 / (1 + np.exp(-X_k)):.2f}" for X_k in X] == ["0.49", "0.11", "0.07"]
    assert "gets 0.49" in answers() and "0.11 after 10 epochs and 0.07 after 100" in answers()


def test_five_hidden_neurons_read_nine_of_ten_digits_and_four_do_not():
    (seen, T_seen), (new, T_new) = bp.datasets.load("digits", rng=0, split=0.2)
    right = {}
    for n in (4, 5):
        for seed in (0, 1, 2):
            net = bp.Network.create([64, n, 10], "tanh", rng=seed)
            loss = bp.losses.cross_entropy
            net = bp.train(net, seen, T_seen, loss, eta=0.2, epochs=30, batch_size=32, rng=0).net
            right[n, seed] = bp.losses.accuracy(bp.forward(net, new).X[-1], T_new)
    five = [right[5, seed] for seed in range(3)]
    assert "92 or 93 of a hundred" in answers() and "Four stay below 90" in answers()
    assert {round(100 * share) for share in five} <= {92, 93}
    assert max(right[4, seed] for seed in range(3)) < 0.9 < min(five)
