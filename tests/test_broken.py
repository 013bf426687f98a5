"""Each wrong backprop is the page with one line replaced, and does what the name of it says.

The lines are held against learners.py, which shares no code with bpkit: a slip in a line, or a line
under another's name, gives other numbers there.
"""

import inspect
from itertools import product

import numpy as np
import pytest

import bpkit as bp
from bpkit import broken, propagation

from .diagnosis.learners import PLANTED, at, case, numbers, replaced

# the same mistakes, in the form in which these lines make them
SAME_MISTAKE = PLANTED | {
    "f_prime_wrong_layer": replaced(slope=lambda self, l: at(self.f[l - 2], self.x[l])),
    "wrong_weights": replaced(matrix=lambda self, l: self.W[l - 2]),
    "wrong_activation_layer": replaced(
        weight=lambda self, delta, dx, X, l: dx @ (self.x[l - 1] if l > 1 else X).T
    ),
    "sign_in_one_layer": replaced(weight=lambda self, delta, dx, X, l: dx @ X.T * (-1) ** (l == 1)),
    "bias_summed_over_neurons": replaced(bias=lambda self, delta, dx, l: dx.sum(0, keepdims=True)),
}
# the networks of which the line of a name tells; all others, of tanh with a sigmoid at the end
SUITED = {
    "relu_threshold": (["relu", "relu", "sigmoid"], "squared_error"),
    "relu_on_delta": (["relu", "relu", "relu"], "squared_error"),
    "f_prime_wrong_layer": (["tanh", "relu", "sigmoid"], "squared_error"),
    "extra_slope_with_cross_entropy": (["tanh", "tanh", "identity"], "logistic"),
}


def suited(name, seed=0, sizes=(4, 4, 4, 4), m=5):
    f, loss = SUITED.get(name, (["tanh", "tanh", "sigmoid"], "squared_error"))
    return f, loss, case(np.random.default_rng([33, seed]), list(sizes), f, loss, m)


def test_every_name_is_a_known_mistake_and_no_known_mistake_is_forgotten():
    elsewhere = [name for names in broken.ELSEWHERE.values() for name in names]
    assert sorted([*broken.BY_NAME, *elsewhere]) == sorted(bp.diagnosis.MISTAKES)
    assert len(broken.BY_NAME) >= 30 and len(set(broken.TEN)) == 10


@pytest.mark.parametrize("name", broken.BY_NAME)
def test_a_wrong_backprop_is_the_page_but_for_one_line(name):
    wrong, changed = broken.named(name), []
    for function, ours in ((wrong.backward, bp.backward), (wrong.gradients, bp.gradients)):
        pairs = zip(*(inspect.getsource(f).splitlines() for f in (ours, function)), strict=True)
        changed += [[line.partition("  #")[0].strip() for line in pair] for pair in pairs]
        assert wrong.wrong in bp.show(function).source or function.__name__ != home(wrong)
    assert [pair for pair in changed if pair[0] != pair[1]] == [[wrong.right, wrong.wrong]]
    assert len(wrong.wrong) <= 100


def home(wrong):
    """Return the function of the page in which a line stands."""
    return "gradients" if wrong.right in inspect.getsource(bp.gradients) else "backward"


@pytest.mark.parametrize("name, seed", [*product(broken.BY_NAME, range(3))])
def test_a_line_makes_the_numbers_of_the_mistake_that_it_is_named_after(name, seed):
    f, loss, (net, _, X0, T) = suited(name, seed)
    theirs = numbers(SAME_MISTAKE[name](f, loss), net, X0, T)
    for ours, wanted in zip(numbers(broken.named(name).function(f, loss), net, X0, T), theirs):
        for a, b in zip(ours, wanted, strict=True):
            # what learners.py spreads over the shape of W, the page leaves as a column
            np.testing.assert_allclose(np.broadcast_to(a, b.shape), b, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", broken.BY_NAME)
def test_diagnose_names_the_mistake_of_a_line(name):
    f, loss, (net, _, X0, T) = suited(name)
    d = bp.diagnose(net, loss, X0, T, function=broken.named(name).function(f, loss))
    readings = [{r.name for r in reading} for reading in (d.mistakes, *d.instead)]
    assert not d.right and {name} in readings


def test_training_by_the_right_line_is_training():
    X0, T = bp.datasets.load("xor", rng=0)
    net = bp.Network.create([2, 3, 1], rng=0)
    history = bp.train(net, X0, T, "logistic", 0.5, 7)
    same = broken.Broken("", *2 * (broken.named("no_transpose").right,))
    again = same.train(net, X0, T, "logistic", 0.5, 7)
    assert np.array_equal(again.E, history.E) and again.steps == history.steps == 7
    np.testing.assert_allclose(again.delta_rms, history.delta_rms, rtol=1e-13)
    assert all(np.array_equal(a, b) for a, b in zip(again.net.W, history.net.W))


def test_training_that_leaves_the_numbers_stops_at_the_last_good_epoch():
    X0, T = bp.datasets.load("xor", rng=0)
    net = bp.Network.create([2, 8, 8, 1], rng=0)
    history = broken.named("f_prime_formula_fed_x").train(net, X0, T, "logistic", 0.5, 100)
    assert history.stopped.startswith("E is ") and "η = 0.5 is too large" in history.stopped
    assert len(history.E) == len(history.delta_rms) < 101 and np.isfinite(history.E).all()
    assert all(np.isfinite(W).all() for W in history.net.W)


def test_a_gradient_that_has_not_the_shape_of_its_parameter_is_told():
    X0, T = bp.datasets.load("xor", rng=0)
    with pytest.raises(ValueError, match="grads has shapes"):
        broken.named("bias_not_summed").train(
            bp.Network.create([2, 3, 1], rng=0), X0, T, "logistic", 0.5, 1
        )


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(ValueError, match="'typo' is not known, expected one of: .*no_transpose"):
        broken.named("typo")


def test_the_hidden_one_is_one_of_the_ten_and_each_can_be_drawn():
    assert {broken.hidden(rng).name for rng in range(60)} == set(broken.TEN)
    assert broken.hidden(5) == broken.hidden(np.random.default_rng(5))


def test_a_replacement_of_text_that_is_not_there_fails_loudly():
    with pytest.raises(ValueError, match="stands 0 times"):
        broken.rewritten(propagation, "W[l].T @ delta[l", "W[l] @ delta[l")
    with pytest.raises(ValueError, match="expected once"):
        broken.rewritten(propagation, "dE_dx", "delta")


def test_the_cosine_is_that_of_the_angle_between_both_gradients():
    net, X0, T = bp.Network([[[3.0]]], [[0.0]], ["identity"]), [[1.0]], [[1.0]]
    # ∂E/∂W = ∂E/∂b = 2: the right gradient is (2, 2)
    cosines = {"bias_sign": 0, "bias_never_updated": 0.5**0.5, "f_prime_missing_output": 1}
    for name, cosine in cosines.items():
        assert broken.named(name).cosine(net, "squared_error", X0, T) == pytest.approx(cosine)
    assert broken.named("bias_sign").cosine(net, "squared_error", [[0.0]], [[0.0]]) == 0
    with pytest.raises(ValueError, match="bias_not_summed makes 3 gradients of 2 parameters"):
        broken.named("bias_not_summed").cosine(net, "squared_error", [[1.0, 2.0]], [[1.0, 1.0]])
