"""The networks whose training step is timed, from a handful of weights to nearly two million."""

from typing import NamedTuple

import numpy as np

import bpkit as bp

ETA = 1e-3


class Workload(NamedTuple):
    """Layer sizes, number of samples, the activation of the hidden layers and the loss."""

    name: str
    sizes: list
    m: int
    activation: str
    loss: str

    @property
    def classes(self):
        """Whether the samples belong to classes."""
        return self.loss == "cross_entropy"

    def net(self, dtype):
        """Return the network before the step."""
        return bp.Network.create(self.sizes, self.activation, dtype=dtype)

    def data(self, dtype):
        """Return X0 and T: digits where they fit, else numbers drawn at random."""
        rng = np.random.default_rng(0)
        if self.sizes[0] == 64:
            X0, T = (array[:, : self.m] for array in bp.datasets.load("digits"))
        elif self.classes:
            X0 = rng.standard_normal((self.sizes[0], self.m))
            T = np.eye(10)[:, rng.integers(0, 10, self.m)]
        else:
            X0 = rng.standard_normal((self.sizes[0], self.m))
            T = rng.standard_normal((self.sizes[-1], self.m))
        return np.ascontiguousarray(X0, dtype), np.ascontiguousarray(T, dtype)


WORKLOADS = [
    Workload("tiny", [2, 4, 1], 4, "tanh", "squared_error"),
    Workload("small", [2, 16, 16, 1], 200, "tanh", "squared_error"),
    Workload("deep", [2] + [10] * 10 + [1], 200, "tanh", "squared_error"),
    Workload("medium mb", [64, 128, 128, 10], 32, "relu", "cross_entropy"),
    Workload("medium full", [64, 128, 128, 10], 1797, "relu", "cross_entropy"),
    Workload("large", [784, 1024, 1024, 10], 256, "relu", "cross_entropy"),
]
