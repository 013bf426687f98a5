"""Plots of training: the Axes first, arrays in, artists out; each artist can be moved to new data."""

from .cost import (
    cost_bars,
    growth,
    growth_axis,
    move_cost_bars,
    move_growth,
    move_measured,
    moving_bars,
    moving_growth,
)
from .curve import fitted_curve, move_curve
from .deltas import delta_history, delta_now, move_delta_history, move_delta_now
from .digits import move_digits, predicted_digits
from .fork import light_paths, light_weight, moving_wires, wired_network
from .loss import loss_history, move_loss
from .network import move_network, network_diagram
from .neuron import activation_pair, move_answer, move_pair, neuron_answer, room
from .nudge import (
    error_against_h,
    loss_near,
    move_error_against_h,
    move_loss_near,
    move_slopes_of_layer,
    moving_error,
    roomy_limits,
    slopes_of_layer,
)
from .plane import decision_boundary, grid, move_boundary
from .surface import eta_scale, loss_by_step, loss_surface, move_eta, move_path, move_steps

__all__ = [
    "activation_pair",
    "cost_bars",
    "decision_boundary",
    "delta_history",
    "delta_now",
    "error_against_h",
    "eta_scale",
    "fitted_curve",
    "grid",
    "growth",
    "growth_axis",
    "light_paths",
    "light_weight",
    "loss_by_step",
    "loss_history",
    "loss_near",
    "loss_surface",
    "move_answer",
    "move_boundary",
    "move_cost_bars",
    "move_curve",
    "move_delta_history",
    "move_delta_now",
    "move_digits",
    "move_error_against_h",
    "move_eta",
    "move_growth",
    "move_loss",
    "move_loss_near",
    "move_measured",
    "move_network",
    "move_pair",
    "move_path",
    "move_slopes_of_layer",
    "move_steps",
    "moving_bars",
    "moving_error",
    "moving_growth",
    "moving_wires",
    "network_diagram",
    "neuron_answer",
    "predicted_digits",
    "room",
    "roomy_limits",
    "slopes_of_layer",
    "wired_network",
]
