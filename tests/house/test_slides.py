"""Slides are made of lessons by rule, lose no word, and carry notes that one command takes out."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import bpkit as bp

from ..slides import height, mark
from ..slides.blocks import blocks, joined
from ..slides.cut import cut, narrowed
from ..slides.instructor import GUIDE, questions, with_notes
from ..slides.rule import kinds, marked, shown
from ..store_outputs import NOTEBOOKS, lessons, written

PATHS = [NOTEBOOKS / f"{name}.ipynb" for name in lessons(NOTEBOOKS)]
each_lesson = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
LONG = "A sentence that goes on and on. " * 20
LINK = new_markdown_cell("[on](01_forward_propagation.ipynb)", metadata={"tags": ["navigation"]})


def explorer():
    """Return a cell that shows an explorer."""
    live = {"text/plain": "Sweep: run the cells from the top to bring it to life."}
    return new_code_cell("Sweep()", outputs=[new_output("display_data", live)])


def test_texts_and_explorers_begin_slides_and_code_stays_where_there_is_room():
    cells = [
        new_markdown_cell("# Title"),
        LINK,
        new_markdown_cell("## Turn 1"),
        new_code_cell("x = 1"),
        new_markdown_cell("So it is."),
        new_markdown_cell("### A detail"),
        explorer(),
        new_code_cell("x"),
        new_markdown_cell(LONG),
        new_code_cell("x\n" * 12),
        new_markdown_cell("1. One.", metadata={"tags": ["answer"]}),
    ]
    assert list(kinds(cells)) == [
        "slide", "skip", "slide", "stay", "slide", "slide", "slide", "slide", "slide", "slide",
        "notes",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["slide", "subslide", "fragment", "skip", "notes"])
def test_the_author_has_the_last_word(kind):
    code = new_code_cell("x", metadata={"tags": [f"slide-{kind}"]})
    cells = [new_markdown_cell("## Turn 1"), code]
    assert marked(cells)[1].metadata.slideshow == {"slide_type": kind}
    code.metadata.tags = ["slide-stay"]
    assert "slideshow" not in marked(cells)[1].metadata


def test_metadata_can_be_written_anew_without_running_a_cell(tmp_path, capsys):
    path = tmp_path / "00_start_here.ipynb"
    notebook = new_notebook(cells=[new_markdown_cell("# Start here"), new_code_cell("1 / 0")])
    path.touch()
    written(notebook, path)
    right = path.read_bytes()
    notebook.cells[0].metadata.slideshow = {"slide_type": "skip"}
    nbformat.write(notebook, path)
    mark.main([], tmp_path)
    mark.main([], tmp_path)
    assert path.read_bytes() == right
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == [
        "marked",
        "unchanged",
    ]


def words(cells):
    """Count every word of text and code; what only slides add or hide is left out."""
    cells = [cell for cell in cells if "navigation" not in cell.metadata.get("tags", [])]
    data = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    told = [cell.source for cell in cells] + [each.get("text/markdown", "") for each in data]
    hidden = r'<p class="section">.*?</p>|```mermaid\n.*?```|# NBVAL_\w+'
    return Counter(re.sub(hidden, "", " ".join(told), flags=re.S).split())


def results(cells):
    """Return all that is printed and drawn, one after the other."""
    told = ""
    for output in (output for cell in cells for output in shown(cell)):
        data = output.get("data", {})
        plain = "" if "text/markdown" in data else data.get("text/plain", "")
        told += output.get("text", data.get("text/html", plain))
    return re.sub(r"\s", "", told)


@each_lesson
def test_slides_lose_no_word_and_no_result(path):
    notebook = nbformat.read(path, as_version=4)
    slides = cut(notebook)
    # a table that is cut has its head twice, so there may be more
    assert words(notebook.cells) - words(slides) == Counter()
    assert results(slides) == results(notebook.cells)


def test_a_text_that_is_too_high_goes_on_on_the_next_slide_under_its_heading():
    text = "## Turn 1\n\n" + "\n\n".join([LONG.strip()] * 3)
    cells = cut(new_notebook(cells=[new_markdown_cell(text)]))
    assert [cell.source for cell in cells if "section" in cell.source] == [
        '<p class="section">Turn 1</p>'
    ]
    assert sum(cell.source.count(LONG.strip()) for cell in cells) == 3
    assert [cell.metadata.get("slideshow", {}).get("slide_type") for cell in cells] == [
        "slide",
        "slide",
        None,
    ]


def test_blocks_keep_fences_formulas_and_lists_together():
    fence, formula = "```python\na\n\nb\n```", "$$\nx\n\ny\n$$"
    text = f"One.\n\n{fence}\n\n{formula}\n\n- an item\n    - below\n- another\n\nTwo."
    assert len(blocks(text)) == 6
    assert joined(blocks(text)) == text


@pytest.mark.parametrize("function", [bp.forward, bp.backward, bp.gradients, bp.update])
def test_the_page_stands_on_a_slide_in_20_points(function):
    shown = bp.show(function)._repr_markdown_()
    lines = narrowed(re.search(r"```python\n(.*)```", shown, re.S)[1]).splitlines()
    assert height.code_size(lines) == height.LARGEST


def test_a_line_without_a_comment_to_move_makes_the_letters_smaller():
    assert height.code_size([72 * "x"]) < height.LARGEST
    assert height.code_size([300 * "x"]) == height.SMALLEST


@each_lesson
def test_the_guides_questions_are_notes(path):
    notebook = with_notes(nbformat.read(path, as_version=4), path.stem)
    notes = [cell for cell in notebook.cells if "instructor" in cell.metadata.get("tags", [])]
    asked = [question for _, question in questions(path.stem)]
    assert sorted(cell.source for cell in notes) == sorted(asked)
    assert len(notes) == 3 and set(kinds(notes)) == {"notes"}


def test_one_command_of_the_guide_takes_the_notes_out_of_the_students_copy(tmp_path):
    told = re.search(r"jupyter (nbconvert .*remove_cell_tags=instructor.*)", GUIDE.read_text())
    lesson = NOTEBOOKS / "05_derive_the_recurrence.ipynb"
    notebook = nbformat.read(lesson, as_version=4)
    (tmp_path / "slides").mkdir()
    nbformat.write(with_notes(notebook, lesson.stem), tmp_path / "slides" / lesson.name)
    arguments = told[1].replace("*.ipynb", lesson.name).split()
    subprocess.run(
        [sys.executable, "-m", "jupyter", *arguments], cwd=tmp_path, check=True, capture_output=True
    )
    assert nbformat.read(tmp_path / "students" / lesson.name, as_version=4) == notebook


def test_a_heading_within_a_cell_begins_a_slide():
    text = "So far.\n\n## Turn 2\n\nOn.\n\n### At x\n\n$$\nx\n$$"
    cells = cut(new_notebook(cells=[new_markdown_cell(text)]))
    sections = ["So far.", "## Turn 2\n\nOn.", "### At x\n\n$$\nx\n$$"]
    assert [cell.source for cell in cells] == sections


def test_the_page_sizes_code_by_the_numbers_that_its_height_is_judged_by():
    script = (Path(mark.__file__).parent / "template" / "slides.js").read_text(encoding="utf-8")
    numbers = height.WIDTH, height.ADVANCE, height.ROOM, height.LEADING
    numbers += height.LARGEST, height.SMALLEST
    assert all(str(number) in re.findall(r"[\d.]+", script) for number in numbers)
