"""Lessons 01 and 02 in a real JupyterLab in a real Chromium: each control moves the picture."""

import pytest

from .page import choose, press_right, write

LESSONS = {
    "01_forward_propagation": {
        "input by slider": press_right(0), "input by number": write("X(0)", "-0.5"),
        "w by slider": press_right(1), "w by number": write("w", "-2.5"),
        "b by slider": press_right(2), "b by number": write("b", "1"), "f": choose("f", "relu"),
    },
    "02_descend_the_loss": {
        "eta by slider": press_right(0), "eta by number": write("η", "5"),
        "w by slider": press_right(1), "w by number": write("w start", "2.5"),
        "b by slider": press_right(2), "b by number": write("b start", "-1"),
        "steps by slider": press_right(3), "steps by number": write("steps", "12"),
        "net": choose("net", "one identity neuron"),
        "other net": choose("net", "two neurons in a row"),
        "renamed start": write("W(1) start", "0.5"),
    },
}  # fmt: skip


@pytest.mark.parametrize("name", LESSONS)
def test_every_control_changes_the_picture(open_lesson, name):
    lesson = open_lesson(name, 1024, 768)
    for control, act in LESSONS[name].items():
        before, after = lesson.after(lambda act=act: act(lesson))
        assert before[0] != after[0], f"{control}: the alt text stayed"
        assert before[1] != after[1], f"{control}: the picture stayed"
    lesson.explorer.get_by_role("button", name="Show the code").click()
    lesson.explorer.locator("pre").get_by_text("import bpkit as bp").wait_for()
    assert (lesson.errors, lesson.requests_abroad) == ([], [])
