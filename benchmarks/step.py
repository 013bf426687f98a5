"""One training step, by bpkit and by its peers side by side. Run: make bench, or python -m benchmarks.step."""

import json
import os
import subprocess
import sys
from statistics import median
from time import perf_counter

WAYS = {
    "bpkit": "ours",
    "bpkit, recorded": "ours_recorded",
    "bpkit, new arrays": "ours_new_arrays",
    "bare products": "bare_products",
    "PyTorch": "pytorch",
    "JAX jit": "jax_jit",
    "scikit-learn": "scikit_learn",
    "HIPS autograd": "hips_autograd",
    "micrograd": "micrograd",
}
# the largest ratio of bpkit to each that we want, in float64 on one thread, in the order of the workloads
GOALS = {
    "PyTorch": [0.06, 0.22, 0.33, 0.33, 0.75, 0.95],
    "scikit-learn": [0.2, 0.4, 0.55, 0.45, 0.8, 0.85],
    "JAX jit": [1.2, 1.8, 1.6, 1.0, 0.95, 1.0],
    "bare products": [None, 5, 4, 1.4, 1.1, 1.0],
}
ROUND, ROUNDS = 0.003, (15, 101)  # seconds that a way has at least in a round; rounds of a slow step and of a quick one


def pinned(threads):
    """Return an environment in which every library computes on so many threads."""
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    flags = f"--xla_cpu_multi_thread_eigen={'true' if threads > 1 else 'false'}"
    return os.environ | dict.fromkeys(names, str(threads)) | {"XLA_FLAGS": flags}


def timed(action, repeats):
    """Return the seconds that an action takes, repeated so many times, divided by their number."""
    start = perf_counter()
    for _ in range(repeats):
        action()
    return (perf_counter() - start) / repeats


def side_by_side(ways):
    """Return the median time of a step of each way, round after round with all of them in turn."""
    for one, _ in ways.values():
        one(), one()
    once = {name: timed(one, 1) for name, (one, _) in ways.items()}
    repeats = {name: max(1, round(ROUND / seconds)) for name, seconds in once.items()}
    rounds = ROUNDS[sum(once.values()) < 0.1]
    times = {name: [] for name in ways}
    for _ in range(rounds):
        for name, (one, steps) in ways.items():
            times[name].append(timed(one, repeats[name]) / steps)
    return {name: median(seconds) for name, seconds in times.items()}


def measured(threads):
    """Return {dtype: {workload: {way: seconds}}} as this process finds it, on so many threads."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    import torch

    from . import steps
    from .workloads import WORKLOADS

    torch.set_num_threads(threads)
    found = {"float64": {}, "float32": {}}
    for dtype, work in ((dtype, work) for dtype in found for work in WORKLOADS):
        some = [name for name in WAYS if name != "micrograd" or work.name == "tiny"]
        ways = {name: getattr(steps, WAYS[name])(work, dtype) for name in some}
        found[dtype][work.name] = side_by_side(ways)
    return found


def in_a_process_of_its_own(threads):
    """Return what `measured` finds in a fresh process, whose libraries start with so many threads."""
    command = [sys.executable, "-m", "benchmarks.step", str(threads)]
    run = subprocess.run(command, env=pinned(threads), stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(run.stdout)


def microseconds(found):
    """Yield a table of times, a row a way."""
    names = list(found)
    yield f"| µs a step | {' | '.join(names)} |"
    yield "|---|" + "---|" * len(names)
    for way in WAYS:
        cells = [f"{1e6 * found[name][way]:,.0f}" if way in found[name] else "" for name in names]
        yield f"| {way} | {' | '.join(cells)} |"


def ratios(found, goals):
    """Yield a table of bpkit's time over that of each other, with the goal behind it and a mark where it is missed."""
    names = list(found)
    yield f"| bpkit / | {' | '.join(names)} |"
    yield "|---|" + "---|" * len(names)
    for way in list(WAYS)[1:]:
        pairs = zip(names, goals.get(way, [None] * len(names)))
        yield f"| {way} | {' | '.join(ratio(found[name], way, goal) for name, goal in pairs)} |"


def ratio(times, way, goal):
    """Return bpkit's time over another's, in words of the table."""
    if way not in times:
        return ""
    value = times["bpkit"] / times[way]
    return f"{value:.2f}" + (f" {'≤' if value <= goal else '**>**'} {goal}" if goal else "")


def table():
    """Return the lines of all tables."""
    lines = ["bare products: the three a layer of equations (1), (5), (6); bpkit's step leaves δ(0) out, which no"]
    lines += ["gradient needs. A ratio stands before its goal; **>** marks one that misses it.", ""]
    for threads in (1, 2):
        for dtype, found in in_a_process_of_its_own(threads).items():
            goals = GOALS if (threads, dtype) == (1, "float64") else {}
            lines += [f"### {dtype}, {threads} thread{'s' * (threads > 1)}", "", *microseconds(found), ""]
            lines += [*ratios(found, goals), ""]
    return lines


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]))) if len(sys.argv) > 1 else "\n".join(table()))
