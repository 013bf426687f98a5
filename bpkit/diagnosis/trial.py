"""A learner's function, tried on their own network and on probes, made into one diagnosis."""

from dataclasses import replace

import numpy as np

from . import numbers, probes
from .calls import answer
from .conventions import scale
from .faults import Fault
from .peel import readings
from .report import Diagnosis, records
from .verdict import of_found, rowed

SEEDS = (1, 2)


def of_function(p, function, layout=None, eta=None):
    """Return the Diagnosis of a function (W, b, X0, T)."""
    kept, plain_fault = [], ""
    for table in (probes.PLAIN, probes.MIXED):
        found, fault = probes.ways(function, p, layout, table)
        plain_fault = plain_fault or fault
        tried = [one_layout(p, function, call, given, eta) for call, given in found]
        kept += tried
        if any(d.right or d.mistakes for d in tried):
            break
    if not kept and p.m > 1:
        return alone(p, function, layout, eta, plain_fault)
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
    """Return the key that puts a right diagnosis first, then one that names what is wrong."""
    return not d.right, not d.mistakes, len(d.mistakes), len(d.convention.words)


BOTH = (
    'your function runs in rows and in columns: read in {best}; layout="rows" or "columns" decides.'
)


def names(d):
    """Return the set of mistakes of a diagnosis."""
    return {r.name for r in d.mistakes}


def alone(p, function, layout, eta, fault):
    """Return the Diagnosis of a function that takes one sample at a time, or of its failure."""
    first = p.of_sample(0)
    found, _ = probes.ways(function, first, layout)
    return of_function(first, function, layout, eta) if found else Diagnosis(False, sentence=fault)


def one_layout(p, function, call, given, eta):
    """Return the Diagnosis under one way to call the function."""
    trouble = probes.disturbance(function, call, p)
    if trouble == "accumulates":
        mistakes = records([Fault("accumulates", p.net.depth - 1)])
        return Diagnosis(
            False, mistakes, sentence="Not right: two calls with the same arguments differ."
        )
    if trouble:
        return Diagnosis(False, sentence=trouble)
    if given.db is None:
        p = p._replace(bare=True)
    plain = joined(p, function, call, eta)
    if plain.right or not any(v.any() for v in p.net.b):
        return plain
    turned = joined(p, function, call._replace(threshold=True), eta)
    return min(plain, turned, key=order)


def problems(p, call):
    """Yield the probes, the most telling first, then the learner's own problem."""
    m = 1 if call.single or p.m == 1 else 5
    for seed in SEEDS:
        yield probes.generic(p, np.random.default_rng(seed), m, 1.0)
    if m == 1 and not call.single:
        yield probes.generic(p, np.random.default_rng(3), 5, 1.0)
    if m > 1:
        yield probes.generic(p, np.random.default_rng(4), 1, 1.0)
    yield p


def joined(p, function, call, eta):
    """Return the Diagnosis that fits the function on every problem that it survives."""
    fitted = []
    for q in problems(p, call):
        given = answer(function, call.arguments(q.net, q.X[0], q.T))
        if not given.fault:
            seen = rowed(q.net, given, call)
            if seen is None:
                return of_found(q, [], given)
            fitted.append((q, seen, best_of(q, seen, given, eta)))
    return agreed(p, fitted, call)


def best_of(q, seen, given, eta):
    """Return the readings on one problem; right ones alone where there are any."""
    tolerance = numbers.tolerance([*given.dW, *(given.db or [])], q.single)
    right = readings(q, seen, tolerance, eta, 0)
    return right if not right[0].below else readings(q, seen, tolerance, eta)


def agreed(p, fitted, call):
    """Return the Diagnosis of the readings that no problem contradicts."""
    wrong = [(q, seen, found) for q, seen, found in fitted if found[0].below or found[0].cost]
    if not wrong:
        return of_found(p, [(fitted[-1][1], fitted[-1][2][0])], function=True)
    explained = [(q, seen, found) for q, seen, found in wrong if not found[0].below]
    if not explained:
        q, seen, found = wrong[-1]
        return restated(p, of_found(q, [(seen, found[0])], function=True))
    q, seen, found = max(explained, key=lambda part: (part[2][0].cost, part[0].m > 1))
    kept = [r for r in found if all(allowed(r, other) for _, _, other in explained)] or found
    return restated(p, of_found(q, [(seen, r) for r in kept], function=True))


def restated(p, d):
    """Return what was found on a probe with the factor that it is for the learner's own samples."""
    return replace(d, convention=d.convention._replace(factor=scale(p, d.convention.words)))


def allowed(reading, others):
    """Return whether a reading is among those of another problem, or is hidden there."""
    mine = {f.name for f in reading.faults}
    return any({f.name for f in other.faults} <= mine for other in others)
