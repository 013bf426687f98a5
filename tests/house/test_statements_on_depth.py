"""What lesson 09 says in words and no cell of it prints: that it is so."""

import re

import numpy as np
import pytest

import bpkit as bp
from bpkit import growth
from bpkit.explorers import Depth
from bpkit.history import rms

from .test_statements import cells, text

L = 50
WIDE = [500] * (L + 1)


def forecast(name, init, X0=1.0):
    """Return the RMS of X(l) and of δ(l) through fifty wide layers, in theory."""
    x, X = growth.signal(WIDE, [name] * L, init, X0)
    return X, growth.deltas(WIDE, [name] * L, init, x)


# each share of δ that the lesson quotes after twenty layers, and what it is in theory
QUOTED = {
    ("sigmoid", "glorot"): (r"Twenty layers leave $3 \cdot 10^{-13}$", 3e-13),
    ("tanh", "standard"): ("1/60,000 after twenty", 1 / 60_000),
    ("relu", "glorot"): ("a thousandth after twenty", 1e-3),
}


@pytest.mark.parametrize("name, init", QUOTED)
def test_what_is_left_after_twenty_layers(name, init):
    said, share = QUOTED[name, init]
    assert said in text("09")
    assert forecast(name, init)[1][-21] == pytest.approx(share, rel=0.05)


def test_sigmoid_leaves_at_most_a_quarter_and_no_start_of_the_table_saves_it():
    for rms_x in (0.0, 0.1, 1.0, 10.0):
        sigmoid = bp.activations.sigmoid
        assert np.sqrt(growth.mean_square(sigmoid.prime, rms_x)) <= 0.25 + 1e-12
    for init in ("standard", "glorot", "he"):
        assert forecast("sigmoid", init)[1][-21] < 1e-9


def test_tanh_falls_more_and_more_slowly_with_glorot():
    _, delta = forecast("tanh", "glorot")
    factors = np.array(delta[:-1]) / delta[1:]
    assert (np.diff(factors) > 0).all() and 0.98 < factors[-1] < 1


def test_the_published_share_of_vgg_b():
    """He, Zhang, Ren and Sun (2015), section 2.2: 1/(1.7 · 10⁴), from factors of two digits."""
    assert r"1/(1.7 \cdot 10^4)" in text("09")
    filters = [64, 128, 128, 256, 256, 512, 512, 512, 512]
    share = np.prod([np.sqrt(2 / (9 * d)) / 0.01 for d in filters])
    assert share == pytest.approx(1.7e4, rel=0.02)
    assert share == pytest.approx(5.9 * 4.2**2 * 2.9**2 * 2.1**4, rel=0.02)


def test_the_wandering_of_a_single_sample_is_that_of_a_mean_of_500_squares():
    rng = np.random.default_rng(0)
    found = [rms(rng.standard_normal(500)) for _ in range(2000)]
    assert np.std(found) == pytest.approx(1 / np.sqrt(2 * 500), rel=0.1)


def test_relu_with_a_residual_connection_makes_delta_grow():
    rng, relu = np.random.default_rng(0), bp.activations.relu
    W = bp.Network.create([100] * (L + 1), init="glorot", rng=rng).W
    X, x = [rng.standard_normal((100, 16))], []
    for W_l in W:
        x.append(W_l @ X[-1])
        X.append(X[-1] + relu(x[-1]))
    delta_L = delta = rng.standard_normal((100, 16))
    for W_l, x_next in zip(reversed(W), reversed(x)):
        delta = delta + W_l.T @ (delta * relu.prime(x_next))
    assert rms(delta) / rms(delta_L) > 1e6


def test_the_recurrence_of_a_residual_connection_is_the_slope():
    """Nudge an output of layer 0, with the loop of the lesson."""
    rng, f = np.random.default_rng(1), bp.activations.sigmoid
    W = [rng.standard_normal((3, 3)) for _ in range(4)]
    X0, delta = rng.standard_normal((3, 1)), rng.standard_normal((3, 1))

    def E(X):
        for W_l in W:
            X = X + f(W_l @ X)
        return float((delta_L * X).sum())

    delta_L, x, X = delta, [], X0
    for W_l in W:
        x.append(W_l @ X)
        X = X + f(x[-1])
    for W_l, x_next in zip(reversed(W), reversed(x)):
        delta = delta + W_l.T @ (delta * f.prime(x_next))
    for i, nudge in enumerate(1e-5 * np.eye(3)):
        slope = (E(X0 + nudge[:, None]) - E(X0 - nudge[:, None])) / 2e-5
        assert slope == pytest.approx(delta[i, 0], rel=1e-7)


def answers():
    return next(cell for cell in cells("09", "markdown") if cell.startswith("<details>"))


def test_the_answers_on_scales_are_those_of_the_explorer():
    assert "At about 1.18." in answers() and "settles near 0.4" in answers()
    e = Depth("tanh", "glorot", scale=1.18)
    assert e.delta_rms[0] / e.delta_rms[-1] == pytest.approx(1, abs=0.2)
    assert "The signal settles at 0.39 (theory 0.4)." in e.status.value
    assert "At about 10." in answers() and "half of all slopes" in answers()
    e = Depth("sigmoid", "glorot", scale=10)
    assert 0.5 < e.delta_rms[0] / e.delta_rms[-1] < 2
    assert e.sizes.asleep.mean() == pytest.approx(0.5, abs=0.05)
    assert e.sizes.asleep[0] == e.sizes.asleep.max() == pytest.approx(2 / 3, abs=0.05)
    assert "saturated" in e.status.value


def test_a_saturated_network_leaves_the_line_and_a_calm_one_does_not():
    assert "nine of ten neurons are saturated" in text("09")
    off = {}
    for init in ("normal(1)", "glorot"):
        e = Depth("tanh", init)
        factors = [delta[:-1] / delta[1:] for delta in (e.delta_rms, e.sizes.theory_delta)]
        off[init] = abs(factors[0] / factors[1] - 1).max()
        saturated = e.sizes.asleep.mean()
        assert saturated == pytest.approx(0.9 if init == "normal(1)" else 0, abs=0.03)
    assert off["normal(1)"] > 0.2 and off["glorot"] < 0.05


def test_tanh_and_identity_agree_with_the_standard_start_after_a_few_layers():
    tanh, identity = (np.array(forecast(name, "standard")[1]) for name in ("tanh", "identity"))
    factors = [delta[:-1] / delta[1:] for delta in (tanh, identity)]
    assert abs(factors[0][5:] / factors[1][5:] - 1).max() < 0.01 < 1 - factors[0][0] / factors[1][0]


def test_momentum_adds_up_to_ten_times_the_step():
    v = 0.0
    for _ in range(200):
        v = 0.9 * v - 0.03
    assert v == pytest.approx(-10 * 0.03, rel=1e-6)


def test_the_time_that_is_promised_does_not_count_what_is_second_reading():
    assert re.search(r"about 60 minutes, without the part .*second reading", text("09"))
    assert text("09").count("(second reading)") == 1
