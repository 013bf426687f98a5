"""A wait and how a table says it: how long an action takes, the middle, the slowest in twenty."""

import os
import platform
from importlib.metadata import version
from statistics import median, quantiles
from time import perf_counter

HEAD = ["| | median, ms | 95th percentile, ms |", "|---|---|---|"]


def milliseconds(action):
    """Return how long an action takes."""
    start = perf_counter()
    action()
    return 1000 * (perf_counter() - start)


def row(what, times):
    """Return a line of the table."""
    return (
        f"| {what} | {median(times):.0f} | {quantiles(times, n=20, method='inclusive')[-1]:.0f} |"
    )


def setting(*packages):
    """Return versions and machine size in a line."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", *packages))
    return f"Python {platform.python_version()}, {versions}; {os.cpu_count()} cores"
