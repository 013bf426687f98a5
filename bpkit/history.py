"""What training leaves behind: an Epoch where it stands, the History of the whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from .engine import Parameters
from .network import Network


class Epoch(NamedTuple):
    """Where training stands after an epoch: E, the RMS of δ(0) … δ(L), steps taken, parameters."""

    E: float
    delta_rms: list
    steps: int
    parameters: Parameters
    theta: np.ndarray | None

    @property
    def net(self):
        """The network, made when it is asked for: of most epochs nobody does."""
        return self.parameters.network(self.theta)

    def forgetting(self):
        """Return the epoch without its parameters, of which there may be many."""
        return self._replace(theta=None)


@dataclass(frozen=True)
class History:
    """What training leaves behind; entry k stands for the state after k epochs.

    delta_rms[k, l] = √(mean over neurons and samples of δ(l)²)

    `stopped` is None, or the sentence that says at which step E left the finite numbers and why.

    Shapes: E (epochs+1,), delta_rms (epochs+1, L+1); nets holds the network after each epoch that
        was asked for.
    Units: E those of the loss; delta_rms E per unit of output.
    Lesson: 08_train_a_network.
    """

    net: Network
    E: np.ndarray
    delta_rms: np.ndarray
    steps: int
    stopped: str | None = None
    nets: Mapping[int, Network] = field(default_factory=dict, repr=False)

    def __repr__(self):
        """Return the epochs, the loss at both ends and the reason for a stop in a line."""
        reason = f", stopped: {self.stopped}" if self.stopped else ""
        return f"History({len(self.E) - 1} epochs, E {self.E[0]:.4g} → {self.E[-1]:.4g}{reason})"


def rms(delta):
    """Return the root of the mean square, of scaled entries, whose squares stay in the floats."""
    largest = float(np.abs(delta).max())
    if not 0 < largest < np.inf:
        return largest
    return largest * float(np.sqrt(np.mean((delta / largest) ** 2)))
