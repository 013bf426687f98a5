"""Every line of the schools is run and gives the numbers of its convention; what the tables say."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.conventions import DELTAS, MEANS, Convention, written
from bpkit.literature import LINES, SCHOOLS, SOURCES, schools, sources

NUMPY_SCHOOLS = SCHOOLS[:3]  # PyTorch's lines are those of lesson 12's cell, which a benchmark runs
ONE, FOUR, BRIDGE, FIVE, SIX, SEVEN = (list(LINES).index(n) for n in "14b567")
LETTERS = {  # x, X, T, η of a school
    "this course": ("x", "X", "T", "eta"),
    "Nielsen, Bishop, older Ng": ("z", "a", "y", "eta"),
    "Saito, ゼロから作る Deep Learning; rows": ("a", "z", "t", "lr"),
}


def case():
    """Return a net of unequal layers, its data, targets, trace, sweep and gradients."""
    rng = np.random.default_rng(8)
    net = bp.Network.create([2, 3, 4], "tanh", "sigmoid", rng=0)
    X0, T = rng.standard_normal((2, 5)), rng.random((4, 5))
    trace = bp.forward(net, X0)
    back = bp.backward(net, trace, bp.losses.squared_error.gradient(trace.X[-1], T))
    return net, T, trace, back, bp.gradients(trace, back)


def run(line, scope):
    """Run a line `name = …` and return what it assigns."""
    scope = dict(scope)
    exec(line, scope)
    return scope[line.split(" = ")[0]]


@pytest.mark.parametrize("school", NUMPY_SCHOOLS, ids=lambda school: school.name)
def test_each_line_of_a_school_gives_the_numbers_of_its_convention(school):
    net, T, trace, back, grads = case()
    c, flip = school.convention, np.transpose if school.convention.rows else np.asarray
    theirs = written(c, back, grads)
    x, X, t, eta = LETTERS[school.name]
    assert school.lines[0] == f"{x}, {X}"
    f_prime = flip(net.f[1].prime(trace.x[2]))
    arrays = {name: flip(net.W[1]) for name in "wW"} | {"b": flip(net.b[1]), "m": 5, "np": np}
    arrays["f_prime"] = f_prime
    total_input, before, after = (flip(a) for a in (trace.x[2], trace.X[1], trace.X[2]))
    name = "dout" if "dout" in school.lines[FIVE] else "delta"

    found = run(school.lines[ONE], arrays | {X: before})
    np.testing.assert_allclose(found, total_input, rtol=1e-12)
    output = {x: total_input, X: after, "y": after, t: flip(T)}  # (4): Saito's output is y
    np.testing.assert_allclose(run(school.lines[FOUR], arrays | output), theirs.delta[2])

    behind = arrays | {X: before, name: theirs.delta[2]}
    if not c.by_total_input:
        slope = school.lines[BRIDGE].split(" = ")[0]
        behind[slope] = run(school.lines[BRIDGE], behind)
    for place, wanted in ((SIX, theirs.W[1]), (SEVEN, theirs.b[1])):
        np.testing.assert_allclose(run(school.lines[place], behind), wanted, rtol=1e-12)
    if c.by_total_input:  # f′ of the layer that δ is carried to
        behind["f_prime"] = net.f[0].prime(trace.x[1])
    np.testing.assert_allclose(run(school.lines[FIVE], behind), theirs.delta[1], rtol=1e-12)

    W, _, _, *dW = school.lines[-2].replace(" = ", " ").split()
    stepped = run(school.lines[-2], {W: flip(net.W[1]), eta: 0.5, dW[-1]: theirs.W[1]})
    np.testing.assert_allclose(stepped, flip(net.W[1] - 0.5 * grads.W[1]), rtol=1e-12)


def test_the_schools_are_told_line_by_line():
    table = schools()
    assert table.head[1:] == tuple(school.name for school in SCHOOLS)
    assert [row[0] for row in table.rows] == list(LINES.values())
    assert all(len(school.lines) == len(LINES) for school in SCHOOLS)
    shown = table._repr_markdown_()
    assert shown.count("\n") == len(LINES) + 1
    row = "| (5) one layer back | `delta = W.T @ dE_dx` | `delta = (w.T @ delta) * f_prime` |"
    assert row in shown


def test_there_are_twelve_sources_each_with_a_place_to_look():
    assert len(SOURCES) == len({source.short for source in SOURCES}) == 12
    assert all(source.where and len(source.where) > 10 for source in SOURCES)
    rows = {row[0].split(",")[0]: row for row in sources().rows}
    assert rows["Trask"][1:] == ("–: l1_delta", "l1: –", "row", "nowhere", "+=", "0, W(0)")
    assert rows["Nielsen"][1:] == ("z: δ", "a: –", "alone", "in ∂E/∂W", "−=", "1, W(2)")
    assert rows["Bishop"][-1] == "–"


def test_what_the_lesson_says_of_them_all():
    # lesson 12, on your own: no source has our numbers but for ∂E/∂x
    assert all(source.convention[:4] != Convention(DELTAS[1])[:4] for source in SOURCES)
    for source in SOURCES:
        if source.convention.by_total_input:
            assert source.alone or source.convention.mean != MEANS[0]
        # what calls the slope by the output nothing, calls the other one delta
        assert (source.by_output == "–") == source.convention.by_total_input
