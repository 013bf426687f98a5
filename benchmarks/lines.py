"""Where the time of a step goes, line by line, and its memory. Run: python -m benchmarks.lines."""

import os
import re
import tracemalloc
from functools import partial
from time import perf_counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402

import bpkit as bp  # noqa: E402
from bpkit.engine import Parameters, Plan  # noqa: E402

from .rounds import minima  # noqa: E402
from .workloads import ETA, WORKLOADS  # noqa: E402

BUDGET, LEAST = 2, 15  # seconds for a workload, and steps at least


def plan_of(work):
    """Return the plan of a step, the data in it."""
    loss = bp.losses.BY_NAME[work.loss]
    plan = Plan(Parameters(work.net(np.float64)), loss, work.m, ETA)
    plan.load(*work.data(np.float64))
    return plan


def without_layers(line):
    """Return a line of the page without the numbers of its layers: W[3] becomes W."""
    return re.sub(r"\[\d+\]", "", line).replace("\n", "`, `")


def seconds_of_calls(makes):
    """Return the shortest time of each call over many steps, each call in its place in the step.

    On its own, again and again, a call that writes over what it reads would soon see only zeros.
    """
    best = np.full(len(makes), np.inf)
    steps, end = 0, perf_counter() + BUDGET
    while perf_counter() < end or steps < LEAST:
        best, steps = np.minimum(best, np.diff(stamps(makes))), steps + 1
    empty = [partial({}.clear)] * 1000
    return best - np.diff(stamps(empty)).min()


def stamps(makes):
    """Return the times between which the calls are made, one after the other."""
    times = [perf_counter()]
    for make in makes:
        make()
        times.append(perf_counter())
    return times


def shares(work):
    """Return the time of a step, and the share of each line of the page in it."""
    plan = plan_of(work)
    whole = minima({"step": (plan.step, 1)}, BUDGET, LEAST)["step"]
    found, seconds_of = {}, seconds_of_calls([*plan.sweeping, *plan.descending])
    for call, seconds in zip([*plan.sweep, *plan.descend], seconds_of):
        line = without_layers(call.line)
        found[line] = found.get(line, 0) + seconds / whole
    return whole, found


def memory(work):
    """Return the peak of making a plan and stepping, over the bytes of its x, X and δ."""
    X0, T = work.data(np.float64)
    net, loss = work.net(np.float64), bp.losses.BY_NAME[work.loss]
    tracemalloc.start()
    plan = Plan(Parameters(net), loss, work.m, ETA)
    plan.load(X0, T)
    plan.step()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / (8 * work.m * (3 * sum(work.sizes) - work.sizes[0]))


TOLD = """The share of each line of the page in a step of the engine, float64, one thread: the
shortest time of each of its calls over many steps, less that of an empty call, added up. What is
left to 100 % is making the calls."""


def row(name, cells):
    """Return a line of the table."""
    return f"| {name} | {' | '.join(cells)} |"


def table():
    """Yield the lines of the table."""
    found = {work.name: shares(work) for work in WORKLOADS}
    names = list(dict.fromkeys(line for _, parts in found.values() for line in parts))
    yield from (TOLD, "", row("", found), "|---" * (1 + len(found)) + "|")
    yield row("a step, µs", [f"{1e6 * whole:,.0f}" for whole, _ in found.values()])
    for name in names:
        yield row(f"`{name}`", [f"{parts.get(name, 0):.0%}" for _, parts in found.values()])
    rest = [1 - sum(parts.values()) for _, parts in found.values()]
    yield row("making the calls", [f"{part:.0%}" for part in rest])
    yield row("peak memory / its x, X, δ", [f"{memory(work):.2f}" for work in WORKLOADS])


if __name__ == "__main__":
    print("\n".join(table()))
