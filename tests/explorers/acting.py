"""Acting on an explorer as a page does, and reading what it shows."""

from contextlib import contextmanager
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from threading import Thread
from unittest import mock

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances
from PIL import Image

from bpkit.explorers.frame import explorer


class Tags(HTMLParser):
    """The tags of a piece of HTML, with their attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def image(e):
    """Return the attributes of the one image on the page."""
    (style, _), (img, attributes) = Tags(e.picture.widget.value).found
    assert (style, img) == ("style", "img")
    return attributes


def said(e):
    """Return whether the line of words tells of something wrong, and its text."""
    [(tag, attributes)] = Tags(e.status.value).found
    assert tag == "p" and attributes.keys() == {"data-wrong"}
    assert e.status.value.endswith("</p>")
    e.status.value.encode()
    text = e.status.value.split(">", 1)[1].removesuffix("</p>")
    return attributes["data-wrong"] == "1", unescape(text)


def seen(e):
    """Return what a learner sees: the picture, its alt text and the words."""
    return e.picture.png, e.picture.alt, e.status.value


def followed(kind, name, value, **settings):
    """Move a control: all that is seen changes, and is what an explorer made so shows."""
    e = kind(**settings)
    before = seen(e)
    getattr(e, name).value = value
    assert all(old != new for old, new in zip(before, seen(e)))
    assert not said(e)[0]
    assert seen(kind(**settings | {name: value})) == seen(e)


def refused(complaint, kind, *given, **named):
    """Make what cannot be made: it says why, and leaves no widget behind."""
    before = set(_instances)
    with pytest.raises(ValueError, match=complaint):
        kind(*given, **named)
    assert set(_instances) == before


def displayed(e):
    """Return the data of what the explorer displays."""
    shown = []
    with mock.patch.object(explorer, "display", lambda data, raw: shown.append(data)):
        e._ipython_display_()
    return shown


def pixels(png):
    """Return a PNG as an array."""
    return np.asarray(Image.open(BytesIO(png)))


def executed(code):
    """Return what code leaves in a fresh namespace, and what its last line shows."""
    *lines, last = code.splitlines()
    names = {}
    exec("\n".join(lines), names)
    return names, eval(last, names)


def tick(e):
    """Do what the page does fifty times a second while the clock is playing."""
    e.clock.value += 1


def at(ax, x, y):
    """Return where x and y of a panel are, in shares of the figure."""
    pixel = ax.transData.transform((x, y))
    return ax.figure.transFigure.inverted().transform(pixel).tolist()


def point(e, *path):
    """Press on the first place of a picture, drag along the others and let go, as a page does."""
    for pointer, (x, y) in zip(("down", *["drag"] * (len(path) - 1)), path):
        e.on_page(e.page, {"pointer": pointer, "x": x, "y": y}, [])
    e.on_page(e.page, {"pointer": "up", "x": x, "y": y}, [])


def free(lock):
    """Return whether another thread could take the lock."""
    took = []

    def take():
        took.append(lock.acquire(blocking=False))
        if took[0]:
            lock.release()

    thread = Thread(target=take)
    thread.start()
    thread.join()
    return took == [True]


@contextmanager
def failing(monkeypatch, owner, name, call, error):
    """Raise an error in place of one call of a function; calls are counted from 1."""
    function, calls = getattr(owner, name), []

    def fails(*arguments, **options):
        calls.append(name)
        if len(calls) == call:
            raise error
        return function(*arguments, **options)

    with monkeypatch.context() as planted:
        planted.setattr(owner, name, fails)
        yield
    assert len(calls) >= call, "the planted failure was never reached"
