"""A learner's function, tried on their own network and on probes, made into one diagnosis."""

from dataclasses import replace
from typing import NamedTuple

from . import numbers, probes
from .calls import answer
from .conventions import scale
from .faults import Fault
from .peel import MOST, Search, readings
from .report import Diagnosis, records
from .verdict import arrays, called, of_found

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
    """One problem, and a search for each way to look at a function's gradients there."""

    q: object
    searches: list

    def right(self):
        """Return (seen, reading) pairs without a mistake, if there are any."""
        found = readings(self.searches, 0)
        return [] if found[0][1].below else found

    def wrong(self, most, only=None):
        """Return (seen, reading) pairs of gradients that are not right."""
        return readings(self.searches, most, only, 1)

    def holds(self, reading):
        """Return whether a reading of another problem, or a part of it, explains this one."""
        here = self.wrong(MOST, reading.names)[0][1]
        return here.free if reading.free else not here.below


def problems(p, call):
    """Yield the probes, the most telling first, then the learner's own problem."""
    m = 1 if call.single or p.m == 1 else 5
    for seed in SEEDS:
        yield probes.generic(p, seed, m)
    if m == 1 and not call.single:
        yield probes.generic(p, 3, 5)
    if m > 1:
        yield probes.generic(p, 4, 1)
    yield p


def joined(p, function, call, eta, most=MOST):
    """Return the Diagnosis that fits the function on every problem that it survives."""
    parts, given = [], None
    for q in problems(p, call):
        given = answer(function, call.arguments(q.net, q.X[0], q.T))
        if not given.fault:
            seen = called(q.net, given, call)
            if not seen:
                return of_found(q, [], given)
            tolerance = numbers.tolerance(arrays(given.dW, given.db), q.single)
            parts.append(Part(q, [Search(q, one, tolerance, eta) for one in seen]))
    return agreed(p, parts, most) if parts else Diagnosis(False, sentence=given.fault)


def agreed(p, parts, most):
    """Return the Diagnosis of the readings that no problem contradicts.

    Right for as many samples as the learner has is right: what is wrong for another number of them
    counts if it has a name, and not even then if that is how one sample is written.
    """
    alike = [part for part in parts if (part.q.m > 1) == (p.m > 1)] or parts
    wrong = [part for part in parts if not part.right()]
    own = [part for part in alike if not part.right()]
    told = shared(wrong, most)
    here = len(own) != len(wrong) and (not told.sure or (p.m == 1 and told.names & OF_ONE_SAMPLE))
    told = shared(own, most) if here else told
    if told is None:
        d = of_found(p, alike[-1].right(), function=True)
    else:
        d = restated(p, of_found(told.q, told.pairs, function=True))
    return d.with_more(d.instead, (OTHER_M,)) if here else d


OF_ONE_SAMPLE = {"bias_not_summed", "softmax_whole_batch"}
OTHER_M = (
    "for one sample and for several at once, your function does not do the same: what is said here "
    "is for as many as your X0 has; ask with another number if it takes one."
)


class Shared(NamedTuple):
    """The (seen, reading) pairs of a problem, and whether they hold on all the others."""

    q: object
    pairs: list
    sure: bool

    @property
    def names(self):
        """The names of the mistakes in the likeliest reading."""
        return self.pairs[0][1].names


def shared(parts, most):
    """Return what all parts share, or else what explains the most in one of them."""
    known, dark = [], set()
    for part in parts:
        found = part.wrong(1 if part.q.m in dark else most)
        if unread(found):
            dark.add(part.q.m)  # a second look at as many samples would see no more
        others = [other for other in parts if other is not part]
        kept = [pair for pair in found if all(other.holds(pair[1]) for other in others)]
        if kept and not unread(found):
            return Shared(part.q, kept, True)
        known.append(Shared(part.q, found, False))
    explained = [one for one in known if not unread(one.pairs)] or known[-1:]
    return max(explained, key=lambda one: (one.pairs[0][1].cost, one.q.m > 1), default=None)


def unread(found):
    """Return whether nothing explains these (seen, reading) pairs."""
    return found[0][1].below > 0 and not found[0][1].free


def restated(p, d):
    """Return what was found on a probe with the factor that it is for the learner's own samples."""
    return replace(d, convention=d.convention._replace(factor=scale(p, d.convention.words)))
