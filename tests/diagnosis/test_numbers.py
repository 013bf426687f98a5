import numpy as np
import pytest

import bpkit as bp

from .cases import LOSSES, NETS, SIZES, problem, random_wrong, right_in_any_convention, same, told
from .learners import PLANTED, Learner, numbers


def only_the_sign_of_all(one, other):
    """Return whether all differs by the sign at most: then T − X explains it."""
    return same([[-a for a in tensors] for tensors in one], other)


@pytest.mark.parametrize(
    "activation, loss, sizes, m",
    [
        (a, LOSSES[(i + j) % 3], SIZES[j], (5, 2, 1)[j])
        for i, a in enumerate(NETS)
        for j in range(3)
    ],
    ids=str,
)
def test_a_planted_mistake_is_named_or_among_the_readings_and_never_another_one(
    activation, loss, m, sizes
):
    (net, judge, X0, T), f = problem(activation, loss, m, sizes)
    right = numbers(Learner(f, loss), net, X0, T)
    wrong = []
    for name, kind in PLANTED.items():
        dW, db = numbers(kind(f, loss), net, X0, T)
        d = bp.diagnose(net, judge, X0, T, dW=dW, db=db)
        mistakes, instead = told(d)
        if same((dW, db), right) or only_the_sign_of_all((dW, db), right):
            ok = d.right and not d.mistakes
        else:
            ok = not d.right and (mistakes == {name} or {name} in instead)
            # one active neuron tells of no η, but of one that is told
            d = d if ok else bp.diagnose(net, judge, X0, T, dW=dW, db=db, eta=0.5)
            ok = ok or (name == "updated_weights" and told(d)[0] == {name})
        wrong += [] if ok else [(name, d)]
    assert wrong == []


@pytest.mark.parametrize("name", PLANTED)
def test_where_a_mistake_can_be_seen_it_is_found(name):
    loss = "squared_error" if name.startswith(("f_prime", "relu", "delta")) else "cross_entropy"
    seen = []
    for activation in ("mixed",) if name != "f_prime_wrong_layer" else NETS:
        (net, judge, X0, T), f = problem(activation, loss, 5, [4, 4, 4, 4], seed=1)
        dW, db = numbers(PLANTED[name](f, loss), net, X0, T)
        seen += [*told(bp.diagnose(net, judge, X0, T, dW=dW, db=db))[1]]
        seen += [told(bp.diagnose(net, judge, X0, T, dW=dW, db=db))[0]]
    assert {name} in seen


def test_every_record_names_its_place_its_line_its_equation_and_its_lesson():
    (net, judge, X0, T), f = problem("tanh", "squared_error", 5, [4, 4, 4, 4])
    dW, db = numbers(PLANTED["no_transpose"](f, "squared_error"), net, X0, T)
    d = bp.diagnose(net, judge, X0, T, dW=dW, db=db)
    (record,) = d.mistakes
    assert record[:3] == ("no_transpose", 2, "delta[2]") and record[4:] == (
        5,
        "05_derive_the_recurrence",
    )
    assert record.sentence.startswith(
        "δ(2) is carried back by W(2), not by its transpose: delta[2] = W[2].T @ dE_dx[3]  (5)"
    )
    assert "no_transpose" in repr(d) and not d


PAIRS = [
    ("f_prime_at_X", "bias_mean"),
    ("no_transpose", "bias_sign"),
    ("updated_weights", "bias_mean"),
    ("f_prime_missing_in_recurrence", "bias_not_summed"),
    ("delta_collapsed", "bias_from_weight_gradient"),
    ("f_prime_twice", "activation_instead_of_weight"),
    ("f_prime_missing_output", "f_prime_missing_in_bias_gradient"),
    ("stray_factor_weight", "stray_factor_bias"),
    ("wrong_weights", "bias_times_bias"),
    ("f_prime_formula_fed_x", "no_transpose"),
    ("f_prime_at_X", "updated_weights"),
    ("f_prime_missing_hidden", "updated_weights"),
    ("mean_twice", "updated_weights"),
]


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
@pytest.mark.parametrize("seed", range(1))
def test_two_mistakes_at_once_are_both_named(pair, seed):
    (net, judge, X0, T), f = problem("tanh", "squared_error", 5, [4, 4, 4, 4], seed)
    lines = [vars(PLANTED[name]) for name in pair]
    both = type(
        "Both",
        (Learner,),
        {k: v for table in lines for k, v in table.items() if not k.startswith("__")},
    )
    dW, db = numbers(both(f, "squared_error"), net, X0, T)
    mistakes, instead = told(bp.diagnose(net, judge, X0, T, dW=dW, db=db))
    assert mistakes == {*pair} or {*pair} in instead


def test_right_gradients_in_any_convention_and_precision_are_acquitted():
    # 4832 has float32 products whose rounding is larger than what its angle may be off
    for seed in (*range(200), 4832):
        net, judge, X0, T, dW, db = right_in_any_convention(seed)
        d = bp.diagnose(net, judge, X0, T, dW=dW, db=db)
        assert d.right and bool(d) and d.mistakes == (), (seed, d)


def test_random_wrong_gradients_are_never_called_right_and_never_blamed():
    for seed in range(50):
        *given, dW, db = random_wrong(seed)
        d = bp.diagnose(*given, dW=dW, db=db)
        assert not d.right and d.mistakes == () and "no known mistake explains" in d.sentence


def test_one_wrong_entry_is_shown_with_the_terms_of_its_sum():
    (net, judge, X0, T), f = problem("tanh", "squared_error", 2, [3, 4, 2])
    dW, db = numbers(Learner(f, "squared_error"), net, X0, T)
    dW[0][1, 2] += 0.1
    d = bp.diagnose(net, judge, X0, T, dW=dW, db=db)
    assert d.sentence.startswith("Not right: after W[0] all is right; in W[0], no known mistake")
    assert "dW[0][1, 2] is" in d.sentence and "of each sample, the largest first" in d.sentence
    assert "bp.losses.squared_error.gradient(" in d.sentence and "[1:]" not in d.sentence
    assert "yours may be a factor apart" not in d.sentence and not d.right and d.mistakes == ()


def test_where_the_output_fits_nothing_the_factor_is_said_to_be_open():
    (net, judge, X0, T), f = problem("tanh", "squared_error", 5, [3, 4, 2])
    dW, db = numbers(Learner(f, "squared_error"), net, X0, T)
    d = bp.diagnose(net, judge, X0, T, dW=[dW[0], dW[1] + 0.1], db=db)
    assert "in W[1], no known mistake" in d.sentence
    assert "(for E with ½ and 1/m: yours may be a factor apart)" in d.sentence


@pytest.mark.parametrize("by", [1, -1])
def test_rows_of_the_next_neuron_are_known_as_such(by):
    (net, judge, X0, T), f = problem("tanh", "squared_error", 5, [3, 4, 2])
    dW, db = numbers(Learner(f, "squared_error"), net, X0, T)
    dW[0], db[0] = (np.roll(a, by, axis=0) for a in (dW[0], db[0]))
    dW[0][0 if by > 0 else -1] = 0
    d = bp.diagnose(net, judge, X0, T, dW=[-5 * g for g in dW], db=[-5 * g for g in db])
    assert "Your rows are the right ones, a neuron too early or too late" in d.sentence
    assert d.convention.factor == -5


@pytest.mark.parametrize("slip", [1.001, 0.9, 1.0000001])
def test_a_small_slip_in_one_entry_is_not_called_right(slip):
    (net, judge, X0, T), f = problem("sigmoid", "squared_error", 5, [3, 4, 2])
    dW, db = numbers(Learner(f, "squared_error"), net, X0, T)
    worst = np.unravel_index(np.abs(dW[0]).argmax(), dW[0].shape)
    dW[0][worst] *= slip
    assert not bp.diagnose(net, judge, X0, T, dW=dW, db=db).right


def test_a_convention_is_said_with_the_factor_between_the_etas():
    (net, judge, X0, T), f = problem("tanh", "squared_error", 5, [3, 4, 2])
    dW, db = numbers(Learner(f, "squared_error"), net, X0, T)
    d = bp.diagnose(net, judge, X0, T, dW=[-5 * a.T for a in dW], db=[-5 * a.T for a in db])
    assert d.right and d.convention.factor == -5
    assert d.convention.words == (
        "W as (n_in, n_out)",
        "b as a row",
        "sum over the samples",
        "T − X for X − T",
    )
    assert "right if you *add* the step; if you subtract it, E rises: change that sign" in repr(
        d.convention
    )
    assert "your η = 0.1 is η = 0.5 here" in repr(d.convention)


def test_a_threshold_and_a_wrong_sign_of_the_bias_are_one_in_numbers_so_the_answer_asks():
    (net, judge, X0, T), f = problem("tanh", "squared_error", 5, [3, 4, 2])
    dW, db = numbers(PLANTED["bias_sign"](f, "squared_error"), net, X0, T)
    d = bp.diagnose(net, judge, X0, T, dW=dW, db=db)
    assert (
        not d.right
        and d.mistakes == ()
        and [r.name for (r,) in d.instead] == ["bias_sign", "threshold"]
    )
    assert d.sentence.count("?") == 1


def test_the_penalty_that_is_told_is_part_of_what_is_right():
    (net, judge, X0, T), f = problem("tanh", "squared_error", 5, [3, 4, 2])
    dW, db = numbers(Learner(f, "squared_error"), net, X0, T)
    with_W = [d + 0.3 * w / 5 for d, w in zip(dW, net.W)]
    with_b = [d + 0.3 * v / 5 for d, v in zip(db, net.b)]
    ask = dict(net=net, loss=judge, X0=X0, T=T, penalty=0.3)
    assert bp.diagnose(**ask, dW=with_W, db=db).right
    assert bp.diagnose(**ask, dW=[5 * d for d in with_W], db=[5 * d for d in db]).right
    assert told(bp.diagnose(**ask, dW=with_W, db=with_b))[0] == {"penalty_on_bias"}
    assert told(bp.diagnose(**ask, dW=dW, db=db))[0] == {"penalty_missing_on_weights"}


@pytest.mark.parametrize("loss, inside", [("logistic", "sigmoid"), ("cross_entropy", "softmax")])
def test_a_slope_that_lives_inside_the_loss_is_refused_before_any_diagnosis(loss, inside):
    net = bp.Network.create([2, 3, 2], output="tanh")
    with pytest.raises(
        ValueError, match=f'^{inside} lives inside this loss: build the net with output="identity"'
    ):
        bp.diagnose(net, loss, np.ones((2, 1)), [[1], [0]], dW=[], db=[])


def test_half_precision_is_refused_and_lists_and_integers_are_taken():
    net = bp.Network([[[1.0, 2.0]]], [[1.0]], ["identity"])
    assert bp.diagnose(net, "squared_error", [1, 2], [2], dW=[[[4, 8]]], db=[[4]]).right
    with pytest.raises(ValueError, match="float16"):
        bp.diagnose(net, "squared_error", [1, 2], [2], dW=[np.ones((1, 2), np.float16)])


@pytest.mark.parametrize("n, output", [(1, "identity"), (2, "sigmoid")])
def test_who_has_a_sigmoid_is_sent_to_the_loss_that_holds_it(n, output):
    net = bp.Network.create([2, 3, n], output=output)
    with pytest.raises(
        ValueError, match='the loss is "logistic", and the last f of net "identity"'
    ):
        bp.diagnose(net, "cross_entropy", np.ones((2, 1)), np.ones((n, 1)), function=len)


def test_a_loss_of_ones_own_is_named_as_it_is_handed_in():
    class Doubled(type(bp.losses.squared_error)):
        def E(self, X, T):
            return 2 * super().E(X, T)

        def dE_dX(self, X, T):
            return 2 * super().dE_dX(X, T)

    (net, _, X0, T), f = problem("tanh", "squared_error", 5, [3, 4, 2])
    dW, db = numbers(Learner(f, "squared_error"), net, X0, T)
    given = {"net": net, "loss": Doubled(), "X0": X0, "T": T}
    assert bp.diagnose(**given, dW=[2 * g for g in dW], db=[2 * g for g in db])
    d = bp.diagnose(**given, dW=[dW[0], dW[1] + 0.1], db=db)
    assert "delta_L = loss.gradient(trace.X[-1], T)" in d.sentence
