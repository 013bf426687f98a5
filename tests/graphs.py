"""The graphs of the lessons for the site, as JupyterLab draws them, each under its source's hash.

Run: python -m tests.graphs.
"""

import re
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import nbformat
from playwright.sync_api import sync_playwright

from .browser.page import QUIET, Page, chromium, jupyter_lab
from .store_outputs import NOTEBOOKS, lessons

FOLDER = Path(__file__).parent.parent / "docs" / "site" / "graphs"
FENCE = re.compile(r"^```mermaid\n(.*?)^```$", re.M | re.S)
DRAWN = ".jp-RenderedMermaid img"


def sources(name):
    """Return the graphs of a lesson."""
    cells = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells
    return [graph for cell in cells for graph in FENCE.findall(cell.source)]


def file_of(source):
    """Return the name of a graph's picture, which another source does not have."""
    return sha256(source.strip().encode()).hexdigest()[:12] + ".svg"


def drawn(page, number):
    """Return each graph of an open lesson as SVG, without the letters that JupyterLab declares."""
    notebook, graphs = page.page.locator(".jp-WindowedPanel-outer"), page.page.locator(DRAWN)
    while graphs.count() < number:  # JupyterLab draws what is in sight
        notebook.evaluate("panel => panel.scrollBy(0, panel.clientHeight / 2)")
        page.page.wait_for_timeout(100)
    pictures = [unquote(each.get_attribute("src")) for each in graphs.all()]
    return [picture[picture.index("<svg") :] + "\n" for picture in pictures]


def main():
    """Draw what has no picture yet, and drop what no lesson shows."""
    graphs = {name: sources(name) for name in lessons(NOTEBOOKS)}
    wanted = {file_of(source) for found in graphs.values() for source in found}
    there = {path.name for path in FOLDER.iterdir()}
    for old in there - wanted:
        (FOLDER / old).unlink()
    new = {n: found for n, found in graphs.items() if not there.issuperset(map(file_of, found))}
    if new:
        draw(new)


def draw(graphs):
    """Open the lessons of these graphs, and write each graph's picture."""
    with TemporaryDirectory() as folder, jupyter_lab(Path(folder)) as lab, sync_playwright() as p:
        page = Page(p.chromium.launch(executable_path=chromium(), args=QUIET), 1280, 800)
        for name, found in graphs.items():
            page.open(*lab, f"{name}.ipynb")
            for source, picture in zip(found, drawn(page, len(found))):
                (FOLDER / file_of(source)).write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
