"""The nudged neuron explorer: the slope that a small nudge measures is δ."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers import NudgeNeuron
from bpkit.explorers.frame.problem import example
from bpkit.explorers.nudge_neuron.model import WINDOW
from tests.explorers.acting import at, point, refused, said, seen

EXAMPLE, X0, T = example()
FORK = bp.Network(
    W=[[[0.8]], [[1.2], [-0.7]], [[0.9, 0.5]]],
    b=[[0.1], [0, 0.2], [0.1]],
    f=["tanh", "tanh", "identity"],
)


def printed(code, capsys):
    """Return the numbers that code prints."""
    capsys.readouterr()
    exec(code, {})
    return [float(number) for number in capsys.readouterr().out.split()]


@pytest.mark.parametrize("layer", [0, 1, 2, 3])
def test_a_small_nudge_measures_delta(layer):
    net = bp.Network.create([2, 3, 4, 1], rng=1)
    explorer = NudgeNeuron(net, X0, T, layer=layer, nudge=1e-6)
    trace = bp.forward(net, X0)
    delta_L = bp.losses.squared_error.gradient(trace.X[-1], T)
    delta = bp.backward(net, trace, delta_L).delta[layer]
    for i in explorer.neuron.options:
        for s in explorer.sample.options:
            explorer.neuron.value, explorer.sample.value = i, s
            assert explorer.delta == delta[i - 1, s - 1]
            assert explorer.measured == pytest.approx(explorer.delta, abs=1e-5)


@pytest.mark.parametrize("layer, nudge", [(0, 0.5), (1, -0.25), (2, 0.1), (1, 0.0)])
def test_the_code_gives_the_numbers_on_the_screen(layer, nudge, capsys):
    explorer = NudgeNeuron(layer=layer, nudge=nudge, sample=2)
    slope = [explorer.measured] if nudge else []
    assert printed(explorer.code, capsys) == [*explorer.E, *slope, explorer.delta]


def test_the_earlier_layers_and_the_neighbours_do_not_notice():
    explorer = NudgeNeuron(layer=1, neuron=2, sample=3, nudge=0.25)
    before, after = bp.forward(EXAMPLE, X0).X[1], explorer.found.answers[0]
    moved = np.zeros((3, 3))
    moved[1, 2] = 0.25
    np.testing.assert_allclose(after - before, moved, atol=1e-15)


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_the_curve_of_E_is_E_after_each_nudge(layer):
    explorer = NudgeNeuron(layer=layer, sample=2)
    window, curve = explorer.view.loss.curve.get_data()
    assert np.array_equal(window, WINDOW)
    expected = [explorer.trial.E(0, nudge) for nudge in window]
    assert curve == pytest.approx(expected, rel=1e-12)
    assert np.ptp(curve) > 0.01


def test_the_fork_has_two_paths_that_are_lit_and_told():
    explorer = NudgeNeuron(FORK, [[0.6]], [[1.0]])
    assert "the 2 paths from it to E are lit" in explorer.picture.alt
    wired = explorer.view.wired
    assert len(wired.lit.get_segments()) == 2 + 2 + 1
    [louder], [first, second] = wired.labels[1], wired.labels[2]
    assert "+0.500" in louder.get_text()
    assert "+0.286" in first.get_text() and "−0.310" in second.get_text()


def test_the_weights_of_the_fork_stand_beside_its_lines():
    explorer = NudgeNeuron(FORK, [[0.6]], [[1.0]])
    written = [text.get_text() for text in explorer.view.wired.weights[1:]]
    assert written == ["0.8", "1.2", "−0.7", "0.9", "0.5"]


def test_no_nudge_is_said():
    explorer = NudgeNeuron(nudge=0)
    assert said(explorer)[1].startswith("A nudge of 0 changes nothing")
    assert "nan" not in explorer.picture.alt and "no secant" in explorer.picture.alt


def test_another_layer_offers_its_neurons_with_one_picture():
    explorer = NudgeNeuron(neuron=3)
    frame = explorer.picture.frame
    explorer.layer.value = 2
    assert explorer.picture.frame == frame + 1
    assert (explorer.neuron.options, explorer.neuron.value) == ((1,), 1)
    explorer.layer.value = 0
    assert explorer.neuron.options == (1, 2)
    assert not said(explorer)[0]


def test_a_control_changes_picture_words_and_alt_text():
    explorer = NudgeNeuron()
    for name, value in (("neuron", 2), ("sample", 3), ("nudge", -0.2), ("layer", 2)):
        before = seen(explorer)
        getattr(explorer, name).value = value
        assert all(old != new for old, new in zip(before, seen(explorer))), name


@pytest.mark.parametrize("arguments, complaint", [
    ({"net": EXAMPLE}, "X0 and T are wanted"),
    ({"net": [1, 2]}, "net is a list, expected a Network"),
    ({"T": T}, "T is given without X0"),
    ({"layer": 3}, "layer is 3"),
    ({"layer": 1, "neuron": 4}, "neuron is 4"),
    ({"sample": 0}, "sample is 0"),
    ({"nudge": 1.5}, "nudge is 1.5"),
    ({"nudge": float("nan")}, "nudge is nan"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused(arguments, complaint):
    refused(complaint, NudgeNeuron, **arguments)


def test_a_click_on_a_neuron_nudges_it_with_one_picture():
    clicked = NudgeNeuron()
    points = np.concatenate(clicked.view.wired.points[:-1])
    places = [(l, i + 1) for l, n in enumerate(EXAMPLE.sizes) for i in range(n)]
    for place, (layer, neuron) in zip(points, places, strict=True):
        frame = clicked.picture.frame
        point(clicked, at(clicked.view.wired.ring.axes, *place))
        assert clicked.picture.frame == frame + 1
        assert (clicked.layer.value, clicked.neuron.value) == (layer, neuron)
        assert seen(clicked)[1:] == seen(NudgeNeuron(layer=layer, neuron=neuron))[1:]


def test_the_nudge_is_dragged_along_E():
    explorer = NudgeNeuron()
    E = explorer.view.loss.tried.axes
    point(explorer, at(E, 0.1, 0.2), at(E, -0.4, 0.2), at(E, -0.753, 0.3))
    assert explorer.nudge.value == pytest.approx(-0.755, abs=0.003)
    assert seen(explorer)[1:] == seen(NudgeNeuron(nudge=explorer.nudge.value))[1:]
    y = explorer.view.near.get_ylim()[0]
    point(explorer, at(E, 1.2, y))
    assert explorer.nudge.value == 1


def test_a_click_beside_a_bar_nudges_its_neuron():
    explorer = NudgeNeuron()
    ax = explorer.view.right
    for x, neuron in ((3.2, 3), (1.9, 2), (0.45, 1), (3.55, 3)):
        point(explorer, at(ax, x, sum(ax.get_ylim()) / 2))
        assert (explorer.layer.value, explorer.neuron.value) == (1, neuron)
