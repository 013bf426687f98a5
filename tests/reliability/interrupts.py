"""The kernel is interrupted at random moments of a training, and of an explorer's move."""

import signal
from random import Random
from time import perf_counter

import numpy as np

import bpkit as bp
from bpkit.explorers import Sweep, Training

X0, T = bp.datasets.load("spirals", rng=0)
NET = bp.Network.create([2, 16, 16, 1], rng=0)


def trained():
    """Train a network; return its losses."""
    return bp.train(NET, X0, T, bp.losses.logistic, eta=0.3, epochs=60, batch_size=50).E


def seconds(action):
    """Return how long an action takes."""
    start = perf_counter()
    action()
    return perf_counter() - start


def interrupted(action, wait):
    """Return whether an action was interrupted after some seconds."""
    signal.setitimer(signal.ITIMER_REAL, wait)
    try:
        action()
        signal.setitimer(signal.ITIMER_REAL, 0)
    except KeyboardInterrupt:
        return True
    return False


def survey(times, seed=0):
    """Return how many interrupts came, and what each left behind that it should not."""
    random, came, found, state = Random(seed), 0, [], np.geterr()
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    right, training, sweep = trained(), Training(layers="8", epochs=30), Sweep()
    moves = {
        "train": trained,
        "Training": lambda: training.eta.number.set_trait("value", random.uniform(0.01, 1)),
        "Sweep": lambda: sweep.stop.number.set_trait("value", random.randrange(1, 30)),
    }
    length = {name: seconds(move) for name, move in moves.items()}
    try:
        for _ in range(times):
            name = random.choice(list(moves))
            came += interrupted(moves[name], random.uniform(1e-4, length[name]))
            found += left_behind(name, state, training, sweep)
    finally:
        signal.signal(signal.SIGALRM, before)
    if not np.array_equal(trained(), right):
        found.append("another training after all")
    return came, found


def left_behind(name, state, training, sweep):
    """Yield what an interrupt has left behind."""
    if np.geterr() != state:
        yield f"{name}: numpy is quiet for good"
    for explorer in (training, sweep):
        if not explorer.lock.acquire(blocking=False):
            yield f"{name}: a lock is held"
        else:
            explorer.lock.release()
    if len(training.history.E) != len(training.history.delta_rms):
        yield f"{name}: a torn history"
