"""The page to print is made from the records, says all that it must, and fits one A4 sheet."""

import re
from html import unescape

import pytest
from playwright.sync_api import sync_playwright

from bpkit.equations import EQUATIONS
from bpkit.literature import SCHOOLS

from .. import summary
from ..browser.page import QUIET, chromium


def text():
    """Return what the stored page says, without its tags."""
    return unescape(re.sub(r"<[^>]+>", "", summary.PAGE.read_text(encoding="utf-8")))


def test_the_stored_page_is_that_of_the_records():
    stored = summary.PAGE.read_text(encoding="utf-8")
    assert stored == summary.page(), "run: python -m tests.summary"


@pytest.mark.parametrize("n", EQUATIONS)
def test_each_equation_has_its_letters_and_its_code(n):
    plain = re.sub(r"_\{?(\w+)\}?", r"\1", EQUATIONS[n].plain)
    assert all(part in text() for part in plain.split(",   "))
    assert summary.code_of(n)


def test_all_lines_of_all_schools_are_there():
    assert all(line in text() for school in SCHOOLS for line in school.lines)


def test_indices_stand_below_and_layers_above():
    assert summary.typeset("W_ij(l+1)") == "W<sub>ij</sub><sup>(l+1)</sup>"
    assert summary.typeset("f′(x_j(l)) < 1") == "f′(x<sub>j</sub><sup>(l)</sup>) &lt; 1"
    assert summary.typeset("n_{l+1} × m") == "n<sub>l+1</sub> × m"


def test_it_prints_on_one_sheet_and_asks_nobody():
    asked = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(summary.PAGE.as_uri())
        pdf = page.pdf(prefer_css_page_size=True)
        browser.close()
    assert re.findall(rb"/Count (\d+)", pdf) == [b"1"]
    assert asked == [summary.PAGE.as_uri()]
