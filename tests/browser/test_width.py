"""Every explorer on a narrow page: nothing scrolls, and the picture keeps its size."""

import pytest

from bpkit import explorers

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
