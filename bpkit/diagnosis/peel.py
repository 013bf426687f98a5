"""Peels a learner's gradients from the output down: the fewest mistakes that reproduce them."""

from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

import numpy as np

from .conventions import factors
from .faults import Fault
from .forms import bias_forms, stepped, ways_down, weight_forms
from .proportion import Judge
from .slopes import slopes, tops
from .vocabulary import MISTAKES

MOST = 4  # mistakes in one reading
STEPS = 1500  # nodes looked at before the search gives up


class Reading(NamedTuple):
    """Faults and a factor that reproduce every number; `below` layers are not explained."""

    faults: tuple
    k: float | None
    below: int = 0

    @property
    def cost(self):
        """The number of mistakes; the same one in several layers counts once."""
        return cost(self.faults)


class Node(NamedTuple):
    """A place in the search: δ of layer l + 1 as the learner may have it, and how it came about."""

    l: int
    delta: np.ndarray
    k: float | None
    faults: tuple
    fine: bool  # only what adds no mistake


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
    met = sum(MISTAKES[name].count for name in {f.name for f in reading.faults})
    odd = sum(f.name.startswith("stray") for f in reading.faults)
    return reading.below, reading.cost, odd, -met


def readings(p, seen, tolerance, eta=None, most=MOST):
    """Return the readings of the fewest mistakes, likeliest first, or the one that gets furthest.

    Shapes: seen in bpkit's layout.
    """
    search = Search(p, seen, Judge(tolerance), factors(p), eta, most)
    found = search.run()
    order = [f.k for f in search.factors]
    return sorted(found, key=lambda r: (*rank(r), order.index(r.k) if r.k in order else 0))


class Search:
    """A search from the output down that looks at the fewest mistakes first."""

    def __init__(self, p, seen, judge, listed, eta, most):
        """Put every δ(L) that the output may have into the queue."""
        self.p, self.seen, self.judge, self.factors = p, seen, judge, listed
        self.eta, self.most, self.queue, self.order = eta, most, [], count()
        self.furthest = Reading((), None, p.net.depth)
        for name, delta in tops(p):
            faults = (Fault(name, p.net.depth - 1),) if name else ()
            for k in [f.k for f in listed] if p.penalty else [None]:
                self.push(Node(p.net.depth - 1, delta, k, faults, True))

    def push(self, node, more=0):
        """Queue a node by its mistakes, those nearest to the input first."""
        price = cost(node.faults) + more
        if price <= self.most:
            heappush(self.queue, (price, node.l, next(self.order), node))

    def run(self):
        """Return all readings of the lowest cost."""
        found, best = [], self.most
        for _ in range(STEPS):
            if not self.queue or self.queue[0][0] > best:
                break
            _, _, _, node = heappop(self.queue)
            if callable(node):
                node()
            elif node.l < 0:
                found, best = [*found, Reading(node.faults, node.k)], cost(node.faults)
            else:
                self.step(node)
        return distinct(found) or [self.furthest]

    def step(self, node):
        """Compare this layer with its forms and queue what fits; what adds a mistake waits."""
        kinds = {kind(f) for f in node.faults}
        for name, detail, dx in slopes(self.p, node.l, node.delta):
            slope = (Fault(name, node.l, detail),) if name else ()
            if node.fine and slope and kind(slope[0]) not in kinds:
                continue
            for k, scale, faults in self.fits(node, dx, slope):
                fresh = cost((*node.faults, *faults)) > cost(node.faults)
                if fresh != node.fine:
                    self.descend(node, k, dx * scale, faults)
        if node.fine:
            self.push(node._replace(fine=False), 1)

    def fits(self, node, dx, slope):
        """Yield (k, scale of δ f′, faults) of each way to reproduce this layer's tensors."""
        l, p, W, b = node.l, self.p, self.seen.W[node.l], self.seen.b[node.l]
        if p.penalty and W.shape == p.net.W[l].shape:
            W = W - node.k * p.penalty * p.net.W[l] / p.m
        floor = (np.abs(node.delta).sum() + np.abs(p.delta[-1]).sum()) * max(
            1.0, np.abs(p.X[l]).max()
        )
        mine = [
            (n, d, self.judge.ratio(a, W, floor)) for n, d, a in weight_forms(p, l, node.delta, dx)
        ]
        if p.penalty:
            bare = self.judge.ratio(dx @ p.X[l].T, self.seen.W[l], floor)
            mine += [("penalty_missing_on_weights", "", bare)]
        mine = [option for option in mine if option[2] is not None]
        if mine and b is not None:
            forms = bias_forms(p, l, node.delta, dx, W)
            theirs = [(n, d, self.judge.ratio(a, b, floor)) for n, d, a in forms]
            theirs = [option for option in theirs if option[2] is not None]
            if not np.any(b):  # 0 is right, or most likely never updated
                right = [o for o in theirs if o[0] is None]
                theirs = right or [("bias_never_updated", "", np.nan), *theirs]
        else:
            theirs = [(None, "", np.nan)]
        yield from self.judge.pairs(self, node, slope, mine, theirs)

    def descend(self, node, k, dx, faults):
        """Queue the layer below, by each way to carry δ down; first the right one."""
        l, p, faults = node.l, self.p, (*node.faults, *faults)
        if cost(faults) > 1:
            pass  # several mistakes that explain a part only are a guess: nothing is said of them
        elif l < self.furthest.below or (
            l == self.furthest.below and cost(faults) < self.furthest.cost
        ):
            self.furthest = Reading(faults, k, l)
        if l == 0:
            return self.push(Node(-1, None, k, faults, True))
        s, ours = p.net.f[l].prime(p.x[l + 1]), self.seen.W[l] / (k or 1.0)
        eta = None if self.eta is None else self.eta * abs(k or 1.0)
        ways = ways_down(p, l, node.delta, s, dx, ours, eta)
        base = Node(l - 1, None, k, faults, True)
        self.down(base, *next(ways))
        self.later(cost(faults) + 1, l, lambda: self.rest(base, ways, dx, ours))

    def later(self, price, l, action):
        """Queue an action at its price."""
        heappush(self.queue, (price, l, next(self.order), action))

    def rest(self, base, ways, dx, ours):
        """Queue every wrong way down, the weights that have stepped by an unknown η among them."""
        for found, below in ways:
            self.down(base, found, below)
        for right, per_eta in stepped(self.p, base.l + 1, dx, ours) if self.eta is None else ():
            eta = self.judge.eta(self.p, self.seen, base, right, per_eta)
            if eta:
                words = f"{eta / abs(base.k or 1):.4g}"
                self.down(base, [("updated_weights", words)], right - eta * per_eta)

    def down(self, base, found, below):
        """Queue a node for one way down."""
        faults = tuple(Fault(name, base.l + 1, detail) for name, detail in found)
        self.push(base._replace(delta=below, faults=(*base.faults, *faults)))


def distinct(found):
    """Return the readings without those that name the same mistakes under the same factor."""
    return list({(frozenset(f.name for f in r.faults), r.k): r for r in reversed(found)}.values())
