"""What a learner may have made of δ f′: forms of ∂E/∂W and of ∂E/∂b, and ways to carry δ down.

Each is a name, a detail and a function to call for its numbers. The forms take one δ or a stack.
"""

import numpy as np


def weight_forms(p, l, delta, dx):
    """Yield (fault, detail, function) of the forms of ∂E/∂W(l); the right one first."""
    W, X = p.net.W[l], p.X[l]
    yield None, "", lambda: dx @ X.T
    yield "f_prime_missing_in_weight_gradient", "", lambda: delta @ X.T
    yield "weight_instead_of_activation", "", lambda: rows(dx) * W
    others = [(f"X[{k}]", p.X[k]) for k in range(len(p.X)) if k != l]
    others += [(f"x[{k}]", p.x[k]) for k in range(1, len(p.x))]
    for words, other in others:
        if len(other) == len(X):
            yield "wrong_activation_layer", words, lambda other=other: dx @ other.T
    if len(W) == len(X):
        for make in (spread, turned_spread, product, summed, diagonal):
            yield "outer_product_missing", "", lambda make=make: make(dx * X)


def turned(a):
    """Return the transpose of a matrix, or of each one in a stack."""
    return np.swapaxes(a, -1, -2)


def rows(a):
    """Return the sum of every row, as a column."""
    return a.sum(axis=-1, keepdims=True)


def product(a):
    """Return the elementwise product δ f′ X itself."""
    return a


def summed(a):
    """Return it summed over the samples: a column."""
    return rows(a)


def spread(a):
    """Return that column, repeated in every column of W."""
    return np.repeat(rows(a), a.shape[-2], axis=-1)


def turned_spread(a):
    """Return that column, repeated in every row of W."""
    return turned(spread(a))


def diagonal(a):
    """Return that column on the diagonal of W."""
    return rows(a) * np.eye(a.shape[-2])


def bias_forms(p, l, delta, dx, dW):
    """Yield (fault, detail, function) of the forms of ∂E/∂b(l); the right one first."""
    b, n = p.net.b[l], len(p.net.b[l])
    yield None, "", lambda: rows(dx)
    yield "f_prime_missing_in_bias_gradient", "", lambda: rows(delta)
    if p.m > 1:
        yield "bias_not_summed", "", lambda: dx
    if n > 1:
        yield "bias_summed_over_neurons", "", lambda: over(dx)
        yield "bias_summed_over_neurons", "", lambda: rows(over(dx))
        yield "bias_summed_over_neurons", "", lambda: rows(over(dx)) + 0 * b
    if n > 1 and p.m == n:
        yield "bias_summed_over_neurons", "", lambda: turned(over(dx))
    if np.shape(dW) == p.net.W[l].shape:
        yield "bias_from_weight_gradient", "", lambda: rows(dW)
    yield "bias_times_bias", "", lambda: rows(dx) * b
    yield "bias_times_bias", "", lambda: rows(delta) * b


def over(a):
    """Return the sum over the neurons, as a row."""
    return a.sum(axis=-2, keepdims=True)


def ways_down(p, l, delta, s, dx, dW, eta):
    """Yield (faults, function) of each way from layer l + 1 to δ(l); the right one first.

    Shapes: faults are (name, detail) pairs.
    """
    handed = [((), dx), ((("f_prime_missing_in_recurrence", ""),), delta)]
    for faults, given in (*handed, ((("f_prime_twice", ""),), dx * s)):
        for name, detail, make in carried(p, l, given, dW, eta):
            yield (*faults, *(((name, detail),) if name else ())), make


def carried(p, l, given, dW, eta):
    """Yield (fault, detail, function) of each matrix that may carry `given` down."""
    W, n = p.net.W[l], p.net.W[l].shape[1]
    zero = np.zeros((n, p.m))
    yield None, "", lambda: W.T @ given
    for per_eta in steps(p, l, given, dW) if eta is not None else ():
        yield "updated_weights", f"{eta:.4g}", lambda a=per_eta: W.T @ given - eta * a
    if W.shape[0] == W.shape[1]:
        yield "no_transpose", "", lambda: W @ given
    for k, other in enumerate(p.net.W):
        for name, matrix in (("W", other), ("Wᵀ", other.T)):
            if k != l and matrix.shape == W.shape:
                yield "wrong_weights", f"{name}[{k}]", lambda a=matrix: a.T @ given
    yield "activation_instead_of_weight", "", lambda: p.X[l] * given.sum(axis=0)
    if len(given) in (1, n):
        yield "weights_missing_in_recurrence", "", lambda: given + zero
    if len(given) > 1:
        yield "weights_missing_in_recurrence", "", lambda: given.sum(axis=0) + zero
    for one in (np.sum, np.mean) if n > 1 else ():
        for axis in (0, None):  # one number for all neurons: of each sample, or of all
            yield "delta_collapsed", "", lambda f=one, a=axis: f(W.T @ given, axis=a) + zero


def steps(p, l, given, dW):
    """Yield what δ(l) loses for each unit of η where weights that have stepped carry it.

    The step may have been that of the whole batch, or of each sample on its own.
    """
    if dW.shape == p.net.W[l].shape:
        yield dW.T @ given
    if p.m > 1:
        yield p.m * p.X[l] * (given * given).sum(axis=0)
