import time

import numpy as np
import pytest

import bpkit as bp

from .learners import PLANTED, Learner, case

F = ["tanh", "sigmoid"]


def asked(function, sizes=(3, 4, 2), m=4, f=F, loss="squared_error", **more):
    """Return the diagnosis of a function on a random network."""
    net, judge, X0, T = case(np.random.default_rng(7), list(sizes), f, loss, m)
    return bp.diagnose(net, judge, X0, T, function=function, **more)


def in_rows(learner, k=1.0, sign=1.0):
    """Return the learner with samples in rows, W as (n_in, n_out); sign −1 makes b a threshold."""

    def function(W, b, X0, T):
        dW, db = learner([w.T for w in W], [sign * np.reshape(v, (-1, 1)) for v in b], X0.T, T.T)
        return [k * d.T for d in dW], [sign * k * d.T for d in db]

    return function


@pytest.mark.parametrize("name", ["updated_weights", "targets_broadcast", "f_prime_wrong_layer"])
@pytest.mark.parametrize("m", [1, 5])
def test_a_function_whose_gradients_do_not_move_with_a_target_is_no_ignorant_one(name, m):
    # one class for one sample, and a layer of relu: other data may happen to change nothing
    for f in (["tanh", "identity"], ["relu", "identity"]):
        d = asked(PLANTED[name](f, "cross_entropy"), f=f, loss="cross_entropy", m=m)
        assert d.right or "does not use" not in repr(d)


def one_at_a_time(W, b, x, t):
    assert x.ndim == 1
    dW, db = Learner(F, "squared_error")(W, b, x[:, None], t[:, None])
    return dW, [v.ravel() for v in db]


@pytest.mark.parametrize("layout", [None, "columns"])
@pytest.mark.parametrize(
    "name", ["updated_weights", "f_prime_at_X", "bias_mean", "f_prime_missing_in_recurrence"]
)
def test_a_function_in_columns_is_diagnosed_on_probes_too(name, layout):
    d = asked(PLANTED[name](F, "squared_error"), layout=layout, m=1)
    assert [r.name for r in d.mistakes] == [name] and not d.right


@pytest.mark.parametrize("layout", [None, "rows"])
def test_a_function_in_rows_is_diagnosed(layout):
    d = asked(in_rows(PLANTED["f_prime_twice"](F, "squared_error"), k=-4.0), layout=layout)
    assert [r.name for r in d.mistakes] == [
        "f_prime_twice"
    ] and "samples in rows" in d.convention.words


@pytest.mark.parametrize("sizes", [(3, 4, 2), (4, 4, 4)])
def test_right_functions_are_acquitted_in_columns_rows_and_with_thresholds(sizes):
    right = Learner(F, "squared_error")
    for function in (right, in_rows(right), in_rows(right, k=-1.0), in_rows(right, sign=-1.0)):
        assert asked(function, sizes).right


def test_a_function_of_one_sample_is_asked_one_sample_at_a_time():
    assert asked(one_at_a_time).right


FORMS = {
    "pair": lambda dW, db: (dW, db),
    "tuples": lambda dW, db: (tuple(dW), tuple(db)),
    "dict": lambda dW, db: {
        f"{n}{l}": a for n, g in (("W", dW), ("b", db)) for l, a in enumerate(g)
    },
}


@pytest.mark.parametrize("form", FORMS)
def test_the_forms_that_a_function_may_return(form):
    assert asked(lambda *given: FORMS[form](*Learner(F, "squared_error")(*given))).right


def test_a_function_without_biases_may_return_a_bare_list_and_take_no_b():
    net, judge, X0, T = case(np.random.default_rng(1), [3, 4, 2], F, "squared_error", 3, b=0)
    zeros = [np.zeros((4, 1)), np.zeros((2, 1))]

    def bare(W, X0, T):
        return Learner(F, "squared_error")(W, zeros, X0, T)[0]

    assert bp.diagnose(net, judge, X0, T, function=bare).right


def changing(W, b, X0, T):
    grads = Learner(F, "squared_error")([w.copy() for w in W], b, X0, T)
    W[0][0, 0] += 1
    return grads


def endless(*given):
    while True:
        time.sleep(0.01)


def leaving(*given):
    raise SystemExit


class SilentError(Exception):
    def __str__(self):
        raise RuntimeError


def silent(*given):
    raise SilentError


@pytest.mark.parametrize(
    "function, words",
    [
        (changing, "changes its argument W"),
        (leaving, "ended Python"),
        (silent, "an error without words"),
        (lambda *given: None, "returned nothing"),
        (lambda *given: "text", "does not read as gradients"),
        (lambda *given: 1 / 0, "stopped in line"),
    ],
)
def test_trouble_has_its_sentence_before_any_diagnosis(function, words):
    d = asked(function)
    assert not d.right and d.mistakes == () and words in d.sentence and len(d.sentence) < 700


def test_an_endless_loop_is_stopped(monkeypatch):
    monkeypatch.setattr(bp.diagnosis.calls.answer, "__defaults__", (0.1,))
    assert "endless loop" in asked(endless).sentence


def test_an_interrupt_passes():
    def interrupted(*given):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        asked(interrupted)


def test_state_kept_between_calls_is_named():
    kept = []

    def accumulating(W, b, X0, T):
        dW, db = Learner(F, "squared_error")(W, b, X0, T)
        kept.append(dW)
        return [sum(each) for each in zip(*kept)], db

    assert [r.name for r in asked(accumulating).mistakes] == ["accumulates"]


class Framework:
    """Somebody's layers, with buffers that every sweep adds to, or that are set to 0 first."""

    def __init__(self, learner, zeroed):
        self.learner, self.zeroed, self.dW, self.db = learner, zeroed, None, None

    def __call__(self, W, b, X0, T):
        given = self.learner(W, b, X0, T)
        if self.dW is None or [g.shape for g in self.dW] != [g.shape for g in given[0]]:
            self.dW, self.db = ([np.zeros(g.shape) for g in part] for part in given)
        for mine, g in zip(self.dW + self.db, given[0] + given[1]):
            mine[:] = g + mine * (not self.zeroed)
        return self.dW, self.db


def test_buffers_that_a_function_returns_again_are_copied_as_they_come():
    assert asked(Framework(Learner(F, "squared_error"), True)).right
    d = asked(Framework(PLANTED["f_prime_at_X"](F, "squared_error"), True))
    assert [r.name for r in d.mistakes] == ["f_prime_at_X"]


def test_a_mistake_in_what_accumulates_is_named_too():
    d = asked(Framework(Learner(F, "squared_error"), False))
    assert [r.name for r in d.mistakes] == ["accumulates"]
    assert "differ" in d.sentence and "from zero, in\n  every layer" in repr(d)
    d = asked(Framework(PLANTED["f_prime_at_X"](F, "squared_error"), False))
    assert [r.name for r in d.mistakes] == ["accumulates", "f_prime_at_X"]


def test_what_no_mistake_explains_is_said_of_their_own_numbers():
    shifted = ["sigmoid", "sigmoid"]

    def function(W, b, X0, T):
        dW, db = Learner(shifted, "squared_error")(W, b, X0, T)
        m = X0.shape[1]
        dW[0], db[0] = (np.vstack([a[1:], 0 * a[:1]]) for a in (dW[0], db[0]))
        return [-m * g for g in dW], [-m * g for g in db]

    d = asked(function, f=shifted)
    assert "after W[0] all is right; in W[0], no known mistake" in d.sentence
    assert d.convention.words == ("sum over the samples", "T − X for X − T")
    assert not any("another number of samples, your" in words for words in d.unseen)


def test_the_factor_told_is_that_of_the_learners_own_samples_and_not_of_a_probe():
    def rows(W, b, X, T, forgotten):
        a1 = 1 / (1 + np.exp(-(X @ W[0] + b[0])))
        a2 = 1 / (1 + np.exp(-(a1 @ W[1] + b[1])))
        d2 = (a2 - T) * a2 * (1 - a2)
        d1 = d2 @ W[1].T if forgotten else (d2 @ W[1].T) * a1 * (1 - a1)
        return [X.T @ d1, a1.T @ d2], [d1.sum(axis=0), d2.sum(axis=0)]

    net = bp.Network.create([2, 3, 1], activation="sigmoid", output="sigmoid", rng=0)
    X0, T = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0.0, 1, 1, 0]])
    for forgotten in (True, False):
        d = bp.diagnose(net, "squared_error", X0, T, function=lambda *a, f=forgotten: rows(*a, f))
        assert bool(d) is not forgotten and d.convention.factor == 4
    assert [
        r.name
        for r in bp.diagnose(
            net, "squared_error", X0, T, function=lambda *a: rows(*a, True)
        ).mistakes
    ] == ["f_prime_missing_hidden"]
