"""Exercises of lesson 13: the paper of 1986, read and repeated."""

import numpy as np

from ..cases import on_sweeps
from ..row import Row, Wrong

LESSON = "13_read_the_1986_paper"


def momentum(dE_dw, dw_before, epsilon, alpha):
    """Δw(t) = −ε ∂E/∂w(t) + α Δw(t−1)."""
    return -epsilon * dE_dw + alpha * dw_before


def steps():
    """Return the cases: a gradient, the change before, ε and α."""
    rng = np.random.default_rng(0)
    return [
        (rng.standard_normal((2, 2)), rng.standard_normal((2, 2)), 0.1, 0.9),
        (rng.standard_normal((2, 6)), rng.standard_normal((2, 6)), 6.4, 0.5),
        (rng.standard_normal((1, 2)), rng.standard_normal((1, 2)), 0.3, 0.2),
    ]


def one_layer_down(dE_dy, y, w):
    """∂E/∂y_i = Σ_j ∂E/∂y_j y_j (1 − y_j) w_ji: their (5) and (7)."""
    return w.T @ (dE_dy * y * (1 - y))


ROWS = (
    Row(
        name="momentum_step",
        lesson=LESSON,
        statement="Write their equation 9: the change of the weights from the gradient, the change "
        "before it, ε and α.",
        reference=momentum,
        cases=steps,
        axes="as dE_dw",
        mistakes=(
            Wrong("sign", lambda g, before, epsilon, alpha: epsilon * g + alpha * before),
            Wrong(
                "memory_missing",
                lambda g, before, epsilon, alpha: -epsilon * g,
                "That is their equation 8, plain descent: a part α of the change before is added.",
            ),
            Wrong(
                "all_of_the_change_before",
                lambda g, before, epsilon, alpha: -epsilon * g + before,
                "The change before is kept whole: only a part α of it goes on.",
            ),
            Wrong(
                "change_before_subtracted",
                lambda g, before, epsilon, alpha: -epsilon * g - alpha * before,
                "The change before goes on in its own direction: plus, not minus.",
            ),
            Wrong(
                "running_mean",
                lambda g, before, epsilon, alpha: -(1 - alpha) * epsilon * g + alpha * before,
                "Later authors weigh the gradient by 1 − α. Equation 9 does not.",
            ),
            Wrong(
                "alpha_and_epsilon_swapped",
                lambda g, before, epsilon, alpha: -alpha * g + epsilon * before,
                "ε and α have changed places: ε belongs to the gradient.",
            ),
        ),
        hints=(
            "Two terms: what the gradient says now, and what is left of the change before.",
            "The first term is that of equation 8. The second is α times the change before.",
            "-epsilon * dE_dw + ...",
        ),
        worked="Δw(t) = −ε ∂E/∂w(t) + α Δw(t−1): each older gradient counts α times less.",
    ),
    Row(
        name="their_equations_5_and_7",
        lesson=LESSON,
        equation=5,
        statement="From ∂E/∂y of a layer of sigmoids, its outputs y and the weights w that lead "
        "into it, find ∂E/∂y of the layer below: their equations 5 and 7.",
        reference=one_layer_down,
        cases=on_sweeps(lambda s: (s.back.delta[3], s.trace.X[3], s.net.W[2])),
        axes="a row for each unit i of the lower layer, a column for each case",
        mistakes=(
            Wrong("no_transpose", lambda dE_dy, y, w: w @ (dE_dy * y * (1 - y))),
            Wrong(
                "equation_5_left_out",
                lambda dE_dy, y, w: w.T @ dE_dy,
                "Equation 7 sums ∂E/∂x, not ∂E/∂y: equation 5 comes first, times y (1 − y).",
            ),
            Wrong(
                "slope_of_tanh",
                lambda dE_dy, y, w: w.T @ (dE_dy * (1 - y**2)),
                "1 − y² is the slope of tanh. Their units are sigmoids.",
            ),
            Wrong(
                "sigmoid_once_more",
                lambda dE_dy, y, w: w.T @ (dE_dy / (1 + np.exp(-y)) * (1 - 1 / (1 + np.exp(-y)))),
                "y is the output already: y (1 − y) holds no sigmoid once more.",
            ),
            Wrong(
                "y_for_its_slope",
                lambda dE_dy, y, w: w.T @ (dE_dy * y),
                "y itself stands where the slope y (1 − y) belongs.",
            ),
            Wrong("f_prime_twice", lambda dE_dy, y, w: w.T @ (dE_dy * (y * (1 - y)) ** 2)),
            Wrong("sign", lambda dE_dy, y, w: -w.T @ (dE_dy * y * (1 - y))),
        ),
        hints=(
            "Equation 5 first: what becomes of ∂E/∂y when it passes the unit?",
            "∂E/∂x is ∂E/∂y times y (1 − y). Then unit i adds up over all j that it leads to.",
            "w.T @ (...): the index j, that is summed, is the first index of w.",
        ),
        worked="∂E/∂x_j = ∂E/∂y_j y_j (1 − y_j), and ∂E/∂y_i = Σ_j ∂E/∂x_j w_ji: our (5).",
    ),
    Row(
        name="mirror_weights",
        lesson=LESSON,
        statement="A hidden unit hears the first three bits with 1, 4 and −2. With which weights "
        "must it hear bits 4, 5 and 6, so that every mirror pattern adds up to 0?",
        reference=(2, -4, -1),
        parts=("bit_4", "bit_5", "bit_6"),
        mistakes=(
            Wrong(
                "equal_across_the_mirror",
                (-2, 4, 1),
                "The place is right. But two equal bits must cancel, so their weights are "
                "opposite.",
            ),
            Wrong(
                "opposite_in_the_same_order",
                (-1, -4, 2),
                "Opposite, but bit 4 is the mirror image of bit 3, and bit 6 that of bit 1.",
            ),
            Wrong(
                "repeated",
                (1, 4, -2),
                "That repeats the first half: equal bits would add up, and the order is not that "
                "of a mirror.",
            ),
        ),
        hints=(
            "Which bit must be equal to bit 1, if the pattern is a mirror pattern?",
            "Bits 1 and 6 are both 1 or both 0. Their two weights must add up to 0.",
            "Bit 6 has −1, for bit 1 has 1. Bits 5 and 4 in the same way.",
        ),
        worked="Pairs 1–6, 2–5 and 3–4 cancel: −(−2), −4, −1.",
    ),
)
