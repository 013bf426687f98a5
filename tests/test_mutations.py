"""Planted mistakes in propagation and descent, each of which the oracle must catch."""

import inspect
from types import ModuleType
from typing import NamedTuple

import numpy as np
import pytest

import bpkit as bp
from bpkit import broken, descent, propagation
from bpkit.broken.lines import BIAS, CARRY, DELTA_L, SLOPE, WEIGHT

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


TOTAL_INPUT = "x[l + 1] = W[l] @ X[l] + b[l]"
OUTPUT = "X[l + 1] = f[l](x[l + 1])"
STEP_W = "W - eta * dE_dW"
STEP_B = "b - eta * dE_db"
SHAPED = {
    "weights_missing_in_recurrence",
    "delta_collapsed",
    "bias_not_summed",
    "bias_summed_over_neurons",
    "outer_product_missing",
}


def hides(name, case):
    """Return whether a mistake makes no difference: the slope of an identity output is 1."""
    return name == "f_prime_missing_output" and case.f[-1] == "identity"


def in_sweep(right, wrong, told="off by"):
    return Mutant(propagation, right, wrong, told)


def in_step(right, wrong, told="off by"):
    return Mutant(descent, right, wrong, told)


WRONG_BACKPROPS = {
    name: in_sweep(line.right, line.wrong, "shape" if name in SHAPED else "off by")
    for name, line in broken.BY_NAME.items()
}
MUTANTS = WRONG_BACKPROPS | {
    "f′ of the layer below": in_sweep(SLOPE, SLOPE.replace("x[l + 1])", "x[max(l, 1)])")),
    "f′ twice in the recurrence alone": in_sweep(
        CARRY, f"{CARRY} * 1".replace("dE_dx[l + 1] * 1", "(dE_dx[l + 1] * f[l].prime(x[l + 1]))")
    ),
    "the other sign at the output": in_sweep(DELTA_L, "delta[L] = -delta_L"),
    "the other sign in every layer": in_sweep(CARRY, "delta[l] = -W[l].T @ dE_dx[l + 1]"),
    "the other sign of a gradient": in_sweep(WEIGHT, WEIGHT.replace("= dE_dx", "= -dE_dx")),
    "a sum where E is a mean": in_sweep(DELTA_L, "delta[L] = delta_L * delta_L.shape[1]"),
    "one sample in place of the sum": in_sweep(BIAS, "dE_db[l] = dE_dx[l + 1][:, :1]"),
    "the other convention of delta": in_sweep(
        "return Backward(delta, dE_dx)", "return Backward([delta[0], *dE_dx[1:]], dE_dx)"
    ),
    "the recurrence of the other convention": in_sweep(
        CARRY, "delta[l] = (W[l].T @ dE_dx[l + 1]) * (f[l - 1].prime(x[l]) if l else 1)"
    ),
    "the output of the layer above": in_sweep(WEIGHT, WEIGHT.replace("X[l].T", "X[l + 1].T")),
    "the delta of the layer below": in_sweep(
        WEIGHT, WEIGHT.replace("dE_dx[l + 1]", "dE_dx[max(l, 1)]")
    ),
    "the delta of the layer two above": in_sweep(CARRY, "delta[l] = W[l].T @ dE_dx[min(l + 2, L)]"),
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


def sweep_of(mutant):
    """Return the four functions, those of the mutant's module in place of the right ones."""
    fresh = broken.rewritten(mutant.module, mutant.right, mutant.wrong)
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
    rights = {in_sweep(line.right, line.right) for line in broken.BY_NAME.values()}
    for mutant in (*rights, in_step(STEP_W, STEP_W)):
        for case in square_cases():
            oracle.check(sweep_of(mutant), case)


@pytest.mark.parametrize("case", range(9))
@pytest.mark.parametrize("name", MUTANTS)
def test_every_planted_mistake_is_caught_on_every_network_where_it_makes_a_difference(name, case):
    mutant, case = MUTANTS[name], square_cases()[case]
    if hides(name, case):
        oracle.check(sweep_of(mutant), case)
    else:
        with pytest.raises((AssertionError, ValueError), match=mutant.told):
            oracle.check(sweep_of(mutant), case)


def test_a_mutation_leaves_bpkit_itself_as_it_was():
    sweep_of(MUTANTS["no_transpose"])
    assert bp.backward is propagation.backward and "W[l].T @" in inspect.getsource(bp.backward)
    oracle.check(oracle.BPKIT, square_cases()[0])
