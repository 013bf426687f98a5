import numpy as np
import pytest

import bpkit as bp
from bpkit.settings import train_side_by_side

from . import oracle

ETAS = [0.0, 0.01, 0.05, 0.1]
SIZES = ([2, 1], [2, 4, 1], [2, 5, 3, 4, 2])


def nets(sizes, f="tanh", dtype=np.float64):
    return [bp.Network.create(sizes, f, rng=r, dtype=dtype) for r in range(len(ETAS))]


def data(sizes, m=7, loss="squared_error"):
    case = oracle.draw(np.random.default_rng(m), sizes, ["identity"] * (len(sizes) - 1), loss, m)
    return case.X0, case.T


@pytest.mark.parametrize("loss", bp.losses.BY_NAME)
@pytest.mark.parametrize("f", bp.activations.BY_NAME)
@pytest.mark.parametrize("sizes", SIZES)
def test_side_by_side_is_one_after_the_other(sizes, f, loss):
    (X0, T), loss = data(sizes, loss=loss), bp.losses.BY_NAME[loss]
    E = train_side_by_side(nets(sizes, f), X0, T, loss, ETAS, 8)
    alone = [bp.train(net, X0, T, loss, eta, 8).E for net, eta in zip(nets(sizes, f), ETAS)]
    np.testing.assert_allclose(E, np.transpose(alone), rtol=1e-10)


@pytest.mark.parametrize("m", [1, 2])
def test_few_samples_and_one_setting_are_no_exception(m):
    X0, T = data([2, 3, 1], m)
    net, loss = bp.Network.create([2, 3, 1]), bp.losses.squared_error
    E = train_side_by_side([net], X0, T, loss, [0.3], 5)
    np.testing.assert_allclose(E[:, 0], bp.train(net, X0, T, loss, 0.3, 5).E, rtol=1e-12)


def test_the_precision_is_that_of_the_networks():
    X0, T = data([2, 4, 1])
    single = train_side_by_side(nets([2, 4, 1], dtype=np.float32), X0, T, bp.losses.squared_error, ETAS, 8)
    double = train_side_by_side(nets([2, 4, 1]), X0, T, bp.losses.squared_error, ETAS, 8)
    assert 1e-10 < np.abs(single / double - 1).max() < 1e-4


def test_a_setting_that_diverges_leaves_the_others_alone():
    X0, T = data([2, 4, 1])
    both = [bp.Network.create([2, 4, 1], "identity")] * 2
    E = train_side_by_side(both, X0, T, bp.losses.squared_error, [1e6, 0.01], 60)
    assert not np.isfinite(E[-1, 0])
    np.testing.assert_allclose(E[:, 1], bp.train(both[1], X0, T, bp.losses.squared_error, 0.01, 60).E, rtol=1e-10)


def test_nothing_that_was_given_is_changed():
    (X0, T), some = data([2, 4, 1]), nets([2, 4, 1])
    before = [array.tobytes() for net in some for array in (*net.W, *net.b)] + [X0.tobytes(), T.tobytes()]
    train_side_by_side(some, X0, T, bp.losses.squared_error, ETAS, 3)
    assert [array.tobytes() for net in some for array in (*net.W, *net.b)] + [X0.tobytes(), T.tobytes()] == before


@pytest.mark.parametrize(
    "change, told",
    [
        ({"nets": []}, "nets and eta have 0 and 4 entries, expected one η for each network"),
        ({"eta": [0.1]}, "nets and eta have 4 and 1 entries"),
        ({"eta": [0.1, 0.1, -1, 0.1]}, "eta is -1"),
        (
            {"nets": [*nets([2, 4, 1])[:3], bp.Network.create([2, 3, 1])]},
            r"nets\[3\] is Network\(\[2, 3, 1\].*expected",
        ),
        ({"nets": [*nets([2, 4, 1])[:3], *nets([2, 4, 1], "relu")[:1]]}, r"nets\[3\] is .*ReLU.*expected layers"),
        ({"nets": [*nets([2, 4, 1])[:3], *nets([2, 4, 1], dtype=np.float32)[:1]]}, r"nets\[3\] is .*precision"),
        ({"X0": np.ones((3, 7))}, r"X0 has shape \(3, 7\)"),
        ({"T": np.ones((2, 7))}, r"T has shape \(2, 7\)"),
        ({"epochs": 0}, "epochs is or holds 0"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(change, told):
    X0, T = data([2, 4, 1])
    given = {"nets": nets([2, 4, 1]), "X0": X0, "T": T, "loss": bp.losses.squared_error, "eta": ETAS, "epochs": 3}
    with pytest.raises(ValueError, match=told):
        train_side_by_side(**given | change)
