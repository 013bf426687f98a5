"""Lesson 12 in a real JupyterLab in a real Chromium: Conventions, and the graphs beside it."""

import pytest

from .page import choose, label, press_right, write


@pytest.fixture(scope="module")
def lesson(open_lesson):
    return open_lesson("12_other_views", 1024, 768)


CONTROLS = {
    "source": choose("source", "Saito"),
    "delta is": choose("delta is", "∂E/∂x"),
    "samples": choose("samples", "columns"),
    "1/m is": choose("1/m is", "in ∂E/∂W"),
    "sign": choose("sign", "T − X, W +="),
    "numbers": choose("numbers", "input 1, W(1) first"),
    "layer": choose("layer", "2"),
    "weight by slider": press_right(0),
    "weight by number": write("W₁₁(0)", "-1.5"),
}


@pytest.mark.parametrize("control", CONTROLS)
def test_every_control_changes_the_picture(lesson, control):
    before, after = lesson.after(lambda: CONTROLS[control](lesson))
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_a_source_sets_the_other_controls(lesson):
    lesson.after(lambda: choose("source", "Trask")(lesson))
    chosen = [
        label(lesson, name).locator("option:checked").inner_text().replace("\xa0", " ")
        for name in ("delta is", "samples", "1/m is", "sign")
    ]
    assert chosen == ["∂E/∂x", "rows", "nowhere", "T − X, W +="]


def test_words_and_code_are_shown(lesson):
    status = lesson.explorer.get_by_role("status")
    assert "transposed" in status.inner_text() and status.locator("[data-wrong='0']").count() == 1
    lesson.explorer.get_by_role("button", name="Show the code").click()
    lesson.explorer.locator("pre").get_by_text("slope @ W[l].T").wait_for()


def test_both_graphs_are_drawn(lesson):
    graphs = lesson.page.locator(".jp-RenderedMermaid img, .jp-RenderedMermaid svg")
    graphs.first.wait_for()
    assert graphs.count() == 2


def test_the_console_is_clean_and_no_request_left_this_machine(lesson):
    assert (lesson.errors, lesson.requests_abroad) == ([], [])
