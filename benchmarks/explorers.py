"""How long a learner waits in the kernel: 50 moves of every explorer.

Run: python -m benchmarks.explorers.
"""

import os

# networks as small as these are slowed down by a second thread
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from bpkit import explorers  # noqa: E402

from .waits import HEAD, milliseconds, row, setting  # noqa: E402


def measured(name):
    """Return what an explorer moves, the time of every move, and of the drawing within it."""
    kind = getattr(explorers, name)
    explorer, moves, draws = kind(), [], []
    slider, draw = kind.move.of(explorer), explorer.draw
    explorer.draw = lambda: draws.append(milliseconds(draw))
    for value in kind.move.values:
        drawn = len(draws)
        moves.append(milliseconds(lambda value=value: setattr(slider, "value", value)))
        pictures = len(draws) - drawn
        assert pictures == 1, f"{name}: {pictures} pictures for one move"
    return kind.move.label, moves, draws


def table():
    """Return the lines of the table."""
    lines = []
    for name in explorers.__all__:
        label, moves, draws = measured(name)
        lines += [row(f"{label}: a move", moves), row("— drawing within it", draws)]
    told = f"The moves of every explorer in the kernel; {setting('matplotlib', 'ipywidgets')}."
    return [told, "", *HEAD, *lines]


if __name__ == "__main__":
    print("\n".join(table()))
