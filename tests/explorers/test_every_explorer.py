"""What every explorer owes, asked of each of them by the move that it names itself."""

import sys
from contextlib import contextmanager
from html import escape
from inspect import CO_GENERATOR
from itertools import cycle
from pathlib import Path

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances
from matplotlib.backends.backend_agg import FigureCanvasAgg

import bpkit
from bpkit import explorers
from bpkit.explorers.frame.explorer import Explorer, family

from .acting import free, pixels, said

PACKAGE = str(Path(bpkit.__file__).parent)
TOLD = True, "⚠ This went wrong inside the explorer: ZeroDivisionError: planted"
each_explorer = pytest.mark.parametrize("name", explorers.__all__)


class Moved:
    """An explorer on its way between the first two values of its move."""

    def __init__(self, name):
        self.e = getattr(explorers, name)()
        self.e.show_code.value, self.e.slice = True, None  # all epochs, on a machine however slow
        self.control, self.values = self.e.move.of(self.e), self.e.move.values[:2]
        wiring = Path(sys.modules[type(self.e).__module__].__file__)
        self.holders = {str(wiring), str(wiring.with_name("view.py"))}
        self.told = {self.to(0), self.to(1)}

    def to(self, k):
        """Move to a value, and to the end of what that sets going; return all that is told."""
        self.control.value = self.values[k]
        if hasattr(self.e, "clock") and self.e.clock.playing:
            self.e.finish()
        assert not said(self.e)[0]
        assert self.e.listing.value == f"<pre>{escape(self.e.code)}</pre>"
        return self.texts

    @property
    def texts(self):
        return self.e.picture.alt, self.e.status.value, self.e.listing.value

    @contextmanager
    def watched(self, see):
        """See each function of bpkit that is called by those that hold what is shown."""

        def profile(frame, event, argument):
            code, caller = frame.f_code, frame.f_back
            # a generator is called again when it is thrown away
            if code.co_flags & CO_GENERATOR:
                return
            if event == "call" and caller and caller.f_code.co_filename in self.holders:
                if code.co_filename.startswith(PACKAGE) and code.co_name[0] != "<":
                    see(code)

        sys.setprofile(profile)
        try:
            yield
        finally:
            sys.setprofile(None)

    def called(self):
        """Return the functions that a move calls."""
        found = {}
        with self.watched(found.setdefault):
            self.to(0)
        self.to(1)
        return list(found)

    @contextmanager
    def failing(self, function, error):
        """Raise an error in place of the first call of a function."""
        left = [function]

        def see(code):
            if [code] == left:
                left.clear()
                raise error

        with self.watched(see):
            yield
        assert left == [], "the planted failure was never reached"


@each_explorer
def test_a_failure_is_a_sentence_an_interrupt_passes_and_nothing_is_torn(name):
    moved = Moved(name)
    e, functions = moved.e, moved.called()[::2]
    alt, line, code = zip(*moved.told)
    assert len(functions) > 4
    for function, error in zip(functions, cycle((KeyboardInterrupt, ZeroDivisionError))):
        before, png = moved.texts, e.picture.png
        with moved.failing(function, error("planted")):
            if error is KeyboardInterrupt:
                with pytest.raises(KeyboardInterrupt):
                    moved.control.value = moved.values[0]
                assert e.status.value in line
            else:
                moved.control.value = moved.values[0]
                assert said(e) == TOLD
        assert e.picture.alt in alt and e.listing.value in code and free(e.lock)
        assert (e.picture.png == png) == (e.picture.alt == before[0]), "half a picture"
        assert moved.to(1) == before, f"torn at {function.co_name}"


@each_explorer
def test_a_move_makes_one_picture_and_leaves_the_axes(name):
    e = getattr(explorers, name)()
    axes = e.picture.figure.axes
    for value in e.move.values[:8]:
        frame, png = e.picture.frame, e.picture.png
        e.move.of(e).value = value
        assert e.picture.frame == frame + 1 and e.picture.png != png
    assert e.picture.figure.axes == axes


def assert_shows_what_matplotlib_draws(picture):
    canvas = FigureCanvasAgg(picture.figure)
    canvas.draw()
    for artist in picture.moving:
        artist.axes.draw_artist(artist)
    drawn = np.asarray(canvas.buffer_rgba())[..., :3].astype(int)
    assert np.abs(pixels(picture.png) - drawn).max() <= 2


@each_explorer
def test_an_explorer_shows_what_matplotlib_draws(name):
    assert_shows_what_matplotlib_draws(getattr(explorers, name)().picture)


@each_explorer
def test_every_callback_has_the_guard(name):
    kind = getattr(explorers, name)
    own = {on for owner in kind.__mro__ if issubclass(owner, Explorer) for on in vars(owner)}
    callbacks = {on for on in own if on.startswith("on_")}
    assert "on_show_code" in callbacks and len(callbacks) > 1
    assert [on for on in callbacks if not hasattr(getattr(kind, on), "__wrapped__")] == []


@each_explorer
def test_closing_an_explorer_closes_everything_that_it_owns(name):
    before = set(_instances)
    e = getattr(explorers, name)()
    e.show_code.value = True
    assert {widget.model_id for widget in family(e)} == set(_instances) - before
    e.close()
    assert set(_instances) == before


@pytest.mark.parametrize("name", ["BugZoo", "Cost", "Sweep", "Training"])
def test_layers_that_make_no_sense_get_a_sentence_and_change_nothing(name):
    e = getattr(explorers, name)()
    texts = ("", "many", "2,, 1", "0", "9999999", "<img src=x>", "\u202e61", "9" * 5000)
    for text, sizes in zip(texts, cycle(("2, 3, 2", "2, 2"))):
        png, code = e.picture.png, e.code
        e.layers.value = text
        wrong, sentence = said(e)
        assert wrong and ": write " in sentence and ", for example " in sentence
        assert len(sentence) < 200 and "<img" not in e.status.value
        assert e.picture.png == png and e.code == code
        e.layers.value = sizes
        assert not said(e)[0] and e.picture.png != png
