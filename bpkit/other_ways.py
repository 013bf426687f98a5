"""Other ways to all gradients, as exact as backward or nudging, at the price lesson 10b counts."""

import numpy as np

from .door import number
from .losses import named
from .numerical import POSITIVE, central_difference
from .propagation import Gradients, forward


def own_tangents(X, n):
    """Return ∂x_k(l+1)/∂W_ij(l) = X_j(l), then ∂x_k(l+1)/∂b_i(l) = 1, where k = i; 0 elsewhere."""
    same_neuron = np.eye(n, dtype=X.dtype)[:, np.newaxis, :, np.newaxis]
    blocks = same_neuron * X[:, np.newaxis], same_neuron * np.ones_like(X[:1, np.newaxis])
    return np.concatenate([block.reshape(-1, n, X.shape[1]) for block in blocks])


def like(net, slopes):
    """Return the Gradients that lie end to end in slopes: W[0], b[0], W[1], b[1] and so on."""
    tensors = [tensor for pair in zip(net.W, net.b) for tensor in pair]
    parts = np.split(slopes.astype(net.dtype), np.cumsum([tensor.size for tensor in tensors])[:-1])
    shaped = [part.reshape(tensor.shape) for part, tensor in zip(parts, tensors)]
    return Gradients(shaped[::2], shaped[1::2])


@np.errstate(all="ignore")
def forward_mode(net, loss, X0, T):
    """Carry the derivatives of all outputs by all parameters θ forward, beside equation (1).

    ∂X_i(l+1)/∂θ = f′(x_i(l+1)) ∂x_i(l+1)/∂θ,
    ∂x_i(l+1)/∂θ = Σ_j W_ij(l) ∂X_j(l)/∂θ + Σ_j ∂W_ij(l)/∂θ X_j(l) + ∂b_i(l)/∂θ

    Shapes: X0 (n_0, m), T (n_L, m); result as the Gradients of equations (6) and (7); in between
        (P, n_l, m).
    Units: E per unit of weight, and E per unit of bias.
    Errors: ValueError when X0 or T do not fit.
    Lesson: 10b_clocks_and_rivals.
    Source: Wengert (1964); Griewank and Walther (2008), chapter 3.
    """
    x, X = forward(net, X0)
    dE_dX = loss.gradient(X[-1], T)
    dX = np.empty((0, *X[0].shape), net.dtype)  # the data depends on no θ
    for l in range(net.depth):
        dx = np.concatenate([net.W[l] @ dX, own_tangents(X[l], net.sizes[l + 1])])
        dX = net.f[l].prime(x[l + 1]) * dx
    return like(net, np.einsum("is,pis->p", dE_dX, dX))


@np.errstate(all="ignore")
def nudge_side_by_side(net, loss, X0, T, h=1e-5):
    """Nudge all parameters θ of a layer at once, each in its own copy of the batch.

    For every θ of layer l, only the layers above are computed:

    ∂E/∂θ ≈ (E(θ + h) − E(θ − h)) / 2h,   x(l+1) at θ + h is x(l+1) + h ∂x(l+1)/∂θ

    Shapes: X0 (n_0, m), T (n_L, m); result as the Gradients of equations (6) and (7); in between
        (P_l, n, m).
    Units: h that of a weight.
    Errors: ValueError when h is not a positive number, or X0 or T do not fit.
    Lesson: 10b_clocks_and_rivals.
    """
    if not number("h", h, POSITIVE):
        raise ValueError(f"h is 0, expected {POSITIVE}")
    x, X = forward(net, X0)
    loss = named(loss)
    T = loss.target(X[-1], T)

    def slopes(l):
        tangents = own_tangents(X[l], net.sizes[l + 1])
        return central_difference(
            lambda step: losses(net, l, x[l + 1] + step * tangents, loss, T), float(h)
        )

    return like(net, np.concatenate([slopes(l) for l in range(net.depth)]))


def losses(net, l, x, loss, T):
    """Return E of every copy of the batch, whose total inputs of layer l + 1 are x."""
    X = net.f[l](x)
    for k in range(l + 1, net.depth):
        X = net.f[k](net.W[k] @ X + net.b[k])
    return np.array([loss.E(X_copy, T) for X_copy in X])
