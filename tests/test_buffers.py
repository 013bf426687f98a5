"""The sweeps with room handed in: the same numbers, in the same arrays, and nothing large made on the way."""

import tracemalloc
from itertools import islice

import numpy as np
import pytest

import bpkit as bp
from bpkit.buffers import buffers
from bpkit.descent import descend, measure, step

from . import oracle


def cases():
    """Return networks of every activation and loss, one layer and several, one sample and several."""
    found, shapes = [], [([3, 2], 1), ([2, 4, 3], 5), ([4, 1, 6, 2], 3), ([1, 3, 3, 3, 2], 7)]
    for i, (sizes, m) in enumerate(shapes):
        for j, loss in enumerate(oracle.E):
            f = [list(oracle.F)[(i + j + l) % len(oracle.F)] for l in range(len(sizes) - 1)]
            found.append(oracle.draw(np.random.default_rng([17, i, j]), sizes, f, loss, m))
    return found


def buffered(case):
    """Return the four functions with room handed to them, which an earlier step has written all over."""
    net = bp.Network(W=case.W, b=case.b, f=case.f)
    room, new = buffers(net, case.X0.shape[1]), net.blank()
    for arrays in (*room.trace, *room.back, *room.grads, new.W, new.b):
        for array in arrays:
            if array is not None:
                array.fill(np.nan)
    return oracle.Sweep(
        lambda net, X0: bp.forward(net, X0, out=room.trace),
        lambda net, trace, delta_L: bp.backward(net, trace, delta_L, out=room.back),
        lambda trace, back: bp.gradients(trace, back, out=room.grads),
        lambda net, grads, eta: bp.update(net, grads, eta, out=new),
    )


def every_array(thing):
    return [array for arrays in thing for array in arrays if array is not None]


@pytest.mark.parametrize("case", cases())
def test_the_oracle_agrees_with_the_sweeps_in_buffers(case):
    assert oracle.check(buffered(case), case) <= oracle.TOLERANCE


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("case", cases())
def test_a_step_in_buffers_is_the_step_without_to_the_last_bit(case, dtype):
    net = bp.Network([W.astype(dtype) for W in case.W], [b.astype(dtype) for b in case.b], case.f)
    X0, loss = case.X0.astype(dtype), bp.losses.BY_NAME[case.loss]
    trace = bp.forward(net, X0)
    T = loss.target(trace.X[-1], case.T)
    back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))
    grads = bp.gradients(trace, back)
    room, new = buffers(net, X0.shape[1]), net.blank()
    assert measure(net, X0, T, loss, room) == loss(trace.X[-1], T)
    stepped = step(net, room, 0.1, new)
    expected = (*trace, *back, *grads, *(lambda n: (n.W, n.b))(bp.update(net, grads, 0.1)))
    found = (*room.trace, *room.back, *room.grads, stepped.W, stepped.b)
    for ours, theirs in zip(every_array(found), every_array(expected), strict=True):
        assert ours.dtype == dtype and np.array_equal(ours, theirs)


def test_the_results_lie_in_the_arrays_that_were_handed_in():
    net = bp.Network.create([3, 4, 2])
    X0, T = np.ones((3, 5)), np.zeros((2, 5))
    room, new = buffers(net, 5), net.blank()
    handed = [*every_array((*room.trace, *room.back, *room.grads)), *new.W, *new.b]
    measure(net, X0, T, bp.losses.squared_error, room)
    stepped = step(net, room, 0.1, new)
    held = [*every_array((*room.trace, *room.back, *room.grads)), *stepped.W, *stepped.b]
    assert stepped is new and {id(array) for array in handed} <= {id(array) for array in held}


def test_below_the_layer_that_is_asked_for_there_is_no_delta_and_the_gradients_are_the_same():
    net = bp.Network.create([3, 4, 4, 2])
    trace = bp.forward(net, np.ones((3, 5)))
    whole, part = (bp.backward(net, trace, np.ones((2, 5)), down_to) for down_to in (0, 1))
    assert part.delta[0] is None and all(np.array_equal(*pair) for pair in zip(whole.delta[1:], part.delta[1:]))
    ours, theirs = bp.gradients(trace, part), bp.gradients(trace, whole)
    assert all(np.array_equal(*pair) for pair in zip(every_array(ours), every_array(theirs), strict=True))
    assert buffers(net, 5, down_to=1).back.delta[0] is None


@pytest.mark.parametrize("batch_size", [None, 4, 5])
def test_no_later_step_writes_into_a_network_that_was_handed_out(batch_size):
    net, rng = bp.Network.create([2, 5, 1]), np.random.default_rng(0)
    X0, T, loss = rng.standard_normal((2, 12)), rng.standard_normal((1, 12)), bp.losses.squared_error
    epochs = list(islice(descend(net, X0, T, loss, 0.1, batch_size), 6))
    assert [loss(bp.forward(epoch.net, X0).X[-1], T) for epoch in epochs] == [epoch.E for epoch in epochs]
    for epoch in epochs:
        with pytest.raises(ValueError, match="read-only"):
            epoch.net.W[0][0, 0] = 1


SIZES, SAMPLES = [20, 40, 40, 10], 300


def peak_of(action):
    """Return the most bytes that were in use at once beyond those in use before."""
    action()
    tracemalloc.start()
    action()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize("activation", bp.activations.BY_NAME)
def test_a_step_needs_no_more_than_three_times_its_x_X_and_delta(activation):
    net, rng = bp.Network.create(SIZES, activation), np.random.default_rng(0)
    X0, T = rng.standard_normal((20, SAMPLES)), np.eye(10)[:, rng.integers(0, 10, SAMPLES)]
    loss = bp.losses.cross_entropy

    def whole_step():
        room = buffers(net, SAMPLES)
        measure(net, X0, T, loss, room)
        step(net, room, 0.1, net.blank())

    x_X_and_delta = 8 * SAMPLES * (2 * sum(SIZES[1:]) + sum(SIZES))
    assert peak_of(whole_step) <= 3 * x_X_and_delta


def test_with_buffers_a_step_makes_no_array_as_large_as_a_layer():
    net, rng = bp.Network.create(SIZES, "tanh"), np.random.default_rng(0)
    X0, T = rng.standard_normal((20, SAMPLES)), rng.standard_normal((10, SAMPLES))
    room, new = buffers(net, SAMPLES, down_to=1), net.blank()

    def again():
        measure(net, X0, T, bp.losses.squared_error, room, down_to=1)
        step(net, room, 0.1, new)

    assert peak_of(again) < 8 * SAMPLES * 40
