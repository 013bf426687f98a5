"""What a function's gradients on several problems have in common, made into one diagnosis."""

from dataclasses import replace
from typing import NamedTuple

from . import probes
from .calls import answer
from .conventions import scale
from .peel import MOST, readings
from .report import Diagnosis
from .verdict import called, of_found, searches

SEEDS = (1, 2)


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
    if m not in (1, p.m):
        yield probes.generic(p, 5, p.m)  # for a function that has its number of samples built in
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
            parts.append(Part(q, searches(q, seen, given.dW, given.db, eta)))
    return agreed(p, parts, most) if parts else Diagnosis(False, sentence=given.fault)


def agreed(p, parts, most):
    """Return the Diagnosis of the readings that no problem contradicts.

    Right for as many samples as the learner has is right: what is wrong for another number of them
    counts if it has a name, and not even then if that is how one sample is written.
    """
    wrong = faulty(parts)
    told, fewer = shared(wrong, most), wrong
    one = p.m == 1 and told is not None and told.names & OF_ONE_SAMPLE
    for alike in (lambda m: (m > 1) == (p.m > 1), lambda m: m == p.m):
        own = faulty([part for part in parts if alike(part.q.m)])
        if len(own) != len(fewer) and (not told.sure or one):
            told, fewer, one = shared(own, most), own, False
    if told is None:
        d = of_found(p, parts[-1].right(), function=True)
    else:
        d = restated(p, of_found(told.q, told.pairs, function=True))
    if told is not None and not told.sure and d.mistakes:
        return Diagnosis(False, (), d.convention, (d.mistakes, *d.instead), d.unseen, (), UNSURE)
    own_m = fewer is not wrong and (told is None or told.sure)
    return d.with_more(d.instead, (OTHER_M,) if own_m else ())


def faulty(parts):
    """Return the problems on which a function is not right."""
    return [part for part in parts if not part.right()]


OF_ONE_SAMPLE = {"bias_not_summed", "softmax_whole_batch"}
OTHER_M = (
    "for another number of samples, your function does not do the same: what is said here is for "
    "as many as your X0 has; ask with another number if it takes one."
)
UNSURE = (
    "Not right, and no known mistake explains what your function gives on every network and data "
    "that it was tried on: does it use the W, b, X0 and T that it is handed, all of them? What "
    "follows fits on one of them only."
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
