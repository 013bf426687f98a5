"""What the lessons say in words: that it is so, and that they still say it."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers import Descent, NudgeNeuron, Training

from ..store_outputs import NOTEBOOKS, lessons

LESSONS = {name.split("_")[0]: NOTEBOOKS / f"{name}.ipynb" for name in lessons(NOTEBOOKS)}
each_lesson = pytest.mark.parametrize("number", LESSONS)


def cells(number, kind):
    """Return the sources of a lesson's cells of a kind."""
    notebook = json.loads(LESSONS[number].read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def text(number):
    """Return all that a lesson says in text cells."""
    return "\n\n".join(cells(number, "markdown"))


def closed(text):
    """Return the targets of links in a text of the lessons' folder that open no file."""
    targets = set(re.findall(r"\]\((?!\w+:)([^)\s#]+)", text))
    return {target for target in targets if not (NOTEBOOKS / target).exists()}


@each_lesson
def test_every_link_opens_a_file(number):
    assert closed(text(number)) == set()


def test_the_glossary_has_every_symbol_and_its_links_open():
    glossary = (NOTEBOOKS / "GLOSSARY.md").read_text(encoding="utf-8")
    assert closed(glossary) == set()
    symbols = "x(l) X(l) f′ T E η δ(l) ∂E/∂x(l) ∂E/∂W(l) ∂E/∂b(l) W(l) b(l)".split()
    first = re.findall(r"^\| ([^|]+) \|", glossary, re.M)
    assert [symbol for symbol in symbols if symbol not in ", ".join(first).split(", ")] == []


@each_lesson
def test_a_lesson_is_said_to_be_written_as_long_as_it_is_not_there(number):
    """When a lesson arrives, this names the sentences that should now link to it."""
    mentions = re.findall(r"[Ll]esson (\d\d\w?)\b *(\(being written\))?", text(number))
    mentions += re.findall(r"^\| (\d\d\w?) \| [^|(]*(\(being written\))?", text(number), re.M)
    wrong = {lesson for lesson, promised in mentions if bool(promised) == (lesson in LESSONS)}
    assert wrong == set()


@pytest.mark.parametrize("weight, asleep", [(20, False), (200, True)])
def test_which_weight_saturates_a_hidden_neuron_in_lesson_06(weight, asleep):
    net = bp.Network(
        W=[[[weight, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]],
        b=[[0.35, 0.35], [0.60, 0.60]],
        f=["sigmoid", "sigmoid"],
    )
    trace = bp.forward(net, [[0.05], [0.10]])
    back = bp.backward(net, trace, bp.losses.squared_error.gradient(trace.X[-1], [[0.01], [0.99]]))
    grads = bp.gradients(trace, back)
    dead = abs(grads.W[0][0]).max() < 1e-3 * abs(grads.W[0][1]).max()
    assert (dead, bool(net.f[0].prime(trace.x[1])[0, 0] < 1e-3)) == (asleep, asleep)
    assert abs(grads.W[1]).min() > 0.01


def test_lesson_03_answers_the_prediction_that_it_asks_for():
    asked = next(
        cell
        for cell in cells("03", "markdown")
        if "Predict how the central difference does" in cell
    )
    answered = next(cell for cell in cells("03", "code") if cell.startswith("for h in (1e-1,"))
    powers = [-1, *map(int, re.findall(r"10\^\{(-\d+)\}", asked.split(", compared with")[0]))]
    assert answered.startswith(f"for h in ({', '.join(f'1e{power}' for power in powers)}):")


def test_the_other_notation_of_lesson_04_meets_ours_in_the_gradients():
    """dA of a sample is the slope of its own loss; dW and db take the mean."""
    rng, m = np.random.default_rng(0), 5
    net, loss = bp.Network.create([3, 4, 2], rng=0), bp.losses.squared_error
    X0, T = rng.normal(size=(3, m)), rng.normal(size=(2, m))
    trace = bp.forward(net, X0)
    back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))
    grads = bp.gradients(trace, back)
    dA = trace.X[-1] - T
    for l in (1, 0):
        dZ = dA * net.f[l].prime(trace.x[l + 1])
        np.testing.assert_allclose(dA, m * back.delta[l + 1])
        np.testing.assert_allclose(dZ, m * back.dE_dx[l + 1])
        np.testing.assert_allclose(dZ @ trace.X[l].T / m, grads.W[l])
        np.testing.assert_allclose(dZ.sum(axis=1, keepdims=True) / m, grads.b[l])
        dA = net.W[l].T @ dZ


def test_the_sea_temperature_is_told_in_its_unit():
    with np.load(Path(bp.__file__).parent / "data" / "elnino.npz") as data:
        celsius = data["celsius"]
    months, temperature = bp.datasets.load("elnino", rng=0)
    assert "one standard deviation is 2.24 °C" in text("08")
    np.testing.assert_allclose(
        temperature.reshape(celsius.shape) * celsius.std(), celsius - celsius.mean(), atol=1e-12
    )
    assert round(float(celsius.std()), 2) == 2.24
    off = np.sqrt(((celsius - celsius.mean(axis=0)) ** 2).mean())
    assert round(float(off), 2) == 1.08
    assert len(np.unique(months)) == 12 and "celsius" not in "".join(cells("08", "code"))


def test_the_corner_of_lesson_02_is_as_slow_as_it_says():
    months, temperature = bp.datasets.load("elnino", rng=0)
    X0, T = months[:, 2:9], temperature[:, 2:9]

    def E(eta, w, b):
        net = bp.Network([[[w]]], [[b]], ["tanh"])
        return bp.train(net, X0, T, bp.losses.squared_error, eta, epochs=200).E

    assert [int((E(5, *start) < 0.036).argmax()) for start in ((1.0, 1.5), (4.0, 4.0))] == [6, 160]
    crawls = Descent(net="tanh", eta=0.5, start=(4, 4), steps=200)
    assert "Crawls" in crawls.status.value and "2% of the way down" in crawls.status.value
    assert "Converges" in Descent(net="tanh", eta=5, start=(4, 4), steps=200).status.value


@pytest.mark.parametrize("weight, directions", [(-0.7, [1, -1]), (0.7, [1, 1])])
def test_the_listeners_of_the_fork_in_lesson_04_move_as_it_says(weight, directions):
    W, b = [[[0.8]], [[1.2], [weight]], [[0.9, 0.5]]], [[0.1], [0.0, 0.2], [0.1]]
    layer_2 = bp.Network(W[1:2], b[1:2], ["tanh"])
    X1 = bp.forward(bp.Network(W[:1], b[:1], ["tanh"]), [[0.6]]).X[-1]
    here = bp.forward(layer_2, X1).X[-1]
    for nudge in (0.1, -0.1, 0.5, -0.5):
        moved = bp.forward(layer_2, X1 + nudge).X[-1] - here
        assert (np.sign(moved.ravel()) == np.sign(nudge) * np.array(directions)).all()


def test_the_other_fork_of_lesson_04_can_be_shown():
    shown = next(cell for cell in cells("04", "markdown") if "W_both" in cell)
    made = next(cell for cell in cells("04", "code") if cell.startswith("fork ="))
    names = {
        "bp": bp,
        "NudgeNeuron": NudgeNeuron,
        "X_in": np.array([[0.6]]),
        "T_out": np.array([[1.0]]),
    }
    exec(made, names)
    exec(
        re.search(r"```python\n(.*?)```", shown, re.S)[1].replace(
            "NudgeNeuron(", "shown = NudgeNeuron(", 1
        ),
        names,
    )
    assert "the 2 paths from it to E are lit" in names["shown"].picture.alt


def test_a_tanh_network_that_starts_at_zero_ends_at_the_mean_of_the_target():
    months, temperature = bp.datasets.load("elnino", rng=0)
    X0, T = months[:, 2:9], temperature[:, 2:9]
    zero = bp.Network(
        [np.zeros((3, 1)), np.zeros((1, 3))], [np.zeros(3), [0]], ["tanh", "identity"]
    )
    history = bp.train(zero, X0, T, bp.losses.squared_error, eta=0.3, epochs=500)
    assert all((W == 0).all() for W in history.net.W) and (history.net.b[0] == 0).all()
    np.testing.assert_allclose(history.net.b[1], T.mean())
    np.testing.assert_allclose(history.E[-1], T.var() / 2)


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu"])
def test_neurons_that_start_alike_stay_alike(activation):
    X0, T = bp.datasets.load("spirals", rng=0)
    alike = bp.Network(
        [np.full((4, 2), 0.5), np.full((1, 4), 0.5)], [np.zeros(4), [0]], [activation, "identity"]
    )
    history = bp.train(alike, X0, T, bp.losses.logistic, eta=0.3, epochs=300)
    assert np.ptp(history.net.W[0], axis=0).max() < 1e-9 and np.ptp(history.net.W[1]) < 1e-9
    assert history.E[-1] > 0.41


def spirals_seen():
    """Return what the explorer of lesson 08 trains on."""
    return bp.datasets.load("spirals", rng=0, split=0.2)[0]


def largest_jumps(eta):
    """Return the largest factors of E and each layer's δ, up or down, in an epoch of lesson 08."""
    net = bp.Network.create([2, 16, 16, 1], "tanh", rng=0)
    history = bp.train(net, *spirals_seen(), bp.losses.logistic, eta, epochs=300)
    return [
        np.exp(np.abs(np.diff(np.log(sizes), axis=0)).max(axis=0))
        for sizes in (history.E, history.delta_rms)
    ]


def test_delta_of_every_layer_jumps_when_eta_is_too_large():
    E, delta = largest_jumps(0.3)
    assert E < 1.5 and delta.max() < 1.5
    E, delta = largest_jumps(10)
    assert E > 3 and delta.min() > 1.5 and delta[:2].min() > 5 and delta[:2].min() > delta[2:].max()


def test_luck_decides_from_some_eta_on():
    starts = [bp.Network.create([2, 16, 16, 1], "tanh", rng=seed) for seed in range(5)]
    middle = []
    for eta in (0.3, 1, 3):
        ends = [
            bp.train(start, *spirals_seen(), bp.losses.logistic, eta, epochs=300).E[-1]
            for start in starts
        ]
        assert max(ends) < 5 * min(ends)
        middle.append(np.median(ends))
    lucky = [
        bp.train(start, *spirals_seen(), bp.losses.logistic, 10, epochs=300) for start in starts
    ]
    assert middle == sorted(middle, reverse=True) and min(run.E[-1] for run in lucky) < middle[-1]
    assert any(run.E[-1] > run.E[0] for run in lucky)


def test_relu_is_thrown_out_and_dies_where_tanh_only_jumps():
    explorer = Training(dataset="spirals", layers="16, 16", activation="relu", eta=30, epochs=300)
    assert (
        explorer.history.E.max() > 1e6
        and "100% of the units of layer 2 are dead" in explorer.status.value
    )
    X0, T = bp.datasets.load("spirals", rng=0)
    E = bp.train(
        bp.Network.create([2, 16, 16, 1], "relu", rng=0), X0, T, bp.losses.logistic, 30, epochs=300
    ).E
    assert (E > 1e12).any()
