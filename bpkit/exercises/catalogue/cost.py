"""Exercises of lesson 10: what one sweep costs, and what nudging costs."""

from ...cost import by_sweep
from ..row import Row, Wrong

LESSON = "10_count_the_cost"
FIRST, SECOND = 32 * 784, 784 * 10  # the weights of 32-784-10
ALL = 3 * (FIRST + SECOND)


def multiply_adds(sizes, m):
    """3 m Σ n_l n_{l+1}: one for x, one for δ, one for ∂E/∂W."""
    return 3 * m * sum(n * n_next for n, n_next in zip(sizes, sizes[1:]))


def networks():
    """Return the cases: layer sizes and samples."""
    return [([3, 3, 3], 2), ([2, 3, 1], 7), ([5, 4, 3, 2], 7), ([64, 32, 10], 1)]


ROWS = (
    Row(
        name="multiply_adds",
        lesson=LESSON,
        statement="Write the multiply-adds of backprop, all three parts.",
        reference=multiply_adds,
        cases=networks,
        axes="one whole number",
        source=by_sweep,
        mistakes=(
            Wrong(
                "forward_only",
                lambda sizes, m: multiply_adds(sizes, m) // 3,
                "That is one part: there are three, for x, for δ and for ∂E/∂W.",
            ),
            Wrong(
                "forward_missing",
                lambda sizes, m: multiply_adds(sizes, m) // 3 * 2,
                "Two parts: is the forward sweep counted, and the gradients?",
            ),
            Wrong(
                "samples_missing",
                lambda sizes, m: multiply_adds(sizes, 1),
                "Each sample takes as many again: times m.",
            ),
            Wrong(
                "biases_counted",
                lambda sizes, m: multiply_adds(sizes, m) + 3 * m * sum(sizes[1:]),
                "A bias is added, not multiplied: only weights count.",
            ),
            Wrong(
                "one_product",
                lambda sizes, m: 3 * m * sizes[0] * sizes[-1],
                "Every pair of neighbouring layers counts, not the first with the last.",
            ),
            Wrong(
                "neurons",
                lambda sizes, m: 3 * m * sum(sizes),
                "That counts neurons; a multiply-add belongs to a weight.",
            ),
        ),
        hints=(
            "How many weights are there between two neighbouring layers?",
            "Forward, each weight is used once a sample. How often in all of backprop?",
            "3 · m · the sum of n_l n_{l+1} over neighbouring layers.",
        ),
        worked="Each weight is used once a sample for x, once for δ, once for ∂E/∂W.",
    ),
    Row(
        name="thousand_times",
        lesson=LESSON,
        statement="At how many parameters does the central difference take exactly a thousand "
        "times as many multiply-adds as backprop?",
        reference=1500,
        mistakes=(
            Wrong(
                "forward_difference",
                2999,
                "That is the forward difference, (P + 1) / 3. The central one takes 2 P passes.",
            ),
            Wrong("third_missing", 500, "2 P passes, but backprop takes three sweeps' worth: / 3."),
            Wrong("two_missing", 3000, "Two passes a parameter, so 2 P / 3 = 1000."),
        ),
        hints=(
            "How many passes does the central difference take for P parameters?",
            "2 P passes against the work of three: the ratio is 2 P / 3.",
            "2 P / 3 = 1000.",
        ),
        worked="2 P / 3 = 1000 at P = 1500.",
    ),
    Row(
        name="share_of_the_data",
        lesson=LESSON,
        equation=5,
        statement="In a 32-784-10 network, which share of all of backprop's multiply-adds goes "
        "into δ(0) alone? To two digits.",
        reference=FIRST / ALL,
        digits=2,
        mistakes=(
            Wrong(
                "one_of_three",
                1 / 3,
                "A third would be all of δ; δ(0) takes only the weights of the first layer.",
            ),
            Wrong(
                "of_delta_alone",
                3 * FIRST / ALL,
                "That is its share of the backward sweep; of all three parts it is a third of it.",
            ),
            Wrong(
                "other_layer",
                SECOND / ALL,
                "That is δ(1), which comes through the second weights; δ(0) through the first.",
            ),
        ),
        hints=(
            "Which weights does the last step of the backward sweep use?",
            "Those of the first layer, once. All weights are used three times.",
            "32 · 784 / (3 · (32 · 784 + 784 · 10)).",
        ),
        worked="25,088 of 3 · 32,928 = 98,784 multiply-adds: 0.254, so 0.25.",
    ),
)
