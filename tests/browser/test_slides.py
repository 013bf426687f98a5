"""The slides of every lesson in a real Chromium at 1024 × 768: each fits, nothing is fetched."""

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from ..slides.deck import copy_assets, page
from ..slides.height import LARGEST, SMALLEST
from ..slides.instructor import with_notes
from ..store_outputs import NOTEBOOKS, lessons

WIDTH, HEIGHT = 1024, 768
# reveal.js hides what is far away, and what is hidden has no height
MEASURE = """() => [...document.querySelectorAll(".slides section")]
    .filter(slide => !slide.querySelector("section"))
    .map(slide => {
        const shown = [slide, slide.parentElement.closest("section")].filter(Boolean);
        const before = shown.map(part => part.style.cssText);
        shown.forEach(part => part.style.cssText += "; display: block !important");
        const sizes = [...slide.querySelectorAll("pre")].map(
            pre => parseFloat(getComputedStyle(pre).fontSize));
        const found = [slide.scrollWidth, slide.scrollHeight, slide.innerText.slice(0, 60), sizes];
        shown.forEach((part, i) => part.style.cssText = before[i]);
        return found;
    })"""


@pytest.fixture(scope="module")
def opened(browser, tmp_path_factory):
    """Return what opens a notebook as slides and returns the page, its requests and its errors."""
    folder = tmp_path_factory.mktemp("slides")
    copy_assets(folder / "assets")
    tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    requests, errors = [], []
    tab.on("request", lambda request: requests.append(request.url))
    tab.on("console", lambda message: message.type == "error" and errors.append(message.text))
    tab.on("pageerror", lambda error: errors.append(str(error)))

    def open_slides(notebook, name):
        requests.clear(), errors.clear()
        (folder / f"{name}.html").write_text(page(notebook, name), encoding="utf-8")
        tab.goto((folder / f"{name}.html").as_uri())
        tab.locator(".reveal.ready").wait_for()
        return tab, requests, errors

    yield open_slides
    tab.close()


@pytest.mark.parametrize("name", lessons(NOTEBOOKS))
def test_every_slide_of_a_lesson_fits_and_comes_from_this_machine(opened, name):
    lesson = with_notes(nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4), name)
    tab, requests, errors = opened(lesson, name)
    slides = tab.evaluate(MEASURE)
    assert len(slides) >= 25
    assert [slide for slide in slides if slide[0] > WIDTH or slide[1] > HEIGHT] == []
    sizes = [size for slide in slides for size in slide[3]]
    assert SMALLEST <= min(sizes) and max(sizes) == pytest.approx(LARGEST)
    assert tab.locator("mjx-container").count() and not tab.locator("mjx-merror").count()
    assert tab.locator("aside.notes").count() >= 3
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert errors == []


def test_a_slide_that_is_too_high_is_noticed(opened):
    high = new_notebook(cells=[new_markdown_cell("One paragraph. " * 200)])
    tab, *_ = opened(high, "high")
    assert tab.evaluate(MEASURE)[0][1] > HEIGHT
