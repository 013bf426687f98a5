"""Descent: one step (2)(3), and the loop of steps that is training."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from itertools import count, islice
from math import isfinite, sqrt

import numpy as np

from . import door
from .chance import generator
from .engine import Parameters, Plan
from .history import Epoch, History, rms
from .losses import named
from .propagation import backward, forward

LEAST_SQUARE, LARGEST_SQUARE = 1e-30, 1e30  # sums of squares that are exact enough even in float32


def update(net, grads, eta):
    """Step every weight and bias downhill, equations (2) and (3); the old network is untouched.

    W_ij(l) ← W_ij(l) − η ∂E/∂W_ij(l),   b_i(l) ← b_i(l) − η ∂E/∂b_i(l)

    Shapes: grads.W[l] as W[l], grads.b[l] as b[l]; eta a number.
    Units: eta that of weight² per E.
    Errors: ValueError when eta is not a finite number of at least 0, or a gradient has not the
        shape of its parameter.
    Lesson: 02_descend_the_loss.
    Source: Rumelhart, Hinton and Williams (1986), eq. 8.
    """
    net, grads, eta = door.update(net, grads, eta)  # checked
    W = [W - eta * dE_dW for W, dE_dW in zip(net.W, grads.W)]  # (2)
    b = [b - eta * dE_db for b, dE_db in zip(net.b, grads.b)]  # (3)
    return net.with_parameters(W, b)


class DivergenceError(ArithmeticError):
    """The loss is no longer a finite number; the message says after which step, and why."""


def descend(net, X0, T, loss, eta, batch_size=None, rng=0):
    """Yield an Epoch before the first step and after each epoch, endlessly: a loop over (1) to (7).

    W ← W − η ∂E/∂W,   b ← b − η ∂E/∂b,   one step a batch; each Epoch is whole before it is seen

    Shapes: X0 (n_0, m), T (n_L, m).
    Units: as in update.
    Errors: ValueError for arguments that do not fit; DivergenceError when E is no longer finite.
    Lesson: 08_train_a_network.
    Source: Robbins and Monro (1951) for steps on random batches.
    """
    parameters, walk = start(net, X0, T, loss, eta, batch_size, rng)
    for E, delta_rms, steps in walk:
        yield Epoch(E, delta_rms, steps, parameters, parameters.theta.copy())


def start(net, X0, T, loss, eta, batch_size, rng):
    """Return the parameters that will descend and the walk that moves them, if arguments fit."""
    loss, eta, rng = named(loss), door.number("eta", eta), generator(rng)
    net, X0 = door.forward(net, X0)
    T = np.array(loss.target(door.quietly(forward, net, X0).X[-1], T), order="C")
    m = X0.shape[1]
    batch_size = m if batch_size is None else min(m, door.whole("batch_size", batch_size))
    parameters = Parameters(net)
    return parameters, walk_down(parameters, X0, T, loss, eta, batch_size, rng)


def walk_down(parameters, X0, T, loss, eta, batch_size, rng):
    """Yield E, the RMS of every δ and the steps so far, before the first and after every epoch."""
    steps, m = 0, X0.shape[1]
    full_batch = batch_size == m
    whole = Plan(parameters, loss, m, eta, record=True, slopes=full_batch)
    whole.load(X0, T)
    sizes = set() if full_batch else {batch_size, m % batch_size} - {0}
    plans = {n: Plan(parameters, loss, n, eta) for n in sizes}
    for epoch in count():
        E, delta_rms = measured(whole, X0, T, loss)
        finite = isfinite(E) and all(map(isfinite, delta_rms))
        # a saturated f can hide overflowed biases from E, and from δ, in which weights would show
        if not (finite and parameters.has_finite_biases()):
            raise diverged(parameters, X0, E, steps, epoch, eta)
        yield E, delta_rms, steps
        if full_batch:
            whole.step_down()
            steps += 1
            continue
        for batch in batches(m, batch_size, rng):
            plan = plans[len(batch)]
            plan.load(X0, T, batch)
            E = plan.step()
            if not isfinite(E):
                raise diverged(parameters, plan.X[0], E, steps, epoch + 1, eta)
            steps += 1


def batches(m, batch_size, rng):
    """Return the columns of each step of one epoch, every sample once, in random order."""
    order = rng.permutation(m)
    return [order[start : start + batch_size] for start in range(0, m, batch_size)]


def measured(plan, X0, T, loss):
    """Return E and the RMS of every δ of the parameters of a plan that holds all samples."""
    E, squares = plan.measure(), plan.squares.tolist()
    if not isfinite(E):
        return E, squares
    if min(squares) > LEAST_SQUARE and max(squares) < LARGEST_SQUARE:
        return E, [sqrt(square / delta.size) for square, delta in zip(squares, plan.delta)]
    net = plan.parameters.network(plan.parameters.theta.copy())
    trace = forward(net, X0)
    return E, [rms(delta) for delta in backward(net, trace, loss.gradient(trace.X[-1], T)).delta]


def diverged(parameters, X0, E, steps, epoch, eta):
    """Return the DivergenceError of parameters whose E is not finite, worded by a forward sweep."""
    if steps == 0:
        return DivergenceError(
            f"E is {E} before the first step: the data or the starting weights are too large"
        )
    x = forward(parameters.network(parameters.theta.copy()), X0).x
    sizes = [np.nan_to_num(np.abs(x_l).max(), nan=np.inf, posinf=np.inf) for x_l in x[1:]]
    l = 1 + int(np.argmax(sizes))
    size = f"to {sizes[l - 1]:.1e}" if np.isfinite(sizes[l - 1]) else "beyond all numbers"
    return DivergenceError(
        f"η = {eta:g} is too large here: E is {E} after step {steps} (epoch {epoch}), "
        f"where the total input of layer {l} has grown {size}"
    )


def train(net, X0, T, loss, eta, epochs, batch_size=None, rng=0, keep=()):
    """Descend for some epochs, equations (1) to (7), and return the History; net stays as it is.

    Each step is made by engine/: the numbers of the page, to the last bit, held by
    tests/test_engine.py. E[k] and delta_rms[k] are taken over all samples, with the network as it
    stands after k epochs

    Shapes: X0 (n_0, m), T (n_L, m); keep lists the epochs whose networks are kept in History.nets.
    Units: as in update.
    Errors: ValueError for arguments that do not fit; a loss that leaves the finite numbers ends
        the training at the last good epoch and is told in History.stopped.
    Lesson: 08_train_a_network.
    """
    epochs, rng = door.whole("epochs", epochs), generator(rng)
    keep, before = to_keep(keep, epochs), deepcopy(rng)
    history = door.quietly(record, *start(net, X0, T, loss, eta, batch_size, rng), epochs, keep)
    if not history.stopped:
        return history
    # the last good network is found again, for to keep it in every epoch would cost all the others
    good = len(history.E) - 1
    again = train(net, X0, T, loss, eta, good, batch_size, before).net if good else net
    return replace(history, net=again)


def to_keep(keep, epochs):
    """Return the epochs whose networks are kept, each of them one that there will be."""
    if isinstance(keep, str) or not isinstance(keep, Iterable):
        raise ValueError(
            f"keep is {keep!r}, expected the epochs whose networks are kept, such as [0, 10]"
        )
    kept = {door.whole("keep", k, least=0) for k in keep}
    if kept and max(kept) > epochs:
        raise ValueError(f"keep holds {max(kept)}, expected epochs from 0 to {epochs}")
    return kept


def record(parameters, walk, epochs, keep):
    """Return the History of some epochs, or up to where the loss diverges; then net is lost."""
    past, nets, stopped = [], {}, None
    try:
        for k, here in enumerate(islice(walk, epochs + 1)):
            past.append(here)
            if k in keep:
                nets[k] = parameters.network(parameters.theta.copy())
    except DivergenceError as reason:
        stopped = str(reason)
        if not past:
            raise ValueError(stopped) from reason
    E, delta_rms, steps = zip(*past)
    net = parameters.network(parameters.theta)
    return History(net, np.array(E), np.array(delta_rms), steps[-1], stopped, nets)
