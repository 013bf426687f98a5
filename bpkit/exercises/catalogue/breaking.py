"""Exercises of lesson 11: which mistake is it, what notices it, and where is the line?"""

import numpy as np

from ...activations import sigmoid
from ...broken import TEN
from ..row import Row, Wrong

LESSON = "11_break_backprop"
TENSORS = ("W[2]", "b[2]", "W[1]", "b[1]", "W[0]", "b[0]")

FAILS = {
    "layer 2 already: W[1] and b[1] would fail too, and here they are right": (
        "f_prime_at_X",
        "f_prime_missing_hidden",
        "f_prime_twice",
        "updated_weights",
        "weights_missing_in_recurrence",
    ),
    "every b and no W: here W[0] fails as well": ("bias_mean", "bias_sign"),
    "W[2] and W[1], and no b: here b[0] fails as well": ("wrong_activation_layer",),
    "nothing on this network: here two tensors fail": ("f_prime_missing_output",),
}


def step_in_rows(
    W0,
    W1,
    X,
    T,
    eta,
    slope=lambda x, X: X * (1 - X),
    back=lambda W1, stepped, d_output: d_output @ W1.T,
    sign=-1,
):
    """One step of two layers of sigmoids, samples in rows: W0 and W1 after it."""
    x_hidden = X @ W0
    hidden = sigmoid(x_hidden)
    x_output = hidden @ W1
    output = sigmoid(x_output)
    d_output = (output - T) * slope(x_output, output)
    stepped = W1 + sign * eta * hidden.T @ d_output
    d_hidden = back(W1, stepped, d_output) * slope(x_hidden, hidden)
    return W0 + sign * eta * X.T @ d_hidden, stepped


def with_its_line(**line):
    """Return the step with another line."""
    return lambda W0, W1, X, T, eta: step_in_rows(W0, W1, X, T, eta, **line)


too_early = with_its_line(back=lambda W1, stepped, d_output: d_output @ stepped.T)


def mended(W0, W1, X, T, eta):
    """One step of two layers of sigmoids, samples in rows, back through the weights of before."""
    hidden = sigmoid(X @ W0)
    output = sigmoid(hidden @ W1)
    d_output = (output - T) * output * (1 - output)
    d_hidden = d_output @ W1.T * hidden * (1 - hidden)
    return W0 - eta * X.T @ d_hidden, W1 - eta * hidden.T @ d_output


def steps():
    """Return the cases: W0, W1, X, T, η, the first with layers of equal width."""
    rng = np.random.default_rng(0)
    sizes = ((3, 3, 3, 4), (2, 4, 1, 5), (3, 2, 2, 1))
    return [
        (
            rng.standard_normal((n, k)),
            rng.standard_normal((k, o)),
            rng.standard_normal((m, n)),
            rng.random((m, o)),
            0.5,
        )
        for n, k, o, m in sizes
    ]


ROWS = (
    Row(
        name="hidden_mistake",
        lesson=LESSON,
        statement="Which of the ten is hidden? Its check is printed from the output down.",
        choices=TEN,
        reference="f_prime_missing_in_recurrence",
        mistakes=tuple(
            Wrong(name, name, f"{name} fails at {where}.")
            for where, names in FAILS.items()
            for name in names
        ),
        hints=(
            "Which tensor fails first, from the output down? What is right above it?",
            "W[1] and b[1] are right, so δ(2) and f′ in layer 2 are. Look below layer 2.",
            "What spoils the way from layer 2 to layer 1, and not the way from 3 to 2?",
        ),
        worked="δ(2) and f′ in layer 2 are right. So the mistake is on the way from 2 to 1, and "
        "on the way from 3 to 2 it must change nothing. There f′ is 1: it is f′ that is missing.",
    ),
    Row(
        name="stray_factor_found",
        lesson=LESSON,
        equation=6,
        statement="The gradient of W[0] is three times too large. At which tensor does the check "
        "fail first, from the output down?",
        choices=TENSORS,
        reference="W[0]",
        mistakes=(
            Wrong("first_of_all", "W[2]", "W[2] needs δ(3), f′ and X(2), and all three are right."),
            Wrong("bias_too", "b[0]", "b[0] has no factor. Which of its neighbours has one?"),
            *(
                Wrong(
                    f"above_{name}",
                    name,
                    "Errors flow down, and nothing uses the gradient of W[0]: all above is right.",
                )
                for name in ("b[2]", "W[1]", "b[1]")
            ),
        ),
        hints=(
            "Which other gradients are made from the gradient of W[0]?",
            "None. δ goes down, and a gradient of a weight goes nowhere.",
            "So one tensor alone fails: the one with the factor.",
        ),
        worked="The gradient of a weight is the end of a path: no other is made from it. One "
        "tensor fails, and it is W[0].",
    ),
    Row(
        name="mended_step",
        lesson=LESSON,
        equation=5,
        statement="This step, with samples in rows, has one mistake. Find it, and mend the "
        "function: it returns W0 and W1 after the step.",
        reference=mended,
        planted=too_early,
        cases=steps,
        parts=("W0", "W1"),
        axes="as the weights of before: (n_in, n_out)",
        mistakes=(
            Wrong("sign", with_its_line(sign=1)),
            Wrong("no_transpose", with_its_line(back=lambda W1, stepped, d_output: d_output @ W1)),
            Wrong("f_prime_formula_fed_x", with_its_line(slope=lambda x, X: x * (1 - x))),
            Wrong(
                "f_prime_missing",
                with_its_line(slope=lambda x, X: 1.0),
                "Now f′ is gone. output (1 − output) and hidden (1 − hidden) were right.",
            ),
        ),
        hints=(
            "Which line uses something that has just been changed?",
            "W1 is assigned before d_hidden is made.",
            "Move the line that makes d_hidden above the line that assigns W1.",
        ),
        worked="W1 had already stepped when δ went back through it. Finish the sweep, then step.",
    ),
)
