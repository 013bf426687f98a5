"""A lesson in another language keeps code, outputs and formulas, and says where it is stale."""

from copy import deepcopy

import nbformat
import polib
import pytest

from ..store_outputs import NOTEBOOKS, lessons
from ..translate import FOLDER, faults, main, merged, text_cells, translated

NAME = "05_derive_the_recurrence"


@pytest.fixture
def lesson():
    return nbformat.read(NOTEBOOKS / f"{NAME}.ipynb", as_version=4)


@pytest.fixture
def messages(lesson):
    """Return the messages of the lesson, of which two are translated; the marks are kept."""
    made = merged(lesson, [], "ja")
    for message in made[1:3]:
        message.msgstr = message.msgid.replace("In lesson", "レッスン").replace("The", "その")
    return made


def test_no_translated_cell_of_the_course_is_stale():
    found = [
        f"{file}: {fault}"
        for file in sorted(FOLDER.glob("*/*.po"))
        for fault in faults(
            nbformat.read(NOTEBOOKS / f"{file.stem}.ipynb", as_version=4), polib.pofile(str(file))
        )
    ]
    assert found == []


@pytest.mark.parametrize("name", lessons(NOTEBOOKS))
def test_every_text_of_a_lesson_is_a_message_under_the_id_of_its_cell(name):
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    made = merged(notebook, [], "ja")
    assert {message.msgctxt: message.msgid for message in made} == {
        cell.id: cell.source for cell in text_cells(notebook)
    }
    assert len(made) == len(text_cells(notebook)) > 15


def test_only_what_is_translated_changes(lesson, messages):
    built = translated(lesson, messages)
    changed = [a.id for a, b in zip(lesson.cells, built.cells) if a != b]
    assert changed == [message.msgctxt for message in messages[1:3]]
    assert all(cell.cell_type == "markdown" for cell in built.cells if cell.id in changed)


def test_a_cell_whose_english_has_changed_is_fuzzy_told_and_shown_in_english(lesson, messages):
    edited = deepcopy(lesson)
    text_cells(edited)[1].source += " More."
    (fault,) = faults(edited, messages)
    assert fault == f"{messages[1].msgctxt}: its English has changed"
    later = merged(edited, messages, "ja")
    assert [message.msgctxt for message in later.fuzzy_entries()] == [messages[1].msgctxt]
    assert later[1].previous_msgid == lesson.cells[3].source
    assert list(faults(edited, later)) == [fault]
    assert text_cells(translated(edited, later))[1].source.endswith(" More.")


@pytest.mark.parametrize("lost", ["$E$", "`rest`", "](03_nudge_every_weight.ipynb)"])
def test_a_translation_that_loses_a_formula_code_or_a_link_is_told(lesson, messages, lost):
    message = next(each for each in messages[1:3] if lost in each.msgid)
    assert list(faults(lesson, messages)) == []
    message.msgstr = message.msgstr.replace(lost, "")
    assert list(faults(lesson, messages)) == [
        f"{message.msgctxt}: formulas, code or links are others than in English"
    ]


def test_a_cell_that_is_gone_is_told(lesson, messages):
    lesson.cells = [cell for cell in lesson.cells if cell.id != messages[1].msgctxt]
    assert list(faults(lesson, messages)) == [f"{messages[1].msgctxt}: the lesson has no such cell"]


def test_the_command_keeps_what_is_translated_and_builds_the_lesson(tmp_path, messages, capsys):
    file = tmp_path / "translations" / "ja" / f"{NAME}.po"
    file.parent.mkdir(parents=True)
    messages.save(file)
    main("ja", NAME, folder=tmp_path / "translations")
    text = file.read_text(encoding="utf-8")
    main("ja", NAME, folder=tmp_path / "translations")
    assert file.read_text(encoding="utf-8") == text
    built = nbformat.read(tmp_path / "notebooks_ja" / f"{NAME}.ipynb", as_version=4)
    nbformat.validate(built)
    assert text_cells(built)[1].source == messages[1].msgstr
    assert capsys.readouterr().out.startswith(f"{NAME}.ipynb: 2 of {len(messages)} texts in ja\n")
