"""The page's side of an explorer: what runs in the browser, beside the widgets."""

from pathlib import Path

from anywidget import AnyWidget
from traitlets import Bool, Float


class Page(AnyWidget):
    """A widget that shows nothing: in the browser, it watches over the explorer that holds it."""

    pixel_ratio = Float(1.0).tag(sync=True)  # dots of the screen for each pixel of the page
    reduced_motion = Bool(False).tag(sync=True)

    _esm = Path(__file__).with_name("page.js")
    _css = Path(__file__).with_name("page.css")
