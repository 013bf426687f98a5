"""A canvas that remembers the lines of letters that it has drawn: to lay them out anew takes far longer."""

from typing import NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg

MOST = 500  # lines that are remembered; one takes some kilobytes


class Stamp(NamedTuple):
    """What a line of letters looks like, and where its lower left corner stands, in pixels."""

    pixels: np.ndarray
    left: int
    bottom: int


class Letters(RendererAgg):
    """Draws a line of letters once; where it is wanted again, the pixels are put in place as they were."""

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
