"""The teacher's answers are made from the lessons and the exercises, and none is missing."""

import re

import pytest

from bpkit.exercises import NAMES, row

from .. import answers
from ..store_outputs import NOTEBOOKS, lessons

STORED = answers.PAGE.read_text(encoding="utf-8")


def test_the_stored_page_is_that_of_the_lessons_and_the_exercises():
    assert answers.page() == STORED, "run: python -m tests.answers"


def test_it_says_that_it_is_the_teachers():
    assert STORED.startswith("# Answers: the teacher's copy\n")


@pytest.mark.parametrize("name", NAMES)
def test_each_exercise_stands_under_its_lesson_with_its_answer(name):
    before, after = STORED.split(f"### Exercise `{name}`\n")
    assert re.findall("^## (.*)$", before, re.M)[-1] == row(name).lesson
    one, *_ = re.split("^##", after, flags=re.M)
    assert row(name).statement in one and row(name).worked in one
    assert answers.answer(row(name)) in one


def test_each_answer_cell_is_there_without_its_fold():
    folded = [text for name in lessons(NOTEBOOKS) for text in answers.cells(name)]
    assert len(folded) >= len(lessons(NOTEBOOKS)) and all(text in STORED for text in folded)
    assert "<details>" not in STORED and "<summary>" not in STORED


def test_every_link_leads_to_a_file():
    links = re.findall(r"\]\(([^)#]+)", STORED)
    assert all((answers.PAGE.parent / link).exists() for link in links if "//" not in link)


@pytest.mark.parametrize(
    "number, digits, said", [(33, 0, "33"), (0.0406001, 3, "0.0406"), (1.0, 0, "1")]
)
def test_a_number_is_told_to_the_digits_asked_for(number, digits, said):
    assert answers.told(number, digits) == said
