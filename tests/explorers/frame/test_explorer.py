"""What every explorer has: a guard around each callback, its code, and a clean end."""

from base64 import b64encode
from html import unescape

import numpy as np
import pytest
from ipywidgets import FloatText
from ipywidgets.widgets.widget import _instances

from bpkit.explorers.frame import explorer as frame
from bpkit.explorers.frame.explorer import Explorer, guarded

from ..acting import Tags, executed, free, image, pixels, said, seen


class Two(Explorer):
    """An explorer of two numbers, for what an explorer does whatever it shows."""

    def __init__(self):
        self.number, self.other = (FloatText(value=1.0, description=name) for name in "ab")
        super().__init__([self.number, self.other], width=2, height=1)
        self.number.observe(self.on_number, "value")
        self.other.observe(self.on_other, "value")
        self.draw()

    @guarded
    def on_number(self, change):
        if self.number.value < 0:
            raise ValueError("a is negative <b>")
        if self.number.value > 99:
            raise KeyError("a")
        if self.number.value == 13:
            raise KeyboardInterrupt
        self.draw()

    @guarded
    def on_other(self, change):
        self.number.value = self.other.value

    def draw(self):
        self.locked = not free(self.lock)
        self.picture.draw(f"a is {self.number.value:g}", "resting")
        self.say(f"a = {self.number.value:g} & counting")
        self.list_code()

    @property
    def code(self):
        return f"a = {self.number.value}\na"


def test_a_failure_in_a_callback_is_a_sentence():
    e = Two()
    e.number.value = -1
    assert said(e) == (True, "⚠ a is negative <b>")
    e.number.value = 100
    assert said(e) == (True, "⚠ This went wrong inside the explorer: KeyError: 'a'")
    e.number.value = 2
    assert said(e) == (False, "a = 2 & counting") and free(e.lock)


def test_an_interrupt_passes_the_guard_and_leaves_the_lock_free():
    e = Two()
    before = seen(e)
    with pytest.raises(KeyboardInterrupt):
        e.number.value = 13
    assert seen(e) == before and free(e.lock)


def test_the_lock_is_held_in_a_callback_and_a_callback_may_call_another():
    e = Two()
    assert not e.locked
    e.other.value = 5
    assert e.locked and free(e.lock) and said(e) == (False, "a = 5 & counting")


def test_numpy_is_quiet_in_a_callback_and_as_loud_as_before_after_it(monkeypatch):
    e = Two()
    e.draw = lambda: np.float64(1e300) * 1e300
    e.number.value = 3
    assert not said(e)[0]
    with pytest.warns(RuntimeWarning, match="overflow"):
        np.float64(1e300) * 1e300


def test_the_code_is_shown_where_it_is_asked_for_and_keeps_up():
    e = Two()
    assert e.listing.value == ""
    e.show_code.value = True
    assert Tags(e.listing.value).found == [("pre", {})]
    assert unescape(e.listing.value) == f"<pre>{e.code}</pre>"
    e.number.value = 7
    assert unescape(e.listing.value) == f"<pre>{e.code}</pre>" and executed(e.code)[1] == 7
    e.show_code.value = False
    assert e.listing.value == ""


def test_the_image_on_the_page_is_the_picture_with_its_alt_text():
    e = Two()
    attributes = image(e)
    assert attributes["src"] == "data:image/png;base64," + b64encode(e.picture.png).decode()
    assert attributes["alt"] == e.picture.alt == "a is 1"
    assert pixels(e.picture.png).shape == (100, 200, 3)


@pytest.fixture
def cell(monkeypatch):
    """Return what says which cell runs, and in which run."""

    def running(name, run):
        monkeypatch.setattr(frame, "running_cell", lambda: (name, run))

    return running


def alive(e):
    return e in _instances.values()


def test_only_what_an_earlier_run_of_the_same_cell_made_is_closed(cell):
    cell(None, None)
    nowhere, again = Two(), Two()
    cell("one", 1)
    first, second = Two(), Two()
    cell("two", 2)
    other = Two()
    assert all(alive(e) for e in (nowhere, again, first, second, other))
    cell("one", 3)
    newest = Two()
    assert not alive(first) and not alive(second)
    assert all(alive(e) for e in (nowhere, again, other, newest))
