"""Planted mistakes in propagation and descent, each of which the oracle must catch."""

import inspect
from types import ModuleType
from typing import NamedTuple

import numpy as np
import pytest

import bpkit as bp
from bpkit import descent, propagation

from . import oracle


class Mutant(NamedTuple):
    """A mistake as an exact replacement in the source, and what the oracle says of it first.

    All layers and the batch are 3 wide, so no mistake but those marked "shape" can be told by a
    shape.
    """

    module: ModuleType
    right: str
    wrong: str
    told: str = "off by"


PRIME = "f[l].prime(x[l + 1])"
DE_DX = "dE_dx[l + 1] = delta[l + 1] * f[l].prime(x[l + 1])"
RECURRENCE = "delta[l] = W[l].T @ dE_dx[l + 1]"
DELTA_L = "delta[L] = delta_L"
DE_DW = "dE_dW[l] = dE_dx[l + 1] @ X[l].T"
DE_DB = "dE_db[l] = dE_dx[l + 1].sum(axis=1, keepdims=True)"
TOTAL_INPUT = "x[l + 1] = W[l] @ X[l] + b[l]"
OUTPUT = "X[l + 1] = f[l](x[l + 1])"
STEP_W = "W - eta * dE_dW"
STEP_B = "b - eta * dE_db"


def in_sweep(right, wrong, told="off by"):
    return Mutant(propagation, right, wrong, told)


def in_step(right, wrong, told="off by"):
    return Mutant(descent, right, wrong, told)


MUTANTS = {
    "W instead of its transpose": in_sweep(RECURRENCE, "delta[l] = W[l] @ dE_dx[l + 1]"),
    "f′ left out": in_sweep(DE_DX, "dE_dx[l + 1] = delta[l + 1] * 1"),
    "f′ left out of the recurrence alone": in_sweep(RECURRENCE, "delta[l] = W[l].T @ delta[l + 1]"),
    "f′ at X instead of x": in_sweep(PRIME, "f[l].prime(trace.X[l + 1])"),
    "f′ of the layer below": in_sweep(PRIME, "f[l].prime(x[max(l, 1)])"),
    "f′ of the activation of the layer below": in_sweep(PRIME, "f[max(l - 1, 0)].prime(x[l + 1])"),
    "f′ twice": in_sweep(DE_DX, f"{DE_DX} * {PRIME}"),
    "f′ twice in the recurrence alone": in_sweep(
        RECURRENCE, f"delta[l] = W[l].T @ (dE_dx[l + 1] * {PRIME})"
    ),
    "the other sign at the output": in_sweep(DELTA_L, "delta[L] = -delta_L"),
    "the other sign in every layer": in_sweep(RECURRENCE, "delta[l] = -W[l].T @ dE_dx[l + 1]"),
    "the other sign of a gradient": in_sweep(DE_DW, DE_DW.replace("= dE_dx", "= -dE_dx")),
    "the mean of the bias gradient": in_sweep(DE_DB, DE_DB.replace("sum", "mean")),
    "the mean of the weight gradient": in_sweep(
        DE_DW, DE_DW.replace("X[l].T", "X[l].T / X[l].shape[1]")
    ),
    "a sum where E is a mean": in_sweep(DELTA_L, "delta[L] = delta_L * delta_L.shape[1]"),
    "one sample in place of the sum": in_sweep(DE_DB, "dE_db[l] = dE_dx[l + 1][:, :1]"),
    "the bias gradient without f′": in_sweep(DE_DB, DE_DB.replace("= dE_dx", "= back.delta")),
    "the weight gradient without f′": in_sweep(DE_DW, DE_DW.replace("= dE_dx", "= back.delta")),
    "the bias gradient summed over neurons": in_sweep(
        DE_DB, DE_DB.replace("axis=1", "axis=0"), "shape"
    ),
    "updated weights in the sweep": in_sweep(
        RECURRENCE, "delta[l] = (W[l] - 0.1 * dE_dx[l + 1] @ trace.X[l].T).T @ dE_dx[l + 1]"
    ),
    "the other convention of delta": in_sweep(
        "return Backward(delta, dE_dx)", "return Backward([delta[0], *dE_dx[1:]], dE_dx)"
    ),
    "the recurrence of the other convention": in_sweep(
        RECURRENCE, "delta[l] = (W[l].T @ dE_dx[l + 1]) * (f[l - 1].prime(x[l]) if l else 1)"
    ),
    "the weights of the layer below": in_sweep(
        RECURRENCE, "delta[l] = W[max(l - 1, 0)].T @ dE_dx[l + 1]"
    ),
    "the output of the layer above": in_sweep(DE_DW, DE_DW.replace("X[l].T", "X[l + 1].T")),
    "the total input for the output": in_sweep(
        DE_DW, DE_DW.replace("X[l].T", "(trace.x[l] if l else X[0]).T")
    ),
    "the delta of the layer below": in_sweep(
        DE_DW, DE_DW.replace("dE_dx[l + 1]", "dE_dx[max(l, 1)]")
    ),
    "the delta of the layer two above": in_sweep(
        RECURRENCE, "delta[l] = W[l].T @ dE_dx[min(l + 2, L)]"
    ),
    "a transposed gradient": in_sweep(DE_DW, "dE_dW[l] = X[l] @ dE_dx[l + 1].T"),
    "a transposed delta": in_sweep(
        "return Backward(delta, dE_dx)", "return Backward([d.T for d in delta], dE_dx)"
    ),
    "forward without the bias": in_sweep(TOTAL_INPUT, "x[l + 1] = W[l] @ X[l]"),
    "forward with the transpose": in_sweep(TOTAL_INPUT, "x[l + 1] = W[l].T @ X[l] + b[l]"),
    "forward with the bias along the samples": in_sweep(
        TOTAL_INPUT, "x[l + 1] = W[l] @ X[l] + b[l].T"
    ),
    "forward without the activation": in_sweep(OUTPUT, "X[l + 1] = x[l + 1]"),
    "an update of W with plus": in_step(STEP_W, "W + eta * dE_dW"),
    "an update of b with plus": in_step(STEP_B, "b + eta * dE_db"),
    "an update of W without eta": in_step(STEP_W, "W - dE_dW"),
    "an update with transposed gradients": in_step(STEP_W, "W - eta * dE_dW.T"),
    "biases that are not updated": in_step(STEP_B, "b"),
    "an update in which the layers are in reverse": in_step(
        "zip(net.W, grads.W)", "zip(net.W, grads.W[::-1])"
    ),
}


def mutated(module, right, wrong):
    """Return a module of bpkit, run afresh from its source with one expression replaced."""
    source = inspect.getsource(module)
    assert source.count(right) == 1, (
        f"{right!r} stands {source.count(right)} times in {module.__name__}, expected once"
    )
    fresh = ModuleType(f"{module.__name__}_mutated")
    fresh.__package__ = module.__package__
    exec(compile(source.replace(right, wrong), fresh.__name__, "exec"), fresh.__dict__)
    return fresh


def sweep_of(mutant):
    """Return the four functions, those of the mutant's module in place of the right ones."""
    fresh = mutated(mutant.module, mutant.right, mutant.wrong)
    return oracle.BPKIT._replace(
        **{name: getattr(fresh, name) for name in oracle.Sweep._fields if name in own(mutant)}
    )


def own(mutant):
    return {"forward", "backward", "gradients"} if mutant.module is propagation else {"update"}


def square_cases():
    """Return networks in which every axis is 3 wide and activations differ from layer to layer."""
    activations = [
        ["tanh", "sigmoid", "softplus"],
        ["sigmoid", "tanh", "identity"],
        ["relu", "leaky_relu", "tanh"],
    ]
    return [
        oracle.draw(np.random.default_rng([11, i]), [3] * 4, f, loss, m=3)
        for i, f in enumerate(activations)
        for loss in oracle.E
    ]


def test_the_right_source_passes_after_the_same_treatment():
    for mutant in (in_sweep(RECURRENCE, RECURRENCE), in_step(STEP_W, STEP_W)):
        for case in square_cases():
            oracle.check(sweep_of(mutant), case)


@pytest.mark.parametrize("case", range(9))
@pytest.mark.parametrize("name", MUTANTS)
def test_every_planted_mistake_is_caught_on_every_network(name, case):
    mutant = MUTANTS[name]
    with pytest.raises((AssertionError, ValueError), match=mutant.told):
        oracle.check(sweep_of(mutant), square_cases()[case])


def test_a_mutation_of_text_that_is_not_there_fails_loudly():
    with pytest.raises(AssertionError, match="stands 0 times"):
        mutated(propagation, "W[l].T @ delta[l", "W[l] @ delta[l")
    with pytest.raises(AssertionError, match="expected once"):
        mutated(propagation, "dE_dx", "delta")


def test_a_mutation_leaves_bpkit_itself_as_it_was():
    sweep_of(MUTANTS["W instead of its transpose"])
    assert bp.backward is propagation.backward and "W[l].T @" in inspect.getsource(bp.backward)
    oracle.check(oracle.BPKIT, square_cases()[0])
