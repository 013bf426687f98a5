"""The mistakes that have a name: how often they were met, a sentence, equation and lesson."""

from typing import NamedTuple

SWEEP, GRADIENTS, LOSSES = (
    "05_derive_the_recurrence",
    "06_weight_and_bias_gradients",
    "07_activations_and_losses",
)
TRAIN = "08_train_a_network"


class Mistake(NamedTuple):
    """A known mistake: its name, in how many of 40 real cases it was met, and what to say of it.

    The sentence ends in the line as it should be, which stands in `line` too.
    """

    name: str
    count: int
    sentence: str
    equation: int
    lesson: str
    line: str

    @property
    def words(self):
        """The sentence without the line."""
        return self.sentence.removesuffix(f": {self.line}")

    def shown(self, l, rows=False):
        """Return the line as it should be at W[l], for samples in columns or in rows."""
        line = IN_ROWS.get(self.line, self.line) if rows else self.line
        return line.format(l=l, n=l + 1).partition("  (")[0]


RIGHT_SLOPE = "dE_dx[{n}] = delta[{n}] * f[{l}].prime(x[{n}])  (5)"
RIGHT_W = "dE_dW[{l}] = dE_dx[{n}] @ X[{l}].T  (6)"
RIGHT_B = "dE_db[{l}] = dE_dx[{n}].sum(axis=1, keepdims=True)  (7)"
RIGHT_DELTA = "delta[{l}] = W[{l}].T @ dE_dx[{n}]  (5)"
RIGHT_TOP = "delta[{n}] = loss.gradient(X[{n}], T)  (4)"
PENALTY_W = "dE_dW[{l}] += penalty * W[{l}] / m"
PENALTY_B = "dE_db[{l}] += penalty * b[{l}] / m"
FROM_ZERO = "dE_dW[{l}] = 0 * W[{l}]; dE_db[{l}] = 0 * b[{l}]"
IN_ROWS = {
    RIGHT_W: "dE_dW[{l}] = X[{l}].T @ dE_dx[{n}]",
    RIGHT_B: "dE_db[{l}] = dE_dx[{n}].sum(axis=0)",
    RIGHT_DELTA: "delta[{l}] = dE_dx[{n}] @ W[{l}].T",
}

SLOPES = {
    "f_prime_at_X": (
        4,
        "f′ of layer {n} is taken at the output X({n}), not at the total input x({n})",
    ),
    "f_prime_missing_hidden": (4, "f′ is left out at hidden layer {n}"),
    "f_prime_missing_output": (4, "f′ is left out at the output layer {n}"),
    "f_prime_at_delta": (2, "f′ of layer {n} is taken at the error or at δ({n}), not at x({n})"),
    "delta_replaced_by_f_prime": (
        2,
        "layer {n} hands on f′(x) alone, where δ({n}) f′(x({n})) belongs",
    ),
    "f_prime_twice": (1, "f′ of layer {n} is multiplied in twice"),
    "f_prime_wrong_layer": (1, "the f′ at layer {n} is that of another layer's activation"),
    "f_prime_of_other_activation": (
        1,
        "the f′ at layer {n} belongs to another activation, {detail}",
    ),
    "f_prime_wrong_formula": (
        1,
        "the f′ at layer {n} is {detail}, which is not the derivative of f",
    ),
    "f_prime_formula_fed_x": (
        1,
        "f′ at layer {n} is a formula for the output X, but is fed with x",
    ),
    "relu_threshold": (
        1,
        "ReLU's slope at layer {n} is taken as `output >= 0`, which is always true",
    ),
    "relu_on_delta": (1, "ReLU is applied to δ({n}) itself, where δ belongs wherever x({n}) > 0"),
    "f_prime_is_X": (0, "the output X({n}) stands where f′(x({n})) belongs"),
}
WEIGHTS = {
    "f_prime_missing_in_weight_gradient": (
        1,
        "∂E/∂W({l}) has no f′, though the sweep below it has",
    ),
    "weight_gradient_transposed": (1, "∂E/∂W({l}) is X δᵀ, the transpose of what W[{l}] needs"),
    "weight_instead_of_activation": (
        1,
        "∂E/∂W({l}) multiplies by W({l}), where the output X({l}) belongs",
    ),
    "outer_product_missing": (
        1,
        "∂E/∂W({l}) is an elementwise product, where every δ meets every X",
    ),
    "wrong_activation_layer": (0, "∂E/∂W({l}) multiplies by {detail}, where X[{l}] belongs"),
    "mean_twice": (0, "∂E/∂W({l}) is divided by m twice: δ carries the 1/m already"),
    "stray_factor_weight": (1, "∂E/∂W({l}) is {detail} times what it should be"),
    "sign_in_one_layer": (0, "the gradient of W({l}) has the other sign than all the rest"),
    "penalty_missing_on_weights": (0, "∂E/∂W({l}) has no part from the penalty", PENALTY_W),
}
BIASES = {
    "bias_not_summed": (
        2,
        "∂E/∂b({l}) is the whole matrix: a column a sample, not yet summed over the samples",
    ),
    "bias_sign": (
        2,
        "∂E/∂b has the other sign than ∂E/∂W: the biases climb while the weights descend",
    ),
    "f_prime_missing_in_bias_gradient": (0, "∂E/∂b({l}) has no f′"),
    "bias_mean": (1, "∂E/∂b({l}) is a mean over the samples, where ∂E/∂W({l}) is their sum"),
    "bias_summed_over_neurons": (1, "∂E/∂b({l}) is summed over the neurons, but each has its own"),
    "bias_from_weight_gradient": (
        1,
        "∂E/∂b({l}) is the row sum of ∂E/∂W({l}), not the sum of δ f′",
    ),
    "bias_times_bias": (1, "∂E/∂b({l}) is multiplied by b({l}): the input of a bias is 1"),
    "bias_never_updated": (1, "∂E/∂b({l}) is 0: this bias is never updated"),
    "stray_factor_bias": (1, "∂E/∂b({l}) is {detail} times what it should be"),
    "penalty_on_bias": (1, "∂E/∂b({l}) has a part from a penalty, which the loss has on W alone"),
}
CARRIED = {
    "updated_weights": (
        7,
        "weights that have already stepped carry δ back: finish the sweep, then step",
    ),
    "f_prime_missing_in_recurrence": (5, "δ({n}) is handed down without its f′"),
    "weights_missing_in_recurrence": (1, "δ({n}) is handed down without the weights W({l})"),
    "delta_collapsed": (1, "δ({l}) is one number for all the neurons of layer {l}"),
    "activation_instead_of_weight": (
        1,
        "X({l}) stands where the weight W({l}) belongs, as if it were (6)",
    ),
    "wrong_weights": (1, "δ({n}) is carried back by {detail}, not by W[{l}]"),
    "no_transpose": (0, "δ({l}) is carried back by W({l}), not by its transpose"),
}
TOP = {
    "softmax_whole_batch": (
        1,
        "softmax is normalised over the whole batch: the outputs of each sample must sum to 1",
    ),
    "extra_slope_with_cross_entropy": (
        0,
        "the slope of the output, p (1 − p), is multiplied in, but δ of this loss holds it already",
    ),
    "softmax_elementwise": (
        0,
        "softmax is treated entry by entry, yet each output depends on all x",
    ),
    "targets_broadcast": (0, "T is broadcast: an output meets the targets of other samples"),
}
STATE = {
    "accumulates": (
        1,
        "gradients of an earlier call are still inside: begin each call from zero, in every layer",
        FROM_ZERO,
    ),
    "penalty_missing_on_bias": (
        1,
        "the loss has a penalty on b, and ∂E/∂b({l}) has no part from it",
        PENALTY_B,
    ),
}


def rows(table, line, equation, lesson):
    """Return the records of a table; those without a line of their own share one."""
    found = {}
    for name, (count, words, *own) in table.items():
        right = own[0] if own else line
        found[name] = Mistake(name, count, f"{words}: {right}", equation, lesson, right)
    return found


MISTAKES = {
    **rows(SLOPES, RIGHT_SLOPE, 5, SWEEP),
    **rows(WEIGHTS, RIGHT_W, 6, GRADIENTS),
    **rows(BIASES, RIGHT_B, 7, GRADIENTS),
    **rows(CARRIED, RIGHT_DELTA, 5, SWEEP),
    **rows(TOP, RIGHT_TOP, 4, LOSSES),
    **rows(STATE, RIGHT_B, 7, TRAIN),
}
