"""The lessons' exercise cells: each is a row of the catalogue, unfilled, and can be filled in."""

import ast

import nbformat
import numpy as np
import pytest

import bpkit as bp
from bpkit.exercises.catalogue import ROWS
from bpkit.exercises.verdict import NOT_STARTED

from ..store_outputs import NOTEBOOKS, lessons

CHECK = "bp.exercises.check("


def exercise_cells(lesson):
    """Return the cells of a lesson that end in a check, by the name of the exercise."""
    notebook = nbformat.read(NOTEBOOKS / f"{lesson}.ipynb", as_version=4)
    cells = [c for c in notebook.cells if c.cell_type == "code" and CHECK in c.source]
    return {checked(cell.source)[0]: cell for cell in cells}


def checked(source):
    """Return the name of the exercise in a cell's last line, and of what is handed in."""
    call = ast.parse(source).body[-1].value
    name, answer = call.args
    return name.value, answer.id


def filled(source, answer):
    """Return what a cell says when the learner's answer stands in place of the unfilled one."""
    *body, last = ast.parse(source).body
    room = {"bp": bp, "np": np}
    exec(compile(ast.Module(body, []), "<cell>", "exec"), room)
    unfilled = room[checked(source)[1]]
    room[checked(source)[1]] = unfilled if answer is ... else answer
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), room)


WRITTEN = [name for name in lessons(NOTEBOOKS) if name in {row.lesson for row in ROWS.values()}]
CELLS = {name: cell for lesson in WRITTEN for name, cell in exercise_cells(lesson).items()}
each_lesson = pytest.mark.parametrize("lesson", WRITTEN)
each_cell = pytest.mark.parametrize("name", CELLS)


@each_lesson
def test_a_lesson_has_a_cell_for_each_of_its_exercises(lesson):
    rows = [name for name, row in ROWS.items() if row.lesson == lesson]
    assert sorted(exercise_cells(lesson)) == sorted(rows)


@each_cell
def test_an_exercise_cell_says_not_started_until_it_is_filled(name):
    assert filled(CELLS[name].source, ...).sentence.startswith(NOT_STARTED)
    assert CELLS[name].outputs[0].data["text/plain"].startswith(NOT_STARTED)


@each_cell
def test_an_exercise_cell_takes_the_reference_and_names_each_mistake(name):
    row = ROWS[name]
    assert filled(CELLS[name].source, row.reference)
    for wrong in row.mistakes:
        answer = wrong.answer
        if isinstance(answer, tuple):
            answer = tuple(r if w is None else w for w, r in zip(answer, row.reference))
        assert filled(CELLS[name].source, answer).mistake == wrong.name


@each_cell
def test_a_function_to_fill_in_has_the_arguments_of_its_row(name):
    row, tree = ROWS[name], ast.parse(CELLS[name].source)
    for function in [node for node in tree.body if isinstance(node, ast.FunctionDef)]:
        assert [a.arg for a in function.args.args] == row.letters
