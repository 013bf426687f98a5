"""A run is a value that goes on, and its code gives its numbers to the last bit."""

import numpy as np
import pytest

import bpkit as bp

from ..acting import executed
from .quick import explorer, same


def test_a_run_is_a_value_that_can_go_on_twice():
    start = explorer(batch_size=32).started()
    once, again = start.advanced(5), start.advanced(5)
    assert same(once.history, again.history)
    assert same(once.advanced(3).history, start.advanced(8).history)
    assert len(start.record) == 1 and len(once.record) == 6


def test_the_held_out_loss_is_measured_at_the_epochs_it_is_drawn_at():
    run = explorer(epochs=120).run
    history = bp.train(
        run.settings.start(), *run.data.train, run.settings.loss, 0.3, 120, keep=range(121)
    )
    assert [epoch for epoch, _ in run.tests] == list(range(0, 121, 2))
    for epoch, E in run.tests:
        X0, T = run.data.held_out
        assert E == run.settings.loss(bp.forward(history.nets[epoch], X0).X[-1], T)


SETTINGS = [
    {},
    {"batch_size": 32},
    {"dataset": "digits", "layers": "8", "epochs": 4, "init": "normal(0.01)"},
    {
        "dataset": "wave",
        "activation": "relu",
        "init": "he",
        "batch_size": 8,
        "seed": 7,
        "eta": 0.05,
    },
    {"dataset": "elnino", "layers": "3", "init": "normal(1)", "epochs": 5},
    {"dataset": "moons", "activation": "softplus", "init": "lecun", "seed": 9999, "eta": 1e-4},
    {"dataset": "circles", "activation": "leaky_relu", "eta": 1 / 3},
    {"dataset": "xor", "activation": "identity", "layers": "1, 1, 1, 1, 1, 1, 1"},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_the_code_gives_the_same_numbers_to_the_last_bit(settings):
    e = explorer(**settings)
    names, (E, delta_rms) = executed(e.code)
    history = names["history"]
    assert same(history, e.history)
    assert E == e.history.E[-1] and np.array_equal(delta_rms, e.history.delta_rms[-1])


@pytest.mark.parametrize("batch_size", [0, 32])
@pytest.mark.parametrize("steps", [0, 1, 3])
def test_the_code_gives_the_numbers_of_training_that_has_not_ended(steps, batch_size):
    e = explorer(batch_size=batch_size)
    e.reset.click()
    for _ in range(steps):
        e.step.click()
    names, (E, delta_rms) = executed(e.code)
    history = names["history"]
    assert E == e.history.E[-1] and np.array_equal(delta_rms, e.history.delta_rms[-1])
    assert np.array_equal(history.E[: steps + 1], e.history.E)
    assert steps == 0 or same(history, e.history)


@pytest.mark.parametrize("batch_size, epochs", [(0, 300), (8, 20)])
def test_the_code_gives_the_numbers_of_training_that_diverged(batch_size, epochs):
    e = explorer(
        dataset="wave",
        layers="8",
        activation="relu",
        eta=100.0,
        epochs=epochs,
        batch_size=batch_size,
    )
    names, (E, delta_rms) = executed(e.code)
    history = names["history"]
    assert history.stopped and same(history, e.history)
    assert E == e.history.E[-1] and np.array_equal(delta_rms, e.history.delta_rms[-1])
