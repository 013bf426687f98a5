"""What lessons 00 to 05 answer in words and no cell of them prints: that it is so."""

import ast
import re

import nbformat
import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers import Descent, NudgeNeuron, Sweep, Training

from .test_statements import LESSONS, cells, text

EXPLORERS = "Training|Neuron|Descent|Nudge|NudgeNeuron|Sweep"
first_lessons = pytest.mark.parametrize("number", ["00", "01", "02", "03", "04", "05"])


def answer(number):
    """Return the answers to what a lesson leaves to the reader."""
    return next(cell for cell in cells(number, "markdown") if cell.startswith("<details>"))


def said(number, *sentences):
    """Assert that a lesson says each of these."""
    assert [sentence for sentence in sentences if sentence not in text(number)] == []


@pytest.fixture
def digits():
    return Training(dataset="digits", layers="16, 16", eta=0.3, epochs=200)


def test_what_a_tenth_of_eta_does_to_the_digits(digits):
    status = digits.status
    assert "E = 0.137 after 200" in status.value
    assert "δ grows 3.14× from layer 3 back to layer 1" in status.value
    digits.eta.value = 0.03
    digits.finish()
    assert "E = 1.21 after 200" in status.value and "79% of them right" in status.value
    said("00", "from 2.44 to 1.21", "where 0.3 came to 0.14", "79% of the digits")
    assert round(digits.history.E[0], 2) == 2.44


def test_ten_times_eta_throws_the_network_of_lesson_00_out(digits):
    digits.eta.value = 3
    digits.finish()
    E, status = digits.history.E, digits.status.value
    assert E[-1] > 2 * E[0] and int(re.search(r"(\d+)% of them right", status)[1]) < 20
    assert (np.diff(E) > 0).mean() > 0.5
    assert int(re.search(r"(\d+)% of the units of layer 2 are saturated", status)[1]) > 50


def test_delta_grows_in_the_first_network_and_shrinks_in_the_deep_one(digits):
    digits.layers.value, digits.activation.value = "16, 16, 16, 16", "sigmoid"
    digits.finish()
    assert "δ shrinks 79.9× from layer 5 back to layer 1" in digits.status.value
    said("00", "3.1 times as large as in layer 3", "80 times smaller than in layer 5")


def test_the_slopes_that_lesson_00_names():
    trace = bp.forward(
        bp.Network([[[0.5, -0.4], [0.3, 0.8]]], [[0.1, -0.2]], ["tanh"]), [0.6, -0.9]
    )
    slopes = bp.activations.tanh.prime(trace.x[1]).ravel().round(2)
    said("00", f"$f' = {slopes[0]:.2f}$ and ${slopes[1]:.2f}$")


def test_a_winner_on_the_spirals():
    winner = Training(dataset="spirals", layers="16, 16", activation="relu", eta=1, epochs=50)
    assert "E = 0.0914" in winner.status.value and "100% of them right" in winner.status.value
    winner.epochs.value = 100
    winner.finish()
    assert "E = 0.0182" in winner.status.value and "100% of them right" in winner.status.value
    assert "98% of them right" in Training(dataset="spirals").status.value
    rights = []
    for eta in (0.1, 0.3, 1, 3):
        status = Training(dataset="spirals", activation="sigmoid", eta=eta).status.value
        rights.append(int(re.search(r"(\d+)% of them right", status)[1]))
    assert max(rights) == 68 and "more than 68% right" in answer("00")


def test_the_exclusive_or_of_lesson_01():
    W, b = re.search(r"`W=(.*), b=(.*)`", answer("01")).groups()
    net = bp.Network(ast.literal_eval(W), ast.literal_eval(b), ["relu", "identity"])
    trace = bp.forward(net, [[0, 0, 1, 1], [0, 1, 0, 1]])
    assert trace.X[1].tolist() == [[0, 1, 1, 2], [0, 0, 0, 1]]
    assert trace.X[2].tolist() == [[0, 1, 1, 0]]
    said("01", "0, 1, 1, 2", "0, 0, 0, 1", "0, 1, 1, 0")


def test_a_neuron_that_is_asleep_in_lesson_01():
    slope = bp.activations.tanh.prime(9.5)
    assert f"{slope:.8f}" == "0.00000002"
    said("01", "The total input is 9.5, and the slope only 0.00000002.")


def test_rows_of_another_book_are_our_columns_transposed():
    rng, sigmoid = np.random.default_rng(0), bp.activations.sigmoid
    x, W1, b1 = rng.normal(size=(5, 3)), rng.normal(size=(3, 4)), rng.normal(size=4)
    trace = bp.forward(bp.Network.from_rows([W1], [b1], ["sigmoid"]), x.T)
    a1 = np.dot(x, W1) + b1
    np.testing.assert_allclose(trace.x[1], a1.T)
    np.testing.assert_allclose(trace.X[1], sigmoid(a1).T)
    said("01", "| `a1 = np.dot(x, W1) + b1` |")


@pytest.fixture
def year():
    """Return what gives the months of a year after 1950, as in lesson 02."""
    months, temperature = bp.datasets.load("elnino", rng=0)

    def seven(k):
        columns = slice(12 * k + 2, 12 * k + 9)
        return months[:, columns], temperature[:, columns]

    return seven


def seen(explorer):
    """Return where the path of a Descent ends, and at which E."""
    place = re.search(r"path from \(.*?\) to \((.*?), (.*?)\)", explorer.picture.alt).groups()
    E = re.search(r"E = ([\d.]+)", explorer.status.value)[1]
    return [float(number.replace("−", "-")) for number in (*place, E)]


def test_the_two_valleys_that_lesson_02_found():
    call = re.search(r"`(Descent\(.*?\))`", answer("02"))[1]
    assert "comes to $E = 0.276$ near $w = -0.1$, $b = -0.15$" in answer("02")
    assert seen(eval(call)) == pytest.approx([-0.1, -0.15, 0.276], abs=0.02)
    assert "From `start=(2, -1)` it comes to $E = 0.54$ near $w = 2.2$, $b = -1.1$" in answer("02")
    other = call.replace("start=(0, 0)", "start=(2, -1)")
    assert seen(eval(other)) == pytest.approx([2.2, -1.1, 0.54], abs=0.05)
    np.testing.assert_allclose(np.tanh(2.2 * np.array([0, 1]) - 1.1), [-0.8, 0.8], atol=0.01)


@pytest.mark.parametrize("k, floor", [(0, (-2.76, -1.28, 0.035)), (32, (-1.35, 0.01, 0.008))])
def test_the_lowest_place_of_two_years(year, k, floor):
    said("02", f"$w = {floor[0]}$, $b = {floor[1]}$, where $E = {floor[2]}$")
    start = bp.Network([[[1.0]]], [[1.5]], ["tanh"])
    history = bp.train(start, *year(k), bp.losses.squared_error, eta=0.5, epochs=5000)
    found = history.net.W[0].item(), history.net.b[0].item(), history.E[-1]
    assert [round(*pair) for pair in zip(found, (2, 2, 3))] == list(floor)


def test_where_the_chain_of_lesson_02_goes():
    said("02", "The steps go to $(1.34, -1.26)$.", "stands still for ever")
    assert seen(Descent(net="chain", eta=0.5, start=(1.5, 1.5), steps=40))[:2] == [1.34, -1.26]
    assert "Stands still" in Descent(net="chain", eta=0.5, start=(0, 0), steps=40).status.value


def test_the_bowl_of_lesson_02():
    said("02", r"ten steps come lowest near $\eta = 1.5$", "nearly that of $b$")
    E = {eta: seen(Descent(net="identity", eta=eta, start=(2, 2), steps=10))[2]
         for eta in (1.2, 1.3, 1.4, 1.5, 1.6, 1.7)}  # fmt: skip
    assert E[1.5] == min(E.values())
    month = np.linspace(-1.5, 1.5, 12)[2:9]
    H = [[(month**2).mean(), month.mean()], [month.mean(), 1]]
    assert abs(np.linalg.eigh(H)[1][1, -1]) > 0.97


@pytest.mark.parametrize("eta", [0.01, 0.02, 0.03, 0.04, 0.045, 0.048, 0.0488, 0.05, 0.06])
def test_no_eta_arrives_in_the_long_valley_of_lesson_02(year, eta):
    said("02", "No η does it", "only another scale")
    plain = np.arange(3.0, 10.0).reshape(1, 7)
    status = Descent("identity", eta=eta, start=(1, -1), steps=200, X0=plain, T=year(0)[1]).status
    assert "Converges" not in status.value


@pytest.fixture
def nudging():
    """Return the network, the data and the loss of lesson 03."""
    W = [[[0.5, -0.4], [0.3, 0.8], [-0.7, 0.6]], [[1.0, -0.6, 0.5]]]
    net = bp.Network(W, [[0.1, -0.2, 0.3], [0.2]], ["tanh", "identity"])
    X0 = np.array([[0.6, -0.3, 0.8], [-0.9, 0.5, 0.4]])
    return net, bp.losses.squared_error, X0, np.array([[1.0, -0.5, 0.3]])


def right(net, loss, X0, T):
    """Return δ and the gradients that one sweep gives."""
    trace = bp.forward(net, X0)
    back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))
    return back, bp.gradients(trace, back)


@pytest.mark.parametrize("scheme, power", [("forward", -8), ("central", -5)])
def test_where_the_v_of_lesson_03_turns_around(nudging, scheme, power):
    said(
        "03", "With `forward` the ring turns around near $10^{-8}$, with `central` near $10^{-5}$."
    )
    exact = right(*nudging)[1].W[0][0, 0]
    errors = {
        p: abs(bp.numerical_gradients(*nudging, h=10.0**p, scheme=scheme).W[0][0, 0] - exact)
        for p in range(-14, 0)
    }
    assert abs(min(errors, key=errors.get) - power) <= 1


def test_the_curve_of_lesson_03_becomes_stairs(nudging):
    net, loss, X0, T = nudging
    values = set()
    for step in np.linspace(-2e-16, 2e-16, 100):
        W_0 = net.W[0].copy()
        W_0[0, 0] += step
        values.add(loss(bp.forward(net.replaced("W", 0, W_0), X0).X[-1], T))
    assert len(values) <= 5


def test_which_unit_of_lesson_03_crosses_its_kink_and_when(nudging):
    net, loss, X0, T = nudging
    kinked = bp.Network(net.W, net.b, ["relu", "identity"])
    x = bp.forward(kinked, X0).x[1]
    near = [tuple(place) for place in np.argwhere(abs(x) < 0.2)]
    assert near == [(1, 1), (2, 2)] and round(x[1, 1], 10) == 0.11
    exact = right(kinked, loss, X0, T)[1].b[0][1, 0]
    for h, agrees in ((0.109, True), (0.111, False)):
        found = bp.numerical_gradients(kinked, loss, X0, T, h=h).b[0][1, 0]
        assert (abs(found - exact) < 1e-9) == agrees
    said("03", "It is unit 2, with 0.11 for sample 2.", "by more than 0.11")


def test_the_complex_step_of_lesson_03(nudging):
    back, grads = right(*nudging)
    found = bp.numerical_gradients(*nudging, h=1e-20, scheme="complex")
    for ours, theirs in zip((*grads.W, *grads.b), (*found.W, *found.b)):
        np.testing.assert_allclose(theirs, ours, rtol=1e-14, atol=1e-16)
    far = bp.numerical_gradients(*nudging, h=1, scheme="complex").W[0][0, 0]
    assert (round(far, 2), round(grads.W[0][0, 0], 2)) == (0.02, -0.07)
    assert "comes out as 0.02 instead of −0.07" in answer("03")


def test_a_dead_unit_of_lesson_03_gets_no_slope_though_it_has_a_delta(nudging):
    net, loss, X0, T = nudging
    kinked = bp.Network(net.W, net.b, ["relu", "identity"])
    assert all((slope != 0).all() for part in right(kinked, loss, X0, T)[1] for slope in part)
    dead = bp.Network(net.W, [[0.1, -0.2, -2], [0.2]], ["relu", "identity"])
    back, grads = right(dead, loss, X0, T)
    of_unit_3 = [*grads.W[0][2], grads.b[0][2, 0], grads.W[1][0, 2]]
    assert of_unit_3 == [0, 0, 0, 0] and (back.delta[1][2] != 0).all()
    assert (back.dE_dx[1][2] == 0).all() and "Give unit 3 the bias −2 instead of 0.3" in answer(
        "03"
    )


def test_the_four_paths_of_lesson_04(nudging):
    net, loss, X0, T = nudging
    assert answer("04").count("1. Four: one through each neuron of layer 2") == 1
    explorer = NudgeNeuron(bp.Network.create([2, 3, 4, 1], rng=0), X0, T, layer=1)
    assert "the 4 paths from it to E are lit" in explorer.picture.alt


def test_what_measuring_costs_in_lesson_04():
    big = bp.Network.create([64, 32, 32, 10], rng=0)
    assert (sum(big.sizes[1:]), big.n_parameters) == (74, 3466)
    assert "74 for the neurons; 3,466 for the weights" in answer("04")


def test_the_sample_of_lesson_04_that_is_nearly_right(nudging):
    net, loss, X0, T = nudging
    delta = right(*nudging)[0].delta[1].round(3)
    assert delta[:, 2].tolist() == [0.003, -0.002, 0.002]
    assert delta[:, 1].tolist() == [0.241, -0.145, 0.121]
    assert "are 0.003, −0.002 and 0.002" in answer("04")
    assert "they are 0.241, −0.145 and 0.121" in answer("04")
    above = (bp.forward(net, X0).X[-1] - T)[0]
    assert round(above[2], 2) == 0.01 and abs(above[:2]).min() > 0.07
    assert "only 0.01 above its target" in answer("04")


def test_the_other_sign_of_lesson_04_makes_the_same_step(nudging):
    net, loss, X0, T = nudging
    said("04", r"books that write $\delta = (t - y) f'(x)$", r"$-\,\partial E/\partial x_i^{(l)}$")
    trace, (back, grads) = bp.forward(net, X0), right(*nudging)
    y, m = trace.X[-1], T.shape[1]
    theirs = (T - y) * net.f[-1].prime(trace.x[-1]) / m
    np.testing.assert_allclose(theirs, -back.dE_dx[-1])
    added = net.W[-1] + 0.1 * theirs @ trace.X[1].T
    np.testing.assert_allclose(added, bp.update(net, grads, 0.1).W[-1])


@pytest.fixture
def mazur():
    """Return the first explorer of lesson 05."""
    net = bp.Network(
        W=[[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]],
        b=[[0.35, 0.35], [0.60, 0.60]],
        f=["sigmoid", "sigmoid"],
    )
    X0, T = np.array([[0.05], [0.10]]), np.array([[0.01], [0.99]])
    return Sweep(net=net, X0=X0, T=T, loss=bp.losses.squared_error)


@pytest.fixture
def second():
    """Return the second explorer of lesson 05."""
    net = bp.Network.create([3, 4, 2], activation="tanh", output="sigmoid", rng=0)
    rng = np.random.default_rng(1)
    X0, T = rng.normal(size=(3, 5)), rng.random((2, 5))
    return Sweep(net=net, X0=X0, T=T, loss=bp.losses.squared_error, sample=2)


def of(explorer):
    """Return trace, δ and gradients of what a Sweep shows."""
    s = explorer.swept
    return bp.forward(s.net, s.X0), *right(s.net, s.loss, s.X0, s.T)


def test_the_step_of_lesson_05(mazur):
    mazur.step.click()
    assert "of neuron 2 in layer 1, is 0.0414." in mazur.status.value
    assert "W₁₂(1) + δ₂(2) f′(x₂(2)) W₂₂(1)" in mazur.picture.alt
    factors = of(mazur)[1].dE_dx[2].ravel()
    assert factors[0] > 0 > factors[1] and factors[0] > -factors[1]
    said("05", "*Step* lights the other column, $W_{12}$ and $W_{22}$", "0.0414, is the larger one")


def test_the_column_that_lesson_05_asks_for(second):
    assert "of neuron 1 in layer 1" in second.status.value
    second.step.click()
    assert "of neuron 2 in layer 1, is −0.00299." in second.status.value
    assert second.swept.net.W[1][:, 1].round(4).tolist() == [-0.1263, -0.1826]
    said("05", "**column 2** of $W(1)$, −0.1263 and −0.1826", "The sum is −0.00299.")


def test_a_neuron_of_lesson_05_that_nobody_hears(mazur):
    net = mazur.swept.net
    deaf = bp.Network([net.W[0], [[0, 0.45], [0, 0.55]]], net.b, net.f)
    _, back, grads = of(Sweep(net=deaf, X0=mazur.swept.X0, T=mazur.swept.T))
    assert back.delta[1][0, 0] == 0 and (grads.W[0][0] == 0).all()
    assert (grads.W[1][:, 0] != 0).all()
    learns = right(bp.update(deaf, grads, 0.5), mazur.swept.loss, mazur.swept.X0, mazur.swept.T)
    assert (learns[1].W[0][0] != 0).all()


def test_one_neuron_a_layer_leaves_one_product_in_lesson_05(mazur):
    mazur.layers.value = "1, 1, 1, 1"
    trace, back, _ = of(mazur)
    net, product = mazur.swept.net, back.delta[3]
    assert net.sizes == [1, 1, 1, 1]
    for l in (2, 1, 0):
        product = product * net.f[l].prime(trace.x[l + 1]) * net.W[l]
    np.testing.assert_allclose(product, back.delta[0])


def test_the_sleeping_neuron_of_lesson_05(second):
    second.activation.value = "relu"
    trace, back, _ = of(second)
    asleep = second.swept.net.f[0].prime(trace.x[1]) == 0
    assert asleep[:, 1].tolist() == [False, False, False, True] and not asleep[3, 3]
    assert (round(trace.x[1][3, 1], 2), round(back.delta[1][3, 1], 4)) == (-0.36, 0.0007)
    assert back.dE_dx[1][3, 1] == 0
    assert "its total input is −0.36" in answer("05") and "is 0.0007 and not 0" in answer("05")


@first_lessons
def test_what_is_left_to_the_reader_is_answered_right_after_it(number):
    notebook = nbformat.read(LESSONS[number], as_version=4).cells
    tagged = [i for i, cell in enumerate(notebook) if "answer" in cell.metadata.get("tags", [])]
    before = "".join(cell.source for cell in notebook[max(0, tagged[0] - 2) : tagged[0]])
    assert len(tagged) == 1 and "## On your own" in before
    items = [
        re.findall(r"^\d+\. ", part, re.M)
        for part in (before.split("## On your own")[1], notebook[tagged[0]].source)
    ]
    assert items[0] == items[1]


def reading(number):
    """Return a lesson's cells by the section they stand in; the answers left out."""
    sections, title = {}, ""
    for cell in nbformat.read(LESSONS[number], as_version=4).cells:
        if cell.metadata.get("tags"):
            continue
        if cell.cell_type == "markdown":
            title = (re.findall(r"^## .*", cell.source, re.M) or [title])[-1]
        sections.setdefault(title, []).append(cell)
    return sections


def minutes(cells):
    """130 words a minute, half a minute a code cell, four an explorer and an exercise."""
    prose = [cell.source for cell in cells if cell.cell_type == "markdown"]
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    shows = sum(bool(re.search(rf"^(\w+ = )?({EXPLORERS})\(", source, re.M)) for source in code)
    checks = sum("bp.exercises.check(" in source for source in code)
    return len(" ".join(prose).split()) / 130 + len(code) / 2 + 4 * (shows + checks)


@first_lessons
def test_the_minutes_that_are_promised_are_those_it_takes(number):
    first = [
        cell
        for title, cells in reading(number).items()
        for cell in cells
        if "(second reading)" not in title
    ]
    promised = int(re.search(r"[Aa]bout (\d+) minutes", first[0].source)[1])
    assert 30 <= promised <= 60 and abs(minutes(first) - promised) <= 5
    assert ("second reading" in first[0].source) == ("(second reading)" in text(number))
