"""The nudge explorer: every number on the screen is bpkit's, and what goes wrong is said."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers import Nudge
from bpkit.explorers.frame.problem import example
from tests.explorers.acting import at, point, refused, said

EXAMPLE, X0, T = example()


def network(f):
    """Return the network of the example with other hidden neurons."""
    return bp.Network(EXAMPLE.W, EXAMPLE.b, [f, "identity"])


def printed(code, capsys):
    """Return the numbers that code prints."""
    capsys.readouterr()
    exec(code, {})
    return [float(number) for number in capsys.readouterr().out.split()]


@pytest.mark.parametrize("scheme", ["forward", "central"])
@pytest.mark.parametrize("h", [0.3, 1e-5])
def test_every_parameter_gets_the_slope_of_bpkit(scheme, h):
    net = network("tanh")
    explorer = Nudge(net, X0, T, h=h, scheme=scheme)
    loss = bp.losses.squared_error
    nudges = bp.numerical_gradients(net, loss, X0, T, h=h, scheme=scheme)
    trace = bp.forward(net, X0)
    grads = bp.gradients(trace, bp.backward(net, trace, loss.gradient(trace.X[-1], T)))
    assert len(explorer.parameter.options) == net.n_parameters
    for choice in explorer.parameter.options:
        explorer.parameter.value = choice
        name, l, index = explorer.parameters[choice]
        assert explorer.slope == getattr(nudges, name)[l][index]
        assert explorer.exact == getattr(grads, name)[l][index]
        assert explorer.error == abs(explorer.slope - explorer.exact)
        assert list(explorer.evaluations) == ([0.0, h] if scheme == "forward" else [-h, h])
        first, second = explorer.evaluations.values()
        assert (second - first) / (h if scheme == "forward" else 2 * h) == explorer.slope


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("parameter", ["W[0][1, 0]", "b[0][2]"])
def test_the_code_gives_the_numbers_on_the_screen(precision, parameter, capsys):
    explorer = Nudge(h=0.01, scheme="forward", precision=precision, parameter=parameter)
    *evaluations, slope = printed(explorer.code, capsys)
    assert evaluations == list(explorer.evaluations.values())
    # numerical_gradients rounds the slope to the precision of the network
    assert slope == np.dtype(precision).type(explorer.slope)


def test_both_differences_and_precisions_share_no_curve():
    explorer = Nudge()
    central = explorer.found.errors[1]
    explorer.precision.value = "float32"
    assert explorer.found.errors[1].min() > 100 * central.min()
    explorer.precision.value = "float64"
    assert np.array_equal(explorer.found.errors[1], central)


@pytest.mark.parametrize("scheme, evaluations", [("forward", 1), ("central", 2)])
def test_the_passes_are_counted(scheme, evaluations):
    explorer = Nudge(scheme=scheme)
    P = EXAMPLE.n_parameters
    once = 1 if scheme == "forward" else 0  # E(θ) serves all
    assert explorer.passes[scheme] == evaluations * P + once
    assert f"{explorer.passes[scheme]} for all {P} parameters" in said(explorer)[1]


def test_a_kink_between_the_evaluations_is_told():
    explorer = Nudge(network("relu"), X0, T, parameter="b[0][2]", h=0.1)
    assert explorer.kinks == [(1, 2, 2)]
    assert "unit 3 of layer 1 crossed its kink (sample 3)" in said(explorer)[1]
    assert "crossed its kink" in explorer.picture.alt
    explorer.h.value = 0.01
    assert explorer.kinks == [] and "kink" not in said(explorer)[1]
    assert Nudge(network("tanh"), X0, T, parameter="b[0][2]", h=0.1).kinks == []


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        ({"h": 0}, "h is 0"),
        ({"scheme": "complex"}, "scheme is 'complex'"),
        ({"parameter": "W[9]"}, "parameter is"),
        ({"precision": "float16"}, "precision is"),
        ({"net": EXAMPLE}, "X0 and T are wanted"),
        ({"net": [1, 2]}, "net is a list, expected a Network"),
        ({"T": T}, "T is given without X0"),
        ({"X0": X0}, "X0 is given without T"),
        ({"loss": "hinge"}, "loss 'hinge' is not known"),
        ({"net": bp.Network.create([2, 9, 1]), "X0": X0, "T": T}, "at most 6 of at most 8 neurons"),
        ({"X0": np.ones((2, 51)), "T": np.ones((1, 51))}, "51 samples, at most 50"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments, complaint):
    refused(complaint.replace("(", r"\("), Nudge, **arguments)


def test_data_of_ones_own_go_with_the_network_of_the_example():
    explorer = Nudge(X0=2 * X0, T=T)
    assert explorer.exact == Nudge(EXAMPLE, 2 * X0, T).exact != Nudge().exact


def test_h_can_be_dragged_on_the_v(capsys):
    explorer = Nudge()
    ax = explorer.view.errors.line.axes
    point(explorer, at(ax, 1e-5, 1), at(ax, 1e-9, 1e-3), at(ax, 3.04e-3, 1e-8))
    assert explorer.h.value == explorer.h.number.value == 3e-3
    assert printed(explorer.code, capsys)[-1] == explorer.slope
    assert explorer.view.errors.line.get_xdata()[0] == 3e-3
