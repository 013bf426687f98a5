"""Exercises of lesson 02: a step downhill, equations (2) and (3), and how long it may be."""

from ...descent import update
from ..cases import on_sweeps
from ..row import Row, Wrong

LESSON = "02_descend_the_loss"


def step(W, dE_dW, eta):
    """W ← W − η ∂E/∂W."""
    return W - eta * dE_dW  # (2)


ROWS = (
    Row(
        name="update",
        lesson=LESSON,
        equation=2,
        statement="Write (2) for a whole layer: the new weights from W, its gradient and η.",
        reference=step,
        cases=on_sweeps(lambda s: (s.net.W[1], s.grads.W[1], 0.3)),
        axes="as W",
        source=update,
        mistakes=(
            Wrong(
                "sign",
                lambda W, g, eta: W + eta * g,
                "That step goes uphill: the gradient points up, so it is subtracted.",
            ),
            Wrong("eta_missing", lambda W, g, eta: W - g, "η is missing: the step is η times it."),
            Wrong(
                "eta_divides",
                lambda W, g, eta: W - g / eta,
                "η multiplies the gradient, it does not divide it.",
            ),
            Wrong(
                "step_alone",
                lambda W, g, eta: -eta * g,
                "That is the step alone: it is added to the old weights.",
            ),
            Wrong(
                "step_turned_round",
                lambda W, g, eta: eta * g - W,
                "The old weights stand first, and the step is subtracted from them.",
            ),
            Wrong(
                "weight_gradient_transposed",
                lambda W, g, eta: W - eta * g.T,
                "The gradient has the shape of W already: no .T.",
            ),
        ),
        hints=(
            "Which way does the gradient point, and which way do you want to go?",
            "The step is η times the gradient, and it goes the other way.",
            "W minus eta times dE_dW.",
        ),
        worked="The gradient points uphill, so η times it is subtracted; a new array is returned.",
    ),
    Row(
        name="parabola",
        lesson=LESSON,
        equation=2,
        statement="In a parabola with curvature λ = 4: which η reaches the floor in a single step, "
        "and above which η do the steps diverge?",
        parts=("single_step", "bound"),
        reference=(1 / 4, 2 / 4),
        mistakes=(
            Wrong(
                "curvature_for_its_inverse",
                (4, None),
                "The larger the curvature, the shorter must the step be: 1/λ, not λ.",
            ),
            Wrong(
                "curvature_one",
                (1, 2),
                "Those are the values for λ = 1. Here the curvature is 4.",
            ),
            Wrong("swapped", (2 / 4, 1 / 4), "The two have changed places."),
            Wrong(
                "half_of_it",
                (1 / 8, 1 / 4),
                "Each is half of what it should be: with E = ½ λ θ² the slope is λ θ.",
            ),
        ),
        hints=(
            "A step multiplies the distance to the floor by 1 − η λ.",
            "In a single step: the factor is 0. Divergence begins where it is −1.",
            "1 − 4 η = 0, and 1 − 4 η = −1.",
        ),
        worked="The factor 1 − 4 η is 0 at η = 0.25 and −1 at η = 0.5.",
    ),
    Row(
        name="not_arrived",
        lesson=LESSON,
        equation=2,
        statement="Why has the path not arrived after 40 steps, in spite of η = 5?",
        choices=("no slope", "too long a step", "no floor"),
        reference="no slope",
        mistakes=(
            Wrong(
                "too_long",
                "too long a step",
                "η = 5 is long only where there is a slope. How long is a step out there?",
            ),
            Wrong(
                "no_floor",
                "no floor",
                "The floor is where it was: from other starts η = 5 gets there.",
            ),
        ),
        hints=(
            "Read the line below the picture: it says how long the last steps were.",
            "A step is η times the slope. Which of the two is small?",
            "Far out the neuron says −1 or 1 to every month, and f′ is almost 0.",
        ),
        worked="There is no slope: out there f′ is almost 0 for every month, and η times a slope "
        "of almost 0 is almost no step.",
    ),
)
