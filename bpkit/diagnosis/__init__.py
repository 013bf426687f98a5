"""Which known mistake makes these gradients? Hand in your own, and hear what is wrong."""

from .. import losses
from ..door import network, number
from . import trial, verdict
from .report import Diagnosis
from .sweep import penalties, problem
from .vocabulary import MISTAKES

__all__ = ["MISTAKES", "Diagnosis", "diagnose"]


def diagnose(net, loss, X0, T, dW=None, db=None, function=None, layout=None, penalty=0.0, eta=None):
    """Say whether gradients are right, in which convention, or else which known mistake makes them.

    Hand in numbers, dW and db, or a function(W, b, X0, T) that returns them: it is called on other
    networks too. layout "rows" or "columns" says how the function is called; penalty is the λ of
    ½ λ Σ W² / m, if your loss has it, or (λ, λ) if it has ½ λ Σ b² / m too; eta the η of the step
    that your sweep has already taken.

    Shapes: net, X0 and T are bpkit's; dW and db those of the net, or of a convention in the
    closed list.
    Errors: ValueError when net, loss, X0 or T do not fit; never for what the learner's function
    does.
    Lesson: 11_break_backprop.
    """
    net, loss = network(net), losses.named(loss)
    asked(net, loss, dW, function, layout)
    eta = None if eta is None else number("eta", eta)
    p = problem(net, loss, X0, T, *penalties(penalty))
    if function is not None:
        return trial.of_function(p, function, layout, eta)
    return verdict.of_numbers(p, dW, db, layout, eta)


def asked(net, loss, dW, function, layout):
    """Raise ValueError for a question that has no answer."""
    output = net.f[-1].name
    if loss in (losses.logistic, losses.cross_entropy) and output != "identity":
        inside = "sigmoid" if loss is losses.logistic else "softmax"
        raise ValueError(
            f'{inside} lives inside this loss: build the net with output="identity" '
            f"(its output is {output})"
        )
    if (dW is None) == (function is None):
        raise ValueError("hand in either dW=…, db=… or function=…, your function(W, b, X0, T)")
    if function is not None and not callable(function):
        raise ValueError(
            "function is not callable: hand it in without calling it, function=backprop"
        )
    if layout not in (None, "rows", "columns"):
        raise ValueError(f'layout is {layout!r}, expected "rows" or "columns"')
