"""What one backward sweep saves: against nudging, against a forward sweep, against other ways to the gradients.

Run: python -m benchmarks.claim
"""

import os
import tracemalloc
from math import ceil
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # networks as small as these are slowed down by a second thread

import numpy as np  # noqa: E402
from bpkit.buffers import buffers  # noqa: E402

import bpkit as bp  # noqa: E402
from bpkit.numerical import central_difference, slopes  # noqa: E402

LOSS = bp.losses.squared_error
SAMPLES = 32
LAYERS, WIDTH = 6, 3  # of the networks that grow by width, and of those that grow by depth
DECADES = [10**k for k in np.arange(1, 5.01, 0.5)]
FULL = 12_000  # up to as many parameters nudged in a network that grows by depth; beyond, those of some layers


class Case(NamedTuple):
    """A network with data."""

    net: bp.Network
    X0: np.ndarray
    T: np.ndarray


def case(sizes, m, activation="tanh"):
    """Return a network of these sizes with biases that keep its outputs alive at any depth, and m samples."""
    rng = np.random.default_rng(0)
    net = bp.Network.create(sizes, activation, rng=rng)
    net = net.with_parameters(net.W, [rng.standard_normal(b.shape) for b in net.b])
    return Case(net, rng.standard_normal((sizes[0], m)), rng.standard_normal((sizes[-1], m)))


class Sweeps:
    """The sweeps of one network as actions without arguments, in arrays made once, as in training, or in new ones."""

    def __init__(self, given, reuse=True):
        """Sweep once, so that each action finds what it needs."""
        self.net, self.X0, self.T = given
        self.room = buffers(self.net, self.X0.shape[1]) if reuse else (None, None, None)
        self.whole()

    def forward(self):
        """Sweep forward."""
        self.trace = bp.forward(self.net, self.X0, out=self.room[0])

    def backward(self):
        """Find every δ below δ(L), and all gradients."""
        back = bp.backward(self.net, self.trace, self.delta_L, out=self.room[1])
        bp.gradients(self.trace, back, out=self.room[2])

    def all_deltas(self):
        """Find δ(L), every other δ, and all gradients."""
        self.delta_L = LOSS.gradient(self.trace.X[-1], self.T)
        self.backward()

    def whole(self):
        """Sweep forward and backward."""
        self.forward()
        self.all_deltas()


def seconds(action, calls=1):
    """Return the time of this process that an action takes; others disturb it less than the time on the wall."""
    start = process_time()
    for _ in range(calls):
        action()
    return (process_time() - start) / calls


def medians(*actions, budget=0.05, least=5):
    """Return how long each action takes in seconds, the median of many rounds in which they take turns."""
    calls = [1 + int(1e-3 / seconds(action)) for action in actions]
    times, end = [], perf_counter() + budget
    while perf_counter() < end or len(times) < least:
        times.append([seconds(action, n) for action, n in zip(actions, calls)])
    return [median(column) for column in zip(*times)]


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
    if layers is None:
        return bp.numerical_gradients(given.net, loss, given.X0, given.T)

    def E(net):
        return loss(bp.forward(net, given.X0).X[-1], given.T)

    return [slopes(given.net, name, l, E, None, central_difference, 1e-5) for l in layers for name in "Wb"]


class Point(NamedTuple):
    """P, forward passes counted, seconds of numerical gradients, of backward alone and with the forward sweep."""

    P: int
    passes: int
    nudging: float
    backward: float
    whole: float


def measured(sizes, layers=None):
    """Return the Point of a network; where some layers alone are nudged, the time is scaled up to all of them."""
    given = case(sizes, SAMPLES)
    sweeps, loss, times, end = Sweeps(given, reuse=False), Counted(), [], perf_counter() + 0.1
    while perf_counter() < end or not times:
        before = medians(sweeps.all_deltas, sweeps.whole)
        nudging = seconds(lambda: nudge(given, loss, layers))
        times.append([nudging, *np.mean([before, medians(sweeps.all_deltas, sweeps.whole)], axis=0)])
    all_passes, passes = bp.cost.by_nudging(sizes, SAMPLES, "central").forward, loss.calls // len(times)
    assert layers or passes == all_passes, f"{passes} forward passes for {sizes}, expected {all_passes}"
    nudging, backward, whole = np.median(times, axis=0)
    return Point(given.net.n_parameters, passes, nudging * all_passes / passes, backward, whole)


def networks():
    """Return what each network grows by, its sizes, and the layers whose parameters are nudged: None for all."""
    widths = [max(1, round((P / LAYERS) ** 0.5 - 0.5)) for P in DECADES]
    depths = [ceil(P / (WIDTH * (WIDTH + 1))) for P in DECADES]
    return [("width", [w] * (LAYERS + 1), None) for w in widths] + [
        ("depth", [WIDTH] * (L + 1), spread(L) if L * WIDTH * (WIDTH + 1) > FULL else None) for L in depths
    ]


def spread(L):
    """Return about twenty layers out of L."""
    return range(0, L, L // 20)


def points(nets, rounds=3):
    """Return the Point of every network, the median of rounds apart in time; what takes seconds gets one."""
    found = [[] for _ in nets]
    for _ in range(rounds):
        for (_, sizes, layers), seen in zip(nets, found):
            if not seen or seen[0].nudging < 2:
                seen.append(measured(sizes, layers))
    return [Point(*np.median(seen, axis=0)) for seen in found]


def fit(points, over):
    """Return the exponent of the ratio for P ≥ 100 in words, with the range of ratio / P."""
    P, ratio = np.array([(p.P, p.nudging / getattr(p, over)) for p in points if p.P >= 100]).T
    exponent = np.polyfit(np.log(P), np.log(ratio), 1)[0]
    return f"P^{exponent:.2f}, ratio / P from {(ratio / P).min():.2f} to {(ratio / P).max():.2f}"


CLAIM = f"""Numerical gradients over backward, in seconds of one process. Nudging is bp.numerical_gradients by central
differences: 2P forward passes, counted while they were timed, each with its E. Backward is δ(L), the backward sweep
and the gradients, from what one forward sweep has left; whole is that forward sweep too: 1 + 1 sweeps. All as called by
hand: arguments checked, arrays new. float64, tanh, squared error, m = {SAMPLES}. Where fewer than 2P passes are told,
the parameters of some twenty layers, evenly spread, were nudged, and the time is scaled up to all."""


def claim():
    """Yield the lines of the first table."""
    nets = networks()
    found = points(nets)
    yield from (CLAIM, "")
    head = "by", "layers × neurons", "P", "passes", "nudging, s", "backward, ms", "ratio", "ratio / P"
    yield f"| {' | '.join(head)} | whole, ms | ratio / P |"
    yield "|---" * 10 + "|"
    for (by, sizes, _), (P, passes, nudging, backward, whole) in zip(nets, found):
        yield (
            f"| {by} | {len(sizes) - 1} × {sizes[0]} | {P:,.0f} | {passes:,.0f} | {nudging:.3g} "
            f"| {1e3 * backward:.3g} | {nudging / backward:,.0f} | {nudging / backward / P:.2f} "
            f"| {1e3 * whole:.3g} | {nudging / whole / P:.2f} |"
        )
    yield ""
    for by in ("width", "depth"):
        those = [point for (grown, *_), point in zip(nets, found) if grown == by]
        yield f"- By {by}, P ≥ 100: over backward {fit(those, 'backward')}; over the whole {fit(those, 'whole')}."
    last = max(i for i, (by, _, layers) in enumerate(nets) if by == "depth" and layers is None)
    sample = measured(nets[last][1], spread(len(nets[last][1]) - 1))
    share = sample.nudging / found[last].nudging
    yield f"- At P = {sample.P:,} the sample of layers says {share:.2f} of what the full loop takes."


GRID = [[n] * (L + 1) for L in (1, 3, 10, 30) for n in (2, 10, 30, 100, 300)]
GRID += [[n] * 4 for n in (600, 1024)] + [[2, 16, 16, 1], [64, 128, 128, 10], [784, 1024, 1024, 10]]
BATCHES = (1, 32, 256)


CHEAP = """Backward over forward: the backward sweep with δ(0) and the gradients, over the forward sweep; E and δ(L) on
neither side; tanh, float64. Left as training runs them, in arrays made once and past the door; right ("new") as one
calls them by hand, with new arrays every time."""


def backward_over_forward(sizes, m, reuse):
    """Return the time of backward and gradients over that of forward."""
    sweeps = Sweeps(case(sizes, m), reuse)
    forward, backward = medians(sweeps.forward, sweeps.backward, budget=0.1, least=7)
    return backward / forward


def cheap():
    """Yield the lines of the second table."""
    ways = [(m, reuse) for reuse in (True, False) for m in BATCHES]
    yield from (CHEAP, "")
    yield "| layers × neurons | " + " | ".join(f"m = {m}" + ", new" * (not reuse) for m, reuse in ways) + " |"
    yield "|---" * (1 + len(ways)) + "|"
    found = []
    for sizes in GRID:
        found.append([backward_over_forward(sizes, *way) for way in ways])
        name = f"{len(sizes) - 1} × {sizes[0]}" if len({*sizes}) == 1 else f"{sizes}"
        yield f"| {name} | " + " | ".join(f"{ratio:.2f}" for ratio in found[-1]) + " |"
    yield "| largest | " + " | ".join(f"{ratio:.2f}" for ratio in np.max(found, axis=0)) + " |"


def outer_products():
    """Yield the lines that say where the time goes at m = 1: one weight matrix, in arrays made once."""
    n = 1024
    W, X, dE_dx, dE_dW = np.ones((n, n)), np.ones((n, 1)), np.ones((n, 1)), np.ones((n, n))
    small, actions = (
        np.empty((n, 1)),
        {
            "x = W X": lambda: np.matmul(W, X, out=small),
            "δ = Wᵀ ∂E/∂x": lambda: np.matmul(W.T, dE_dx, out=small),
            "∂E/∂W = ∂E/∂x Xᵀ": lambda: np.matmul(dE_dx, X.T, out=dE_dW),
            "the same, in a new array": lambda: np.matmul(dE_dx, X.T),
            "the same by np.multiply": lambda: np.multiply(dE_dx, X.T, out=dE_dW),
            "writing ∂E/∂W alone": lambda: dE_dW.fill(0.0),
        },
    )
    yield f"Where the time goes at m = 1: the three products of a {n} × {n} layer, one multiply-add a weight each."
    yield "But two of them read the matrix; the third writes it, and BLAS is at its best where there is a long sum."
    yield from ("", "| | µs |", "|---|---|")
    for name, time in zip(actions, medians(*actions.values(), budget=0.5)):
        yield f"| {name} | {1e6 * time:,.0f} |"


CONTESTS = [
    ([2, 16, 16, 1], 32),
    ([10, 30, 30, 10], 32),
    ([64, 128, 10], 1),
    ([64, 64, 64, 10], 32),
]
WAYS = {
    "the loop": bp.numerical_gradients,
    "side by side": bp.rivals.nudge_side_by_side,
    "forward mode": bp.rivals.forward_mode,
    "complex step": lambda *given: bp.numerical_gradients(*given, h=1e-20, scheme="complex"),
}


def peak(action):
    """Return the most memory that an action holds at a time beyond what was there before, in MiB."""
    tracemalloc.start()
    action()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 2**20


RIVALS = """Other ways to all gradients: milliseconds, how many times as fast as the loop, and the most memory held at a
time (tracemalloc). The loop and the complex step nudge one parameter after the other; side by side nudges all those of
a layer at once, in copies of the batch; forward mode carries ∂X/∂θ of all parameters along; backward is one sweep
forward and one back."""


def contest(sizes, m):
    """Return the actions of all ways to the gradients of one network."""
    given = case(sizes, m)
    actions = {name: lambda way=way: way(given.net, LOSS, given.X0, given.T) for name, way in WAYS.items()}
    return given.net.n_parameters, actions | {"backward": Sweeps(given, reuse=False).whole}


def rivals():
    """Yield the lines of the third table."""
    yield from (RIVALS, "")
    yield "| layers, m, P | way | ms | times as fast | peak, MiB |"
    yield "|---|---|---|---|---|"
    for sizes, m in CONTESTS:
        P, actions = contest(sizes, m)
        times = medians(*actions.values(), budget=0.3, least=3)
        for (name, action), time in zip(actions.items(), times):
            place = f"{sizes}, {m}, {P:,}" if name == "the loop" else ""
            yield f"| {place} | {name} | {1e3 * time:,.3g} | {times[0] / time:,.1f} | {peak(action):,.1f} |"


def table():
    """Return the lines of all tables."""
    return [line for part in PARTS for line in (*part(), "")]


PARTS = (claim, cheap, outer_products, rivals)

if __name__ == "__main__":
    for part in PARTS:
        print("\n".join(part()), end="\n\n", flush=True)
