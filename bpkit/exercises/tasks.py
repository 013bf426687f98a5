"""The tasks: what a learner is asked to write, on which arguments it is tried, what is right."""

from typing import Any, NamedTuple

import numpy as np

from ..network import Network
from ..propagation import backward, forward, gradients


class Task(NamedTuple):
    """A function to write: its call in the course's letters, the answer, what its axes mean."""

    call: str
    axes: str
    arguments: Any
    answer: Any


def sweep(rng):
    """Return net, trace, back, grads of a sweep through a small random net of unequal layers."""
    sizes = [int(n) for n in rng.permutation([2, 3, 4, 5])]
    start = Network.create(sizes, activation="tanh", output="sigmoid", rng=rng)
    # a bias of 0 would hide a wrong sign
    net = Network(start.W, [rng.standard_normal(b.shape) for b in start.b], start.f)
    trace = forward(net, rng.standard_normal((sizes[0], 6)))
    back = backward(net, trace, rng.standard_normal(trace.X[-1].shape))
    return net, trace, back, gradients(trace, back)


def f_prime(net, trace, l):
    """Return f′(x(l+1))."""
    return net.f[l].prime(trace.x[l + 1])


TASKS = {
    "total_input": Task(
        "(W, b, X)",
        "a row for each neuron of layer l+1, a column for each sample",
        lambda net, trace, back, grads: (net.W[1], net.b[1], trace.X[1]),
        lambda net, trace, back, grads: trace.x[2],
    ),
    "update": Task(
        "(W, dE_dW, eta)",
        "as W",
        lambda net, trace, back, grads: (net.W[1], grads.W[1], 0.3),
        lambda net, trace, back, grads: net.W[1] - 0.3 * grads.W[1],
    ),
    "bridge": Task(
        "(delta, f_prime)",
        "a row for each neuron of layer l, a column for each sample",
        lambda net, trace, back, grads: (back.delta[2], f_prime(net, trace, 1)),
        lambda net, trace, back, grads: back.dE_dx[2],
    ),
    "recurrence": Task(
        "(W, delta_next, f_prime_next)",
        "a row for each neuron of layer l, a column for each sample",
        lambda net, trace, back, grads: (net.W[1], back.delta[2], f_prime(net, trace, 1)),
        lambda net, trace, back, grads: back.delta[1],
    ),
    "weight_gradient": Task(
        "(delta_next, f_prime_next, X)",
        "a row for each neuron of layer l+1, a column for each neuron of layer l",
        lambda net, trace, back, grads: (back.delta[2], f_prime(net, trace, 1), trace.X[1]),
        lambda net, trace, back, grads: grads.W[1],
    ),
    "bias_gradient": Task(
        "(delta_next, f_prime_next)",
        "a row for each neuron of layer l+1, one column",
        lambda net, trace, back, grads: (back.delta[2], f_prime(net, trace, 1)),
        lambda net, trace, back, grads: grads.b[1],
    ),
}


def trials(name, seeds=range(5)):
    """Yield arguments and right answer of a task on several seeded networks."""
    for seed in seeds:
        swept = sweep(np.random.default_rng(seed))
        yield TASKS[name].arguments(*swept), TASKS[name].answer(*swept)
