"""The network under the sweep explorer, its data and its loss: as given, as typed, or Mazur's example."""

import re

import numpy as np

from .. import activations, datasets, losses
from ..network import Network
from .layers import shortened
from .swept import MAX_LAYERS, MAX_WIDTH, Swept

EXAMPLE = "write the size of every layer, input and output too, for example 3, 4, 2"
AS_GIVEN = "as given"


def given(net, X0, T, loss):
    """Return the sweep of what a cell gives: Mazur's network without net, random data for a network without data."""
    loss = losses.named(loss)
    if net is None:
        net = mazur()
        X0 = [0.05, 0.10] if X0 is None else X0
        T = [0.01, 0.99] if T is None else T
    m = np.shape(T)[1] if np.ndim(T) == 2 else 1
    made = data(net.sizes, np.shape(X0)[1] if np.ndim(X0) == 2 else m)
    return Swept.through(net, made[0] if X0 is None else X0, made[1] if T is None else T, loss)


def mazur():
    """Return the network of M. Mazur, A Step by Step Backpropagation Example (2015)."""
    W, b = ([[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]), ([0.35, 0.35], [0.60, 0.60])
    return Network(W, b, ["sigmoid", "sigmoid"])


def data(sizes, m):
    """Return m random samples, and targets that every loss accepts: 1 for one output, 0 for the others."""
    rng = np.random.default_rng(0)
    return rng.uniform(-1, 1, (sizes[0], m)).round(2), datasets.one_hot(rng.integers(sizes[-1], size=m), sizes[-1])


def typed(swept, sizes, activation, output, loss):
    """Return the sweep of a network as the controls say; the same sizes keep weights and data."""
    hidden = swept.net.f[:-1] if activation == AS_GIVEN else [activation] * (len(sizes) - 2)
    last = swept.net.f[-1] if output == AS_GIVEN else output
    if sizes == swept.net.sizes:
        return Swept.through(Network(swept.net.W, swept.net.b, [*hidden, last]), swept.X0, swept.T, loss)
    if len(hidden) != len(sizes) - 2:
        raise ValueError(f"f is as given for {len(hidden)} hidden layers: choose one f for all, then other layers.")
    W = Network.create(sizes, rng=0).W
    b = [np.full((n, 1), 0.1) for n in sizes[1:]]
    return Swept.through(Network([w.round(2) for w in W], b, [*hidden, last]), *data(sizes, swept.samples), loss)


def read_all_sizes(text):
    """Return [n_0, …, n_L] from what a learner typed; ValueError says what would make sense."""
    entries = [entry.strip() for entry in text.split(",")]
    for entry in entries:
        if not re.fullmatch(r"[0-9]{1,3}", entry) or not 1 <= int(entry) <= MAX_WIDTH:
            raise ValueError(f"I cannot use {shortened(entry)} as a layer of 1 to {MAX_WIDTH} neurons: {EXAMPLE}.")
    if not 2 <= len(entries) <= MAX_LAYERS:
        raise ValueError(f"Layers: {len(entries)}, and 2 to {MAX_LAYERS} fit: {EXAMPLE}.")
    return [int(entry) for entry in entries]


def name_of(f):
    """Return the name that all these activations share, or that they are as given."""
    found = {next((name for name, known in activations.BY_NAME.items() if known == one), AS_GIVEN) for one in f}
    return found.pop() if len(found) == 1 else AS_GIVEN


def names(f):
    """Return the activations to choose from; that they stay as given, where no name says it."""
    return [*activations.BY_NAME, *([AS_GIVEN] if name_of(f) == AS_GIVEN else [])]


def loss_options(loss):
    """Return the losses to choose from, with this one among them."""
    return losses.BY_NAME | ({} if loss in losses.BY_NAME.values() else {type(loss).__name__: loss})
