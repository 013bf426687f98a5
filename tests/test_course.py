"""course.py: what it installs and when, what it starts, and what it says where it cannot."""

import ast
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = [
    "requirements/course.txt",
    "pyproject.toml",
    "settings/etc/jupyter/jupyter_server_config.d/bpkit.json",
    "settings/share/jupyter/lab/settings/overrides.d/bpkit.json",
]

# stands where JupyterLab would be found
REPORTER = """
import json, os, signal, sys, time
blas = os.environ.get("OPENBLAS_NUM_THREADS")
signal.signal(signal.SIGTERM, lambda *_: sys.exit(6))
# course.py is given the time to hear of its own stop
time.sleep(0.2)
try:
    print(json.dumps([sys.argv[1:], os.getcwd(), blas]), flush=True)
    sys.stdin.read()
except KeyboardInterrupt:
    sys.exit(5)
sys.exit(7)
"""


@pytest.fixture
def course(tmp_path):
    """Return course.py as it is in a fresh copy of the course, whose path is that of a learner."""
    folder = tmp_path / "mein Kurs ü"
    for name in ["course.py", *SOURCES]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    spec = importlib.util.spec_from_file_location("course", folder / "course.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def steps(course, monkeypatch):
    """Return what is run, in words; the first step makes the interpreter, as venv does."""
    done = []

    def run(*command):
        done.append(" ".join(map(str, command)))
        course.interpreter().parent.mkdir(parents=True, exist_ok=True)
        course.interpreter().touch()

    monkeypatch.setattr(course, "run", run)
    return done


@pytest.fixture
def started(course, steps):
    """Return what starts course.py in an installed course, up to JupyterLab's stand-in."""
    course.main(["--install"])
    course.interpreter().unlink()
    course.interpreter().symlink_to(sys.executable)
    (course.ROOT / "jupyterlab.py").write_text(REPORTER)
    begun = []

    def start(*arguments, **environment):
        command = [sys.executable, course.ROOT / "course.py", *arguments]
        ends = dict.fromkeys(["stdin", "stdout", "stderr"], subprocess.PIPE)
        process = subprocess.Popen(
            command, env=os.environ | environment, text=True, start_new_session=True, **ends
        )
        begun.append(process)
        return process, json.loads(process.stdout.readline())

    yield start
    for process in begun:
        process.kill()
        process.communicate()


def installation(course):
    """Return the steps of a whole installation, in words."""
    pip = f"{course.interpreter()} -m pip install --quiet"
    return [
        f"{sys.executable} -m venv {course.VENV}",
        f"{pip} --require-hashes -r {course.LOCK}",
        f"{pip} --no-deps --no-build-isolation --editable {course.ROOT}",
    ]


def test_an_old_python_can_read_the_file():
    ast.parse((ROOT / "course.py").read_text(), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13)])
def test_an_old_python_is_told_what_is_needed(course, version):
    with pytest.raises(
        SystemExit, match=rf"Python 3\.11 or newer, this is 3\.{version[1]}\.{version[2]}: install"
    ):
        course.check_version(version)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2)])
def test_a_python_that_is_new_enough_is_taken(course, version):
    course.check_version(version)


@pytest.mark.parametrize("system, path", [("nt", "Scripts/python.exe"), ("posix", "bin/python")])
def test_the_interpreter_lies_where_the_system_has_it(course, system, path):
    assert course.interpreter(system) == course.ROOT / ".venv" / path


def test_the_first_start_installs_and_the_second_does_not(course, steps):
    assert course.main(["--install"]) == 0
    assert steps == installation(course)
    assert course.main(["--install"]) == 0
    assert len(steps) == 3


@pytest.mark.parametrize("name", SOURCES)
def test_what_has_changed_is_installed_again_into_the_same_environment(course, steps, name):
    course.main(["--install"])
    later = course.STAMP.stat().st_mtime + 1
    os.utime(course.ROOT / name, (later, later))
    steps.clear()
    course.main(["--install"])
    assert steps == installation(course)[1:]


def test_an_environment_whose_python_is_gone_is_made_again(course, steps):
    course.main(["--install"])
    course.interpreter().unlink()
    steps.clear()
    course.main(["--install"])
    assert steps == installation(course)


@pytest.mark.parametrize("libraries", ["Lib", "lib/python3.11"])
def test_the_package_is_found_by_a_path_that_every_encoding_can_read(course, steps, libraries):
    pointer = course.VENV / libraries / "site-packages/_bpkit_course.pth"
    pointer.parent.mkdir(parents=True)
    pointer.write_text(str(course.ROOT))
    course.main(["--install"])
    assert pointer.read_bytes().isascii()
    assert Path(pointer.parent, pointer.read_text().strip()).resolve() == course.ROOT.resolve()


def test_the_environment_finds_the_package_where_text_is_ascii():
    told = {"LC_ALL": "C", "PYTHONUTF8": "0"}
    # as bytes, which are the same in every encoding
    command = [sys.executable, "-c", "import bpkit, os; print(os.fsencode(bpkit.__file__))"]
    run = subprocess.run(
        command, env=os.environ | told, cwd="/", capture_output=True, text=True, check=True
    )
    assert ast.literal_eval(run.stdout) == os.fsencode(ROOT / "bpkit/__init__.py")


@pytest.mark.parametrize("last", [0, 1, 2])
@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit])
def test_an_installation_that_was_cut_short_is_done_again(course, steps, monkeypatch, last, end):
    whole = course.run

    def cut_short(*command):
        whole(*command)
        if len(steps) > last:
            raise end

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(course, "run", cut_short)
        course.main([])
    steps.clear()
    course.main(["--install"])
    assert steps == installation(course)


def test_an_interrupt_is_answered_with_what_to_do(course, monkeypatch):
    def interrupted(*command):
        raise KeyboardInterrupt

    monkeypatch.setattr(course, "run", interrupted)
    with pytest.raises(SystemExit, match=r"interrupted: run course\.py again"):
        course.main([])


def test_a_step_that_fails_ends_the_installation(course):
    course.run(sys.executable, "-c", "pass")
    with pytest.raises(
        SystemExit, match=r"not complete, `.* sys\.exit\(3\)` ended with 3: .*run course\.py again"
    ):
        course.run(sys.executable, "-c", "import sys; sys.exit(3)")


def test_pip_is_kept_from_asking_for_its_own_news(course, monkeypatch):
    monkeypatch.delenv("PIP_DISABLE_PIP_VERSION_CHECK", raising=False)
    course.run(
        sys.executable, "-c", "import os; assert os.environ['PIP_DISABLE_PIP_VERSION_CHECK'] == '1'"
    )


@pytest.mark.parametrize("method", ["mkdir", "touch"])
def test_a_folder_that_cannot_be_written_to_is_refused_in_a_sentence(
    course, steps, monkeypatch, method
):
    def refuse(path, *_, **__):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, method, refuse)
    with pytest.raises(
        SystemExit,
        match=r"needs a folder that can be written to, .*\(Permission denied\): copy the",
    ):
        course.main([])
    assert steps == []


def test_a_file_in_the_place_of_the_environment_is_refused(course, steps):
    course.VENV.touch()
    with pytest.raises(SystemExit, match="needs a folder that can be written to"):
        course.main([])
    assert steps == []


@pytest.mark.parametrize("user, allowed", [(0, ["--allow-root"]), (1000, []), (None, [])])
def test_jupyterlab_opens_lesson_00_for_this_machine_alone(course, monkeypatch, user, allowed):
    # Windows has no such function
    monkeypatch.delattr(os, "geteuid", raising=False)
    if user is not None:
        monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    options = ["--ip=127.0.0.1", "--LabApp.extension_manager=readonly", *allowed]
    lesson = os.path.join("notebooks", "00_start_here.ipynb")
    assert course.lab(["--no-browser"]) == ["-m", "jupyterlab", *options, "--no-browser", lesson]
    assert (ROOT / lesson).is_file()


@pytest.mark.parametrize("asked, threads", [({}, "1"), ({"OPENBLAS_NUM_THREADS": "2"}, "2")])
def test_jupyterlab_gets_the_arguments_and_gives_the_exit_code(
    course, started, monkeypatch, asked, threads
):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    process, said = started("--no-browser", "--port=0", **asked)
    assert said == [course.lab(["--no-browser", "--port=0"])[2:], str(course.ROOT), threads]
    assert process.communicate()[1] == ""
    assert process.returncode == 7


@pytest.mark.parametrize("whom", [os.killpg, os.kill], ids=["terminal", "alone"])
def test_ctrl_c_is_answered_by_jupyterlab_without_a_traceback(started, whom):
    process, _ = started()
    whom(process.pid, signal.SIGINT)
    assert process.communicate()[1] == ""
    assert process.returncode == (5 if whom is os.killpg else 7)


def test_jupyterlab_is_told_to_stop_when_course_py_is(started):
    process, _ = started()
    process.terminate()
    assert process.wait() == 6


def test_make_leaves_the_steps_to_course_py():
    makefile = (ROOT / "Makefile").read_text()
    assert "\nlab:\n\t$(PYTHON) course.py\n" in makefile
    assert "\t$(PYTHON) course.py --install\n" in makefile
    installed = re.findall(r"-r requirements/(\w+)", makefile)
    assert sorted(installed) == ["bench", "grading", "site", "test"]
