"""What `make dist` builds: what is in it, and that it works where numpy alone is installed."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
from email import message_from_string
from importlib.metadata import files
from pathlib import Path
from zipfile import ZipFile

import pytest

import bpkit

from .test_environment import EXTRAS, ROOT, SETTINGS, project_files

LESSONS = sorted(Path(name).name for name in project_files() if name.startswith("notebooks/"))
VERSION = bpkit.__version__
LINES, SAID = re.search(
    r"```python\n(import bpkit as bp\n.*?)```.*?```text\n(.*?)```",
    (ROOT / "README.md").read_text(encoding="utf-8"),
    re.S,
).groups()
# a learner's, whose hidden layer has no f′
SCRIPT = """
import numpy as np
rng = np.random.default_rng(0)
X, T = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
W1, b1 = rng.standard_normal((2, 4)), np.zeros((1, 4))
W2, b2 = rng.standard_normal((4, 1)), np.zeros((1, 1))
sigmoid = lambda x: 1 / (1 + np.exp(-x))
X1 = sigmoid(X @ W1 + b1)
X2 = sigmoid(X1 @ W2 + b2)
d2 = (X2 - T) * X2 * (1 - X2)
d1 = d2 @ W2.T
dW2, db2 = X1.T @ d2, d2.sum(axis=0)
dW1, db1 = X.T @ d1, d1.sum(axis=0)
"""


def run(*command, **options):
    """Run a command with no network to fall back on; return what it said and how it ended."""
    command = [str(part) for part in command]
    offline = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONPATH": ""}
    options = {"capture_output": True, "text": True, "env": os.environ | offline} | options
    return subprocess.run(command, **options)


def done(*command, **options):
    """Run a command that must succeed; return what it printed."""
    result = run(*command, **options)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def build(source, folder, *targets):
    """Build what the targets say, of wheel and sdist, from a folder into another."""
    done(sys.executable, "-m", "hatchling", "build", "-d", folder, *targets, cwd=source)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return the paths of the sdist and of the wheel, built from the project's files."""
    folder = tmp_path_factory.mktemp("dist")
    build(ROOT, folder)
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


@pytest.fixture(scope="module")
def empty(built, tmp_path_factory):
    """Return the Python of an environment that has numpy, and the wheel installed beside it."""
    folder = tmp_path_factory.mktemp("empty") / "env"
    venv.create(folder, symlinks=os.name != "nt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    where = done(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    parts = {path.parts[0]: path.locate().parents[len(path.parts) - 2] for path in files("numpy")}
    for name, place in parts.items():
        if name != ".." and place.is_dir():
            shutil.copytree(place, Path(where) / name, symlinks=True)
    # pip refuses the wheel here if it needs more than numpy
    done(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", built[1])
    return python


def names(archive):
    """Return the files of a wheel or of a sdist, whose own folder is left out."""
    if archive.suffix == ".whl":
        return sorted(ZipFile(archive).namelist())
    with tarfile.open(archive) as tar:
        return sorted(name.partition("/")[2] for name in tar.getnames())


def test_the_source_distribution_is_the_project(built):
    assert set(names(built[0])) - {"PKG-INFO"} == set(project_files())


def test_the_wheel_is_the_package_with_lessons_and_settings(built):
    found = {name for name in names(built[1]) if ".dist-info/" not in name}
    package = {name for name in project_files() if name.startswith("bpkit/")}
    lessons = {f"bpkit/lessons/{name}" for name in LESSONS}
    settings = {f"bpkit_course-{VERSION}.data/data/{name}" for name in SETTINGS}
    assert found == package | lessons | settings


def test_the_wheel_can_be_built_from_the_source_distribution(built, tmp_path):
    subprocess.run(["tar", "-xzf", built[0], "-C", tmp_path], check=True)
    (source,) = tmp_path.iterdir()
    build(source, tmp_path / "again", "-t", "wheel")
    (again,) = (tmp_path / "again").iterdir()
    with ZipFile(again) as second, ZipFile(built[1]) as first:
        contents = [{name: zip.read(name) for name in zip.namelist()} for zip in (first, second)]
    assert contents[0] == contents[1]


def test_the_metadata_asks_for_numpy_and_leaves_the_rest_to_extras(built):
    with ZipFile(built[1]) as wheel:
        text = wheel.read(f"bpkit_course-{VERSION}.dist-info/METADATA").decode()
    metadata = message_from_string(text)
    assert metadata["Name"] == "bpkit-course"
    always = [need for need in metadata.get_all("Requires-Dist") if "extra ==" not in need]
    assert always == ["numpy>=2"]
    assert set(metadata.get_all("Provides-Extra")) == set(EXTRAS)


def test_twine_and_check_wheel_contents_have_no_complaint(built):
    said = done(sys.executable, "-m", "twine", "--no-color", "check", "--strict", *built)
    assert said.count("PASSED") == 2
    assert done(sys.executable, "-m", "check_wheel_contents", built[1]).endswith(": OK\n")


def test_make_dist_builds_and_checks_what_is_tested_here():
    recipe = re.search(r"^dist:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.M)[1]
    for step in ("hatchling build", "twine check --strict", "check_wheel_contents"):
        assert f"-m {step}" in recipe


def test_numpy_is_all_that_is_installed(empty):
    others = ["matplotlib", "ipywidgets", "IPython", "jupyterlab", "scipy", "pip"]
    program = f"import importlib.util as u; print([n for n in {others} if u.find_spec(n)])"
    assert done(empty, "-c", program, cwd="/") == "[]\n"


def test_diagnosis_and_exercises_work_with_numpy_alone(empty, tmp_path):
    program = """
import bpkit as bp
X0, T = bp.datasets.load("xor", rng=0)
net, loss = bp.Network.create([2, 3, 1], activation="sigmoid", rng=0), bp.losses.squared_error
trace = bp.forward(net, X0)
grads = bp.gradients(trace, bp.backward(net, trace, loss.gradient(trace.X[-1], T)))
print(bool(bp.diagnose(net, loss, X0, T, dW=grads.W, db=grads.b)))
print(bp.exercises.check("total_input", lambda W, b, X: W @ X + b).right)
print(bp.exercises.check("total_input", lambda W, b, X: W @ X - b).right)
"""
    assert done(empty, "-W", "error", "-c", program, cwd=tmp_path) == "True\nTrue\nFalse\n"


@pytest.mark.parametrize("part", ["explorers", "plots"])
def test_what_needs_an_extra_says_which(empty, tmp_path, part):
    result = run(empty, "-c", f"import bpkit.{part}", cwd=tmp_path)
    assert result.stderr.splitlines()[-1] == (
        f"ImportError: bpkit.{part} needs matplotlib, ipywidgets, anywidget: "
        'install the extra "explorers", python -m pip install "bpkit-course[explorers]".'
    )


def test_the_lessons_are_copied_and_the_missing_extra_is_named(empty, tmp_path):
    folder = tmp_path / "mein Kurs ü"
    result = run(empty, "-m", "bpkit", folder, cwd=tmp_path)
    assert result.stdout == f"Copied {len(LESSONS)} of {len(LESSONS)} files into {folder}.\n"
    assert result.stderr.startswith(
        "JupyterLab with the lessons needs matplotlib, ipywidgets, anywidget, jupyterlab, "
        'ipykernel: install the extra "course"'
    )
    assert result.returncode == 1
    assert sorted(path.name for path in folder.iterdir()) == LESSONS
    for name in LESSONS:
        assert (folder / name).read_bytes() == (ROOT / "notebooks" / name).read_bytes()


def test_the_three_lines_of_the_readme_name_the_mistake_with_numpy_alone(empty, tmp_path):
    assert len(LINES.splitlines()) == 3
    assert done(empty, "-W", "error", "-c", SCRIPT + LINES, cwd=tmp_path).startswith(SAID)
    mended = SCRIPT.replace("d2 @ W2.T", "d2 @ W2.T * X1 * (1 - X1)")
    assert done(empty, "-c", mended + LINES, cwd=tmp_path).startswith("Right")
