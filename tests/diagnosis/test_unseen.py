"""Each thing that could not be told apart is said where it cannot, and nowhere else."""

import numpy as np
import pytest

import bpkit as bp

from .learners import PLANTED, Learner, case, names_of

LINES = {
    "one sample": "with one sample, sum and mean look the same, and so does a softmax",
    "two samples": "with two samples, their sum, a loss without ½ and one batch counted twice",
    "as many outputs": "with 3 samples and 3 outputs, a sum over the one and over the other",
    "state": "numbers cannot show what your code keeps from one call to the next",
    "silent": "is 0 here when all is right, so a mistake there does not show",
    "b is 0": "where all b are 0, x = W X + b and a threshold, x = W X − b, look the same",
    "on W": "penalty=λ is taken to be on W alone",
    "penalty": "and a penalty on b is 0",
    "identity": "f′ is 1 at an identity output",
    "steps": "f′ of relu and identity is 0 or 1, so f′ at X in place of x, and f′ twice",
    "one layer": "with one layer nothing is carried back",
    "one activation": "in every layer, the activation of another layer's f′ does not show",
    "one neuron": "with one neuron a layer, a bias summed over the neurons looks right",
    "loss": "your loss is taken to be the squared error",
    "alone": "your function takes one sample at a time",
    "small": "weights that have stepped are those that have not",
}


def said(sizes=(3, 4, 2), f=("tanh", "sigmoid"), m=4, b=0.5, function=None, **more):
    """Return the keys of the lines that are said of a right sweep."""
    net, judge, X0, T = case(np.random.default_rng(7), list(sizes), list(f), "squared_error", m, b)
    return of(net, judge, X0, T, function, **more)


def of(net, judge, X0, T, function=None, bare=False, **more):
    dW, db = Learner(names_of(net), "squared_error")([*net.W], [*net.b], X0, T)
    dW = [g + more.get("penalty", 0) * w / len(T.T) for g, w in zip(dW, net.W)]
    answer = {"function": function} if function else {"dW": dW, "db": None if bare else db}
    d = bp.diagnose(net, judge, X0, T, **answer, **more)
    assert d.right, d
    found = {key for key, line in LINES.items() if any(line in words for words in d.unseen)}
    assert len(found - {"penalty"}) == len(d.unseen), d.unseen
    return found


def right(W, b, X0, T):
    return Learner(["tanh", "sigmoid"], "squared_error")(W, b, X0, T)


def one_at_a_time(W, b, x, t):
    assert x.ndim == 1
    dW, db = right(W, b, x[:, None], t[:, None])
    return dW, [v.ravel() for v in db]


@pytest.mark.parametrize(
    "more, keys",
    [
        ({}, "state"),
        ({"m": 1}, "state one sample"),
        ({"m": 2}, "state two samples"),
        ({"m": 3}, "state"),
        ({"m": 3, "sizes": (3, 4, 3)}, "state as many outputs"),
        ({"b": 0}, "state b is 0"),
        ({"b": 0, "penalty": 0.3}, "state b is 0 penalty"),
        ({"penalty": 0.3}, "state on W"),
        ({"b": 0, "bare": True}, "state"),
        ({"f": ("tanh", "identity")}, "state identity"),
        ({"f": ("relu", "sigmoid")}, "state"),
        ({"f": ("relu", "identity")}, "state identity steps"),
        ({"f": ("relu", "relu")}, "state steps one activation"),
        ({"f": ("tanh", "tanh")}, "state one activation"),
        ({"sizes": (3, 2), "f": ("sigmoid",)}, "state one layer"),
        ({"sizes": (3, 1, 1)}, "state one neuron"),
        ({"eta": 1e-12}, "state small"),
        ({"eta": 0.1}, "state"),
        ({"eta": 1e-12, "sizes": (3, 2), "f": ("sigmoid",)}, "state one layer"),
        ({"function": right}, ""),
        ({"function": right, "m": 1}, ""),
        ({"function": right, "b": 0}, ""),
        ({"function": one_at_a_time}, "alone"),
        ({"function": one_at_a_time, "m": 1}, "alone"),
    ],
    ids=lambda value: str(value).split(" at 0x")[0],
)
def test_each_line_is_said_where_it_applies(more, keys):
    wanted = keys
    for key in sorted(LINES, key=len, reverse=True):
        wanted = wanted.replace(key, "")
    expected = {key for key in LINES if key in keys}
    if more.get("f", ("tanh", "sigmoid"))[-1] == "sigmoid":
        expected |= {"loss"}  # under the squared error, of which all these are
    assert said(**more) == expected and not wanted.strip()


def test_where_nothing_is_named_the_eta_is_asked_for():
    net, judge, X0, T = case(
        np.random.default_rng(7), [3, 4, 3, 2], ["tanh", "relu", "sigmoid"], "squared_error", 4
    )
    dW, db = Learner(names_of(net), "squared_error")([*net.W], [*net.b], X0, T)
    dW[0] = np.random.default_rng(0).standard_normal(dW[0].shape)

    def asks(**more):
        return any("tell your η: eta=" in w for w in bp.diagnose(net, judge, X0, T, **more).unseen)

    assert asks(dW=dW, db=db) and not asks(dW=dW, db=db, eta=0.1)
    dW[0], dW[2] = np.zeros(dW[0].shape), np.ones(dW[2].shape)
    assert not asks(dW=dW, db=db)
    right = Learner(names_of(net), "squared_error")([*net.W], [*net.b], X0, T)
    assert not asks(dW=right[0], db=right[1])


def test_a_layer_that_gets_no_gradient_is_named():
    net, judge, X0, T = case(
        np.random.default_rng(7), [3, 4, 2], ["relu", "sigmoid"], "squared_error", 4
    )
    dead = bp.Network(net.W, [net.b[0] - 99, net.b[1]], net.f)
    dW, db = Learner(names_of(net), "squared_error")([*dead.W], [*dead.b], X0, T)
    d = bp.diagnose(dead, judge, X0, T, dW=dW, db=db)
    assert any(words.startswith("dW[0], dW[1] is 0 here") for words in d.unseen), d


def test_where_nothing_is_named_a_penalty_is_asked_for():
    f = ["relu", "identity"]
    net, judge, X0, T = case(np.random.default_rng(7), [3, 4, 3], f, "cross_entropy", 5)
    dW, db = PLANTED["softmax_whole_batch"](f, "cross_entropy")([*net.W], [*net.b], X0, T)
    dW = [g + 0.01 * w for g, w in zip(dW, net.W)]
    dW[0] = dW[0] + 0.01
    for told, which in ((0.0, "a penalty"), (0.05, "another penalty")):
        d = bp.diagnose(net, judge, X0, T, dW=dW, db=db, penalty=told)
        assert not d.mistakes and any(
            f"if your loss has {which}, tell it" in words and "penalty=λ * m for ½ λ Σ W²" in words
            for words in d.unseen
        )
        assert any("build net before the step" in words for words in d.unseen)
    dW[0] = dW[0] - 0.01
    d = bp.diagnose(net, judge, X0, T, dW=dW, db=db, penalty=0.05)
    assert [r.name for r in d.mistakes] == ["softmax_whole_batch"]
    assert not any("tell it: penalty" in words or "before the" in words for words in d.unseen)
