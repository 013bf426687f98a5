"""A matplotlib Figure on a page: drawn once, then only what moves, and a text that describes it."""

from base64 import b64encode
from html import escape
from struct import pack
from typing import NamedTuple
from zlib import compress, crc32

import numpy as np
from ipywidgets import HTML
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

# the picture is drawn on white; on a dark page it is turned to light on dark, hues kept
STYLE = """<style>
.bpkit-picture .widget-html-content { width: 100%; }
.bpkit-picture img { display: block; max-width: 100%; height: auto; }
[data-jp-theme-light="false"] .bpkit-picture img { filter: invert(0.93) hue-rotate(180deg); }
</style>"""
DPI = 100  # a dot of the picture for each pixel of the page
MOST = 500  # lines of letters that are remembered; one takes some kilobytes
TRUECOLOUR = 8, 2, 0, 0, 0  # bits a colour, kind of colours, packing, filters, interlacing
UNFILTERED = 0  # large even surfaces pack no better with a filter, and half as fast


class Picture:
    """One Figure, one canvas, one HTML widget with an image and its alt text.

    `moving` lists the artists that change; call `redraw` after anything else did, in one panel or
    in all.
    """

    def __init__(self, width, height):
        """Make the figure, width × height inches, and the widget that will show it."""
        self.figure = Figure(figsize=(width, height), dpi=DPI, layout="none")
        self.canvas = Canvas(self.figure)
        self.widget = HTML()
        self.widget.add_class("bpkit-picture")
        self.moving, self.background, self.stale, self.frame = [], None, {}, 0
        self.png, self.alt, self.state = b"", "", ""

    def redraw(self, ax=None, margins=None):
        """Let the next draw begin with what does not move; ax alone costs a quarter of it.

        margins are left, bottom, right, top around ax, in shares of the figure: the room of its
        ticks and titles.
        """
        if ax is None:
            self.background, self.stale = None, {}
        else:
            self.stale[ax] = margins

    def fit(self, ax, margins, xlim, ylim):
        """Give an axis limits; it is drawn again only if they change."""
        if (xlim, ylim) != (ax.get_xlim(), ax.get_ylim()):
            ax.set(xlim=xlim, ylim=ylim)
            self.redraw(ax, margins)

    @property
    def dots(self):
        """How many dots the picture has for each pixel of the page, one way."""
        return round(self.figure.dpi / DPI)

    def sharpen(self, dots):
        """Draw again what is shown, with so many dots for each pixel."""
        if dots != self.dots:
            self.figure.dpi = DPI * dots
            self.canvas = Canvas(self.figure)
            self.redraw()
            self.draw(self.alt, self.state)

    @property
    def stored(self):
        """The picture as a lesson keeps it: a PNG with one dot for each pixel."""
        if self.dots == 1:
            return self.png
        rgba, n = np.asarray(self.canvas.buffer_rgba()), self.dots
        height, width, _ = rgba.shape
        blocks = rgba.reshape(height // n, n, width // n, n, 4)
        return png(blocks.mean(axis=(1, 3)).round().astype(np.uint8))

    def draw(self, alt, state):
        """Draw what moves over what does not; show it with its alt text and a tag for tests."""
        self.draw_background()
        for artist in self.moving:
            artist.axes.draw_artist(artist)
        self.png, self.alt = encoded(self.canvas), alt
        self.show(state)

    def show(self, state):
        """Put the last picture on the page again, in another state."""
        self.frame, self.state = self.frame + 1, state
        source = b64encode(self.png).decode("ascii")
        self.widget.value = (
            f'{STYLE}<img alt="{escape(self.alt)}" '
            f'data-state="{escape(state)}" data-frame="{self.frame}" '
            f'width="{self.figure.bbox.width / self.dots:.0f}" '
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
                room = (
                    (box.x0 - left, box.y0 - bottom),
                    box.width + left + right,
                    box.height + bottom + top,
                )
                clean = Rectangle(
                    *room, transform=self.figure.transFigure, figure=self.figure, color="white"
                )
                self.figure.draw_artist(clean)
                self.figure.draw_artist(ax)
        if self.background is None or self.stale:
            self.background, self.stale = self.canvas.copy_from_bbox(self.figure.bbox), {}


def encoded(canvas):
    """Return what the canvas shows as a PNG."""
    return png(np.asarray(canvas.buffer_rgba()))


class Stamp(NamedTuple):
    """What a line of letters looks like, and where its lower left corner stands, in pixels."""

    pixels: np.ndarray
    left: int
    bottom: int


class Letters(RendererAgg):
    """Draws a line of letters once; where it is wanted again, its pixels are put in place again."""

    def __init__(self, width, height, dpi):
        """Begin with no line."""
        super().__init__(width, height, dpi)
        self.sheet, self.stamps = RendererAgg(width, height, dpi), {}

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        """Draw a line of letters."""
        key = x, y, s, hash(prop), angle, ismath, gc.get_rgb()
        if key not in self.stamps:
            if len(self.stamps) >= MOST:
                self.stamps.clear()
            self.stamps[key] = self.stamp(gc, x, y, s, prop, angle, ismath, mtext)
        pixels, left, bottom = self.stamps[key]
        if pixels.size:
            self.draw_image(gc, left, bottom, pixels)

    def stamp(self, gc, *line):
        """Draw a line on the empty sheet and cut it out."""
        self.sheet.clear()
        unbounded = self.sheet.new_gc()
        unbounded.copy_properties(gc)
        unbounded.set_clip_rectangle(None)
        unbounded.set_clip_path(None)
        self.sheet.draw_text(unbounded, *line)
        page = np.asarray(self.sheet.buffer_rgba())[::-1]
        rows = np.flatnonzero(page[..., 3].any(axis=1))
        if not rows.size:
            return Stamp(page[:0, :0], 0, 0)
        band = page[rows[0] : rows[-1] + 1]
        columns = np.flatnonzero(band[..., 3].any(axis=0))
        return Stamp(band[:, columns[0] : columns[-1] + 1].copy(), columns[0], rows[0])


class Canvas(FigureCanvasAgg):
    """A canvas of one size, on which Letters draws."""

    def __init__(self, figure):
        """Begin with an empty page."""
        super().__init__(figure)
        self.renderer = Letters(*self.get_width_height(), figure.dpi)

    def get_renderer(self):
        """Return what draws."""
        return self.renderer


def png(rgba):
    """Return the PNG of an opaque picture.

    Shapes: rgba (height, width, 4), whole numbers from 0 to 255.
    """
    height, width, _ = rgba.shape
    rows = np.full((height, 1 + 3 * width), UNFILTERED, np.uint8)
    for colour in range(3):  # one after the other: together they take five times as long
        rows[:, 1 + colour :: 3] = rgba[..., colour]
    head = pack(">II5B", width, height, *TRUECOLOUR)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", compress(rows, level=1))
        + chunk(b"IEND", b"")
    )


def chunk(kind, data):
    """Return a part of a PNG: its length, its kind, the data, and a sum that guards both."""
    return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))
