"""What is measured is what bpkit finds in float32; what is expected is the theory of growth."""

import numpy as np
import pytest

import bpkit as bp
from bpkit import growth, starts
from bpkit.explorers.depth.model import DepthSettings, Normals, measured_sizes

NORMALS = Normals.drawn(0)
SETTINGS = DepthSettings("tanh", "standard", 1.0, 300, 20, 16, 0)


def test_a_smaller_network_takes_its_share_of_the_normals():
    small = SETTINGS._replace(width=5, depth=3, scale=2.0)
    net = small.net(NORMALS)
    assert net.sizes == [5] * 4 and net.dtype == np.float32
    std = 2 * starts.standard(5, 5)
    for l in range(3):
        np.testing.assert_allclose(net.W[l], std * NORMALS.Z[l, :5, :5], rtol=1e-6)
    assert not any(b.any() for b in net.b)


def test_the_normals_are_standard_normals():
    for array in (NORMALS.X0, NORMALS.delta_L, NORMALS.Z):
        assert abs(array.mean()) < 0.02 and array.std() == pytest.approx(1, abs=0.02)
    assert abs(np.corrcoef(NORMALS.X0.ravel(), NORMALS.delta_L.ravel())[0, 1]) < 0.03


def test_the_sizes_are_those_of_the_two_sweeps():
    found = measured_sizes(SETTINGS, NORMALS)
    net = SETTINGS.net(NORMALS)
    trace = bp.forward(net, NORMALS.X0[:300, :16])
    back = bp.backward(net, trace, NORMALS.delta_L[:300, :16])
    for sizes, arrays in ((found.X, trace.X), (found.delta, back.delta)):
        rms = [np.sqrt((array.astype(float) ** 2).mean()) for array in arrays]
        np.testing.assert_allclose(sizes, rms, rtol=1e-5)


def test_the_theory_starts_from_what_is_sent():
    found = measured_sizes(SETTINGS, NORMALS)
    f, layers = ["tanh"] * 20, [300] * 21
    x, X = growth.signal(layers, f, "standard", found.X[0])
    assert found.theory_X.tolist() == X
    delta = growth.deltas(layers, f, "standard", x, found.delta[-1])
    np.testing.assert_allclose(found.theory_delta, delta, rtol=1e-12)


def test_measurement_and_theory_stay_together_through_twenty_layers():
    found = measured_sizes(SETTINGS, NORMALS)
    np.testing.assert_allclose(found.X, found.theory_X, rtol=0.15)
    np.testing.assert_allclose(found.delta, found.theory_delta, rtol=0.15)


def test_a_signal_beyond_32_bits_is_lost_from_there_on_and_so_is_delta():
    settings = SETTINGS._replace(activation="relu", init="normal(1)", depth=50)
    found = measured_sizes(settings, NORMALS)
    assert 20 < found.lost < 50
    assert np.isfinite(found.X[: found.lost]).all() and np.isnan(found.X[found.lost :]).all()
    assert np.isnan(found.delta).all() and np.isfinite(found.theory_delta).all()


def test_a_delta_beyond_32_bits_is_lost_before_its_layer_alone():
    settings = SETTINGS._replace(init="normal(1)", scale=10.0, width=500, depth=50)
    found = measured_sizes(settings, NORMALS)
    lost = np.isnan(found.delta)
    assert found.lost is None and lost[0] and not lost[-1]
    assert np.array_equal(np.sort(lost)[::-1], lost)


@pytest.mark.parametrize(
    "activation, init, share",
    [("tanh", "normal(1)", 0.9), ("tanh", "glorot", 0.0), ("relu", "he", 0.0)],
)
def test_asleep_is_the_share_of_small_slopes(activation, init, share):
    settings = SETTINGS._replace(activation=activation, init=init)
    asleep = measured_sizes(settings, NORMALS).asleep
    net = settings.net(NORMALS)
    x = bp.forward(net, NORMALS.X0[:300, :16]).x
    if activation == "tanh":
        assert asleep == pytest.approx([(net.f[0].prime(x_l) <= 0.01).mean() for x_l in x[1:]])
        assert asleep.max() == pytest.approx(share, abs=0.1)
    else:
        assert asleep == pytest.approx([(x_l <= 0).mean() for x_l in x[1:]])
