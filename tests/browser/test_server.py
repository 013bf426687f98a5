"""The course's part in JupyterLab's server: a lesson that is only saved, and Run All too early."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from ..store_outputs import METADATA
from .page import PICTURE, ROOT, Page

LESSON = (ROOT / "notebooks/01_forward_propagation.ipynb").read_text(encoding="utf-8")
CELLS = [f"from bpkit.explorers import {name}\n{name}()" for name in ("Neuron", "Nudge")]
VERSION = "jupyterapp.shell.currentWidget.content.model.getMetadata('language_info').version"
SAVE = "jupyterapp.shell.currentWidget.context.save()"
RUN_ALL = "jupyterapp.commands.execute('notebook:run-all-cells')"


@pytest.fixture(scope="module")
def lesson(browser, lab):
    page = Page(browser, 1280, 2400)
    yield page
    page.page.close()


def test_a_lesson_that_was_opened_and_saved_is_the_same_file(lesson, lab):
    address, token = lab
    place = f"{address}/api/contents/saved.ipynb?type=file&format=text&token={token}"
    content = {"type": "file", "format": "text", "content": LESSON}
    lesson.page.request.put(place, data=content)
    lesson.open(*lab, "saved.ipynb")
    lesson.page.wait_for_function(VERSION)
    lesson.page.evaluate(SAVE)
    assert lesson.page.request.get(place).json()["content"] == LESSON


def asks_for_a_kernel(request):
    return request.method == "POST" and "/api/sessions" in request.url


def test_run_all_before_the_kernel_is_there_runs_all(lesson, lab):
    cells = new_notebook(cells=[*map(new_code_cell, CELLS)], metadata=METADATA)
    lesson.write(*lab, "late.ipynb", cells)
    with lesson.page.expect_request(asks_for_a_kernel):
        lesson.go(*lab, "late.ipynb")
    lesson.page.wait_for_timeout(500)  # till the page has sent its request
    lesson.page.evaluate(RUN_ALL)
    lesson.page.locator(PICTURE).nth(len(CELLS) - 1).wait_for()


def test_the_console_is_clean_and_no_request_left_this_machine(lesson):
    assert (lesson.errors, lesson.requests_abroad) == ([], [])
