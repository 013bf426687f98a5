"""A network's weights and biases in one vector, their gradients in another: one call descends."""

from math import isfinite

import numpy as np


class Parameters:
    """Every W(l) and b(l) as a view on one vector theta, and their gradients as views on slope."""

    def __init__(self, net):
        """Copy the parameters of net, first all W, then all b."""
        self.net = net
        given = [*net.W, *net.b]
        self.shapes = [array.shape for array in given]
        self.ends = np.cumsum([array.size for array in given])
        self.theta = np.concatenate([array.ravel() for array in given])
        self.slope = np.empty_like(self.theta)
        self.W, self.b = self.split(self.theta)
        self.dE_dW, self.dE_db = self.split(self.slope)
        self.all_b = self.theta[self.ends[net.depth - 1] :]
        self.zeros = np.zeros_like(self.all_b)

    def split(self, vector):
        """Return the parts of a vector in the shapes of W[0] … W[L − 1] and of b[0] … b[L − 1]."""
        parts = np.split(vector, self.ends[:-1])
        views = [part.reshape(shape) for part, shape in zip(parts, self.shapes)]
        L = self.net.depth
        return views[:L], views[L:]

    def has_finite_biases(self):
        """Return whether every bias is finite: only then is its product with 0 a number."""
        return isfinite(self.all_b.dot(self.zeros))

    def network(self, theta):
        """Return the network whose parameters are theta, a vector that nobody writes to again."""
        return self.net.with_parameters(*self.split(theta))
