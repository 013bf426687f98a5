"""How a diagnosis reads: on a page and in a notebook, in the order in which it is needed."""

import re

import numpy as np
import pytest

import bpkit as bp
from bpkit.diagnosis import MISTAKES, Diagnosis
from bpkit.diagnosis.faults import Fault
from bpkit.diagnosis.report import Convention, records

from .learners import PLANTED, Learner, case, names_of

ROWS = Convention(("samples in rows", "W as (n_in, n_out)", "T − X for X − T"), -1.0)
TWO = Diagnosis(
    False,
    records([Fault("no_transpose", 1), Fault("bias_mean", 1), Fault("bias_mean", 0)]),
    ROWS,
    (records([Fault("wrong_weights", 1, "W(0)"), Fault("bias_mean", 1)]),),
    ("what is not seen.",),
    sentence="Not right.",
)


def test_what_to_do_comes_first_and_what_is_unseen_last():
    said = repr(TWO)
    order = ["Not right.", "• no_transpose", "• bias_mean", "Or, as exactly", "Here x(l)"]
    order += ["No mistake, another convention", "Not seen: what is not seen."]
    places = [said.index(words) for words in order]
    assert places == sorted(places)


def test_the_line_stands_alone_with_its_equation_and_lesson_and_in_the_learners_layout():
    assert (
        "\n      delta[1] = dE_dx[2] @ W[1].T    equation (5), lesson 05_derive_the_recurrence\n"
    ) in repr(TWO)
    assert "\n      dE_db[1] = dE_dx[2].sum(axis=0)    equation (7), lesson 06_w" in repr(TWO)
    ours = repr(Diagnosis(False, TWO.mistakes, sentence="Not right."))
    assert "\n      delta[1] = W[1].T @ dE_dx[2]    equation (5)" in ours
    assert "\n      dE_db[1] = dE_dx[2].sum(axis=1, keepdims=True)    " in ours


def test_the_other_places_of_a_mistake_are_named_and_it_is_one_record():
    (transposed, mean) = TWO.mistakes
    assert (transposed.tensor, mean.tensor, mean.layer) == ("delta[1]", "b[1]", 1)
    assert mean.sentence.endswith("(7); the same at b[0]")


def test_another_reading_is_told_by_what_differs():
    said = " ".join(repr(TWO).split())
    assert (
        "Or, as exactly, in place of no_transpose, wrong_weights: δ(2) is carried back by" in said
    )
    assert said.count("bias_mean:") == 1
    # its line is that of no_transpose, which stands above
    assert said.count("delta[1] = dE_dx[2] @ W[1].T") == 1


def test_where_nothing_is_named_either_and_or_are_asked():
    question = Diagnosis(
        False, (), instead=(records([Fault("bias_sign", 0)]), records([Fault("bias_mean", 0)]))
    )
    said = repr(question)
    assert "Either bias_sign: " in said and "Or, as exactly, bias_mean: " in said
    assert said.count("dE_db[0] = dE_dx[1].sum(axis=1, keepdims=True)") == 2


def test_another_reading_of_what_is_right_is_no_either():
    right = Diagnosis(True, (), instead=(records([Fault("mean_twice", 0)]),), sentence="Right.")
    assert "Or, as exactly, mean_twice: " in repr(right) and "Either" not in repr(right)


def test_what_is_in_the_way_comes_before_the_convention():
    said = repr(Diagnosis(True, (), ROWS, causes=("T is too large.",), sentence="Right."))
    assert said.index("Right.") < said.index("In the way: T is too") < said.index("No mistake")
    assert "Here x(l)" not in said


def test_a_diagnosis_is_true_only_for_right():
    assert bool(Diagnosis(True)) and not Diagnosis(False) and not TWO


def test_no_line_of_code_is_broken_and_no_text_is_longer_than_a_page_is_wide():
    for line in repr(TWO).splitlines():
        assert len(line) <= 96 or line.startswith("      ")


def test_a_notebook_gets_the_same_words_with_everything_escaped():
    bad = Diagnosis(False, sentence="stopped with ValueError: <script>alert(1)</script> & more")
    assert "<script>" not in bad._repr_html_() and "&lt;script&gt;" in bad._repr_html_()
    plain = " ".join(repr(TWO).split())
    html = re.sub("<[^>]*>", " ", TWO._repr_html_()).replace("&#x27;", "'")
    assert " ".join(html.split()) == plain
    assert TWO._repr_html_().count("<pre>") == 2


def test_the_words_of_a_convention():
    assert repr(Convention()) == "as bpkit: columns, mean over the samples, X − T"
    assert repr(Convention(("b as a row",))) == "you use b as a row"
    assert repr(Convention(("a loss without ½",), 2.0)) == (
        "you use a loss without ½; your gradient is bpkit's × (2), so your η = 0.1 is η = 0.2 here"
    )
    assert repr(Convention(("T − X for X − T",), -1.0)).endswith(
        "× (-1); right if you *add* the step; if you subtract it, E rises: change that sign"
    )


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_has_words_a_line_in_both_layouts_and_a_lesson_that_is_planned(name):
    mistake = MISTAKES[name]
    assert mistake.name == name and mistake.sentence == f"{mistake.words}: {mistake.line}"
    (record,) = records([Fault(name, 1, "detail")])
    assert record.name == name and record.layer == 1 and record.tensor
    for rows in (False, True):
        line = record.line(rows)
        assert "{" not in record.sentence + line and re.match(r"d\w+\[[12]\] \+?= ", line), line
    assert record.words() and "  (" not in record.words()
    assert mistake.lesson[:2] in {"05", "06", "07", "08"} and mistake.equation in range(4, 8)


@pytest.mark.parametrize("rows", [False, True])
def test_the_lines_as_they_should_be_are_right_when_they_run(rows):
    """Run the lines of the vocabulary themselves as a sweep, against bpkit's gradients."""
    net, loss, X0, T = case(
        np.random.default_rng(1), [3, 4, 2], ["tanh", "sigmoid"], "squared_error", 5
    )
    trace = bp.forward(net, X0)
    grads = bp.gradients(trace, bp.backward(net, trace, loss.gradient(trace.X[-1], T)))
    turn = np.transpose if rows else np.asarray
    here = {
        "f": net.f,
        "W": [turn(w) for w in net.W],
        "x": [None, *(turn(x) for x in trace.x[1:])],
        "X": [turn(X) for X in trace.X],
        "delta": [None, None, turn(loss.gradient(trace.X[-1], T))],
        "dE_dx": [None] * 3,
        "dE_dW": [None] * 2,
        "dE_db": [None] * 2,
    }
    for l in (1, 0):
        for name in ("f_prime_at_X", "mean_twice", "bias_mean", "no_transpose"):
            exec(MISTAKES[name].shown(l, rows), here)  # noqa: S102
    for l in (0, 1):
        assert np.allclose(turn(here["dE_dW"][l]), grads.W[l], rtol=1e-12)
        assert np.allclose(np.reshape(here["dE_db"][l], (-1, 1)), grads.b[l], rtol=1e-12)


@pytest.mark.parametrize("name", PLANTED)
def test_every_planted_mistake_reads_without_a_hole(name):
    f = ["relu", "tanh", "sigmoid"]
    net, judge, X0, T = case(np.random.default_rng(2), [4, 4, 4, 4], f, "squared_error", 5)
    dW, db = PLANTED[name](names_of(net), "squared_error")([*net.W], [*net.b], X0, T)
    said = repr(bp.diagnose(net, judge, X0, T, dW=dW, db=db))
    said = said.replace("db=None", "")
    assert "{" not in said and "None" not in said and ".." not in said.replace("[…]", ""), said


def test_a_right_diagnosis_is_short():
    f = ["sigmoid", "tanh"]
    net, judge, X0, T = case(np.random.default_rng(2), [3, 4, 2], f, "squared_error", 5)
    d = bp.diagnose(net, judge, X0, T, function=Learner(f, "squared_error"))
    assert repr(d) == "Right: your gradients are those of bpkit to the last digit that counts."
