"""The explorers' rooms: a folder each, a frame for all, and who may know widgets and pictures."""

import ast
from collections import Counter

import pytest

from bpkit import explorers

from .test_architecture import PACKAGE, imported

ROOMS = [explorers.FOLDERS[name] for name in explorers.__all__]
WIDGETS = {"ipywidgets", "anywidget", "IPython", "traitlets"}
PICTURES = {"matplotlib", "bpkit.plots"}
FORBIDDEN = {"model": WIDGETS | PICTURES, "words": WIDGETS | {"matplotlib"}, "view": WIDGETS}
ROLES = ("model", "view", "words")
# what each room of a kind has under the same name
ROLE_NAMES = {"View", "line", "alt", "LESSON", "ROWS", "named", "__all__", "__getattr__", "__dir__"}


def files(room):
    return sorted((PACKAGE / "explorers" / room).glob("*.py"))


def trespasses(room, stem, source):
    """Yield each import by which a module enters another room, or knows what its role must not."""
    for target in sorted(imported(source, f"bpkit.explorers.{room}.{stem}")):
        _, _, inside = target.partition("bpkit.explorers.")
        if inside and inside.split(".")[0] not in {room, "frame"}:
            yield target
        if any(target == name or target.startswith(f"{name}.") for name in FORBIDDEN.get(stem, ())):
            yield target


each_file = pytest.mark.parametrize(
    "path",
    [path for room in [*ROOMS, "frame"] for path in files(room)],
    ids=lambda path: "/".join(path.parts[-2:]),
)


@each_file
def test_no_explorer_enters_another_and_no_role_knows_too_much(path):
    assert list(trespasses(path.parent.name, path.stem, path.read_text())) == []


@pytest.mark.parametrize(
    ("room", "stem", "planted"),
    [
        ("sweep", "sweep", "from ..training.model import Run"),
        ("frame", "explorer", "from ..sweep import sweep"),
        ("nudge", "model", "from ipywidgets import Dropdown"),
        ("nudge", "model", "from ...plots import wires"),
        ("nudge", "words", "import matplotlib"),
        ("cost", "view", "from traitlets import Float"),
    ],
)
def test_a_trespass_is_noticed(room, stem, planted):
    assert list(trespasses(room, stem, planted)) != []


def test_the_ways_that_are_open_are_left_alone():
    assert (
        list(
            trespasses(
                "nudge", "view", "from ...plots import wires\nfrom ..frame.picture import Picture"
            )
        )
        == []
    )
    assert (
        list(
            trespasses(
                "nudge", "model", "from ... import losses\nfrom ..frame.problem import Problem"
            )
        )
        == []
    )


@pytest.mark.parametrize("name", explorers.__all__)
def test_an_explorer_has_its_rooms_and_says_what_moves(name):
    room = explorers.FOLDERS[name]
    assert {path.stem for path in files(room)} >= {room, *ROLES}
    move = getattr(explorers, name).move
    assert move.label and move.control and len(move.values) > 10
    assert move.lesson == "" or (PACKAGE.parent / "notebooks" / f"{move.lesson}.ipynb").exists()


def test_an_unknown_explorer_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'Missing'"):
        explorers.Missing  # noqa: B018


def defined(source):
    """Return the names that a module defines, its classes apart from functions and constants."""
    classes, others = set(), set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            classes.add(node.name)
        elif isinstance(node, ast.FunctionDef):
            others.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            inside = [part for target in targets for part in ast.walk(target)]
            others |= {part.id for part in inside if isinstance(part, ast.Name)}
    return classes, others


def twice(names):
    """Return the names that stand in more than one of these sets, but for the roles'."""
    found = Counter(name for each in names for name in each)
    return {name for name, n in found.items() if n > 1 and name not in ROLE_NAMES}


def sources(pattern="**/*.py"):
    """Return the modules of the package as text."""
    return [path.read_text() for path in PACKAGE.glob(pattern)]


def test_a_class_has_a_name_of_its_own():
    """But for two that `bp.diagnose` keeps for itself."""
    assert twice(defined(source)[0] for source in sources()) == {"Convention", "Problem"}


def test_no_function_is_defined_in_two_modules_of_the_core():
    """But for `named`, which each list of names has, and the door's words for page functions."""
    functions = [
        {name for name in defined(source)[1] if name.islower() and name[0] != "_"}
        for source in sources("*.py")
    ]
    assert twice(functions) == {"forward", "backward", "gradients", "update"}


@pytest.mark.parametrize(
    ("folder", "shared"),
    [("explorers", {"check"}), ("plots", set())],
)
def test_no_function_is_defined_in_two_rooms(folder, shared):
    """But for what a room of a kind has, and `check`, by which an explorer refuses arguments."""
    functions = [
        {name for name in defined(source)[1] if name.islower()}
        for source in sources(f"{folder}/**/*.py")
    ]
    assert twice(functions) == shared


def test_a_name_that_is_defined_twice_is_noticed():
    planted = [defined("a, x = 1, 2\nclass A: ..."), defined("x: int = 3\nclass A: ...")]
    assert twice(classes for classes, _ in planted) == {"A"}
    assert twice(others for _, others in planted) == {"x"}
    assert twice([{"View"}, {"View"}, {"line"}, {"line"}]) == set()
