"""One mistake each, as learners write it."""

import numpy as np

from .case import case

SE, BCE, CE = "squared_error", "logistic", "cross_entropy"
DESCENT = ("T − X, added",)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def dsigmoid(z):
    return sigmoid(z) * (1 - sigmoid(z))


def softmax(z, axis):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@case(
    "xor by scalars, no biases", (2, 2, 1), "ss", SE, 4,
    ("f_prime_missing_in_weight_gradient", "W[1]"),
    k=4, biases="none", data="xor", convention=("sum", "no bias"),
)  # fmt: skip
def xor_scalars(w, X, y):
    w0, w1 = w
    dw0, dw1 = np.zeros((2, 2)), np.zeros((2, 1))
    for i in range(len(X)):
        h = [sigmoid(w0[0, j] * X[i][0] + w0[1, j] * X[i][1]) for j in range(2)]
        o = sigmoid(w1[0, 0] * h[0] + w1[1, 0] * h[1])
        de = -(y[i][0] - o)
        for j in range(2):
            dw1[j, 0] += de * h[j]
            for k in range(2):
                dw0[k, j] += de * o * (1 - o) * w1[j, 0] * h[j] * (1 - h[j]) * X[i][k]
    return [dw0, dw1], None


@case(
    "derivative is handed the output", (2, 4, 1), "ss", SE, 4, "f_prime_at_X",
    k=-4, data="xor", convention=("sum", *DESCENT),
)  # fmt: skip
def derivative_of_output(weights, biases, X, y):
    w1, w2 = weights
    b1, b2 = biases
    layer1 = sigmoid(X.dot(w1) + b1)
    output = sigmoid(layer1.dot(w2) + b2)
    output_delta = (y - output) * dsigmoid(output)
    layer1_delta = output_delta.dot(w2.T) * dsigmoid(layer1)
    d_w2, d_w1 = layer1.T.dot(output_delta), X.T.dot(layer1_delta)
    return [d_w1, d_w2], [layer1_delta.sum(0, keepdims=True), output_delta.sum(0, keepdims=True)]


@case(
    "db by np.sum alone", (4, 5, 3), "ri", CE, 6, "bias_summed_over_neurons",
    called="columns", layout="columns", form="numbers",
)  # fmt: skip
def digits_from_a_video(W, b, X, Y):
    m = X.shape[1]
    Z1 = W[0] @ X + b[0]
    A1 = np.maximum(Z1, 0)
    A2 = softmax(W[1] @ A1 + b[1], 0)
    dZ2 = A2 - Y
    dZ1 = W[1].T @ dZ2 * (Z1 > 0)
    dW = [1 / m * dZ1 @ X.T, 1 / m * dZ2 @ A1.T]
    return dW, [1 / m * np.sum(dZ1), 1 / m * np.sum(dZ2)]


@case(
    "relu slope by output >= 0", (3, 5, 4, 2), "rri", SE, 5, "relu_threshold",
    called="columns", layout=None, equal=({"f_prime_missing_hidden"},),  # a slope of 1
)  # fmt: skip
def relu_from_output(W, b, X, Y):
    A = [X]
    for l in range(3):
        Z = np.dot(W[l], A[-1]) + b[l]
        A.append(np.maximum(0, Z) if l < 2 else Z)
    dA = (A[-1] - Y) / X.shape[1]
    grads_W, grads_b = [], []
    for l in (2, 1, 0):
        dZ = dA if l == 2 else dA * (A[l + 1] >= 0)
        grads_W.insert(0, np.dot(dZ, A[l].T))
        grads_b.insert(0, np.sum(dZ, axis=1, keepdims=True))
        dA = np.dot(W[l].T, dZ)
    return grads_W, grads_b


@case(
    "weights without .T, square", (3, 3, 3, 3), "ttt", SE, 4, "no_transpose",
    k=4, called="columns", layout=None, form="numbers", convention=("sum",),
)  # fmt: skip
def weights_not_transposed(W, b, x, t):
    a = [x]
    for w, bias in zip(W, b):
        a.append(np.tanh(w @ a[-1] + bias))
    delta = (a[-1] - t) * (1 - a[-1] ** 2)
    nabla_w, nabla_b = [None] * 3, [None] * 3
    for l in range(2, -1, -1):
        nabla_w[l] = delta @ a[l].T
        nabla_b[l] = delta.sum(axis=1).reshape(-1, 1)
        delta = (W[l] @ delta) * (1 - a[l] ** 2)
    return nabla_w, nabla_b


@case(
    "second layer stepped first", (2, 3, 1), "ss", SE, 4, ("updated_weights", "W[1]"),
    k=-4, data="xor", convention=("sum", *DESCENT),
)  # fmt: skip
def stepped_first(W, b, X, y, lr=0.5):
    W1, W2 = W
    hidden = sigmoid(X @ W1 + b[0])
    out = sigmoid(hidden @ W2 + b[1])
    d_out = (y - out) * out * (1 - out)
    dW2 = hidden.T @ d_out
    db2 = np.sum(d_out, axis=0, keepdims=True)
    W2 = W2 + lr * dW2
    d_hidden = d_out @ W2.T * hidden * (1 - hidden)
    dW1 = X.T @ d_hidden
    db1 = np.sum(d_hidden, axis=0, keepdims=True)
    return [dW1, dW2], [db1, db2]


@case(
    "second layer stepped first, in place", (2, 3, 2), "ts", SE, 3, ("updated_weights", "W[1]"),
    eta=0.1,
)  # fmt: skip
def stepped_in_place(W, b, X, y, lr=0.1):
    m = len(X)
    a1 = np.tanh(X @ W[0] + b[0])
    a2 = sigmoid(a1 @ W[1] + b[1])
    e2 = (a2 - y) * a2 * (1 - a2) / m
    dW2, db2 = a1.T @ e2, e2.sum(axis=0, keepdims=True)
    W[1] -= lr * dW2
    b[1] -= lr * db2
    e1 = e2 @ W[1].T * (1 - a1 * a1)
    dW1, db1 = X.T @ e1, e1.sum(axis=0, keepdims=True)
    W[0] -= lr * dW1
    b[0] -= lr * db1
    return (dW1, dW2), (db1, db2)


@case(
    "relu of the delta", (4, 6, 3), "ri", CE, 8, ("relu_on_delta", 1),
    k=8, form="numbers", convention=("sum",), equal=({"f_prime_at_delta"},),  # relu(δ) = δ relu′(δ)
)  # fmt: skip
def relu_of_delta(W, b, X, Y):
    z1 = X @ W[0] + b[0]
    a1 = np.maximum(z1, 0)
    d2 = softmax(a1 @ W[1] + b[1], 1) - Y
    d1 = np.maximum(0, d2 @ W[1].T)
    return [X.T @ d1, a1.T @ d2], [d1.sum(axis=0), d2.sum(axis=0)]


@case(
    "tanh output without slope", (3, 4, 2), "tt", SE, 3, ("f_prime_missing_output", 2),
    called="columns", layout="columns", convention=("dict",),
    unpack=lambda g: ([g["W0"], g["W1"]], [g["b0"], g["b1"]]),
)  # fmt: skip
def output_without_slope(W, b, X, Y):
    m = X.shape[1]
    A1 = np.tanh(W[0] @ X + b[0])
    A2 = np.tanh(W[1] @ A1 + b[1])
    dZ2 = A2 - Y
    dZ1 = W[1].T @ dZ2 * (1 - np.power(A1, 2))
    return {
        "W1": dZ2 @ A1.T / m,
        "b1": dZ2.sum(axis=1, keepdims=True) / m,
        "W0": dZ1 @ X.T / m,
        "b0": dZ1.sum(axis=1, keepdims=True) / m,
    }


@case(
    "log loss and the sigmoid's slope", (2, 4, 1), "ti", BCE, 4,
    ("extra_slope_with_cross_entropy", 2), k=4, data="xor", convention=("sum",),
)  # fmt: skip
def log_loss_with_slope(W, b, X, y):
    h = np.tanh(np.dot(X, W[0]) + b[0])
    p = sigmoid(np.dot(h, W[1]) + b[1])
    delta2 = (p - y) * p * (1 - p)
    delta1 = np.dot(delta2, W[1].T) * (1 - h**2)
    return [np.dot(X.T, delta1), np.dot(h.T, delta2)], [delta1.sum(axis=0), delta2.sum(axis=0)]


@case("softmax over everything", (3, 5, 3), "ri", CE, 5, "softmax_whole_batch")
def softmax_of_all(W, b, X, Y):
    n = X.shape[0]
    z1 = X.dot(W[0]) + b[0]
    a1 = z1 * (z1 > 0)
    scores = np.exp(a1.dot(W[1]) + b[1])
    probs = scores / np.sum(scores)
    d_scores = (probs - Y) / n
    d_z1 = d_scores.dot(W[1].T)
    d_z1[z1 <= 0] = 0
    return [X.T.dot(d_z1), a1.T.dot(d_scores)], [d_z1.sum(axis=0), d_scores.sum(axis=0)]


@case(
    "softmax differentiated like a sigmoid", (3, 4, 3), "ti", CE, 4, "softmax_elementwise",
    called="columns", layout="columns", form="numbers",
)  # fmt: skip
def softmax_like_sigmoid(W, b, X, Y):
    m = X.shape[1]
    A1 = np.tanh(W[0] @ X + b[0])
    A2 = softmax(W[1] @ A1 + b[1], 0)
    dA2 = -Y / A2
    dZ2 = dA2 * A2 * (1 - A2)
    dZ1 = W[1].T @ dZ2 * (1 - A1**2)
    dW = [dZ1 @ X.T / m, dZ2 @ A1.T / m]
    return dW, [d.sum(axis=1, keepdims=True) / m for d in (dZ1, dZ2)]


class Leftovers:
    """A network object that never empties its gradients."""

    dW, db = None, None


@case(
    "gradients never emptied", (2, 3, 2), "ss", SE, 3, "accumulates",
    called="columns", layout="columns",
)  # fmt: skip
def never_emptied(W, b, X, T):
    A1 = sigmoid(W[0] @ X + b[0])
    A2 = sigmoid(W[1] @ A1 + b[1])
    d2 = (A2 - T) * A2 * (1 - A2) / X.shape[1]
    d1 = W[1].T @ d2 * A1 * (1 - A1)
    new_W, new_b = [d1 @ X.T, d2 @ A1.T], [d.sum(1, keepdims=True) for d in (d1, d2)]
    if Leftovers.dW is None or Leftovers.dW[0].shape != new_W[0].shape:
        Leftovers.dW, Leftovers.db = [0 * w for w in W], [0 * v for v in b]
    Leftovers.dW = [old + new for old, new in zip(Leftovers.dW, new_W)]
    Leftovers.db = [old + new for old, new in zip(Leftovers.db, new_b)]
    return Leftovers.dW, Leftovers.db


@case(
    "biases are decayed too", (3, 4, 3), "ti", CE, 5, "penalty_on_bias",
    form="numbers", penalty=0.5,
)  # fmt: skip
def decayed_biases(W, b, X, y, reg=0.5):
    n = len(X)
    hidden = np.tanh(X @ W[0] + b[0])
    dscores = (softmax(hidden @ W[1] + b[1], 1) - y) / n
    dhidden = dscores @ W[1].T * (1 - hidden**2)
    dW = [X.T @ dhidden + reg / n * W[0], hidden.T @ dscores + reg / n * W[1]]
    db = [dhidden.sum(0) + reg / n * b[0][0], dscores.sum(0) + reg / n * b[1][0]]
    return dW, db


@case(
    "first layer is not decayed", (3, 4, 1), "ri", BCE, 4, ("penalty_missing_on_weights", "W[0]"),
    called="columns", layout="columns", penalty=0.7,
)  # fmt: skip
def first_not_decayed(W, b, X, Y, lambd=0.7):
    m = X.shape[1]
    Z1 = W[0] @ X + b[0]
    A1 = np.maximum(0, Z1)
    dZ2 = sigmoid(W[1] @ A1 + b[1]) - Y
    dW2 = 1 / m * (dZ2 @ A1.T + lambd * W[1])
    dZ1 = np.multiply(W[1].T @ dZ2, np.int64(A1 > 0))
    dW1 = 1 / m * dZ1 @ X.T
    return [dW1, dW2], [1 / m * dZ.sum(axis=1, keepdims=True) for dZ in (dZ1, dZ2)]


@case(
    "penalty on b in the loss alone", (3, 2), "s", SE, 7, "penalty_missing_on_bias",
    called="columns", layout="columns", form="numbers", penalty=(0.4, 0.4), k=7,
    convention=("sum",),
)  # fmt: skip
def penalty_in_loss_alone(W, b, X, T):
    y = sigmoid(W[0] @ X + b[0])
    d = (y - T) * y * (1 - y)
    return [d @ X.T + 0.4 * W[0]], [d.sum(axis=1)]


@case(
    "W of the next index", (3, 3, 3, 3), "sss", SE, 2, "wrong_weights",
    called="columns", layout="columns", k=2, convention=("sum",),
)  # fmt: skip
def next_weights(W, b, x, y):
    acts = [x]
    for w, v in zip(W, b):
        acts.append(sigmoid(np.dot(w, acts[-1]) + v))
    nabla_b, nabla_w = [0] * 3, [0] * 3
    delta = (acts[-1] - y) * acts[-1] * (1 - acts[-1])
    for l in range(1, 4):
        nabla_b[-l] = delta.sum(axis=1, keepdims=True)
        nabla_w[-l] = np.dot(delta, acts[-l - 1].T)
        if l < 3:
            delta = np.dot(W[-l - 1].T, delta) * acts[-l - 1] * (1 - acts[-l - 1])
    return nabla_w, nabla_b


@case(
    "z of the layer above", (3, 3, 3, 3), "ttt", SE, 4, "f_prime_wrong_layer",
    called="columns", layout="columns",
)  # fmt: skip
def z_of_above(W, b, x, y):
    zs, acts = [], [x]
    for w, v in zip(W, b):
        zs.append(w @ acts[-1] + v)
        acts.append(np.tanh(zs[-1]))
    delta = (acts[3] - y) / x.shape[1] / np.cosh(zs[2]) ** 2
    dw, db = [0] * 3, [0] * 3
    for l in (2, 1, 0):
        dw[l], db[l] = delta @ acts[l].T, delta.sum(axis=1, keepdims=True)
        delta = W[l].T @ delta / np.cosh(zs[l]) ** 2
    return dw, db


@case("the output for its slope", (4, 2), "s", SE, 6, ("f_prime_is_X", 1), k=6, convention=("sum",))
def output_for_slope(W, b, X, T):
    out = sigmoid(X @ W[0] + b[0])
    delta = (out - T) * out
    return [X.T @ delta], [delta.sum(axis=0)]


@case(
    "y is (m,), out is (m, 1)", (2, 4, 1), "ss", SE, 4, "targets_broadcast",
    data="xor",
)  # fmt: skip
def flat_targets(W, b, X, y):
    y = np.ravel(y)
    h = sigmoid(X @ W[0] + b[0])
    out = sigmoid(h @ W[1] + b[1])
    error = np.mean(out - y, axis=1, keepdims=True) / len(X)
    d2 = error * out * (1 - out)
    d1 = d2 @ W[1].T * h * (1 - h)
    return [X.T @ d1, h.T @ d2], [d1.sum(axis=0), d2.sum(axis=0)]
