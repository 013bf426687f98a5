"""Gradients and what is known of them, made into a diagnosis."""

from . import numbers, unexplained
from .conventions import factors, layouts, unflattened, with_columns
from .faults import Fault
from .peel import MOST, Search, readings
from .report import Convention, Diagnosis, Record, records
from .unseen import STATE, unseen


def of_numbers(p, dW, db, layout=None, eta=None, most=MOST):
    """Return the Diagnosis of gradients that somebody hands in."""
    dW, db = numbers.gradients(dW, db)
    candidates = list(ways(p.net, dW, db, layout))
    if not candidates:
        return Diagnosis(False, sentence=shapes(p.net, dW))
    found = readings(searches(p, candidates, dW, db, eta), most)
    return lying(p, of_found(p, found), *found[0], db, layout)


def searches(p, candidates, dW, db, eta):
    """Return a Search for each way that the gradients dW and db may be looked at."""
    tolerance = numbers.tolerance(arrays(dW, db), p.single)
    return [Search(p, seen, tolerance, eta) for seen in candidates]


def arrays(dW, db):
    """Return every array of a learner's gradients."""
    return [*(dW if isinstance(dW, list) else [dW]), *(db or [])]


def lying(p, d, seen, reading, db, layout):
    """Return a diagnosis with its reading for W that lie the other way, if nothing tells which."""
    had = {f.l for f in reading.faults if f.name == TRANSPOSED}
    rest = [f for f in reading.faults if f.name != TRANSPOSED]
    more = [Fault(TRANSPOSED, l) for l in reversed(range(p.net.depth)) if l not in had]
    square = all(w.shape[0] == w.shape[1] for w in p.net.W)
    mute = layout is None and shown(db) != ("rows" if TURNED in seen.words else "columns")
    if not mute or not more or not (d.mistakes or (d.right and square and TURNED in seen.words)):
        return d
    return d.with_more((*d.instead, records([*more, *rest])), (LYING,))


TRANSPOSED, TURNED = "weight_gradient_transposed", "W as (n_in, n_out)"
LYING = (
    "numbers cannot show which way your own W lie: if not as read here, every dW is transposed; "
    'layout="rows", for W as (n_in, n_out), or "columns" decides.'
)


def shown(db):
    """Return which way the biases say that W lie, if they do: as columns or as rows."""
    longer = [v.shape for v in db or [] if v is not None and v.ndim == 2 and v.size > 1]
    if longer and all(shape[1] == 1 for shape in longer):
        return "columns"
    return "rows" if longer and all(shape[0] == 1 for shape in longer) else ""


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
        instead = (records(reading.faults),) if reading.faults else ()
        said = unexplained.said(p, seen, reading, about.factor)
        return Diagnosis(False, (), about, instead, () if function else (STATE,), sentence=said)
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
    if p.penalty and not p.penalty_b and any(b.any() for b in given_b(p, seen)):
        rest = (*rest, ON_W)
    head = "Right: your gradients are those of bpkit"
    head += " in another convention." if about.words else " to the last digit that counts."
    return Diagnosis(True, (), about, instead, rest, sentence=head)


ON_W = (
    "penalty=λ is taken to be on W alone: if your loss has ½ λ Σ b² / m too, "
    "call with penalty=(λ, λ)."
)


def given_b(p, seen):
    """Return the biases whose gradients were handed in."""
    return [b for b, g in zip(p.net.b, seen.b) if g is not None]


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
