"""The picture that an explorer leaves: hidden while it is live, there with its alt text after."""

import re

import nbformat
import pytest
from nbconvert import HTMLExporter

from ..store_outputs import normalised
from .page import Page

CELLS = [f"from bpkit.explorers import {name}\n{name}()" for name in ("Neuron", "Descent")]
TRUSTED = "jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.trusted)"
SAID = """() => [...document.querySelectorAll('.jp-OutputArea-output.jupyter-widgets')]
    .map(line => getComputedStyle(line, '::before').content)"""


@pytest.fixture(scope="module")
def lesson(browser, lab):
    page = Page(browser, 1280, 2400)
    page.open_cells(*lab, "still.ipynb", CELLS)
    yield page
    page.page.close()


def saved(lesson, lab):
    """Save the notebook and return it as it is stored."""
    lesson.page.evaluate("jupyterapp.shell.currentWidget.context.save()")
    address, token = lab
    answer = lesson.page.request.get(f"{address}/api/contents/still.ipynb?token={token}")
    return nbformat.from_dict(answer.json()["content"])


def opened_again(lesson):
    """Reload the page and return its stills."""
    lesson.page.reload()
    lesson.page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    lesson.page.locator(".bpkit-still").last.wait_for(state="attached")
    return lesson.page.locator(".bpkit-still")


def test_a_live_explorer_hides_its_still(lesson):
    stills = lesson.page.locator(".bpkit-still")
    assert [still.is_visible() for still in stills.all()] == [False] * len(CELLS)


def test_it_is_live_again_when_the_page_is_opened_again(lesson, lab):
    saved(lesson, lab)
    stills = opened_again(lesson)
    lesson.page.locator(".bpkit-picture img").nth(1).wait_for()
    assert [still.is_visible() for still in stills.all()] == [False] * len(CELLS)


def test_the_saved_notebook_as_a_web_page_keeps_the_alt_texts(lesson, lab):
    html, _ = HTMLExporter().from_notebook_node(saved(lesson, lab))
    alts = re.findall(r"<img\b[^>]*\balt=\"([^\"]*)\"", html)
    assert len(alts) == len(CELLS) and min(map(len, alts)) > 40


def test_on_the_next_day_the_picture_is_there_with_its_alt_text_and_a_sentence(lesson, lab):
    lesson.page.evaluate("jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    saved(lesson, lab)
    stills = opened_again(lesson)
    stills.first.wait_for()
    assert all(
        still.is_visible() and len(still.get_attribute("alt")) > 40 for still in stills.all()
    )
    assert lesson.page.locator(".bpkit-picture").count() == 0
    lesson.page.get_by_text("Error displaying widget").nth(len(CELLS) - 1).wait_for()
    said = lesson.page.evaluate(SAID)
    assert len(said) == len(CELLS) and all(
        "Run the cells from the top to bring it to life" in line for line in said
    )


def test_a_stored_notebook_that_is_not_trusted_shows_pictures_and_alt_texts(lesson, lab):
    stored = normalised(saved(lesson, lab))
    lesson.write(*lab, "stored.ipynb", stored)
    lesson.open(*lab, "stored.ipynb")
    assert lesson.page.evaluate(TRUSTED) == [False] * len(CELLS)
    images = lesson.page.locator(".jp-OutputArea img")
    images.nth(len(CELLS) - 1).wait_for()
    assert images.count() == len(CELLS)
    for image in images.all():
        assert len(image.get_attribute("alt")) > 40 and image.bounding_box()["width"] > 400
