"""What one backward sweep saves against nudging. Run: python -m benchmarks.nudging."""

from math import ceil
from time import perf_counter
from typing import NamedTuple

from .cases import LOSS, Sweeps, case, medians, row, rule, seconds  # sets the threads of numpy

# isort: split
import numpy as np

import bpkit as bp
from bpkit.numerical import central_difference, slopes

SAMPLES = 32
LAYERS, WIDTH = 6, 3  # of the networks that grow by width, and of those that grow by depth
DECADES = [10**k for k in np.arange(1, 5.01, 0.5)]
# up to as many parameters nudged in a network that grows by depth; beyond, those of some layers
FULL = 12_000


class Counted:
    """The loss, which counts how often it is asked: once a forward pass."""

    def __init__(self):
        """Begin at 0."""
        self.calls = 0

    def __call__(self, X, T):
        """Return E."""
        self.calls += 1
        return LOSS(X, T)


def nudge(given, loss, layers=None):
    """Nudge every parameter, or those of some layers alone."""
    net, X0, T = given
    if layers is None:
        bp.numerical_gradients(net, loss, X0, T)
        return

    def E(nudged):
        return loss(bp.forward(nudged, X0).X[-1], T)

    for l in layers:
        for name in "Wb":
            slopes(net, name, l, E, central_difference, 1e-5)


class Point(NamedTuple):
    """P, passes counted, seconds of nudging, of backward alone and with the forward sweep."""

    P: int
    passes: int
    nudging: float
    backward: float
    whole: float


def measured(sizes, layers=None):
    """Return the Point of a network, scaled up to all layers where some alone are nudged."""
    given, loss = case(sizes, SAMPLES), Counted()
    sweeps, times, end = Sweeps(given), [], perf_counter() + 0.1
    while perf_counter() < end or not times:
        before = medians(sweeps.all_deltas, sweeps.whole)
        nudging = seconds(lambda: nudge(given, loss, layers))
        after = medians(sweeps.all_deltas, sweeps.whole)
        times.append([nudging, *np.mean([before, after], axis=0)])
    all_passes = bp.cost.by_nudging(sizes, SAMPLES, "central").forward
    passes = loss.calls // len(times)
    if layers is None and passes != all_passes:
        raise AssertionError(f"{passes} forward passes for {sizes}, expected {all_passes}")
    nudging, backward, whole = np.median(times, axis=0)
    return Point(given.net.n_parameters, passes, nudging * all_passes / passes, backward, whole)


class Grown(NamedTuple):
    """What a network has grown by, its sizes, and the layers that are nudged: None for all."""

    by: str
    sizes: list
    layers: range | None


def networks():
    """Return the networks, by width and by depth."""
    found = []
    for P in DECADES:
        width = max(1, round((P / LAYERS) ** 0.5 - 0.5))
        found.append(Grown("width", [width] * (LAYERS + 1), None))
    a_layer = WIDTH * (WIDTH + 1)
    for P in DECADES:
        L = ceil(P / a_layer)
        found.append(Grown("depth", [WIDTH] * (L + 1), some(L) if L * a_layer > FULL else None))
    return found


def some(L):
    """Return about twenty layers out of L, evenly spread."""
    return range(0, L, L // 20)


def points(nets, rounds=3):
    """Return the Point of every network, the median of rounds; what takes seconds gets one."""
    found = [[] for _ in nets]
    for _ in range(rounds):
        for net, seen in zip(nets, found):
            if not seen or seen[0].nudging < 2:
                seen.append(measured(net.sizes, net.layers))
    return [Point(*np.median(seen, axis=0)) for seen in found]


def fit(points, over):
    """Return the exponent of the ratio for P ≥ 100 in words, with the range of ratio / P."""
    large = [point for point in points if point.P >= 100]
    P = np.array([point.P for point in large])
    ratio = np.array([point.nudging / getattr(point, over) for point in large])
    exponent = np.polyfit(np.log(P), np.log(ratio), 1)[0]
    return f"P^{exponent:.2f}, ratio / P from {(ratio / P).min():.2f} to {(ratio / P).max():.2f}"


TOLD = f"""Numerical gradients over backward, in seconds of one process. Nudging is
bp.numerical_gradients by central differences: 2P forward passes, counted while they were timed,
each with its E. Backward is δ(L), the backward sweep and the gradients, from what one forward sweep
has left; whole is that forward sweep too: 1 + 1 sweeps. All as called by hand: arguments checked,
arrays new. float64, tanh, squared error, m = {SAMPLES}. Where fewer than 2P passes are told, the
parameters of some twenty layers, evenly spread, were nudged, and the time is scaled up to all."""


def in_a_row(net, point):
    """Return the line of a network."""
    P, passes, nudging, backward, whole = point
    return row(
        net.by,
        f"{len(net.sizes) - 1} × {net.sizes[0]}",
        f"{P:,.0f}",
        f"{passes:,.0f}",
        f"{nudging:.3g}",
        f"{1e3 * backward:.3g}",
        f"{nudging / backward:,.0f}",
        f"{nudging / backward / P:.2f}",
        f"{1e3 * whole:.3g}",
        f"{nudging / whole / P:.2f}",
    )


HEAD = "by", "layers × neurons", "P", "passes", "nudging, s", "backward, ms", "ratio", "ratio / P"


def lines():
    """Yield the lines of the table, and what they say together."""
    nets = networks()
    found = points(nets)
    yield from (TOLD, "", row(*HEAD, "whole, ms", "ratio / P"), rule(10))
    yield from map(in_a_row, nets, found)
    yield ""
    for by in ("width", "depth"):
        those = [point for net, point in zip(nets, found) if net.by == by]
        over_backward, over_whole = fit(those, "backward"), fit(those, "whole")
        yield f"- By {by}, P ≥ 100: over backward {over_backward}; over the whole {over_whole}."
    yield by_sample(nets, found)


def by_sample(nets, found):
    """Say how far a sample of layers is to be trusted, on the deepest network nudged as a whole."""
    by_depth = [pair for pair in zip(nets, found) if pair[0].by == "depth"]
    net, point = [pair for pair in by_depth if pair[0].layers is None][-1]
    sample = measured(net.sizes, some(len(net.sizes) - 1))
    share = sample.nudging / point.nudging
    return f"- At P = {sample.P:,} the sample of layers says {share:.2f} of what all layers take."


if __name__ == "__main__":
    for line in lines():
        print(line, flush=True)
