"""Lesson 07 in a real JupyterLab in a real Chromium: Slope, and Softmax after it on its page."""

import pytest

from .page import choose, press_right, write

SLOPE = {
    "x by slider": press_right(0),
    "x by number": write("x", "-2.5"),
    "δ by slider": press_right(1),
    "δ by number": write("δ", "-0.7"),
    "f": choose("f", "gelu"),
}
SOFTMAX = {
    "X₁ by slider": press_right(0),
    "X₁ by number": write("X₁", "9"),
    "X₂ by slider": press_right(1),
    "X₂ by number": write("X₂", "-3"),
    "X₃ by slider": press_right(2),
    "X₃ by number": write("X₃", "1000"),
    "wanted": choose("wanted", "class 2"),
}


@pytest.fixture(scope="module")
def lesson(open_lesson):
    return open_lesson("07_activations_and_losses", 1024, 768)


def moves_all(page, controls, told, code):
    for control, act in controls.items():
        before, after = page.after(lambda act=act: act(page))
        assert before[0] != after[0], f"{control}: the alt text stayed"
        assert before[1] != after[1], f"{control}: the picture stayed"
    status = page.explorer.get_by_role("status")
    assert told in status.inner_text() and status.locator("[data-wrong='0']").count() == 1
    page.explorer.get_by_role("button", name="Show the code").click()
    page.explorer.locator("pre").get_by_text(code).wait_for()
    assert (page.errors, page.requests_abroad) == ([], [])


def test_every_control_of_slope_changes_the_picture(lesson):
    moves_all(lesson, SLOPE, "δ leaves with the other sign", "f.prime(x)")


def test_every_control_of_softmax_changes_the_picture(lesson):
    moves_all(lesson.turned_to("Softmax"), SOFTMAX, "s₂ is 0 in 64 bits", "np.diag(s[:, 0])")
