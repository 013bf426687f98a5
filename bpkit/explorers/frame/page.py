"""The page's side of an explorer: what runs in the browser, beside the widgets."""

from pathlib import Path

from anywidget import AnyWidget


class Page(AnyWidget):
    """A widget that shows nothing: in the browser, it watches over the explorer that holds it."""

    _esm = Path(__file__).with_name("page.js")
    _css = Path(__file__).with_name("page.css")
