"""Print a table of the held-out cases: python -m tests.diagnosis.held_out."""

from collections import Counter

from . import FIRST, SECOND
from .judgement import KINDS, judged, names


def true(case):
    """Return the names of the truth; a mistake that the vocabulary lacks in its own words."""
    return {where if name == "outside" else name for name, where in case.truth}


def row(case):
    d, verdict, seconds = judged(case)
    print(f"{case.name:52} {verdict:32} {1000 * seconds:4.0f} ms")
    print(f"    truth   {', '.join(sorted(true(case))) or 'right'}")
    said = ", ".join(sorted(names(d.mistakes))) or ("right" if d.right else "nothing")
    if verdict != "exact":
        print(f"    answer  {said}")
        for reading in d.instead:
            print(f"    instead {', '.join(sorted(names(reading)))}")
    return verdict, seconds


def table(cases):
    rows = [row(case) for case in cases]
    counts = Counter(verdict for verdict, _ in rows)
    print(f"\nof {len(rows)}:", ", ".join(f"{counts[kind]} {kind}" for kind in KINDS))
    seconds = [s for _, s in rows]
    print(f"{sum(seconds):.2f} s of CPU, at most {1000 * max(seconds):.0f} ms\n")


if __name__ == "__main__":
    for cases in (FIRST, SECOND):
        table(cases)
