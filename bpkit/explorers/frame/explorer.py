"""What every explorer is built on: a picture, a line of words, its code, a guard, a clean end."""

from functools import partial, wraps
from html import escape
from operator import attrgetter
from threading import RLock
from typing import ClassVar, NamedTuple
from weakref import WeakSet

from IPython import get_ipython
from IPython.display import display
from ipywidgets import HTML, HBox, Layout, ToggleButton, VBox, Widget

from ...door import quietly
from .page import Page
from .picture import Picture
from .still import still


def guarded(callback):
    """Make a method safe to call from a widget: one at a time, and a failure becomes a sentence.

    The sentence stands in the explorer; an exception in a widget's callback is otherwise seen by
    nobody. KeyboardInterrupt passes.
    """

    @wraps(callback)
    def run(self, *event):
        with self.lock:
            try:
                quietly(callback, self, *event)
            except ValueError as error:
                self.fail(str(error))
            except Exception as error:
                self.fail(f"This went wrong inside the explorer: {type(error).__name__}: {error}")

    return run


def quiet(method):
    """Make a method in which numpy does not warn: the explorer tells in words of what overflows."""

    @wraps(method)
    def run(self, *arguments, **named):
        return quietly(partial(method, self, *arguments, **named))

    return run


def from_state(path, doc):
    """Return a property that is what an explorer holds elsewhere: "passed.X" is self.passed.X."""
    return property(attrgetter(path), doc=doc)


class Move(NamedTuple):
    """What a benchmark moves: a label, a control by its attributes, its values, its lesson."""

    label: str
    control: str
    values: tuple
    lesson: str

    def of(self, explorer):
        """Return the control of an explorer."""
        return attrgetter(self.control)(explorer)


def notches(first, step, count=50):
    """Return the values of a Move: every second notch on the way up, the others on the way down."""
    order = [*range(0, count, 2), *range(count - 1, 0, -2)]
    return tuple(first + step * k for k in order)


class Explorer(VBox):
    """Controls on the left, one picture on the right, one line of words below, the code behind it.

    A subclass makes its controls, calls `super().__init__(controls, width, height)`, draws into
    `self.picture`, and has a property `code`: lines that print the numbers on the screen. Its
    `move` is what benchmarks and browser tests move.
    """

    alive: ClassVar = WeakSet()
    move: ClassVar[Move]

    def __init__(self, controls, width, height):
        """Lay out the parts; what an earlier run of the same cell left behind is closed."""
        self.lock = RLock()
        self.cell, self.run_of_cell = running_cell()
        self.picture = Picture(width, height)
        self.status = HTML()
        self.status.add_class("bpkit-status")
        self.show_code = ToggleButton(
            description="Show the code", tooltip="The lines that give the same numbers"
        )
        self.listing = HTML()
        self.page = Page()
        self.page.observe(self.on_screen, "pixel_ratio")
        super().__init__([self.beside(controls), self.status, self.listing, self.page])
        self.add_class("bpkit-explorer")
        self.show_code.observe(self.on_show_code, "value")
        self.close_predecessors()

    def beside(self, controls):
        """Return the controls and the picture."""
        # side by side where the page is wide enough for both, else the controls in columns above
        # the picture
        column = HBox(
            [*controls, self.show_code], layout=Layout(flex="1 1 236px", flex_flow="row wrap")
        )
        column.layout.align_content = "flex-start"
        # its own layout, set: one put in its place would be left behind when the explorer closes
        place = self.picture.widget.layout
        place.flex, place.min_width, place.margin = "1000 1 400px", "400px", "0 0 0 8px"
        return HBox([column, self.picture.widget], layout=Layout(flex_flow="row wrap"))

    @property
    def code(self):
        """The lines of bpkit that give the numbers on the screen."""
        raise NotImplementedError

    @guarded
    def on_screen(self, change):
        """Draw as fine as the screen is."""
        self.picture.sharpen(2 if self.page.pixel_ratio > 1 else 1)

    @guarded
    def on_show_code(self, change):
        """Show or hide the code."""
        self.list_code()

    def list_code(self):
        """Write the code below, if it is wanted; `listing` is the only place that shows it."""
        self.listing.value = f"<pre>{escape(self.code)}</pre>" if self.show_code.value else ""

    def fail(self, sentence):
        """Say what went wrong."""
        self.say(sentence, wrong=True)

    def say(self, sentence, wrong=False):
        """Write the line of words below the picture; screen readers read it out at rest."""
        mark = "⚠ " if wrong else ""
        self.status.value = f'<p data-wrong="{int(wrong)}">{mark}{escape(sentence)}</p>'

    def close_predecessors(self):
        """Close the explorers that an earlier run of this cell made: a page shows the newest."""
        for explorer in list(self.alive):
            if explorer.cell == self.cell is not None and explorer.run_of_cell != self.run_of_cell:
                explorer.close()
        self.alive.add(self)

    def close(self):
        """Close every widget that the explorer owns, with layouts and styles."""
        self.alive.discard(self)
        for widget in list(family(self)):
            Widget.close(widget)

    def _ipython_display_(self):
        """Show the live explorer, and after it the present picture for a page without a kernel."""
        live = self._repr_mimebundle_()
        live["text/plain"] = f"{self!r}: run the cells from the top to bring it to life."
        display(live, raw=True)
        picture = still(self.picture.stored, self.picture.alt)
        display({"text/html": picture, "text/plain": self.picture.alt}, raw=True)


def family(widget):
    """Yield a widget after all the widgets that its traits hold: children, layout, style."""
    for name in widget.keys:
        held = getattr(widget, name)
        for member in held if isinstance(held, tuple) else (held,):
            if isinstance(member, Widget):
                yield from family(member)
    yield widget


def running_cell():
    """Return which notebook cell runs and in which run, if the front end tells; else None, None."""
    parent = getattr(get_ipython(), "get_parent", dict)() or {}
    return parent.get("metadata", {}).get("cellId"), parent.get("header", {}).get("msg_id")
