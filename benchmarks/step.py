"""One training step by bpkit and by its peers. Run: make bench only=step."""

import json
import subprocess
import sys
from typing import NamedTuple

from .alone import REVISION, TURNS, in_turns
from .rounds import keep_to, minima, pinned
from .steps import EPOCHS, FEWER, OURS, PEERS, ways
from .workloads import WORKLOADS

BUDGETS = {1: 8, 2: 4}  # seconds for all ways on a workload in one precision, by threads
LEAST = 5  # rounds
NAMES = [work.name for work in WORKLOADS]


class Ratio(NamedTuple):
    """A time over another, and how large we want it at most on each workload, in float64."""

    over: str
    under: str
    goals: tuple = (None,) * len(NAMES)


RATIOS = [
    Ratio("engine", "before", (0.30, 0.55, 0.60, 0.85, 0.85, 1.0)),
    Ratio("engine", "JAX jit", (0.5, 0.65, 0.65, 0.75, 0.95, 1.0)),
    # none for large: there PyTorch's BLAS is the quicker one, where it is MKL
    Ratio("engine", "PyTorch", (0.04, 0.12, 0.14, 0.22, 0.95, None)),
    Ratio("engine", "scikit-learn"),
    Ratio("engine", "HIPS autograd"),
    Ratio("engine", "micrograd"),
    Ratio("engine", "bare products", (None, 2.2, 2.4, 1.7, 1.1, 1.0)),
    Ratio("bp.train", "engine, a run", (1.7, 1.25, 1.15, None, 1.2, 1.25)),
    Ratio("bp.train", "PyTorch", (None, 0.16, None, None, None, 1.4)),
    Ratio("page", "engine"),
]


def measured(threads):
    """Return {dtype: {workload: {way: seconds}}} as this process finds it, on so many threads."""
    keep_to(threads)
    import torch

    torch.set_num_threads(threads)
    return {dtype: side_by_side(dtype, BUDGETS[threads]) for dtype in ("float64", "float32")}


def side_by_side(dtype, budget):
    """Return {workload: {way: seconds}} of all ways in turn."""
    found = {}
    for work in WORKLOADS:
        actions = {name: way(work, dtype) for name, way in ways(work).items()}
        found[work.name] = minima(actions, budget, LEAST)
    return found


def in_one_process(threads):
    """Return what `measured` finds in a process whose libraries start with so many threads."""
    command = [sys.executable, "-m", "benchmarks.step", str(threads)]
    run = subprocess.run(
        command, env=pinned(threads), stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(run.stdout)


def row(name, cells):
    """Return a line of a table."""
    return f"| {name} | {' | '.join(cells)} |"


def microseconds(found):
    """Yield a table of times, a row a way."""
    yield from (row("µs a step", NAMES), "|---" * (1 + len(NAMES)) + "|")
    for way in (*OURS, *PEERS, "before"):
        if any(way in found[name] for name in NAMES):
            yield row(way, [time_in_words(found[name], way) for name in NAMES])


def time_in_words(times, way):
    """Return a time in microseconds; of the ways only `before` may be one that cannot be had."""
    if way not in times:
        return ""
    if times[way] is None:
        return f"git has no {REVISION} here"
    return f"{1e6 * times[way]:,.{int(times[way] < 1e-5)}f}"


def ratios(found, with_goals):
    """Yield a table of one time over another, a row a pair."""
    yield from (row("ratio", NAMES), "|---" * (1 + len(NAMES)) + "|")
    for over, under, goals in RATIOS:
        cells = [
            in_words(found[name], over, under, goal if with_goals else None)
            for name, goal in zip(NAMES, goals)
        ]
        if any(cells):
            yield row(f"{over} / {under}", cells)


def in_words(times, over, under, goal):
    """Return the ratio of two times, behind it its goal, with a mark where it is missed."""
    if not (times.get(over) and times.get(under)):
        return ""
    value = f"{times[over] / times[under]:.2f}"
    if goal is None:
        return value
    # what is told is what is judged: 0.853 meets 0.85
    return f"{value} {'≤' if float(value) <= goal else '**>**'} {goal}"


def tables(title, found, with_goals):
    """Yield the two tables of one precision."""
    yield from (f"### {title}", "", *microseconds(found), "")
    yield from (*ratios(found, with_goals), "")


TOLD = f"""The shortest time of a step, over many rounds.

- *engine* is the step that bp.train takes, *engine, a run* {EPOCHS} of them timed as one.
- *bp.train* is an epoch, a step with E and the size of every δ, of {EPOCHS} in a call;
  a call, like a run, has {" and ".join(f"{n} on {name}" for name, n in FEWER.items())}.
- *page* is the five calls of the lessons.
- *bare products* are the three a layer of equations (1), (5), (6); a step needs them but for δ(0).
- *before* is the step of git {REVISION}.

A ratio stands before its goal; **>** marks one that misses it."""


def alone(dtype):
    """Yield the tables of bpkit's ways, each in a process of its own."""
    found = in_turns(dtype)
    yield from tables(f"{dtype}, 1 thread, in processes of their own", found, dtype == "float64")
    yield f"The shortest of {TURNS} fresh processes for each way in turn, with numpy alone loaded."
    yield ""


def lines():
    """Yield the lines of all tables."""
    from . import blas

    yield from (*TOLD.splitlines(), "", *blas.told(), "")
    for dtype, found in in_one_process(1).items():
        yield from tables(f"{dtype}, 1 thread, side by side", found, dtype == "float64")
        yield from alone(dtype)
    for dtype, found in in_one_process(2).items():
        yield from (f"### {dtype}, 2 threads, side by side", "", *microseconds(found), "")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measured(int(sys.argv[1]))))
    else:
        for line in lines():
            print(line, flush=True)
