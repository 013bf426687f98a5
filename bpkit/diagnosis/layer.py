"""One layer of the search: which δ, slope and forms reproduce its tensors, and the ways down."""

from functools import cache
from typing import NamedTuple

import numpy as np

from .faults import Fault
from .forms import bias_forms, steps, ways_down, weight_forms
from .slopes import Slopes

ENTRIES, SLOPES = 1 << 19, 30  # of a stack of δ f′; about so many slopes a δ


class Chain(NamedTuple):
    """A δ that may arrive at a layer, with the factor so far and what has gone wrong so far."""

    delta: np.ndarray
    k: float | None
    faults: tuple


class Fit(NamedTuple):
    """A chain whose layer is reproduced: its δ, and its δ f′."""

    delta: np.ndarray
    dx: np.ndarray
    k: float | None
    faults: tuple


class Layer:
    """The tensors of W(l) and b(l), held against everything that may make them."""

    def __init__(self, p, seen, l, judge):
        """Prepare what depends on no δ."""
        self.p, self.l, self.judge, self.slopes = p, l, judge, Slopes(p, l)
        self.W, self.b = seen.W[l], seen.b[l]
        self.largest = max(1.0, np.abs(p.X[l]).max())
        self.work = SLOPES * p.net.W[l].size * p.m

    def without_penalty(self, k):
        """Return ∂E/∂W and ∂E/∂b of the learner less k times the part of the penalty."""
        p, l, W, b = self.p, self.l, self.W, self.b
        if p.penalty and W.shape == p.net.W[l].shape:
            W = W - k * p.penalty * p.net.W[l] / p.m
        if p.penalty_b and b is not None and b.shape == p.net.b[l].shape:
            b = b - k * p.penalty_b * p.net.b[l] / p.m
        return W, b

    def ratios(self):
        """Return the ratios of both tensors to the right ones; None where there is none."""
        W, b = self.p.right(self.l)
        pairs = [(W, self.W)] if self.b is None else [(W, self.W), (b, self.b)]
        floor = self.largest * np.abs(self.p.delta[-1]).sum()
        fits = [self.judge.ratios(right[np.newaxis], g, floor) for right, g in pairs]
        return [fit[0][1] if fit else None for fit in fits]

    def fits(self, k, menu, chains):
        """Yield every Fit of chains with the same factor, a stack of them at a time."""
        size = 1 + ENTRIES // (SLOPES * chains[0].delta.size)
        for start in range(0, len(chains), size):
            yield from self.stacked(k, menu, chains[start : start + size])

    def stacked(self, k, menu, chains):
        """Yield every Fit: the chains and the slopes whose numbers are the layer's."""
        delta = np.stack([chain.delta for chain in chains])
        names, dx = self.slopes.of(delta, menu)
        floor = np.abs(delta).sum(axis=(1, 2)) + np.abs(self.p.delta[-1]).sum()
        floor = self.largest * floor[:, None]
        mine = self.weights(k, menu, delta[:, None], dx, floor)
        theirs = self.biases(k, menu, delta, dx, floor, mine)
        for (i, j), options in mine.items():
            slope = (Fault(names[j][0], self.l, names[j][1]),) if names[j][0] else ()
            ways = self.judge.pairs(self.p, self.l, k, slope, options, theirs[i, j])
            for new, scale, faults in ways:
                yield Fit(delta[i], dx[i, j] * scale, new, (*chains[i].faults, *faults))

    def weights(self, k, menu, delta, dx, floor):
        """Return {(δ, slope): the forms of ∂E/∂W that fit, with their ratios}."""
        found, slopes = {}, range(dx.shape[1])
        for g, (name, detail, make) in self.weight_forms(k, delta, dx):
            stack = make() if menu.has(name) else np.empty((1, 1, 0, 0))
            for (i, j), r in self.judge.ratios(stack, g, floor, k):
                for each in slopes if stack.shape[1] < len(slopes) else (j,):
                    found.setdefault((i, each), []).append((name, detail, r))
        new = (dx != dx[:, :1]).any(axis=(2, 3))  # not the numbers of the right slope
        return {at: plain(rows) for at, rows in found.items() if at[1] == 0 or new[at]}

    def weight_forms(self, k, delta, dx):
        """Yield (∂E/∂W to compare with, form): the transpose and those with a penalty last."""
        W = self.without_penalty(k)[0]
        (*_, make), *others = weight_forms(self.p, self.l, delta, dx)
        right = cache(make)
        yield W, (None, "", right)
        yield from ((W, form) for form in others)
        if W.shape == self.p.net.W[self.l].shape[::-1]:
            yield W.T, ("weight_gradient_transposed", "", right)
        if self.p.penalty:
            yield self.W, ("penalty_missing_on_weights", "", right)

    def biases(self, k, menu, delta, dx, floor, mine):
        """Return {(δ, slope): the forms of ∂E/∂b that fit} for the places where ∂E/∂W fits."""
        if self.b is None or not mine:
            return {at: [(None, "", np.nan)] for at in mine}
        i, j = (list(index) for index in zip(*mine))
        found = {at: [] for at in mine}
        for g, (name, detail, make) in self.bias_forms(k, delta[i], dx[i, j]):
            stack = make() if menu.has(name) else np.empty((0, 0))
            stack = np.broadcast_to(stack, (len(i), *stack.shape[-2:]))
            for (n,), r in self.judge.ratios(stack, g, floor[i, 0], k):
                found[i[n], j[n]].append((name, detail, r))
        return {at: plain(rows) if self.b.any() else zero(rows) for at, rows in found.items()}

    def bias_forms(self, k, delta, dx):
        """Yield (∂E/∂b to compare with, form): those with a penalty last."""
        (W, b), p, l = self.without_penalty(k), self.p, self.l
        forms = [*bias_forms(p, l, delta, dx, W)]
        yield from ((b, form) for form in forms)
        right = forms[0][2]
        if p.penalty_b:
            yield self.b, ("penalty_missing_on_bias", "", right)
        elif p.penalty and self.b.shape == p.net.b[l].shape:
            yield self.b - k * p.penalty * p.net.b[l] / p.m, ("penalty_on_bias", "", right)

    def below(self, fit, eta, allowed):
        """Yield the Chain of each way down that is allowed; the right one first."""
        p, l, k, right = self.p, self.l, fit.k or 1.0, None
        eta = None if eta is None else eta * abs(k)
        for named, make in ways_down(p, l, fit.delta, self.slopes.s, fit.dx, self.W / k, eta):
            faults = (*fit.faults, *(Fault(name, l, detail) for name, detail in named))
            if named and not allowed(faults):
                continue
            delta = make()
            right = delta if right is None else right
            if not named or not np.array_equal(delta, right):
                yield Chain(delta, fit.k, faults)

    def stepped(self, fit, lower, allowed, again):
        """Yield the Chain of weights that have stepped by an unknown η, found from the layer below.

        There ∂E/∂x = (Wᵀ ∂E/∂x − η a) f′, and η is its one unknown, whatever stands for f′.
        """
        p, l, k = self.p, self.l, fit.k or 1.0
        right, etas = p.net.W[l].T @ fit.dx, set()
        for a in steps(p, l, fit.dx, self.W / k):
            for name, _, slope in lower.slopes.fixed:
                fault = Fault("updated_weights", l)
                if allowed((*fit.faults, fault, *([Fault(name, l - 1)] if name else ()))):
                    eta = lower.eta(k, right * slope, a * slope, again)
                    if eta and f"{eta:.9g}" not in etas:
                        etas.add(f"{eta:.9g}")
                        fault = fault._replace(detail=f"{eta / abs(k):.4g}")
                        yield Chain(right - eta * a, fit.k, (*fit.faults, fault))

    def eta(self, k, dx, a, again):
        """Return the η for which dx − η a makes this layer's ∂E/∂W, or else its ∂E/∂b, or None."""
        W, b = self.without_penalty(k)
        X = self.p.X[self.l]
        eta = self.judge.eta(dx @ X.T, a @ X.T, W / k, again)
        if eta or b is None:
            return eta
        return self.judge.eta(*(v.sum(axis=1, keepdims=True) for v in (dx, a)), b / k, again)


def plain(options):
    """Return the forms that fit without those that repeat the numbers of the right one."""
    same = [r for name, _, r in options if name is None]
    return [o for o in options if o[0] is None or not any(repeats(o[2], r) for r in same)]


def repeats(one, other):
    """Return whether two ratios are the same to the last digits, or both NaN."""
    return abs(one - other) <= 1e-12 * abs(other) or (np.isnan(one) and np.isnan(other))


def zero(options):
    """Return what a bias gradient of 0 may be: right, or most likely never updated."""
    right = [o for o in options if o[0] is None]
    return right or [("bias_never_updated", "", np.nan), *options]
