"""The lines of the page that a mistake replaces, and what then stands there.

Every name is one of bp.diagnosis.MISTAKES. An l that is the last or the first marks a mistake that
is made in one layer alone; a 0.5 is the η of a step that came too early.
"""

DELTA_L = "delta[L] = delta_L"
SLOPE = "dE_dx[l + 1] = delta[l + 1] * f[l].prime(x[l + 1])"
CARRY = "delta[l] = W[l].T @ dE_dx[l + 1]"
WEIGHT = "dE_dW[l] = dE_dx[l + 1] @ X[l].T"
BIAS = "dE_db[l] = dE_dx[l + 1].sum(axis=1, keepdims=True)"
HIDDEN = "dE_dx[l + 1] = delta[l + 1] * ({} if l < L - 1 else f[l].prime(x[l + 1]))"
OUTPUT = "dE_dx[l + 1] = delta[l + 1] * (1 if l == L - 1 else f[l].prime(x[l + 1]))"
PRIME_ALONE = "dE_dx[l + 1] = (1 if l < L - 1 else delta[l + 1]) * f[l].prime(x[l + 1])"
TURNED = "dE_dW[l] = X[l] @ dE_dx[l + 1].T if l == L - 1 else dE_dx[l + 1] @ X[l].T"

LINES = {
    DELTA_L: {"extra_slope_with_cross_entropy": "delta[L] = delta_L * sigmoid.prime(trace.X[L])"},
    SLOPE: {
        "f_prime_at_X": "dE_dx[l + 1] = delta[l + 1] * f[l].prime(trace.X[l + 1])",
        "f_prime_missing_hidden": HIDDEN.format("1"),
        "f_prime_missing_output": OUTPUT,
        "f_prime_at_delta": "dE_dx[l + 1] = delta[l + 1] * f[l].prime(delta[l + 1])",
        "delta_replaced_by_f_prime": PRIME_ALONE,
        "f_prime_twice": f"{SLOPE} ** 2",
        "f_prime_wrong_layer": "dE_dx[l + 1] = delta[l + 1] * f[l - 1].prime(x[l + 1])",
        "f_prime_of_other_activation": HIDDEN.format("sigmoid.prime(x[l + 1])"),
        "f_prime_wrong_formula": HIDDEN.format("1 - trace.X[l + 1]"),
        "f_prime_formula_fed_x": HIDDEN.format("1 - x[l + 1] ** 2"),
        "relu_threshold": HIDDEN.format("trace.X[l + 1] >= 0"),
        "relu_on_delta": "dE_dx[l + 1] = f[l](delta[l + 1])",
        "f_prime_is_X": HIDDEN.format("trace.X[l + 1]"),
    },
    CARRY: {
        "updated_weights": CARRY.replace("W[l]", "(W[l] - 0.5 * dE_dx[l + 1] @ trace.X[l].T)"),
        "f_prime_missing_in_recurrence": "delta[l] = W[l].T @ delta[l + 1]",
        "weights_missing_in_recurrence": "delta[l] = dE_dx[l + 1].sum(axis=0, keepdims=True)",
        "delta_collapsed": "delta[l] = (W[l].T @ dE_dx[l + 1]).sum(axis=0, keepdims=True)",
        "activation_instead_of_weight": "delta[l] = trace.X[l] * dE_dx[l + 1].sum(axis=0)",
        "wrong_weights": "delta[l] = W[l - 1].T @ dE_dx[l + 1]",
        "no_transpose": "delta[l] = W[l] @ dE_dx[l + 1]",
    },
    WEIGHT: {
        "f_prime_missing_in_weight_gradient": "dE_dW[l] = back.delta[l + 1] @ X[l].T",
        "weight_gradient_transposed": TURNED,
        "outer_product_missing": "dE_dW[l] = (dE_dx[l + 1] * X[l]).sum(axis=1, keepdims=True)",
        "wrong_activation_layer": "dE_dW[l] = dE_dx[l + 1] @ (trace.x[l] if l else X[0]).T",
        "mean_twice": f"{WEIGHT} / X[l].shape[1]",
        "stray_factor_weight": WEIGHT.replace("= ", "= (3 if l == 0 else 1) * "),
        "sign_in_one_layer": WEIGHT.replace("= ", "= (-1 if l == 0 else 1) * "),
    },
    BIAS: {
        "bias_not_summed": "dE_db[l] = dE_dx[l + 1]",
        "bias_sign": BIAS.replace("= dE", "= -dE"),
        "f_prime_missing_in_bias_gradient": BIAS.replace("= dE_dx", "= back.delta"),
        "bias_mean": BIAS.replace("sum", "mean"),
        "bias_summed_over_neurons": BIAS.replace("axis=1", "axis=0"),
        "bias_from_weight_gradient": BIAS.replace("= dE_dx[l + 1]", "= dE_dW[l]"),
        "bias_never_updated": BIAS.replace("= dE", "= 0 * dE"),
        "stray_factor_bias": BIAS.replace("= dE", "= (4 if l == 0 else 1) * dE"),
    },
}
# the mistakes that are no line of the page, by where they live
ELSEWHERE = {
    "in the loss, which hands δ(L) to the page": (
        "softmax_whole_batch",
        "softmax_elementwise",
        "targets_broadcast",
    ),
    "in a penalty, which the page has not": (
        "penalty_on_bias",
        "penalty_missing_on_bias",
        "penalty_missing_on_weights",
    ),
    "in what stays from call to call": ("accumulates",),
    "in W or b, which gradients(trace, back) is not handed": (
        "weight_instead_of_activation",
        "bias_times_bias",
    ),
}
