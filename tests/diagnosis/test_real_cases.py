"""Ten mistakes that people really made, each as a few lines of our own."""

import numpy as np
import pytest

import bpkit as bp

from .learners import Learner, at, case, replaced, rows

S = ["sigmoid", "sigmoid"]


def no_bias(kind):
    """Return a learner kind whose network has no biases."""
    return lambda f, loss: lambda *given: (kind(f, loss)(*given)[0], None)


def transposed(self, delta, dx, X, l):
    return X @ dx.T


def own_slope_missing(self, delta, dx, X, l):
    return (delta if l == len(self.W) else dx) @ X.T


ONES = replaced(slope=lambda self, l: np.ones_like(self.x[l]))
STEPPED = replaced(down=lambda self, l, delta, s, dx: (self.W[l - 1] - self.dW[l - 1]).T @ dx)
ENCODER = replaced(
    weight=transposed, down=lambda self, l, delta, s, dx: self.W[0] @ dx if l > 1 else None
)
FACTORS = replaced(
    weight=lambda self, delta, dx, X, l: dx @ X.T * (2 if l == 2 else 1),
    bias=lambda self, delta, dx, l: rows(dx) * (4 if l == 1 else 1),
)
OWN = no_bias(replaced(weight=own_slope_missing))
ROW_SUM = replaced(bias=lambda self, delta, dx, l: rows(self.dW[l - 1]))
OUTPUTS = no_bias(replaced(down=lambda self, l, delta, s, dx: self.X[l - 1] * dx.sum(axis=0)))
CASES = [
    (OWN, [2, 2, 1], S, "squared_error", 1, 0, "f_prime_missing_in_weight_gradient"),
    (replaced(slope=lambda self, l: at("sigmoid", self.X[l])), [2, 2, 1], S, "squared_error",
     1, 0.5, "f_prime_at_X"),
    (no_bias(ONES), [3, 4, 1], ["relu", "relu"], "squared_error", 10, 0,
     "f_prime_missing_hidden f_prime_missing_output"),
    (STEPPED, [4, 5, 3], S, "squared_error", 1, 0.5, "updated_weights"),
    (ROW_SUM, [6, 4, 6], ["relu", "identity"], "cross_entropy", 5, 0.5,
     "bias_from_weight_gradient"),
    (OUTPUTS, [2, 2, 2], S, "squared_error", 1, 0, "activation_instead_of_weight"),
    (no_bias(ENCODER), [6, 4, 6], S, "squared_error", 1, 0,
     "weight_gradient_transposed wrong_weights"),
    (FACTORS, [4, 5, 3, 1], ["relu", "relu", "identity"], "logistic", 3, 0.5,
     "stray_factor_bias stray_factor_weight"),
    (Learner, [4, 3, 3], S, "squared_error", 6, 0.5, ""),
]  # fmt: skip


def in_rows(function):
    def learner(W, b, X0, T):
        k = -float(len(X0))  # the sum, of T − X
        dW, db = function([w.T for w in W], [np.reshape(v, (-1, 1)) for v in b], X0.T, T.T)
        return [k * d.T for d in dW], None if db is None else [k * d.T for d in db]

    return learner


@pytest.mark.parametrize("rows_", [False, True], ids=["columns", "rows"])
@pytest.mark.parametrize(
    "kind, sizes, f, loss, m, b, expected", CASES, ids=[c[-1] or "right" for c in CASES]
)
def test_a_real_case_is_named_exactly_in_both_layouts(kind, sizes, f, loss, m, b, expected, rows_):
    net, judge, X0, T = case(np.random.default_rng(5), sizes, f, loss, m, b)
    function = in_rows(kind(f, loss)) if rows_ else kind(f, loss)
    d = bp.diagnose(net, judge, X0, T, function=function)
    assert sorted(r.name for r in d.mistakes) == expected.split()
    assert d.right == (not expected)


def test_thresholds_in_a_function_are_a_convention():
    net, judge, X0, T = case(np.random.default_rng(5), [2, 2, 1], S, "squared_error", 1)

    def learner(W, theta, X0, T):
        dW, db = Learner(S, "squared_error")(W, [-v for v in theta], X0, T)
        return [-d for d in dW], db

    d = bp.diagnose(net, judge, X0, T, function=learner)
    assert d.right and "a threshold, x = W X − θ" in d.convention.words
