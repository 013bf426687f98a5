"""A learner's function, tried on their own network and on probes, made into one diagnosis."""

from dataclasses import replace

from . import conduct, probes
from .agreement import OTHER_M, joined
from .faults import Fault
from .peel import MOST, readings
from .report import Diagnosis, records
from .verdict import called, of_found, searches


def of_function(p, function, layout=None, eta=None, most=MOST):
    """Return the Diagnosis of a function (W, b, X0, T)."""
    kept, plain_fault = [], ""
    for table in (probes.PLAIN, probes.MIXED):
        found, fault = probes.ways(function, p, layout, table)
        plain_fault = plain_fault or fault
        tried = [one_layout(p, function, call, given, eta, most) for call, given in found]
        kept += tried
        if any(d.right or d.mistakes for d in tried):
            break
    if not kept and p.m > 1:
        return alone(p, function, layout, eta, most, plain_fault)
    if not kept:
        return Diagnosis(False, sentence=plain_fault)
    return likeliest(kept)


def likeliest(tried):
    """Return the Diagnosis of the fewest mistakes; those under other layouts go into `instead`."""
    best, *others = sorted(tried, key=order)
    more = [d.mistakes for d in others if d.mistakes and names(d) != names(best) and not best.right]
    side = "rows" if "samples in rows" in best.convention.words else "columns"
    told = (BOTH.format(best=side),) if more else ()
    return best.with_more((*best.instead, *more), told)


def order(d):
    """Return the key that puts a right diagnosis first, then one that names what is wrong.

    Of those that name nothing, the first is as good as any.
    """
    named = d.right or d.mistakes
    return not d.right, not d.mistakes, len(d.mistakes), len(d.convention.words) if named else 0


BOTH = (
    'your function runs in rows and in columns: read in {best}; layout="rows" or "columns" decides.'
)


def names(d):
    """Return the set of mistakes of a diagnosis."""
    return {r.name for r in d.mistakes}


def alone(p, function, layout, eta, most, fault):
    """Return the Diagnosis of a function that takes one sample at a time, or of its failure."""
    first = p.of_sample(0)
    found, _ = probes.ways(function, first, layout)
    if not found:
        return Diagnosis(False, sentence=fault)
    return of_function(first, function, layout, eta, most)


def one_layout(p, function, call, given, eta, most):
    """Return the Diagnosis under one way to call the function."""
    trouble = conduct.disturbance(function, call, p)
    if trouble == "accumulates":
        return accumulating(p, function, call, eta)
    names = conduct.ignored(function, call, p)
    if names:
        return of_its_own(p, call, given, eta, names)
    found = either_penalty(p, function, call, given, eta, most)
    return disturbing(found, trouble) if trouble else found


def accumulating(p, function, call, eta):
    """Return the Diagnosis of a function that keeps what it returned, and of what it adds to it."""
    added = conduct.added(function, call, p)
    d = Diagnosis(False) if added.fault else of_answer(p, call, added, eta)
    kept = records([Fault("accumulates", p.net.depth - 1)])
    said = "Not right: two calls with the same arguments differ."
    return Diagnosis(False, (*kept, *d.mistakes), d.convention, sentence=said)


def disturbing(d, trouble):
    """Return the Diagnosis of a function that does more than return gradients, with its trouble."""
    if d.right:
        said = f"{trouble} The gradients that it returns are right."
        return replace(d, right=False, instead=(), sentence=said)
    if d.mistakes:
        return replace(d, sentence=f"{trouble} And the gradients are not right:")
    return Diagnosis(False, sentence=trouble)


def of_answer(p, call, given, eta):
    """Return the Diagnosis of what one call has given, whatever other calls give."""
    found = searches(p, called(p.net, given, call), given.dW, given.db, eta)
    return of_found(p, readings(found) if found else [], given)


def of_its_own(p, call, given, eta, names):
    """Return the Diagnosis of a function that does not use what it is handed: of its numbers."""
    d = of_answer(p, call, given, eta)
    if "T" in names and not d.right:
        return Diagnosis(False, sentence=WITHOUT_T)
    return d.with_more(d.instead, (OF_ITS_OWN.format(names=" and ".join(names)),))


WITHOUT_T = (
    "Not right: your function does not use the T that it is handed: whatever T is, the gradients "
    "are the same. δ(L) needs it: delta[L] = (X[L] - T) / m for the squared error."
)
OF_ITS_OWN = (
    "your function does not use the {names} that it is handed, but something of its own, so what "
    "is said here is of these numbers alone: use its arguments, then other networks tell more."
)


def either_penalty(p, function, call, given, eta, most):
    """Return the Diagnosis with the penalty over m, as here, or as a term that m does not touch."""
    d = of_call(p, function, call, given, eta, most)
    told = d.right or d.mistakes
    if (told and OTHER_M not in d.unseen) or not (p.penalty or p.penalty_b):
        return d
    other = of_call(p._replace(over_m=False), function, call, given, eta, most)
    return min(d, other, key=lambda d: (*order(d), OTHER_M in d.unseen))


def of_call(p, function, call, given, eta, most):
    """Return the Diagnosis under one way to call a function that is tried on probes."""
    if all(v is None for seen in called(p.net, given, call) for v in seen.b):
        p = p._replace(bare=True)
    plain = joined(p, function, call, eta, most)
    if plain.right or not any(v.any() for v in p.net.b):
        return plain
    fewer = len(plain.mistakes) - 1 if plain.mistakes else most
    return min(plain, joined(p, function, call._replace(threshold=True), eta, fewer), key=order)
