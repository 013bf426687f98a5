"""What is asked before an accusation: integers, and a penalty that was not told."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.diagnosis.doubts import untold
from bpkit.diagnosis.learner import handed_in
from bpkit.diagnosis.sweep import problem

from .learners import PLANTED, Learner, case

F = ["tanh", "sigmoid"]
NET, JUDGE, X0, T = case(np.random.default_rng(7), [3, 4, 2], F, "squared_error", 5)
DW, DB = Learner(F, "squared_error")([*NET.W], [*NET.b], X0, T)


def asked(dW, db, **more):
    return bp.diagnose(NET, JUDGE, X0, T, dW=dW, db=db, **more)


def decayed(dW, penalty, m=5):
    return [g + penalty * w / m for g, w in zip(dW, NET.W)]


@pytest.mark.parametrize("dtype", [int, np.int8, bool])
def test_gradients_cut_to_integers_are_said_as_such_and_nobody_is_accused(dtype):
    d = asked([(50 * g).astype(dtype) for g in DW], DB)
    assert not d and d.mistakes == () and f"hold integers ({np.dtype(dtype)})" in d.sentence
    assert d.sentence.startswith("Not right: dW[0] and dW[1] hold")
    assert "np.zeros(W[l].shape)" in repr(d)
    d = asked(DW, [g.astype(dtype) for g in DB])
    assert not d and d.mistakes == () and d.sentence.startswith("Not right: db[0] and db[1] hold")
    vector = np.concatenate([g.ravel() for g in (DW[0], DB[0], DW[1], DB[1])])
    assert "dW holds integers" in asked((50 * vector).astype(dtype), None).sentence


def test_what_would_have_been_named_stands_in_instead():
    d = asked(DW, [0 * g.astype(int) for g in DB])
    assert {r.name for reading in d.instead for r in reading} == {"bias_never_updated"}


def test_a_function_that_writes_into_integers_is_told_so():
    def cutting(W, b, X0, T):
        dW = [np.zeros(w.shape, int) for w in W]
        for made, g in zip(dW, Learner(F, "squared_error")(W, b, X0, T)[0]):
            made[:] = 10 * g
        return dW, None

    d = bp.diagnose(NET, JUDGE, X0, T, function=cutting)
    assert not d and d.mistakes == () and "dW[0] and dW[1] hold integers (int64)" in d.sentence


def test_whole_numbers_that_are_right_are_right():
    net = bp.Network([[[1.0, 2.0]]], [[1.0]], ["identity"])
    assert bp.diagnose(net, "squared_error", [1, 2], [2], dW=[[[4, 8]]], db=[[4]]).right


@pytest.mark.parametrize("k", [1.0, 5.0, -5.0, 2.0])
@pytest.mark.parametrize("turned", [False, True])
def test_a_penalty_that_was_not_told_is_asked_about_with_its_number(k, turned):
    dW = [k * (g.T if turned else g) for g in decayed(DW, 0.3)]
    d = asked(dW, [k * g for g in DB])
    assert not d and d.mistakes == () == d.instead
    theirs = f"{abs(k) * 0.3 / 5:.6g}"
    assert d.sentence.startswith(
        f"Does your loss have a penalty? Your gradients hold {theirs} × W bes"
    )
    assert "λ = 0.3, all is right: pass penalty=0.3." in d.sentence
    assert d.convention.factor == k
    assert asked(dW, [k * g for g in DB], penalty=0.3).right


def test_another_penalty_than_the_one_that_was_told():
    d = asked(decayed(DW, 1.2), DB, penalty=0.3)
    assert "Is your λ another?" in d.sentence
    assert "λ = 1.2, not 0.3, all is right: pass penalty=1.2" in d.sentence and not d.mistakes


def test_a_penalty_on_b_too_is_said_beside_the_question():
    d = asked(decayed(DW, 0.3), [g + 0.3 * v / 5 for g, v in zip(DB, NET.b)])
    assert "hold 0.06 × W and × b besides" in d.sentence
    assert "½ λ Σ b² / m in bpkit's loss, λ = 0.3, all is right: pass penalty=(0.3, 0.3)" in (
        d.sentence
    )
    assert [[r.name for r in reading] for reading in d.instead] == [["penalty_on_bias"]]


def test_a_function_with_a_penalty_in_rows_is_asked_too():
    def rows(W, b, X0, T):
        dW, db = Learner(F, "squared_error")(
            [w.T for w in W], [np.reshape(v, (-1, 1)) for v in b], X0.T, T.T
        )
        m = len(X0)
        return [m * g.T + 0.01 * w for g, w in zip(dW, W)], [m * g.T for g in db]

    d = bp.diagnose(NET, JUDGE, X0, T, function=rows)
    assert "Does your loss have a penalty?" in d.sentence and "pass penalty=0.01." in d.sentence
    assert bp.diagnose(NET, JUDGE, X0, T, function=rows, penalty=0.01).right


def test_a_penalty_in_float32_is_found():
    dW = [g.astype(np.float32) for g in decayed(DW, 0.3)]
    d = asked(dW, [g.astype(np.float32) for g in DB])
    assert "pass penalty=0.3" in d.sentence


@pytest.mark.parametrize("name", PLANTED)
def test_no_mistake_is_taken_for_a_penalty(name):
    dW, db = PLANTED[name](F, "squared_error")([*NET.W], [*NET.b], X0, T)
    assert "penalty?" not in asked(dW, db).sentence


@pytest.mark.parametrize("penalty", [-0.3, 1e-14])
def test_what_shrinks_no_weight_is_no_penalty(penalty):
    dW = decayed([g + 1e-3 for g in DW] if penalty > 0 else DW, penalty)
    assert "penalty?" not in asked(dW, DB).sentence


def test_a_wrong_layer_beside_a_penalty_is_not_explained_by_it():
    dW = decayed(DW, 0.3)
    dW[0] = dW[0] * 1.01
    assert "penalty?" not in asked(dW, DB).sentence


def test_two_numbers_can_always_be_fitted_and_say_nothing():
    net = bp.Network([[[0.5, -0.3]]], [[0.1]], ["tanh"])
    p = problem(net, bp.losses.squared_error, [[1.0, 0.2], [0.5, 1.0]], [[1.0, 0.0]])
    (W, a), _ = handed_in(p, [p.grads.W[0] + 0.3 * net.W[0]], None)
    assert untold(p, W, a, p.grads.W) is None


@pytest.mark.parametrize(
    "name",
    ["f_prime_missing_hidden", "f_prime_missing_in_recurrence", "bias_mean", "delta_collapsed"],
)
@pytest.mark.parametrize("k", [1.0, -5.0])
def test_a_penalty_beside_a_mistake_is_asked_about_and_the_mistake_is_told(name, k):
    dW, db = PLANTED[name](F, "squared_error")([*NET.W], [*NET.b], X0, T)
    dW, db = [k * g for g in decayed(dW, 0.3)], [k * g for g in db]
    d = asked(dW, db)
    assert not d and d.mistakes == () and "λ = 0.3" in d.sentence and "penalty=0.3" in d.sentence
    assert name in {r.name for reading in d.instead for r in reading}
    assert name in {r.name for r in asked(dW, db, penalty=0.3).mistakes}


def test_a_penalty_that_is_subtracted_is_said_as_such():
    for told in (0.0, 0.3):
        d = asked(decayed(DW, -0.3), DB, penalty=told)
        assert not d and d.mistakes == () and "your gradients hold −0.06 × W" in d.sentence


def test_numbers_that_run_out_of_range_are_met_without_a_warning():
    f = ["relu", "identity"]
    net, judge, X0, T = case(np.random.default_rng(7), [3, 4, 3], f, "cross_entropy", 5)
    net = bp.Network([1e130 * w for w in net.W], net.b, f)
    dW, db = problem(net, bp.losses.cross_entropy, X0, T).grads
    assert bp.diagnose(net, judge, X0, T, dW=dW, db=db)
    assert not bp.diagnose(net, judge, X0, T, dW=[2 * dW[0], dW[1]], db=db)


SOFT = ["relu", "identity"]
SOFT_NET, CROSS, SOFT_X0, SOFT_T = case(
    np.random.default_rng(7), [3, 6, 3], SOFT, "cross_entropy", 5
)


def in_rows(name):
    """Return a function that takes rows, with a mistake if any, and ½ 0.02 Σ W² in its loss."""
    make = PLANTED[name] if name else Learner

    def function(W, b, X0, T):
        columns = [[a.T for a in W], [v.T for v in b], X0.T, T.T]
        dW, db = make(SOFT, "cross_entropy")(*columns)
        return [g.T + 0.02 * w for g, w in zip(dW, W)], [g.T for g in db]

    return function


def of_soft(name, form, **told):
    given = SOFT_NET, CROSS, SOFT_X0, SOFT_T
    if form == "function":
        return bp.diagnose(*given, function=in_rows(name), layout="rows", **told)
    dW, db = in_rows(name)(
        [w.T for w in SOFT_NET.W], [v.T for v in SOFT_NET.b], SOFT_X0.T, SOFT_T.T
    )
    return bp.diagnose(*given, dW=dW, db=db, layout="rows", **told)


AT_OUTPUT = ["softmax_whole_batch", "extra_slope_with_cross_entropy", "targets_broadcast"]


@pytest.mark.parametrize("form", ["numbers", "function"])
@pytest.mark.parametrize("name", [*AT_OUTPUT, "f_prime_missing_hidden"])
def test_a_penalty_that_is_not_over_m_is_no_second_mistake(form, name):
    d = of_soft(name, form, penalty=0.02)
    among = [d.mistakes, *d.instead]
    assert [name] in [[r.name for r in reading] for reading in among]
    assert len(d.mistakes) == 1 and d.convention.factor == 1
    assert any("not over m: penalty=0.02 * 5 says the same" in words for words in d.unseen)
    told = of_soft(name, form, penalty=0.1)
    assert told.mistakes == d.mistakes and not any("not over m" in words for words in told.unseen)


@pytest.mark.parametrize("form", ["numbers", "function"])
@pytest.mark.parametrize("name", AT_OUTPUT)
def test_a_penalty_that_was_not_told_is_found_beside_a_mistake_at_the_output(form, name):
    d = of_soft(name, form)
    assert not d and "λ = 0.1, what remains has a name: pass penalty=0.1." in d.sentence
    assert [[r.name for r in reading] for reading in d.instead] == [[name]]
    assert f"Perhaps {name}" in repr(d)


@pytest.mark.parametrize("form", ["numbers", "function"])
def test_a_right_penalty_is_asked_about_only_where_its_m_is_not_as_told(form):
    d = of_soft("", form, penalty=0.02)
    assert not d and d.mistakes == ()
    assert d.sentence.startswith("Is your penalty ½ λ Σ W², not over m?")
    assert "λ = 0.1 (your 0.02 × m), all is right: pass penalty=0.1." in d.sentence
    right = of_soft("", form, penalty=0.1)
    assert right and right.instead == () and right.convention.factor == 1
    assert not any("another number of samples, your" in words for words in right.unseen)
