"""Networks with two free parameters: how each is made, and where its parameters are."""

from collections.abc import Callable
from typing import NamedTuple

from ...network import Network


class Pair(NamedTuple):
    """A kind of network with two free parameters: how it is made, and how they are read."""

    label: str
    names: tuple
    make: Callable
    code: str
    read: Callable
    held: bool = False  # whether the biases are held at 0
    quadratic: bool = False


def one_neuron(f, quadratic=False):
    """Return the kind of one neuron with a weight and a bias."""

    def make(w, b):
        return Network([[[w]]], [[b]], [f])

    code = f"bp.Network(W=[[[{{a!r}}]]], b=[[{{b!r}}]], f=['{f}'])"
    return Pair(f"one {f} neuron", ("w", "b"), make, code, weight_and_bias, quadratic=quadratic)


def weight_and_bias(W, b):
    """Return the parameters of one neuron out of its arrays."""
    return W[0].item(), b[0].item()


def chain():
    """Return the kind of two neurons in a row, a weight each."""

    def make(W_0, W_1):
        return Network([[[W_0]], [[W_1]]], [[0], [0]], ["tanh", "identity"])

    code = "bp.Network(W=[[[{a!r}]], [[{b!r}]]], b=[[0], [0]], f=['tanh', 'identity'])"
    return Pair("two neurons in a row", ("W(0)", "W(1)"), make, code, two_weights, held=True)


def two_weights(W, b):
    """Return the two weights of a chain out of its arrays."""
    return W[0].item(), W[1].item()


PAIRS = {
    "tanh": one_neuron("tanh"),
    "identity": one_neuron("identity", quadratic=True),
    "chain": chain(),
}
