"""Sweeps as learners write them, each with a mistake planted; bpkit.diagnosis has no part in it."""

import numpy as np

import bpkit as bp


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


F = {
    "identity": (lambda x: x, lambda x, X: np.ones_like(x)),
    "sigmoid": (sigmoid, lambda x, X: X * (1 - X)),
    "tanh": (np.tanh, lambda x, X: 1 - X**2),
    "relu": (lambda x: np.maximum(x, 0), lambda x, X: (x > 0) * 1.0),
}


def softmax(x, axis=0):
    e = np.exp(x - x.max())
    return e / e.sum(axis=axis, keepdims=axis is not None)


def error(loss, X, T):
    P = {"squared_error": X, "logistic": sigmoid(X), "cross_entropy": softmax(X)}[loss]
    return (P - T) / X.shape[1]


def rows(a):
    return a.sum(axis=1, keepdims=True)


class Learner:
    """A right sweep of which a mistake replaces one line."""

    def __init__(self, f, loss):
        self.f, self.loss = f, loss

    def __call__(self, W, b, X0, T):
        self.W, self.b, self.X0, self.T, self.m = W, b, X0, T, X0.shape[1]
        self.x, self.X = [None], [X0]
        for l in range(len(W)):
            self.x.append(W[l] @ self.X[-1] + b[l])
            self.X.append(F[self.f[l]][0](self.x[-1]))
        L = len(W)
        self.dW, self.db, delta = [None] * L, [None] * L, self.top()
        for l in range(L, 0, -1):
            self.l, self.delta = l, delta
            s = self.slope(l)
            dx = self.dx(delta, s, l)
            self.dW[l - 1] = self.weight(delta, dx, self.X[l - 1], l)
            self.db[l - 1] = self.bias(delta, dx, l)
            delta = self.down(l, delta, s, dx)
        return self.dW, self.db

    def top(self):
        return error(self.loss, self.X[-1], self.T)

    def slope(self, l):
        return F[self.f[l - 1]][1](self.x[l], self.X[l])

    def dx(self, delta, s, l):
        return delta * s

    def weight(self, delta, dx, X, l):
        return dx @ X.T

    def bias(self, delta, dx, l):
        return rows(dx)

    def matrix(self, l):
        return self.W[l - 1]

    def down(self, l, delta, s, dx):
        return self.matrix(l).T @ dx


def replaced(**lines):
    """Return a kind of Learner with other lines."""
    return type("Planted", (Learner,), lines)


def at(f, x):
    """Return f′ of the activation called f, at x."""
    return F[f][1](x, F[f][0](x))


OTHER = {"sigmoid": "tanh", "tanh": "sigmoid", "relu": "sigmoid", "identity": "tanh"}
FED_X = {
    "sigmoid": lambda x: x * (1 - x),
    "tanh": lambda x: 1 - x**2,
    "relu": lambda x: (x > 0) * 1.0,
}
WRONG = {
    "sigmoid": lambda X: X * (1 + X),
    "tanh": lambda X: 1 - X,
    "relu": lambda X: (X <= 0) * 1.0,
}


def right(self, l):
    return Learner.slope(self, l)


def hidden_only(slope):
    return lambda self, l: slope(self, l) if l < len(self.W) else right(self, l)


def of_next(self, l):
    return at(self.f[l % len(self.W)], self.x[l])


def nothing(self, l):
    return np.ones_like(self.x[l])


def stepped(self, l, delta, s, dx):
    return (self.W[l - 1] - 0.5 * self.dW[l - 1]).T @ dx


def shift(self, l):
    """Return another layer's W of the shape that is needed, else this one."""
    fit = [w for k, w in enumerate(self.W) if k != l - 1 and w.shape == self.W[l - 1].shape]
    return fit[0] if fit else self.W[l - 1]


PLANTED = {
    "f_prime_at_X": replaced(slope=lambda self, l: at(self.f[l - 1], self.X[l])),
    "f_prime_missing_hidden": replaced(slope=hidden_only(nothing)),
    "f_prime_missing_output": replaced(
        slope=lambda self, l: nothing(self, l) if l == len(self.W) else right(self, l)
    ),
    "f_prime_at_delta": replaced(slope=lambda self, l: at(self.f[l - 1], self.delta)),
    "delta_replaced_by_f_prime": replaced(
        dx=lambda self, delta, s, l: s if l < len(self.W) else delta * s
    ),
    "f_prime_twice": replaced(slope=lambda self, l: right(self, l) ** 2),
    "f_prime_wrong_layer": replaced(slope=of_next),
    "f_prime_of_other_activation": replaced(
        slope=hidden_only(lambda self, l: at(OTHER[self.f[l - 1]], self.x[l]))
    ),
    "f_prime_wrong_formula": replaced(
        slope=hidden_only(lambda self, l: WRONG[self.f[l - 1]](self.X[l]))
    ),
    "f_prime_formula_fed_x": replaced(
        slope=hidden_only(lambda self, l: FED_X[self.f[l - 1]](self.x[l]))
    ),
    "relu_threshold": replaced(
        slope=lambda self, l: (self.X[l] >= 0) * 1.0 if self.f[l - 1] == "relu" else right(self, l)
    ),
    "relu_on_delta": replaced(
        dx=lambda self, delta, s, l: np.maximum(delta, 0) if self.f[l - 1] == "relu" else delta * s
    ),
    "f_prime_is_X": replaced(slope=hidden_only(lambda self, l: self.X[l])),
    "f_prime_missing_in_weight_gradient": replaced(
        weight=lambda self, delta, dx, X, l: delta @ X.T
    ),
    "weight_gradient_transposed": replaced(
        weight=lambda self, delta, dx, X, l: X @ dx.T if l == len(self.W) else dx @ X.T
    ),
    "weight_instead_of_activation": replaced(
        weight=lambda self, delta, dx, X, l: rows(dx) * self.W[l - 1]
    ),
    "outer_product_missing": replaced(
        weight=lambda self, delta, dx, X, l: rows(dx * X) + 0 * self.W[l - 1]
        if dx.shape == X.shape else dx @ X.T
    ),
    "wrong_activation_layer": replaced(
        weight=lambda self, delta, dx, X, l: dx @ (self.X[l] if self.X[l].shape == X.shape else X).T
    ),
    "mean_twice": replaced(weight=lambda self, delta, dx, X, l: dx @ X.T / self.m),
    "stray_factor_weight": replaced(
        weight=lambda self, delta, dx, X, l: (dx @ X.T) * (3 if l == 1 else 1)
    ),
    "sign_in_one_layer": replaced(
        dx=Learner.dx,
        weight=lambda self, delta, dx, X, l: dx @ X.T * (-1) ** (l == 1),
        bias=lambda self, delta, dx, l: rows(dx) * (-1) ** (l == 1),
    ),
    "bias_not_summed": replaced(bias=lambda self, delta, dx, l: dx),
    "bias_sign": replaced(bias=lambda self, delta, dx, l: -rows(dx)),
    "f_prime_missing_in_bias_gradient": replaced(bias=lambda self, delta, dx, l: rows(delta)),
    "bias_mean": replaced(bias=lambda self, delta, dx, l: rows(dx) / self.m),
    "bias_summed_over_neurons": replaced(
        bias=lambda self, delta, dx, l: dx.sum() + 0 * self.b[l - 1]
    ),
    "bias_from_weight_gradient": replaced(bias=lambda self, delta, dx, l: rows(self.dW[l - 1])),
    "bias_times_bias": replaced(bias=lambda self, delta, dx, l: rows(dx) * self.b[l - 1]),
    "bias_never_updated": replaced(bias=lambda self, delta, dx, l: 0 * self.b[l - 1]),
    "stray_factor_bias": replaced(bias=lambda self, delta, dx, l: rows(dx) * (4 if l == 1 else 1)),
    "updated_weights": replaced(down=stepped),
    "f_prime_missing_in_recurrence": replaced(
        down=lambda self, l, delta, s, dx: self.W[l - 1].T @ delta
    ),
    "weights_missing_in_recurrence": replaced(
        down=lambda self, l, delta, s, dx: dx.sum(axis=0) + 0 * self.X[l - 1]
    ),
    "delta_collapsed": replaced(
        down=lambda self, l, delta, s, dx: (self.W[l - 1].T @ dx).sum(axis=0) + 0 * self.X[l - 1]
    ),
    "activation_instead_of_weight": replaced(
        down=lambda self, l, delta, s, dx: self.X[l - 1] * dx.sum(axis=0)
    ),
    "wrong_weights": replaced(matrix=shift),
    "no_transpose": replaced(
        matrix=lambda self, l: self.W[l - 1].T
        if np.ptp(self.W[l - 1].shape) == 0 else self.W[l - 1]
    ),
    "softmax_whole_batch": replaced(
        top=lambda self: (softmax(self.X[-1], None) - self.T) / self.m
        if self.loss == "cross_entropy" else Learner.top(self)
    ),
    "extra_slope_with_cross_entropy": replaced(
        top=lambda self: Learner.top(self) * cross_slope(self)
    ),
    "softmax_elementwise": replaced(
        top=lambda self: -self.T * (1 - softmax(self.X[-1])) / self.m
        if self.loss == "cross_entropy" else Learner.top(self)
    ),
    "targets_broadcast": replaced(top=lambda self: error(self.loss, self.X[-1], self.T[:, [0]])),
}  # fmt: skip


def cross_slope(self):
    """Return p (1 − p) under a cross-entropy, where it has cancelled."""
    if self.loss == "squared_error":
        return 1.0
    p = sigmoid(self.X[-1]) if self.loss == "logistic" else softmax(self.X[-1])
    return p * (1 - p)


def case(rng, sizes, f, loss, m, b=0.5):
    """Return net, loss, X0, T: random, with biases."""
    W = [rng.standard_normal((n, k)) for k, n in zip(sizes, sizes[1:])]
    net = bp.Network(W, [b * rng.standard_normal((n, 1)) for n in sizes[1:]], f)
    T = rng.random((sizes[-1], m))
    if loss == "cross_entropy":
        T = np.eye(sizes[-1])[:, rng.permutation(np.arange(m) % sizes[-1])]
    if loss == "logistic":
        T = (T > 0.5) * 1.0
    return net, getattr(bp.losses, loss), rng.standard_normal((sizes[0], m)), T


def names_of(net):
    """Return the names of the activations."""
    return [f.name for f in net.f]


def numbers(learner, net, X0, T):
    """Return dW and db of a learner on copies."""
    return learner([w.copy() for w in net.W], [v.copy() for v in net.b], X0.copy(), T.copy())
