"""The loss surface and its slopes: those of nudging, and of the Hessian."""

import numpy as np
import pytest

import bpkit as bp
from bpkit.explorers.descent.model import E_over, Landscape, Walked, samples, walk
from bpkit.explorers.descent.pairs import PAIRS


def test_the_chain_moves_its_weights_along_their_slopes_and_no_bias():
    path, h = walk(PAIRS["chain"], (1.5, 1.5), *samples(), eta=0.25, steps=1), 1e-6
    (a, b), after = path.points
    E = E_over(PAIRS["chain"], [a - h, a, a + h], [b - h, b, b + h], *samples())
    nudged = np.array([E[1, 2] - E[1, 0], E[2, 1] - E[0, 1]]) / (2 * h)
    np.testing.assert_allclose(after, path.points[0] - 0.25 * nudged, atol=1e-8)


def test_the_bound_is_2_over_the_largest_eigenvalue_of_the_hessian():
    X, ones = samples()[0][0], np.ones(7)
    hessian = np.array([[X @ X, X @ ones], [X @ ones, 7]]) / 7
    landscape, bends = Landscape.of(PAIRS["identity"], *samples()), np.linalg.eigvalsh(hessian)
    np.testing.assert_allclose(landscape.curvatures, bends, rtol=1e-12)
    np.testing.assert_allclose(landscape.bound, 2 / bends[-1], rtol=1e-12)


@pytest.mark.parametrize("net", PAIRS)
def test_a_landscape_holds_the_loss_of_every_network_on_its_grid(net):
    pair, (X0, T) = PAIRS[net], samples()
    landscape = Landscape.of(pair, X0, T)
    assert (landscape.bound is not None) == pair.quadratic
    assert landscape.floor == landscape.E.min()
    for row, column in ((0, 0), (3, 40), (48, 7)):
        made = pair.make(landscape.ends[column], landscape.ends[row])
        E = bp.losses.squared_error(bp.forward(made, X0).X[-1], T)
        assert landscape.E[row, column] == E


@pytest.mark.parametrize("net", PAIRS)
def test_the_code_of_a_pair_makes_the_network_and_read_finds_its_parameters(net):
    pair = PAIRS[net]
    made, written = pair.make(0.1, -0.7), eval(pair.code.format(a=0.1, b=-0.7), {"bp": bp})
    assert [*map(str, made.f)] == [*map(str, written.f)]
    for one in (made, written):
        assert pair.read(one.W, one.b) == (0.1, -0.7)


def test_the_floor_of_a_path_is_the_lowest_that_is_known():
    landscape = Landscape.of(PAIRS["identity"], *samples())
    arrived = Walked.from_start(landscape, (2.0, 2.0), 1.0, 100)
    assert arrived.floor == arrived.path.E.min() < landscape.floor
    assert Walked.from_start(landscape, (2.0, 2.0), 1.0, 1).floor == landscape.floor


def test_a_step_of_the_path_is_one_of_the_equations():
    pair, (X0, T), loss = PAIRS["tanh"], samples(), bp.losses.squared_error
    path = walk(pair, (1.0, 1.5), X0, T, eta=0.5, steps=1)
    net = pair.make(1.0, 1.5)
    trace = bp.forward(net, X0)
    grads = bp.gradients(trace, bp.backward(net, trace, loss.gradient(trace.X[-1], T)))
    stepped = bp.update(net, grads, 0.5)
    assert path.steps == 1
    assert tuple(path.points[1]) == pair.read(stepped.W, stepped.b)
    assert tuple(path.slopes[0]) == pair.read(*grads)
