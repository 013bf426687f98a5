"""Peels a learner's gradients from the output down: the fewest mistakes that reproduce them.

Layer by layer, every δ that may arrive meets every slope and every form at once. What reproduces
the layer's numbers goes on, by each way down; what reaches the input is a reading.
"""

from typing import NamedTuple

import numpy as np

from .conventions import factors
from .faults import Fault
from .layer import Chain, Layer
from .proportion import Judge, simple
from .slopes import tops
from .vocabulary import MISTAKES

MOST = 4  # mistakes in one reading
WIDEST = 300  # chains that are followed through a layer
WORK = 5e9  # multiplications after which the search gives up


class Reading(NamedTuple):
    """Faults and a factor that reproduce every number; `below` layers are not explained.

    With `free`, all that can be said is that every tensor is k times ours, for no reason known.
    """

    faults: tuple
    k: float | None
    below: int = 0
    free: bool = False

    @property
    def cost(self):
        """The number of mistakes; the same one in several layers counts once."""
        return cost(self.faults)

    @property
    def names(self):
        """The set of the names of the mistakes."""
        return frozenset(f.name for f in self.faults)


class Menu(NamedTuple):
    """Which mistakes chains may have: one more of `only` (None is any), or those they have."""

    more: bool
    only: frozenset | None
    had: set

    def __bool__(self):
        """Return whether there is anything on it."""
        return self.more or bool(self.had)

    def has(self, name):
        """Return whether a mistake of this name may be next; None is no mistake."""
        new = self.more and (self.only is None or name in self.only)
        return name is None or new or kind(Fault(name, 0)) in self.had


def kind(fault):
    """Return what makes two faults one mistake: f′ left out is one, wherever it is."""
    if fault.name in ("f_prime_missing_hidden", "f_prime_missing_output"):
        return "f_prime_missing"
    return (fault.name, fault.l, fault.detail) if fault.name.startswith("stray") else fault.name


def cost(faults):
    """Return the number of mistakes; a stray factor weighs two, as it explains much with little."""
    kinds = {kind(f) for f in faults}
    return len(kinds) + sum(isinstance(k, tuple) for k in kinds)


def rank(reading):
    """Return the key that puts the likeliest first: fewest mistakes, then most often met."""
    met = sum(MISTAKES[name].count for name in reading.names)
    odd = sum(f.name.startswith("stray") for f in reading.faults)
    return reading.below, reading.cost, odd, -met


class Search:
    """A search from the output down for what makes the gradients seen, in bpkit's layout."""

    def __init__(self, p, seen, tolerance, eta=None):
        """Prepare what depends on no δ."""
        self.p, self.seen, self.eta, self.only = p, seen, eta, None
        self.judge = Judge(tolerance, tuple(f.k for f in factors(p)), simple(p))
        self.layers = [Layer(p, seen, l, self.judge) for l in range(p.net.depth)]
        self.furthest, self.work = Reading((), None, p.net.depth), 0.0

    def within(self, most, only=None):
        """Return the readings of at most so many mistakes, likeliest first.

        `only` are the names of the mistakes to look for; None is any.
        """
        self.only = only
        chains = [chain for chain in self.start() if self.allowed(chain.faults, most)]
        for layer in reversed(self.layers):
            fits = self.fits(layer, arriving(chains), most)
            fits = [fit for fit in fits if self.allowed(fit.faults, most)]
            self.reach(layer.l, fits)
            chains = [chain for fit in fits if layer.l for chain in self.below(layer, fit, most)]
        order = self.judge.listed
        found = distinct([Reading(f.faults, f.k) for f in fits if not self.turned(f.faults)])
        return sorted(found, key=lambda r: (*rank(r), order.index(r.k) if r.k in order else 0))

    def free(self):
        """Return the Reading of one factor for all tensors that is in no closed list, if any."""
        ratios = [r for layer in self.layers for r in layer.ratios()]
        known = [r for r in ratios if r is not None and not np.isnan(r)]
        alike = all(self.judge.same(r, known[0]) for r in known)
        if None not in ratios and len(known) > 1 and alike:
            return Reading((), known[0], self.p.net.depth, True)
        return None

    def allowed(self, faults, most):
        """Return whether these mistakes are not too many, and among those to look for."""
        known = self.only is None or all(f.name in self.only for f in faults)
        return known and cost(faults) <= most

    def turned(self, faults):
        """Return whether the sign of every layer has turned: that is the factor's."""
        where = {f.l for f in faults if f.name == "sign_in_one_layer"}
        return len(where) == self.p.net.depth > 1

    def start(self):
        """Yield a chain for everything that may stand for δ at the output."""
        some = self.p.penalty or self.p.penalty_b
        for name, delta in tops(self.p):
            faults = (Fault(name, self.p.net.depth - 1),) if name else ()
            for k in self.judge.listed if some else (None,):
                yield Chain(delta, k, faults)

    def fits(self, layer, chains, most):
        """Yield every Fit of a layer, chains of one factor together that may have more mistakes."""
        groups = {}
        for chain in chains:
            groups.setdefault((chain.k, cost(chain.faults) < most), []).append(chain)
        for (k, more), same in groups.items():
            self.work += layer.work * len(same) * more
            if self.work > WORK:
                return
            had = {kind(f) for chain in same for f in chain.faults}
            yield from layer.fits(k, Menu(more, self.only, had), same)

    def reach(self, l, fits):
        """Keep how far down one mistake at most explains: of several in a part, nothing is said."""
        for fit in fits:
            reading, best = Reading(fit.faults, fit.k, l), self.furthest
            if reading.cost <= 1 and (l, reading.cost) < (best.below, best.cost):
                self.furthest = reading

    def below(self, layer, fit, most):
        """Yield the chains that may arrive at the layer below."""

        def allowed(faults):
            return self.allowed(faults, most)

        yield from layer.below(fit, self.eta, allowed)
        if self.eta is None:
            lower, again = self.layers[layer.l - 1], self.only is not None
            yield from layer.stepped(fit, lower, allowed, again)


def arriving(chains):
    """Return the chains to follow: of those with the same numbers, the ones with fewest mistakes.

    What adds a mistake and changes nothing below is in no reading of the fewest.
    """
    kept = {}
    for chain in sorted(chains, key=lambda chain: cost(chain.faults)):
        scale = np.abs(chain.delta).max() or 1.0
        digits = (np.round(chain.delta / scale, 9) + 0.0).tobytes()
        at = kept.setdefault((chain.k, f"{scale:.9e}", digits), {})
        kinds = frozenset(kind(f) for f in chain.faults)
        if not any(other <= kinds for other in at):
            at[kinds] = chain
    return [chain for same in kept.values() for chain in same.values()][:WIDEST]


def distinct(found):
    """Return the readings without those that name the same mistakes under the same factor."""
    return list({(r.names, r.k): r for r in reversed(found)}.values())


def readings(searches, most=MOST, only=None, least=0):
    """Return (seen, reading) pairs of the fewest mistakes, likeliest first, or what gets furthest.

    Each search is for what a learner's gradients may look like in bpkit's layout.
    """
    for search in searches:
        search.work = 0.0
    for n in range(least, most + 1):
        found = [(search.seen, r) for search in searches for r in search.within(n, only)]
        if n == 1 and not found:
            found = [(search.seen, search.free()) for search in searches if search.free()]
        if found:
            return sorted(found, key=lambda pair: rank(pair[1]))
    furthest = [(search.seen, search.furthest) for search in searches]
    best = min(rank(r)[:2] for _, r in furthest)
    return [(seen, r) for seen, r in furthest if rank(r)[:2] == best]
