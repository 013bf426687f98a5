"""Other ways to all gradients, beside one backward sweep. Run: python -m benchmarks.rivals."""

import tracemalloc
from functools import partial

from .cases import LOSS, Sweeps, case, medians, row, rule  # sets the threads of numpy

# isort: split
import bpkit as bp

CONTESTS = [
    ([2, 16, 16, 1], 32),
    ([10, 30, 30, 10], 32),
    ([64, 128, 10], 1),
    ([64, 64, 64, 10], 32),
]
WAYS = {
    "the loop": bp.numerical_gradients,
    "side by side": bp.other_ways.nudge_side_by_side,
    "forward mode": bp.other_ways.forward_mode,
    "complex step": partial(bp.numerical_gradients, h=1e-20, scheme="complex"),
}


def peak(action):
    """Return the most memory in MiB that an action holds at a time, beyond what was there."""
    tracemalloc.start()
    action()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 2**20


TOLD = """Other ways to all gradients: milliseconds, how many times as fast as the loop, and the
most memory held at a time (tracemalloc). The loop and the complex step nudge one parameter after
the other; side by side nudges all those of a layer at once, in copies of the batch; forward mode
carries ∂X/∂θ of all parameters along; backward is one sweep forward and one back, by the page."""


def contest(given):
    """Return the actions of all ways to the gradients of one network."""
    net, X0, T = given
    actions = {name: partial(way, net, LOSS, X0, T) for name, way in WAYS.items()}
    return actions | {"backward": Sweeps(given).whole}


def lines():
    """Yield the lines of the table."""
    yield from (TOLD, "", row("layers, m, P", "way", "ms", "times as fast", "peak, MiB"), rule(5))
    for sizes, m in CONTESTS:
        given = case(sizes, m)
        actions = contest(given)
        times = medians(*actions.values(), budget=0.3, least=3)
        place = f"{sizes}, {m}, {given.net.n_parameters:,}"
        for (name, action), time in zip(actions.items(), times):
            times_as_fast = f"{times[0] / time:,.1f}"
            yield row(place, name, f"{1e3 * time:,.3g}", times_as_fast, f"{peak(action):,.1f}")
            place = ""


if __name__ == "__main__":
    for line in lines():
        print(line, flush=True)
