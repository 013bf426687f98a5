"""Lessons 03 and 04 in a real JupyterLab in a real Chromium: each explorer's controls are moved."""

import pytest

from .page import choose, write

PARAMETER = "W₂₁(0) · W[0][1, 0]"

LESSONS = {
    "03_nudge_every_weight": [
        choose("θ", PARAMETER),
        write("h", "0.25"),
        choose("scheme", "central"),
        choose("digits", "float32"),
    ],
    "04_define_delta": [
        choose("neuron", "2"),
        choose("sample", "3"),
        write("nudge", "0.2"),
        choose("layer", "2, the output"),
    ],
}


@pytest.mark.parametrize("name", LESSONS)
def test_every_control_of_the_lesson_changes_the_picture(open_lesson, name):
    lesson = open_lesson(name)
    for act in LESSONS[name]:
        before, after = lesson.after(lambda act=act: act(lesson))
        assert before[0] != after[0] and before[1] != after[1]
    before, after = lesson.after(lambda: lesson.explorer.get_by_role("slider").press("ArrowLeft"))
    assert before[0] != after[0] and before[1] != after[1]
    lesson.explorer.get_by_role("button", name="Show the code").click()
    lesson.explorer.locator("pre").get_by_text("bp.forward").wait_for()
    assert lesson.explorer.get_by_role("status").locator("[data-wrong='0']").count() == 1
    assert (lesson.errors, lesson.requests_abroad) == ([], [])
