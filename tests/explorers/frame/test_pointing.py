"""Pointing without a browser: places, what stands there, and what the page is answered."""

from contextlib import nullcontext

import numpy as np
import pytest
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure

from bpkit.explorers import Neuron
from bpkit.explorers.frame.pointing import Handle, Place, distance, taken
from tests.explorers.acting import at, free, point, said, seen

LEFT, RIGHT = [(0.3, 0.5), (0.8, 0.5)]


@pytest.fixture
def figure():
    figure = Figure(figsize=(4, 2), dpi=100)
    left, right = figure.add_axes((0.1, 0.1, 0.3, 0.8)), figure.add_axes((0.6, 0.1, 0.3, 0.8))
    left.set(xlim=(-1, 3), ylim=(10, 30))
    right.set(xscale="log", xlim=(1e-4, 1))
    return figure


@pytest.fixture
def heard(monkeypatch):
    explorer, answers = Neuron(), []
    monkeypatch.setattr(explorer.page, "send", answers.append)
    return explorer, answers


def test_a_place_is_told_in_the_numbers_of_its_panel(figure):
    left, right = figure.axes
    middle = Place.of(figure, 0.25, 0.5)
    assert middle.ax is left and middle.pixel.tolist() == [100, 100]
    assert middle.seen_from(left) == pytest.approx((1, 20))
    assert Place.of(figure, 0.75, 0.5).seen_from(right)[0] == pytest.approx(1e-2)
    assert Place.of(figure, 0.5, 0.5).ax is None


def test_a_hand_may_be_off_as_far_on_a_fine_screen(figure):
    line = figure.axes[0].axvline(1)
    beside = Place.of(figure, 0.25 + 5 / 400, 0.5), Place.of(figure, 0.25 + 7 / 400, 0.5)
    handle = Handle(line, print, "")
    assert [taken([handle], place) is None for place in beside] == [False, True]
    figure.dpi = 200
    beside = Place.of(figure, 0.25 + 5 / 400, 0.5), Place.of(figure, 0.25 + 7 / 400, 0.5)
    assert [taken([handle], place) is None for place in beside] == [False, True]


def test_what_lies_beside_a_panel_counts_as_its_edge(figure):
    left, right = figure.axes
    assert Place.of(figure, 0, 1).seen_from(left) == pytest.approx((-1, 30))
    assert Place.of(figure, 1, 0).seen_from(right)[0] == pytest.approx(1)


@pytest.mark.parametrize("share", [-0.1, 1.1, np.nan, "0.5", None, True, 10**400])
def test_a_place_outside_the_picture_is_refused(figure, share):
    with pytest.raises(ValueError, match="expected a number from 0 to 1"):
        Place.of(figure, 0.5, share)


def test_distances_are_those_of_the_pixels():
    line, point, box = [(0, 0), (10, 0)], [(3, 4)], [(0, 0), (8, 0), (8, 6), (0, 6), (0, 0)]
    wanted = {(5, 3): (3, np.sqrt(5), 0), (13, 4): (5, 10, 5), (-3, -4): (5, 10, 5)}
    for pixel, distances in wanted.items():
        found = [distance(np.array(pixel), np.array(corners, float)) for corners in (line, point)]
        assert found == pytest.approx([distances[0], np.hypot(3 - pixel[0], 4 - pixel[1])])
    assert distance(np.array([5, 3]), np.array(box, float)) == 0
    assert distance(np.array([11, 10]), np.array(box, float)) == pytest.approx(5)


def test_the_nearest_part_is_taken_and_the_first_where_two_lie_at_the_place(figure):
    ax = figure.axes[0]
    ax.set(xlim=(0, 120), ylim=(0, 160))  # a pixel each
    lines = ax.add_collection(LineCollection([[(0, 50), (100, 50)], [(0, 58), (100, 58)]]))
    box = ax.add_collection(PolyCollection([[(60, 40), (80, 40), (80, 60), (60, 60)]]))
    handles = [Handle(box, None, "a"), Handle(lines, None, "b")]
    cursors = {(30, 51): ("b", 0), (30, 56): ("b", 1), (70, 50): ("a", 0), (30, 120): None}
    for place, wanted in cursors.items():
        found = taken(handles, Place.of(figure, *at(ax, *place)))
        assert wanted == (found and (found[0].cursor, found[1]))


def test_each_point_of_many_is_a_part_of_its_own(figure):
    ax = figure.axes[0]
    points = ax.scatter([0, 2], [20, 20])
    for x, part in ((0, 0), (2, 1)):
        handle, found = taken([Handle(points, None, "")], Place.of(figure, *at(ax, x, 20)))
        assert (handle.artist, found) == (points, part)
    assert taken([Handle(points, None, "")], Place.of(figure, *at(ax, 1, 20))) is None


def test_the_pointer_s_shape_says_what_can_be_dragged(heard):
    explorer, answers = heard
    for x, y in (LEFT, RIGHT):
        explorer.on_page(explorer.page, {"pointer": "hover", "x": x, "y": y}, [])
    assert answers == [{"cursor": "ew-resize"}, {"cursor": ""}]


def test_only_what_was_pressed_is_dragged_and_only_until_it_is_let_go(heard):
    explorer, answers = heard
    before = seen(explorer)
    point(explorer, RIGHT, LEFT)
    explorer.on_page(explorer.page, {"pointer": "drag", "x": 0.1, "y": 0.5}, [])
    assert seen(explorer) == before
    point(explorer, LEFT, RIGHT)
    assert explorer.X0.value == 3
    explorer.on_page(explorer.page, {"pointer": "drag", "x": 0.1, "y": 0.5}, [])
    assert explorer.X0.value == 3


WRONG = [None, 7, [], {}, {"pointer": "down"}, {"pointer": "wave", "x": 0, "y": 0}] + [
    {"pointer": "down", "x": x, "y": 0.5} for x in ("a", None, np.nan, np.inf, -1, 2, 10**400, [])
]


@pytest.mark.parametrize("told", WRONG)
def test_nonsense_is_answered_with_a_sentence_and_moves_nothing(heard, told):
    explorer, answers = heard
    before = seen(explorer)[:2], explorer.X0.value
    explorer.on_page(explorer.page, told, [])
    assert said(explorer)[0] and "expected" in said(explorer)[1]
    assert (seen(explorer)[:2], explorer.X0.value, len(answers)) == (*before, 1)


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_the_page_is_answered_after_a_failure_and_an_interrupt_too(heard, monkeypatch, error):
    explorer, answers = heard

    def fails(place, part):
        raise error("planted")

    with monkeypatch.context() as planted:
        planted.setattr(explorer, "drag_input", fails)
        passes = pytest.raises(error) if error is KeyboardInterrupt else nullcontext()
        with passes:
            explorer.on_page(explorer.page, {"pointer": "down", "x": 0.3, "y": 0.5}, [])
    assert said(explorer)[0] == (error is RuntimeError)
    assert len(answers) == 1 and free(explorer.lock)
    point(explorer, (0.2, 0.5))
    assert not said(explorer)[0] and explorer.X0.value < 0


def test_each_marker_of_a_line_without_one_is_a_part_of_its_own(figure):
    ax = figure.axes[0]
    [markers] = ax.plot([0, 2], [20, 20], "o")
    assert taken([Handle(markers, None, "")], Place.of(figure, *at(ax, 2, 20)))[1] == 1
    assert taken([Handle(markers, None, "")], Place.of(figure, *at(ax, 1, 20))) is None


def test_where_it_was_taken_hold_of_is_known_until_it_is_let_go(heard, monkeypatch):
    explorer, _ = heard
    felt = []
    monkeypatch.setattr(
        explorer, "drag_input", lambda place, part: felt.append(place is explorer.pressed)
    )
    point(explorer, LEFT, RIGHT, LEFT)
    assert felt == [True, False, False, False]
