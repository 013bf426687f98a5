"""Exercises of lesson 00: the whole of backprop on a network small enough to follow."""

from ...activations import tanh
from ...losses import squared_error
from ...network import Network
from ...propagation import backward, forward
from ..row import Row, Wrong

LESSON = "00_start_here"
NET = Network(
    W=[[[0.5, -0.4], [0.3, 0.8]], [[1.0, -0.6]]],
    b=[[0.1, -0.2], [0.2]],
    f=["tanh", "identity"],
)
TRACE = forward(NET, [[0.6], [-0.9]])
DELTA = backward(NET, TRACE, squared_error.gradient(TRACE.X[-1], [[1.0]])).delta
W, F_PRIME = NET.W[0], tanh.prime(TRACE.x[1])


def first(delta):
    """Return the entry of the first input."""
    return delta[0, 0].item()


ROWS = (
    Row(
        name="delta_of_the_data",
        lesson=LESSON,
        equation=5,
        statement="Work out δ of the first input on paper, to three digits.",
        reference=first(DELTA[0]),
        digits=3,
        source=backward,
        mistakes=(
            Wrong(
                "no_transpose",
                first(W @ (DELTA[1] * F_PRIME)),
                "Those are the weights of the first row, what neuron 1 hears. The first input is "
                "heard with the first column, 0.5 and 0.3.",
            ),
            Wrong(
                "f_prime_missing_in_recurrence",
                first(W.T @ DELTA[1]),
                "f′ is left out: each δ is first multiplied by 1 − X² of its neuron.",
            ),
            Wrong(
                "f_prime_at_X",
                first(W.T @ (DELTA[1] * tanh.prime(TRACE.X[1]))),
                "f′ is taken at X. X = tanh x is in the formula 1 − X² already: no tanh once more.",
            ),
            Wrong(
                "f_prime_is_X",
                first(W.T @ (DELTA[1] * TRACE.X[1])),
                "X itself stands where the slope 1 − X² belongs.",
            ),
            Wrong(
                "one_slope_for_both",
                first((W.T @ DELTA[1]) * F_PRIME),
                "f′ must be that of each listener, before the two are added up.",
            ),
            Wrong("sign", -first(DELTA[0])),
        ),
        hints=(
            "Two neurons listen to the first input, so two terms are added up.",
            "A term is δ of the listener, times 1 − X² of the listener, times its weight.",
            "0.2186 · (1 − 0.6411²) · 0.5 + (−0.1311) · (1 − 0.6291²) · 0.3.",
        ),
        worked="0.2186 · 0.589 · 0.5 + (−0.1311) · 0.604 · 0.3 = 0.0406.",
    ),
    Row(
        name="eta_that_rises",
        lesson=LESSON,
        equation=2,
        statement="From which η on does the step of turn 6 make E rise? To one digit.",
        reference=0.7069,
        digits=1,
        mistakes=(
            Wrong(
                "first_that_was_tried",
                1.0,
                "At 1 E rises, but it begins to rise earlier: try between 0.3 and 1.",
            ),
            Wrong(
                "still_falls",
                0.3,
                "At 0.3 E still falls: 0.3 is on the safe side. Try between 0.3 and 1.",
            ),
        ),
        hints=(
            "E falls at 0.3 and rises at 1. What does it do halfway?",
            "Halve the stretch in which the change must lie, again and again.",
            "At 0.65 it falls, at 0.75 it rises.",
        ),
        worked="Halving the stretch from 0.3 to 1 again and again leads to 0.707, so 0.7.",
    ),
)
