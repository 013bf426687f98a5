"""Exercises of lesson 01: a number travels forward, equation (1)."""

import numpy as np

from ...network import Network
from ...propagation import forward
from ..cases import on_sweeps
from ..row import Row, Wrong

LESSON = "01_forward_propagation"
NET = Network(
    W=[[[0.5, -0.4], [0.3, 0.8]], [[1.0, -0.6]]],
    b=[[0.1, -0.2], [0.2]],
    f=["tanh", "identity"],
)


def total_input(W, b, X):
    """x_i(l+1) = Σ_j W_ij(l) X_j(l) + b_i(l)."""
    return W @ X + b  # (1)


ROWS = (
    Row(
        name="total_input",
        lesson=LESSON,
        equation=1,
        statement="Write the total input of a layer, for a whole batch, from W, b and X.",
        reference=total_input,
        cases=on_sweeps(lambda s: (s.net.W[1], s.net.b[1], s.trace.X[1])),
        axes="a row for each neuron of layer l+1, a column for each sample",
        source=forward,
        mistakes=(
            Wrong(
                "transposed_weights",
                lambda W, b, X: W.T @ X + b,
                "Forward there is no transpose: a neuron collects along its row, W @ X.",
            ),
            Wrong(
                "order_of_the_product",
                lambda W, b, X: X @ W + b,
                "W stands before X: W @ X, for a column of X is a sample.",
            ),
            Wrong(
                "rows_for_columns",
                lambda W, b, X: X @ W.T + b,
                "X @ W.T is the form for samples in rows. Here a sample is a column: W @ X.",
            ),
            Wrong(
                "entry_by_entry",
                lambda W, b, X: W * X + b,
                "* multiplies entry by entry; every listener hears every speaker: W @ X.",
            ),
            Wrong("bias_missing", lambda W, b, X: W @ X, "The bias is missing: add b."),
            Wrong(
                "bias_sign",
                lambda W, b, X: W @ X - b,
                "b has the wrong sign: a threshold is subtracted, a bias is added.",
            ),
            Wrong(
                "bias_along_the_samples",
                lambda W, b, X: W @ X + b.T,
                "b is added along the wrong axis: it has a row for each neuron, so no .T.",
            ),
            Wrong(
                "activation_applied",
                lambda W, b, X: np.tanh(W @ X + b),
                "That is an output already: the total input comes before f.",
            ),
        ),
        hints=(
            "A neuron collects along its row of W what each speaker says, and adds its bias.",
            "A product of a row with a column, for every row and every column, is @.",
            "Two operations: one @ between W and X, one +.",
        ),
        worked="Each row of W meets each column of X, and b is added to every column.",
    ),
    Row(
        name="answer_at_zero",
        lesson=LESSON,
        equation=1,
        statement="What does the lesson's network answer to the point (0, 0)? To three digits.",
        reference=forward(NET, [[0.0], [0.0]]).X[-1].item(),
        digits=3,
        mistakes=(
            Wrong(
                "activation_missing",
                1.0 * 0.1 - 0.6 * (-0.2) + 0.2,
                "That is 0.1 and −0.2 without tanh (0.420), or one digit too few: "
                "hidden neurons say tanh of their total input, and three digits are asked for.",
            ),
            Wrong(
                "bias_missing",
                0.2,
                "0.2 is the bias of the output alone: hidden neurons have biases too, and speak.",
            ),
            Wrong(
                "output_bias_missing",
                np.tanh(0.1) - 0.6 * np.tanh(-0.2),
                "The bias of the output neuron, 0.2, is missing.",
            ),
            Wrong(
                "weight_sign",
                np.tanh(0.1) + 0.6 * np.tanh(-0.2) + 0.2,
                "Two signs meet: the weight is −0.6, and what it multiplies is negative too.",
            ),
        ),
        hints=(
            "At (0, 0) every product with a weight of the first layer is 0. What is left?",
            "The total inputs of the hidden neurons are their biases, 0.1 and −0.2.",
            "1.0 · tanh(0.1) − 0.6 · tanh(−0.2) + 0.2.",
        ),
        worked="1.0 · 0.0997 − 0.6 · (−0.1974) + 0.2 = 0.418. The first weights meet zeros.",
    ),
    Row(
        name="largest_slopes",
        lesson=LESSON,
        equation=1,
        statement="Where is f′ of the sigmoid largest, how large is it there, and how large is "
        "the largest f′ of tanh?",
        parts=("where", "sigmoid", "tanh"),
        reference=(0.0, 0.25, 1.0),
        mistakes=(
            Wrong(
                "f_for_f_prime",
                (None, 0.5, None),
                "0.5 is what the sigmoid says at 0; the slope is the dashed curve.",
            ),
            Wrong(
                "swapped",
                (None, 1.0, 0.25),
                "The two slopes have changed places: tanh is the steeper one.",
            ),
            Wrong(
                "largest_output",
                (None, 1.0, 1.0),
                "1 is the largest output of the sigmoid, not its largest slope.",
            ),
        ),
        hints=(
            "Look at the dashed curve of the right panel, once for each activation.",
            "Both are steepest where the solid curve passes the middle of its range.",
            "At 0 the sigmoid is ½ and f′ = X (1 − X); tanh is 0 and f′ = 1 − X².",
        ),
        worked="At x = 0: ½ (1 − ½) = 0.25 for the sigmoid, 1 − 0² = 1 for tanh.",
    ),
)
