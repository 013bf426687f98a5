"""Public functions and what nobody should give them: a result or bpkit's own sentence."""

import warnings

import numpy as np
import pytest

import bpkit as bp

from .functions import broken, survey, targets

# whose lines lesson 10b shows, and which therefore has no door; a Python class or function in the
# place of a loss, a start or the parameters; numbers and matrices that numpy cannot hold
KNOWN = {
    "forward_mode": {"loss"},
    "numerical_gradients": {"loss"},
    "Network": {"W", "b", "f"},
    "Network.create": {"init"},
    "signal": {"init"},
    "show": {"function"},
    "train": {"epochs"},
    "load": {"samples", "split"},
    "one_hot": {"classes"},
    **{name: {"x"} for name in ("gelu", "gelu.prime", "sigmoid.prime", "tanh.prime", "silu.prime")},
}


@pytest.fixture(scope="module")
def surveyed():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return survey()


def test_every_function_takes_its_own_arguments():
    assert {name: broken(*target) for name, target in targets().items()} == dict.fromkeys(targets())


def test_a_function_returns_or_says_in_a_sentence_what_was_expected(surveyed):
    calls, found = surveyed
    assert calls > 4000
    assert [case for case in found if case[1] not in KNOWN.get(case[0], ())] == []


def test_what_is_known_to_break_is_all_that_breaks_and_is_counted(surveyed):
    found = {(name, argument) for name, argument, _, _ in surveyed[1]}
    assert found == {(name, argument) for name, known in KNOWN.items() for argument in known}


@pytest.mark.parametrize("rng", [np.ones((2, 2)).view(np.matrix), "seed", -1, 0.5, [1, 2]], ids=str)
def test_what_numpy_would_crash_on_is_no_beginning_of_chance(rng):
    net = bp.Network.create([2, 1])
    X0, T = bp.datasets.load("xor")
    for call in (
        lambda: bp.datasets.load("xor", rng=rng),
        lambda: bp.Network.create([2, 1], rng=rng),
        lambda: bp.train(net, X0, T, bp.losses.logistic, eta=0.1, epochs=1, rng=rng),
    ):
        with pytest.raises(ValueError, match="rng is .*expected a whole number"):
            call()


def test_what_python_says_of_a_mistake_of_bpkit_is_noticed():
    assert broken(lambda x: x.shape, {"x": 1}) == "AttributeError"
    assert broken(lambda x: bp.forward(x, 1), {"x": 1}) is None
