"""Hints and answers, and the table of what was answered in this kernel."""

import re

import pytest

import bpkit as bp
from bpkit.exercises import check, hint, progress, report, reveal
from bpkit.exercises.catalogue import ROWS

each_name = pytest.mark.parametrize("name", ROWS)


@pytest.fixture(autouse=True)
def fresh():
    """Begin and end with nothing answered."""
    progress.clear()
    yield
    progress.clear()


def line(name):
    """Return the line of an exercise in the report."""
    return next(line for line in report().lines if line.exercise == name)


@each_name
def test_hints_come_one_after_the_other_and_the_last_leads_to_the_answer(name):
    said = [repr(hint(name)) for _ in range(4)]
    assert [words[:11] for words in said] == [f"Hint {n} of 3:"[:11] for n in (1, 2, 3, 3)]
    assert len(set(said)) == 3 and "reveal" in said[-1] and "reveal" not in said[0]
    assert repr(hint(name, 1)) == said[0] and line(name).hints == 3


@pytest.mark.parametrize("number", [0, 4, "one", 1.5])
def test_a_hint_that_is_not_there_is_an_error(number):
    with pytest.raises(ValueError, match="from 1 to 3"):
        hint("update", number)


@each_name
def test_the_answer_shows_what_is_right_and_the_equation(name):
    row, said = ROWS[name], repr(reveal(name))
    assert row.statement in said and row.worked in said
    if callable(row.reference):
        assert f"def {row.reference.__name__}(" in said
    if row.equation:
        assert bp.equations.EQUATIONS[row.equation].plain in said
    assert line(name).hints == 4


def test_what_an_answer_says_can_be_typed_in_and_is_right():
    source = re.search(r"def recurrence.*?\n\n", repr(reveal("recurrence")), re.S)[0]
    room = {}
    exec(source, room)
    assert check("recurrence", room["recurrence"])


@pytest.mark.parametrize("ask", [hint, reveal])
def test_an_exercise_that_is_not_there_is_an_error(ask):
    with pytest.raises(ValueError, match="update"):
        ask("updat")


def test_the_report_keeps_the_last_verdict_of_each():
    check("steps", 375)
    assert line("steps")[2:] == ("not yet", 0.0, "parts_of_a_step", 1, 0)
    check("steps", None)
    assert line("steps")[2:] == ("not started", 0.0, "", 1, 0)
    check("steps", 390)
    hint("steps")
    assert line("steps")[2:] == ("right", 1.0, "", 2, 1)
    assert len(report().lines) == len(ROWS)
    assert {line.verdict for line in report().lines} == {"right", "not started"}
    progress.clear()
    assert line("steps")[2:] == ("not started", 0.0, "", 0, 0)


def test_progress_counts_by_lesson():
    check("steps", 390)
    counted = {line.lesson: (line.right, line.of) for line in progress().lines}
    assert counted["08"] == (1, 3) and counted["05"] == (0, 4)
    assert sum(of for _, of in counted.values()) == len(ROWS)


def test_tables_read_as_text_and_as_html():
    check("paths", (4, 16, None))
    text, html = repr(report()), report()._repr_html_()
    assert len(text.splitlines()) == len(ROWS) + 1
    assert text.splitlines()[0].split() == list(report().lines[0]._fields)
    assert "0.67" in text and ">0.67</td>" in html
    assert html.count("<tr>") == len(ROWS) + 1 and html.count("<th ") == 7


def test_what_stands_in_a_table_is_escaped():
    table = type(report())((report().lines[0]._replace(mistake="<script>"),))
    assert "<script>" not in table._repr_html_() and "&lt;script&gt;" in table._repr_html_()


def test_nothing_goes_to_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("builtins.open", lambda *a, **k: pytest.fail("a file is opened"))
    check("steps", 390)
    hint("steps")
    repr(report())
    assert list(tmp_path.iterdir()) == []


def test_the_number_of_a_lesson_may_end_in_a_letter():
    lines = {line.exercise: line.lesson for line in bp.exercises.report().lines}
    assert (lines["multiply_adds"], lines["exponent"]) == ("10", "10b")
    assert "Lesson 10b;" in bp.exercises.check("exponent", lambda P_1, t_1, P_2, t_2: 1.0).sentence
