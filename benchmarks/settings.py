"""Many settings trained at once, and one after the other. Run: python -m benchmarks.settings."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402

import bpkit as bp  # noqa: E402
from bpkit.settings import train_side_by_side  # noqa: E402

from .step import side_by_side  # noqa: E402
from .workloads import WORKLOADS  # noqa: E402

EPOCHS, ETA = 20, 1e-3


def row(work, dtype, R):
    """Return a line of the table: R settings of a workload."""
    net, (X0, T), loss = work.net(dtype), work.data(dtype), bp.losses.BY_NAME[work.loss]
    ways = {
        "each": (lambda: [bp.train(net, X0, T, loss, ETA, EPOCHS) for _ in range(R)], EPOCHS),
        "together": (lambda: train_side_by_side([net] * R, X0, T, loss, [ETA] * R, EPOCHS), EPOCHS),
    }
    each, together = (1e6 * seconds for seconds in side_by_side(ways).values())
    name = f"{work.name}, {np.dtype(dtype).name}"
    return f"| {name} | {R} | {each:,.0f} | {together:,.0f} | {each / together:.1f} |"


def table():
    """Return the lines of the table."""
    cases = [(work, dtype, R) for work in WORKLOADS[:3] for dtype in (np.float64, np.float32) for R in (16, 64)]
    return [
        "R settings in full batches, microseconds an epoch for all of them: bp.train for one after the other, which",
        "records the size of every δ, too, and bp.settings.train_side_by_side, which keeps E alone.", "",
        "| | R | one by one, µs | side by side, µs | times as fast |", "|---|---|---|---|---|",
        *(row(*case) for case in cases),
    ]  # fmt: skip


if __name__ == "__main__":
    print("\n".join(table()))
