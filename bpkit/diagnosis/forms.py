"""What a learner may have made of δ f′: forms of ∂E/∂W and of ∂E/∂b, and ways to carry δ down."""

import numpy as np


def weight_forms(p, l, delta, dx):
    """Return (fault, detail, array) of the forms of ∂E/∂W(l); the right one first."""
    W, X = p.net.W[l], p.X[l]
    found = [(None, "", dx @ X.T), ("f_prime_missing_in_weight_gradient", "", delta @ X.T)]
    found += [("weight_gradient_transposed", "", X @ dx.T)]
    found += [("weight_instead_of_activation", "", dx.sum(axis=1, keepdims=True) * W)]
    others = [(f"X[{k}]", p.X[k]) for k in range(len(p.X)) if k != l]
    others += [(f"x[{k}]", p.x[k]) for k in range(1, len(p.x))]
    for words, other in others:
        if len(other) == len(X):
            found += [("wrong_activation_layer", words, dx @ other.T)]
    return found + [("outer_product_missing", "", a) for a in elementwise(dx, X, W)]


def elementwise(dx, X, W):
    """Yield what numpy makes of δ * X where their shapes broadcast."""
    if len(dx) == len(X):
        column = (dx * X).sum(axis=1, keepdims=True)
        yield from (np.broadcast_to(column, W.shape), np.broadcast_to(column.T, W.shape))
        yield from (dx * X, column, np.diagflat(column))


def bias_forms(p, l, delta, dx, dW):
    """Return (fault, detail, array) of the forms of ∂E/∂b(l); the right one first."""
    b, total = p.net.b[l], dx.sum(axis=1, keepdims=True)
    over = dx.sum(axis=0, keepdims=True)
    found = [(None, "", total), ("f_prime_missing_in_bias_gradient", "", rows(delta))]
    if p.m > 1:
        found += [("bias_not_summed", "", dx)]
    if len(dx) > 1:
        summed = over.sum(axis=1, keepdims=True)
        found += [("bias_summed_over_neurons", "", a) for a in (over, summed, summed + 0 * b)]
        found += [("bias_summed_over_neurons", "", over.T)] if p.m == len(b) else []
    if np.shape(dW) == p.net.W[l].shape:
        found += [("bias_from_weight_gradient", "", rows(dW))]
    found += [("bias_times_bias", "", total * b), ("bias_times_bias", "", rows(delta) * b)]
    if p.penalty:
        found += [("penalty_on_bias", "", total + p.penalty * b / p.m)]
    return found


def rows(a):
    """Return the sum of every row, as a column."""
    return a.sum(axis=1, keepdims=True)


def ways_down(p, l, delta, s, dx, dW, eta):
    """Yield (faults with details, δ(l)) of each way from layer l + 1 to l; the right one first."""
    handed = [(None, dx), ("f_prime_missing_in_recurrence", delta), ("f_prime_twice", dx * s)]
    for name, given in handed:
        for fault, detail, below in carried(p, l, given, dW, eta):
            yield [f for f in ((name, ""), (fault, detail)) if f[0]], below


def carried(p, l, given, dW, eta):
    """Yield (fault, detail, δ(l)) of each matrix that may carry `given` down."""
    W, n = p.net.W[l], p.net.W[l].shape[1]
    right, shape = W.T @ given, (n, p.m)
    yield None, "", right
    if eta is not None:
        for _, per_eta in stepped(p, l, given, dW):
            yield "updated_weights", f"{eta:.4g}", right - eta * per_eta
    if W.shape[0] == W.shape[1]:
        yield "no_transpose", "", W @ given
    for k, other in enumerate(p.net.W):
        yield from (
            ("wrong_weights", f"{name}[{k}]", matrix.T @ given)
            for name, matrix in (("W", other), ("Wᵀ", other.T))
            if k != l and matrix.shape == W.shape
        )
    yield "activation_instead_of_weight", "", p.X[l] * given.sum(axis=0)
    if len(given) in (1, n):
        yield "weights_missing_in_recurrence", "", np.broadcast_to(given, shape)
    if len(given) > 1:
        yield "weights_missing_in_recurrence", "", np.broadcast_to(given.sum(axis=0), shape)
    if n > 1:
        yield from (("delta_collapsed", "", one + np.zeros(shape)) for one in collapsed(right))


def collapsed(delta):
    """Yield one number for all neurons: of each sample, or of all."""
    yield from (delta.sum(axis=0), delta.mean(axis=0), delta.sum(), delta.mean())


def stepped(p, l, given, dW):
    """Yield δ(l), right and per unit of η, for weights that have stepped by an unknown η.

    The step may have been that of the whole batch, or of each sample on its own.
    """
    right = p.net.W[l].T @ given
    if dW.shape == p.net.W[l].shape:
        yield right, dW.T @ given
    if p.m > 1:
        yield right, p.m * p.X[l] * (given * given).sum(axis=0)
