"""The descent explorer without a browser: its path is bpkit's, its bound is the right one, its words are true."""

import numpy as np
import pytest
from bpkit.explorers.slope import PAIRS, samples, surface

import bpkit as bp
from bpkit.explorers import Descent

from .test_neuron import run

STARTS = {"tanh": (1.0, 1.5), "identity": (2.0, 2.0), "chain": (1.5, 1.5)}
FATES = [
    ("tanh", 0.01, "Crawls"), ("tanh", 1.0, "Converges:"), ("tanh", 5.0, "Converges in zigzag"),
    ("tanh", 30.0, "plateau"), ("identity", 0.01, "Crawls"), ("identity", 0.1, "Creeps"),
    ("identity", 0.5, "Converges:"), ("identity", 1.75, "Converges in zigzag"), ("identity", 1.93, "Oscillates"),
    ("identity", 1.98, "Diverges"), ("identity", 100.0, "Diverges"), ("chain", 0.01, "Crawls"),
    ("chain", 0.5, "Converges:"), ("chain", 5.0, "Diverges"),
]  # fmt: skip


def make(net, **more):
    return Descent(net, start=STARTS[net], **more)


@pytest.mark.parametrize("net", PAIRS)
@pytest.mark.parametrize("eta", [0.1, 3.0])
def test_its_code_gives_the_numbers_on_the_screen(net, eta):
    explorer = make(net, eta=eta, steps=20)
    W, b, E = run(explorer.code)
    assert E == explorer.path.E[-1]
    assert PAIRS[net].read(W, b) == tuple(explorer.path.points[-1])


@pytest.mark.parametrize("net", ["tanh", "identity"])
def test_the_path_is_that_of_train(net):
    explorer = make(net, eta=0.7)
    start = PAIRS[net].make(*STARTS[net])
    history = bp.train(start, *samples(), bp.losses.squared_error, eta=0.7, epochs=40, keep=range(41))
    np.testing.assert_array_equal(explorer.path.E, history.E)
    points = [PAIRS[net].read(each.W, each.b) for each in history.nets.values()]
    np.testing.assert_array_equal(explorer.path.points, points)


def test_the_chain_moves_its_weights_along_their_slopes_and_no_bias():
    path, h = make("chain", eta=0.25, steps=1).path, 1e-6
    (a, b), after = path.points
    E = surface(PAIRS["chain"], [a - h, a, a + h], [b - h, b, b + h], *samples())
    nudged = np.array([E[1, 2] - E[1, 0], E[2, 1] - E[0, 1]]) / (2 * h)
    np.testing.assert_allclose(after, path.points[0] - 0.25 * nudged, atol=1e-8)


def test_the_bound_is_2_over_the_largest_eigenvalue_of_the_hessian():
    X, ones = samples()[0][0], np.ones(7)
    hessian = np.array([[X @ X, X @ ones], [X @ ones, 7]]) / 7
    np.testing.assert_allclose(make("identity").curvatures, np.linalg.eigvalsh(hessian), rtol=1e-12)


@pytest.mark.parametrize("share, falls", [(0.99, True), (1.01, False)])
def test_the_bound_divides_the_paths_that_fall_from_those_that_rise(share, falls):
    explorer = make("identity", steps=200)
    explorer.eta.value = share * 2 / explorer.curvatures[-1]
    assert (explorer.path.E[-1] < explorer.path.E[0]) == falls
    assert ("Diverges" in explorer.status.value) != falls
    assert ("below the bound" if falls else "above the bound") in explorer.status.value


@pytest.mark.parametrize("net, eta, word", FATES)
def test_what_becomes_of_a_path_is_told(net, eta, word):
    assert word in make(net, eta=eta).status.value


def test_only_a_quadratic_has_a_bound():
    explorer = make("identity")
    assert "1.949" in explorer.status.value and "1.949" in explorer.picture.alt
    explorer.net.value = "tanh"
    assert "bound" not in explorer.status.value and "bound" not in explorer.picture.alt
    assert "no bound" in explorer.axes[2].texts[0].get_text()


def test_a_start_without_slope_stands_still():
    explorer = Descent("chain", start=(0.0, 0.0))
    assert "Stands still" in explorer.status.value
    assert np.ptp(explorer.path.points) == 0


def test_a_loss_that_leaves_the_finite_numbers_ends_the_path_with_a_sentence():
    explorer = make("identity", eta=100.0, steps=200)
    assert explorer.path.lost is not None
    assert np.isfinite(explorer.path.E).all() and np.isfinite(explorer.path.points).all()
    assert f"at step {explorer.path.lost} E left the finite numbers" in explorer.status.value
    explorer.eta.value = 0.5
    assert "Converges" in explorer.status.value


@pytest.mark.parametrize("control", ["eta", "steps", "first", "second", "net"])
def test_a_control_changes_picture_words_and_alt_text(control):
    explorer = make("tanh")
    controls = {"eta": explorer.eta, "steps": explorer.steps, "net": explorer.net}
    controls |= dict(zip(("first", "second"), explorer.start))
    before = explorer.picture.png, explorer.status.value, explorer.picture.alt
    controls[control].value = {"eta": 3.0, "steps": 7, "net": "chain"}.get(control, -0.5)
    after = explorer.picture.png, explorer.status.value, explorer.picture.alt
    assert all(old != new for old, new in zip(before, after))
    assert 'data-wrong="0"' in explorer.status.value


def test_a_teacher_brings_samples():
    X0, T = [[3.0, 4.0, 5.0]], [[1.0, 0.0, 0.5]]
    explorer = Descent("identity", eta=0.01, start=(0.0, 0.0), steps=5, X0=X0, T=T)
    assert run(explorer.code)[2] == explorer.path.E[-1]
    assert explorer.path.E[0] == bp.losses.squared_error(np.zeros((1, 3)), T)


@pytest.mark.parametrize(
    "wrong",
    [{"net": "deep"}, {"eta": 0}, {"eta": 1000}, {"steps": 0}, {"steps": 1.5}, {"start": (9, 0)}, {"start": (1,)},
     {"X0": [[1.0]]}, {"T": [[1.0]]},
     {"X0": [[1e99]], "T": [[1.0]]}, {"X0": [[1.0, 2.0]], "T": [[1.0]]}, {"X0": [[1.0], [2.0]], "T": [[1.0]]}],
)  # fmt: skip
def test_what_no_control_can_hold_is_refused(wrong):
    with pytest.raises(ValueError, match="expected"):
        Descent(**wrong)
