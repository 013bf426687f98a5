"""What it costs to begin: imports beside those they rest on, memory of a lesson.

Run: python -m benchmarks.startup.
"""

import os
import re
import subprocess
import sys
import tempfile
from statistics import median

import nbformat

from tests.store_outputs import NOTEBOOKS, client

from .waits import setting

REPEATS = 25
# the mathematics rests on numpy; an explorer is a Figure, drawn by Agg without pyplot, in a widget
IMPORTS = {
    "bpkit": "numpy",
    "bpkit.explorers": "matplotlib.figure, matplotlib.backends.backend_agg, ipywidgets",
}
MEMORY = "import re; re.findall('(?:VmHWM|VmRSS):\\\\s+(\\\\d+)', open('/proc/self/status').read())"


def seconds(modules):
    """Return how long an import takes in a fresh process, without the start of Python itself."""
    timed = (
        "from time import perf_counter as now; start = now(); "
        f"import {modules}; print(now() - start)"
    )
    # numpy comes compiled to bytecode; some machines forbid us to keep ours
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    run = subprocess.run(
        [sys.executable, "-c", timed], capture_output=True, text=True, check=True, env=kept
    )
    return float(run.stdout)


def imports():
    """Yield ours, what it rests on, and the median of both in ms; the processes alternate."""
    for ours, base in IMPORTS.items():
        times = [[seconds(modules) for modules in (ours, base)] for _ in range(REPEATS + 1)][1:]
        yield ours, base, *(1000 * median(of_one) for of_one in zip(*times))


def megabytes(lesson):
    """Return the most memory that a lesson's kernel has had, and what it has after its cells."""
    notebook = nbformat.read(lesson, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(MEMORY))
    with tempfile.TemporaryDirectory() as folder:
        client(notebook, folder).execute()
    return [
        int(kilobytes) / 1024
        for kilobytes in re.findall(r"\d+", notebook.cells[-1].outputs[0].data["text/plain"])
    ]


def table():
    """Return the lines of the tables."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    lines = [
        f"| `import {ours}` | {time:.0f} | `import {base}` | {least:.0f} | {time / least:.2f} |"
        for ours, base, time, least in imports()
    ]
    kernels = {lesson.stem: megabytes(lesson) for lesson in sorted(NOTEBOOKS.glob("*.ipynb"))}
    heaviest = max(kernels, key=lambda lesson: kernels[lesson][-1])
    return [
        f"Medians of {REPEATS} fresh processes each, taken in turn; "
        f"{setting('matplotlib', 'ipywidgets')}.", "",
        "| import | ms | rests on | ms | ratio |", "|---|---|---|---|---|", *lines, "",
        "| kernel of a lesson after all its cells | MB | at most |", "|---|---|---|",
        *(f"| {lesson} | {now:.0f} | {most:.0f} |" for lesson, (most, now) in kernels.items()), "",
        f"The heaviest is {heaviest}.",
    ]  # fmt: skip


if __name__ == "__main__":
    print("\n".join(table()))
