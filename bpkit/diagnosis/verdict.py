"""Gradients and what is known of them, made into a diagnosis."""

import numpy as np

from . import numbers
from .causes import causes
from .conventions import factors, layouts, unflattened, with_columns
from .faults import Fault
from .peel import readings
from .report import Convention, Diagnosis, Record, records
from .unseen import unseen


def of_numbers(p, dW, db, layout=None, eta=None):
    """Return the Diagnosis of gradients that somebody hands in."""
    dW, db = numbers.gradients(dW, db)
    candidates = list(ways(p.net, dW, db, layout))
    if not candidates:
        return Diagnosis(False, sentence=shapes(p.net, dW))
    tolerance = numbers.tolerance([*(dW if isinstance(dW, list) else [dW]), *(db or [])], p.single)
    return of_found(p, readings(p, candidates, tolerance, eta))


def of_found(p, found, given=None, function=False):
    """Return the Diagnosis of (seen, reading) pairs, the likeliest first."""
    if not found:
        return Diagnosis(False, sentence=shapes(p.net, given.dW))
    return told(p, found, unseen(p, found[0][0], function), function)


def called(net, given, call):
    """Return what a function's gradients may look like in bpkit's layout; nothing if too few."""
    seen = ways(net, given.dW, given.db, "rows" if call.turned else "columns")
    return [in_call(one, call) for one in seen]


def in_call(seen, call):
    """Return gradients with the words for the way in which their function was called."""
    words = (*(("samples in rows",) if call.rows else ()), *seen.words)
    b = [None if v is None else -v if call.threshold else v for v in seen.b]
    words += ("a threshold, x = W X − θ",) if call.threshold else ()
    return seen._replace(b=b, words=words)


def ways(net, dW, db, layout):
    """Yield the gradients in each layout that they may stand in."""
    if not isinstance(dW, list):
        for W, b in unflattened(net, dW):
            yield from marked(layouts(net, W, b, layout), "a flat vector")
        return
    if len(dW) == net.depth and (db is None or len(db) == net.depth):
        for W, b in with_columns(net, dW, db, layout):
            words = () if b is db else ("b as a column of W",)
            yield from marked(layouts(net, W, b, layout), *words)


def marked(seen, *words):
    """Yield gradients with more words for their layout."""
    for one in seen:
        kept = tuple(w for w in one.words if not (words and w == "b as a row"))
        yield one._replace(words=(*kept, *words))


def convention(p, seen, k):
    """Return the Convention of a layout and a factor."""
    words = next((f.words for f in factors(p) if k is not None and f.k == k), ())
    return Convention((*seen.words, *words), 1.0 if k is None else k)


def told(p, found, rest, function=False):
    """Return the Diagnosis of the readings that fit."""
    seen, reading = found[0]
    about = convention(p, seen, reading.k)
    if reading.free:
        return Diagnosis(False, (), about, (), rest, sentence=FREE.format(k=reading.k))
    if reading.below:
        return unexplained(p, seen, reading, about, rest)
    others = alternatives(p, found)
    if not reading.cost:
        return acquitted(p, seen, reading, about, rest)
    mistakes = records(reading.faults)
    if not function and is_threshold(p, mistakes, reading):
        instead = ((mistakes[0],), (threshold(),))
        return Diagnosis(False, (), about, instead, rest, sentence=ASK)
    n = len(mistakes)
    head = (
        "Not right, and it has a name:"
        if n == 1
        else f"Not right: {n} mistakes together make these numbers."
    )
    return Diagnosis(False, mistakes, about, others, rest, sentence=head)


FREE = (
    "Not right: every tensor is {k:.4g} times ours, and no convention explains it. "
    "Is a constant, such as η, multiplied in?"
)
ASK = (
    "Your db has the other sign than dW. Do you compute x = W X − b (a threshold)? "
    "Then all is right. If you compute x = W X + b, change the sign of db."
)


def is_threshold(p, mistakes, reading):
    """Return whether the one mistake is the sign of every bias."""
    flipped = {f.l for f in reading.faults if f.name == "bias_sign"}
    return {r.name for r in mistakes} == {"bias_sign"} and len(flipped) == p.net.depth


def threshold():
    """Return the record of a threshold user, which is no mistake."""
    words = (
        "x(l+1) = W(l) X(l) − b(l): with a threshold, ∂E/∂b has the other sign, and all is right"
    )
    return Record("threshold", 0, "b", words, 7, "06_weight_and_bias_gradients")


def alternatives(p, found):
    """Return the records of the other readings, each set of names once."""
    kept = {frozenset(f.name for f in found[0][1].faults): ()}
    for _, reading in found[1:]:
        kept.setdefault(frozenset(f.name for f in reading.faults), records(reading.faults))
    return tuple(kept.values())[1:]


def acquitted(p, seen, reading, about, rest):
    """Return the Diagnosis of right gradients, with what else may be the trouble."""
    twice = p.m > 1 and "1/m twice" in about.words
    instead = (records([Fault("mean_twice", p.net.depth - 1)]),) if twice else ()
    head = "Right: your gradients are those of bpkit"
    head += " in another convention." if about.words else " to the last digit that counts."
    return Diagnosis(True, (), about, instead, rest, causes(p, about), head)


def where(p, reading):
    """Return what is right above the layer that nothing explains."""
    if reading.below == p.net.depth:
        return ""
    fits = "a known mistake explains it" if reading.cost else "all is right"
    return f"Above W[{reading.below - 1}], {fits}. "


def unexplained(p, seen, reading, about, rest):
    """Return the Diagnosis of numbers that no known mistake makes: what differs first."""
    l = reading.below - 1
    above = where(p, reading)
    said = f"Not right. {above}From W[{l}] down no known mistake explains it: "
    said += first(p, seen, l, about.factor)
    instead = (records(reading.faults),) if reading.faults else ()
    return Diagnosis(False, (), about, instead, rest, sentence=said)


def first(p, seen, l, k):
    """Return the first entry of layer l that differs, with the terms of its sum."""
    pairs = (("W", seen.W[l], p.grads.W[l]), ("b", seen.b[l], p.grads.b[l]))
    for name, a, right in pairs:
        if a is None:
            continue
        if a.shape != right.shape:
            return f"d{name}[{l}] has shape {a.shape} in columns, expected {right.shape}."
        gap = ~np.isclose(a, k * right, rtol=1e-6, atol=1e-9 * np.abs(k * right).max())
        if gap.any():
            at = tuple(int(i) for i in np.argwhere(gap)[0])
            expected = f"{k * right[at]:.6g} = {terms(p, name, l, at, k)}"
            return f"d{name}[{l}]{list(at)} is {a[at]:.6g}, expected {expected}."
    return "the numbers above it fit in no way that fits here too."


def terms(p, name, l, at, k):
    """Return the sum over the samples that makes one entry."""
    dx = p.delta[l + 1][at[0]] * p.net.f[l].prime(p.x[l + 1])[at[0]] * k
    X = p.X[l][at[1]] if name == "W" else np.ones(p.m)
    shown = [f"({a:.4g})({b:.4g})" if name == "W" else f"({a:.4g})" for a, b in zip(dx, X)]
    meaning = "δ f′ times X" if name == "W" else "δ f′"
    return " + ".join(shown[:4]) + (" + …" if p.m > 4 else "") + f", {meaning}, a term a sample"


def shapes(net, dW):
    """Return the sentence for gradients whose shapes fit no layout."""
    found = [a.shape for a in dW] if isinstance(dW, list) else dW.shape
    if isinstance(found, list) and len(found) == net.depth:
        for l, (s, w) in enumerate(zip(found, net.W)):
            if s not in (w.shape, w.shape[::-1]):
                return (
                    f"dW[{l}] has shape {s}, W[{l}] has {w.shape}: "
                    "a gradient has the shape of its W."
                )
    return (
        f"dW has shapes {found}, expected {[w.shape for w in net.W]}, those of net.W "
        "(or all of them transposed, for samples in rows)."
    )
