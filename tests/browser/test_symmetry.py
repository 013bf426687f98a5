"""Lesson 13 in a real JupyterLab in a real Chromium: each control of Symmetry moves the picture."""

import pytest

from .page import label, press, press_right, write


@pytest.fixture(scope="module")
def lesson(open_lesson):
    return open_lesson("13_read_the_1986_paper", 1024, 768)


CONTROLS = {
    "seed": write("seed", "2"),
    "η by slider": press_right(0),
    "η by number": write("η", "5"),
    "epoch by slider": press_right(1),
    "epoch by number": write("epoch", "700"),
}


@pytest.mark.parametrize("control", CONTROLS)
def test_every_control_changes_the_picture(lesson, control):
    if control == "epoch by slider":  # it stands at the end of its range
        write("epoch", "1000")(lesson)
        lesson.explorer.locator("img[alt*='epoch 1,000 of']").wait_for()
    before, after = lesson.after(lambda: CONTROLS[control](lesson))
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_play_goes_through_the_run_from_its_start(lesson):
    write("epoch", "4000")(lesson)
    lesson.explorer.locator("img[alt*='epoch 4,000 of']").wait_for()
    press("Play")(lesson)
    lesson.explorer.locator("img[data-state='playing']").wait_for()
    lesson.explorer.locator("img[data-state='resting'][alt*='epoch 4,000 of']").wait_for()
    assert label(lesson, "epoch").input_value() == "4000"


def test_words_and_code_are_shown(lesson):
    status = lesson.explorer.get_by_role("status")
    assert "Hidden unit 1" in status.inner_text()
    assert status.locator("[data-wrong='0']").count() == 1
    lesson.explorer.get_by_role("button", name="Show the code").click()
    lesson.explorer.locator("pre").get_by_text('bp.datasets.load("symmetry")').wait_for()


def test_the_console_is_clean_and_no_request_left_this_machine(lesson):
    assert (lesson.errors, lesson.requests_abroad) == ([], [])
