"""What lesson 11 says in words is so: who accuses whom, what hides where, and its answers."""

import numpy as np
import pytest

import bpkit as bp
from bpkit import broken

from .test_statements import text

TEXT = text("11")
DOWN = ["W[2]", "b[2]", "W[1]", "b[1]", "W[0]", "b[0]"]


def problem(activation="tanh", seed=0):
    X0, T = bp.datasets.load("xor", rng=seed)
    net = bp.Network.create([2, 8, 8, 1], activation=activation, rng=seed)
    return net, bp.losses.logistic, X0, T


def trained(name, seed=0):
    net, loss, X0, T = problem(seed=seed)
    history = broken.named(name).train(net, X0, T, loss, eta=1.0, epochs=100)
    return history, bp.losses.accuracy(bp.forward(history.net, X0).X[-1], T)


def failing(name, activation="tanh"):
    """Return the tensors at which the check fails, from the output down."""
    net, loss, X0, T = problem(activation)
    grads = broken.named(name).sweep(net, loss, X0, T)[2]
    errors = bp.check_gradients(net, loss, X0, T, grads=grads).tensors
    return [tensor for tensor in DOWN if errors[tensor] > 1e-4]


def test_nine_reduce_the_loss_seven_solve_xor_and_four_end_below_the_right_one():
    net, loss, X0, T = problem()
    right = bp.train(net, X0, T, loss, eta=1.0, epochs=100).E[-1]
    runs = {name: trained(name) for name in broken.TEN}
    assert [n for n, (h, _) in runs.items() if h.E[-1] >= h.E[0]] == ["bias_sign"]
    unsolved = {n for n, (_, share) in runs.items() if share < 1}
    assert unsolved == {"bias_sign", "bias_mean", "f_prime_missing_hidden"}
    below = {n: h.E[-1] for n, (h, _) in runs.items() if h.E[-1] < right}
    assert len(below) == 4 and min(below, key=below.get) == "weights_missing_in_recurrence"
    said = (
        "Nine of ten wrong backprops reduce the loss. Seven solve XOR. Four end *below* the right"
    )
    assert said in TEXT


def test_the_cosine_accuses_the_four_that_the_table_names():
    cosines = {name: broken.named(name).cosine(*problem()) for name in broken.TEN}
    accused = {name for name, cosine in cosines.items() if cosine < 0.9}
    unsolved = {"bias_sign", "bias_mean", "f_prime_missing_hidden"}
    assert accused == {*unsolved, "weights_missing_in_recurrence"}
    assert [name for name, cosine in cosines.items() if cosine < 0] == [
        "weights_missing_in_recurrence"
    ]


ROWS = {
    "the line of (7)": (["b[2]", "b[1]", "b[0]"], {"bias_mean", "bias_sign"}),
    "the line of (6)": (["W[2]", "W[1]"], {"wrong_activation_layer"}),
    "the way from 2 to 1": (["W[0]", "b[0]"], {"f_prime_missing_in_recurrence"}),
    "a factor that is 1 here": ([], {"f_prime_missing_output"}),
}


def test_every_one_of_the_ten_stands_in_the_row_of_suspects_that_its_trace_says():
    left = set(broken.TEN)
    for words, (tensors, names) in ROWS.items():
        assert words in TEXT and {name for name in left if failing(name) == tensors} == names
        left -= names
    assert len(left) == 5 and "Five of the ten fail first at `W[1]` and `b[1]`" in TEXT
    assert all(failing(name) == DOWN[2:] for name in left)


@pytest.mark.parametrize("name", broken.TEN)
def test_all_but_the_one_that_hides_are_named(name):
    net, loss, X0, T = problem()
    d = bp.diagnose(net, loss, X0, T, function=broken.named(name).function(net.f, loss))
    hides = name == "f_prime_missing_output"
    assert d.right == hides and [r.name for r in d.mistakes] == ([] if hides else [name])
    assert not hides or any("identity output" in words for words in d.unseen)


def test_slopes_of_0_and_1_hide_a_square_and_the_identity_hides_six_of_the_ten():
    assert failing("f_prime_twice", "relu") == []
    seen = {name for name in broken.TEN if failing(name, "identity")}
    assert seen == {
        "updated_weights",
        "weights_missing_in_recurrence",
        "bias_mean",
        "bias_sign",
    }
    assert "3. Four: `updated_weights`, `weights_missing_in_recurrence`, `bias_mean` and" in TEXT


def test_nine_of_the_ten_were_met_and_updated_weights_most_often():
    counts = {name: bp.diagnosis.MISTAKES[name].count for name in broken.TEN}
    assert sum(count > 0 for count in counts.values()) == 9 and "nine of the ten were met" in TEXT
    most = max(mistake.count for mistake in bp.diagnosis.MISTAKES.values())
    assert counts["updated_weights"] == most == 7 and "7 had this mistake" in TEXT


def test_on_another_start_the_loss_accuses_nobody():
    history, share = trained("bias_sign", seed=3)
    assert 7 < history.E.max() < 8 and round(history.E[-1], 4) == 0.0135 and share == 1
    assert "E climbs above 7, and then falls to 0.0135; every point is right." in TEXT


def test_the_secrets_of_the_exercises_can_be_found_by_what_is_shown():
    assert failing(broken.hidden(19).name) == ["W[0]", "b[0]"]
    assert sum(failing(name) == ["W[0]", "b[0]"] for name in broken.TEN) == 1
    assert failing("stray_factor_weight") == ["W[0]"]
    history, share = trained("stray_factor_weight")
    assert history.E[-1] < history.E[0] and share == 1


def test_w_for_its_transpose_does_not_fit_the_network_of_the_lesson():
    with pytest.raises(ValueError, match="matmul"):
        broken.named("no_transpose").sweep(*problem())


def test_a_network_that_always_answers_a_half_has_a_loss_of_an_eighth():
    _, _, X0, T = problem()
    assert np.isclose(bp.losses.squared_error(np.full_like(T, 0.5), T), 0.125)


def test_the_hidden_one_of_the_text_is_told_in_the_answers():
    assert "and the number 34" in TEXT and f"1. It is `{broken.hidden(34).name}`." in TEXT
