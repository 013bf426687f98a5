"""The automatic sweep against the page, to the last bit, against nudging, and the source book."""

import inspect

import numpy as np
import pytest

import bpkit as bp
from bpkit import autodiff
from bpkit.autodiff import Node, sweep

from .house.test_architecture import length


def nodes_of(net, X0):
    """Return the nodes of W, b and X of a network, as forward computes them."""
    W, b, X = [Node(w) for w in net.W], [Node(v) for v in net.b], [Node(X0)]
    for l in range(net.depth):
        X.append((W[l] @ X[l] + b[l]).through(net.f[l]))
    return W, b, X


@pytest.mark.parametrize("activation", bp.activations.BY_NAME)
def test_every_slope_is_that_of_the_page_to_the_last_bit(activation):
    rng = np.random.default_rng(6)
    net = bp.Network.create([3, 4, 5, 2], activation, "sigmoid", rng=rng)
    X0, T = rng.standard_normal((3, 6)), rng.random((2, 6))
    trace = bp.forward(net, X0)
    delta_L = bp.losses.squared_error.gradient(trace.X[-1], T)
    back = bp.backward(net, trace, delta_L)
    grads = bp.gradients(trace, back)
    W, b, X = nodes_of(net, X0)
    sweep(X[-1], delta_L)
    for nodes, arrays in ((X, back.delta), (W, grads.W), (b, grads.b)):
        for node, array in zip(nodes, arrays):
            assert np.array_equal(node.slope, array)


def test_the_numbers_of_the_source_book():
    apple, apples, orange, oranges, tax = map(Node, (100, 2, 150, 3, 1.1))
    price = (apple * apples + orange * oranges) * tax
    sweep(price)
    assert price.value == pytest.approx(715)
    slopes = [node.slope for node in (apple, apples, orange, oranges, tax)]
    assert slopes == pytest.approx([2.2, 110, 3.3, 165, 650])


def test_a_value_that_is_heard_twice_adds_up():
    x, y = Node(3.0), Node(-2.0)
    x2 = x * x
    sweep(x2 * y + x2 * x + y)  # x² y + x³ + y
    assert x.slope == pytest.approx(2 * 3 * -2 + 3 * 9)
    assert y.slope == pytest.approx(9 + 1)


def test_a_second_sweep_of_the_same_formula_adds_nothing_of_the_first():
    x = Node(3.0)
    E = x * x
    sweep(E)
    sweep(E)
    assert x.slope == 6


def test_it_fits_in_forty_lines():
    assert length(inspect.getsource(autodiff)) <= 40
