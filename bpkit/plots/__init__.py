"""Plots of training: the Axes first, arrays in, artists out; each artist can be moved to new data."""

from .curve import fitted_curve, move_curve
from .deltas import delta_history, delta_now, move_delta_history, move_delta_now
from .digits import move_digits, predicted_digits
from .loss import loss_history, move_loss
from .plane import decision_boundary, grid, move_boundary

__all__ = [
    "decision_boundary",
    "delta_history",
    "delta_now",
    "fitted_curve",
    "grid",
    "loss_history",
    "move_boundary",
    "move_curve",
    "move_delta_history",
    "move_delta_now",
    "move_digits",
    "move_loss",
    "predicted_digits",
]
