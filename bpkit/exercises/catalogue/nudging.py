"""Exercises of lesson 03: the gradient by trying."""

import numpy as np

from ...numerical import central_difference
from ..row import Row, Wrong

LESSON = "03_nudge_every_weight"
P = (3 + 1) * 5 + (5 + 1) * 2


def slope(E, theta, h):
    """∂E/∂θ ≈ (E(θ + h) − E(θ − h)) / 2h."""
    return (E(theta + h) - E(theta - h)) / (2 * h)


def curves():
    """Return the cases: a function of one number, a place on it, and a nudge."""
    neuron = (lambda w: 0.5 * (np.tanh(1.5 * w - 0.3) - 1) ** 2, 0.8, 0.01)
    return [neuron, (np.sin, 0.7, 0.1), (np.exp, -0.3, 0.05), (lambda w: w**3 - w, 2.0, 0.2)]


ROWS = (
    Row(
        name="passes",
        lesson=LESSON,
        statement="How many passes does the forward difference need for layers of 3, 5 and 2?",
        reference=P + 1,
        mistakes=(
            Wrong("first_pass_missing", P, "One pass more: E(θ) itself, which all share."),
            Wrong("central", 2 * P, "That is the central difference, with two passes a parameter."),
            Wrong(
                "biases_missing",
                3 * 5 + 5 * 2 + 1,
                "The biases are parameters too: one for each neuron after the input.",
            ),
            Wrong(
                "biases_of_the_input",
                P + 3 + 1,
                "The inputs have no biases: only the 5 and the 2 neurons have.",
            ),
            Wrong("neurons", 3 + 5 + 2, "That counts neurons; every weight is nudged."),
        ),
        hints=(
            "First count the parameters: the entries of every W and every b.",
            "W has 5 · 3 and 2 · 5 entries, b has 5 and 2.",
            "15 + 5 + 10 + 2 parameters, and one pass more.",
        ),
        worked="15 + 5 + 10 + 2 = 32 parameters, and the pass that all share: 33.",
    ),
    Row(
        name="central_difference",
        lesson=LESSON,
        statement="Write the central difference of a function E at theta, with nudge h.",
        reference=slope,
        cases=curves,
        axes="one number",
        source=central_difference,
        mistakes=(
            Wrong(
                "forward_difference",
                lambda E, theta, h: (E(theta + h) - E(theta)) / h,
                "That is the forward difference: step to both sides.",
            ),
            Wrong(
                "backward_difference",
                lambda E, theta, h: (E(theta) - E(theta - h)) / h,
                "That looks to the left only: step to both sides.",
            ),
            Wrong(
                "one_nudge_wide",
                lambda E, theta, h: (E(theta + h) - E(theta - h)) / h,
                "The two places are 2 h apart, so divide by 2 h.",
            ),
            Wrong(
                "brackets_missing",
                lambda E, theta, h: (E(theta + h) - E(theta - h)) / 2 * h,
                "/ 2 * h divides by 2 and then multiplies by h: write / (2 * h).",
            ),
            Wrong(
                "sign",
                lambda E, theta, h: (E(theta - h) - E(theta + h)) / (2 * h),
                "The sign has turned: what lies to the right comes first.",
            ),
            Wrong(
                "half_a_nudge",
                lambda E, theta, h: (E(theta + h / 2) - E(theta - h / 2)) / h,
                "A slope from both sides, but with half of the nudge: step by h itself.",
            ),
        ),
        hints=(
            "Call E twice: once to the right of theta, once to the left.",
            "The rise between the two places, divided by how far apart they are.",
            "E(theta + h) minus E(theta − h), all of it over (2 * h).",
        ),
        worked="The two places are 2 h apart, and theta lies in the middle.",
    ),
    Row(
        name="best_nudge",
        lesson=LESSON,
        statement="In float64, at which h does the forward difference do best? Within a factor 30.",
        reference=1e-8,
        factor=30.0,
        mistakes=(
            Wrong("central", 1e-5, "There the central difference is best; its V lies elsewhere."),
            Wrong(
                "smallest",
                1e-16,
                "Smaller is not better: there E(θ + h) and E(θ) have no digit left to differ in.",
            ),
            Wrong("largest", 1e-2, "That is long before the foot of the V: the curve still bends."),
        ),
        hints=(
            "Drag h in the explorer, with forward chosen, and watch the V.",
            "The foot lies where the error of the bend and the error of rounding are alike.",
            "One falls like h, the other rises like 10⁻¹⁶ / h: they meet at the root of 10⁻¹⁶.",
        ),
        worked="The two errors, like h and like 10⁻¹⁶ / h, meet at h = 10⁻⁸, in Python 1e-08.",
    ),
)
