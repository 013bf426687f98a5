"""The nudge explorers: every number on the screen is bpkit's, and what goes wrong is said in words."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers import Nudge, NudgeNeuron

W = [[[0.5, -0.4], [0.3, 0.8], [-0.7, 0.6]], [[1.0, -0.6, 0.5]]]
B = [[0.1, -0.2, 0.3], [0.2]]
X0 = np.array([[0.6, -0.3, 0.8], [-0.9, 0.5, 0.4]])
T = np.array([[1.0, -0.5, 0.3]])
FORK = bp.Network([[[0.8]], [[1.2], [-0.7]], [[0.9, 0.5]]], [[0.1], [0, 0.2], [0.1]], ["tanh", "tanh", "identity"])


def network(f):
    return bp.Network(W, B, [f, "identity"])


def run(code, capsys):
    capsys.readouterr()
    exec(code, {})
    return capsys.readouterr().out.split("\n")


@pytest.mark.parametrize("scheme", ["forward", "central"])
@pytest.mark.parametrize("h", [0.3, 1e-5])
def test_every_parameter_gets_the_slope_of_bpkit(scheme, h):
    explorer, net = Nudge(network("tanh"), X0, T, h=h, scheme=scheme), network("tanh")
    nudges = bp.numerical_gradients(net, bp.losses.squared_error, X0, T, h=h, scheme=scheme)
    trace = bp.forward(net, X0)
    grads = bp.gradients(trace, bp.backward(net, trace, bp.losses.squared_error.gradient(trace.X[-1], T)))
    assert len(explorer.parameter.options) == net.n_parameters
    for choice in explorer.parameter.options:
        explorer.parameter.value = choice
        _, name, l, index = explorer.parameters[choice]
        assert explorer.slope == getattr(nudges, name)[l][index]
        assert explorer.exact == getattr(grads, name)[l][index]
        assert explorer.error == abs(explorer.slope - explorer.exact)
        assert list(explorer.evaluations) == ([0.0, h] if scheme == "forward" else [-h, h])
        first, second = explorer.evaluations.values()
        assert (second - first) / (h if scheme == "forward" else 2 * h) == explorer.slope


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_the_code_of_nudge_gives_the_numbers_on_the_screen(precision, capsys):
    explorer = Nudge(h=0.01, scheme="forward", precision=precision, parameter="W[0][1, 0]")
    lines = run(explorer.code, capsys)
    assert [float(line) for line in lines[:2]] == list(explorer.evaluations.values())
    assert float(lines[2]) == pytest.approx(explorer.slope, rel=1e-6)


def test_the_v_has_arms_of_slope_1_2_and_minus_1():
    explorer = Nudge(network("tanh"), X0, T)
    h, (forward, central) = 10.0 ** np.arange(-16, 0.1, 0.25), explorer.errors(explorer.trial)

    def arm(error, low, high):
        among = (h >= low) & (h <= high)
        return np.polyfit(np.log(h[among]), np.log(error[among]), 1)[0]

    assert arm(forward, 1e-5, 1e-1) == pytest.approx(1, abs=0.1)
    assert arm(central, 1e-3, 1e-1) == pytest.approx(2, abs=0.1)
    assert arm(central, 1e-14, 1e-7) == pytest.approx(-1, abs=0.3)
    explorer.precision.value = "float32"
    assert explorer.errors(explorer.trial)[1].min() > 100 * central.min()


@pytest.mark.parametrize("scheme, passes", [("forward", 14), ("central", 26)])
def test_the_passes_are_counted(scheme, passes):
    explorer = Nudge(scheme=scheme)
    assert explorer.passes[scheme] == passes
    assert f"{passes} for all 13 parameters" in explorer.status.value


def test_a_kink_between_the_evaluations_is_told():
    explorer = Nudge(network("relu"), X0, T, parameter="b[0][2]", h=0.1)
    assert explorer.kinks == [(1, 2, 2)]
    assert "unit 3 of layer 1 crossed its kink (sample 3)" in explorer.status.value
    assert "crossed its kink" in explorer.picture.alt
    explorer.h.value = 0.01
    assert explorer.kinks == [] and "kink" not in explorer.status.value
    assert Nudge(network("tanh"), X0, T, parameter="b[0][2]", h=0.1).kinks == []


@pytest.mark.parametrize("h, reason", [(0.5, "truncation"), (1e-12, "rounding"), (1e-16, "is lost")])
def test_the_reason_of_the_error_is_told(h, reason):
    # at W[1][0, 0] = 1 numbers lie 2e-16 apart
    parameter = "W[1][0, 0]" if reason == "is lost" else "W[0][0, 0]"
    explorer = Nudge(network("tanh"), X0, T, parameter=parameter, h=h, scheme="forward")
    told = explorer.status.value.split("apart.")[1].split("passes")[0]
    assert reason in told
    assert [word for word in ("truncation", "rounding", "is lost") if word in told] == [reason]


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        ({"h": 0}, "h is 0"),
        ({"scheme": "complex"}, "scheme is 'complex'"),
        ({"parameter": "W[9]"}, "parameter is"),
        ({"precision": "float16"}, "precision is"),
        ({"net": FORK}, "X0 and T are wanted"),
        ({"loss": "hinge"}, "loss 'hinge' is not known"),
        ({"net": bp.Network.create([2, 9, 1]), "X0": X0, "T": T}, "at most 6 of at most 8 neurons"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments, complaint):
    with pytest.raises(ValueError, match=complaint.replace("(", r"\(")):
        Nudge(**arguments)


@pytest.mark.parametrize("layer", [0, 1, 2, 3])
def test_a_small_nudge_measures_delta(layer):
    net = bp.Network.create([2, 3, 4, 1], rng=1)
    explorer = NudgeNeuron(net, X0, T, layer=layer, nudge=1e-6)
    trace = bp.forward(net, X0)
    delta = bp.backward(net, trace, bp.losses.squared_error.gradient(trace.X[-1], T)).delta[layer]
    for i in explorer.neuron.options:
        for s in explorer.sample.options:
            explorer.neuron.value, explorer.sample.value = i, s
            assert explorer.delta == delta[i - 1, s - 1]
            assert explorer.measured == pytest.approx(explorer.delta, abs=1e-5)


@pytest.mark.parametrize("layer, nudge", [(0, 0.5), (1, -0.25), (2, 0.1), (1, 0.0)])
def test_the_code_of_nudge_neuron_gives_the_numbers_on_the_screen(layer, nudge, capsys):
    explorer = NudgeNeuron(layer=layer, nudge=nudge, sample=2)
    lines = run(explorer.code, capsys)
    assert tuple(map(float, lines[0].split())) == explorer.E
    assert float(lines[-2]) == explorer.delta
    if nudge:
        assert float(lines[1]) == explorer.measured


def test_the_earlier_layers_and_the_neighbours_do_not_notice():
    explorer = NudgeNeuron(network("tanh"), X0, T)
    before, after = bp.forward(network("tanh"), X0).X[1], explorer.answered(1, 1, 2, 0.25)[0]
    moved = np.zeros((3, 3))
    moved[1, 2] = 0.25
    np.testing.assert_allclose(after - before, moved, atol=1e-15)


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_the_curve_of_E_is_E_after_each_nudge(layer):
    explorer = NudgeNeuron(layer=layer, sample=2)
    window, curve = explorer.secant[0].get_data()
    assert curve == pytest.approx([explorer.E_at(layer, 0, 1, nudge) for nudge in window], rel=1e-12)
    assert np.ptp(curve) > 0.01


def test_the_fork_has_two_paths_that_are_lit_and_told():
    explorer = NudgeNeuron(FORK, [[0.6]], [[1.0]])
    assert "the 2 paths from it to E are lit" in explorer.picture.alt
    assert len(explorer.wired[1].get_segments()) == 2 + 2 + 1
    texts = [text.get_text() for layer in explorer.wired[3] for text in layer]
    assert "+0.286" in texts[2] and "−0.310" in texts[3]


def test_no_nudge_is_said_and_another_layer_offers_its_neurons():
    explorer = NudgeNeuron(nudge=0)
    assert "A nudge of 0 changes nothing" in explorer.status.value
    explorer.neuron.value = 3
    frame = explorer.picture.frame
    explorer.layer.value = 2
    assert explorer.picture.frame == frame + 1
    assert (explorer.neuron.options, explorer.neuron.value) == ((1,), 1)
    explorer.layer.value = 0
    assert explorer.neuron.options == (1, 2)
    assert 'data-wrong="0"' in explorer.status.value


@pytest.mark.parametrize("explorer", [Nudge, NudgeNeuron])
def test_closing_leaves_nothing(explorer):
    from ipywidgets.widgets.widget import _instances

    before = set(_instances)
    explorer().close()
    assert set(_instances) == before
