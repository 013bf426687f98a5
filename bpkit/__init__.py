"""bpkit: the equations of backpropagation, as code that can be read beside them."""

from importlib import import_module

from . import activations, engine, losses, network, numerical, starts
from .descent import train, update
from .equations import show
from .history import History
from .network import Network
from .numerical import check_gradients, numerical_gradients
from .propagation import backward, forward, gradients

__version__ = "0.2.0"

ON_DEMAND = (
    "autodiff", "broken", "conventions", "cost", "datasets", "diagnosis", "exercises", "growth",
    "literature", "other_ways",
)  # fmt: skip
FUNCTIONS_ON_DEMAND = {"diagnose": "diagnosis"}

__all__ = [
    *ON_DEMAND,
    "History",
    "Network",
    "activations",
    "backward",
    *FUNCTIONS_ON_DEMAND,
    "check_gradients",
    "engine",
    "forward",
    "gradients",
    "losses",
    "network",
    "numerical",
    "numerical_gradients",
    "show",
    "starts",
    "train",
    "update",
]


def __getattr__(name):
    """Import a module of some lessons when it is first asked for: bpkit starts as fast as numpy."""
    if name in ON_DEMAND:
        return import_module(f".{name}", __name__)
    if name in FUNCTIONS_ON_DEMAND:
        return getattr(import_module(f".{FUNCTIONS_ON_DEMAND[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    """Return the public names, those on demand among them."""
    return sorted({*globals(), *__all__})
