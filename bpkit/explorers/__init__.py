"""Explorers: move a control, watch the network answer. Wiring only; the mathematics and the plots live elsewhere."""

from .training import Training

__all__ = ["Training"]
