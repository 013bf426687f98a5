"""What the gradients of a network cost by nudging and by backprop: counted, then timed."""

from typing import NamedTuple

import numpy as np

from ...cost import PASSES, Tally, by_nudging, by_sweep, weights
from .growth import n_parameters, relatives
from .timing import Timing

GPT2 = 124_439_808  # the parameters of GPT-2 small, counted in lesson 10
DRAWN = 10.0 ** np.arange(0.5, 9.5, 0.5)
MEASURED = 10.0 ** np.arange(1, 5.1, 0.5)


class Both(NamedTuple):
    """The same of nudging and of backprop."""

    nudging: object
    backprop: object


class Comparison(NamedTuple):
    """What is compared on a network of these layer sizes with m samples.

    Its relatives are the same network, narrower and wider: the lines are drawn through them.
    """

    sizes: list
    relatives: list
    m: int
    scheme: str
    timing: Timing | None = None

    @classmethod
    def of(cls, sizes, m, scheme, before=None):
        """Count for a network of these layer sizes; its relatives may be known from before."""
        known = before is not None and before.sizes == sizes
        return cls(sizes, before.relatives if known else relatives(sizes, DRAWN), m, scheme)

    def to_measure(self, stopwatch):
        """Return the same, about to be measured."""
        waiting = tuple(relatives(self.sizes, MEASURED))
        return self._replace(timing=Timing(waiting, self.m, self.scheme, stopwatch))

    def advanced(self):
        """Return the same after one more slice of measuring."""
        return self._replace(timing=self.timing.advanced())

    @property
    def ended(self):
        """Whether nothing waits to be measured."""
        return self.timing is None or self.timing.ended

    @property
    def speed(self):
        """How fast this machine is, or None while that is not known."""
        return self.timing and self.timing.speed

    @property
    def unit(self):
        """What costs are shown in."""
        return "seconds" if self.speed else "count"

    @property
    def P(self):
        """The number of parameters."""
        return n_parameters(self.sizes)

    @property
    def tallies(self):
        """What both ways cost."""
        return self.tallies_of(self.sizes)

    def tallies_of(self, sizes):
        """Return what both ways cost for a network of other layer sizes."""
        return Both(by_nudging(sizes, self.m, self.scheme), by_sweep(sizes, self.m))

    @property
    def far(self):
        """What GPT-2 small costs, if a token, its sample, takes a multiply-add a parameter."""
        passes, products = PASSES[self.scheme](GPT2), self.m * GPT2
        return Both(Tally(passes, 0, passes * products), Tally(1, 1, 3 * products))

    @property
    def rows(self):
        """The four counts of both ways."""
        return Both(*map(self.row, self.tallies))

    def row(self, tally):
        """Return sweeps forward and backward, multiply-adds, and these per weight and sample."""
        per_weight = tally.multiply_adds // (weights(self.sizes)[0] * self.m)
        return tally.forward, tally.backward, tally.multiply_adds, per_weight

    def amounts(self, tallies):
        """Return each tally in the unit that costs are shown in."""
        if self.speed:
            return [self.speed.seconds(tally) for tally in tallies]
        return [tally.multiply_adds for tally in tallies]
