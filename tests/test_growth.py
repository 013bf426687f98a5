"""The theory of growth: exact where an integral is known, and true of wide random networks."""

from math import inf, pi, sqrt

import numpy as np
import pytest
from scipy.integrate import quad

import bpkit as bp
from bpkit import activations, growth
from bpkit.history import rms

WIDE, MANY = 500, 16
L = 10


def integral(function, sigma):
    """Return E[g(x)²] by an integrator that looks for the places where it must look closely."""

    def weighted(x):
        return function(np.array(x)) ** 2 * np.exp(-0.5 * (x / sigma) ** 2)

    far = 9 * sigma
    edges = sorted({0.0, *(s * r for s in (-1, 1) for r in (0.1, 1, 5, 20) if r < far)})
    ends = zip([-far, *edges], [*edges, far])
    return sum(quad(weighted, *pair, epsabs=0, limit=200)[0] for pair in ends) / (
        sigma * sqrt(2 * pi)
    )


@pytest.mark.parametrize("sigma", [1e-3, 0.3, 1.0, 7.0, 1e3])
@pytest.mark.parametrize("name", activations.BY_NAME)
def test_the_mean_square_is_the_integral(name, sigma):
    f = activations.named(name)
    for function in (f, f.prime):
        found = growth.mean_square(function, sigma)
        assert found == pytest.approx(integral(function, sigma), rel=1e-8)


@pytest.mark.parametrize("sigma", [0.0, 1e-200, 1e-30, 1e6, 1e100])
def test_the_mean_square_of_what_is_known_at_any_size(sigma):
    assert growth.mean_square(activations.identity, sigma) == pytest.approx(sigma**2, rel=1e-9)
    assert growth.mean_square(activations.relu, sigma) == pytest.approx(sigma**2 / 2, rel=1e-9)
    wanted = 0.5 if sigma else 0.0  # at 0 itself relu's slope is the left one
    assert growth.mean_square(activations.relu.prime, sigma) == pytest.approx(wanted, rel=1e-9)


def test_each_equation_is_what_it_says():
    f = activations.tanh
    assert growth.total_input(400, 0.1, 3.0) == pytest.approx(6.0)
    assert growth.output(f, 2.0) == pytest.approx(sqrt(growth.mean_square(f, 2.0)))
    slope = growth.mean_square(f.prime, 2.0)
    assert growth.delta(400, 0.1, f, 2.0, 5.0) == pytest.approx(sqrt(400 * 0.01 * slope) * 5)


KNOWN = {
    # neither shrinks nor grows under the start that was made for it
    ("relu", "he"): (1, 1),
    ("relu", "glorot"): (sqrt(1 / 2), sqrt(1 / 2)),
    ("identity", "glorot"): (1, 1),
    ("identity", "standard"): (sqrt(1 / 3), sqrt(1 / 3)),
}


@pytest.mark.parametrize("name, init", KNOWN)
def test_the_factors_that_are_known_by_heart(name, init):
    sizes, f = [WIDE] * (L + 1), [name] * L
    x, X = growth.signal(sizes, f, init)
    delta = growth.deltas(sizes, f, init, x)
    forward, backward = KNOWN[name, init]
    assert np.array(X) == pytest.approx(forward ** np.arange(L + 1))
    assert np.array(delta) == pytest.approx(backward ** np.arange(L, -1, -1))


def test_forward_counts_the_neurons_before_and_backward_those_after():
    sizes, f, init = [100, 400, 25], ["identity"] * 2, lambda n, n_next: 10 / n  # 0.1 and 0.025
    x, X = growth.signal(sizes, f, init)
    assert X == pytest.approx([1, sqrt(100) * 0.1, sqrt(100 * 400) * 0.1 * 0.025])
    assert growth.deltas(sizes, f, init, x) == pytest.approx(
        [sqrt(400 * 25) * 0.1 * 0.025, sqrt(25) * 0.025, 1]
    )
    assert x[0] is None and x[1:] == pytest.approx(X[1:])


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "softplus"])
@pytest.mark.parametrize("init", ["standard", "glorot", "he"])
def test_a_wide_network_does_as_the_theory_says(name, init):
    sizes, f = [WIDE] * (L + 1), [name] * L
    net = bp.Network.create(sizes, name, name, init, rng=0)
    rng = np.random.default_rng(1)
    trace = bp.forward(net, rng.standard_normal((WIDE, 4 * MANY)))
    back = bp.backward(net, trace, rng.standard_normal((WIDE, 4 * MANY)))
    x, X = growth.signal(sizes, f, init)
    delta = growth.deltas(sizes, f, init, x)
    for theory, measured in ((X, trace.X), (delta, back.delta)):
        ratio = np.array([rms(array) for array in measured]) / theory
        assert abs(np.diff(np.log(ratio))).max() < 0.1  # a layer; relu's signal is the widest
        assert abs(np.log(ratio)).max() < 0.35


def test_the_rule_holds_within_5_percent_a_layer_and_not_for_a_single_sample():
    """The rule of lesson 09: δ's factor is √(n Var W E[f′²]), with f′ as it is found."""
    worst = {}
    for m in (1, MANY):
        worst[m] = max(
            abs(factor_of_delta(name, init, m, seed) - 1).max()
            for name in ("sigmoid", "tanh", "relu")
            for init in ("standard", "glorot", "he")
            for seed in range(2)
        )
    assert worst[MANY] < 0.05 and 0.07 < worst[1] < 0.2


def factor_of_delta(name, init, m, seed):
    """Return the measured factor of δ in every layer over what the rule says."""
    rng = np.random.default_rng(seed)
    net = bp.Network.create([WIDE] * (L + 1), name, name, init, rng=rng)
    trace = bp.forward(net, rng.standard_normal((WIDE, m)))
    delta = bp.backward(net, trace, rng.standard_normal((WIDE, m))).delta
    std = bp.starts.named(init)(WIDE, WIDE)
    slopes = [rms(net.f[0].prime(x)) for x in trace.x[1:]]
    found = np.array([rms(delta[l]) / rms(delta[l + 1]) for l in range(L)])
    return found / (sqrt(WIDE) * std * np.array(slopes))


def test_nothing_of_it_warns_or_becomes_infinite_over_fifty_layers_of_the_widest_range():
    for name in activations.BY_NAME:
        for std in (1e-3, 10.0):
            f, init = [name] * 50, bp.starts.normal(std)
            x, X = growth.signal([WIDE] * 51, f, init)
            found = [*X, *growth.deltas([WIDE] * 51, f, init, x)]
            assert all(0 <= size < inf for size in found)
