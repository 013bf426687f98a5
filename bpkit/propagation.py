"""Forward (1), backward (4)(5), gradients (6)(7): the page that the course derives.

np.matmul(A, B) is A @ B. `out` names the array that takes a result, one of those that `buffers` makes, or None: a new
one. It is for loops, whose arguments were checked before the first step: what comes with `out` is taken as it is.
"""

from typing import NamedTuple

import numpy as np

from .shapes import columns, numbers, same


class Trace(NamedTuple):
    """What the forward sweep leaves behind: x[l] total input, X[l] output; x[0] is None."""

    x: list
    X: list


class Backward(NamedTuple):
    """What the backward sweep finds: delta[l] = ∂E/∂X(l), dE_dx[l] = ∂E/∂x(l); dE_dx[0] is None."""

    delta: list
    dE_dx: list


class Gradients(NamedTuple):
    """∂E/∂W(l) in W[l] and ∂E/∂b(l) in b[l]."""

    W: list
    b: list


# a network that diverges is told of in words, by train, and not by numpy's warnings
@np.errstate(all="ignore")
def forward(net, X0, out=None):
    """Carry the data X(0) through every layer, equation (1).

    X_i(l+1) = f(x_i(l+1)),   x_i(l+1) = Σ_j W_ij(l) X_j(l) + b_i(l)

    Shapes: X0 (n_0, m), or (n_0,) for one sample; x[l] and X[l] (n_l, m), x[0] is None; out a Trace.
    Units: X0 those of the data.
    Errors: ValueError when X0 has not n_0 rows, has no column, or holds a number that is not finite.
    Lesson: 01_forward_propagation.
    Source: Rumelhart, Hinton and Williams (1986), eq. 1 and 2.
    """
    W, b, f, L = net.W, net.b, net.f, net.depth
    x, X = out or Trace([None] * (L + 1), [None] * (L + 1))
    X[0] = X0 if out else columns("X0", X0, net.sizes[0], "a row for each neuron of the input layer", net.dtype)
    for l in range(L):
        x[l + 1] = np.add(np.matmul(W[l], X[l], out=x[l + 1]), b[l], out=x[l + 1])  # (1)
        X[l + 1] = f[l].f(x[l + 1], out=X[l + 1])  # (1)
    return Trace(x, X)


@np.errstate(all="ignore")
def backward(net, trace, delta_L, down_to=0, out=None):
    """Carry δ from the output back to the input, equations (4) and (5).

    δ_i(l) ≡ ∂E/∂X_i(l),   δ_i(l) = Σ_j δ_j(l+1) f′(x_j(l+1)) W_ji(l)

    Shapes: delta_L (n_L, m), the gradient of the loss; delta[l] and dE_dx[l] (n_l, m), dE_dx[0] is None, and so is
        delta[l] below layer down_to: the gradients of the weights need no δ(0); out a Backward.
    Units: E per unit of output, and E per unit of total input.
    Errors: ValueError when delta_L has not the shape of the output.
    Lesson: 05_derive_the_recurrence.
    Source: Rumelhart, Hinton and Williams (1986), eq. 4, 5 and 7.
    """
    W, f, L, x, X = net.W, net.f, net.depth, trace.x, trace.X
    delta, dE_dx = out or Backward([None] * (L + 1), [None] * (L + 1))
    delta[L] = delta_L if out else same("delta_L", numbers("delta_L", delta_L), "the output X[L]", X[L])  # (4)
    for l in reversed(range(L)):
        f_prime = f[l].f_prime(x[l + 1], X[l + 1], out=dE_dx[l + 1])
        dE_dx[l + 1] = np.multiply(delta[l + 1], f_prime, out=dE_dx[l + 1])
        if l >= down_to:
            delta[l] = np.matmul(W[l].T, dE_dx[l + 1], out=delta[l])  # (5)
    return Backward(delta, dE_dx)


@np.errstate(all="ignore")
def gradients(trace, back, out=None):
    """Turn δ into the gradients of every weight and bias, equations (6) and (7).

    ∂E/∂W_ij(l) = δ_i(l+1) f′(x_i(l+1)) X_j(l),   ∂E/∂b_i(l) = δ_i(l+1) f′(x_i(l+1)), summed over the samples

    Shapes: W[l] (n_{l+1}, n_l), b[l] (n_{l+1}, 1); out a Gradients.
    Units: E per unit of weight, and E per unit of bias.
    Errors: none beyond those of forward and backward.
    Lesson: 06_weight_and_bias_gradients.
    Source: Rumelhart, Hinton and Williams (1986), eq. 6.
    """
    X, dE_dx, L = trace.X, back.dE_dx, len(trace.X) - 1
    dE_dW, dE_db = out or Gradients([None] * L, [None] * L)
    for l in range(L):
        dE_dW[l] = np.matmul(dE_dx[l + 1], X[l].T, out=dE_dW[l])  # (6)
        dE_db[l] = dE_dx[l + 1].sum(axis=1, keepdims=True, out=dE_db[l])  # (7)
    return Gradients(dE_dW, dE_db)
