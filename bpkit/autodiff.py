"""Reverse-mode automatic differentiation: the sweep of backward, for any formula of four signs."""

import numpy as np


class Node:
    """A value in a formula, and its edges: what it was made from, and how E's slope gets there."""

    def __init__(self, value, *edges):
        self.value, self.edges, self.slope = value, edges, 0

    def __add__(self, b):
        carry = (
            lambda slope: slope,
            lambda slope: summed(slope, b.value),  # (7)
        )
        return Node(self.value + b.value, (self, carry[0]), (b, carry[1]))

    def __mul__(self, other):
        carry = (
            lambda slope: slope * other.value,
            lambda slope: slope * self.value,
        )
        return Node(self.value * other.value, (self, carry[0]), (other, carry[1]))

    def __matmul__(self, X):
        carry = (
            lambda slope: slope @ X.value.T,  # (6)
            lambda slope: self.value.T @ slope,  # (5)
        )
        return Node(self.value @ X.value, (self, carry[0]), (X, carry[1]))

    def through(self, f):
        """Return f of every entry."""
        return Node(f(self.value), (self, lambda slope: slope * f.prime(self.value)))  # δ f′


def sweep(node, slope=1.0):
    """Carry the slope of E by a node back along every edge; where edges meet, slopes add up.

    Lesson: 12_other_views.
    Source: Baydin, Pearlmutter, Radul and Siskind (2018), JMLR 18, no. 153: the reverse mode.
    """
    nodes = in_order(node)
    for behind in nodes:
        behind.slope = 0
    node.slope = slope
    for made in reversed(nodes):
        for origin, carry in made.edges:
            origin.slope = origin.slope + carry(made.slope)


def in_order(node, found=()):
    """Return the nodes behind a node and itself, each after all that it was made from."""
    for origin, _ in node.edges:
        if origin not in found:
            found = in_order(origin, found)
    return [*found, node]


def summed(slope, b):
    """Return the slope by b, which is one column for all samples, or of the slope's own shape."""
    return slope if np.shape(b) == np.shape(slope) else slope.sum(axis=1, keepdims=True)
