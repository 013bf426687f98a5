"""The explorers' rooms: a folder each, a frame for all, and who may know widgets and pictures."""

from collections import Counter

import pytest

from bpkit import explorers

from .test_architecture import PACKAGE, imported

ROOMS = [explorers.FOLDERS[name] for name in explorers.__all__]
WIDGETS = {"ipywidgets", "anywidget", "IPython", "traitlets"}
PICTURES = {"matplotlib", "bpkit.plots"}
FORBIDDEN = {"model": WIDGETS | PICTURES, "words": WIDGETS | {"matplotlib"}, "view": WIDGETS}
ROLES = ("model", "view", "words")


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


def test_no_name_is_defined_in_two_modules_of_the_core():
    """But for `named`, which each list of names has, and the door's words for page functions."""
    from ast import ClassDef, FunctionDef, parse

    found = Counter(
        node.name
        for path in PACKAGE.glob("*.py")
        for node in parse(path.read_text()).body
        if isinstance(node, ClassDef | FunctionDef) and not node.name.startswith("_")
    )
    twice = {name for name, n in found.items() if n > 1}
    assert twice == {"named", "forward", "backward", "gradients", "update"}
