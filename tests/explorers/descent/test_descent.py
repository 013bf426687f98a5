"""The descent explorer without a browser: its path is bpkit's, and every control moves it."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers import Descent
from bpkit.explorers.descent.model import samples
from bpkit.explorers.descent.pairs import PAIRS
from tests.explorers.acting import at, executed, point, refused, seen

STARTS = {"tanh": (1.0, 1.5), "identity": (2.0, 2.0), "chain": (1.5, 1.5)}


def make(net, **more):
    return Descent(net, start=STARTS[net], **more)


def run(code):
    return executed(code)[1]


@pytest.mark.parametrize("net", PAIRS)
@pytest.mark.parametrize("eta", [0.1, 3.0])
def test_its_code_gives_the_numbers_on_the_screen(net, eta):
    explorer = make(net, eta=eta, steps=20)
    W, b, E = run(explorer.code)
    assert E == explorer.path.E[-1]
    assert PAIRS[net].read(W, b) == tuple(explorer.path.points[-1])


def test_the_path_is_that_of_train():
    for net in ("tanh", "identity"):
        explorer = make(net, eta=0.7)
        start, loss = PAIRS[net].make(*STARTS[net]), bp.losses.squared_error
        history = bp.train(start, *samples(), loss, eta=0.7, epochs=40, keep=range(41))
        np.testing.assert_array_equal(explorer.path.E, history.E)
        points = [PAIRS[net].read(each.W, each.b) for each in history.nets.values()]
        np.testing.assert_array_equal(explorer.path.points, points)


@pytest.mark.parametrize("share, falls", [(0.99, True), (1.01, False)])
def test_the_bound_divides_the_paths_that_fall_from_those_that_rise(share, falls):
    explorer = make("identity", steps=200)
    explorer.eta.value = share * 2 / explorer.curvatures[-1]
    assert (explorer.path.E[-1] < explorer.path.E[0]) == falls
    assert ("Diverges" in explorer.status.value) != falls
    assert ("below the bound" if falls else "above the bound") in explorer.status.value


def test_only_a_quadratic_has_a_bound():
    explorer = make("identity")
    assert "1.949" in explorer.status.value and "1.949" in explorer.picture.alt
    explorer.net.value = "tanh"
    assert "bound" not in explorer.status.value and "bound" not in explorer.picture.alt
    assert explorer.curvatures is None
    assert "no bound" in explorer.view.axes[2].texts[0].get_text()


def test_a_loss_that_leaves_the_finite_numbers_ends_the_path_with_a_sentence():
    explorer = make("identity", eta=100.0, steps=200)
    assert explorer.path.lost is not None
    assert np.isfinite(explorer.path.E).all() and np.isfinite(explorer.path.points).all()
    sentence = f"at step {explorer.path.lost} E left the finite numbers"
    assert sentence in explorer.status.value
    explorer.eta.value = 0.5
    assert "Converges" in explorer.status.value


@pytest.mark.parametrize("control", ["eta", "steps", "first", "second", "net"])
def test_a_control_changes_picture_words_and_alt_text(control):
    explorer = make("tanh")
    controls = {"eta": explorer.eta, "steps": explorer.steps, "net": explorer.net}
    controls |= dict(zip(("first", "second"), explorer.start))
    before = seen(explorer)
    controls[control].value = {"eta": 3.0, "steps": 7, "net": "chain"}.get(control, -0.5)
    assert all(old != new for old, new in zip(before, seen(explorer)))
    assert 'data-wrong="0"' in explorer.status.value


def test_the_picture_shows_path_loss_and_eta():
    explorer = make("tanh", eta=0.3, steps=2)
    path, view = explorer.path, explorer.view
    np.testing.assert_array_equal(np.transpose(view.map.path.get_data()), path.points)
    np.testing.assert_array_equal(view.fall.line.get_data(), [[0, 1, 2], path.E])
    assert view.scale.mark.get_xdata() == [0.3]
    assert view.axes[1].get_xlim() == (0, 2)


def test_another_network_gives_its_names_to_the_start_and_to_the_map():
    explorer = make("tanh")
    explorer.net.value = "chain"
    assert [dial.number.description for dial in explorer.start] == ["W(0) start", "W(1) start"]
    assert explorer.view.axes[0].get_xlabel() == "W(0)"
    fresh = Descent("chain")
    assert seen(fresh) == seen(explorer)


def test_a_drawing_that_was_interrupted_is_made_anew(monkeypatch):
    explorer = make("tanh")

    def interrupt():
        raise KeyboardInterrupt

    with monkeypatch.context() as planted:
        planted.setattr(explorer.picture, "redraw", interrupt)
        with pytest.raises(KeyboardInterrupt):
            explorer.net.value = "chain"
    assert explorer.path.points.tolist() == Descent("chain").path.points.tolist()
    explorer.steps.value = 7
    assert seen(explorer) == seen(Descent("chain", steps=7))


def test_a_teacher_brings_samples():
    X0, T = [[3.0, 4.0, 5.0]], [[1.0, 0.0, 0.5]]
    explorer = Descent("identity", eta=0.01, start=(0.0, 0.0), steps=5, X0=X0, T=T)
    assert run(explorer.code)[2] == explorer.path.E[-1]
    assert explorer.path.E[0] == bp.losses.squared_error(np.zeros((1, 3)), T)


@pytest.mark.parametrize("size", [1e-3, 1e5])
def test_samples_of_any_size_are_drawn_with_zones_on_the_axis_only(size):
    explorer = Descent("identity", X0=[[size, -size, 2 * size]], T=[[1.0, 0.0, 0.5]])
    assert 'data-wrong="0"' in explorer.status.value
    assert "e+" not in explorer.status.value and "e-" not in explorer.status.value
    ax = explorer.view.axes[2]
    low, high = ax.get_xlim()
    assert ax.texts and all(low < text.get_position()[0] < high for text in ax.texts)


def test_the_call_that_it_prints_makes_it_again():
    explorer = Descent("chain", eta=0.25, start=(0.5, -1), steps=7)
    assert seen(eval(repr(explorer))) == seen(explorer)


def test_numbers_of_numpy_are_numbers():
    explorer = Descent(eta=np.int64(1), start=np.array([1, 2]), steps=np.int64(3))
    assert repr(explorer) == "Descent(net='tanh', eta=1, start=(1, 2), steps=3)"
    assert run(explorer.code)[2] == explorer.path.E[-1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"net": "deep"},
        {"eta": 0},
        {"eta": 1000},
        {"steps": 0},
        {"steps": 1.5},
        {"start": (9, 0)},
        {"start": (1,)},
        {"start": 5},
        {"start": "ab"},
        {"start": ([1], [2, 3])},
        {"X0": [[1.0]]},
        {"T": [[1.0]]},
        {"X0": [[1e99]], "T": [[1.0]]},
        {"X0": [[1.0, 2.0]], "T": [[1.0]]},
        {"X0": [[1.0], [2.0]], "T": [[1.0]]},
    ],
)
def test_what_no_control_can_hold_is_refused(wrong):
    refused("expected", Descent, **wrong)


@pytest.mark.parametrize("net", PAIRS)
def test_the_start_can_be_dragged_on_the_map_and_a_move_draws_once(net):
    explorer = make(net)
    ax, frame = explorer.view.axes[0], explorer.picture.frame
    point(explorer, at(ax, -1, 1), at(ax, -1.5, 2.5), at(ax, -2.004, 3.217))
    assert explorer.picture.frame == frame + 3
    assert [dial.number.value for dial in explorer.start] == [-2.0, 3.22]
    assert tuple(explorer.path.points[0]) == (-2.0, 3.22)
    assert run(explorer.code)[-1] == explorer.path.E[-1]
