"""Where the time of a step goes, line by line, and what it holds in memory. Run: python -m benchmarks.lines."""

import os
import tracemalloc

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402
from bpkit.buffers import buffers  # noqa: E402

import bpkit as bp  # noqa: E402
from bpkit.descent import measure, step  # noqa: E402

from .step import side_by_side  # noqa: E402
from .steps import ETA, ours  # noqa: E402
from .workloads import WORKLOADS  # noqa: E402


def lines_of(work):
    """Return the arithmetic of a step as functions, each a line of propagation, losses or descent over all layers."""
    net, (X0, T), loss = work.net(np.float64), work.data(np.float64), bp.losses.BY_NAME[work.loss]
    room, new = buffers(net, work.m, down_to=1), net.blank()
    measure(net, X0, T, loss, room, down_to=1)
    step(net, room, ETA, new)
    (x, X), (delta, dE_dx), (dE_dW, dE_db), W, b, f = *room, net.W, net.b, net.f
    up, below, pairs = range(net.depth), range(1, net.depth), [*zip((*W, *b), (*dE_dW, *dE_db), (*new.W, *new.b))]
    return {
        "W X  (1)": lambda: [np.matmul(W[l], X[l], out=x[l + 1]) for l in up],
        "+ b  (1)": lambda: [np.add(x[l + 1], b[l], out=x[l + 1]) for l in up],
        "X = f(x)  (1)": lambda: [f[l].f(x[l + 1], out=X[l + 1]) for l in up],
        "E": lambda: loss.E(X[-1], T),
        "δ(L)  (4)": lambda: loss.dE_dX(X[-1], T),
        "f′(x)": lambda: [f[l].f_prime(x[l + 1], X[l + 1], out=dE_dx[l + 1]) for l in up],
        "δ f′": lambda: [np.multiply(delta[l + 1], dE_dx[l + 1], out=dE_dx[l + 1]) for l in up],
        "Wᵀ ∂E/∂x  (5)": lambda: [np.matmul(W[l].T, dE_dx[l + 1], out=delta[l]) for l in below],
        "∂E/∂x Xᵀ  (6)": lambda: [np.matmul(dE_dx[l + 1], X[l].T, out=dE_dW[l]) for l in up],
        "sum of ∂E/∂x  (7)": lambda: [dE_dx[l + 1].sum(axis=1, keepdims=True, out=dE_db[l]) for l in up],
        "− η ∂E/∂W, ∂E/∂b  (2)(3)": lambda: [np.subtract(p, np.multiply(ETA, g, out=n), out=n) for p, g, n in pairs],
    }


def shares(work):
    """Return the step's time and the share of each line in it; what is left are calls and loops of Python."""
    ways = {name: (line, 1) for name, line in lines_of(work).items()} | {"step": ours(work, np.float64)}
    times = side_by_side(ways)
    whole = times.pop("step")
    found = {name: seconds / whole for name, seconds in times.items()}
    return whole, found | {"calls and loops": 1 - sum(found.values())}


def memory(work):
    """Return the peak of a step, its buffers and the new network among it, over the bytes of its x, X and δ."""
    net, (X0, T), loss = work.net(np.float64), work.data(np.float64), bp.losses.BY_NAME[work.loss]
    tracemalloc.start()
    room = buffers(net, work.m, down_to=1)
    measure(net, X0, T, loss, room, down_to=1)
    step(net, room, ETA, net.blank())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / (8 * work.m * (3 * sum(work.sizes) - work.sizes[0]))


def table():
    """Return the lines of the tables."""
    found = {work.name: shares(work) for work in WORKLOADS}
    names = list(found["tiny"][1])
    rows = [f"| {name} | {' | '.join(f'{found[w][1][name]:.0%}' for w in found)} |" for name in names]
    peaks = " | ".join(f"{memory(work):.2f}" for work in WORKLOADS)
    return [
        "The share of each line in a step, float64, one thread; each line timed on its own, over all layers.", "",
        f"| | {' | '.join(found)} |", "|---|" + "---|" * len(found),
        f"| a step, µs | {' | '.join(f'{1e6 * whole:,.0f}' for whole, _ in found.values())} |", *rows,
        f"| peak memory of a step / its x, X, δ | {peaks} |",
    ]  # fmt: skip


if __name__ == "__main__":
    print("\n".join(table()))
