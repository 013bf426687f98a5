"""Exercises of lesson 07: f′ of a new f, the Jacobian of softmax, and ∂E/∂x at the output."""

import numpy as np

from ..row import Row, Wrong

LESSON = "07_activations_and_losses"


def softsign_prime(x):
    """1 / (1 + |x|)², the slope of x / (1 + |x|)."""
    return 1 / (1 + np.abs(x)) ** 2


def total_inputs():
    """Return the cases: total inputs of both signs."""
    rng = np.random.default_rng(0)
    return [(np.array([0.5, -2.0, 3.0]),), (rng.standard_normal((3, 3)),), (np.array([-0.25]),)]


def softmax_jacobian(s):
    """∂s_i/∂X_j = s_i (1 where i = j, else 0) − s_i s_j."""
    return np.diag(s) - np.outer(s, s)


def shares():
    """Return the cases: positive numbers with sum 1."""
    rng = np.random.default_rng(0)
    return [(np.array([0.5, 0.3, 0.2]),), (rng.dirichlet(np.ones(5)),), (np.array([0.9, 0.1]),)]


ROWS = (
    Row(
        name="softsign_prime",
        lesson=LESSON,
        statement="f(x) = x / (1 + |x|), softsign. Write f′, for an array of total inputs x.",
        reference=softsign_prime,
        cases=total_inputs,
        axes="as x: a slope for each total input",
        mistakes=(
            Wrong(
                "size_missing",
                lambda x: 1 / (1 + x) ** 2,
                "That is right on the right side of 0. On the left |x| is −x: both signs turn.",
            ),
            Wrong(
                "square_missing",
                lambda x: 1 / (1 + np.abs(x)),
                "By the rule for quotients the whole denominator is squared.",
            ),
            Wrong(
                "denominator_held_fixed",
                lambda x: 1 / (1 + np.abs(x)) - np.abs(x) / (1 + np.abs(x)),
                "The second term of the rule for quotients is over the square, too.",
            ),
            Wrong(
                "sign_of_the_left",
                lambda x: np.sign(x) / (1 + np.abs(x)) ** 2,
                "f rises everywhere, so f′ is nowhere below 0.",
            ),
            Wrong(
                "f_prime_at_X",
                lambda x: 1 / (1 + np.abs(x / (1 + np.abs(x)))) ** 2,
                "f′ is taken at the output X, not at the total input x.",
            ),
        ),
        hints=(
            "Take x > 0 first: there f(x) = x / (1 + x). Then x < 0, where |x| = −x.",
            "The slope of u/v is (u′v − uv′)/v². For x > 0, u′ = v′ = 1.",
            "Both sides give 1 / (…)², with |x| in the bracket.",
        ),
        worked="For x > 0: (1 · (1 + x) − x · 1) / (1 + x)² = 1 / (1 + x)². For x < 0, |x| = −x: "
        "(1 · (1 − x) + x) / (1 − x)² = 1 / (1 − x)². Both are 1 / (1 + |x|)².",
    ),
    Row(
        name="softmax_jacobian",
        lesson=LESSON,
        statement="From the shares s = softmax(X) of one sample, an array of n numbers, make the "
        "Jacobian ∂s_i/∂X_j.",
        reference=softmax_jacobian,
        cases=shares,
        axes="a row for each share s_i, a column for each output X_j",
        mistakes=(
            Wrong(
                "diagonal_alone",
                lambda s: np.diag(s * (1 - s)),
                "Those are the slopes of each share by its own output. But every output moves "
                "every share: entry i, j is −s_i s_j.",
            ),
            Wrong(
                "softmax_elementwise",
                lambda s: s * (1 - s),
                "That treats softmax entry by entry, as a sigmoid. Each share depends on all "
                "outputs: there are n × n slopes.",
            ),
            Wrong(
                "diagonal_missing",
                lambda s: -np.outer(s, s),
                "On the diagonal there is one term more: the numerator depends on X_i, too.",
            ),
            Wrong(
                "sign",
                lambda s: np.outer(s, s) - np.diag(s),
                "The sign has turned: if an output rises, its own share rises.",
            ),
            Wrong(
                "share_of_the_others",
                lambda s: np.outer(s, 1 - s),
                "s_i (1 − s_j) is right on the diagonal alone; elsewhere it is −s_i s_j.",
            ),
        ),
        hints=(
            "s_i = e^X_i / Z. By X_j both Z changes, and, if i = j, the numerator.",
            "On the diagonal s_i (1 − s_i), elsewhere −s_i s_j.",
            "np.diag(s) - np.outer(…)",
        ),
        worked="∂(e^X_i / Z)/∂X_j = (1 where i = j) e^X_i / Z − e^X_i e^X_j / Z² = "
        "(1 where i = j) s_i − s_i s_j.",
    ),
    Row(
        name="slopes_at_the_output",
        lesson=LESSON,
        statement="One sample, target T = 0. A network says 0.9: once as a sigmoid output under "
        "the squared error, once as sigmoid(X) inside the logistic loss. What is δ f′ at the "
        "output, in each?",
        reference=(0.081, 0.9),
        digits=2,
        parts=("squared_error", "logistic"),
        mistakes=(
            Wrong(
                "f_prime_missing_output",
                (0.9, None),
                "0.9 is δ. Under the squared error the output is a sigmoid, so f′ = X(1 − X) "
                "comes to it.",
            ),
            Wrong(
                "extra_slope_with_cross_entropy",
                (None, 0.081),
                "Inside the logistic loss X(1 − X) has cancelled, and the output's own f is the "
                "identity, with f′ = 1.",
            ),
            Wrong(
                "f_prime_at_X",
                (0.9 * 0.2055, None),
                "That is sigmoid′ at 0.9. But 0.9 is the output X: f′ = X(1 − X) there.",
            ),
            Wrong("sign", (-0.081, -0.9), "X − T is above 0 here: to say less makes E smaller."),
        ),
        hints=(
            "δ is the slope of the loss by the output: X − T, and sigmoid(X) − T.",
            "The first output layer has f′ = X(1 − X), the second is the identity.",
            "0.9 · 0.1 · 0.9, and 0.9 · 1.",
        ),
        worked="Squared error: δ = 0.9 and f′ = 0.9 · 0.1, together 0.081. Logistic: δ = 0.9 and "
        "f′ = 1, together 0.9, eleven times as much.",
    ),
)
