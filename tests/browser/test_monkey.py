"""A monkey with a real mouse and keyboard: no error, no request abroad, no cell changed."""

import pytest

from ..reliability import monkey
from .page import Page


@pytest.fixture(scope="module")
def lesson(browser, lab):
    page = Page(browser, 1280, 9000)
    page.open_cells(*lab, "monkey.ipynb", monkey.CELLS)
    yield page
    page.page.close()


def test_a_monkey_breaks_nothing(lesson):
    assert not any(monkey.survey(lesson, times=60, seed=1).values())
