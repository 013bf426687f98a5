"""An explorer whose kernel is gone says so, and takes no key and no click."""

import os
import signal

import pytest

from .page import Page

CELLS = [f"from bpkit.explorers import {name}\n{name}()" for name in ("Neuron", "Training")]
PROCESS = "import os\nos.getpid()"
SESSION = "jupyterapp.shell.currentWidget.sessionContext"
CHAINS = """() => [...document.querySelectorAll('.bpkit-explorer, .bpkit-explorer *')]
    .filter(part => getComputedStyle(part, '::before').content.includes('\uf127')).length"""


@pytest.fixture(scope="module")
def lesson(browser, lab):
    page = Page(browser, 1280, 1600)
    page.open_cells(*lab, "gone.ipynb", [*CELLS, PROCESS])
    yield page
    page.page.close()


def restart(page):
    page.evaluate(f"{SESSION}.restartKernel()")


def kill(page):
    os.kill(int(page.locator(".jp-OutputArea-output pre").last.inner_text()), signal.SIGKILL)
    page.locator(".jp-Dialog button").click()


def shut_down(page):
    page.evaluate(f"{SESSION}.shutdown()")


@pytest.mark.parametrize("end", [restart, kill, shut_down])
def test_it_says_so_once_and_takes_nothing_more(lesson, end):
    lesson.run_all()
    page, width = lesson.page, lesson.picture.bounding_box()["width"]
    assert page.get_by_role("alert").count() == 0
    end(page)
    page.get_by_role("alert").nth(len(CELLS) - 1).wait_for()
    assert page.get_by_role("alert").all_inner_texts() == len(CELLS) * [
        "The kernel that answered here is gone. Run the cells from the top to bring it back."
    ]
    lesson.explorer.locator("button").first.focus()
    assert lesson.explorer.locator(":focus").count() == 0
    assert (page.evaluate(CHAINS), lesson.picture.bounding_box()["width"]) == (0, width)
