"""How long a learner waits in the kernel: 50 moves of every explorer. Run: python -m benchmarks.explorers."""

import os
from typing import Any, NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # networks as small as these are slowed down by a second thread

from bpkit import explorers  # noqa: E402

from .waits import HEAD, milliseconds, row, setting  # noqa: E402


def notches(first, step, count=50, power=False):
    """Return so many notches of a slider, every second one on the way up, the rest on the way down."""
    order = [*range(0, count, 2), *range(count - 1, 0, -2)]
    values = [first + step * k for k in order]
    return [10**v for v in values] if power else values


class Subject(NamedTuple):
    """An explorer, how it is made, its slider, and where that is moved."""

    label: str
    make: Any
    slider: Any
    values: list


def spirals():
    """Return the training explorer of lesson 08."""
    return explorers.Training(dataset="spirals", layers="16, 16", activation="tanh", epochs=300)


ETAS = notches(-2, 0.05, power=True)
HS = notches(-14, 0.25, power=True)
NUDGES = [0.05 * k for k in (*range(-20, 21), *range(19, 10, -1))]
STOPS = [*range(1, 26), *range(24, -1, -1)]
SUBJECTS = [
    Subject("Training: η, 300 epochs of [2, 16, 16, 1]", spirals, lambda e: e.eta_slider, ETAS),
    Subject("Neuron: w", explorers.Neuron, lambda e: e.w.slider, notches(-2.5, 0.1)),
    Subject("Descent: η, 40 steps", explorers.Descent, lambda e: e.eta.slider, ETAS),
    Subject("Nudge: h", explorers.Nudge, lambda e: e.h.slider, HS),
    Subject("NudgeNeuron: the nudge", explorers.NudgeNeuron, lambda e: e.nudge.slider, NUDGES),
    Subject("Sweep: the stop, 2-2-2 neurons", explorers.Sweep, lambda e: e.stop_slider, STOPS),
    Subject("Cost: m", explorers.Cost, lambda e: e.m.slider, notches(10, 5)),
]


def measured(subject):
    """Return the time of every move, and of the drawing within it."""
    explorer, moves, draws = subject.make(), [], []
    slider, draw = subject.slider(explorer), explorer.draw
    explorer.draw = lambda: draws.append(milliseconds(draw))
    for value in subject.values:
        drawn = len(draws)
        moves.append(milliseconds(lambda value=value: setattr(slider, "value", value)))
        assert len(draws) == drawn + 1, f"{subject.label}: {len(draws) - drawn} pictures for one move"
    return moves, draws


def table():
    """Return the lines of the table."""
    lines = []
    for subject in SUBJECTS:
        moves, draws = measured(subject)
        lines += [row(f"{subject.label}: a move", moves), row("— drawing within it", draws)]
    return [f"50 moves of every explorer in the kernel; {setting('matplotlib', 'ipywidgets')}.", "", *HEAD, *lines]


if __name__ == "__main__":
    print("\n".join(table()))
