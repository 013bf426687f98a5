"""What must be asked before an accusation: whole numbers, or a penalty that was not told."""

from dataclasses import replace
from itertools import product

import numpy as np

from .numbers import named
from .report import Diagnosis


def doubted(p, d, handed, again):
    """Return the Diagnosis d of gradients that are not right, or a question in its place.

    handed holds (W, Answer) of what was handed in, in the layout of that W; again(p) answers the
    same question for another problem.
    """
    whole = next((words for _, a in handed if (words := integers(a))), "")
    if whole:
        return asking(d, whole)
    for W, a in handed:
        penalty = untold(p, W, a, range(p.net.depth))
        question = None if penalty is None else of_penalty(p, d, penalty, again)
        if question is not None:
            return question
    return d if d.mistakes or d.instead else beside(p, d, handed, again)


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
    for (W, a), l in product(handed, reversed(range(p.net.depth))):
        penalty = untold(p, W, a, [l])
        if penalty is not None and penalty > 0:
            rest = again(p._replace(penalty=penalty))
            if rest.mistakes:
                return with_penalty(p, rest, penalty, f"{penalty:.6g}", (rest.mistakes,), REMAINS)
    return d


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


def untold(p, W, a, layers):
    """Return the λ of a penalty that explains dW = k (∂E/∂W + λ W / m) of layers, or None.

    k is free here, for the whole question is asked again with this λ.
    """
    if not isinstance(a.dW, list) or [v.shape for v in a.dW] != [w.shape for w in W]:
        return None
    turned = not all(np.array_equal(w, v) for w, v in zip(W, p.net.W))
    right = [g.T if turned else g for g in p.grads.W]
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
    had = f", not {p.penalty:g}" if p.penalty else ""
    b = " and × b" if instead and then is RIGHT else ""
    sentence = (
        f"Does your loss have a penalty? Your gradients hold {theirs:.6g} × W{b} besides those of "
        f"the loss. With ½ λ Σ W² / m{' and ½ λ Σ b² / m' * bool(b)} in bpkit's loss, "
        f"λ = {penalty:.6g}{had}, {then}: pass penalty={said}. "
        "Without a penalty, take that term out."
    )
    return Diagnosis(False, (), told.convention, instead, told.unseen, sentence=sentence)
