"""What an explorer is given, the example in its place, and the code that makes it again."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers.frame.problem import Problem, Small, example

MOST = Small(layers=6, neurons=8, samples=50)
NET, X0, T = example()


def given(net=None, X0=None, T=None, loss="squared_error"):
    return Problem.or_example(net, X0, T, loss, MOST)


def test_without_anything_the_example_is_taken():
    problem = given()
    assert problem.net.sizes == NET.sizes
    assert np.array_equal(problem.X0, X0) and np.array_equal(problem.T, T)


def test_data_alone_go_with_the_network_of_the_example():
    assert np.array_equal(given(X0=2 * X0, T=T).X0, 2 * X0)


@pytest.mark.parametrize("arguments, complaint", [
    ({"X0": X0}, "X0 is given without T"),
    ({"T": T}, "T is given without X0"),
    ({"net": NET, "T": T}, "X0 and T are wanted with a network"),
    ({"net": [NET]}, "net is a list, expected a Network"),
])  # fmt: skip
def test_half_a_problem_is_refused(arguments, complaint):
    with pytest.raises(ValueError, match=complaint):
        given(**arguments)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("loss", ["squared_error", "logistic"])
def test_the_code_makes_the_same_problem_and_a_loss_that_can_be_called(loss, dtype):
    target = (T > 0).astype(float)
    problem = given(NET, X0 / 3, target, loss).as_type(dtype)
    made = {}
    exec(problem.code, made)
    X = bp.forward(made["net"], made["X0"]).X[-1]
    assert X.dtype == dtype and made["loss"](X, made["T"]) == problem.E(problem.net)
