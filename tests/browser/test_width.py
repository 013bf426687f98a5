"""Every explorer on a narrow page: nothing scrolls, the picture keeps its size, axe is content."""

import pytest

from bpkit import explorers

from .axe import faults
from .page import PICTURE, Page

WIDTH = 1024


@pytest.fixture(scope="module")
def narrow(browser, lab):
    """Open a notebook with every explorer, each in its own cell, on a page that holds them all."""
    page = Page(browser, WIDTH, 9000)
    sources = [f"from bpkit.explorers import {name}\n{name}()" for name in explorers.__all__]
    page.open_cells(*lab, "narrow.ipynb", sources)
    yield page.page
    page.page.close()


@pytest.mark.parametrize("name", explorers.__all__)
def test_nothing_scrolls_and_the_picture_fits_its_page(narrow, name):
    explorer = narrow.locator(".bpkit-explorer").nth(explorers.__all__.index(name))
    box, picture = explorer.bounding_box(), explorer.locator(PICTURE).bounding_box()
    assert box["x"] + box["width"] <= WIDTH and picture["width"] >= 400
    assert explorer.evaluate("e => e.scrollWidth <= e.clientWidth")


@pytest.fixture(scope="module")
def open_wide(narrow):
    """Let each explorer show all that it has, and one of them complain."""
    found = narrow.locator(".bpkit-explorer")
    for button in found.locator(".widget-toggle-button, button:text('Reveal')").all():
        button.click()
    found.get_by_label("all layers", exact=True).last.fill("x")
    found.get_by_label("all layers", exact=True).last.press("Enter")
    narrow.get_by_text("I cannot read").wait_for()
    narrow.wait_for_function(
        "n => document.querySelectorAll('.bpkit-explorer pre').length > n",
        arg=len(explorers.__all__),
    )
    return narrow


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_no_explorer_has_a_serious_fault(open_wide, theme):
    change = f"jupyterapp.commands.execute('apputils:change-theme', {{theme: '{theme}'}})"
    open_wide.evaluate(change)
    light = "true" if theme == "JupyterLab Light" else "false"
    open_wide.locator(f"body[data-jp-theme-light={light}]").wait_for(state="attached")
    assert faults(open_wide, ".jp-OutputArea-output") == []
