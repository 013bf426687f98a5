"""Keeps a screenshot of every browser test that fails."""

import pytest

from .browser.page import ROOT, Page


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Save what the page showed, under the name of the test."""
    report = yield
    page = getattr(item, "funcargs", {}).get("lesson")
    if report.failed and isinstance(page, Page):
        (ROOT / "screenshots").mkdir(exist_ok=True)
        page.page.screenshot(path=ROOT / "screenshots" / f"{item.name}.png")
    return report
