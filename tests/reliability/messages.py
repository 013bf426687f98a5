"""What a page could send to an explorer's widgets and never should; in-process, as a comm does."""

from random import Random

from ipywidgets import Button, DOMWidget
from traitlets import TraitError

from bpkit import explorers
from bpkit.explorers.frame.explorer import family

INSIDE = "This went wrong inside the explorer"
VALUES = (
    None, True, 0, -1, 3, 10**400, 0.5, -1e308, 1e-320, float("nan"), float("inf"), "", "0",
    "16, 16", "<img src=x onerror=1>", "a" * 10_000, "\x00", "9" * 400, [], [1, 2], {}, {"x": 1},
    [[None]],
)  # fmt: skip
POINTERS = (
    None, [], "down", {}, {"pointer": "down"}, {"pointer": "fly", "x": 0, "y": 0},
    *({"pointer": "down", "x": x, "y": 0.5} for x in (None, "0", -1, 2, float("nan"), [0], {})),
)  # fmt: skip


def fields(explorer):
    """Return the messages that the page has a right to send, by widget and name."""
    found = [(explorer.page, "pixel_ratio"), (explorer.page, "reduced_motion")]
    for widget in family(explorer):
        names = ("value", "index") if isinstance(widget, DOMWidget) else ()
        found += [(widget, name) for name in names if name in widget.keys]
    return found


def sent(explorer, widget, name, value):
    """Send a value; return what breaks the promise, None if nothing does."""
    before, told = (getattr(widget, name), explorer.picture.alt), explorer.status.value
    try:
        widget.set_state({name: value})
    except (TraitError, TypeError, ValueError, OverflowError):
        if (getattr(widget, name), explorer.picture.alt) != before:
            return "refused, and changed all the same"
    except Exception as error:
        return type(error).__name__
    return INSIDE if INSIDE in explorer.status.value and explorer.status.value != told else None


def survey(most, seed=0):
    """Send so many values to each field; return the number of messages, and what broke."""
    random, calls, found = Random(seed), 0, []
    for name in explorers.__all__:
        explorer = getattr(explorers, name)()
        for widget, field in fields(explorer):
            for value in random.sample(VALUES, most):
                calls += 1
                if said := sent(explorer, widget, field, value):
                    found.append((name, type(widget).__name__, field, repr(value)[:40], said))
        for told in POINTERS:
            calls += 1
            explorer.page._handle_custom_msg(told, [])
            if INSIDE in explorer.status.value:
                found.append((name, "page", "message", repr(told), INSIDE))
        for button in (part for part in family(explorer) if isinstance(part, Button)):
            button._handle_button_msg(button, {"event": "fly"}, [])
        explorer.close()
    return calls, found
