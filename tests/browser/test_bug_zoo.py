"""Lesson 11 in a real JupyterLab in a real Chromium: each control of BugZoo, a guess, Reveal."""

import pytest

from .page import choose, press_right, write


@pytest.fixture(scope="module")
def lesson(open_lesson):
    return open_lesson("11_break_backprop", 1024, 768)


CONTROLS = {
    "backprop": choose("backprop", "bias_sign"),
    "hidden": choose("backprop", "a hidden one"),
    "number": write("number", "34"),
    "data": choose("data", "moons"),
    "f": choose("f", "sigmoid"),
    "layers": write("layers", "4, 4"),
    "η by slider": press_right(0),
    "η by number": write("η", "0.5"),
    "seed": write("seed", "3"),
}


@pytest.mark.parametrize("control", CONTROLS)
def test_every_control_changes_the_picture(lesson, control):
    before, after = lesson.after(lambda: CONTROLS[control](lesson))
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_a_guess_is_answered_and_the_line_revealed(lesson):
    write("number", "34")(lesson)
    lesson.after(lambda: choose("backprop", "bias_mean")(lesson))
    lesson.after(lambda: choose("backprop", "a hidden one")(lesson))
    choose("it is", "bias_sign")(lesson)
    lesson.explorer.get_by_text("No, not bias_sign").wait_for()
    choose("it is", "f_prime_at_X")(lesson)
    lesson.explorer.get_by_text("Yes, it is f_prime_at_X").wait_for()
    lesson.explorer.get_by_role("button", name="Reveal").click()
    lesson.explorer.locator("pre").get_by_text("the page:").wait_for()


def test_the_code_is_shown(lesson):
    lesson.explorer.get_by_role("button", name="Show the code").click()
    lesson.explorer.locator("pre").get_by_text("bp.broken").wait_for()


def test_the_console_is_clean_and_no_request_left_this_machine(lesson):
    assert (lesson.errors, lesson.requests_abroad) == ([], [])
