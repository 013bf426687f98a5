"""Lessons 03 and 04 in a real JupyterLab in a real Chromium: each control of their explorers is moved."""

from functools import partial

import pytest
from playwright.sync_api import sync_playwright

from .browser import QUIET, Page, chromium, jupyter_lab

PARAMETER = "W₂₁(0) · W[0][1, 0]"


@pytest.fixture
def lesson(request, tmp_path):
    # a server for each: JupyterLab opens again what was open before
    with jupyter_lab(tmp_path) as at, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        page = Page(browser, 1280, 800)
        page.open(*at, f"{request.param}.ipynb")
        page.run_all()
        yield page
        browser.close()


def move(page, name, choice):
    """Choose from a list or write into a number field, by its accessible name."""
    field = page.explorer.get_by_label(name, exact=True)
    # ipywidgets writes the spaces of an option as ones that do not break
    options = [text.replace("\xa0", " ") for text in field.locator("option").all_text_contents()]
    if choice in options:
        field.select_option(index=options.index(choice))
    else:
        field.fill(choice)
        field.press("Enter")


LESSONS = {
    "03_nudge_every_weight": [("θ", PARAMETER), ("h", "0.25"), ("scheme", "central"), ("digits", "float32")],
    "04_define_delta": [("neuron", "2"), ("sample", "3"), ("nudge", "0.2"), ("layer", "2, the output")],
}


@pytest.mark.parametrize("lesson, controls", LESSONS.items(), indirect=["lesson"])
def test_every_control_of_the_lesson_changes_the_picture(lesson, controls):
    for control, choice in controls:
        before, after = lesson.after(partial(move, lesson, control, choice))
        assert before[0] != after[0] and before[1] != after[1], control
    before, after = lesson.after(lambda: lesson.explorer.get_by_role("slider").press("ArrowLeft"))
    assert before[0] != after[0] and before[1] != after[1]
    lesson.explorer.get_by_role("button", name="Show the code").click()
    lesson.explorer.locator("pre").get_by_text("bp.forward").wait_for()
    assert lesson.explorer.get_by_role("status").get_attribute("data-wrong") == "0"
    assert (lesson.errors, lesson.requests_abroad) == ([], [])
