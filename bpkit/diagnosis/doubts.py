"""What must be asked before an accusation: whole numbers, or a penalty that was not told."""

from dataclasses import replace
from itertools import product

import numpy as np

from .numbers import named
from .peel import MOST
from .report import Diagnosis
from .slopes import Slopes, tops


def doubted(p, d, handed, again):
    """Return the Diagnosis d of gradients that are not right, or a question in its place.

    handed holds (W, Answer) of what was handed in, in the layout of that W; again(p) answers the
    same question for another problem.
    """
    whole = next((words for _, a in handed if (words := integers(a))), "")
    if whole:
        return asking(d, whole)
    for W, a in handed:
        penalty = untold(p, W, a, p.grads.W)
        question = None if penalty is None else of_penalty(p, d, penalty, again)
        if question is not None:
            return question
    return d if d.mistakes or d.instead else beside(p, d, handed, again)


def fewest(p, ask):
    """Return the Diagnosis of the fewest mistakes: a told penalty may be one that is not over m."""
    if p.m == 1 or not (p.penalty or p.penalty_b):
        return ask(p, MOST)
    not_over_m = p._replace(penalty=p.penalty * p.m, penalty_b=p.penalty_b * p.m)
    for most in (1, MOST):
        d = ask(p, most)
        if d.right:
            return d
        other = ask(not_over_m, most)
        if d.mistakes or other.right or other.mistakes:
            break
    if not other.mistakes or 0 < len(d.mistakes) <= len(other.mistakes):
        return d
    return other.with_more(other.instead, (OVER_M.format(p.penalty or p.penalty_b, p.m),))


OVER_M = (
    "your λ = {0:g} is read as that of ½ λ Σ W², not over m: penalty={0:g} * {1} says the same. If "
    "your loss has ½ λ Σ W² / m, your gradients lack that / m."
)


def of_penalty(p, d, penalty, again):
    """Return the question about a penalty, if all is right with it, on W alone or on b too."""
    on_W = again(p._replace(penalty=penalty))
    if penalty < 0:
        said = SUBTRACTED.format(-penalty / p.m)
        return asking(replace(d, mistakes=()), said) if on_W.right else None
    if on_W.right:
        return with_penalty(p, on_W, penalty, f"{penalty:.6g}", ())
    too = again(p._replace(penalty=penalty, penalty_b=penalty))
    both = f"({penalty:.6g}, {penalty:.6g})"
    return with_penalty(p, too, penalty, both, (on_W.mistakes,)) if too.right else None


def beside(p, d, handed, again):
    """Return the question about a penalty, if with that of one layer all the rest has a name."""
    for (W, a), of_layer in product(handed, alone(p)):
        penalty = untold(p, W, a, of_layer)
        if penalty is not None and penalty > 0:
            rest = again(p._replace(penalty=penalty))
            if rest.mistakes:
                return with_penalty(p, rest, penalty, f"{penalty:.6g}", (rest.mistakes,), REMAINS)
    return d


def alone(p):
    """Yield ∂E/∂W of one layer, None for the others: right, or of what is wrong at the output."""
    for l in reversed(range(p.net.depth)):
        yield [g if k == l else None for k, g in enumerate(p.grads.W)]
    last = p.net.depth - 1
    slopes = [slope for _, _, slope in Slopes(p, last).fixed]
    for (_, delta), slope in product(tops(p), slopes):
        yield [*[None] * last, (delta * slope) @ p.X[last].T]


SUBTRACTED = (
    "Not right: your gradients hold −{:.6g} × W besides those of the loss. The gradient of a "
    "penalty ½ λ Σ W² / m is + λ W / m: it pulls weights to 0, and with a minus pushes them away."
)


def asking(d, sentence):
    """Return a Diagnosis that asks: what would have been named stands in instead."""
    instead = (d.mistakes,) if d.mistakes else ()
    return Diagnosis(False, (), d.convention, (*instead, *d.instead), sentence=sentence)


def integers(a):
    """Return a sentence for gradients in arrays of integers, or none."""
    tensors = named(a.dW, a.db)
    whole = [name for name, v in tensors.items() if v.dtype.kind in "biu"]
    if not whole:
        return ""
    return (
        f"Not right: {' and '.join(whole)} {'hold' if whole[1:] else 'holds'} integers "
        f"({tensors[whole[0]].dtype}), so every digit after the point is cut off. Make the array "
        "with np.zeros(W[l].shape), which holds floats, not with zeros_like of integers; then ask "
        "again."
    )


def untold(p, W, a, dE_dW):
    """Return the λ of a penalty that explains dW = k (∂E/∂W + λ W / m), or None.

    Layers whose dE_dW is None are left out. k is free here, for the whole question is asked again
    with this λ.
    """
    if not isinstance(a.dW, list) or [v.shape for v in a.dW] != [w.shape for w in W]:
        return None
    turned = not all(np.array_equal(w, v) for w, v in zip(W, p.net.W))
    layers = [l for l, g in enumerate(dE_dW) if g is not None]
    right = {l: dE_dW[l].T if turned else dE_dW[l] for l in layers}
    g, w, y = (np.concatenate([part[l].ravel() for l in layers]) for part in (right, W, a.dW))
    if len(y) < 4 or not g.any():
        return None
    (k, c), *_ = np.linalg.lstsq(np.column_stack([g, w]), y, rcond=None)
    small = (1e-4 if y.dtype == np.float32 else 1e-9) * np.abs(y).max()
    seen = np.abs(k * g).max() > 10 * small < np.abs(c * w).max()
    exact = np.abs(y - k * g - c * w).max() <= small
    penalty = float(c / k * p.m) if seen and exact else 0.0
    return None if not penalty or np.isclose(penalty, p.penalty) else penalty


RIGHT, REMAINS = "all is right", "what remains has a name"


def with_penalty(p, told, penalty, said, instead, then=RIGHT):
    """Return the question whether the loss has a penalty, with which all is as told."""
    theirs = abs(told.convention.factor) * penalty / p.m
    question, other, otherwise = beside_told(p, penalty)
    b = " and × b" if instead and then is RIGHT else ""
    sentence = (
        f"{question} Your gradients hold {theirs:.6g} × W{b} besides those of "
        f"the loss. With ½ λ Σ W² / m{' and ½ λ Σ b² / m' * bool(b)} in bpkit's loss, "
        f"λ = {penalty:.6g}{other}, {then}: pass penalty={said}. {otherwise}"
    )
    return Diagnosis(False, (), told.convention, instead, told.unseen, sentence=sentence)


def beside_told(p, penalty):
    """Return the question about a λ, what is said of it beside the told one, and what if not."""
    if not p.penalty:
        return "Does your loss have a penalty?", "", "Without a penalty, take that term out."
    told = f"{p.penalty:g}"
    if np.isclose(penalty, p.penalty * p.m):
        why = "If your loss has that / m, your gradients lack it."
        return "Is your penalty ½ λ Σ W², not over m?", f" (your {told} × m)", why
    why = f"If λ is {told}, that term is wrong in your gradients."
    return "Is your λ another?", f", not {told}", why
