"""Right gradients in odd conventions: nobody may be accused of anything here."""

import numpy as np

from .case import case
from .single import BCE, CE, DESCENT, SE, sigmoid, softmax


@case(
    "right: mean over samples and outputs", (3, 5, 4), "ts", SE, 6,
    k=2 / 4, form="numbers", convention=("factor 2", "mean over outputs"),
)  # fmt: skip
def mse_of_keras(W, b, X, Y):
    h = np.tanh(X @ W[0] + b[0])
    o = sigmoid(h @ W[1] + b[1])
    d2 = 2 * (o - Y) / Y.size * o * (1 - o)
    d1 = d2 @ W[1].T * (1 - h * h)
    return [X.T @ d1, h.T @ d2], [d1.sum(axis=0, keepdims=True), d2.sum(axis=0, keepdims=True)]


@case(
    "right: bias is the first column of Theta", (3, 4, 2), "si", BCE, 5,
    called="mixed", layout=None, form="numbers", convention=("bias as a column of W",),
    unpack=lambda g: ([t[:, 1:] for t in g[0]], [t[:, 0] for t in g[0]]),
)  # fmt: skip
def thetas(W, b, X, Y):
    theta1, theta2 = (np.hstack([v.T, w]) for w, v in zip(W, b))
    m = len(X)
    a1 = np.hstack([np.ones((m, 1)), X])
    a2 = np.hstack([np.ones((m, 1)), sigmoid(a1 @ theta1.T)])
    d3 = sigmoid(a2 @ theta2.T) - Y
    d2 = (d3 @ theta2 * a2 * (1 - a2))[:, 1:]
    return [d2.T @ a1 / m, d3.T @ a2 / m], None


@case(
    "right: one sample, no biases, a dict", (2, 3, 1), "tt", SE, 1,
    k=-1, called="vector", layout=None, biases="none",
    convention=("no bias", "dict", *DESCENT),
    unpack=lambda g: ([g["W0"], g["W1"]], [None, None]),
)  # fmt: skip
def one_sample(W, x, t):
    h = np.tanh(np.dot(W[0], x))
    y = np.tanh(np.dot(W[1], h))
    d2 = (t - y) * (1 - y**2)
    d1 = np.dot(W[1].T, d2) * (1 - h**2)
    return {"W0": np.outer(d1, x), "W1": np.outer(d2, h)}


@case(
    "right: relu and softmax in float32", (5, 6, 3), "ri", CE, 8,
    k=8, form="numbers", convention=("sum", "float32"),
)  # fmt: skip
def single_precision(W, b, X, Y):
    (W1, W2), (b1, b2) = ([a.astype(np.float32) for a in arrays] for arrays in (W, b))
    X = X.astype(np.float32)
    z1 = X @ W1 + b1
    a1 = np.maximum(z1, 0)
    d2 = softmax(a1 @ W2 + b2, 1) - Y.astype(np.float32)
    d1 = d2 @ W2.T * (z1 > 0)
    return [X.T @ d1, a1.T @ d2], [d1.sum(axis=0), d2.sum(axis=0)]


def unrolled(g, sizes=(3, 4, 4, 3, 2)):
    """Return dW, db of one flat list: W0, b0, W1, b1, and so on."""
    shapes = [s for i, j in zip(sizes[1:], sizes) for s in ((i, j), (i, 1))]
    ends = np.cumsum([i * j for i, j in shapes])
    parts = [p.reshape(s) for p, s in zip(np.split(np.array(g[0]), ends[:-1]), shapes)]
    return parts[::2], parts[1::2]


@case(
    "right: four layers, unrolled, with a penalty", (3, 4, 4, 3, 2), "trsi", SE, 3,
    called="columns", layout="columns", form="numbers", penalty=0.2,
    convention=("flat vector",), unpack=unrolled,
)  # fmt: skip
def four_layers_unrolled(W, b, X, T):
    z, a, m = [], [X], X.shape[1]
    for w, v, f in zip(W, b, (np.tanh, lambda x: np.maximum(x, 0), sigmoid, lambda x: x)):
        z.append(w @ a[-1] + v)
        a.append(f(z[-1]))
    slopes = [1 - a[1] ** 2, z[1] > 0, a[3] * (1 - a[3]), 1]
    delta, flat = (a[4] - T) * slopes[3], []
    for l in (3, 2, 1, 0):
        dW, db = (delta @ a[l].T + 0.2 * W[l]) / m, delta.sum(axis=1) / m
        flat = [*dW.ravel(), *db, *flat]
        delta = W[l].T @ delta * (slopes[l - 1] if l else 1)
    return flat, None


@case(
    "right: plain loops on a square layer", (3, 3), "i", BCE, 7,
    k=-7, layout=None, convention=("sum", *DESCENT),
)  # fmt: skip
def plain_loops(W, b, X, T):
    n, k = len(X[0]), len(T[0])
    dW = [[0.0] * k for _ in range(n)]
    db = [0.0] * k
    for x, t in zip(X, T):
        for j in range(k):
            z = sum(x[i] * W[0][i][j] for i in range(n)) + b[0][0][j]
            error = t[j] - 1 / (1 + np.exp(-z))
            db[j] += error
            for i in range(n):
                dW[i][j] += error * x[i]
    return [dW], [db]
