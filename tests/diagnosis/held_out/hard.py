"""A second round, harder: three mistakes and more, odd answers, and mistakes without a name.

Written after the answers to the first round were read, before any of these was handed in.
"""

import numpy as np

from .case import CASES, case, problem
from .single import BCE, CE, DESCENT, SE, dsigmoid, sigmoid, softmax


@case(
    "three: slope at X, stepped, mean for b", (2, 3, 2), "ss", SE, 5,
    "f_prime_at_X", "updated_weights", "bias_mean",
    k=-5, form="numbers", convention=("sum", *DESCENT),
)  # fmt: skip
def three_in_rows(W, b, X, T):
    h = sigmoid(X @ W[0] + b[0])
    o = sigmoid(h @ W[1] + b[1])
    d2 = (T - o) * dsigmoid(o)
    d1 = d2 @ (W[1] + 0.3 * h.T @ d2).T * dsigmoid(h)
    return [X.T @ d1, h.T @ d2], [d1.mean(axis=0), d2.mean(axis=0)]


@case(
    "three: no .T, no output slope, no db; square, untold", (3, 3, 3), "st", SE, 4,
    "no_transpose", "f_prime_missing_output", "bias_never_updated",
    k=4, layout=None, form="numbers", convention=("sum",),
)  # fmt: skip
def three_in_a_square(W, b, X, T):
    h = sigmoid(X @ W[0] + b[0])
    d2 = np.tanh(h @ W[1] + b[1]) - T
    d1 = d2 @ W[1] * h * (1 - h)
    return [X.T @ d1, h.T @ d2], [np.zeros(3), np.zeros(3)]


@case(
    "four in four layers", (3, 3, 3, 3, 3), "tsts", SE, 4,
    ("f_prime_is_X", 4), ("bias_sign", "b[2]"), ("weight_gradient_transposed", "W[1]"),
    ("wrong_activation_layer", "W[0]"), called="columns", layout="columns",
)  # fmt: skip
def four_in_four(W, b, X, T):
    a = [X]
    for w, v, f in zip(W, b, (np.tanh, sigmoid, np.tanh, sigmoid)):
        a.append(f(w @ a[-1] + v))
    d = [(a[4] - T) * a[4] / X.shape[1]]
    slopes = (1 - a[1] ** 2, a[2] * (1 - a[2]), 1 - a[3] ** 2)
    for l in (3, 2, 1):
        d.insert(0, W[l].T @ d[0] * slopes[l - 1])
    dW = [d[0] @ a[1].T, a[1] @ d[1].T, d[2] @ a[2].T, d[3] @ a[3].T]
    db = [x.sum(axis=1, keepdims=True) for x in d]
    return dW, [db[0], db[1], -db[2], db[3]]


@case(
    "one hidden slope of three missing, one b a matrix", (4, 3, 5, 3, 2), "ttts", SE, 6,
    ("f_prime_missing_hidden", 2), ("bias_not_summed", "b[0]"), form="numbers", k=6,
    convention=("sum",),
)  # fmt: skip
def one_of_three(W, b, X, T):
    a = [X]
    for l in range(4):
        z = a[l] @ W[l] + b[l]
        a.append(np.tanh(z) if l < 3 else sigmoid(z))
    d4 = (a[4] - T) * a[4] * (1 - a[4])
    d3 = d4 @ W[3].T * (1 - a[3] ** 2)
    d2 = d3 @ W[2].T
    d1 = d2 @ W[1].T * (1 - a[1] ** 2)
    deltas = (d1, d2, d3, d4)
    return [a[l].T @ d for l, d in enumerate(deltas)], [d1, d2.sum(0), d3.sum(0), d4.sum(0)]


@case(
    "relu's slope for leaky relu", (3, 5, 4, 2), "lli", SE, 6, "f_prime_of_other_activation",
    called="columns", layout="columns", equal=({"f_prime_wrong_formula"},),  # 0 where x < 0
)  # fmt: skip
def leaky(W, b, X, T):
    a, z = [X], []
    for l in range(3):
        z.append(W[l] @ a[l] + b[l])
        a.append(np.maximum(0.01 * z[l], z[l]) if l < 2 else z[l])
    d3 = (a[3] - T) / X.shape[1]
    d2 = W[2].T @ d3 * (z[1] > 0)
    d1 = W[1].T @ d2 * (z[0] > 0)
    deltas = (d1, d2, d3)
    return [d @ a[l].T for l, d in enumerate(deltas)], [d.sum(1, keepdims=True) for d in deltas]


@case(
    "float32: errors handed down, biases forgotten", (4, 5, 3), "ss", SE, 6,
    "f_prime_missing_in_recurrence", "bias_never_updated", form="numbers", k=6,
    convention=("sum", "float32"), called="columns", layout="columns",
)  # fmt: skip
def in_float32(W, b, X, T):
    W, b, (X, T) = ([a.astype(np.float32) for a in arrays] for arrays in (W, b, (X, T)))
    h = sigmoid(W[0] @ X + b[0])
    o = sigmoid(W[1] @ h + b[1])
    d1 = W[1].T @ (o - T) * h * (1 - h)
    return [d1 @ X.T, (o - T) * o * (1 - o) @ h.T], [0 * b[0], 0 * b[1]]


@case(
    "right: keys as in a well-known course", (3, 4, 2), "ti", CE, 5,
    called="columns", layout="columns", convention=("dict",),
    unpack=lambda g: ([g["dW1"], g["dW2"]], [g["db1"], g["db2"]]),
)  # fmt: skip
def course_keys(W, b, X, Y):
    m = X.shape[1]
    A1 = np.tanh(W[0] @ X + b[0])
    dZ2 = softmax(W[1] @ A1 + b[1], 0) - Y
    dZ1 = W[1].T @ dZ2 * (1 - A1**2)
    db1, db2 = (np.sum(dZ, axis=1, keepdims=True) / m for dZ in (dZ1, dZ2))
    return {"dW1": dZ1 @ X.T / m, "db1": db1, "dW2": dZ2 @ A1.T / m, "db2": db2}


@case(
    "right: a flat tuple", (3, 4, 2), "si", SE, 5,
    unpack=lambda g: (g[::2], g[1::2]), convention=("dW1, db1, dW2, db2",),
)  # fmt: skip
def flat_tuple(W, b, X, T):
    h = sigmoid(X @ W[0] + b[0])
    d2 = (h @ W[1] + b[1] - T) / len(X)
    d1 = d2 @ W[1].T * h * (1 - h)
    return X.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0)


@case("right: W of the script, not of the call", (3, 4, 2), "si", SE, 5)
def script_weights(W, b, X, T):
    W1, W2 = SCRIPT
    h = sigmoid(X @ W1 + b[0])
    d2 = (h @ W2 + b[1] - T) / len(X)
    d1 = d2 @ W2.T * h * (1 - h)
    return [X.T @ d1, h.T @ d2], [d1.sum(0), d2.sum(0)]


SCRIPT = [w.T for w in problem(CASES[-1])[0]]


def two_layers(W, b, X, T, f=sigmoid, slope=lambda h, z: h * (1 - h), error=None, output=sigmoid):
    """Return dW, db of a sweep in rows, the mean of SE, with some of its lines replaced."""
    z1 = X @ W[0] + b[0]
    h = f(z1)
    o = output(h @ W[1] + b[1])
    d2 = (o - T) * o * (1 - o) if error is None else error(o, T)
    d1 = d2 @ W[1].T * slope(h, z1)
    return [X.T @ d1 / len(X), h.T @ d2 / len(X)], [d1.sum(0) / len(X), d2.sum(0) / len(X)]


@case("outside: the last sample only", (3, 4, 2), "ss", SE, 5, ("outside", "= for +="))
def last_sample(W, b, X, T):
    for x, t in zip(X, T):
        dW, db = two_layers(W, b, x[None], t[None])
    return dW, db


@case("outside: X is scaled inside", (3, 4, 2), "ss", SE, 5, ("outside", "X / max X"))
def scaled_inside(W, b, X, T):
    return two_layers(W, b, X / np.abs(X).max(), T)


@case("outside: another forward", (3, 4, 2), "ts", SE, 5, ("outside", "sigmoid forward in tanh"))
def another_forward(W, b, X, T):
    return two_layers(W, b, X, T)


@case("outside: no b in the second layer", (3, 4, 2), "ss", SE, 5, ("outside", "b[1] unused"))
def b_unused(W, b, X, T):
    return two_layers(W, [b[0], 0 * b[1]], X, T)


@case("outside: clipped", (3, 4, 2), "ss", SE, 5, ("outside", "clip"), form="numbers")
def clipped(W, b, X, T):
    dW, db = two_layers(W, b, X, T)
    return [np.clip(d, -0.02, 0.02) for d in dW], [np.clip(d, -0.02, 0.02) for d in db]


@case("outside: rounded to 2 decimals", (3, 4, 2), "ss", SE, 5, ("outside", "round"))
def rounded(W, b, X, T):
    dW, db = two_layers(W, b, X, T)
    return [np.round(d, 2) for d in dW], [np.round(d, 2) for d in db]


@case("outside: the error squared", (3, 4, 2), "ss", SE, 5, ("outside", "(X − T)²"))
def error_squared(W, b, X, T):
    return two_layers(W, b, X, T, error=lambda o, t: (o - t) ** 2 * o * (1 - o))


@case("outside: the sign of the error", (3, 4, 2), "ss", SE, 5, ("outside", "|X − T|"))
def error_sign(W, b, X, T):
    return two_layers(W, b, X, T, error=lambda o, t: np.sign(o - t) * o * (1 - o))


# corrected: at first both were "outside", but the vocabulary's words hold for either sum
@case("softmax down the samples", (3, 4, 3), "si", CE, 5, "softmax_whole_batch")
def softmax_down(W, b, X, T):
    return two_layers(W, b, X, T, output=lambda z: softmax(z, 0), error=lambda p, t: p - t)


@case(
    "softmax down the samples, numbers, m = 3", (3, 4, 3), "ri", CE, 3,
    "softmax_whole_batch", form="numbers",
)  # fmt: skip
def softmax_down_relu(W, b, X, T):
    def relu(z):
        return np.maximum(z, 0)

    return two_layers(
        W, b, X, T, relu, lambda h, z: z > 0, lambda p, t: p - t, lambda z: softmax(z, 0)
    )


@case(
    "outside: reshape for transpose", (3, 4, 2), "ss", SE, 5, ("outside", "reshape"),
    called="columns", layout="columns",
)  # fmt: skip
def reshaped(W, b, X, T):
    dW, db = two_layers([w.T for w in W], [v.T for v in b], X.T, T.T)
    return [d.reshape(w.shape) for d, w in zip(dW, W)], db


@case(
    "outside: b of the next layer", (3, 3, 3), "ss", SE, 5, ("outside", "db[0] is db[1]"),
    form="numbers",
)  # fmt: skip
def b_of_next(W, b, X, T):
    dW, db = two_layers(W, b, X, T)
    return dW, [db[1], db[1]]


@case(
    "outside: in the order of the sweep", (3, 3, 3), "ss", SE, 5, ("outside", "reversed"),
    form="numbers",
)  # fmt: skip
def order_of_sweep(W, b, X, T):
    dW, db = two_layers(W, b, X, T)
    return dW[::-1], db[::-1]


@case("outside: the new weights", (3, 4, 2), "ss", SE, 5, ("outside", "W − η dW"), eta=0.1)
def new_weights(W, b, X, T):
    dW, db = two_layers(W, b, X, T)
    return [w - 0.1 * d for w, d in zip(W, dW)], [v - 0.1 * d for v, d in zip(b, db)]


@case("outside: times η", (3, 4, 2), "ss", SE, 5, ("outside", "η dW"), form="numbers")
def times_eta(W, b, X, T):
    dW, db = two_layers(W, b, X, T)
    return [0.1 * d for d in dW], [0.1 * d for d in db]


@case("outside: a step after each sample", (3, 4, 2), "ss", SE, 5, ("outside", "online"))
def online(W, b, X, T):
    W, b = [w.copy() for w in W], [v.copy() for v in b]
    old_W, old_b = [w.copy() for w in W], [v.copy() for v in b]
    for x, t in zip(X, T):
        dW, db = two_layers(W, b, x[None], t[None])
        W = [w - 0.1 * d for w, d in zip(W, dW)]
        b = [v - 0.1 * d for v, d in zip(b, db)]
    dW = [(old - w) / 0.1 / len(X) for old, w in zip(old_W, W)]
    return dW, [(old - v) / 0.1 / len(X) for old, v in zip(old_b, b)]


@case(
    "outside: penalty not over m", (3, 4, 1), "ti", BCE, 4, ("outside", "λ W for λ W / m"),
    penalty=0.3, called="columns", layout="columns",
)  # fmt: skip
def penalty_not_over_m(W, b, X, Y):
    m = X.shape[1]
    A1 = np.tanh(W[0] @ X + b[0])
    dZ2 = (sigmoid(W[1] @ A1 + b[1]) - Y) / m
    dZ1 = W[1].T @ dZ2 * (1 - A1**2)
    db = [dZ.sum(axis=1, keepdims=True) for dZ in (dZ1, dZ2)]
    return [dZ1 @ X.T + 0.3 * W[0], dZ2 @ A1.T + 0.3 * W[1]], db


@case(
    "outside: penalty with the wrong sign", (3, 4, 1), "ti", BCE, 4, ("outside", "−λ W / m"),
    penalty=0.3, called="columns", layout="columns", form="numbers",
)  # fmt: skip
def penalty_subtracted(W, b, X, Y):
    m = X.shape[1]
    A1 = np.tanh(W[0] @ X + b[0])
    dZ2 = sigmoid(W[1] @ A1 + b[1]) - Y
    dZ1 = W[1].T @ dZ2 * (1 - A1**2)
    db = [dZ.sum(axis=1, keepdims=True) / m for dZ in (dZ1, dZ2)]
    return [(dZ1 @ X.T - 0.3 * W[0]) / m, (dZ2 @ A1.T - 0.3 * W[1]) / m], db


@case(
    "a bad slope above, last sample below", (3, 4, 2), "ss", SE, 5,
    ("f_prime_missing_output", 2), ("outside", "the last sample in dW[0]"), k=5,
    convention=("sum",),
)  # fmt: skip
def known_and_unknown(W, b, X, T):
    h = sigmoid(X @ W[0] + b[0])
    d2 = sigmoid(h @ W[1] + b[1]) - T
    d1 = d2 @ W[1].T * h * (1 - h)
    return [X[-1:].T @ d1[-1:], h.T @ d2], [d1.sum(0), d2.sum(0)]


# the last three were found by asking on, after the second round had been judged


@case("right: W and b of the script", (3, 4, 2), "ss", SE, 5)
def script_network(W, b, X, T):
    return two_layers(*SCRIPT_NETWORK, X, T)


SCRIPT_NETWORK = [[a.T for a in arrays] for arrays in problem(CASES[-1])[:2]]


@case(
    "outside: the output for the error", (2, 4, 1), "ss", SE, 4, ("outside", "X for X − T"),
    data="xor",
)  # fmt: skip
def output_for_error(W, b, X, T):
    return two_layers(W, b, X, T, error=lambda o, t: o * o * (1 - o))


@case(
    "right: a penalty that is not over m", (3, 5, 3), "ri", CE, 6,
    called="columns", layout="columns", penalty=0.3 * 6,
)  # fmt: skip
def penalty_of_a_course(W, b, X, Y):
    Z1 = W[0] @ X + b[0]
    A1 = np.maximum(Z1, 0)
    dZ2 = (softmax(W[1] @ A1 + b[1], 0) - Y) / X.shape[1]
    dZ1 = W[1].T @ dZ2 * (Z1 > 0)
    db = [dZ.sum(axis=1, keepdims=True) for dZ in (dZ1, dZ2)]
    return [dZ1 @ X.T + 0.3 * W[0], dZ2 @ A1.T + 0.3 * W[1]], db
