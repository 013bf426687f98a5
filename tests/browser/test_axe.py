"""Every lesson as a web page: no serious fault for who listens to it or works it by keyboard."""

import re

import nbformat
import pytest
from nbconvert import HTMLExporter

from ..store_outputs import NOTEBOOKS, lessons
from .axe import faults

LESSONS = lessons(NOTEBOOKS)
PARTS = ".jp-OutputArea-output", ".jp-RenderedMarkdown"


@pytest.fixture(scope="module")
def page(browser):
    """Return a page without a network."""
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


def exported(name):
    """Return a lesson as a web page."""
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    return HTMLExporter().from_notebook_node(notebook)[0]


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_has_no_serious_fault(page, name):
    page.set_content(exported(name), wait_until="domcontentloaded")
    assert faults(page, *PARTS) == []


def test_a_picture_without_alt_text_is_noticed(page):
    silent = re.sub(r'<img alt="[^"]*"', "<img", exported(LESSONS[0]))
    page.set_content(silent, wait_until="domcontentloaded")
    assert {rule for rule, _ in faults(page, *PARTS)} == {"image-alt"}
