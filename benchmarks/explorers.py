"""How long a learner waits: 50 moves of η in the training explorer. Run: python benchmarks/explorers.py."""

import os
import platform
from statistics import median, quantiles
from time import perf_counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # networks as small as these are slowed down by a second thread

import matplotlib  # noqa: E402
import numpy as np  # noqa: E402

from bpkit.explorers import Training  # noqa: E402

NOTCHES = range(-40, 10)  # of the slider: η from 0.01 to 2.8, every second one on the way up, the rest on the way down
ETAS = [10 ** (0.05 * k) for k in (*NOTCHES[::2], *NOTCHES[::-2])]


def milliseconds(action):
    """Return how long an action takes."""
    start = perf_counter()
    action()
    return 1000 * (perf_counter() - start)


def measured():
    """Yield for each move: the time with training, whether all epochs fitted into it, the time of drawing alone."""
    explorer = Training(dataset="spirals", layers="16, 16", activation="tanh", epochs=300)
    for eta in ETAS:
        move = milliseconds(lambda eta=eta: setattr(explorer.eta_slider, "value", eta))
        fitted = explorer.run.ended
        explorer.finish()
        yield move, fitted, milliseconds(explorer.draw)


def row(what, times):
    """Return a line of the table."""
    return f"| {what} | {median(times):.0f} | {quantiles(times, n=20)[-1]:.0f} |"


def main():
    """Print the table."""
    moves, fitted, draws = zip(*measured())
    versions = f"Python {platform.python_version()}, numpy {np.__version__}, matplotlib {matplotlib.__version__}"
    print(f"{len(moves)} moves of η, spirals, [2, 16, 16, 1], tanh, 300 epochs; {versions}, {os.cpu_count()} cores\n")
    print("| | median, ms | 95th percentile, ms |\n|---|---|---|")
    print(row("a move: train again, draw", moves))
    print(row("drawing alone", draws))
    print(f"\n{sum(fitted)} of {len(moves)} moves trained all 300 epochs in one slice; the others went on after it.")


if __name__ == "__main__":
    main()
