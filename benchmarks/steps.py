"""The same training step (forward, loss, backward, gradients, update) by bpkit and by others, each as a function.

Each function here takes a workload and a dtype and returns an action that takes one or more steps, and how many.
"""

import warnings
from itertools import cycle

import numpy as np
from bpkit.buffers import buffers

import bpkit as bp
from bpkit.descent import descend, measure, step

ETA = 1e-3


def ours(work, dtype):
    """bpkit, its arrays made once: what training does between two records."""
    (X0, T), loss, nets = work.data(dtype), bp.losses.BY_NAME[work.loss], [work.net(dtype)]
    room, new = buffers(nets[0], work.m, down_to=1), cycle([nets[0].blank(), nets[0].blank()])

    def one():
        measure(nets[0], X0, T, loss, room, down_to=1)
        nets[0] = step(nets[0], room, ETA, next(new))

    return one, 1


def ours_recorded(work, dtype):
    """bpkit, with E and the size of every δ recorded, δ(0) among them."""
    epochs = descend(work.net(dtype), *work.data(dtype), bp.losses.BY_NAME[work.loss], ETA)
    return lambda: next(epochs), 1


def ours_new_arrays(work, dtype):
    """As the lessons call bpkit: every argument checked, every array new."""
    (X0, T), loss, nets = work.data(dtype), bp.losses.BY_NAME[work.loss], [work.net(dtype)]

    def one():
        trace = bp.forward(nets[0], X0)
        loss(trace.X[-1], T)
        back = bp.backward(nets[0], trace, loss.gradient(trace.X[-1], T))
        nets[0] = bp.update(nets[0], bp.gradients(trace, back), ETA)

    return one, 1


def bare_products(work, dtype):
    """The three matrix products a layer that equations (1), (5) and (6) write, and nothing else."""
    net, (X0, _) = work.net(dtype), work.data(dtype)
    room = buffers(net, work.m)
    (x, X), (delta, dE_dx), dE_dW, W = room.trace, room.back, room.grads.W, net.W
    X[0] = X0
    for array in (*X[1:], *dE_dx[1:]):
        array[:] = np.random.default_rng(0).standard_normal(array.shape)

    def one():
        for l in range(net.depth):
            np.matmul(W[l], X[l], out=x[l + 1])
            np.matmul(W[l].T, dE_dx[l + 1], out=delta[l])
            np.matmul(dE_dx[l + 1], X[l].T, out=dE_dW[l])

    return one, 1


def pytorch(work, dtype):
    """PyTorch, eager, with its autograd and its SGD."""
    import torch

    sizes, hidden = work.sizes, {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}[work.activation]
    kind = getattr(torch, np.dtype(dtype).name)
    layers = [part for pair in zip(sizes, sizes[1:]) for part in (torch.nn.Linear(*pair, dtype=kind), hidden())]
    model = torch.nn.Sequential(*layers[:-1])
    optimizer = torch.optim.SGD(model.parameters(), lr=ETA)
    X0, T = (torch.tensor(np.ascontiguousarray(array.T)) for array in work.data(dtype))
    loss, T = (torch.nn.CrossEntropyLoss(), T.argmax(1)) if work.classes else (torch.nn.MSELoss(), T)

    def one():
        optimizer.zero_grad()
        loss(model(X0), T).backward()
        optimizer.step()

    return one, 1


def written(xp, work, logsumexp):
    """Return E as a function of the parameters for a library that derives it; xp is its numpy."""
    f = xp.tanh if work.activation == "tanh" else lambda x: xp.maximum(x, 0)

    def E(parameters, X, T):
        for W, b in parameters[:-1]:
            X = f(xp.dot(W, X) + b)
        W, b = parameters[-1]
        X = xp.dot(W, X) + b
        if work.classes:
            return -xp.sum(T * (X - logsumexp(X, axis=0, keepdims=True))) / X.shape[1]
        return xp.sum((X - T) ** 2) / (2 * X.shape[1])

    return E


def jax_jit(work, dtype):
    """JAX, the whole step compiled."""
    import jax

    jax.config.update("jax_enable_x64", True)
    E, net = written(jax.numpy, work, jax.scipy.special.logsumexp), work.net(dtype)
    X0, T = map(jax.numpy.asarray, work.data(dtype))
    parameters = [jax.tree.map(jax.numpy.asarray, list(zip(net.W, net.b)))]

    @jax.jit
    def compiled(parameters, X0, T):
        E_here, slopes = jax.value_and_grad(E)(parameters, X0, T)
        return E_here, jax.tree.map(lambda p, dE_dp: p - ETA * dE_dp, parameters, slopes)

    def one():
        E_here, parameters[0] = compiled(parameters[0], X0, T)
        E_here.block_until_ready()

    return one, 1


def hips_autograd(work, dtype):
    """HIPS autograd, which records the operations of numpy anew in every step."""
    import autograd.numpy
    from autograd import value_and_grad
    from autograd.scipy.special import logsumexp

    net, (X0, T) = work.net(dtype), work.data(dtype)
    slopes_of, parameters = value_and_grad(written(autograd.numpy, work, logsumexp)), [list(zip(net.W, net.b))]

    def one():
        _, slopes = slopes_of(parameters[0], X0, T)
        parameters[0] = [(W - ETA * dW, b - ETA * db) for (W, b), (dW, db) in zip(parameters[0], slopes)]

    return one, 1


def scikit_learn(work, dtype):
    """scikit-learn's MLP, its own training loop, one batch an epoch, fifty epochs."""
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    (X0, T), steps = work.data(dtype), 50 if work.m * work.sizes[1] < 50_000 else 3
    X0, T = np.ascontiguousarray(X0.T), T.argmax(0) if work.classes else T[0]
    model = (MLPClassifier if work.classes else MLPRegressor)(
        hidden_layer_sizes=work.sizes[1:-1], activation=work.activation, solver="sgd", alpha=0, momentum=0,
        learning_rate_init=ETA, batch_size=work.m, max_iter=steps, tol=0, n_iter_no_change=10**9,
    )  # fmt: skip

    def some():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it says that fifty epochs are few
            model.fit(X0, T)

    return some, steps


def micrograd(work, dtype):
    """micrograd, number by number; with ReLU, as it has no other layer."""
    from micrograd.nn import MLP

    model, (X0, T) = MLP(work.sizes[0], work.sizes[1:]), work.data(dtype)
    samples = list(zip(X0.T.tolist(), T[0].tolist()))

    def one():
        E = sum((model(sample) - t) ** 2 for sample, t in samples) * (0.5 / work.m)
        model.zero_grad()
        E.backward()
        for p in model.parameters():
            p.data -= ETA * p.grad

    return one, 1
