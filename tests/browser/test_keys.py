"""All explorers in one notebook: every control has a name, and keys stay on it."""

import re
from string import ascii_lowercase, digits

import pytest

from bpkit import explorers

from .page import Page

CONTROLS = ".bpkit-explorer :is(input, select, button, a[href], [role=slider])"
FIELDS = ".bpkit-explorer .widget-hbox:has(> .widget-slider) input"
CELLS = """() => [
    jupyterapp.shell.currentWidget.content.model.sharedModel.toJSON().cells
        .map(({ id, cell_type, source }) => [id, cell_type, source]),
    jupyterapp.shell.currentWidget.content.activeCellIndex,
    document.querySelectorAll('.bpkit-explorer').length,
    document.querySelectorAll('.jp-Dialog').length,
]"""


@pytest.fixture(scope="module")
def lesson(browser, lab):
    """Open a notebook with every explorer, each in its own cell, on a page that holds them all."""
    page = Page(browser, 1280, 9000)
    sources = [f"from bpkit.explorers import {name}\n{name}()" for name in explorers.__all__]
    page.open_cells(*lab, "all.ipynb", sources)
    assert page.page.locator(".bpkit-explorer").count() == len(sources)
    yield page
    page.page.close()


def test_every_control_has_a_name(lesson):
    for explorer in lesson.page.locator(".bpkit-explorer").all():
        told = explorer.aria_snapshot()
        assert re.findall(r"- (?:slider|spinbutton|textbox|combobox|button)(?! \").*", told) == []


def test_a_slider_says_the_number_of_its_field_and_not_a_power_of_ten(lesson):
    eta = lesson.page.get_by_role("slider", name="η", exact=True).last
    before = eta.get_attribute("aria-valuetext")
    eta.press("ArrowRight")
    eta.and_(lesson.page.locator(f":not([aria-valuetext='{before}'])")).wait_for()
    texts, numbers = (lesson.page.locator(part).all() for part in ("[role=slider]", FIELDS))
    assert len(texts) > len(explorers.__all__)
    assert [slider.get_attribute("aria-valuetext") for slider in texts] == [
        field.input_value() for field in numbers
    ]


def test_a_click_on_the_picture_takes_the_keys_along_and_saving_still_works(lesson):
    before = lesson.page.evaluate(CELLS)[0]
    lesson.picture.click()
    for key in ("x", "m", "Control+s"):
        lesson.page.keyboard.press(key)
    assert lesson.page.evaluate(CELLS)[0] == before
    lesson.page.wait_for_function("!jupyterapp.shell.currentWidget.context.model.dirty")


def test_no_letter_and_no_digit_changes_a_cell(lesson):
    before, keyboard = lesson.page.evaluate(CELLS), lesson.page.keyboard
    controls = lesson.page.locator(CONTROLS).element_handles()
    assert len(controls) > 10 * len(explorers.__all__)
    for control in controls:
        control.evaluate("control => control.focus()")
        before[1] = lesson.page.evaluate(CELLS)[1]
        keyboard.press("Escape")
        keyboard.type(ascii_lowercase + digits)
        assert lesson.page.evaluate(CELLS) == before, control.evaluate("node => node.outerHTML")


def test_the_console_is_clean_and_no_request_left_this_machine(lesson):
    assert (lesson.errors, lesson.requests_abroad) == ([], [])
