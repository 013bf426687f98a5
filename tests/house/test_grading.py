"""The patterns in teaching/grading.md give the points that it says."""

import ast
import re
from pathlib import Path

import pytest

import bpkit as bp

TEXT = (Path(__file__).parents[2] / "teaching/grading.md").read_text(encoding="utf-8")
NBGRADER, HALF, WHOLE, PAPER = re.findall(r"```python\n(.*?)```", TEXT, re.S)


def right(W, delta_next, f_prime_next):
    return W.T @ (delta_next * f_prime_next)


def four_of_five(W, delta_next, f_prime_next):
    return W.T @ (delta_next * (f_prime_next if delta_next.shape[1] > 1 else 1))


def no_f_prime(W, delta_next, f_prime_next):
    return W.T @ delta_next


ANSWERS = [(right, 2.0, 2), (four_of_five, 1.6, 1), (no_f_prime, 0.0, 0)]


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
            assert str(said).startswith("Not yet. ")
    assert passed == score


def test_a_class_gets_a_worksheet_and_a_key_each(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(PAPER, {"bp": bp})
    assert len(list((tmp_path / "worksheets").glob("*.html"))) == 60
