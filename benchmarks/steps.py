"""The same training step (forward, loss, backward, gradients, update) by bpkit and by others.

Each function here takes a workload and a dtype, and returns an action and the number of steps that
it takes.
"""

import warnings
from itertools import pairwise

import numpy as np

import bpkit as bp
from bpkit.engine import Parameters, Plan

from .workloads import ETA

EPOCHS = 300
FEWER = {"medium full": 100, "large": 20}  # so that a call stays below about a second


def engine(work, dtype):
    """One step of bpkit's engine, which is what training takes between two records."""
    X0, T = work.data(dtype)
    plan = Plan(Parameters(work.net(dtype)), bp.losses.BY_NAME[work.loss], work.m, ETA)
    plan.load(X0, T)
    return plan.step, 1


def engine_run(work, dtype):
    """As many steps of the engine in one go as bp.train takes in a call, to set beside it."""
    one, _ = engine(work, dtype)
    steps = FEWER.get(work.name, EPOCHS)

    def run():
        for _ in range(steps):
            one()

    return run, steps


def bp_train(work, dtype):
    """What a user calls: epochs of one step each, E and the size of every δ recorded."""
    net, (X0, T), loss = work.net(dtype), work.data(dtype), bp.losses.BY_NAME[work.loss]
    epochs = FEWER.get(work.name, EPOCHS)
    # a call makes one sweep more than steps: told is an epoch of a call of 300, whatever is called
    sweeps_an_epoch = (EPOCHS + 1) / EPOCHS
    return lambda: bp.train(net, X0, T, loss, ETA, epochs), (epochs + 1) / sweeps_an_epoch


def page(work, dtype):
    """The five calls of the lessons: every argument checked, every array new."""
    (X0, T), loss, net = work.data(dtype), bp.losses.BY_NAME[work.loss], work.net(dtype)

    def one():
        nonlocal net
        trace = bp.forward(net, X0)
        loss(trace.X[-1], T)
        back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))
        net = bp.update(net, bp.gradients(trace, back), ETA)

    return one, 1


def bare_products(work, dtype):
    """The three matrix products a layer that equations (1), (5) and (6) write, and nothing else."""
    W, rng = work.net(dtype).W, np.random.default_rng(0)
    X, dE_dx = ([rng.standard_normal((n, work.m)).astype(dtype) for n in work.sizes] for _ in "12")
    x, delta = ([np.empty_like(array) for array in X] for _ in "12")
    dE_dW = [np.empty_like(array) for array in W]

    def one():
        for l in range(len(W)):
            np.matmul(W[l], X[l], out=x[l + 1])
            np.matmul(W[l].T, dE_dx[l + 1], out=delta[l])
            np.matmul(dE_dx[l + 1], X[l].T, out=dE_dW[l])

    return one, 1


def pytorch(work, dtype):
    """PyTorch, eager, with its autograd and its SGD."""
    import torch

    hidden = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}[work.activation]
    kind, layers = getattr(torch, np.dtype(dtype).name), []
    for n, n_above in pairwise(work.sizes):
        layers += [torch.nn.Linear(n, n_above, dtype=kind), hidden()]
    model = torch.nn.Sequential(*layers[:-1])
    optimizer = torch.optim.SGD(model.parameters(), lr=ETA)
    X0, T = (torch.tensor(np.ascontiguousarray(array.T)) for array in work.data(dtype))
    loss = torch.nn.MSELoss()
    if work.classes:
        loss, T = torch.nn.CrossEntropyLoss(), T.argmax(1)

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
    parameters = jax.tree.map(jax.numpy.asarray, list(zip(net.W, net.b)))

    @jax.jit
    def compiled(parameters, X0, T):
        E_here, slopes = jax.value_and_grad(E)(parameters, X0, T)
        return E_here, jax.tree.map(lambda p, dE_dp: p - ETA * dE_dp, parameters, slopes)

    def one():
        nonlocal parameters
        E_here, parameters = compiled(parameters, X0, T)
        E_here.block_until_ready()

    return one, 1


def hips_autograd(work, dtype):
    """HIPS autograd, which records the operations of numpy anew in every step."""
    import autograd.numpy
    from autograd import value_and_grad
    from autograd.scipy.special import logsumexp

    net, (X0, T) = work.net(dtype), work.data(dtype)
    slopes_of = value_and_grad(written(autograd.numpy, work, logsumexp))
    parameters = list(zip(net.W, net.b))

    def one():
        nonlocal parameters
        _, slopes = slopes_of(parameters, X0, T)
        pairs = zip(parameters, slopes)
        parameters = [(W - ETA * dW, b - ETA * db) for (W, b), (dW, db) in pairs]

    return one, 1


def scikit_learn(work, dtype):
    """scikit-learn's MLP, its own training loop, one batch an epoch, fifty epochs."""
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    X0, T = work.data(dtype)
    X0, T = np.ascontiguousarray(X0.T), T.argmax(0) if work.classes else T[0]
    steps = 50 if work.m * work.sizes[1] < 50_000 else 3
    model = (MLPClassifier if work.classes else MLPRegressor)(
        hidden_layer_sizes=work.sizes[1:-1], activation=work.activation, solver="sgd", alpha=0,
        momentum=0, learning_rate_init=ETA, batch_size=work.m, max_iter=steps, tol=0,
        n_iter_no_change=10**9,
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


OURS = {
    "engine": engine,
    "engine, a run": engine_run,
    "bp.train": bp_train,
    "page": page,
    "bare products": bare_products,
}
PEERS = {
    "PyTorch": pytorch,
    "JAX jit": jax_jit,
    "scikit-learn": scikit_learn,
    "HIPS autograd": hips_autograd,
    "micrograd": micrograd,
}


def ways(work):
    """Return the ways that are timed on a workload; micrograd would take minutes on most."""
    return {
        name: way
        for name, way in (OURS | PEERS).items()
        if name != "micrograd" or work.name == "tiny"
    }
