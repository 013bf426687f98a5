"""The site in Chromium, with no network: formulas, pictures, search, links, and nothing abroad."""

import re
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote, urlsplit

import nbformat
import pytest

import bpkit as bp
from bpkit import explorers

from ..store_outputs import NOTEBOOKS, lessons
from .page import ROOT, Page

PYTHON = ROOT / ".venv-site" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
LESSONS = [f"notebooks/{name}.html" for name in lessons(NOTEBOOKS)]
OTHERS = [
    "index.html",
    "notebooks/GLOSSARY.html",
    "docs/site/equations.html",
    "teaching/guide.html",
]
# what a page shows once MathJax is through; TeX that it cannot read becomes an error or red letters
SEEN = """async () => {
    if (document.querySelector('.math')) await MathJax.startup.promise;
    const page = document.querySelector('article') || document.body;
    const all = kind => [...page.querySelectorAll(kind)];
    await Promise.all(all('img').map(each => each.decode().catch(() => {})));
    const prose = page.cloneNode(true);
    prose.querySelectorAll('pre, code, mjx-container').forEach(each => each.remove());
    return {
        formulas: all('.math').length,
        typeset: all('.math').filter(each => each.querySelector('mjx-container svg')).length,
        wrong: all('mjx-merror, [data-mml-node=merror], mjx-container [fill=red]').length,
        prose: prose.textContent,
        pictures: all('img').map(each => [each.alt, each.naturalWidth]),
        wide: document.documentElement.scrollWidth - innerWidth,
    };
}"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and writes no log."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    assert PYTHON.exists(), "expected .venv-site: `make .venv-site/sphinx` makes it"
    folder = tmp_path_factory.mktemp("site")
    options = "--quiet --fail-on-warning --keep-going --fresh-env -c docs/site".split()
    command = [PYTHON, "-m", "sphinx", *options, "-d", folder / "trees", ROOT, folder / "pages"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return folder / "pages"


@pytest.fixture(scope="module")
def served(site):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def lesson(browser):
    """Return a page whose requests go to this machine, or nowhere."""
    page = Page(browser, 1024, 768)
    page.page.route(lambda url: urlsplit(url).hostname not in (None, "127.0.0.1"),
                    lambda route: route.abort())  # fmt: skip
    yield page
    page.page.close()


def assert_reads_well(page, address):
    """Open a page, and look at all that it shows."""
    page.page.goto(address)
    seen = page.page.evaluate(SEEN)
    assert seen["typeset"] == seen["formulas"] and seen["wrong"] == 0
    assert re.findall(r"\$[^$\n]+\$|\\[a-z]+\{|\]\(", seen["prose"]) == []
    for alt, width in seen["pictures"]:
        assert len(alt) > 20 and " " in alt and width, alt
    assert seen["wide"] <= 0
    assert page.errors == [] and page.requests_abroad == []
    return seen


@pytest.mark.parametrize("name", [*LESSONS, *OTHERS])
def test_a_page_reads_well_without_a_network(lesson, served, name):
    seen = assert_reads_well(lesson, f"{served}/{name}")
    assert seen["formulas"] or name in OTHERS
    assert seen["pictures"] or name in OTHERS


@pytest.mark.parametrize("name", ["index.html", "notebooks/05_derive_the_recurrence.html"])
def test_a_page_reads_well_from_a_folder(lesson, site, name):
    assert_reads_well(lesson, (site / name).as_uri())


@pytest.mark.parametrize("over", ["http", "file"])
def test_the_search_finds_a_word(lesson, site, served, over):
    base = served if over == "http" else site.as_uri()
    lesson.page.goto(f"{base}/search.html?q=transpose")
    found = lesson.page.locator("#search-results ul.search > li a")
    found.first.wait_for()
    assert "Derive the recurrence" in " ".join(found.all_text_contents())
    assert lesson.errors == [] and lesson.requests_abroad == []


def test_the_site_is_dark_where_the_reader_is(lesson, served):
    lesson.page.emulate_media(color_scheme="dark")
    lesson.page.goto(f"{served}/{LESSONS[5]}")
    look = "picture => getComputedStyle(picture).filter"
    assert "invert" in lesson.page.locator(".bpkit-still").first.evaluate(look)
    ground = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    assert max(lesson.page.evaluate(ground)) < 64


def test_every_explorer_says_that_it_is_a_picture_here(site):
    for name in lessons(NOTEBOOKS):
        page = (site / f"notebooks/{name}.html").read_text("utf-8")
        cells = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells
        stored = str([cell.get("outputs") for cell in cells]).count('class="bpkit-still"')
        assert page.count('class="bpkit-still"') == stored == page.count('<p class="still">')
        assert "bring it to life" not in re.sub("<style>.*?</style>", "", page, flags=re.S)


def test_a_number_of_an_equation_leads_to_it_unless_it_is_another_books(site):
    page = (site / LESSONS[4]).read_text("utf-8")
    assert re.search(r'href="\.\./docs/site/equations\.html#equation-4" title="δ_i\(l\) ≡', page)
    assert "their (5) is the bridge" in page


def test_every_link_within_the_site_arrives(site):
    pages = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    anchors = {path: {*re.findall(r'\bid="([^"]+)"', text)} for path, text in pages.items()}
    for path, text in pages.items():
        for href in re.findall(r'<a [^>]*?href="([^"]+)"', text):
            url = urlsplit(href)
            target = (path.parent / unquote(url.path)).resolve() if url.path else path
            if not url.scheme and href != "#":
                assert target.exists(), f"{path.name}: {href}"
                assert unquote(url.fragment) in {"", "top", *anchors.get(target, ())}, href


def test_every_public_name_stands_on_the_page_of_the_package(site):
    page = (site / "docs/site/package.html").read_text("utf-8")
    told = {*re.findall(r'id="(?:module-)?bpkit\.([\w.]+)"', page)}
    wanted = {*bp.__all__, *(f"explorers.{name}" for name in explorers.__all__)}
    assert wanted - told == set()


def test_the_site_is_small_and_keeps_the_licence_of_mathjax(site):
    files = [path for path in site.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 15e6
    assert "Apache License" in (site / "_static/LICENSE-mathjax").read_text()
