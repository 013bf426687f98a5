"""A network: its weights W, biases b and activations f."""

from dataclasses import dataclass

import numpy as np

from . import starts
from .activations import Activation, named
from .chance import generator
from .door import finite, kind, real


@dataclass(frozen=True, eq=False, repr=False)
class Network:
    """The weights, biases and activations of equation (1); W[l], b[l], f[l] lead from l to l+1.

    X_i(l+1) = f(x_i(l+1)),   x_i(l+1) = Σ_j W_ij(l) X_j(l) + b_i(l)

    Shapes: W[l] (n_{l+1}, n_l); b[l] (n_{l+1}, 1), or (n_{l+1},) when given; f[l] an activation or
        its name.
    Units: W and b those of x(l+1) over X(l), and of x(l+1).
    Errors: ValueError when the shapes do not chain, a layer is empty, or a number is not finite.
    Lesson: 01_forward_propagation.
    Source: the arrays are copies and cannot be written to.
    """

    W: tuple[np.ndarray, ...]
    b: tuple[np.ndarray, ...]
    f: tuple[Activation, ...]

    def __post_init__(self):
        """Check every shape once, here, and keep copies that cannot be written to."""
        for name in ("W", "b", "f"):
            listed(name, getattr(self, name))
        if not 0 < len(self.W) == len(self.b) == len(self.f):
            raise ValueError(
                f"W, b and f have {len(self.W)}, {len(self.b)} and {len(self.f)} entries, "
                "expected as many of each as there are layers after the input, at least one"
            )
        W = [matrix(l, self.W) for l in range(len(self.W))]
        b = [bias(l, self.b[l], W[l]) for l in range(len(W))]
        dtype = np.result_type(*W, *b)
        object.__setattr__(self, "W", tuple(frozen(W_l, dtype) for W_l in W))
        object.__setattr__(self, "b", tuple(frozen(b_l, dtype) for b_l in b))
        object.__setattr__(self, "f", tuple(named(f_l) for f_l in self.f))

    @classmethod
    def create(
        cls, sizes, activation="tanh", output="identity", init="glorot", rng=0, dtype=np.float64
    ):
        """Return a network with random weights and zero biases.

        Var W(l) = init(n_l, n_{l+1})²,   b(l) = 0

        Shapes: sizes [n_0, …, n_L]; activation for layers 1 … L−1, output for layer L.
        Errors: ValueError when sizes has fewer than two entries or one below 1, or a name is not
            known.
        Lesson: 09_delta_through_depth.
        Source: see each initialiser.
        """
        sizes = starts.layers(sizes)
        hidden, last, std = named(activation), named(output), starts.named(init)
        rng, dtype = generator(rng), precision(dtype)
        W = [
            (std(n_in, n_out) * rng.standard_normal((n_out, n_in))).astype(dtype, copy=False)
            for n_in, n_out in zip(sizes, sizes[1:])
        ]
        W = [matrix(l, W) for l in range(len(W))]
        b = [np.zeros((len(W_l), 1), W_l.dtype) for W_l in W]
        return cls.unchecked(W, b, [hidden] * (len(W) - 1) + [last])

    @classmethod
    def from_rows(cls, W, b, f):
        """Return the network of somebody whose samples are rows: X(l+1) = f(X(l) W(l) + b(l)).

        W(l) here is theirs transposed; for a square one nothing else can tell the two apart

        Shapes: W[l] (n_l, n_{l+1}), b[l] (n_{l+1},) or (1, n_{l+1}); those of the result are ours.
        Errors: ValueError when b is no row, or the shapes do not chain; then it shows them as ours.
        """
        W = [real(f"W[{l}]", W_l).T for l, W_l in enumerate(W)]
        if chained([w.T for w in W]) and not chained(W):
            raise ValueError(
                f"W have shapes {[w.T.shape for w in W]}, expected (n_l, n_l+1): yours are "
                "(outputs, inputs), as torch has them, so hand them to bp.Network(W, b, f)"
            )
        return cls(W, [row(l, b_l) for l, b_l in enumerate(b)], f)

    @classmethod
    def unchecked(cls, W, b, f):
        """Return a network of arrays that nobody else writes to, without a check or a copy."""
        net = object.__new__(cls)
        net.__dict__.update(W=tuple(W), b=tuple(b), f=tuple(f))
        for array in (*net.W, *net.b):
            array.flags.writeable = False
        return net

    def with_parameters(self, W, b):
        """Return a network of the same activations with new W, b of the same shapes, unchecked."""
        return self.unchecked(W, b, self.f)

    def replaced(self, name, l, array):
        """Return a network with another array for W[l] or b[l], unchecked; name is "W" or "b"."""
        parameters = {"W": list(self.W), "b": list(self.b)}
        parameters[name][l] = array
        return self.with_parameters(**parameters)

    @property
    def sizes(self):
        """The number of neurons of each layer, [n_0, …, n_L]."""
        return [self.W[0].shape[1], *(W.shape[0] for W in self.W)]

    @property
    def depth(self):
        """L, the number of layers after the input."""
        return len(self.W)

    @property
    def n_parameters(self):
        """The number of weights and biases, P."""
        return sum(array.size for array in (*self.W, *self.b))

    @property
    def dtype(self):
        """The precision in which the network computes."""
        return self.W[0].dtype

    def __repr__(self):
        """Return sizes, activations and the number of parameters in a line."""
        f = " → ".join(type(f).__name__ for f in self.f)
        return f"Network({self.sizes}, f: {f}, {self.n_parameters} parameters)"


def listed(name, value):
    """Raise ValueError unless value is a list with an entry for each layer after the input."""
    if isinstance(value, str) or not hasattr(value, "__len__"):
        raise ValueError(
            f"{name} is {value!r}, expected a list with an entry for each layer after the input"
        )


def matrix(l, W):
    """Return W[l] as a finite matrix whose columns are as many as the rows of W[l−1]."""
    W_l = real(f"W[{l}]", W[l])
    n_l = np.shape(W[l - 1])[0] if l else "n_0"
    if W_l.ndim != 2 or 0 in W_l.shape or (l and W_l.shape[1] != n_l):
        raise ValueError(
            f"W[{l}] has shape {W_l.shape}, expected (n_{l + 1}, {n_l}): "
            f"a row for each neuron of layer {l + 1}, "
            f"a column for each neuron of layer {l}, at least one of each"
        )
    return finite(f"W[{l}]", W_l)


def chained(W):
    """Return whether each matrix has a column for each row of the one before."""
    pairs = zip(W, W[1:])
    return all(w.ndim == 2 for w in W) and all(two.shape[1] == len(one) for one, two in pairs)


def bias(l, b_l, W_l):
    """Return b[l] as a finite column with a row for each row of W[l]."""
    b_l, n = real(f"b[{l}]", b_l), len(W_l)
    if b_l.shape not in ((n,), (n, 1)):
        raise ValueError(
            f"b[{l}] has shape {b_l.shape}, expected ({n}, 1) or ({n},), "
            f"for W[{l}] has shape {W_l.shape}"
        )
    return finite(f"b[{l}]", b_l.reshape(n, 1))


def row(l, b_l):
    """Return b[l], given as (n,) or as a row (1, n), in the shape (n,)."""
    b_l = real(f"b[{l}]", b_l)
    if b_l.ndim != 1 and b_l.shape[:-1] != (1,):
        raise ValueError(f"b[{l}] has shape {b_l.shape}, expected a row: (n,) or (1, n)")
    return b_l.reshape(-1)


def frozen(array, dtype):
    """Return a copy of array, in C order, that cannot be written to."""
    array = np.array(array, dtype=dtype, order="C")
    array.flags.writeable = False
    return array


def precision(dtype):
    """Return the precision in which numbers of dtype compute."""
    try:
        return np.result_type(dtype)
    except TypeError as error:
        raise ValueError(f"dtype is {kind(dtype)}, expected float32 or float64") from error
