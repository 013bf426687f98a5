"""Lesson 10 in a real JupyterLab in a real Chromium: each control of the cost explorer is moved, and it measures."""

import pytest
from playwright.sync_api import sync_playwright

from .browser import QUIET, Page, chromium, jupyter_lab


@pytest.fixture
def lesson(tmp_path):
    with jupyter_lab(tmp_path) as at, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        page = Page(browser, 1280, 800)
        page.open(*at, "10_count_the_cost.ipynb")
        page.run_all()
        yield page
        browser.close()


def written(page, name, text):
    field = page.explorer.get_by_label(name, exact=True)
    field.fill(text)
    field.press("Enter")


def test_every_control_changes_the_picture_and_measure_tells_times(lesson):
    explorer = lesson.explorer
    moves = {
        "layers": lambda: written(lesson, "layers", "2, 6, 1"),
        "m": lambda: written(lesson, "m", "16"),
        "slider": lambda: explorer.get_by_role("slider").press("ArrowRight"),
        "scheme": lambda: explorer.get_by_label("scheme", exact=True).select_option("central"),
        "Measure": lambda: explorer.get_by_role("button", name="Measure").press("Enter"),
    }
    for name, move in moves.items():
        before, after = lesson.after(move)
        assert before[0] != after[0] and before[1] != after[1], name
    assert "layers [2, 6, 1], 25 parameters, m = 17" in after[0] and "Bars of counts, by nudging (central)" in after[0]
    assert "Seconds on this machine" in after[0] and "networks are measured" in after[0]
    explorer.get_by_role("status").get_by_text("by nudging,").wait_for()
    written(lesson, "layers", "2, six")
    explorer.get_by_text("I cannot read “six” as a layer size").wait_for()
    explorer.get_by_role("button", name="Show the code").click()
    explorer.locator("pre").get_by_text("bp.cost.by_nudging").wait_for()
    assert (lesson.errors, lesson.requests_abroad) == ([], [])
