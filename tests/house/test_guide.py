"""What the teacher's guide names is in the lessons, its minutes add up, its numbers are theirs."""

import re
from pathlib import Path

import nbformat
import pytest

from bpkit import explorers

from ..store_outputs import NOTEBOOKS, lessons

PAGE = Path(__file__).parents[2] / "teaching/guide.md"
TEXT = PAGE.read_text(encoding="utf-8")
NUMBERS = {name.split("_")[0]: name for name in lessons(NOTEBOOKS)}
PLANS, SECTIONS = TEXT.split("## The lessons, one by one")
SECTION = {part.split()[0]: part for part in SECTIONS.split("\n### ")[1:]}
LINK = re.compile(r"\[([^]]+)\]\(\.\./notebooks/([^)]+)\.ipynb\)")


def cells(name):
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells


def headings(name):
    """Return the titles of a lesson's sections."""
    told = "\n".join(cell.source for cell in cells(name) if cell.cell_type == "markdown")
    return re.findall(r"^#{2,3} (.*)$", told, re.M)


def written(name):
    """Return all that a lesson says: its text, its code, and what its cells printed."""
    parts = []
    for cell in cells(name):
        parts.append(cell.source)
        for output in cell.get("outputs", []):
            parts += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
    return "\n".join(parts)


def called(name):
    """Return the explorers that a lesson's cells call."""
    code = "\n".join(cell.source for cell in cells(name) if cell.cell_type == "code")
    return {each for each in explorers.__all__ if re.search(rf"\b{each}\(", code)}


def named(text):
    """Return the explorers that a text names."""
    return {each for each in re.findall(r"`([A-Z]\w+)`", text)}


def plans():
    """Return each plan: its title, and the cells of its rows."""
    found = {}
    for part in re.split(r"^##+ ", PLANS, flags=re.M)[1:]:
        lines = [line.strip("| ").split(" | ") for line in part.splitlines() if line[:3] == "| 1"
                 or re.match(r"\| \d", line)]  # fmt: skip
        if lines:
            found[part.splitlines()[0]] = lines
    return found


def test_every_lesson_has_its_section_in_order():
    assert list(SECTION) == list(NUMBERS)
    for number, name in NUMBERS.items():
        title = name.split("_", 1)[1].replace("_", " ")
        assert SECTION[number].startswith(f"{number} {title}\n")


@pytest.mark.parametrize("title, name", sorted(set(LINK.findall(TEXT))))
def test_a_section_that_is_named_is_in_its_lesson(title, name):
    assert title in headings(name)


def test_no_link_leads_elsewhere():
    for target in re.findall(r"\]\(([^)]+)\)", TEXT):
        assert (PAGE.parent / target).exists(), target


@pytest.mark.parametrize("number", NUMBERS)
def test_a_lesson_has_its_own_minutes_three_questions_and_its_own_sections(number):
    part, name = SECTION[number], NUMBERS[number]
    first = cells(name)[0].source + cells(name)[2].source
    told = re.search(r"[Aa]bout (\d+) minutes", first)[1]
    assert f"**{told} minutes**" in part
    assert re.findall(r"^(\d)\. Before .* \*Wrong:\* .* \*Right:\* .*$", part, re.M) == list("123")
    assert {lesson for _, lesson in LINK.findall(part)} == {name}
    assert named(part) <= called(name)


@pytest.mark.parametrize("number", NUMBERS)
def test_what_must_come_before_comes_before(number):
    before = re.search(r"before it: (.*?)\. \*\*The idea", SECTION[number])[1]
    order = list(NUMBERS)
    for each in [] if before == "nothing" else before.split(", "):
        assert order.index(each) < order.index(number)


@pytest.mark.parametrize("number", NUMBERS)
def test_each_number_with_a_point_stands_in_the_lesson(number):
    body = re.sub(r"\(\.\./.*?\)", "", SECTION[number])
    decimal = re.compile(r"\d+\.\d+")
    assert set(decimal.findall(body)) <= set(decimal.findall(written(NUMBERS[number])))


@pytest.mark.parametrize(
    "title, minutes",
    [("90 minutes", 90), ("3 hours", 180), ("6 hours", 360), ("Lesson 05 in 90 minutes", 90)],
)
def test_the_minutes_of_a_plan_add_up(title, minutes):
    (rows,) = [rows for name, rows in plans().items() if name.startswith(title)]
    assert sum(int(first) for first, *_ in rows) == minutes


def test_a_row_of_a_plan_names_one_lesson_and_explorers_that_it_calls():
    for title, rows in plans().items():
        for row in rows:
            line = " | ".join(row)
            lesson = {name for _, name in LINK.findall(line)}
            if lesson and not title.startswith("Lesson"):
                assert lesson == {NUMBERS[row[1]]}
            assert named(line) <= {each for name in lesson for each in called(name)}, line
