"""Forward (1), backward (4)(5), gradients (6)(7): the page that the course derives."""

from typing import NamedTuple

from . import door


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


def forward(net, X0):
    """Carry the data X(0) through every layer, equation (1).

    X_i(l+1) = f(x_i(l+1)),   x_i(l+1) = Σ_j W_ij(l) X_j(l) + b_i(l)

    Shapes: X0 (n_0, m), or (n_0,) for one sample; x[l] and X[l] (n_l, m), x[0] is None.
    Units: X0 those of the data.
    Errors: ValueError when X0 has not n_0 rows, has no column, or holds a number that is not
        finite.
    Lesson: 01_forward_propagation.
    Source: Rumelhart, Hinton and Williams (1986), eq. 1 and 2.
    """
    net, X0 = door.forward(net, X0)  # checked
    W, b, f, L = net.W, net.b, net.f, net.depth
    x, X = [None] * (L + 1), [None] * (L + 1)
    X[0] = X0
    for l in range(L):
        x[l + 1] = W[l] @ X[l] + b[l]  # (1)
        X[l + 1] = f[l](x[l + 1])  # (1)
    return Trace(x, X)


def backward(net, trace, delta_L):
    """Carry δ from the output back to the input, equations (4) and (5).

    δ_i(l) ≡ ∂E/∂X_i(l),   δ_i(l) = Σ_j δ_j(l+1) f′(x_j(l+1)) W_ji(l)

    Shapes: delta_L (n_L, m), the gradient of the loss; delta[l] and dE_dx[l] (n_l, m), dE_dx[0] is
        None.
    Units: E per unit of output, and E per unit of total input.
    Errors: ValueError when trace is of another network, or delta_L has not the shape of the output.
    Lesson: 05_derive_the_recurrence.
    Source: Rumelhart, Hinton and Williams (1986), eq. 4, 5 and 7.
    """
    net, trace, delta_L = door.backward(net, trace, delta_L)  # checked
    W, f, L, x = net.W, net.f, net.depth, trace.x
    delta, dE_dx = [None] * (L + 1), [None] * (L + 1)
    delta[L] = delta_L  # (4)
    for l in reversed(range(L)):
        dE_dx[l + 1] = delta[l + 1] * f[l].prime(x[l + 1])  # δ f′
        delta[l] = W[l].T @ dE_dx[l + 1]  # (5)
    return Backward(delta, dE_dx)


def gradients(trace, back):
    """Turn δ into the gradients of every weight and bias, equations (6) and (7).

    ∂E/∂W_ij(l) = δ_i(l+1) f′(x_i(l+1)) X_j(l),
    ∂E/∂b_i(l) = δ_i(l+1) f′(x_i(l+1)), summed over the samples

    Shapes: W[l] (n_{l+1}, n_l), b[l] (n_{l+1}, 1).
    Units: E per unit of weight, and E per unit of bias.
    Errors: ValueError when trace and back are not of one network and the same samples.
    Lesson: 06_weight_and_bias_gradients.
    Source: Rumelhart, Hinton and Williams (1986), eq. 6.
    """
    trace, back = door.gradients(trace, back)  # checked
    X, dE_dx, L = trace.X, back.dE_dx, len(trace.X) - 1
    dE_dW, dE_db = [None] * L, [None] * L
    for l in range(L):
        dE_dW[l] = dE_dx[l + 1] @ X[l].T  # (6)
        dE_db[l] = dE_dx[l + 1].sum(axis=1, keepdims=True)  # (7)
    return Gradients(dE_dW, dE_db)
