"""bpkit: the equations of backpropagation, as code that can be read beside them."""

from . import activations, cost, datasets, exercises, losses, network, rivals
from .descent import History, train, update
from .equations import show
from .network import Network
from .numerical import check_gradients, numerical_gradients
from .propagation import backward, forward, gradients

__version__ = "0.1.0"

__all__ = [
    "History",
    "Network",
    "activations",
    "backward",
    "check_gradients",
    "cost",
    "datasets",
    "exercises",
    "forward",
    "gradients",
    "losses",
    "network",
    "numerical_gradients",
    "rivals",
    "show",
    "train",
    "update",
]
