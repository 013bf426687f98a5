"""The patterns in teaching/grading.md give the points that it says."""

import ast
import re

import pytest

import bpkit as bp

from ..grading import ANSWER, HALF, NBGRADER, PAPER, STUDENTS, WHOLE


def student(returned):
    """Return the function that a student wrote."""
    names = {}
    exec(ANSWER.format(returned), names)
    return names["my_recurrence"]


ANSWERS = [(student(returned), *points) for returned, *points in STUDENTS.values()]


@pytest.mark.parametrize("answer, score, _", ANSWERS)
def test_the_last_line_of_the_cell_for_nbgrader_is_the_score(answer, score, _, capsys):
    *lines, last = ast.parse(NBGRADER).body
    names = {"bp": bp, "my_recurrence": answer}
    exec(compile(ast.Module(lines, []), "cell", "exec"), names)
    assert eval(ast.unparse(last), names) == pytest.approx(score)
    assert capsys.readouterr().out == f"{names['verdict']}\n"


@pytest.mark.parametrize("answer, _, score", ANSWERS)
def test_the_tests_for_otter_share_the_points(answer, _, score):
    passed = 0
    for cell in (HALF, WHOLE):
        try:
            exec(cell, {"bp": bp, "my_recurrence": answer})
            passed += int(re.search(r"points: (\d)", cell)[1])
        except AssertionError as said:
            assert str(said).startswith(("Not yet. ", "Not started: "))
    assert passed == score


def test_a_class_gets_a_worksheet_and_a_key_each(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(PAPER, {"bp": bp})
    assert len(list((tmp_path / "worksheets").glob("*.html"))) == 60
