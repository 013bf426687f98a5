"""python -m bpkit: the lessons in a learner's folder, and JupyterLab there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import bpkit.__main__ as command
import course
from bpkit import extras

FIRST = "00_start_here.ipynb"
# stands where JupyterLab would be found
REPORTER = """
import json, os
def main(arguments):
    print(json.dumps([arguments, os.getcwd(), os.environ["OPENBLAS_NUM_THREADS"]]))
    return 7
"""


@pytest.fixture
def folder(tmp_path):
    """Return a folder that is not there yet."""
    return tmp_path / "mein Kurs ü" / "lessons"


def lessons():
    return sorted(path for path in command.LESSONS.iterdir() if path.is_file())


def done(new, folder):
    return f"Copied {new} of {len(lessons())} files into {folder}."


def test_every_lesson_is_copied_as_it_is(folder):
    assert list(command.copied(folder)) == [done(len(lessons()), folder)]
    assert [path.name for path in lessons()] == sorted(path.name for path in folder.iterdir())
    assert all(path.read_bytes() == (folder / path.name).read_bytes() for path in lessons())
    assert FIRST in os.listdir(folder)


def test_a_lesson_that_the_learner_has_changed_is_kept_and_named(folder):
    list(command.copied(folder))
    (folder / FIRST).write_text("my notes")
    (folder / lessons()[1].name).unlink()
    assert list(command.copied(folder)) == [
        done(1, folder),
        f"Left as they are, for they differ from this version's: {FIRST}.",
        "Rename one, and the next time it is copied anew.",
    ]
    assert (folder / FIRST).read_text() == "my notes"
    assert list(command.copied(folder))[0] == done(0, folder)


def test_a_copy_that_breaks_off_leaves_no_half_of_a_lesson(folder, monkeypatch):
    def breaks(source, target):
        Path(target).write_text("{")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(command.shutil, "copyfile", breaks)
    with pytest.raises(SystemExit, match=r"could not be copied into .* \(No space left on device"):
        command.main([str(folder)])
    monkeypatch.undo()
    assert list(command.copied(folder))[0] == done(len(lessons()), folder)
    assert (folder / FIRST).read_bytes() == (command.LESSONS / FIRST).read_bytes()


def test_a_file_in_the_place_of_the_folder_is_refused_in_a_sentence(folder):
    folder.parent.mkdir()
    folder.write_text("mine")
    with pytest.raises(SystemExit, match="could not be copied into .*: name another"):
        command.main([str(folder)])
    assert folder.read_text() == "mine"


@pytest.mark.parametrize("said, chosen", [("", command.FOLDER), (" my own \n", "my own")])
def test_the_folder_is_asked_for_where_none_is_named(monkeypatch, said, chosen):
    monkeypatch.setattr("builtins.input", lambda question: said)
    assert command.chosen_folder() == chosen


def test_who_is_not_there_to_answer_is_told_how_to_name_the_folder(tmp_path):
    run = [sys.executable, "-m", "bpkit"]
    here = {"PYTHONPATH": str(command.HERE.parent)}
    options = {"env": os.environ | here, "cwd": tmp_path, "capture_output": True, "text": True}
    answer = subprocess.run(run, stdin=subprocess.DEVNULL, **options)
    assert answer.stderr == "\nNothing was copied: name a folder, python -m bpkit folder.\n"
    assert (answer.returncode, list(tmp_path.iterdir())) == (1, [])


def test_an_option_in_the_place_of_the_folder_is_answered_with_the_use():
    with pytest.raises(SystemExit, match=r"python -m bpkit \[folder"):
        command.main(["--help"])


@pytest.mark.parametrize("asked, threads", [({}, "1"), ({"OPENBLAS_NUM_THREADS": "2"}, "2")])
def test_jupyterlab_opens_lesson_00_in_the_folder_as_course_py_would(
    folder, tmp_path, asked, threads
):
    stand_in = tmp_path / "stand-in" / "jupyterlab"
    stand_in.mkdir(parents=True)
    (stand_in / "__init__.py").touch()
    (stand_in / "labapp.py").write_text(REPORTER)
    environment = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"} | asked
    environment["PYTHONPATH"] = os.pathsep.join([str(stand_in.parent), str(command.HERE.parent)])
    run = subprocess.run(
        [sys.executable, "-m", "bpkit", "lessons", "--no-browser"],
        **{"env": environment, "cwd": folder.parents[1], "capture_output": True, "text": True},
    )
    assert (run.returncode, run.stderr) == (7, "")
    arguments, where, blas = json.loads(run.stdout.splitlines()[1])
    assert arguments == [*course.lab(["--no-browser"])[2:-1], FIRST]
    assert (Path(where), blas) == (folder.parents[1] / "lessons", threads)


def test_what_is_missing_is_said_in_one_sentence(monkeypatch):
    assert not extras.lacking("course", "x")
    monkeypatch.setattr(extras, "find_spec", lambda name: name == "matplotlib" or None)
    with pytest.raises(ImportError) as raised:
        extras.demand("explorers", "bpkit.explorers")
    assert str(raised.value) == (
        'bpkit.explorers needs ipywidgets, anywidget: install the extra "explorers", '
        'python -m pip install "bpkit-course[explorers]".'
    )
