"""Each of bpkit's ways to a step in a process of its own, with numpy alone, as a user has it.

Where other libraries are loaded, memory is handed out in other ways, and big new arrays cost less.
Run: python -m benchmarks.step, which prints it, or python -m benchmarks.alone engine float64.
"""

import json
import subprocess
import sys
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import bpkit as bp

from .rounds import keep_to, minima, pinned
from .workloads import WORKLOADS

ROOT = Path(__file__).parent.parent
REVISION = "685c545"  # the last one whose step was not the engine's
TURNS = 5
BUDGET, LEAST = 0.25, 3  # seconds for a workload in one process, and its rounds at least
WAYS = ("engine", "engine, a run", "bp.train", "page", "bare products", "before")


def seconds_of(way, dtype):
    """Return {workload: seconds} of one way, as this process finds it on one core."""
    keep_to(1)
    assert Path(bp.__file__).is_relative_to(Path.cwd()), f"this is the bpkit of {bp.__file__}"
    assert not {"torch", "jax"} & {*sys.modules}
    make = way_called(way)
    return {w.name: minima({way: make(w, dtype)}, BUDGET, LEAST)[way] for w in WORKLOADS}


def way_called(name):
    """Return a way by its name; each of the two modules runs with its own revision of bpkit."""
    if name == "before":
        from .before import before

        return before
    from .steps import OURS

    return OURS[name]


def archived():
    """Return the bpkit of REVISION as a zip file, or None where there is no git, or no history."""
    command = ["git", "archive", "--format=zip", REVISION, "bpkit"]
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


@contextmanager
def homes():
    """Yield {way: the folder whose bpkit it takes}, without `before` where that cannot be had."""
    found = dict.fromkeys(WAYS, ROOT)
    with TemporaryDirectory() as folder:
        if data := archived():
            ZipFile(BytesIO(data)).extractall(folder)
            found["before"] = folder
        else:
            del found["before"]
        yield found


def in_a_fresh_process(way, home, dtype):
    """Return what `seconds_of` finds in a process that starts in the folder of its bpkit."""
    command = [sys.executable, "-m", "benchmarks.alone", way, dtype]
    env = pinned(1) | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, cwd=home, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(run.stdout)


def in_turns(dtype):
    """Return {workload: {way: seconds}}, the shortest of several processes of each way in turn.

    What cannot be had has the time None.
    """
    best = {work.name: dict.fromkeys(WAYS) for work in WORKLOADS}
    with homes() as found:
        for _ in range(TURNS):
            for way, home in found.items():
                for workload, seconds in in_a_fresh_process(way, home, dtype).items():
                    best[workload][way] = min(seconds, best[workload][way] or seconds)
    return best


if __name__ == "__main__":
    print(json.dumps(seconds_of(*sys.argv[1:])))
