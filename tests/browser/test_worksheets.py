"""A worksheet on paper: one page of A4, and nothing cut off."""

import re

import pytest

from bpkit.exercises import worksheet

# what reaches beyond its line, or beyond the paper
OUTSIDE = """() => {
    const outside = [...document.querySelectorAll('li')].filter(line => {
        const last = line.lastElementChild.getBoundingClientRect();
        return last.right > line.getBoundingClientRect().right + 1;
    });
    const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
    const svg = document.querySelector('svg').getBoundingClientRect();
    const text = [...document.querySelectorAll('svg text')].filter(text => {
        const box = text.getBoundingClientRect();
        return box.left < svg.left || box.right > svg.right || box.bottom > svg.bottom;
    });
    return [...outside, ...text].map(line => line.textContent).concat(wide ? ['the page'] : []);
}"""


@pytest.fixture(scope="module")
def paper(browser):
    """Return a page as wide as the text on A4."""
    page = browser.new_page(viewport={"width": round(186 / 25.4 * 96), "height": 1000})
    page.emulate_media(media="print")
    yield page
    page.close()


@pytest.mark.parametrize("seed", range(40))
def test_page_and_key_fit_on_a_sheet_each(paper, seed):
    sheet = worksheet(seed)
    for text in (sheet.page, sheet.key):
        paper.set_content(text)
        assert paper.evaluate(OUTSIDE) == []
        pdf = paper.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_a_page_that_is_too_long_or_too_wide_is_noticed(paper):
    key = worksheet(0).key
    paper.set_content(re.sub(r"margin-top: [\d.]+mm", "margin-top: 12mm", key))
    assert len(re.findall(rb"/Type\s*/Page\b", paper.pdf(prefer_css_page_size=True))) == 2
    paper.set_content(key.replace("font-size: 7pt", "font-size: 10pt"))
    assert paper.evaluate(OUTSIDE) != []
