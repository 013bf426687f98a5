"""A number that is typed into a field or moved with the slider beside it."""

import numpy as np
from ipywidgets import BoundedFloatText, BoundedIntText, FloatLogSlider, FloatSlider, HBox, IntSlider
from traitlets import Float, TraitError, validate

from .controls import apart

LABEL = "66px"  # width of the names, which stand in one column


class Dial(HBox):
    """A number field, which has the accessible name, and a slider; `value` is the number that both show.

    Dial("w", 1.0, -5, 5, notch=0.05) or, over powers of ten, Dial("η", 0.1, 1e-4, 100, notch=0.05, decades=True)
    """

    value = Float()

    def __init__(self, name, value, low, high, notch, decades=False, whole=False):
        """Make both parts; notch is that of the slider, for decades in powers of ten."""
        self.low, self.high, self.notch, self.decades, self.whole = low, high, notch, decades, whole
        kind, step = (BoundedIntText, 1) if whole else (BoundedFloatText, None)
        self.number = kind(value=value, min=low, max=high, step=step, description=name)
        ends = (np.log10(low), np.log10(high)) if decades else (low, high)
        kind = FloatLogSlider if decades else IntSlider if whole else FloatSlider
        self.slider = kind(value=value, min=ends[0], max=ends[1], step=notch, readout=False)
        self.number.style.description_width, self.number.layout.width = LABEL, "136px"
        self.slider.layout.width = "90px"
        super().__init__([self.number, self.slider], value=value)
        self.number.observe(self.on_number, "value")
        self.slider.observe(self.on_slider, "value")
        self.observe(self.on_value, "value")

    @validate("value")
    def within(self, proposal):
        """Keep the number between its ends, as the field does."""
        if np.isnan(proposal["value"]):
            raise TraitError(f"{self.number.description} is nan, expected a number from {self.low:g} to {self.high:g}")
        return min(max(proposal["value"], self.low), self.high)

    def on_number(self, change):
        """Take the slider along."""
        self.value = self.number.value
        if self.apart():
            self.slider.value = self.number.value

    def on_slider(self, change):
        """Write the slider's number into the field, with three digits."""
        if self.apart():
            self.number.value = self.slider.value if self.whole else float(f"{self.slider.value:.3g}")

    def on_value(self, change):
        """Write the number into the field."""
        self.number.value = int(self.value) if self.whole else self.value

    def apart(self):
        """Return whether the slider stands on another notch than the number."""
        numbers = [self.slider.value, self.number.value]
        return apart(np.log10(numbers) if self.decades else numbers, self.notch)
