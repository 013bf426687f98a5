"""Exercises of lesson 04: how much E cares about one neuron, equation (4)."""

import numpy as np

from ...activations import tanh
from ...losses import squared_error
from ...network import Network
from ...propagation import backward, forward
from ..cases import on_sweeps
from ..row import Row, Wrong

LESSON = "04_define_delta"
NET = Network(
    W=[[[0.5, -0.4], [0.3, 0.8], [-0.7, 0.6]], [[1.0, -0.6, 0.5]]],
    b=[[0.1, -0.2, 0.3], [0.2]],
    f=["tanh", "identity"],
)
X0, T = np.array([[0.6, -0.3, 0.8], [-0.9, 0.5, 0.4]]), np.array([[1.0, -0.5, 0.3]])
TRACE = forward(NET, X0)
DELTA = backward(NET, TRACE, squared_error.gradient(TRACE.X[-1], T)).delta

FORK = Network(
    W=[[[0.8]], [[1.2], [-0.7]], [[0.9, 0.5]]],
    b=[[0.1], [0.0, 0.2], [0.1]],
    f=["tanh", "tanh", "identity"],
)
FORKED = forward(FORK, [[0.6]])
OUT = FORKED.X[3].item() - 1.0  # δ(3)
SLOPE = tanh.prime(FORKED.x[2]).ravel()
UPPER, LOWER = OUT * 0.9 * SLOPE[0] * 1.2, OUT * 0.5 * SLOPE[1] * (-0.7)


def bridge(delta, f_prime):
    """∂E/∂x = δ f′(x)."""
    return delta * f_prime


ROWS = (
    Row(
        name="bridge",
        lesson=LESSON,
        equation=4,
        statement="Write what turns our δ into the delta of other books, ∂E/∂x.",
        reference=bridge,
        cases=on_sweeps(lambda s: (s.back.delta[2], s.f_prime(2))),
        axes="a row for each neuron, a column for each sample",
        source=backward,
        mistakes=(
            Wrong(
                "matrix_product",
                lambda d, f: d @ f,
                "@ mixes neurons and samples; each δ meets its own f′, entry by entry: *.",
            ),
            Wrong(
                "divided",
                lambda d, f: d / f,
                "Dividing leads back, from ∂E/∂x to our δ. Forward it is a product.",
            ),
            Wrong("f_prime_missing", lambda d, f: d, "That is our δ itself: f′ is missing."),
            Wrong("delta_replaced_by_f_prime", lambda d, f: f, "That is f′ alone: δ is missing."),
            Wrong("f_prime_twice", lambda d, f: d * f * f),
            Wrong("added", lambda d, f: d + f, "A chain of two slopes is a product, no sum."),
            Wrong("transposed_result", lambda d, f: (d * f).T),
        ),
        hints=(
            "A nudge of x reaches X times f′. And E then moves by δ for each unit of X.",
            "Two slopes one after the other: multiply them, for each neuron and sample.",
            "One * between the two arrays.",
        ),
        worked="A nudge of x moves X by f′ times it, and E by δ times that: δ f′, entry by entry.",
    ),
    Row(
        name="held_still",
        lesson=LESSON,
        equation=4,
        statement="In the fork, hold neuron 2 of layer 2 still. Which slope does the nudge in "
        "layer 1 measure now? To three digits.",
        reference=UPPER,
        digits=3,
        mistakes=(
            Wrong(
                "both_paths",
                UPPER + LOWER,
                "That is the sum of both paths; the lower one is held still now.",
            ),
            Wrong(
                "other_path",
                LOWER,
                "That is the lower path, the one that is held still. The other one is left.",
            ),
            Wrong("f_prime_missing", OUT * 0.9 * 1.2, "f′ of neuron 1 is missing on its path."),
            Wrong("paths_subtracted", UPPER - LOWER, "A path that is held still counts as 0."),
            Wrong("sign", -UPPER, "The sign has turned: δ(3) is X − T, and that is negative."),
        ),
        hints=(
            "Which of the two paths of turn 6 does a neuron that is held still leave open?",
            "Only the upper one. Its number stands in turn 6.",
            "δ(3) · 0.9 · f′ of neuron 1 · 1.2.",
        ),
        worked="The upper path alone is left: −0.4817 · 0.9 · 0.6907 · 1.2 = −0.359.",
    ),
    Row(
        name="delta_by_nudging_the_data",
        lesson=LESSON,
        equation=4,
        statement="Measure δ of input 2 for sample 2 by nudging X0, to two digits.",
        reference=DELTA[0][1, 1].item(),
        digits=2,
        mistakes=(
            Wrong(
                "another_sample",
                DELTA[0][1, 0].item(),
                "That is input 2 for sample 1: Python counts from 0, so X0[1, 1].",
            ),
            Wrong(
                "another_input",
                DELTA[0][0, 1].item(),
                "That is input 1 for sample 2: Python counts from 0, so X0[1, 1].",
            ),
            Wrong(
                "sum_for_mean",
                3 * DELTA[0][1, 1].item(),
                "Three times too large: E is the mean over the three samples.",
            ),
            Wrong(
                "f_prime_missing_in_recurrence",
                (NET.W[0].T @ DELTA[1])[1, 1].item(),
                "f′ of layer 1 is missing on the way down to the data.",
            ),
            Wrong("sign", -DELTA[0][1, 1].item(), "The sign has turned: louder minus before."),
        ),
        hints=(
            "As in turn 1, with X0 in place of the output of layer 1. Which layers answer?",
            "All layers answer: bp.forward(net, louder) with the whole net.",
            "louder = X0.copy(); louder[1, 1] += h; then the rise of E over h.",
        ),
        worked="The whole network answers, and the rise of E over h is −0.165, so −0.17.",
    ),
)
