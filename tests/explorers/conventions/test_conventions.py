"""The conventions explorer without a browser: one sweep in both ways, for every choice."""

from itertools import product

import numpy as np
import pytest

import bpkit as bp
from bpkit.conventions import DELTAS, MEANS, NUMBERS, SAMPLES, SIGNS, Convention, written
from bpkit.explorers import Conventions
from bpkit.explorers.conventions import conventions, model, words
from bpkit.explorers.frame.problem import Problem
from bpkit.literature import SOURCES

from ..acting import executed, refused, said, seen

EVERY = [Convention(*choices) for choices in product(DELTAS, SAMPLES, MEANS, SIGNS)]
CHANGES = {
    "source": "Saito",
    "delta": DELTAS[0],
    "samples": "rows",
    "mean": "nowhere",
    "sign": SIGNS[1],
    "numbers": list(NUMBERS)[2],
    "layer": 2,
    "weight": 1.5,
}


def pair_in(convention, layer=1, loss="squared_error"):
    """Return the model alone."""
    return model.in_both_ways(Problem.given(*problem(), loss, conventions.MOST), convention, layer)


def problem():
    """Return a net of unequal layers, data and targets."""
    rng = np.random.default_rng(3)
    net = bp.Network.create([2, 3, 4], "tanh", "sigmoid", rng=0)
    return net, rng.standard_normal((2, 5)), rng.random((4, 5))


@pytest.mark.parametrize("name", CHANGES)
def test_a_control_changes_picture_words_and_alt_text(name):
    e = Conventions(*problem())
    before, frame = seen(e), e.picture.frame
    getattr(e, name).value = CHANGES[name]
    after = seen(e)
    assert before[0] != after[0] and before[1] != after[1] and not said(e)[0]
    assert e.picture.frame == frame + 1
    assert name in ("numbers", "weight", "layer") or before[2] != after[2]


@pytest.mark.parametrize("source", ["Nielsen", "Saito", "Trask", "this course"])
def test_its_code_gives_the_numbers_on_the_screen(source):
    e = Conventions(*problem(), source=source, layer=2)
    e.weight.value = 0.7
    _, found = executed(e.code)
    for array, shown in zip(found, e.theirs):
        np.testing.assert_allclose(np.atleast_2d(array), shown, rtol=1e-12, atol=1e-15)
    trace = bp.forward(e.problem.net, e.problem.X0)
    back = bp.backward(e.problem.net, trace, e.problem.loss.gradient(trace.X[-1], e.problem.T))
    assert np.array_equal(e.ours[0], back.delta[2])


@pytest.mark.parametrize("layer", [1, 2])
@pytest.mark.parametrize("convention", EVERY, ids=lambda c: " · ".join(c[:4]))
def test_a_program_in_every_convention_gives_its_numbers(convention, layer):
    pair = pair_in(convention, layer)
    last = f"(delta[{layer}], dW[{layer - 1}], db[{layer - 1}])"
    _, found = executed("\n".join([pair.problem.code, *model.program(convention), last]))
    for array, shown in zip(found, pair.matrices):
        np.testing.assert_allclose(np.atleast_2d(array), shown, rtol=1e-12, atol=1e-15)
    theirs = written(convention, pair.swept.back, pair.swept.grads)
    assert np.array_equal(pair.matrices[0], theirs.delta[layer])


@pytest.mark.parametrize("convention", EVERY, ids=lambda c: " · ".join(c[:4]))
def test_the_words_are_those_of_diagnose(convention):
    net, X0, T = problem()
    pair = pair_in(convention)
    theirs = pair.theirs
    found = bp.diagnose(net, "squared_error", X0, T, dW=theirs.W, db=theirs.b)
    assert found.right and set(words.diagnosed(convention)) == set(found.convention.words)
    assert all(word in words.line(pair) for word in words.diagnosed(convention))


@pytest.mark.parametrize("convention", EVERY, ids=lambda c: " · ".join(c[:4]))
@pytest.mark.parametrize("layer", [1, 2])
def test_the_steps_in_words_make_theirs_of_ours(convention, layer):
    pair = pair_in(convention, layer)
    f_prime = pair.problem.net.f[layer - 1].prime(pair.swept.trace.x[layer])
    for made, ours, theirs in zip(words.changes_told(pair), pair.ours, pair.matrices):
        for step in made:
            if step == "transposed":
                ours = ours.T
            elif step.startswith("times f′"):
                ours = ours * f_prime
            else:
                ours = ours * float(step.removeprefix("times ").strip("()").replace("−", "-"))
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.short)
def test_a_source_sets_every_choice(source):
    e = Conventions(*problem())
    e.source.value = source.short
    assert e.convention == source.convention
    assert e.source.value == source.short and e.view.heading.get_text() == source.short


def test_another_choice_leaves_the_source_and_a_known_one_finds_it():
    e = Conventions(*problem(), source="Saito")
    e.samples.value = "columns"
    assert e.source.value == conventions.OWN
    frame = e.picture.frame
    e.source.value = conventions.OWN
    assert e.picture.frame == frame
    e.samples.value = "rows"
    assert e.source.value == "Saito"


def test_the_picture_shows_the_numbers_and_rings_the_same_one():
    e = Conventions(*problem(), source="Trask")
    sheet, n = e.view.sheet, sum(a.size for a in (*e.ours, *e.theirs))
    shown = [text.get_text() for text in sheet.numbers]
    assert all(shown[:n]) and not any(shown[n:])
    texts = iter(shown)
    for a in (*e.ours, *e.theirs):
        read = [float(next(texts).replace("−", "-")) for _ in range(a.size)]
        np.testing.assert_allclose(read, a.ravel(), atol=6e-5)
    ours, theirs = (sheet.rings.get_paths()[k].vertices[:4].mean(axis=0) for k in (0, 3))
    left, right = e.view.middle + 0.08, 0.08
    assert ours[0] - right == pytest.approx(1.5 * 0.56)  # sample 2 is the second column
    assert theirs[0] - left == pytest.approx(0.5 * 0.56)  # and the second row
    assert ours[1] - theirs[1] == pytest.approx(0.2)


def test_numbers_of_layers_are_those_of_the_source():
    e = Conventions(*problem(), source="Nielsen")
    assert words.named(e.pair)[3:5] == ["delta = ∂E/∂x(2), 3 × 5", "dW(2), 3 × 2"]
    e.source.value = "UFLDL"
    assert words.named(e.pair)[3:5] == ["delta = ∂E/∂x(2), 3 × 5", "dW(1), 3 × 2"]
    e.source.value = "this course"
    assert words.named(e.pair)[3:5] == ["delta = ∂E/∂X(1), 3 × 5", "dW(0), 3 × 2"]
    assert said(e)[1] == "Every number is as in this course. W −= η dW."


@pytest.mark.parametrize("layer", [1, 2])
@pytest.mark.parametrize("convention", EVERY, ids=lambda c: " · ".join(c[:4]))
def test_the_lines_above_the_matrices_make_them(convention, layer):
    pair, l = pair_in(convention, layer), layer
    found, _ = executed("\n".join([pair.problem.code, *model.program(convention), "0"]))
    x, X, f, W, delta, T = (found[name] for name in ("x", "X", "f", "W", "delta", "T"))
    here = {"delta": delta[l], "f_prime": f[l - 1].prime(x[l]), "X": X[l - 1], "m": found["m"]}
    if l == 2:
        above = here | {"X": X[l], "T": T.T if convention.rows else T}
    else:
        slope = here["f_prime"] if convention.by_total_input else f[l].prime(x[l + 1])
        above = {"W": W[l], "delta": delta[l + 1], "f_prime": slope}
    lines = [line.replace("−", "-") for line in words.coded(pair)[3:]]
    for line, scope, wanted in zip(lines, (above, here, here), pair.matrices):
        np.testing.assert_allclose(np.atleast_2d(eval(line, scope)), wanted, rtol=1e-12)


def test_another_loss_has_another_line_at_the_top():
    net, X0, T = problem()
    net = bp.Network(net.W, net.b, ["tanh", "identity"])
    e = Conventions(net, X0, T, loss="logistic", layer=2, source="Trask")
    assert words.coded(e.pair)[0] == "loss.gradient(X, T)"
    assert words.coded(e.pair)[3] == "−loss.gradient(X, T) * m * f_prime"
    _, found = executed(e.code)
    np.testing.assert_allclose(found[0], e.theirs[0], rtol=1e-12)


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        ({"source": "Nielson"}, "source is 'Nielson', expected one of: 'this course', 'RHW 1986'"),
        ({"layer": 0}, "layer is 0, expected one of: 1, 2"),
        ({"net": bp.Network.create([2, 5, 1])}, "X0 and T are wanted with a network"),
        (
            {"net": bp.Network.create([2, 5, 1]), "X0": np.ones((2, 2)), "T": np.ones((1, 2))},
            "at most 6 of at most 4 neurons fit",
        ),
    ],
)
def test_what_no_control_can_hold_is_refused_before_there_is_a_widget(arguments, complaint):
    refused(complaint, Conventions, **arguments)


def test_a_weight_beyond_the_dial_s_reach_is_kept():
    net, X0, T = problem()
    heavy = net.replaced("W", 0, net.W[0] * 50)
    e = Conventions(heavy, X0, T)
    assert e.problem.net.W[0][0, 0] == heavy.W[0][0, 0] == e.weight.value


def test_it_says_how_it_was_made():
    e = Conventions(*problem(), source="Nielsen")
    e.source.value = "Saito"
    assert repr(e) == "Conventions(source='Saito', layer=1)"
