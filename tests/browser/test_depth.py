"""Lesson 09 in a real JupyterLab in a real Chromium: each control of Depth moves the picture."""

import pytest

from .page import choose, press_right, write


@pytest.fixture(scope="module")
def lesson(open_lesson):
    return open_lesson("09_delta_through_depth", 1024, 768)


CONTROLS = {
    "f": choose("f", "sigmoid"),
    "start": choose("start", "standard"),
    "scale by slider": press_right(0),
    "scale by number": write("scale", "2"),
    "width by slider": press_right(1),
    "width by number": write("width", "20"),
    "depth by slider": press_right(2),
    "depth by number": write("depth", "30"),
    "m": choose("m", "1"),
    "seed": write("seed", "3"),
}


@pytest.mark.parametrize("control", CONTROLS)
def test_every_control_changes_the_picture(lesson, control):
    if control.endswith("slider"):  # of width and depth, which stand at the end of their range
        write("width", "100")(lesson)
        write("depth", "20")(lesson)
        lesson.explorer.locator("img[alt*='20 layers of 100']").wait_for()
    before, after = lesson.after(lambda: CONTROLS[control](lesson))
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_what_is_typed_beyond_the_ceiling_comes_down_to_it(lesson):
    lesson.after(lambda: write("width", "40")(lesson))
    lesson.after(lambda: write("width", "100000")(lesson))
    assert "of 500 neurons" in lesson.picture.get_attribute("alt")


def test_a_click_on_a_layer_tells_its_numbers_and_so_does_the_list(lesson):
    lesson.after(lambda: write("depth", "21")(lesson))
    box, words = lesson.picture.bounding_box(), lesson.explorer.get_by_role("status")
    place = {"x": 0.75 * box["width"], "y": 0.5 * box["height"]}
    lesson.after(lambda: lesson.picture.click(position=place))
    words.get_by_text("Layer 9: RMS of X").wait_for()
    lesson.after(lambda: choose("layer", "3")(lesson))
    words.get_by_text("Layer 3: RMS of X").wait_for()


def test_words_and_code_are_shown(lesson):
    status = lesson.explorer.get_by_role("status")
    assert "a layer" in status.inner_text() and status.locator("[data-wrong='0']").count() == 1
    lesson.explorer.get_by_role("button", name="Show the code").click()
    lesson.explorer.locator("pre").get_by_text("bp.backward(net, trace, delta_L)").wait_for()


def test_the_console_is_clean_and_no_request_left_this_machine(lesson):
    assert (lesson.errors, lesson.requests_abroad) == ([], [])
