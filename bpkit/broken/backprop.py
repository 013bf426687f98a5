"""A backprop with one line replaced: its functions, how a learner hands it in, training by it."""

import inspect
import linecache
from functools import cache
from math import isfinite
from types import ModuleType
from typing import NamedTuple

import numpy as np

from .. import losses, propagation
from ..activations import sigmoid
from ..descent import update
from ..door import quietly, whole
from ..history import History, rms
from ..network import Network
from ..propagation import backward, forward, gradients


def rewritten(module, right, wrong):
    """Return a module of bpkit, run afresh from its source with one expression replaced.

    Errors: ValueError unless the expression stands there exactly once.
    """
    source = inspect.getsource(module)
    if source.count(right) != 1:
        raise ValueError(
            f"{right!r} stands {source.count(right)} times in {module.__name__}, expected once"
        )
    source, file = source.replace(right, wrong), f"<{module.__name__}: {wrong}>"
    linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file  # bp.show
    fresh = ModuleType(file)
    fresh.__package__, fresh.sigmoid = module.__package__, sigmoid
    exec(compile(source, file, "exec"), fresh.__dict__)
    return fresh


@cache
def page(right, wrong):
    """Return the page with one line replaced."""
    return rewritten(propagation, right, wrong)


def flat(grads):
    """Return all gradients end to end."""
    return np.concatenate([tensor.ravel() for tensor in (*grads.W, *grads.b)])


class Broken(NamedTuple):
    """A wrong backprop: the name of its mistake, the line of the page, and what stands there.

    Lesson: 11_break_backprop.
    """

    name: str
    right: str
    wrong: str

    @property
    def backward(self):
        """What stands in the place of bp.backward."""
        return page(self.right, self.wrong).backward

    @property
    def gradients(self):
        """What stands in the place of bp.gradients."""
        return page(self.right, self.wrong).gradients

    def sweep(self, net, loss, X0, T):
        """Return E, back and grads of one sweep forward and this one backward."""
        loss, trace = losses.named(loss), forward(net, X0)
        back = self.backward(net, trace, loss.gradient(trace.X[-1], T))
        return loss(trace.X[-1], T), back, self.gradients(trace, back)

    def cosine(self, net, loss, X0, T):
        """Return the cosine of the angle between its gradient and the right one: 1 is downhill.

        Errors: ValueError where a gradient has not the shape of its parameter.
        """
        loss, trace = losses.named(loss), forward(net, X0)
        right = gradients(trace, backward(net, trace, loss.gradient(trace.X[-1], T)))
        a, b = flat(self.sweep(net, loss, X0, T)[2]), flat(right)
        if a.shape != b.shape:
            raise ValueError(f"{self.name} makes {a.size} gradients of {b.size} parameters")
        return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) or 1))

    def function(self, f, loss):
        """Return it as a learner hands in their own to bp.diagnose: a function of W, b, X0, T."""
        return lambda W, b, X0, T: self.sweep(Network(W, b, f), loss, X0, T)[2]

    def train(self, net, X0, T, loss, eta, epochs):
        """Step by these gradients, all samples at once, as bp.train does by right ones.

        Errors: ValueError as in bp.train, and where a gradient has not the shape of its parameter.
        """
        return quietly(self.record, net, X0, T, losses.named(loss), eta, whole("epochs", epochs))

    def record(self, net, X0, T, loss, eta, epochs):
        """Return the History of some epochs, or up to where E leaves the finite numbers."""
        last, E, delta_rms, stopped = net, [], [], None
        for epoch in range(epochs + 1):
            here, back, grads = self.sweep(net, loss, X0, T)
            if not isfinite(here):
                stopped = f"E is {here} after step {epoch}: η = {eta:g} is too large here"
                break
            last, E = net, [*E, here]
            delta_rms.append([rms(delta) for delta in back.delta])
            if epoch < epochs:
                net = update(net, grads, eta)
        return History(last, np.array(E), np.array(delta_rms), len(E) - 1, stopped)
