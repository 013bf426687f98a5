"""Judges whether a learner's tensor is a form times a factor, and which mistakes that means."""

from itertools import product
from typing import NamedTuple

import numpy as np

from .faults import Fault

SIMPLE = (2, 3, 4, 5, 6, 8, 10, 100, 1000)


def simple(p):
    """Return the factors that a stray one is taken to be: small numbers, sizes, their inverses."""
    found = {float(n) for n in (*SIMPLE, p.m, *p.net.sizes) if n > 1}
    return (*found, *(1 / n for n in found))


class Judge(NamedTuple):
    """A tolerance, what it calls equal, and the factors that have a name."""

    tolerance: float
    listed: tuple  # conventions
    simple: tuple  # of a stray factor

    @property
    def rounding(self):
        """What rounding may leave of terms of size 1 that cancel."""
        return self.tolerance * (1e-5 if self.tolerance < 1e-6 else 1e-2)

    def ratios(self, forms, g, floor, k=None):
        """Return [(place, g / form)] of the forms in a stack that are proportional to g.

        The ratio is NaN where both are 0. A tensor of one entry is proportional to every form: what
        counts there is a ratio that the factor k, or one of the closed list, leaves simple.
        Shapes: forms (…, *g.shape), floor as the stack or to be repeated over it.
        """
        if forms.shape[-2:] != g.shape or not np.isfinite(g).all():
            return []
        least = np.broadcast_to(floor * self.rounding, forms.shape[:-2])
        places = np.nonzero(self.near(forms, g, least))
        if not len(places[0]):
            return []
        r, fits = self.exact(forms[places], g, least[places])
        if g.size == 1:
            fits &= np.isnan(r) | self.is_simple(r, (k,) if k else self.listed)
        return [(at, float(c)) for *at, c, fit in zip(*places, r, fits) if fit]

    def near(self, forms, g, least):
        """Return which of a stack may be proportional to g: their angle, in two products."""
        a, g = forms.reshape(*forms.shape[:-2], -1), g.ravel().astype(np.float64)
        along, length = np.abs(a @ g), np.sqrt(np.einsum("...i,...i->...", a, a))
        aside = 1e-10 + 5 * g.size * self.tolerance**2
        small = length <= 2 * np.sqrt(g.size) * least / self.tolerance
        return small | ((along >= (1 - aside) * length * np.sqrt(g @ g)) & g.any())

    def exact(self, forms, g, least):
        """Return the ratios of forms (n, *g.shape) to g, and whether they are proportional."""
        high, highest = np.abs(g).max(), np.abs(forms).max(axis=(1, 2), initial=0.0)
        zero = highest <= least
        scaled = forms / np.where(zero, 1.0, highest)[:, None, None]
        square = np.where(zero, 1.0, (scaled * scaled).sum(axis=(1, 2)))
        r = (scaled * g).sum(axis=(1, 2)) / square / np.where(zero, 1.0, highest)
        gap = np.abs(g - r[:, None, None] * forms).max(axis=(1, 2), initial=0.0)
        fits = (r != 0) & (gap <= self.tolerance * high + least * np.abs(r))
        both = high <= least * max(1.0, g.size)
        return np.where(zero, np.nan, r), np.where(zero, both, fits)

    def is_simple(self, c, ks):
        """Return for an array of factors which are, but for one of ks, ±1 or have a name."""
        size = np.abs(c)[:, None]
        simple = np.unique(np.abs(np.outer(ks, (1.0, *self.simple))))
        return (np.abs(size - simple) <= 10 * self.tolerance * simple).any(axis=1)

    def same(self, one, other):
        """Return whether two factors are one; NaN is any factor."""
        return bool(np.isnan(one) or abs(one - other) <= 10 * self.tolerance * abs(other))

    def pairs(self, p, l, k, slope, mine, theirs):
        """Yield (k, scale, faults) for each weight form and bias form that one factor joins."""
        for (w, w_detail, r), (b, b_detail, q) in product(mine, theirs):
            forms = tuple(Fault(n, l, d) for n, d in ((w, w_detail), (b, b_detail)) if n)
            of_theirs = b == "bias_from_weight_gradient"  # made of their dW, which has their factor
            for one in self.ks(k, r, np.nan if of_theirs else q):
                for scale in self.own_scales(slope, r, one):
                    of_b = q * one if of_theirs else q
                    faults = self.scales(p, l, r, of_b, one * scale, w, b, slope)
                    if faults is not None:
                        settled = k if np.isnan([r, q]).all() else one
                        yield settled, scale, (*slope, *forms, *faults)

    def ks(self, k, r, q):
        """Return the factors of the closed list that these two tensors allow."""
        if k is not None or np.isnan([r, q]).all():
            return [k or 1.0]
        given = [c for c in (r, q) if np.isfinite(c)]
        return [k for k in self.listed if any(self.same(c, k) for c in given)] or [1.0]

    def own_scales(self, slope, r, k):
        """Return the scales of δ f′; where f′ stands for it, one of its own from the same list."""
        if not slope or slope[0].name != "delta_replaced_by_f_prime" or np.isnan(r):
            return [1.0]
        return [r / k] if any(self.same(r / k, c) for c in self.listed) else []

    def scales(self, p, l, r, q, k, w, b, slope):
        """Return the faults that the factors r of ∂E/∂W and q of ∂E/∂b mean beside k, or None."""
        if self.same(r, -k) and self.same(q, -k) and not np.isnan([r, q]).all():
            return (Fault("sign_in_one_layer", l),)
        clean = not (slope or w or b)
        of_W = self.scale(p, r / k, "weight", l, clean and self.same(q, k) and np.isfinite(q))
        of_b = self.scale(p, q / k, "bias", l, clean and self.same(r, k) and len(p.net.b[l]) > 1)
        return None if of_W is None or of_b is None else (*of_W, *of_b)

    def scale(self, p, c, tensor, l, alone):
        """Return the fault of a tensor that is c times the right one; any c where it is alone."""
        if self.same(c, 1.0):
            return ()
        if self.same(c, -1.0):
            return (Fault("sign_in_one_layer" if tensor == "weight" else "bias_sign", l),)
        if p.m > 1 and self.same(c, 1 / p.m):
            return (Fault("mean_twice" if tensor == "weight" else "bias_mean", l),)
        if any(self.same(c, n) for n in self.simple) or (alone and p.net.W[l].size > 1):
            return (Fault(f"stray_factor_{tensor}", l, f"{c:.4g}"),)
        return None

    def eta(self, a, b, g, again):
        """Return the η for which g is a − η b, or None.

        Where a is along b, some η makes any such g: that tells nothing but to a reading that is
        tried again.
        """
        if g.shape != a.shape or not np.any(b):
            return None
        along = (a * b).sum() ** 2 >= (1 - 1e-9) * (a * a).sum() * (b * b).sum()
        eta = float((b * (a - g)).sum() / (b * b).sum())
        exact = np.abs(a - eta * b - g).max() <= 10 * self.tolerance * np.abs(a).max()
        return eta if exact and 1e-6 < eta < 1e4 and (again or not along) else None
