"""Descent: one step (2)(3), and the loop of steps that is training."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count, cycle, islice
from math import isfinite
from typing import NamedTuple

import numpy as np

from .buffers import buffers
from .network import Network
from .propagation import Gradients, backward, forward, gradients
from .shapes import columns, number, whole


@np.errstate(all="ignore")
def update(net, grads, eta, out=None):
    """Step every weight and bias downhill, equations (2) and (3); the old network is untouched.

    W_ij(l) ← W_ij(l) − η ∂E/∂W_ij(l),   b_i(l) ← b_i(l) − η ∂E/∂b_i(l)

    Shapes: grads.W[l] as W[l], grads.b[l] as b[l]; eta a number; out a blank network.
    Units: eta that of weight² per E.
    Errors: ValueError when eta is not a finite number of at least 0, or a gradient has not the shape of its parameter.
    Lesson: 02_descend_the_loss.
    Source: Rumelhart, Hinton and Williams (1986), eq. 8.
    """
    eta, grads, new = (eta, grads, out) if out else (number("eta", eta), fitting(net, grads), net.blank())
    for W, dE_dW, W_new in zip(net.W, grads.W, new.W):
        np.subtract(W, np.multiply(eta, dE_dW, out=W_new), out=W_new)  # (2)
    for b, dE_db, b_new in zip(net.b, grads.b, new.b):
        np.subtract(b, np.multiply(eta, dE_db, out=b_new), out=b_new)  # (3)
    return out or net.with_parameters(new.W, new.b)


def fitting(net, grads):
    """Return grads as arrays, if every gradient has the shape of its parameter."""
    grads = Gradients([np.asarray(dE_dW) for dE_dW in grads.W], [np.asarray(dE_db) for dE_db in grads.b])
    shapes, expected = [g.shape for g in (*grads.W, *grads.b)], [p.shape for p in (*net.W, *net.b)]
    if shapes != expected:
        raise ValueError(f"grads has shapes {shapes}, expected {expected}: those of W[0], …, then of b[0], …")
    return grads


class DivergenceError(ArithmeticError):
    """The loss is no longer a finite number; the message says after which step, and why."""


class Epoch(NamedTuple):
    """Where training stands after an epoch: the network, E, the RMS of δ(0) … δ(L), the steps taken."""

    net: Network
    E: float
    delta_rms: list
    steps: int


@dataclass(frozen=True)
class History:
    """What training leaves behind; entry k stands for the state after k epochs.

    delta_rms[k, l] = √(mean over neurons and samples of δ(l)²)

    Shapes: E (epochs+1,), delta_rms (epochs+1, L+1); nets holds the network after each epoch that was asked for.
    Units: E those of the loss; delta_rms E per unit of output.
    Errors: none; `stopped` is None, or the sentence that says at which step E left the finite numbers and why.
    Lesson: 08_train_a_network.
    Source: this course.
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


def rms(array):
    """Return the root of the mean square of all entries; scaled first, where the squares would leave the floats."""
    squares = float(np.vdot(array, array))
    if 1e-30 < squares < 1e30:
        return (squares / array.size) ** 0.5
    largest = float(np.abs(array).max())
    return largest * float(np.sqrt(np.mean((array / largest) ** 2))) if 0 < largest < np.inf else largest


def batches(m, batch_size, rng):
    """Return the columns of each step of one epoch, every sample once, in random order."""
    order = rng.permutation(m)
    return [order[start : start + batch_size] for start in range(0, m, batch_size)]


@np.errstate(all="ignore")
def measure(net, X0, T, loss, room, down_to=0):
    """Return E and leave trace and back of one forward and one backward sweep in the room given."""
    X = forward(net, X0, out=room.trace).X[-1]
    E, delta_L = loss.E(X, T), loss.dE_dX(X, T)
    backward(net, room.trace, delta_L, down_to, out=room.back)
    return E


def step(net, room, eta, new):
    """Return the network one step downhill from what measure has left in the room, in the arrays of new."""
    return update(net, gradients(room.trace, room.back, out=room.grads), eta, out=new)


def guard(watched, steps, epoch, eta, trace):
    """Raise DivergenceError unless everything that is watched is finite; E comes first."""
    if all(map(isfinite, watched)):
        return
    E = watched[0]
    if steps == 0:
        raise DivergenceError(f"E is {E} before the first step: the data or the starting weights are too large")
    sizes = [np.nan_to_num(np.abs(x).max(), nan=np.inf, posinf=np.inf) for x in trace.x[1:]]
    l = 1 + int(np.argmax(sizes))
    raise DivergenceError(
        f"η = {eta:g} is too large here: E is {E} after step {steps} (epoch {epoch}), where the total input "
        f"of layer {l} has grown " + (f"to {sizes[l - 1]:.1e}" if np.isfinite(sizes[l - 1]) else "beyond all numbers")
    )


def descend(net, X0, T, loss, eta, batch_size=None, rng=0):
    """Yield an Epoch before the first step and after every epoch, without end: the loop over (1) to (7).

    W ← W − η ∂E/∂W,   b ← b − η ∂E/∂b,   one step a batch; each Epoch is whole before it is seen

    Shapes: X0 (n_0, m), T (n_L, m).
    Units: as in update.
    Errors: ValueError for arguments that do not fit; DivergenceError when E is no longer finite.
    Lesson: 08_train_a_network.
    Source: Robbins and Monro (1951) for steps on random batches.
    """
    eta = number("eta", eta)
    X0 = columns("X0", X0, net.sizes[0], "a row for each neuron of the input layer", net.dtype)
    T = loss.target(forward(net, X0).X[-1], T)
    m, steps, rng = X0.shape[1], 0, np.random.default_rng(rng)
    full_batch = batch_size is None or whole("batch_size", batch_size) >= m
    room, sizes = buffers(net, m), () if full_batch else (batch_size, m % batch_size)
    rooms = {n: buffers(net, n, down_to=1) for n in sizes}
    for epoch in count():
        E = measure(net, X0, T, loss, room)
        delta_rms = [rms(delta) for delta in room.back.delta]
        # a saturated f can hide biases that have overflowed from E, and from δ, in which weights would show
        guard([E, *delta_rms, np.concatenate(net.b).sum()], steps, epoch, eta, room.trace)
        yield Epoch(net, E, delta_rms, steps)
        if full_batch:
            net, steps = step(net, room, eta, net.blank()), steps + 1
        else:
            new = cycle([net.blank(), net.blank()])
            for batch in batches(m, batch_size, rng):
                here = rooms[len(batch)]
                E = measure(net, X0[:, batch], T[:, batch], loss, here, down_to=1)
                guard([E], steps, epoch + 1, eta, here.trace)
                net, steps = step(net, here, eta, next(new)), steps + 1
        net = net.with_parameters(net.W, net.b)


def train(net, X0, T, loss, eta, epochs, batch_size=None, rng=0, keep=()):
    """Descend for a number of epochs, equations (1) to (7), and return the History; net itself is untouched.

    E[k] and delta_rms[k] are taken over all samples, with the network as it stands after k epochs

    Shapes: X0 (n_0, m), T (n_L, m); keep lists the epochs whose networks are kept in History.nets.
    Units: as in update.
    Errors: ValueError for arguments that do not fit; a loss that leaves the finite numbers ends the training
        at the last good epoch and is told in History.stopped.
    Lesson: 08_train_a_network.
    Source: this course.
    """
    walk, record, stopped = descend(net, X0, T, loss, eta, batch_size, rng), [], None
    epochs = whole("epochs", epochs)
    try:
        for epoch in islice(walk, epochs + 1):
            record.append(epoch if len(record) in keep else epoch._replace(net=None))
            last = epoch
    except DivergenceError as reason:
        stopped = str(reason)
        if not record:
            raise ValueError(stopped) from reason
    return history(record, last.net, stopped)


def history(record, net, stopped=None):
    """Return the History of a list of Epochs, net being the network that the last of them left."""
    return History(
        net=net,
        E=np.array([epoch.E for epoch in record]),
        delta_rms=np.array([epoch.delta_rms for epoch in record]),
        steps=record[-1].steps,
        stopped=stopped,
        nets={k: epoch.net for k, epoch in enumerate(record) if epoch.net is not None},
    )
