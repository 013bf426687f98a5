"""A learner's function, tried on their own network and on probes, made into one diagnosis."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from . import numbers, probes
from .calls import answer
from .conventions import scale
from .faults import Fault
from .peel import MOST, readings
from .report import Diagnosis, records
from .verdict import called, of_found

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
    if all(v is None for seen in called(p.net, given, call) for v in seen.b):
        p = p._replace(bare=True)
    plain = joined(p, function, call, eta)
    if plain.right or not any(v.any() for v in p.net.b):
        return plain
    fewer = len(plain.mistakes) - 1 if plain.mistakes else MOST
    return min(plain, joined(p, function, call._replace(threshold=True), eta, fewer), key=order)


class Part(NamedTuple):
    """One problem, and what the gradients of a function may look like there."""

    q: object
    seen: list
    tolerance: float

    def read(self, eta, most=MOST, only=None):
        """Return (seen, reading) pairs, as `readings` does."""
        return readings(self.q, self.seen, self.tolerance, eta, most, only)

    def holds(self, reading, eta):
        """Return whether a reading of another problem, or a part of it, explains this one."""
        return not self.read(eta, only=reading.names)[0][1].below


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


def joined(p, function, call, eta, most=MOST):
    """Return the Diagnosis that fits the function on every problem that it survives."""
    parts = []
    for q in problems(p, call):
        given = answer(function, call.arguments(q.net, q.X[0], q.T))
        if not given.fault:
            seen = called(q.net, given, call)
            if not seen:
                return of_found(q, [], given)
            tolerance = numbers.tolerance([*given.dW, *(given.db or [])], q.single)
            parts.append(Part(q, seen, tolerance))
    return agreed(p, parts, eta, most)


def agreed(p, parts, eta, most):
    """Return the Diagnosis of the readings that no problem contradicts."""
    wrong = [part for part in parts if part.read(eta, 0)[0][1].below]
    if not wrong:
        return of_found(p, parts[-1].read(eta, 0), function=True)
    known, dark = [], set()
    for part in wrong:
        found = part.read(eta, 1 if part.q.m in dark else most)
        others = [other for other in wrong if other is not part]
        kept = [pair for pair in found if all(other.holds(pair[1], eta) for other in others)]
        if kept:
            return restated(p, of_found(part.q, kept, function=True))
        known.append((part.q, found))
        dark |= {part.q.m} if found[0][1].below else set()  # a second look would see no more
    explained = [(q, found) for q, found in known if not found[0][1].below] or known[-1:]
    q, found = max(explained, key=lambda part: (part[1][0][1].cost, part[0].m > 1))
    return restated(p, of_found(q, found, function=True))


def restated(p, d):
    """Return what was found on a probe with the factor that it is for the learner's own samples."""
    return replace(d, convention=d.convention._replace(factor=scale(p, d.convention.words)))
