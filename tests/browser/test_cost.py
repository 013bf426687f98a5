"""Lesson 10 in a real JupyterLab in a real Chromium: each control is moved, and it measures."""

from .page import choose, press, press_right, write


def test_every_control_changes_the_picture_and_measure_tells_times(open_lesson):
    lesson = open_lesson("10_count_the_cost")
    explorer = lesson.explorer
    moves = {
        "layers": write("layers", "2, 6, 1"),
        "m": write("m", "16"),
        "slider": press_right(),
        "scheme": choose("scheme", "central"),
        "Measure": press("Measure"),
    }
    for name, move in moves.items():
        before, after = lesson.after(lambda move=move: move(lesson))
        assert before[0] != after[0] and before[1] != after[1], name
    assert (
        "layers [2, 6, 1], 25 parameters, m = 17" in after[0]
        and "Bars of counts, by nudging (central)" in after[0]
    )
    assert "Seconds on this machine" in after[0] and "networks are measured" in after[0]
    explorer.get_by_role("status").get_by_text("by nudging,").wait_for()
    write("layers", "2, six")(lesson)
    explorer.get_by_text("I cannot read “six” as a layer size").wait_for()
    explorer.get_by_role("button", name="Show the code").click()
    explorer.locator("pre").get_by_text("bp.cost.by_nudging").wait_for()
    assert (lesson.errors, lesson.requests_abroad) == ([], [])
