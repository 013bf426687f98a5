"""Actions timed in turns, round after round, so that what disturbs the machine meets all alike."""

import os
from time import perf_counter

ROUND = 0.003  # seconds for which a quick action is repeated in a round


def pinned(threads):
    """Return an environment in which every library computes on so many threads."""
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    flags = f"--xla_cpu_multi_thread_eigen={'true' if threads > 1 else 'false'}"
    return os.environ | dict.fromkeys(names, str(threads)) | {"XLA_FLAGS": flags}


def keep_to(cores):
    """Keep this process to so many cores, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])


def timed(action, repeats):
    """Return the seconds that an action takes, repeated so many times, divided by their number."""
    start = perf_counter()
    for _ in range(repeats):
        action()
    return (perf_counter() - start) / repeats


def minima(ways, budget, least):
    """Return the shortest time of a step of each way, in rounds until a budget of seconds is spent.

    A way is an action and the number of steps that it takes; `least` is the fewest rounds.
    What disturbs an action makes it slower, never quicker: hence the shortest.
    """
    for action, _ in ways.values():
        action()
    best = {name: timed(action, 1) for name, (action, _) in ways.items()}
    repeats = {name: max(1, round(ROUND / seconds)) for name, seconds in best.items()}
    rounds, end = 1, perf_counter() + budget
    while perf_counter() < end or rounds < least:
        for name, (action, _) in ways.items():
            best[name] = min(best[name], timed(action, repeats[name]))
        rounds += 1
    return {name: seconds / ways[name][1] for name, seconds in best.items()}
