"""A real mouse on the pictures: what is pressed, dragged and let go moves the control too."""

import pytest

from .page import Page, label
from .test_keys import CELLS

# the fields that move, a way over the picture in shares of its size, the pointer's shape on it
POINTED = {
    "Neuron": (["X(0)"], [(0.12, 0.3), (0.4, 0.6)], "ew-resize"),
    "Descent": (["w start", "b start"], [(0.2, 0.3), (0.5, 0.6)], "crosshair"),
    "Nudge": (["h"], [(0.65, 0.3), (0.9, 0.6)], "ew-resize"),
    "NudgeNeuron": (["nudge"], [(0.15, 0.7), (0.45, 0.85)], "ew-resize"),
}
each_pointed = pytest.mark.parametrize("name", POINTED)


@pytest.fixture(scope="module")
def lesson(browser, lab):
    page = Page(browser, 1280, 3000)
    sources = [f"from bpkit.explorers import {name}\n{name}()" for name in (*POINTED, "Sweep")]
    page.open_cells(*lab, "pointed.ipynb", sources)
    yield page
    page.page.close()


def turned(lesson, name):
    """Turn to an explorer; return its fields that move and the way over it in pixels."""
    k = list(POINTED).index(name)
    lesson.explorer = lesson.page.locator(".bpkit-explorer").nth(k)
    lesson.picture = lesson.explorer.locator(".bpkit-picture img")
    box = lesson.picture.bounding_box()
    fields, way, _ = POINTED[name]
    pixels = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in way]
    return fields, pixels


def numbers(lesson, fields):
    return [float(label(lesson, name).input_value()) for name in fields]


def drag(lesson, start, end, steps=20):
    """Press, move and let go."""
    lesson.page.mouse.move(*start)
    lesson.page.mouse.down()
    lesson.page.mouse.move(*end, steps=steps)
    lesson.page.mouse.up()


def rest(lesson):
    """Wait until half a second has brought no new picture."""
    before = None
    while before != (before := lesson.seen()):
        lesson.page.wait_for_timeout(500)
    return before


@each_pointed
def test_a_drag_moves_the_control_and_the_picture(lesson, name):
    fields, (start, end) = turned(lesson, name)
    before = numbers(lesson, fields), *lesson.seen()
    drag(lesson, start, start)
    at_start = *rest(lesson), numbers(lesson, fields)
    drag(lesson, start, end)
    at_end = *rest(lesson), numbers(lesson, fields)
    assert all(old != new for old, new in zip(before[0], at_start[-1]))
    assert all(old != new for old, new in zip(at_start[-1], at_end[-1]))
    assert at_start[0] != at_end[0] and at_start[1] != at_end[1]
    lesson.page.mouse.move(*start, steps=5)
    assert (*rest(lesson), numbers(lesson, fields)) == at_end
    drag(lesson, end, end)
    assert (*rest(lesson), numbers(lesson, fields)) == at_end


@each_pointed
def test_a_drag_may_leave_the_picture_and_goes_on(lesson, name):
    fields, (start, end) = turned(lesson, name)
    drag(lesson, end, start)
    rest(lesson)
    inside = numbers(lesson, fields)
    drag(lesson, end, (start[0], 5))
    rest(lesson)
    outside = numbers(lesson, fields)
    assert outside[0] == inside[0]
    assert all(old != new for old, new in zip(inside[1:], outside[1:]))


@each_pointed
def test_a_drag_of_300_moves_ends_where_the_pointer_ends_with_fewer_pictures(lesson, name):
    fields, (start, end) = turned(lesson, name)
    drag(lesson, start, end, steps=1)
    wanted, frame = (rest(lesson)[0], numbers(lesson, fields)), lesson.frame
    drag(lesson, start, end, steps=300)
    assert (rest(lesson)[0], numbers(lesson, fields)) == wanted
    assert 2 < lesson.frame - frame <= 302


@each_pointed
def test_the_pointer_s_shape_says_what_can_be_dragged(lesson, name):
    _, (start, _) = turned(lesson, name)
    box = lesson.picture.bounding_box()
    shown = "wanted => getComputedStyle(document.querySelector('.bpkit-picture:hover')).cursor"
    for place, wanted in ((start, POINTED[name][2]), ((box["x"] + 2, box["y"] + 2), "auto")):
        lesson.page.mouse.move(*place)
        lesson.page.wait_for_function(f"{shown} === wanted", arg=wanted)


@each_pointed
def test_after_a_drag_keys_stay_inside(lesson, name):
    _, way = turned(lesson, name)
    before = lesson.page.evaluate(CELLS)[0]
    drag(lesson, *way)
    for key in ("x", "m", "Escape", "d", "d"):
        lesson.page.keyboard.press(key)
    assert lesson.page.evaluate(CELLS)[0] == before


# places of Mazur's network in shares of the picture, and how the words begin after a click there
CLICKED = {
    (0.06, 0.35): "⚠ X of input 1 is given",
    (0.74, 0.3): "Stop 7 of 31: the output X of neuron 1 in layer 2",
    (0.3, 0.33): "Stop 20 of 31: the slope of E by the weight from neuron 1 of layer 0",
    (0.94, 0.5): "Stop 9 of 31: the loss E",
}


def test_a_click_on_the_network_goes_to_the_stop_that_computes_what_is_there(lesson):
    lesson.explorer = lesson.page.locator(".bpkit-explorer").last
    lesson.picture = lesson.explorer.locator(".bpkit-picture img")
    box = lesson.picture.bounding_box()
    for (x, y), words in CLICKED.items():
        place = box["x"] + x * box["width"], box["y"] + y * box["height"]
        drag(lesson, place, place)
        lesson.explorer.get_by_role("status").get_by_text(words).wait_for()


def test_a_weight_of_the_network_that_is_pulled_up_becomes_larger(lesson):
    lesson.explorer = lesson.page.locator(".bpkit-explorer").last
    lesson.picture = lesson.explorer.locator(".bpkit-picture img")
    box = lesson.picture.bounding_box()
    start = box["x"] + 0.3 * box["width"], box["y"] + 0.33 * box["height"]
    drag(lesson, start, start)
    rest(lesson)
    alt, [before] = lesson.seen()[0], numbers(lesson, ["is"])
    drag(lesson, start, (start[0], start[1] - 60))
    rest(lesson)
    shown = 60 * lesson.picture.evaluate("image => image.naturalHeight") / box["height"]
    assert numbers(lesson, ["is"])[0] == pytest.approx(before + 0.01 * shown, abs=0.02)
    assert lesson.seen()[0] != alt


def test_the_console_is_clean_and_no_request_left_this_machine(lesson):
    assert (lesson.errors, lesson.requests_abroad) == ([], [])
