"""Each convention against a sweep that is written in it, and back to ours."""

from itertools import product

import numpy as np
import pytest

import bpkit as bp
from bpkit.conventions import DELTAS, MEANS, NUMBERS, SAMPLES, SIGNS, Convention, read, written

LOSS = bp.losses.squared_error
EVERY = [Convention(*choices) for choices in product(DELTAS, SAMPLES, MEANS, SIGNS)]
each_convention = pytest.mark.parametrize("convention", EVERY, ids=lambda c: " · ".join(c[:4]))


def swept(sizes=(2, 4, 3), m=5):
    """Return net, X0, T, and the sweep and gradients of this course."""
    rng = np.random.default_rng(5)
    net = bp.Network.create(sizes, "tanh", "sigmoid", rng=rng)
    X0, T = rng.standard_normal((sizes[0], m)), rng.random((sizes[-1], m))
    trace = bp.forward(net, X0)
    back = bp.backward(net, trace, LOSS.gradient(trace.X[-1], T))
    return net, X0, T, back, bp.gradients(trace, back)


def in_their_way(convention, net, X0, T):
    """Sweep as a book with this convention does, layer by layer, from its own arrays."""
    c, m, f = convention, X0.shape[1], net.f
    flip = (lambda a: a.T) if c.rows else (lambda a: a)
    W, b = [flip(w) for w in net.W], [flip(v) for v in net.b]
    x, X = [None], [flip(X0)]
    for l in range(net.depth):
        x.append((X[l] @ W[l] if c.rows else W[l] @ X[l]) + b[l])
        X.append(f[l](x[l + 1]))
    error = X[-1] - flip(T) if c.sign == SIGNS[0] else flip(T) - X[-1]
    slope = error / m if c.mean == MEANS[0] else error
    delta, dW, db = [None if c.by_total_input else slope], [], []
    for l in reversed(range(net.depth)):
        slope = slope * f[l].prime(x[l + 1])
        delta[:1] = [slope] if c.by_total_input else delta[:1]
        mean = m if c.mean == MEANS[1] else 1
        dW.insert(0, (X[l].T @ slope if c.rows else slope @ X[l].T) / mean)
        db.insert(0, (slope.sum(0) if c.rows else slope.sum(1, keepdims=True)) / mean)
        slope = slope @ W[l].T if c.rows else W[l].T @ slope
        delta.insert(0, None if c.by_total_input else slope)
    return delta, dW, db


@each_convention
def test_what_is_written_is_what_a_sweep_in_that_convention_finds(convention):
    net, X0, T, back, grads = swept()
    theirs = in_their_way(convention, net, X0, T)
    for found, expected in zip(written(convention, back, grads), theirs):
        assert len(found) == len(expected)
        for array, wanted in zip(found, expected):
            assert (array is None) == (wanted is None)
            if array is not None:
                assert array.shape == wanted.shape
                np.testing.assert_allclose(array, wanted, rtol=1e-12, atol=1e-15)


@each_convention
def test_what_was_written_is_read_back(convention):
    net, _, _, back, grads = swept()
    found = read(convention, net, written(convention, back, grads), back.delta[-1])
    for arrays, ours in zip(found, (back.delta, *grads)):
        for array, wanted in zip(arrays, ours):
            np.testing.assert_allclose(array, wanted, rtol=1e-12, atol=1e-15)
            assert array.shape == wanted.shape


def test_a_dead_neuron_does_not_hide_its_delta():
    net = bp.Network([[[1.0]], [[2.0]]], [[-5.0], [0.0]], ["relu", "identity"])
    trace = bp.forward(net, [[1.0]])
    back = bp.backward(net, trace, np.array([[3.0]]))
    grads = bp.gradients(trace, back)
    convention = Convention(delta=DELTAS[1])
    theirs = written(convention, back, grads)
    assert theirs.delta[1] == 0
    assert read(convention, net, theirs, back.delta[-1]).delta[1] == 6


@each_convention
def test_diagnose_calls_it_by_the_same_choices(convention):
    net, X0, T, back, grads = swept()
    theirs = written(convention, back, grads)
    found = bp.diagnose(net, LOSS, X0, T, dW=theirs.W, db=theirs.b)
    assert found.right
    words = str(found.convention)
    assert ("W as (n_in, n_out)" in words) == convention.rows
    assert ("sum over the samples" in words) == (convention.mean == MEANS[2])
    assert ("T − X for X − T" in words) == (convention.sign == SIGNS[1])


def test_the_defaults_are_those_of_the_course():
    _, _, _, back, grads = swept()
    ours = written(Convention(), back, grads)
    assert all(np.array_equal(a, b) for a, b in zip(ours.delta, back.delta))
    assert all(np.array_equal(a, b) for a, b in zip(ours.W + ours.b, grads.W + grads.b))
    assert Convention().first == NUMBERS[Convention().numbers] == (0, 0)
