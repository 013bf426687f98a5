"""A matplotlib Figure on a page: drawn once, then only what moves is drawn again, with words for who cannot see it."""

from base64 import b64encode
from html import escape

import numpy as np
from ipywidgets import HTML
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .letters import Canvas
from .png import png

# the picture is drawn on white; on a dark page it is turned to light on dark, hues kept
STYLE = """<style>
.bpkit-picture .widget-html-content { width: 100%; }
.bpkit-picture img { display: block; max-width: 100%; height: auto; }
[data-jp-theme-light="false"] .bpkit-picture img { filter: invert(0.93) hue-rotate(180deg); }
</style>"""


class Picture:
    """One Figure, one canvas, one HTML widget with an image and its alt text.

    `moving` lists the artists that change; call `redraw` after anything else did, in one panel or in all.
    """

    def __init__(self, width, height, dpi=100):
        """Make the figure, width × height inches, and the widget that will show it."""
        self.figure = Figure(figsize=(width, height), dpi=dpi, layout="none")
        self.canvas = Canvas(self.figure)
        self.widget = HTML()
        self.widget.add_class("bpkit-picture")
        self.moving, self.background, self.stale, self.frame = [], None, {}, 0
        self.png, self.alt = b"", ""

    def redraw(self, ax=None, margins=None):
        """Let the next draw begin with what does not move; ax alone, within its margins, costs a quarter of it.

        margins are left, bottom, right, top around ax, in shares of the figure: the room of its ticks and titles.
        """
        if ax is None:
            self.background, self.stale = None, {}
        else:
            self.stale[ax] = margins

    def draw(self, alt, state):
        """Draw what moves over what does not, and show the result with its alt text and a tag that tests can read."""
        self.draw_background()
        for artist in self.moving:
            artist.axes.draw_artist(artist)
        self.png, self.alt = encoded(self.canvas), alt
        self.show(state)

    def show(self, state):
        """Put the last picture on the page again, in another state."""
        self.frame += 1
        source = b64encode(self.png).decode("ascii")
        self.widget.value = (
            f'{STYLE}<img alt="{escape(self.alt)}" data-state="{escape(state)}" data-frame="{self.frame}" '
            f'src="data:image/png;base64,{source}">'
        )

    def draw_background(self):
        """Put what does not move onto the canvas, drawing again only what went stale."""
        if self.background is None:
            for artist in self.moving:
                artist.set_animated(True)
            self.canvas.draw()
        else:
            self.canvas.restore_region(self.background)
            for ax, (left, bottom, right, top) in self.stale.items():
                box = ax.get_position()
                room = (box.x0 - left, box.y0 - bottom), box.width + left + right, box.height + bottom + top
                clean = Rectangle(*room, transform=self.figure.transFigure, figure=self.figure, color="white")
                self.figure.draw_artist(clean)
                self.figure.draw_artist(ax)
        if self.background is None or self.stale:
            self.background, self.stale = self.canvas.copy_from_bbox(self.figure.bbox), {}


def encoded(canvas):
    """Return what the canvas shows as a PNG."""
    return png(np.asarray(canvas.buffer_rgba()))
