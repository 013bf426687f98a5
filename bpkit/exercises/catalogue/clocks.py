"""Exercises of lesson 10b: how fast a time grows, and the chain rule walked forward."""

import numpy as np

from ...other_ways import forward_mode
from ..row import Row, Wrong

LESSON = "10b_clocks_and_rivals"


def exponent(P_1, t_1, P_2, t_2):
    """log(t₂ / t₁) / log(P₂ / P₁)."""
    return np.log(t_2 / t_1) / np.log(P_2 / P_1)


def times():
    """Return the cases: parameters and seconds of two networks."""
    return [(100, 1e-4, 10_000, 1.0), (337, 0.011, 3_901, 0.16), (1_000, 3e-4, 8_000, 6e-4)]


def tangent(W, dX, f_prime_next):
    """∂X(l+1)/∂θ = f′(x(l+1)) ⊙ (W ∂X(l)/∂θ)."""
    return f_prime_next * (W @ dX)


def layers():
    """Return the cases: W, the tangents of layer l, f′ of layer l+1."""
    rng = np.random.default_rng(0)
    shapes = ((3, 3, 4), (3, 3, 1), (4, 3, 2))
    return [
        (rng.standard_normal((n_next, n)), rng.standard_normal((n, m)), rng.random((n_next, m)))
        for n_next, n, m in shapes
    ]


ROWS = (
    Row(
        name="exponent",
        lesson=LESSON,
        statement="From the parameters and times of two networks, find a, if t grows like P^a.",
        reference=exponent,
        cases=times,
        axes="one number",
        mistakes=(
            Wrong(
                "logarithms_missing",
                lambda P_1, t_1, P_2, t_2: (t_2 / t_1) / (P_2 / P_1),
                "The exponent is a slope on logarithmic axes: take the logarithm of both ratios.",
            ),
            Wrong(
                "straight_axes",
                lambda P_1, t_1, P_2, t_2: (t_2 - t_1) / (P_2 - P_1),
                "That is seconds a parameter, a slope on straight axes; both axes are logarithmic.",
            ),
            Wrong(
                "upside_down",
                lambda P_1, t_1, P_2, t_2: np.log(P_2 / P_1) / np.log(t_2 / t_1),
                "Upside down: how P grows with t. Divide by the logarithm of P₂ / P₁.",
            ),
            Wrong(
                "logarithm_of_the_slope",
                lambda P_1, t_1, P_2, t_2: np.log((t_2 / t_1) / (P_2 / P_1)),
                "The logarithm of a quotient is a difference: here two logarithms are divided.",
            ),
        ),
        hints=(
            "If P doubles and t becomes four times as long, a is 2. What do 2 and 4 do in that?",
            "t₂ / t₁ = (P₂ / P₁)^a. Take the logarithm of both sides.",
            "np.log(t_2 / t_1) / ...",
        ),
        worked="log(t₂ / t₁) = a log(P₂ / P₁); divide.",
    ),
    Row(
        name="tangent",
        lesson=LESSON,
        equation=5,
        statement="Write the tangents of layer l+1 for a parameter of an earlier layer.",
        reference=tangent,
        cases=layers,
        axes="a row for each neuron of layer l+1, a column for each sample",
        source=forward_mode,
        mistakes=(
            Wrong(
                "transposed",
                lambda W, dX, f: f * (W.T @ dX),
                "Forward, neuron i runs along its row, as in (1): W as it is, without a transpose.",
            ),
            Wrong(
                "f_prime_missing",
                lambda W, dX, f: W @ dX,
                "That is the slope of the total input x(l+1); X(l+1) comes after f: times f′.",
            ),
            Wrong(
                "f_prime_first",
                lambda W, dX, f: W @ (dX * f),
                "f′ belongs to layer l+1, so it comes after W. Backward it comes before.",
            ),
            Wrong(
                "backward",
                lambda W, dX, f: W.T @ (dX * f),
                "That is (5), which carries δ back. A tangent goes forward.",
            ),
        ),
        hints=(
            "Follow (1): from X(l) to x(l+1), and from there to X(l+1). Two factors.",
            "The first is W, as in (1). The second is f′ at x(l+1), entry by entry.",
            "f_prime_next * (...)",
        ),
        worked="x(l+1) moves by W dX, and X(l+1) by f′ times that. In (5) the order is turned "
        "round: first f′, then Wᵀ.",
    ),
)
