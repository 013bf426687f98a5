"""One JupyterLab and one Chromium for all browser tests; each test file opens its own lessons."""

import pytest
from playwright.sync_api import sync_playwright

from .page import QUIET, Page, chromium, jupyter_lab


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    with jupyter_lab(tmp_path_factory.mktemp("lab")) as address_and_token:
        yield address_and_token


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def open_lesson(browser, lab):
    """Return what opens a lesson on a page of its own and runs all cells."""
    pages = []

    def opened(name, width=1280, height=800):
        page = Page(browser, width, height)
        pages.append(page)
        page.open(*lab, f"{name}.ipynb")
        page.run_all()
        return page

    yield opened
    for page in pages:
        page.page.close()
