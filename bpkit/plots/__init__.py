"""Plots: the Axes first, arrays in, a panel out.

A panel is a NamedTuple of the artists that a function here has drawn: `panel.moving` lists those
that move, from the lowest to the highest, and `panel.move(…)` moves them to other numbers. Nothing
here knows the mathematics or a widget.
"""

from ..extras import demand

demand("explorers", __name__)
