"""The sweep explorer without a browser: numbers and lines are bpkit's, and nothing breaks it."""

import contextlib
import csv
import inspect
import io
import re

import nbformat
import numpy as np
import pytest

import bpkit as bp
from bpkit.equations import EQUATIONS
from bpkit.explorers import Sweep
from bpkit.explorers.frame import problem
from bpkit.explorers.frame.notation import number
from bpkit.explorers.sweep import view
from bpkit.explorers.sweep.model import SweepMoment
from bpkit.explorers.sweep.stops import Stop
from bpkit.explorers.sweep.words import spelled
from bpkit.plots import boxes

from ...store_outputs import NOTEBOOKS
from ..acting import at, displayed, point, refused

ISSUE = "δ₁(1) = δ₁(2) f′(x₁(2)) W₁₁(1) + δ₂(2) f′(x₂(2)) W₂₁(1) = "
NUMBERED = {
    "forward": bp.forward,
    "backward": bp.backward,
    "gradients": bp.gradients,
    "update": bp.update,
}


def network(sizes, activation, output, dtype=np.float64):
    start = bp.Network.create(sizes, activation, output, rng=1, dtype=dtype)
    rng = np.random.default_rng(2)
    return bp.Network(start.W, [rng.normal(size=b.shape).astype(dtype) for b in start.b], start.f)


def case(
    sizes, m, activation="tanh", output="sigmoid", loss="squared_error", dtype=np.float64, sample=1
):
    rng = np.random.default_rng(3)
    T = bp.datasets.one_hot(rng.integers(sizes[-1], size=m), sizes[-1])
    net = network(sizes, activation, output, dtype)
    return {
        "net": net,
        "X0": rng.normal(size=(sizes[0], m)),
        "T": T,
        "loss": loss,
        "sample": sample,
    }


CASES = {
    "mazur": {},
    "3-4-2": case([3, 4, 2], 5, sample=3),
    "deepest": case([8] * 6, 3, "relu", "identity", "cross_entropy", sample=2),
    "one layer": case([3, 1], 2, output="identity", loss="logistic"),
    "one of each": case([1, 1, 1, 1], 1, "softplus"),
    "float32": case([2, 5, 3], 4, "leaky_relu", dtype=np.float32, sample=4),
}
each_case = pytest.mark.parametrize("name", CASES)


def truth(explorer):
    """Return trace, back and grads, computed by bpkit from the explorer's network and data."""
    s = explorer.swept
    trace = bp.forward(s.net, s.X0)
    back = bp.backward(s.net, trace, s.loss.gradient(trace.X[-1], s.T))
    return trace, back, bp.gradients(trace, back)


def expected(explorer):
    """Return the ledger as bpkit has it: a dictionary of numbers for each neuron."""
    (trace, back, grads), net, s = truth(explorer), explorer.swept.net, explorer.sample.value - 1
    rows = []
    for l, n in enumerate(net.sizes):
        for i in range(n):
            row = {"layer": l, "unit": i + 1, "X": trace.X[l][i, s], "delta": back.delta[l][i, s]}
            if l:
                row |= {
                    "x": trace.x[l][i, s],
                    "dE_dx": back.dE_dx[l][i, s],
                    "dE_db": grads.b[l - 1][i, 0],
                }
                row["f_prime"] = net.f[l - 1].prime(trace.x[l])[i, s]
                row |= {f"dE_dW_{j + 1}": grads.W[l - 1][i, j] for j in range(net.sizes[l - 1])}
            rows.append(row)
    return rows


def read_back(text):
    """Return the rows of a CSV as dictionaries of the numbers that are there."""
    return [{k: float(v) for k, v in row.items() if v} for row in csv.DictReader(io.StringIO(text))]


def shown(explorer):
    """Return what the page shows below the picture, without marks."""
    return re.sub(r"<style>.*?</style>|<[^>]*>", " ", explorer.equation.value, flags=re.S)


def said(explorer):
    return re.sub(r"<[^>]*>", "", explorer.status.value)


@each_case
def test_the_ledger_is_backward_and_gradients_to_the_last_bit(name):
    explorer = Sweep(**CASES[name])
    explorer.stop.value = len(explorer.stops)
    assert read_back(explorer.ledger_csv) == expected(explorer)


@each_case
def test_the_ledger_fills_one_number_a_stop(name):
    explorer = Sweep(**CASES[name], stop=0)
    filled = [sum(map(len, read_back(explorer.ledger_csv)))]
    explorer.stop.value = 0
    for stop in explorer.stops[:20]:
        explorer.step.click()
        filled.append(sum(map(len, read_back(explorer.ledger_csv))))
        # the loss has no place in the ledger, and f′ comes with the bridge
        assert filled[-1] - filled[-2] == {"E": 0, "dE_dx": 2}.get(stop.quantity, 1)


@each_case
def test_every_stop_ends_in_the_number_of_bpkit(name):
    explorer = Sweep(**CASES[name])
    (trace, back, grads), s = truth(explorer), explorer.sample.value - 1
    homes = {"x": trace.x, "X": trace.X, "delta": back.delta, "dE_dx": back.dE_dx}
    for stop in explorer.stops:
        quantity, l, i, j = stop
        if quantity == "E":
            right = explorer.swept.loss(trace.X[-1], explorer.swept.T)
        elif quantity in homes:
            right = homes[quantity][l][i, s]
        else:
            right = grads.W[l][i, j] if quantity == "dE_dW" else grads.b[l][i, 0]
        assert explorer.swept.value(stop, s) == right
        moment = SweepMoment(explorer.swept, [stop], 1, s)
        assert spelled(moment)[-1].endswith(f" = {number(float(right))}")


@each_case
def test_the_numbers_put_into_an_equation_give_its_result(name):
    explorer, s = Sweep(**CASES[name]), CASES[name].get("sample", 1) - 1
    tried = 0
    for stop in explorer.stops:
        if stop.quantity in ("x", "dE_dx") or (
            stop.quantity == "delta" and stop.l < explorer.swept.net.depth
        ):
            for text in spelled(SweepMoment(explorer.swept, [stop], 1, s))[1:]:
                product = text.removeprefix("= ").partition(" = ")[0]
                got = eval(product.replace("−", "-").replace("·", "*"))
                assert got == pytest.approx(explorer.swept.value(stop, s), abs=2e-3)
                tried += 1
    assert tried


def test_the_equation_of_the_issue_is_on_the_screen():
    text = re.sub(r"\s+", " ", shown(Sweep()))
    assert (
        ISSUE + "0.7414·0.1868·0.40 + (−0.2171)·0.1755·0.50 = 0.1385·0.40 + (−0.0381)·0.50 = 0.0364"
        in text
    )
    assert "delta[l] = W[l].T @ dE_dx[l + 1]" in text
    assert "(5)" in text and "propagation.py" in text


def test_nothing_is_computed_while_the_sweep_is_scrubbed(monkeypatch):
    explorer = Sweep(**CASES["3-4-2"])

    def never(*arguments):
        raise AssertionError("the explorer computes")

    for name in ("forward", "backward", "gradients"):
        monkeypatch.setattr(problem, name, never)
    for k in [*range(len(explorer.stops) + 1), *reversed(range(len(explorer.stops)))]:
        explorer.stop.value = k
        assert "went wrong" not in said(explorer) and f"Stop {k} of" in said(explorer)


@pytest.mark.parametrize("name", NUMBERED)
def test_the_lesson_that_a_docstring_names_has_its_equations_and_its_source(name):
    lesson = re.search(r"^Lesson: (\w+)", inspect.getdoc(NUMBERED[name]), re.M)[1]
    path = NOTEBOOKS / f"{lesson}.ipynb"
    assert lesson[:2] not in ("05", "06") or path.exists()
    if path.exists():
        cells = nbformat.read(path, as_version=4).cells
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        assert {int(n) for n in re.findall(r"\\tag\{(\d)\}", text)} >= set(
            bp.show(NUMBERED[name]).numbers
        )
        assert any(f"bp.show(bp.{name})" in cell.source for cell in cells)


@pytest.mark.parametrize(
    "path", sorted(NOTEBOOKS.glob("0[56]_*.ipynb")), ids=lambda path: path.stem
)
def test_a_lesson_quotes_only_equations_that_exist(path):
    text = "\n".join(
        c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "markdown"
    )
    plain = re.sub(r"\$\$.*?\$\$|\$.*?\$|`.*?`", "", text, flags=re.S)
    quoted = {int(n) for n in re.findall(r"(?<![\w(])\((\d)\)(?!\w)", plain)}
    assert quoted and quoted <= EQUATIONS.keys()


def test_choosing_a_neuron_goes_to_its_delta():
    explorer = Sweep(**CASES["3-4-2"])
    explorer.unit.value = 3
    assert explorer.here == Stop("delta", 1, 2)
    explorer.layer.value = 0
    assert explorer.here == Stop("delta", 0, 2)
    explorer.stop.value = 1
    explorer.go.click()
    assert explorer.here == Stop("delta", 0, 2)


def test_a_neuron_that_is_not_there_gets_a_sentence():
    explorer = Sweep(**CASES["3-4-2"])
    explorer.layer.value = 2
    explorer.unit.value = 4
    assert "Layer 2 has no unit 4: its units are 1 to 2." in said(explorer)


def test_a_weight_set_by_hand_is_swept_anew_at_the_same_stop():
    explorer = Sweep()
    k = explorer.stop.value
    explorer.weight.value = ("W", 1, 1, 0)
    assert explorer.weight_value.value == 0.5
    explorer.weight_value.value = 0.0
    assert (
        explorer.swept.net.W[1].tolist() == [[0.40, 0.45], [0.0, 0.55]] and explorer.stop.value == k
    )
    explorer.weight.value = ("b", 0, 1, 0)
    explorer.weight_value.value = -1.5
    assert explorer.swept.net.b[0].ravel().tolist() == [0.35, -1.5]
    explorer.stop.value = len(explorer.stops)
    assert read_back(explorer.ledger_csv) == expected(explorer)


@pytest.mark.parametrize("activation", bp.activations.BY_NAME)
def test_any_activation_and_loss_can_be_chosen(activation):
    explorer = Sweep()
    explorer.layers.value = "3, 4, 4, 2"
    explorer.activation.value = explorer.output.value = activation
    explorer.stop.value = len(explorer.stops)
    for loss in bp.losses.BY_NAME.values():
        explorer.loss.value = loss
        assert "⚠" not in said(explorer)
        assert read_back(explorer.ledger_csv) == expected(explorer)
        assert {type(f) for f in explorer.swept.net.f} == {type(bp.activations.BY_NAME[activation])}


def test_new_layers_keep_what_was_chosen_and_go_to_a_delta():
    explorer = Sweep()
    explorer.activation.value = "relu"
    explorer.layers.value = "8, 8, 8, 8, 8, 8"
    assert explorer.here == Stop("delta", 4, 0) and len(explorer.stops) == 529
    assert explorer.stop.number.max == explorer.stop.slider.max == 529
    explorer.layers.value = "1, 1"
    assert explorer.here == Stop("delta", 0, 0) and "⚠" not in said(explorer)


def test_a_network_that_overflows_is_told_in_words():
    explorer = Sweep(**CASES["one layer"])
    explorer.loss.value = bp.losses.squared_error
    explorer.weight_value.value = 1e200
    assert "E is not a finite number" in said(explorer)
    explorer.weight_value.value = float("nan")
    assert (
        "expected finite numbers" in said(explorer) and np.isfinite(explorer.swept.net.W[0]).all()
    )
    explorer.weight_value.value = 0.5
    assert "⚠" not in said(explorer)


def test_a_loss_that_does_not_fit_the_target_gets_a_sentence():
    explorer = Sweep(T=[3.0, 0.5])
    explorer.loss.value = bp.losses.logistic
    assert (
        "expected probabilities" in said(explorer)
        and explorer.swept.loss is bp.losses.squared_error
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"sample": 2},
        {"stop": 99},
        {"loss": "cube"},
        {"X0": [1.0]},
        {"net": network([9, 2], "tanh", "identity")},
    ],
    ids=str,
)
def test_a_cell_that_asks_for_what_is_not_there_is_told_so(wrong):
    refused(r"expected|at most", Sweep, **wrong)


def test_back_and_step_stop_at_the_ends():
    explorer = Sweep(stop=1)
    explorer.back.click()
    assert "nothing is computed yet" in said(explorer) and explorer.equation.value == ""
    explorer.back.click()
    assert "press Step" in said(explorer)
    explorer.stop.slider.value = 31
    assert explorer.stop.value == 31
    explorer.step.click()
    assert "press Back" in said(explorer)


def test_fewer_layers_take_the_stop_and_its_ends_along():
    explorer = Sweep(**CASES["3-4-2"], stop=54)
    explorer.layers.value = "1, 1"
    last = len(explorer.stops)
    assert explorer.stop.number.max == explorer.stop.slider.max == last < 54
    explorer.stop.value = 54
    assert explorer.stop.value == last and isinstance(explorer.stop.value, int)
    assert f"Stop {last} of {last}:" in said(explorer) and explorer.stop.slider.value == last


def test_a_stop_is_a_whole_number_wherever_it_comes_from():
    explorer = Sweep()
    seen = [explorer.stop.value]
    for k in (14.0, 3, 7.9):
        explorer.stop.value = k
        seen.append(explorer.stop.value)
    explorer.stop.slider.value = 9
    seen.append(explorer.stop.value)
    assert seen == [14, 14, 3, 7, 9] and {type(k) for k in seen} == {int}


def test_finish_goes_to_the_last_stop_with_one_picture():
    explorer = Sweep()
    explorer.play.click()
    before = explorer.picture.frame
    explorer.finish()
    assert explorer.ended and not explorer.clock.playing and explorer.play.description == "Play"
    assert explorer.picture.frame == before + 1 and "Stop 31 of 31" in said(explorer)


def test_a_failure_while_it_plays_stops_the_clock():
    explorer = Sweep()
    explorer.play.click()
    explorer.layers.value = "none"
    assert not explorer.clock.playing and explorer.play.description == "Play"
    sentence = said(explorer)
    explorer.clock.value += 1
    assert said(explorer) == sentence and "⚠" in sentence


def test_play_walks_to_the_end_and_rests():
    explorer = Sweep(stop=28)
    explorer.play.click()
    assert explorer.play.description == "Pause"
    for tick in range(1, 6):
        explorer.clock.value = tick
    assert (explorer.stop.value, explorer.clock.playing, explorer.play.description) == (
        31,
        False,
        "Play",
    )
    explorer.play.click()
    assert explorer.stop.value == 0 and explorer.clock.playing


@each_case
def test_the_code_gives_the_number_of_the_stop(name):
    explorer = Sweep(**CASES[name])
    for k in [*range(0, len(explorer.stops), 1 + len(explorer.stops) // 8), len(explorer.stops)]:
        explorer.stop.value = k
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(explorer.code, {})
        if k:
            held = (
                type(explorer.swept.E)
                if explorer.here.quantity == "E"
                else explorer.swept.net.dtype.type
            )
            assert held(printed.getvalue()) == explorer.swept.value(
                explorer.here, explorer.sample.value - 1
            )


def test_the_paths_from_a_neuron_to_the_loss_are_lit():
    near, far, out = view.lit([2, 3, 2], Stop("delta", 0, 1))
    assert (
        near.tolist() == [[0, 2]] * 3 and far.tolist() == [[1] * 3] * 2 and out.tolist() == [[1, 1]]
    )
    assert view.lit([2, 3, 2], Stop("x", 1, 2))[0].tolist() == [[0, 0], [0, 0], [2, 2]]
    assert view.lit([2, 3, 2], Stop("delta", 1, 2))[0].sum() == 0


@pytest.mark.parametrize(
    ("stop", "read"), [(Stop("delta", 1, 0), "column 1"), (Stop("x", 2, 1), "row 2")]
)
def test_the_matrix_shows_the_column_that_is_summed_backward_and_the_row_forward(stop, read):
    explorer = Sweep()
    explorer.stop.value = explorer.stops.index(stop) + 1
    assert f"W(1), {read}" in shown(explorer)
    framed = re.findall(r'data-read="1">([^<]*)<', explorer.equation.value)
    assert framed == (["0.40", "0.50"] if stop.quantity == "delta" else ["0.50", "0.55"])


def test_the_ledger_on_the_page_saves_what_is_in_it():
    explorer = Sweep()
    assert explorer.ledger.value == ""
    explorer.show_ledger.value = True
    assert "data:text/csv;base64," in explorer.ledger.value and "0.0364" in explorer.ledger.value
    assert "−0.0226" not in explorer.ledger.value
    explorer.stop.value = 31
    assert "−0.0226" in explorer.ledger.value


def test_the_picture_is_told_in_words_with_every_number():
    explorer = Sweep(stop=31)
    for word in (
        "x₁(1) = 0.3775",
        "X₂(2) = 0.7729",
        "δ₂(1) = 0.0414",
        "∂E/∂x₂(2) = −0.0381",
        "E = 0.2984",
    ):
        assert word in explorer.picture.alt
    _, picture = displayed(explorer)
    assert picture["text/plain"] == explorer.picture.alt


def centres(explorer):
    """Return where each artist that can be clicked has its parts: its place and its number."""
    panel, sizes = explorer.diagram.panel, explorer.swept.sizes
    ax, shown = panel.E.axes, [(l, i) for l, n in enumerate(sizes) for i in range(n)]
    cells = [(l, i, c) for l, i in shown for c in boxes.shown(l)]
    middle = {cell: at(ax, *boxes.box_corners(panel.layout, *cell).mean(axis=0)) for cell in cells}
    weights = [stop for stop in explorer.stops if stop.quantity == "dE_dW"]
    lines = [boxes.ends(panel.layout, *weight[1:]) for weight in weights]
    near = [0.9 * start + 0.1 * end for start, end in lines]
    return middle, {weight: at(ax, *place) for weight, place in zip(weights, near)}


QUANTITY = ("x", "X", "dE_dx", "delta")


@each_case
def test_a_click_on_a_number_goes_to_the_stop_that_computes_it(name):
    explorer = Sweep(**CASES[name])
    for (l, i, c), place in centres(explorer)[0].items():
        before = explorer.stop.value
        point(explorer, place)
        if (l, c) == (0, 1):
            assert "⚠ X of input" in said(explorer) and "no stop computes it" in said(explorer)
            assert explorer.stop.value == before
        else:
            assert explorer.here == Stop(QUANTITY[c], l, i) and "⚠" not in said(explorer)


@pytest.mark.parametrize("name", ["mazur", "3-4-2"])
def test_a_click_on_a_weight_goes_to_its_gradient_and_chooses_it(name):
    explorer = Sweep(**CASES[name])
    for weight, place in centres(explorer)[1].items():
        point(explorer, place)
        assert explorer.here == weight
        assert explorer.weight.value == ("W", *weight[1:])
        assert explorer.weight_value.value == explorer.swept.net.W[weight.l][weight.i, weight.j]


def test_a_click_on_E_goes_there_and_waits():
    explorer = Sweep()
    explorer.play.click()
    panel = explorer.diagram.panel
    point(explorer, at(panel.E.axes, panel.layout.E[0] + 0.05, panel.layout.E[1]))
    assert explorer.here == Stop("E") and not explorer.clock.playing


def test_a_drag_over_the_network_goes_nowhere():
    explorer = Sweep()
    first, *others = centres(explorer)[0].values()
    point(explorer, others[3])
    here = explorer.here
    point(explorer, (0.02, 0.02), *others)
    assert explorer.here == here


def pulled(explorer, place, *pixels):
    """Take hold at a place, pull up by so many pixels one after the other, and let go."""
    x, y = place
    height = explorer.picture.figure.bbox.height
    point(explorer, place, *((x, y + up / height) for up in pixels))


def test_a_weight_that_is_pulled_follows_the_hand_and_everything_that_depends_on_it_too():
    explorer, typed = Sweep(), Sweep()
    weight, place = [*centres(explorer)[1].items()][1]
    pulled(explorer, place, 20, 30, 45)
    assert weight[1:] == (0, 0, 1) and explorer.swept.net.W[0][0, 1] == 0.65
    typed.weight.value, typed.weight_value.value = ("W", 0, 0, 1), 0.65
    typed.stop.value = explorer.stop.value
    assert explorer.swept.E == typed.swept.E != Sweep().swept.E
    assert (explorer.picture.png, explorer.picture.alt) == (typed.picture.png, typed.picture.alt)
    assert explorer.here == weight and explorer.code == typed.code
    pulled(explorer, place, -30, -70)
    assert explorer.swept.net.W[0][0, 1] == explorer.weight_value.value == -0.05


def test_a_hand_that_trembles_changes_no_weight():
    explorer = Sweep()
    W = explorer.swept.net.W
    for place in centres(explorer)[1].values():
        pulled(explorer, place, 3, -5, 2)
    assert all(np.array_equal(old, new) for old, new in zip(W, explorer.swept.net.W))
    place = [*centres(explorer)[1].values()][0]
    pulled(explorer, place, 50, 1)
    assert explorer.swept.net.W[0][0, 0] == 0.15, "it came back"


def test_a_fine_screen_changes_no_pull():
    explorer = Sweep()
    explorer.page.pixel_ratio = 2.0
    weight, place = [*centres(explorer)[1].items()][1]
    pulled(explorer, place, 2 * 45)  # dots, two for each pixel of the page
    assert weight[1:] == (0, 0, 1) and explorer.swept.net.W[0][0, 1] == 0.65


def test_a_line_to_E_has_no_weight_to_pull():
    explorer = Sweep()
    panel = explorer.diagram.panel
    *_, line = panel.edges.get_segments()
    net = explorer.swept.net
    pulled(explorer, at(panel.E.axes, *line.mean(axis=0)), 40)
    assert explorer.here == Stop("E") and explorer.swept.net is net
