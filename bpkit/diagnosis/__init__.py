"""Which known mistake makes these gradients? Hand in your own, and hear what is wrong."""

from dataclasses import replace

from .. import losses
from ..door import network, number, quietly, real
from . import numbers, trial, verdict
from .causes import causes
from .doubts import doubted, fewest
from .learner import Learner, handed_in
from .peel import MOST
from .report import Diagnosis
from .sweep import penalties, problem
from .unseen import of_eta, of_net, of_penalty, of_samples
from .vocabulary import MISTAKES

__all__ = ["MISTAKES", "Diagnosis", "diagnose"]


def diagnose(net, loss, X0, T, dW=None, db=None, function=None, layout=None, penalty=0.0, eta=None):
    """Say whether gradients are right, in which convention, or else which known mistake makes them.

    Hand in numbers, dW and db, or a function(W, b, X0, T) that returns them: it is called on other
    networks too. layout "rows" or "columns" says how the function is called; penalty is the λ of
    ½ λ Σ W² / m, if your loss has it, or (λ, λ) if it has ½ λ Σ b² / m too; eta your η: of the step
    that your sweep has already taken and, if all is right, of a first step that is tried.

    Shapes: net, X0 and T are bpkit's; dW and db those of the net, or of a convention in the
    closed list.
    Errors: ValueError when net, loss, X0 or T do not fit; never for what the learner's function
    does.
    Lesson: 11_break_backprop.
    """
    net, loss = network(net), losses.named(loss)
    asked(net, loss, dW, function, layout)
    in_columns(net, X0)
    eta = None if eta is None else number("eta", eta)
    p = problem(net, loss, X0, T, *penalties(penalty))
    if function is None:
        d = quietly(of_numbers, p, dW, db, layout, eta)
    else:
        d = quietly(of_function, p, function, layout, eta)
    asked_for = *of_eta(p, eta, d), *of_penalty(p, d)
    d = replace(d, unseen=(*of_net(d, function is not None), *d.unseen, *asked_for))
    return replace(d, causes=causes(p, d.convention, eta)) if d.right else d


def of_numbers(p, dW, db, layout, eta):
    """Return the Diagnosis of numbers; what no gradient can be is said first."""
    dW, db = numbers.gradients(dW, db)
    broken = numbers.not_finite(dW, db)
    if broken:
        return Diagnosis(False, sentence=f"Not right: {broken}")

    def ask(p, most=MOST):
        return verdict.of_numbers(p, dW, db, layout, eta, most)

    d = fewest(p, ask)
    if d.right:
        return d
    return doubted(p, d, handed_in(p, dW, db), ask)


def of_function(p, function, layout, eta):
    """Return the Diagnosis of a function; what it does beside returning gradients is said first."""
    learner = Learner(function, p)

    def ask(p, most=MOST):
        return trial.of_function(p, learner, layout, eta, most)

    d = fewest(p, ask)
    handed = learner.different()
    if not handed and learner.unread:
        return Diagnosis(False, sentence=learner.unread)
    if not handed and len({*learner.faults.values()}) == 2:
        return Diagnosis(False, sentence=BOTH.format(**learner.faults))
    d = d if d.right else doubted(p, d, handed, ask)
    return replace(d, unseen=(*d.unseen, *of_samples(learner.samples)))


BOTH = (
    "Handed a row a sample: {rows} Handed a column a sample: {columns} "
    'Say which of the two you use: layout="rows" or layout="columns".'
)


BINARY = (
    'For a sigmoid with the binary cross-entropy, the loss is "logistic", and the last f of net '
    '"identity": the sigmoid lives inside that loss.'
)


def asked(net, loss, dW, function, layout):
    """Raise ValueError for a question that has no answer."""
    output = net.f[-1].name
    binary = f" {BINARY}" if loss is losses.cross_entropy and output == "sigmoid" else ""
    if loss in (losses.logistic, losses.cross_entropy) and output != "identity":
        inside = "sigmoid" if loss is losses.logistic else "softmax"
        raise ValueError(
            f'{inside} lives inside this loss: build the net with output="identity", the last of '
            f"its f (it is {output}).{binary}"
        )
    if loss is losses.cross_entropy and net.sizes[-1] == 1:
        raise ValueError(f"a softmax over one output is always 1. {BINARY}")
    if (dW is None) == (function is None):
        raise ValueError("hand in either dW=…, db=… or function=…, your function(W, b, X0, T)")
    if function is not None and not callable(function):
        raise ValueError(
            "function is not callable: hand it in without calling it, function=backprop"
        )
    if layout not in (None, "rows", "columns"):
        raise ValueError(f'layout is {layout!r}, expected "rows" or "columns"')


def in_columns(net, X0):
    """Raise ValueError for data with a row a sample, as most scripts have them."""
    shape, n = real("X0", X0).shape, net.sizes[0]
    if len(shape) == 2 and shape[0] != n == shape[1]:
        raise ValueError(
            f"X0 has shape {shape}: a row a sample. Here a sample is a column: hand in X0.T and "
            "T.T (your function is still called with rows, if it takes rows)"
        )
