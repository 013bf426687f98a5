"""What the lessons say in words: that it is so, and that they still say it."""

import json
import re
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
LESSONS = {path.stem[:2]: path for path in sorted(NOTEBOOKS.glob("[0-9][0-9]*_*.ipynb"))}
each_lesson = pytest.mark.parametrize("number", LESSONS)


def cells(number, kind):
    """Return the sources of a lesson's cells of a kind."""
    notebook = json.loads(LESSONS[number].read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def text(number):
    """Return all that a lesson says in text cells."""
    return "\n\n".join(cells(number, "markdown"))


@each_lesson
def test_every_link_leads_to_a_lesson_that_is_there(number):
    targets = set(re.findall(r"\]\(([^)\s#]+\.ipynb)", text(number)))
    assert {target for target in targets if not (NOTEBOOKS / target).exists()} == set()


@each_lesson
def test_a_lesson_is_said_to_be_written_as_long_as_it_is_not_there(number):
    """When a lesson arrives, this names the sentences that should now link to it."""
    mentions = re.findall(r"[Ll]esson (\d\d)\b *(\(being written\))?", text(number))
    mentions += re.findall(r"^\| (\d\d) \| [^|(]*(\(being written\))?", text(number), re.M)
    wrong = {lesson for lesson, promised in mentions if bool(promised) == (lesson in LESSONS)}
    assert wrong == set()
