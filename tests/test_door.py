"""The door of the page: arguments that do not fit are met by a sentence that says what would."""

from contextlib import suppress

import numpy as np
import pytest

import bpkit as bp
from bpkit import door
from bpkit.propagation import Gradients, Trace

NET, OTHER = bp.Network.create([2, 4, 2]), bp.Network.create([3, 5, 5, 2])
X0 = np.ones((2, 3))
TRACE = bp.forward(NET, X0)
BACK = bp.backward(NET, TRACE, np.ones((2, 3)))
GRADS = bp.gradients(TRACE, BACK)
OF_OTHER = bp.forward(OTHER, np.ones((3, 3)))

REFUSED = {
    "forward, swapped": (
        lambda: bp.forward(X0, NET),
        r"net is a ndarray of shape \(2, 3\), expected a Network",
    ),
    "forward, a list": (lambda: bp.forward([1, 2], NET), "net is a list, expected a Network"),
    "backward, swapped": (
        lambda: bp.backward(TRACE, NET, X0),
        "net is a Trace, expected a Network",
    ),
    "backward, delta first": (
        lambda: bp.backward(NET, np.ones((2, 3)), TRACE),
        "trace is a ndarray of shape",
    ),
    "backward, outputs alone": (
        lambda: bp.backward(NET, TRACE.X, X0),
        r"trace is a list, expected what bp.forward",
    ),
    "backward, another network": (
        lambda: bp.backward(NET, OF_OTHER, X0),
        r"trace is of layers \[3, 5, 5, 2\], expected \[2, 4, 2\], the layers of net: "
        r"hand in what bp.forward",
    ),
    "gradients, swapped": (
        lambda: bp.gradients(BACK, TRACE),
        "trace is a Backward, expected what bp.forward",
    ),
    "gradients, a network": (lambda: bp.gradients(NET, BACK), "trace is a Network, expected"),
    "gradients, another network": (
        lambda: bp.gradients(OF_OTHER, BACK),
        "back.dE_dx has shapes .*expected",
    ),
    "gradients, other samples": (
        lambda: bp.gradients(bp.forward(NET, X0[:, :1]), BACK),
        r"back.dE_dx has shapes \[\(4, 3\), \(2, 3\)\], expected \[\(4, 1\), \(2, 1\)\]"
        r".*the same samples",
    ),
    "update, the sweep": (
        lambda: bp.update(NET, BACK, 0.1),
        "grads is a Backward, expected what bp.gradients",
    ),
    "update, swapped": (
        lambda: bp.update(GRADS, NET, 0.1),
        "net is a Gradients, expected a Network",
    ),
    "train, eta for the loss": (
        lambda: bp.train(NET, X0, X0, 0.1, 0.1, 1),
        "loss 0.1 is not known, expected a Loss",
    ),
    "check, a misspelt loss": (
        lambda: bp.check_gradients(NET, "squared", X0, X0),
        "loss 'squared' is not known",
    ),
    "nudging, a misspelt loss": (
        lambda: bp.numerical_gradients(NET, "hinge", X0, X0),
        "loss 'hinge' is not known",
    ),
    "nudging, no network": (
        lambda: bp.numerical_gradients(X0, "logistic", X0, X0),
        "net is a ndarray",
    ),
    "a number beyond all floats": (
        lambda: bp.update(NET, GRADS, 10**400),
        "eta is 1000.* expected a finite number",
    ),
}


@pytest.mark.parametrize("call", REFUSED)
def test_what_does_not_fit_is_refused_with_a_sentence(call):
    function, told = REFUSED[call]
    with pytest.raises(ValueError, match=f"^{told}"):
        function()


def test_a_loss_may_be_given_by_its_name_wherever_one_is_asked_for():
    T = np.full((2, 3), 0.5)
    for name, loss in bp.losses.BY_NAME.items():
        assert (
            bp.train(NET, X0, T, name, 0.1, 2).E.tolist()
            == bp.train(NET, X0, T, loss, 0.1, 2).E.tolist()
        )
        named, given = (bp.numerical_gradients(NET, some, X0, T) for some in (name, loss))
        assert all(
            np.array_equal(*pair) for pair in zip((*named.W, *named.b), (*given.W, *given.b))
        )
        assert bp.check_gradients(NET, name, X0, T) == bp.check_gradients(NET, loss, X0, T)
        assert bp.losses.named(name) is bp.losses.named(loss) is loss


def test_the_sweeps_of_a_page_share_no_array_with_what_came_in():
    given, delta_L = X0.copy(), np.ones((2, 3))
    trace = bp.forward(NET, given)
    back = bp.backward(NET, trace, delta_L)
    assert not np.shares_memory(trace.X[0], given) and not np.shares_memory(back.delta[-1], delta_L)


def test_two_calls_make_two_traces():
    one, other = bp.forward(NET, X0), bp.forward(NET, 2 * X0)
    assert one.X is not other.X and np.array_equal(one.X[0], X0)


@pytest.mark.parametrize("order", ["F", "strided"])
def test_the_door_hands_on_arrays_in_C_order(order):
    rows = np.random.default_rng(0).standard_normal((6, 2))
    given = rows.T if order == "F" else np.repeat(rows.T, 2, axis=1)[:, ::2]
    assert not given.flags.c_contiguous
    assert bp.forward(NET, given).X[0].flags.c_contiguous
    assert door.backward(NET, bp.forward(NET, given), given)[2].flags.c_contiguous
    assert bp.losses.squared_error.target(given.copy(), given).flags.c_contiguous


def test_a_delta_in_float64_leaves_a_sweep_in_float32():
    net = bp.Network.create([2, 4, 2], dtype=np.float32)
    back = bp.backward(net, bp.forward(net, X0), np.ones((2, 3)))
    assert {array.dtype for array in (*back.delta, *back.dE_dx[1:])} == {np.dtype("f4")}


def test_gradients_written_by_hand_may_be_any_lists_with_W_and_b():
    class Mine:
        def __init__(self, W, b):
            self.W, self.b = W, b

    expected, mine = bp.update(NET, GRADS, 0.1), bp.update(NET, Mine(GRADS.W, GRADS.b), 0.1)
    assert all(np.array_equal(*pair) for pair in zip(expected.W, mine.W))
    assert isinstance(GRADS, Gradients) and isinstance(TRACE, Trace)


def test_quietly_leaves_numpy_as_it_was_whatever_happens():
    before = np.geterr()

    def overflow(then):
        np.exp(np.float64(1e4))
        raise then

    for error in (ValueError("mine"), KeyboardInterrupt()):
        with suppress(type(error)):
            door.quietly(overflow, error)
        assert np.geterr() == before
    with pytest.warns(RuntimeWarning, match="overflow"):
        np.exp(np.float64(1e4))


def test_a_name_is_looked_up_though_no_layer_would_use_it():
    with pytest.raises(ValueError, match="activation 'foo' is not known"):
        bp.Network.create([1, 1], activation="foo")


def test_what_shown_code_leans_on_is_public():
    assert {"numerical", "losses", "network", "cost", "datasets"} <= {*bp.__all__}


ROWS = [np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0], [6.0]])]


def test_a_network_of_rows_gives_what_rows_give():
    b = [np.array([0.5, -0.5]), np.array([[0.25]])]
    net = bp.Network.from_rows(ROWS, b, ["identity", "identity"])
    samples = np.array([[1.0, 2.0], [-1.0, 0.5], [0.0, 3.0]])
    expected = (samples @ ROWS[0] + b[0]) @ ROWS[1] + b[1]
    assert np.array_equal(bp.forward(net, samples.T).X[-1].T, expected)
    assert net.sizes == [2, 2, 1]


@pytest.mark.parametrize(
    ("W", "b", "told"),
    [
        (
            ROWS,
            [np.zeros((2, 1)), [0.0]],
            r"b\[0\] has shape \(2, 1\), expected a row: \(n,\) or \(1, n\)",
        ),
        ([ROWS[1], np.eye(3)], [[0.0], [0.0] * 3], r"W\[1\] has shape \(3, 3\), expected"),
        (ROWS, [[0.0], [0.0]], r"b\[0\] has shape \(1,\), expected \(2, 1\) or \(2,\)"),
    ],
)
def test_rows_that_do_not_chain_are_refused(W, b, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        bp.Network.from_rows(W, b, ["tanh", "tanh"])


def test_an_array_replaced_leaves_all_others_and_the_network_as_they_were():
    stepped = NET.replaced("b", 1, np.ones((2, 1)))
    assert stepped.b[1].tolist() == [[1], [1]] and NET.b[1].tolist() == [[0], [0]]
    assert stepped.W == NET.W and stepped.b[0] is NET.b[0]


def test_keep_is_read_once_and_refuses_what_is_no_epoch():
    def trained(keep):
        return bp.train(NET, X0, X0, "squared_error", 0.1, 6, keep=keep).nets

    assert list(trained(k for k in (6, 0, 3))) == list(trained(np.array([0, 3, 6]))) == [0, 3, 6]
    for keep, told in [
        (2, "keep is 2, expected the epochs"),
        ("02", "keep is '02'"),
        (None, "keep is None"),
        ([7], "keep holds 7, expected epochs from 0 to 6"),
        ([-1], "keep is or holds -1"),
        ([1.0], "keep is or holds 1.0"),
        (["a"], "keep is or holds 'a'"),
    ]:
        with pytest.raises(ValueError, match=f"^{told}"):
            trained(keep)


def test_weights_that_lie_as_in_torch_are_sent_to_the_network_itself():
    W, b = [np.ones((3, 2)), np.ones((1, 3))], [np.ones(3), np.ones(1)]
    words = r"^W have shapes \[\(3, 2\), \(1, 3\)\], .* hand them to bp.Network\(W, b, f\)$"
    with pytest.raises(ValueError, match=words):
        bp.Network.from_rows(W, b, ["tanh", "tanh"])
    assert bp.Network(W, b, ["tanh", "tanh"]).sizes == [2, 3, 1]
