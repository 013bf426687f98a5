"""Lessons in another language: a message a text cell, known by the cell's id, in gettext's format.

translations/ja/05_….po holds what is translated; notebooks_ja/ is built from it and never edited. A
cell that is not translated, or whose English has changed since, is shown in English.

Run: python -m tests.translate ja [names] (make translate language=ja).
"""

import re
import sys
from copy import deepcopy
from pathlib import Path

import nbformat
import polib

from .navigation import TAG
from .store_outputs import NOTEBOOKS, chosen, written

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "translations"
# what a translation must keep: fences, displayed and inline formulas, code, and where links lead
KEPT = r"```.*?```|\$\$.*?\$\$|\$[^$\n]+\$|`[^`\n]+`|\]\([^)]*\)"


def text_cells(notebook):
    """Return the cells to be translated; links between lessons are made, not written."""
    return [
        cell
        for cell in notebook.cells
        if cell.cell_type == "markdown" and TAG not in cell.metadata.get("tags", [])
    ]


def merged(notebook, messages, language):
    """Return the messages of a notebook in its order; one whose English has changed is fuzzy."""
    known = {message.msgctxt: message for message in messages}
    result = polib.POFile(wrapwidth=100)
    result.metadata = {"Language": language, "Content-Type": "text/plain; charset=UTF-8"}
    for cell in text_cells(notebook):
        message = polib.POEntry(msgctxt=cell.id, msgid=cell.source)
        old = known.get(cell.id)
        if old and old.msgstr:
            message.msgstr, message.flags = old.msgstr, list(old.flags)
            if old.msgid != cell.source:
                message.previous_msgid, message.flags = old.msgid, ["fuzzy"]
        result.append(message)
    return result


def translated(notebook, messages):
    """Return a notebook with the text of the messages that are not fuzzy; all else is as it was."""
    told = {message.msgctxt: message.msgstr for message in messages if message.translated()}
    result = deepcopy(notebook)
    for cell in text_cells(result):
        cell.source = told.get(cell.id, cell.source)
    return result


def faults(notebook, messages):
    """Yield in words each translated cell that is stale, is gone, or lost a formula or a link."""
    english = {cell.id: cell.source for cell in text_cells(notebook)}
    for message in messages:
        if not message.msgstr:
            continue
        if message.msgctxt not in english:
            yield f"{message.msgctxt}: the lesson has no such cell"
        elif message.fuzzy or message.msgid != english[message.msgctxt]:
            yield f"{message.msgctxt}: its English has changed"
        elif sorted(re.findall(KEPT, message.msgstr, re.S)) != sorted(
            re.findall(KEPT, message.msgid, re.S)
        ):
            yield f"{message.msgctxt}: formulas, code or links are others than in English"


def main(language, *names, folder=FOLDER):
    """Bring the messages of lessons up to date and build the lessons from them."""
    for path in chosen(names, NOTEBOOKS):
        notebook, file = nbformat.read(path, as_version=4), folder / language / f"{path.stem}.po"
        messages = merged(notebook, polib.pofile(file) if file.exists() else [], language)
        file.parent.mkdir(parents=True, exist_ok=True)
        messages.save(file)
        built = folder.parent / f"notebooks_{language}" / path.name
        built.parent.mkdir(exist_ok=True)
        built.touch()
        written(translated(notebook, messages), built)
        done = len(messages.translated_entries())
        print(f"{path.name}: {done} of {len(messages)} texts in {language}")


if __name__ == "__main__":
    main(*sys.argv[1:])
