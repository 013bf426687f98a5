"""Explorers: move a control, watch the network answer. Wiring only; the mathematics and the plots live elsewhere."""

from .cost import Cost
from .descent import Descent
from .neuron import Neuron
from .nudge import Nudge
from .nudge_neuron import NudgeNeuron
from .sweep import Sweep
from .training import Training

__all__ = ["Cost", "Descent", "Neuron", "Nudge", "NudgeNeuron", "Sweep", "Training"]
