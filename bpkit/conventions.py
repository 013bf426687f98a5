"""How other books write the same sweep: five choices, and what each does to the numbers."""

from typing import NamedTuple

import numpy as np

DELTAS = "∂E/∂X", "∂E/∂x"
SAMPLES = "columns", "rows"
MEANS = "in δ(L)", "in ∂E/∂W", "nowhere"
SIGNS = "X − T, W −=", "T − X, W +="
# the number of the input layer, and of the weights that lead out of it
NUMBERS = {
    "input 0, W(0) first": (0, 0),
    "input 0, W(1) first": (0, 1),
    "input 1, W(1) first": (1, 1),
    "input 1, W(2) first": (1, 2),
}


class Convention(NamedTuple):
    """What a book calls delta, how a sample lies, where 1/m is, the sign, the layers' numbers.

    None of these choices is wrong; the defaults are those of this course.
    """

    delta: str = DELTAS[0]
    samples: str = SAMPLES[0]
    mean: str = MEANS[0]
    sign: str = SIGNS[0]
    numbers: str = next(iter(NUMBERS))

    @property
    def rows(self):
        """Whether a sample is a row."""
        return self.samples == "rows"

    @property
    def first(self):
        """The number of the input layer, and of the first weights."""
        return NUMBERS[self.numbers]

    @property
    def by_total_input(self):
        """Whether delta is the slope by the total input."""
        return self.delta == DELTAS[1]

    def factors(self, m):
        """Return what their delta, and their gradients, are of ours, for m samples."""
        sign = 1 if self.sign == SIGNS[0] else -1
        in_delta, in_gradients, nowhere = MEANS
        return sign * (1 if self.mean == in_delta else m), sign * (m if self.mean == nowhere else 1)


class Written(NamedTuple):
    """The delta of every layer, ∂E/∂W and ∂E/∂b of every layer, as a convention writes them.

    delta[0] is None where it is the slope by a total input: the data have none.
    """

    delta: list
    W: list
    b: list


def written(convention, back, grads):
    """Return the δ and the gradients of this course as a convention writes them.

    theirs = factor · ours, times f′ if delta is ∂E/∂x, transposed if samples are rows

    Shapes: back and grads as bp.backward and bp.gradients return them; of the result, for rows,
        delta[l] (m, n_l), W[l] (n_l, n_{l+1}), b[l] (n_{l+1},).
    Units: E per unit of output or of total input, of weight, and of bias.
    Lesson: 12_other_views.
    """
    m = back.delta[-1].shape[1]
    k, k_grads = convention.factors(m)
    delta = back.dE_dx if convention.by_total_input else back.delta
    delta = [None if d is None else turned(convention, k * d) for d in delta]
    W = [turned(convention, k_grads * dE_dW) for dE_dW in grads.W]
    b = [k_grads * (dE_db.ravel() if convention.rows else dE_db) for dE_db in grads.b]
    return Written(delta, W, b)


def read(convention, net, theirs, delta_L):
    """Return (delta, W, b) of this course for what a convention has written.

    Where their delta is ∂E/∂x, ours is not that over f′, which may be 0, but comes by (5) from the
    layer above, δ(l) = W(l)ᵀ ∂E/∂x(l+1); the last one is the gradient of the loss, delta_L.

    Shapes: theirs as `written` returns it; delta_L (n_L, m); the result as `Written` for columns.
    Units: E per unit of output, of weight, and of bias.
    Lesson: 12_other_views.
    """
    m = delta_L.shape[1]
    k, k_grads = convention.factors(m)
    delta = [None if d is None else turned(convention, d) / k for d in theirs.delta]
    if convention.by_total_input:
        delta = [W.T @ dE_dx for W, dE_dx in zip(net.W, delta[1:])] + [delta_L]  # (5)
    W = [turned(convention, dE_dW) / k_grads for dE_dW in theirs.W]
    return Written(delta, W, [np.reshape(dE_db, (-1, 1)) / k_grads for dE_db in theirs.b])


def turned(convention, array):
    """Return the array in the other layout, if samples are rows."""
    return array.T if convention.rows else array
