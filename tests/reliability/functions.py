"""Every public function with every argument replaced by what nobody should give it.

A call keeps the promise that returns, or raises a ValueError or TypeError that bpkit worded.
"""

import inspect
import linecache
import signal
import traceback
from contextlib import contextmanager
from pathlib import Path

import numpy as np

import bpkit as bp

PATIENCE = 5  # seconds that a call may take
HERE = str(Path(bp.__file__).parent)


def values():
    """Return the values by name: wrong kinds, wrong shapes, numbers out of range, other objects."""
    net = bp.Network.create([3, 4, 2], rng=1)
    numbers = {
        f"{v!r}": v
        for v in (None, True, 0, -1, 7, 0.5, -2.5, 1e-320, 1e308, 10**400, 1j, np.nan, np.inf)
    }
    words = ("", "tanh", "squared_error", "xor", "<b>", "0.1", b"tanh", "a\0")
    texts = {f"{v!r}": v for v in words}
    arrays = {
        "empty": np.zeros(0),
        "no columns": np.zeros((2, 0)),
        "a line": np.ones(3),
        "a cube": np.ones((2, 3, 4)),
        "other shape": np.ones((5, 7)),
        "whole numbers": np.arange(6).reshape(2, 3),
        "nan inside": np.array([[np.nan, 1], [2, 3]]),
        "inf inside": np.array([[np.inf, 1], [2, 3]]),
        "objects": np.array([[None, "a"], [1, 2]], dtype=object),
        "letters": np.array([["a", "b"]]),
        "complex": np.ones((2, 2)) * 1j,
        "float16": np.ones((2, 4), np.float16),
        "bool": np.ones((2, 4), bool),
        "masked": np.ma.masked_array(np.ones((2, 4)), mask=True),
        "matrix": np.ones((2, 4)).view(np.matrix),
        "dates": np.array(["2026-01-01"], "datetime64[D]"),
        "structured": np.zeros(3, [("a", float)]),
    }
    others = {
        "ragged": [[1, 2], [3]],
        "a set": {1, 2},
        "a dict": {"W": 1},
        "once": iter([1, 2]),
        "endless": lambda: None,
        "a class": dict,
        "another net": net,
        "another trace": bp.forward(net, np.ones((3, 2))),
        "a loss": bp.losses.cross_entropy,
        "f": bp.activations.relu,
        "a list of objects": [object(), object()],
    }
    return numbers | texts | arrays | others


def targets():
    """Return the functions by name, each with arguments that it takes."""
    net = bp.Network.create([2, 3, 1], rng=0)
    X0, T = np.array([[0.5, -1, 2, 0], [1, 0, -1, 0.3]]), np.array([[1.0, 0, 1, 0]])
    loss, grown = bp.losses.squared_error, {"sizes": [2, 3, 1], "f": ["tanh", "tanh"]}
    trace = bp.forward(net, X0)
    back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))
    grads = bp.gradients(trace, back)
    learned = {"net": net, "loss": loss, "X0": X0, "T": T}
    made = {"sizes": [2, 3, 1], "activation": "tanh", "output": "identity", "init": "glorot"}
    trained = {"eta": 0.1, "epochs": 2, "batch_size": 2, "rng": 0, "keep": (1,)}
    calls = {
        bp.forward: {"net": net, "X0": X0},
        bp.backward: {"net": net, "trace": trace, "delta_L": back.delta[-1]},
        bp.gradients: {"trace": trace, "back": back},
        bp.update: {"net": net, "grads": grads, "eta": 0.1},
        bp.train: learned | trained,
        bp.numerical_gradients: learned | {"h": 1e-5, "scheme": "central"},
        bp.check_gradients: learned | {"h": 1e-5, "grads": grads},
        bp.Network: {"W": net.W, "b": net.b, "f": net.f},
        bp.Network.create: made | {"rng": 0, "dtype": float},
        bp.losses.softmax: {"X": X0},
        bp.losses.accuracy: {"X": X0, "T": X0},
        bp.datasets.load: {"name": "xor", "rng": 0, "samples": 9, "noise": 0.1, "split": 0.5},
        bp.datasets.one_hot: {"labels": [0, 1], "classes": 2},
        bp.datasets.describe: {"name": "xor"},
        bp.cost.by_nudging: {"sizes": [2, 3, 1], "m": 3, "scheme": "central"},
        bp.cost.by_sweep: {"sizes": [2, 3, 1], "m": 3},
        bp.growth.signal: grown | {"init": "glorot", "X0": 1.0},
        bp.other_ways.forward_mode: learned,
        bp.other_ways.nudge_side_by_side: learned | {"h": 1e-5},
        bp.starts.normal: {"scale": 1.0},
        bp.activations.LeakyReLU: {"slope": 0.1},
        bp.show: {"function": bp.forward},
    }
    found = {call.__qualname__: (call, arguments) for call, arguments in calls.items()}
    for each in (bp.losses.squared_error, bp.losses.logistic, bp.losses.cross_entropy):
        shares = {"X": X0, "T": np.full((2, 4), 0.5)}
        found |= {f"{each!r}": (each, shares), f"{each!r}.gradient": (each.gradient, shares)}
    for name, f in bp.activations.BY_NAME.items():
        found |= {name: (f, {"x": X0}), f"{name}.prime": (f.prime, {"x": X0})}
    return found


@contextmanager
def patience():
    """Interrupt what takes too long."""

    def ring(*_):
        raise TimeoutError("too long")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def worded(error):
    """Return whether bpkit raised this error itself, with a sentence."""
    *_, last = traceback.walk_tb(error.__traceback__)
    frame, line = last
    file = frame.f_code.co_filename
    raises = linecache.getline(file, line).lstrip().startswith("raise ")
    return isinstance(error, ValueError | TypeError) and file.startswith(HERE) and raises


def broken(call, arguments):
    """Return what a call did that breaks the promise, None if it keeps it."""
    positional = inspect.signature(call).parameters
    values = [arguments[name] for name in positional if name in arguments]
    try:
        with patience(), np.errstate(all="ignore"):
            call(*values)
    except Exception as error:
        return None if worded(error) else f"{type(error).__name__}"
    return None


def survey(names=None):
    """Return the number of calls, and what each that broke the promise did."""
    calls, found = 0, []
    for name, (call, arguments) in targets().items():
        if names and name not in names:
            continue
        for argument in arguments:
            for label, value in values().items():
                calls += 1
                if said := broken(call, arguments | {argument: value}):
                    found.append((name, argument, label, said))
    return calls, found
