"""Two mistakes at once, as learners write them."""

import numpy as np

from .case import case
from .single import BCE, CE, DESCENT, SE, dsigmoid, sigmoid, softmax


@case(
    "no hidden slope, biases forgotten", (3, 4, 2), "ss", SE, 5,
    ("f_prime_missing_hidden", 1), "bias_never_updated", k=-5, convention=("sum", *DESCENT),
)  # fmt: skip
def biases_forgotten(W, b, X, y):
    l1 = sigmoid(X @ W[0] + b[0])
    l2 = sigmoid(l1 @ W[1] + b[1])
    l2_delta = (y - l2) * l2 * (1 - l2)
    l1_delta = l2_delta @ W[1].T
    return [X.T @ l1_delta, l1.T @ l2_delta], [np.zeros_like(b[0]), np.zeros_like(b[1])]


@case(
    "digits one by one, stepped first", (4, 3, 3), "ss", SE, 1,
    ("f_prime_missing_output", 2), ("updated_weights", "W[1]"),
    called="columns", layout="columns", eta=0.01,
)  # fmt: skip
def digits_one_by_one(W, b, img, label):
    w_h_o = W[1].copy()
    h = sigmoid(b[0] + W[0] @ img)
    o = sigmoid(b[1] + w_h_o @ h)
    delta_o = o - label
    grad_o = delta_o @ np.transpose(h)
    w_h_o += -0.01 * grad_o
    delta_h = np.transpose(w_h_o) @ delta_o * (h * (1 - h))
    return [delta_h @ np.transpose(img), grad_o], [delta_h, delta_o]


@case(
    "slope of the output again, biases climb", (3, 4, 2), "ss", SE, 3,
    ("f_prime_at_X", 1), "bias_sign", k=-3, convention=("sum", *DESCENT),
)  # fmt: skip
def biases_climb(W, b, X, T):
    H = sigmoid(X @ W[0] + b[0])
    Y = sigmoid(H @ W[1] + b[1])
    error = T - Y
    d2 = error * Y * (1 - Y)
    d1 = (d2 @ W[1].T) * dsigmoid(H)
    return [X.T @ d1, H.T @ d2], [-d1.sum(axis=0, keepdims=True), -d2.sum(axis=0, keepdims=True)]


@case(
    "slope twice, mean for b", (2, 4, 2), "ts", SE, 6, ("f_prime_twice", 1), "bias_mean",
    k=6, form="numbers", convention=("sum",),
)  # fmt: skip
def slope_twice(W, b, X, T):
    H = np.tanh(X @ W[0] + b[0])
    Y = sigmoid(H @ W[1] + b[1])
    dY = (Y - T) * Y * (1 - Y)
    dH = dY @ W[1].T * (1 - H**2)
    dW1 = X.T @ (dH * (1 - H**2))
    db1 = np.mean(dH * (1 - H**2), axis=0)
    return [dW1, H.T @ dY], [db1, np.mean(dY, axis=0)]


@case(
    "error handed down as it is, b a matrix", (2, 4, 1), "ss", SE, 4,
    ("weights_missing_in_recurrence", 1), "bias_not_summed",
    data="xor", k=4, form="numbers", convention=("sum",),
)  # fmt: skip
def handed_down_as_it_is(W, b, X, y):
    a1 = sigmoid(X @ W[0] + b[0])
    a2 = sigmoid(a1 @ W[1] + b[1])
    d2 = (a2 - y) * a2 * (1 - a2)
    d1 = d2 * a1 * (1 - a1)
    return [X.T @ d1, a1.T @ d2], [d1, d2]


@case(
    "one error for the whole layer, b doubled", (3, 4, 2), "ti", SE, 4,
    ("delta_collapsed", 1), ("stray_factor_bias", "b[1]"), called="columns", layout="columns",
)  # fmt: skip
def one_error_for_all(W, b, X, T):
    m = X.shape[1]
    h = np.tanh(W[0] @ X + b[0])
    err = W[1] @ h + b[1] - T
    hidden_err = np.sum(W[1].T @ err, axis=0, keepdims=True)
    dz = hidden_err * (1 - h**2)
    dW = [dz @ X.T / m, err @ h.T / m]
    return dW, [dz.sum(axis=1, keepdims=True) / m, 2 * err.sum(axis=1, keepdims=True) / m]


@case(
    "sigmoid's slope for tanh, b from dW", (3, 4, 1), "ti", BCE, 5,
    ("f_prime_of_other_activation", 1), "bias_from_weight_gradient",
    called="columns", layout="columns", form="numbers",
)  # fmt: skip
def b_from_dW(W, b, X, Y):
    m = X.shape[1]
    A1 = np.tanh(W[0] @ X + b[0])
    dZ2 = sigmoid(W[1] @ A1 + b[1]) - Y
    dW2 = 1 / m * dZ2 @ A1.T
    dZ1 = W[1].T @ dZ2 * A1 * (1 - A1)
    dW1 = 1 / m * dZ1 @ X.T
    return [dW1, dW2], [np.sum(dW1, axis=1, keepdims=True), np.sum(dW2, axis=1, keepdims=True)]


@case(
    "x(1 − x) fed with z, a stray 2", (3, 4, 2), "ss", SE, 4,
    ("f_prime_formula_fed_x", 1), ("stray_factor_weight", "W[1]"), k=4, convention=("sum",),
)  # fmt: skip
def z_times_one_minus_z(W, b, X, T):
    def deriv(x):
        return x * (1 - x)

    z1 = X @ W[0] + b[0]
    a1 = sigmoid(z1)
    a2 = sigmoid(a1 @ W[1] + b[1])
    d2 = (a2 - T) * deriv(a2)
    d1 = d2 @ W[1].T * deriv(z1)
    return [X.T @ d1, 2 * a1.T @ d2], [d1.sum(axis=0), d2.sum(axis=0)]


@case(
    "dW the wrong way round, b times b", (3, 3, 3), "ss", SE, 2,
    "weight_gradient_transposed", "bias_times_bias",
    called="columns", layout="columns", k=2, convention=("sum",),
)  # fmt: skip
def wrong_way_round(W, b, X, T):
    H = sigmoid(W[0] @ X + b[0])
    Y = sigmoid(W[1] @ H + b[1])
    d2 = (Y - T) * Y * (1 - Y)
    d1 = (W[1].T @ d2) * H * (1 - H)
    dW = [X @ d1.T, H @ d2.T]
    return dW, [(d1 * b[0]).sum(axis=1, keepdims=True), (d2 * b[1]).sum(axis=1, keepdims=True)]


@case(
    "hidden output in place of its weight", (2, 4, 1), "ss", SE, 4,
    ("activation_instead_of_weight", 1), ("f_prime_missing_in_bias_gradient", "b[1]"),
    data="xor", k=-4, convention=("sum", *DESCENT),
)  # fmt: skip
def output_for_weight(W, b, X, y):
    H = sigmoid(np.dot(X, W[0]) + b[0])
    O = sigmoid(np.dot(H, W[1]) + b[1])  # noqa: E741
    err = y - O
    d_out = err * O * (1 - O)
    d_hid = d_out * H * H * (1 - H)
    return [X.T.dot(d_hid), H.T.dot(d_out)], [d_hid.sum(axis=0), err.sum(axis=0)]


@case(
    "weights in their own gradient, first layer climbs", (3, 4, 2), "tt", SE, 1,
    ("weight_instead_of_activation", "W[1]"), ("sign_in_one_layer", "W[0]"),
    called="vector", layout="columns",
    equal=({"weight_instead_of_activation", "f_prime_wrong_formula"},),  # −f′ = X² − 1
)  # fmt: skip
def first_layer_climbs(W, b, x, t):
    h = np.tanh(W[0].dot(x) + b[0])
    y = np.tanh(W[1].dot(h) + b[1])
    d2 = (y - t) * (1 - y**2)
    d1 = W[1].T.dot(d2) * (1 - h**2)
    dW2 = np.zeros(W[1].shape)
    for i in range(len(d2)):
        for j in range(len(h)):
            dW2[i][j] = d2[i] * W[1][i][j]
    return [-np.outer(d1, x), dW2], [-d1, d2]


@case(
    "samples in a loop, * for outer", (2, 2, 1), "ss", SE, 4,
    ("outer_product_missing", "W[0]"), ("f_prime_missing_output", 2),
    data="xor", k=-4, convention=("sum", *DESCENT),
)  # fmt: skip
def star_for_outer(W, b, X, Y):
    dW = [np.zeros(w.shape) for w in W]
    db = [np.zeros(v.shape) for v in b]
    for x, y in zip(X, Y):
        h = sigmoid(x @ W[0] + b[0]).ravel()
        o = sigmoid(h @ W[1] + b[1]).ravel()
        d2 = y - o
        d1 = W[1] @ d2 * h * (1 - h)
        dW[0] += x * d1
        dW[1] += np.outer(h, d2)
        db[0] += d1
        db[1] += d2
    return dW, db


@case(
    "activations one layer off, errors handed down", (3, 3, 3, 3, 3), "ssss", SE, 3,
    "wrong_activation_layer", "f_prime_missing_in_recurrence",
    called="columns", layout="columns",
)  # fmt: skip
def one_layer_off(W, b, X, T):
    A = [X]
    for w, v in zip(W, b):
        A.append(sigmoid(w @ A[-1] + v))
    error, dW, db = (A[-1] - T) / X.shape[1], [None] * 4, [None] * 4
    for i in reversed(range(4)):
        delta = error * A[i + 1] * (1 - A[i + 1])
        dW[i] = delta @ A[i + 1].T
        db[i] = delta.sum(axis=1, keepdims=True)
        error = W[i].T @ error
    return dW, db


@case(
    "tanh slope without the square, dW divided twice", (3, 5, 2), "ti", SE, 4,
    ("f_prime_wrong_formula", 1), "mean_twice", called="columns", layout="columns",
)  # fmt: skip
def divided_twice(W, b, X, T):
    m = X.shape[1]
    A1 = np.tanh(W[0] @ X + b[0])
    dZ2 = (W[1] @ A1 + b[1] - T) / m
    dZ1 = W[1].T @ dZ2 * (1 - A1)
    dW = [dZ1 @ X.T / m, dZ2 @ A1.T / m]
    return dW, [dZ1.sum(axis=1, keepdims=True), dZ2.sum(axis=1, keepdims=True)]


@case(
    "slope of the error, mean for b", (3, 4, 3), "ss", SE, 5, ("f_prime_at_delta", 1), "bias_mean",
    k=-5, convention=("sum", *DESCENT),
)  # fmt: skip
def slope_of_error(W, b, inputs, targets):
    h = sigmoid(inputs @ W[0] + b[0])
    o = sigmoid(h @ W[1] + b[1])
    delta_o = (targets - o) * o * (1 - o)
    error_h = delta_o @ W[1].T
    delta_h = error_h * dsigmoid(error_h)
    db = [delta_h.mean(axis=0, keepdims=True), delta_o.mean(axis=0, keepdims=True)]
    return [inputs.T @ delta_h, h.T @ delta_o], db


@case(
    "hidden delta is the slope, last b climbs", (3, 4, 2), "ss", SE, 4,
    ("delta_replaced_by_f_prime", 1), ("bias_sign", "b[1]"), k=4, convention=("sum",),
)  # fmt: skip
def delta_is_slope(W, b, X, T):
    h = sigmoid(X @ W[0] + b[0])
    o = sigmoid(h @ W[1] + b[1])
    d_o = (o - T) * o * (1 - o)
    d_h = h * (1 - h)
    return [X.T @ d_h, h.T @ d_o], [d_h.sum(axis=0), -d_o.sum(axis=0)]


@case(
    "errors handed down, biases decayed", (3, 4, 4, 2), "tti", SE, 4,
    ("f_prime_missing_in_recurrence", 1), "penalty_on_bias",
    called="columns", layout="columns", penalty=0.3,
)  # fmt: skip
def handed_down_and_decayed(W, b, X, T, lam=0.3):
    m = X.shape[1]
    a = [X]
    for l in range(3):
        z = W[l] @ a[l] + b[l]
        a.append(z if l == 2 else np.tanh(z))
    err, dW, db = a[3] - T, [0] * 3, [0] * 3
    for l in (2, 1, 0):
        delta = err if l == 2 else err * (1 - a[l + 1] ** 2)
        dW[l] = (delta @ a[l].T + lam * W[l]) / m
        db[l] = (delta.sum(axis=1, keepdims=True) + lam * b[l]) / m
        err = W[l].T @ err
    return dW, db


@case(
    "no hidden slope, stepped first", (3, 4, 1), "ss", SE, 5,
    ("f_prime_missing_hidden", 1), ("updated_weights", "W[1]"),
    k=-5, form="numbers", convention=("sum", *DESCENT), eta=0.1,
)  # fmt: skip
def flat_and_stepped(W, b, X, y, alpha=0.1):
    layer_1 = sigmoid(X @ W[0] + b[0])
    layer_2 = sigmoid(layer_1 @ W[1] + b[1])
    layer_2_delta = (y - layer_2) * layer_2 * (1 - layer_2)
    weights_1_2 = W[1] + alpha * layer_1.T @ layer_2_delta
    layer_1_delta = layer_2_delta @ weights_1_2.T
    dW = [X.T @ layer_1_delta, layer_1.T @ layer_2_delta]
    return dW, [layer_1_delta.sum(0), layer_2_delta.sum(0)]


@case(
    "softmax over everything, db by np.sum", (3, 4, 3), "ri", CE, 4,
    "softmax_whole_batch", "bias_summed_over_neurons", form="numbers",
)  # fmt: skip
def softmax_and_sum(W, b, X, Y):
    z1 = X @ W[0] + b[0]
    a1 = np.maximum(z1, 0)
    e = np.exp(a1 @ W[1] + b[1])
    d2 = (e / e.sum() - Y) / len(X)
    d1 = d2 @ W[1].T * (z1 > 0)
    return [X.T @ d1, a1.T @ d2], [np.sum(d1), np.sum(d2)]


@case(
    "softmax with a slope, hidden without", (4, 5, 4, 3), "tti", CE, 6,
    ("extra_slope_with_cross_entropy", 3), "f_prime_missing_hidden", k=6, convention=("sum",),
)  # fmt: skip
def slope_at_the_wrong_end(W, b, X, Y):
    a = [X]
    for i in range(2):
        a.append(np.tanh(a[i] @ W[i] + b[i]))
    p = softmax(a[2] @ W[2] + b[2], 1)
    d3 = (p - Y) * p * (1 - p)
    d2 = d3 @ W[2].T
    d1 = d2 @ W[1].T
    deltas = [d1, d2, d3]
    return [a[i].T @ deltas[i] for i in range(3)], [d.sum(axis=0) for d in deltas]
