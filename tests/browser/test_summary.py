"""The page to print fits one A4 sheet, and asks nobody for anything."""

import re

from .. import summary


def test_it_prints_on_one_sheet_and_asks_nobody(browser):
    asked, page = [], browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(summary.PAGE.as_uri())
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    assert re.findall(rb"/Count (\d+)", pdf) == [b"1"]
    assert asked == [summary.PAGE.as_uri()]
