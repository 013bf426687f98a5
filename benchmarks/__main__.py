"""All benchmarks one after the other, printed and kept in results.md. Run: make bench."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from .waits import setting

RESULTS = Path(__file__).parent / "results.md"
HEAD = "# What was measured, by `make bench`"
# those marked True run where the peers are installed
PARTS = {
    "step": ("One training step", True),
    "lines": ("Where the time of a step goes", False),
    "explorers": ("From control to picture, in the kernel", False),
    "browser": ("From key to painted picture, in Chromium", False),
    "startup": ("Imports and kernels", False),
    "nudging": ("What nudging costs", False),
    "sweep_cost": ("What the backward sweep costs", False),
    "rivals": ("Other ways to all gradients", False),
    "torch": ("The cell of lesson 12 in PyTorch", True),
}


def measured(part, python):
    """Yield the lines that a benchmark prints, as it prints them."""
    command = [python, "-m", f"benchmarks.{part}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        yield from run.stdout
    if run.returncode:
        sys.exit(f"benchmarks.{part} failed; {RESULTS.name} is left as it was")


def main(peers, names):
    """Run the benchmarks called so, or all; peers is the Python that has the peers."""
    lines = [HEAD, "", f"{datetime.now(UTC):%Y-%m-%d}; {setting()}.", ""]
    for name in names or PARTS:
        title, with_peers = PARTS[name]
        lines += [f"## {title}", ""]
        print(lines[-2], end="\n\n", flush=True)
        for line in measured(name, peers if with_peers else sys.executable):
            print(line, end="", flush=True)
            lines.append(line.rstrip())
        lines.append("")
    if not names:
        RESULTS.write_text("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
