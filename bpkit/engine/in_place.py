"""How the engine computes f, f′ and losses in place; what has no recipe is called as written."""

from functools import partial

import numpy as np
from numpy import add, divide, multiply, subtract

from ..activations import Identity, ReLU, Sigmoid, Tanh
from ..losses import CrossEntropy, Logistic, SquaredError


def identity(X, delta, room):
    """X is x, and f′ is 1."""
    return [], []


def tanh(X, delta, room):
    """X = tanh x over x; δ (1 − X²) over δ."""
    one = np.array(1, X.dtype)
    f_prime = [partial(np.square, X, room), partial(subtract, one, room, room)]
    return [partial(np.tanh, X, X)], [*f_prime, partial(multiply, delta, room, delta)]


def sigmoid(X, delta, room):
    """X = 1 / (1 + e⁻ˣ) over x; δ X (1 − X) over δ."""
    one = np.array(1, X.dtype)
    f = [
        partial(np.negative, X, X),
        partial(np.exp, X, X),
        partial(add, one, X, X),
        partial(divide, one, X, X),
    ]
    f_prime = [partial(subtract, one, X, room), partial(multiply, X, room, room)]
    return f, [*f_prime, partial(multiply, delta, room, delta)]


def relu(X, delta, room):
    """X = max(x, 0) over x; δ where X > 0, which is where x > 0, over δ."""
    zero, awake = np.array(0, X.dtype), room.view(bool).reshape(-1)[: X.size].reshape(X.shape)
    f_prime = [partial(np.greater, X, zero, awake), partial(multiply, delta, awake, delta)]
    return [partial(np.maximum, X, zero, out=X)], f_prime


def squared_error(X, T, delta):
    """E = Σ ½ (X − T)² / m and δ(L) = (X − T) / m."""
    m, two_m = (np.array(n, X.dtype) for n in (X.shape[1], 2 * X.shape[1]))
    # numpy divides a vector of one number in a third of the time that a bare one takes
    E, squares = np.empty(1, X.dtype), np.empty_like(X)
    mean = [
        partial(subtract, X, T, delta),
        partial(np.square, delta, squares),
        partial(add.reduce, squares, None, None, E.reshape(())),
        partial(divide, E, two_m, E),
    ]
    return mean, [partial(divide, delta, m, delta)], E.item


def cross_entropy(X, T, delta):
    """E = Σ (log Σ exp X − T X) / m, X less its column's largest, δ(L) = (softmax X − T) / m."""
    m, row = np.array(X.shape[1], X.dtype), np.empty(X.shape[1], X.dtype)
    shifted, wanted, kept = np.empty_like(X), np.empty_like(X), np.empty(X.shape, bool)
    E, sums, zero = np.empty((), X.dtype), np.empty((), X.dtype), np.array(0, X.dtype)
    mean = [
        partial(np.maximum.reduce, X, 0, None, row),
        partial(subtract, X, row, shifted),
        partial(multiply, T, shifted, wanted),
        partial(np.greater, T, zero, kept),
        partial(add.reduce, wanted, None, None, sums, where=kept),
        partial(np.exp, shifted, shifted),
        partial(add.reduce, shifted, 0, None, row),
        partial(divide, shifted, row, delta),
        partial(np.log, row, row),
        partial(add.reduce, row, 0, None, E),
        partial(subtract, E, sums, E),
        partial(divide, E, m, E),
    ]
    return mean, [partial(subtract, delta, T, delta), partial(divide, delta, m, delta)], E.item


def logistic(X, T, delta):
    """E = Σ (max(X, 0) − T X + log(1 + e^−|X|)) / m and δ(L) = (1 / (1 + e⁻ˣ) − T) / m."""
    m, zero, one = (np.array(n, X.dtype) for n in (X.shape[1], 0, 1))
    E, terms, part, minus_X = np.empty(1, X.dtype), *(np.empty_like(X) for _ in range(3))
    mean = [
        partial(np.maximum, X, zero, out=terms),
        partial(multiply, T, X, part),
        partial(subtract, terms, part, terms),
        partial(np.negative, X, minus_X),
        partial(np.minimum, X, minus_X, out=part),
        partial(np.exp, part, part),
        partial(np.log1p, part, part),
        partial(add, terms, part, terms),
        partial(add.reduce, terms, None, None, E.reshape(())),
        partial(divide, E, m, E),
    ]
    slope = [
        partial(np.exp, minus_X, delta),
        partial(add, one, delta, delta),
        partial(divide, one, delta, delta),
        partial(subtract, delta, T, delta),
        partial(divide, delta, m, delta),
    ]
    return mean, slope, E.item


def write(result, function, *arrays):
    """Write function(*arrays) into result; what the function sees is its own, to keep or not."""
    result[...] = function(*(array.copy() for array in arrays))


def keep(said, function, *arrays):
    """Keep the number function(*arrays) in the list `said`, which has one place."""
    said[0] = function(*(array.copy() for array in arrays))


def as_written(loss, X, T, delta):
    """Let any other loss say E and δ(L) itself."""
    said = [None]
    E = partial(keep, said, loss.E, X, T)
    slope = partial(write, delta, loss.dE_dX, X, T)
    return [E], [slope], lambda: said[0]


# each belongs to exactly its class: a namesake or a subclass may compute something else
ACTIVATIONS = {Identity: identity, Tanh: tanh, Sigmoid: sigmoid, ReLU: relu}
LOSSES = {SquaredError: squared_error, CrossEntropy: cross_entropy, Logistic: logistic}


def activation_calls(f, X, delta, room):
    """Return the array of x, maybe X itself, the calls of X = f(x), and those of δ f′(x) over δ."""
    if recipe := ACTIVATIONS.get(type(f)):
        return X, *recipe(X, delta, room)
    x = np.empty_like(X)
    f_prime = [partial(write, room, f.prime, x), partial(multiply, delta, room, delta)]
    return x, [partial(write, X, f, x)], f_prime


def loss_calls(loss, X, T, delta):
    """Return the calls of E, those of δ(L), and the function that reads E."""
    recipe = LOSSES.get(type(loss), partial(as_written, loss))
    return recipe(X, T, delta)
