"""The door: what an argument must be before an equation sees it, and numpy quiet behind it."""

from contextvars import copy_context
from math import inf
from numbers import Integral, Real
from types import SimpleNamespace

import numpy as np


def forward(net, X0):
    """Return the arguments of bp.forward, X0 as an array of its own with a column a sample."""
    net = network(net)
    meaning = "a row for each neuron of the input layer"
    return net, columns("X0", X0, net.sizes[0], meaning, net.dtype)


def backward(net, trace, delta_L):
    """Return the arguments of bp.backward, delta_L as an array of its own in the shape of X[L]."""
    net, trace = network(net), swept("trace", trace, ("x", "X"), "bp.forward(net, X0)")
    sizes = [len(X) for X in trace.X]
    if sizes != net.sizes:
        raise ValueError(
            f"trace is of layers {sizes}, expected {net.sizes}, the layers of net: "
            "hand in what bp.forward(net, X0) has returned"
        )
    X_L = trace.X[-1]
    delta_L = same("delta_L", real("delta_L", delta_L), "the output X[L]", X_L)
    return net, trace, np.array(delta_L, X_L.dtype, order="C")


def gradients(trace, back):
    """Return the arguments of bp.gradients, if both come of the same network and samples."""
    trace = swept("trace", trace, ("x", "X"), "bp.forward(net, X0)")
    back = swept("back", back, ("delta", "dE_dx"), "bp.backward(net, trace, delta_L)")
    found, expected = ([np.shape(a) for a in arrays[1:]] for arrays in (back.dE_dx, trace.X))
    if found != expected:
        raise ValueError(
            f"back.dE_dx has shapes {found}, expected {expected}, those of trace.X[1:]: "
            "hand in the two sweeps of one network over the same samples"
        )
    return trace, back


def update(net, grads, eta):
    """Return the arguments of bp.update, every gradient an array of its parameter's shape."""
    net, eta = network(net), number("eta", eta)
    grads = swept("grads", grads, ("W", "b"), "bp.gradients(trace, back)")
    arrays = [[np.asarray(g) for g in tensors] for tensors in (grads.W, grads.b)]
    found, expected = [g.shape for g in sum(arrays, [])], [p.shape for p in (*net.W, *net.b)]
    if found != expected:
        raise ValueError(
            f"grads has shapes {found}, expected {expected}: those of W[0], …, then of b[0], …"
        )
    return net, SimpleNamespace(W=arrays[0], b=arrays[1]), eta


def network(net):
    """Return net, if it is a network."""
    if not all(hasattr(net, name) for name in ("W", "b", "f", "sizes")):
        raise ValueError(
            f"net is {kind(net)}, expected a Network, such as bp.Network.create([2, 3, 1])"
        )
    return net


def swept(name, value, fields, origin):
    """Return value, if it has the fields of what origin returns."""
    if not all(isinstance(getattr(value, field, None), list | tuple) for field in fields):
        raise ValueError(f"{name} is {kind(value)}, expected what {origin} returns")
    return value


def kind(value):
    """Return what came in the place of an argument, as a sentence names it."""
    shape = f" of shape {value.shape}" if isinstance(value, np.ndarray) else ""
    return f"a {type(value).__name__}{shape}"


def numbers(name, value):
    """Return value as an array of floats: integers become float64, floats keep their precision.

    Shapes: any, kept.
    Errors: ValueError when value is ragged or holds anything that is not a number.
    """
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(
            f"{name} has rows of different lengths; make every row as long as the others"
        ) from error
    if array.dtype.kind not in "biufc":
        raise ValueError(f"{name} holds {array.dtype.name}, expected numbers (integers or floats)")
    return array.astype(np.float64) if array.dtype.kind in "biu" else array


def real(name, value):
    """Return value as an array of real floats.

    Shapes: any, kept.
    Errors: ValueError when value is ragged or holds anything but real numbers.
    """
    array = numbers(name, value)
    if array.dtype.kind == "c":
        raise ValueError(f"{name} holds complex numbers, expected real ones")
    return array


def number(name, value, meaning="a finite number of at least 0"):
    """Return value as a Python float, which leaves float32 arrays as they are, if it is at least 0.

    Errors: ValueError when value is below 0, not finite, or no number.
    """
    try:
        found = float(value) if isinstance(value, Real) else inf
    except OverflowError:  # a whole number beyond all floats
        found = inf
    if not 0 <= found < inf:
        raise ValueError(f"{name} is {value!r}, expected {meaning}")
    return found


def finite(name, array):
    """Return array as it is, if every entry is finite.

    Shapes: any, kept.
    Errors: ValueError that says where the first NaN or infinity sits.
    """
    if not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(
            f"{name} has {array[where]} at index {where}, expected finite numbers; "
            "remove or replace it"
        )
    return array


def cast(name, array, dtype):
    """Return array in C order and in the precision of dtype, if it is finite there.

    Shapes: any, kept.
    Errors: ValueError when an entry is not finite, or too large for dtype.
    """
    finite(name, array)
    kept = quietly(np.ascontiguousarray, array, dtype)
    if not np.isfinite(kept).all():
        largest = np.abs(array).max()
        raise ValueError(
            f"{name} has entries up to {largest:.1e}, too large for {np.dtype(dtype).name}"
        )
    return kept.reshape(array.shape)


def columns(name, value, rows, meaning, dtype):
    """Return value as a finite (rows, m) array of its own, one sample a column.

    Shapes: value (rows, m), or (rows,) for one sample; result (rows, m), in C order.
    Errors: ValueError that names the argument and shows both shapes.
    """
    array = real(name, value)
    if array.ndim == 1 and array.shape[0] == rows:
        array = array[:, np.newaxis]
    if array.ndim != 2 or array.shape[0] != rows or array.shape[1] == 0:
        raise ValueError(
            f"{name} has shape {array.shape}, expected ({rows}, m): {meaning}, "
            "one column a sample, at least one sample"
        )
    return cast(name, array, dtype).copy()


def same(name, array, other_name, other):
    """Return array, if its shape is that of other; nothing is broadcast.

    Errors: ValueError that shows both shapes.
    """
    if array.shape != other.shape:
        raise ValueError(
            f"{name} has shape {array.shape}, expected {other.shape}, the shape of {other_name}"
        )
    return array


def whole(name, n, least=1):
    """Return n as an int, if it is a whole number of at least `least`.

    Errors: ValueError that says what came.
    """
    if not isinstance(n, Integral) or isinstance(n, bool) or n < least:
        raise ValueError(f"{name} is or holds {n!r}, expected a whole number of at least {least}")
    return int(n)


def quietly(action, *arguments):
    """Return action(*arguments); a number that overflows in it is met by words, not by a warning.

    numpy's error state lives in the context: in a copy of it, no interrupt can leave numpy quiet
    for good.
    """
    return copy_context().run(in_silence, action, arguments)


def in_silence(action, arguments):
    """Return action(*arguments) with numpy's warnings off for the rest of this context."""
    np.seterr(all="ignore")
    return action(*arguments)
