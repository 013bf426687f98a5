"""Every row keeps its promises: the truth is right, each mistake is named, none is another."""

import re
from itertools import combinations

import pytest

import bpkit as bp
from bpkit.diagnosis import MISTAKES
from bpkit.equations import EQUATIONS
from bpkit.exercises import check, functions, typed
from bpkit.exercises.calls import called
from bpkit.exercises.catalogue import ROWS, SUBJECTS
from bpkit.exercises.compare import near, same
from bpkit.exercises.row import Row, Wrong

from ..house.test_architecture import LESSONS

NUMBER = r"[-−]?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?"
each_row = pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.name)
functions_asked = [row for row in ROWS.values() if callable(row.reference)]
each_function = pytest.mark.parametrize("row", functions_asked, ids=lambda row: row.name)


def shown(row, wrong):
    """Return a wrong answer as a learner hands it in; a number that is free is the right one."""
    if not isinstance(wrong.answer, tuple):
        return wrong.answer
    return tuple(r if w is None else w for w, r in zip(wrong.answer, row.reference))


@each_row
def test_the_truth_is_right(row):
    verdict = check(row.name, row.reference)
    assert verdict and verdict.points == 1 and verdict.sentence.startswith("Right")


@each_row
def test_each_mistake_is_named(row):
    for wrong in row.mistakes:
        verdict = check(row.name, shown(row, wrong))
        assert (bool(verdict), verdict.mistake) == (False, wrong.name), verdict
        assert wrong.said in verdict.sentence and verdict.points < 1


def indistinguishable(row):
    """Return the pairs of mistakes that give the same on every case."""
    if not callable(row.reference):
        return {
            (one.name, other.name)
            for one, other in combinations(row.mistakes, 2)
            if judged(row, shown(row, one)).mistake != one.name
            or judged(row, shown(row, other)).mistake != other.name
        }
    cases = row.cases()
    outcomes = {w.name: [called(row, w.answer, case) for case in cases] for w in row.mistakes}
    return {
        pair for pair in combinations(outcomes, 2) if all(map(same, *(outcomes[n] for n in pair)))
    }


def judged(row, answer):
    """Return the Verdict on an answer, without keeping it."""
    if callable(row.reference):
        return functions.judged(row, answer)
    return (typed.word if isinstance(row.reference, str) else typed.numbers)(row, answer)


@each_row
def test_all_pairs_of_mistakes_are_told_apart_or_listed(row):
    assert indistinguishable(row) == set(row.alike)


@each_function
def test_square_networks_come_first_and_no_mistake_shows_by_shape_alone(row):
    first = row.cases()[0]
    assert called(row, row.reference, first).arrays is not None
    for wrong in row.mistakes:
        assert called(row, wrong.answer, first).arrays is not None, wrong.name


@each_function
def test_the_cases_are_the_same_each_time_and_the_reference_leaves_them_alone(row):
    for one, other in zip(row.cases(), row.cases(), strict=True):
        outcome = called(row, row.reference, one)
        assert same(outcome, called(row, row.reference, other)) and not outcome.changed


@each_row
def test_a_row_says_all_that_a_learner_needs(row):
    assert row.lesson in LESSONS and (row.equation in EQUATIONS or row.equation is None)
    assert len(row.hints) == 3 and all(said.strip() == said for said in row.hints)
    assert row.statement and row.worked and (row.mistakes or row.planted)
    assert callable(row.reference) <= bool(row.cases and row.axes)
    assert not isinstance(row.reference, tuple) or len(row.parts) == len(row.reference)
    if isinstance(row.reference, str):
        assert {row.reference, *(w.answer for w in row.mistakes)} == {*row.choices}
    for wrong in row.mistakes:
        assert wrong.said[-1] in ".?)" and "  " not in wrong.said and "{" not in wrong.said


@each_row
def test_the_worked_answer_holds_the_number_that_is_asked_for(row):
    if callable(row.reference) or isinstance(row.reference, str):
        return
    told = [float(n.replace("−", "-").replace(",", "")) for n in re.findall(NUMBER, row.worked)]
    for part in typed.each(row.reference):
        assert any(near(row._replace(factor=0), n, part, part) for n in told), part


@each_row
def test_a_name_out_of_the_vocabulary_is_spelled_as_there(row):
    words = {name.replace("_", "") for name in MISTAKES}
    near = [w.name for w in row.mistakes if w.name.replace("_", "") in words]
    assert [name for name in near if name not in MISTAKES] == []


def test_no_name_is_used_twice():
    names = [row.name for subject in SUBJECTS for row in subject.ROWS]
    assert sorted(names) == sorted(set(names))
    for row in ROWS.values():
        assert len({wrong.name for wrong in row.mistakes}) == len(row.mistakes)


def planted_row(**changes):
    """Return a small good row with changes: what the tests above must notice."""
    row = Row(
        "double", "01_forward_propagation", "Double x.", lambda x: 2 * x,
        (Wrong("squared", lambda x: x * x, "Squared."),), ("a", "b", "c"), "2 x.",
        cases=lambda: [(3.0,), (5.0,)], axes="one number",
    )  # fmt: skip
    return row._replace(**changes)


@pytest.mark.parametrize(
    ("test", "changes"),
    [
        (test_all_pairs_of_mistakes_are_told_apart_or_listed, {
            "mistakes": (Wrong("a", lambda x: x, "A."), Wrong("b", lambda x: 1 * x, "B.")),
        }),
        (test_all_pairs_of_mistakes_are_told_apart_or_listed, {"alike": (("squared", "x"),)}),
        (test_square_networks_come_first_and_no_mistake_shows_by_shape_alone, {
            "mistakes": (Wrong("a", lambda x: x @ x, "A."),),
        }),
        (test_a_row_says_all_that_a_learner_needs, {"hints": ("a", "b")}),
        (test_a_row_says_all_that_a_learner_needs, {"lesson": "01_forward"}),
        (test_a_row_says_all_that_a_learner_needs, {"equation": 9}),
        (test_a_row_says_all_that_a_learner_needs, {"axes": ""}),
    ],
)  # fmt: skip
def test_a_fault_in_a_row_is_noticed(test, changes):
    test(planted_row())
    with pytest.raises(AssertionError):
        test(planted_row(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"reference": lambda x: x * x},
        {"mistakes": (Wrong("same", lambda x: x + x, "Not wrong at all."),)},
        {"cases": lambda: [(2.0,)]},  # where 2 x and x² are one
    ],
)
def test_a_mistake_that_is_none_is_noticed(monkeypatch, changes):
    monkeypatch.setitem(ROWS, "double", planted_row())
    test_each_mistake_is_named(ROWS["double"])
    monkeypatch.setitem(ROWS, "double", planted_row(**changes))
    with pytest.raises(AssertionError):
        test_each_mistake_is_named(ROWS["double"])
    bp.exercises.progress.clear()
