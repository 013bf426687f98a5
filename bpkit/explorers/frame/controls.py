"""Controls: a number with its slider, a label beside each, and what a control may hold."""

from math import isnan
from numbers import Integral, Real

import numpy as np
from ipywidgets import (
    BoundedFloatText,
    BoundedIntText,
    Dropdown,
    FloatLogSlider,
    FloatSlider,
    HBox,
    IntSlider,
)
from traitlets import Float, Int, TraitError, Union, validate

LABEL = 66  # pixels of the names, which stand in one column
SEEDS = 0, 9999
WIDTH = 228  # of a control with its name
NONE = "none"  # of what a list offers is chosen; ipywidgets shows None as a gap
FINE = 10  # a pointer tells a tenth of a notch


def labelled(control, label=LABEL, width=WIDTH):
    """Return a control with its name and its whole width in pixels."""
    control.style.description_width = f"{label}px"
    control.layout.width = f"{width}px"
    return control


class Chooser(Dropdown):
    """A list from which something is always chosen: a page may tell of a choice of nothing."""

    @validate("index")
    def _validate_index(self, proposal):
        """Refuse nothing, unless there is nothing to choose from."""
        if proposal.value is None and self.options:
            raise TraitError(f"{self.description} is None, expected one of its options")
        return super()._validate_index(proposal)


def choice(name, value, options, label=LABEL):
    """Return a list to choose from, by its name."""
    return labelled(Chooser(options=options, value=value, description=name), label)


class Pick(Dropdown):
    """A list of what can be pointed at in a picture, or "none": one of them is `chosen`, or None.

    While `following`, the list is moving by itself, and nobody chose anything.
    """

    def __init__(self, name, label=LABEL):
        """Begin with nothing to choose."""
        super().__init__(options=[NONE], description=name)
        labelled(self, label)
        self.following = False

    @property
    def chosen(self):
        """What is chosen: None where nothing is."""
        return None if self.value == NONE else self.value

    def choose(self, thing):
        """Choose a thing; None for nothing."""
        self.value = NONE if thing is None else thing

    def offer(self, names):
        """Offer other things, each by its name; the chosen one stays where there still is one."""
        names = {NONE: NONE} | names
        if [*names.items()] == [*self.options]:
            return
        kept, self.following = self.value, True
        try:
            self.options = [*names.items()]
            self.value = kept if kept in names.values() else NONE
        finally:
            self.following = False


def one_of(name, value, options):
    """Raise ValueError that lists the options, unless value is one of them."""
    if value not in list(options):
        raise ValueError(f"{name} is {value!r}, expected one of: {', '.join(map(repr, options))}")


def between(name, value, low, high, kind=Real):
    """Raise ValueError unless value is a number (whole, if kind is Integral) from low to high."""
    if not isinstance(value, kind) or isinstance(value, bool) or not low <= value <= high:
        number = "whole number" if kind is Integral else "number"
        raise ValueError(f"{name} is {value!r}, expected a {number} from {low:g} to {high:g}")


def notches_apart(numbers, notch):
    """Return whether two numbers differ in their nearest notch: a page puts a slider onto one."""
    one, other = np.floor(np.divide(numbers, notch) + 0.5)
    return abs(one - other) >= 1


class Dial(HBox):
    """A number field, which has the accessible name, and a slider; `value` is what both show.

    Dial("w", 1.0, -5, 5, notch=0.05) or, over powers of ten,
    Dial("η", 0.1, 1e-4, 100, notch=0.05, decades=True)

    reach is the range of the slider, where it is smaller than that of the field.
    """

    value = Union([Int(), Float()])  # a Float alone would turn what is whole into 14.0

    def __init__(
        self, name, value, low, high, notch, decades=False, whole=False, reach=None, label=LABEL
    ):
        """Make both parts; notch is that of the slider, for decades in powers of ten."""
        self.low, self.high, self.notch, self.decades, self.whole = low, high, notch, decades, whole
        self.reach = reach or (low, high)
        value = int(value) if whole else float(value)
        kind, step = (BoundedIntText, 1) if whole else (BoundedFloatText, None)
        self.number = kind(value=value, min=low, max=high, step=step, description=name)
        ends = np.log10(self.reach) if decades else self.reach
        kind = FloatLogSlider if decades else IntSlider if whole else FloatSlider
        self.slider = kind(value=value, min=ends[0], max=ends[1], step=notch, readout=False)
        labelled(self.number, label, label + 70)
        self.slider.layout.width = f"{WIDTH - label - 72}px"
        super().__init__([self.number, self.slider], value=value)
        self.number.observe(self.on_number, "value")
        self.slider.observe(self.on_slider, "value")
        self.observe(self.on_value, "value")

    @validate("value")
    def within(self, proposal):
        """Keep the number between its ends, and whole where the field is, as the field does."""
        if isnan(proposal["value"]):
            name = self.number.description
            raise TraitError(f"{name} is nan, expected a number from {self.low:g} to {self.high:g}")
        number = min(max(proposal["value"], self.low), self.high)
        return int(number) if self.whole else float(number)

    def aim(self, number):
        """Take the number that a pointer shows, rounded to what its hand can tell apart."""
        if self.decades:
            self.value = float(f"{number:.2g}")
        else:
            fine = self.notch / FINE
            self.value = float(f"{round(number / fine) * fine:.6g}")

    def reach_to(self, high):
        """Let the field and the slider end at high; a number beyond it comes down to it."""
        self.high, self.reach = high, (self.reach[0], high)
        self.number.max = high
        self.slider.max = np.log10(high) if self.decades else high

    def on_number(self, change):
        """Take the slider along, as far as it goes; what is no number goes no further."""
        if isnan(self.number.value):
            self.number.value = self.value
        self.value = self.number.value
        if self.reach[0] <= self.number.value <= self.reach[1] and self.apart():
            self.slider.value = self.number.value

    def on_slider(self, change):
        """Write the slider's number into the field, with three digits."""
        if self.apart():
            number = self.slider.value
            self.number.value = number if self.whole else float(f"{number:.3g}")

    def on_value(self, change):
        """Write the number into the field."""
        self.number.value = int(self.value) if self.whole else self.value

    def apart(self):
        """Return whether the slider stands on another notch than the number."""
        numbers = [self.slider.value, self.number.value]
        return notches_apart(np.log10(numbers) if self.decades else numbers, self.notch)
