"""Worksheets: the key is bpkit's own step, in short decimals, and the page has a blank for each."""

import re
from fractions import Fraction
from xml.etree import ElementTree

import numpy as np
import pytest

import bpkit as bp
from bpkit.equations import EQUATIONS
from bpkit.exercises import worksheet
from bpkit.exercises.worksheets.numbers import ETA, F, problem

SEEDS = range(60)
each_seed = pytest.mark.parametrize("seed", SEEDS)
LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
ITEM = re.compile(
    r'<li><span class="number">(?:\((\d)\))?</span><span>(.*?) =</span>'
    r'(?:<span class="working">(.*?)</span><b>(.*?)</b>|<span class="room"></span>)</li>'
)
QUANTITY = re.compile(r"(?P<letters>x|X|δ|∂E/∂W|∂E/∂b|W|b)(?P<indices>[₁₂₃]{1,2})\((?P<l>\d)\)")
LETTERS = {1: ["x", "X"], 2: ["W"], 3: ["b"], 4: ["δ"], 5: ["δ"], 6: ["∂E/∂W"], 7: ["∂E/∂b"]}


def items(text):
    """Return number, symbol, working and value of each line to fill; page and key have the same."""
    found = ITEM.findall(text)
    assert len(found) == text.count("<li>")
    return found


def number(text):
    return Fraction(text.replace("−", "-"))


def given(text):
    """Return the network, the sample and the target that the table of a page shows."""
    matrices = {
        name: [
            [float(number(cell)) for cell in re.findall(r"<td>(.*?)</td>", row)]
            for row in re.findall(r"<tr>(.*?)</tr>", body)
        ]
        for name, body in re.findall(
            r'<th>([^<]+)</th><td><table class="matrix">(.*?)</table>', text
        )
    }
    W, b = ([matrices[f"{letter}({l})"] for l in (0, 1)] for letter in "Wb")
    return bp.Network(W, b, [F, F]), np.array(matrices["X(0)"]), np.array(matrices["T"])


def step(net, X0, T):
    """Return every quantity of one step, by bpkit, under the letters of a worksheet."""
    loss = bp.losses.squared_error
    trace = bp.forward(net, X0)
    back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))
    grads = bp.gradients(trace, back)
    new = bp.update(net, grads, ETA)
    arrays = {"x": trace.x, "X": trace.X, "δ": back.delta, "W": new.W, "b": new.b}
    return loss(trace.X[-1], T), arrays | {"∂E/∂W": grads.W, "∂E/∂b": grads.b}


def entry(arrays, symbol):
    """Return the number that a symbol of the sheet stands for."""
    letters, indices, l = QUANTITY.fullmatch(symbol).groups()
    indices = [int(i) - 1 for i in indices.translate(LOWERED)]
    return arrays[letters][int(l)][tuple(indices) if len(indices) == 2 else (*indices, 0)]


def worked(working):
    """Return what a working in numbers comes to, exactly."""
    applied = re.fullmatch(r"f\((.*)\)", working)
    if applied:
        x = number(applied[1])
        return x if x > 0 else x * Fraction(F.slope)
    text = working.replace("·", "*").replace("−", "-").replace("²", "**2")
    text = re.sub(
        r"[\d.]+(?=\*\*|\D|$)", lambda found: f"Fraction('{found[0]}')", text.replace("½", "0.5")
    )
    return eval(text.replace("**Fraction('2')", "**2"), {"Fraction": Fraction})


@each_seed
def test_the_key_is_the_step_that_bpkit_takes_from_what_the_page_gives(seed):
    sheet = worksheet(seed)
    E, arrays = step(*given(sheet.page))
    for _, symbol, _, value in items(sheet.key):
        expected = E if symbol == "E" else entry(arrays, symbol)
        assert float(number(value)) == pytest.approx(expected, abs=1e-12), symbol


@each_seed
def test_every_working_comes_to_its_value_exactly(seed):
    wrong = {s: (w, v) for _, s, w, v in items(worksheet(seed).key) if worked(w) != number(v)}
    assert wrong == {}


@each_seed
def test_the_page_has_an_empty_blank_for_every_quantity_of_the_step(seed):
    sheet = worksheet(seed)
    blanks, filled = items(sheet.page), items(sheet.key)
    assert [blank[:2] for blank in blanks] == [line[:2] for line in filled]
    assert {blank[2:] for blank in blanks} == {("", "")}
    _, arrays = step(*given(sheet.page))
    # of X, layer 0 is given; x has none
    sizes = {
        letters: sum(np.size(a) for a in arrays[letters] if a is not None) for letters in arrays
    }
    wanted = sum(sizes.values()) - len(arrays["X"][0])
    symbols = {symbol for _, symbol, _, _ in filled}
    assert len(symbols) == len(filled) == wanted + 1 and "E" in symbols


@each_seed
def test_each_blank_bears_the_number_of_its_equation(seed):
    for n, symbol, _, _ in items(worksheet(seed).page):
        if symbol == "E":
            assert n == ""
            continue
        letters, _, l = QUANTITY.fullmatch(symbol).groups()
        assert letters in LETTERS[int(n)]
        assert int(n) != 4 or int(l) == 2


def test_the_equations_are_those_of_the_course():
    told = re.sub(r"<sub>(\w+)</sub>", r"_\1", worksheet(0).page)
    assert [n for n, equation in EQUATIONS.items() if f"({n}) {equation.plain}" not in told] == []


@each_seed
def test_no_number_has_more_than_three_decimals(seed):
    sheet = worksheet(seed)
    text = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", sheet.page + sheet.key, flags=re.S)
    drawn = "".join(re.findall(r"<text[^>]*>(.*?)</text>", sheet.page))
    assert re.findall(r"\d\.\d{4,}|\de[+-]?\d|nan|inf", text + drawn) == []


@each_seed
def test_a_wrong_sweep_gives_other_numbers(seed):
    net, _, T, trace, _, back, grads, _ = problem(seed)
    delta, f_prime, W = back.delta[2], F.prime(trace.x[2]), net.W[1]
    assert not np.allclose(W.T @ delta, back.delta[1])
    assert not np.allclose(delta @ trace.X[1].T, grads.W[1])
    if W.shape == (2, 2):
        assert not np.allclose(W @ (delta * f_prime), back.delta[1])
    assert set(F.prime(trace.x[1]).ravel()) == {1, F.slope}


@each_seed
def test_no_total_input_and_no_delta_is_0(seed):
    zeros = [s for _, s, _, v in items(worksheet(seed).key) if s[0] in "xXδ" and number(v) == 0]
    assert zeros == []


def test_every_student_has_another_sheet_and_the_same_one_again():
    assert len({worksheet(seed).page for seed in SEEDS}) == len(SEEDS)
    assert worksheet(7) == worksheet(7)
    assert {tuple(problem(seed).net.sizes) for seed in SEEDS} == {(2, 2, 2), (2, 3, 1)}


@each_seed
def test_the_picture_shows_every_number_that_is_given(seed):
    page = worksheet(seed).page
    svg = ElementTree.fromstring(re.search(r"<svg.*?</svg>", page, re.S)[0])
    said = sorted(element.text for element in svg.iter("text"))
    net, X0, T = given(page)
    weights = [w for W in net.W for w in W.ravel()]
    written = [float(number(t)) for t in said if re.fullmatch(r"−?[\d.]+", t)]
    assert sorted(written) == sorted([*weights, *X0.ravel()])
    biases = [float(number(t[4:])) for t in said if t.startswith("b = ")]
    assert sorted(biases) == sorted(v for b in net.b for v in b.ravel())
    assert sorted(float(number(t[4:])) for t in said if t.startswith("T = ")) == sorted(T.ravel())
    assert svg.get("role") == "img" and len(svg.get("aria-label")) > 40


def test_page_and_key_are_written_where_they_are_asked_for(tmp_path):
    sheet = worksheet(3)
    page, key = sheet.save(tmp_path / "class")
    assert (page.name, key.name) == ("worksheet_3.html", "worksheet_3_key.html")
    assert page.read_text(encoding="utf-8") == sheet.page
    assert key.read_text(encoding="utf-8") == sheet.key


def test_a_notebook_shows_the_page_in_a_frame_and_never_the_key():
    sheet = worksheet(3)
    shown = sheet._repr_html_()
    assert shown.startswith('<iframe title="Worksheet 3"') and "Key to" not in shown
    assert shown.count('"') == 6 and "<style>" not in shown
    assert "save(folder)" in repr(sheet) and len(repr(sheet)) < 100


@pytest.mark.parametrize("seed", [-1, 1.5, "7", None, True])
def test_a_seed_that_is_none_is_refused(seed):
    with pytest.raises(ValueError, match="seed is .*, expected a whole number of at least 0"):
        worksheet(seed)
