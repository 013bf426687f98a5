"""A learner's numbers as arrays, whatever they came as."""

import numpy as np

from ..door import quietly

EXACT, SINGLE = 1e-9, 1e-4


def array(name, value):
    """Return value as an array of real numbers, out of torch or jax too; None stays None.

    Errors: ValueError when it holds anything but real numbers, or is in float16.
    """
    if value is None:
        return None
    value = detached(value)
    if isinstance(value, np.ma.MaskedArray):
        raise ValueError(f"{name} is a masked array: hand in its numbers, {name}.filled(0)")
    try:
        found = plain(value)
    except Exception as error:
        raise ValueError(
            f"{name} is a {type(value).__name__} that makes no array of numbers"
        ) from error
    if found.dtype.kind not in "biuf":
        raise ValueError(f"{name} holds {found.dtype.name}, expected real numbers")
    if found.dtype == np.float16:
        raise ValueError(f"{name} is float16, which has 3 digits: too few to judge; use float64")
    return found.reshape(1, 1) if found.ndim == 0 else found


def detached(value):
    """Return a tensor of torch without its graph, on the processor; anything else as it is."""
    for step in ("detach", "cpu"):
        value = getattr(value, step, lambda v=value: v)()
    return value


def plain(value):
    """Return value as an array of its own; objects that are lists or numbers as what they hold."""
    found = np.array(value)
    return np.array(found.tolist()) if found.dtype == object else found


def gradients(dW, db):
    """Return dW and db as lists of arrays, db None if there is none, or dW as one flat vector.

    Errors: ValueError that names what does not fit.
    """
    if db is None and flat(dW):
        return array("dW", dW).reshape(-1), None
    W = [array(f"dW[{l}]", a) for l, a in enumerate(entries("dW", dW))]
    b = None if db is None else [array(f"db[{l}]", a) for l, a in enumerate(entries("db", db))]
    if any(a is None for a in W):
        raise ValueError("dW has a None: every layer has a W, and so a gradient for it")
    return W, None if b is None or all(v is None for v in b) else b


def flat(dW):
    """Return whether dW is a vector of numbers: an array of torch, jax or numpy, or a list."""
    if isinstance(dW, list | tuple):
        return len(dW) > 0 and all(isinstance(a, int | float) for a in dW)
    return getattr(dW, "ndim", None) == 1 and getattr(dW, "dtype", None) != np.dtype(object)


def entries(name, value):
    """Return value as a list, one entry a layer."""
    if isinstance(value, str) or not hasattr(value, "__len__"):
        raise ValueError(f"{name} is a {type(value).__name__}, expected a list: an array a layer")
    return list(value)


def named(dW, db):
    """Return the arrays of dW and db by name, such as dW[0]; dW may be one flat vector."""
    if isinstance(dW, np.ndarray):
        return {"dW": dW}
    layers = [(f"dW[{l}]", a) for l, a in enumerate(dW or [])]
    layers += [(f"db[{l}]", a) for l, a in enumerate(db or [])]
    return {name: a for name, a in layers if a is not None}


def not_finite(dW, db):
    """Return a sentence on the first NaN or infinity, or none."""
    for name, a in named(dW, db).items():
        if not np.isfinite(a).all():
            at = [int(i) for i in np.argwhere(~np.isfinite(a))[0]]
            return (
                f"{name}{at} is {a[tuple(at)]}: somewhere exp overflows, or 0 divides or stands in "
                "a log. Print np.abs(x[l]).max() for each layer, and scale X0 where it is large."
            )
    return ""


def tolerance(arrays, single_net=False):
    """Return the tolerance for the coarsest array: float32, or entries that are exactly float32."""
    arrays = [a for a in arrays if a is not None]
    single = all((quietly(a.astype, np.float32) == a).all() for a in arrays)
    whole = all((a == np.round(a)).all() for a in arrays)
    typed = single_net or any(a.dtype == np.float32 for a in arrays)
    return SINGLE if typed or (single and not whole) else EXACT
