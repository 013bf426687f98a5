"""Pointing: a place in a picture, what stands there, and an explorer that can be touched."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection, PathCollection
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.text import Text

from .controls import between
from .explorer import Explorer, guarded
from .picture import DPI

REACH = 6  # pixels of the page that a hand may be off
TINY = 1e-12  # in place of a length of 0
POINTERS = ("down", "drag", "up", "hover")


class Place(NamedTuple):
    """A place of a picture in pixels, and the panel that it lies in, None beside them all.

    A fine picture has some dots for each pixel of the page.
    """

    pixel: np.ndarray
    ax: Axes | None
    dots: float

    @classmethod
    def of(cls, figure, x, y):
        """Return the place at shares x, y of a figure, counted from its lower left corner."""
        between("x", x, 0, 1)
        between("y", y, 0, 1)
        pixel = figure.transFigure.transform((x, y))
        panel = next((ax for ax in figure.axes if ax.bbox.contains(*pixel)), None)
        return cls(pixel, panel, figure.dpi / DPI)

    def seen_from(self, ax):
        """Return x and y in the numbers of a panel, kept between the ends of its axes."""
        kept = np.clip(self.pixel, ax.bbox.p0, ax.bbox.p1)
        return tuple(ax.transData.inverted().transform(kept).tolist())


def outlines(artist):
    """Return the corners of every part of an artist, in pixels."""
    if isinstance(artist, Text):
        return [artist.get_window_extent().corners()[[0, 1, 3, 2, 0]]]
    if isinstance(artist, PathCollection):  # points, each where its middle is
        middles = artist.get_offset_transform().transform(artist.get_offsets())
        return list(middles[:, np.newaxis])
    if isinstance(artist, Line2D) and artist.get_linestyle() == "None":  # markers alone
        return list(artist.get_transform().transform(artist.get_xydata())[:, np.newaxis])
    paths = artist.get_paths() if isinstance(artist, Collection) else [artist.get_path()]
    return [artist.get_transform().transform(path.vertices) for path in paths]


def distance(pixel, corners):
    """Return how far a pixel is from the line through corners; 0 within a closed one."""
    starts, ends = corners, np.vstack([corners[1:], corners[-1:]])
    way = ends - starts
    length = np.maximum((way**2).sum(axis=1), TINY)
    share = np.clip(((pixel - starts) * way).sum(axis=1) / length, 0, 1)
    off = starts + share[:, np.newaxis] * way - pixel
    closed = len(corners) > 3 and (corners[0] == corners[-1]).all()
    inside = closed and Path(corners).contains_point(pixel)
    return 0.0 if inside else float(np.hypot(*off.T).min())


class Handle(NamedTuple):
    """What can be taken hold of: an artist, what it does there, and the cursor that says so."""

    artist: Artist
    act: Callable  # (place, which part of the artist)
    cursor: str
    drags: bool = True


def taken(handles, place):
    """Return the handle at a place and which part of it, the first of the nearest; else None."""
    near = [
        (distance(place.pixel, corners), k, part)
        for k, handle in enumerate(handles)
        for part, corners in enumerate(outlines(handle.artist))
    ]
    off, k, part = min(near, default=(np.inf, 0, 0))
    return (handles[k], part) if off <= REACH * place.dots else None


class Pointed(Explorer):
    """An explorer whose picture can be touched; `handles` says what can be taken hold of."""

    def __init__(self, controls, width, height):
        """Lay out the parts and listen to the page."""
        super().__init__(controls, width, height)
        self.held, self.pressed, self.cursor = None, None, ""
        self.add_class("bpkit-pointed")
        self.page.on_msg(self.on_page)

    def handles(self):
        """Return what can be taken hold of in the present picture."""
        raise NotImplementedError

    @guarded
    def on_page(self, page, told, buffers):
        """Answer the page in any case: it waits with the next move."""
        try:
            self.point(told)
        finally:
            page.send({"cursor": self.cursor})

    def point(self, told):
        """Take hold, drag, let go, or look."""
        pointer, place = self.understood(told)
        if pointer in ("down", "hover"):
            found = taken(self.handles(), place)
            self.cursor = found[0].cursor if found else ""
            self.held = found if pointer == "down" else None
            self.pressed = place  # while something is held: where it was taken hold of
        if self.held:
            handle, part = self.held
            if pointer == "up":
                self.held = None
            if pointer == "down" or handle.drags:
                handle.act(place, part)

    def understood(self, told):
        """Return what the pointer does and where, ValueError if a message says something else."""
        match told:
            case {"pointer": pointer, "x": x, "y": y} if pointer in POINTERS:
                return pointer, Place.of(self.picture.figure, x, y)
        raise ValueError(
            f"The page sent another message, expected pointer ({', '.join(POINTERS)}), x and y"
        )
