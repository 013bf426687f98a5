"""Exercises of lesson 09: how large δ becomes through many layers."""

import numpy as np

from ..row import Row, Wrong

LESSON = "09_delta_through_depth"


def delta_factor(n_next, std, f_prime_next):
    """√(n_{l+1} Var W E[f′²])."""
    return np.sqrt(n_next * std**2 * np.mean(f_prime_next**2))


def layers():
    """Return the cases: listeners, the spread of the weights, some slopes."""
    rng = np.random.default_rng(0)
    return [
        (400, 0.1, np.array([0.5, 1.0, 0.0])),
        (100, 0.1, rng.random((5, 4))),
        (3, 0.7, rng.random(8)),
    ]


def residual_recurrence(W, delta_next, f_prime_next):
    """δ(l) = δ(l+1) + Wᵀ(l) (δ(l+1) ⊙ f′(x(l+1)))."""
    return delta_next + W.T @ (delta_next * f_prime_next)


def residuals():
    """Return the cases: W, δ(l+1), f′(l+1) of a layer that is as wide as the next."""
    rng = np.random.default_rng(0)
    drawn = [(rng.standard_normal((n, n)), n, m) for n, m in ((4, 4), (4, 3), (3, 1))]
    return [(W, rng.standard_normal((n, m)), rng.random((n, m))) for W, n, m in drawn]


ROWS = (
    Row(
        name="delta_factor",
        lesson=LESSON,
        equation=5,
        statement="Write the factor by which one layer back multiplies the size of δ.",
        reference=delta_factor,
        cases=layers,
        axes="one number",
        mistakes=(
            Wrong(
                "root_missing",
                lambda n, std, f: n * std**2 * np.mean(f**2),
                "That is the factor of δ²: take the root.",
            ),
            Wrong(
                "std_for_variance",
                lambda n, std, f: np.sqrt(n * std * np.mean(f**2)),
                "Var W is the square of the standard deviation.",
            ),
            Wrong(
                "mean_before_the_square",
                lambda n, std, f: np.sqrt(n * std**2) * np.mean(f),
                "The rule has the mean of f′², not the square of the mean of f′.",
            ),
            Wrong(
                "f_prime_missing_in_recurrence",
                lambda n, std, f: np.sqrt(n * std**2),
                "The slopes are missing: (5) multiplies every δ by its f′.",
            ),
            Wrong(
                "listeners_missing",
                lambda n, std, f: np.sqrt(std**2 * np.mean(f**2)),
                "How many neurons listen? Their squares add up: times n(l+1).",
            ),
        ),
        hints=(
            "Which three things decide how much of δ passes a layer?",
            "n(l+1), Var W = std², and the mean of f′² multiply; then comes a root.",
            "np.sqrt(n_next * std**2 * ...), with the mean of f_prime_next**2.",
        ),
        worked="The squares of n(l+1) terms add up, each Var W times the mean of f′² in the mean.",
    ),
    Row(
        name="share_after_thirty",
        lesson=LESSON,
        statement="What share of δ is left after 30 ReLU layers of equal width that start with "
        "glorot?",
        reference=2.0**-15,
        digits=2,
        mistakes=(
            Wrong("with_he", 1, "That is he. With glorot, n Var W is 1, and ReLU takes a half."),
            Wrong("no_root", 2.0**-30, "That is the share of δ². A layer leaves √½ of δ."),
            Wrong("one_layer", 0.5**0.5, "That is one layer; there are thirty, and they multiply."),
        ),
        hints=(
            "What is n Var W with glorot, if both layers are equally wide?",
            "ReLU has f′² = 1 for half of the inputs: a layer leaves √½ of δ.",
            "√½ to the power of 30.",
        ),
        worked="A layer leaves √½, so thirty leave 2⁻¹⁵ = 0.000031 of it.",
    ),
    Row(
        name="residual_recurrence",
        lesson=LESSON,
        equation=5,
        statement="Write the recurrence of a layer with a residual connection.",
        reference=residual_recurrence,
        cases=residuals,
        axes="a row for each neuron of layer l, a column for each sample",
        mistakes=(
            Wrong(
                "residual_missing",
                lambda W, delta, f: W.T @ (delta * f),
                "The path around the layer is missing: it hands δ(l+1) on as it is.",
            ),
            Wrong("no_transpose", lambda W, delta, f: delta + W @ (delta * f)),
            Wrong(
                "f_prime_on_the_path_around",
                lambda W, delta, f: delta * f + W.T @ (delta * f),
                "The path around the layer does not pass f, so its slope is 1, without f′.",
            ),
            Wrong("f_prime_missing_in_recurrence", lambda W, delta, f: delta + W.T @ delta),
        ),
        hints=(
            "Neuron i has one listener more. With which slope does it hear?",
            "δ(l+1) itself, and the sum of (5), are added.",
            "delta_next + W.T @ (...)",
        ),
        worked="Two paths lead back, and their δ add up: one around the layer, one through it.",
    ),
)
