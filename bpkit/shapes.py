"""The door: what an argument must be before an equation may see it."""

from math import inf
from numbers import Integral, Real

import numpy as np


def numbers(name, value):
    """Return value as an array of floats: integers become float64, floats keep their precision.

    Shapes: any, kept.
    Units: those of value.
    Errors: ValueError when value is ragged or holds anything that is not a number.
    Lesson: 01_forward_propagation.
    Source: this course.
    """
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name} has rows of different lengths; make every row as long as the others") from error
    if array.dtype.kind not in "biufc":
        raise ValueError(f"{name} holds {array.dtype.name}, expected numbers (integers or floats)")
    return array.astype(np.float64) if array.dtype.kind in "biu" else array


def real(name, value):
    """Return value as an array of real floats.

    Shapes: any, kept.
    Units: those of value.
    Errors: ValueError when value is ragged or holds anything but real numbers.
    Lesson: 01_forward_propagation.
    Source: this course.
    """
    array = numbers(name, value)
    if array.dtype.kind == "c":
        raise ValueError(f"{name} holds complex numbers, expected real ones")
    return array


def number(name, value, meaning="a finite number of at least 0"):
    """Return value as a Python float, which leaves float32 arrays as they are, if it is finite and at least 0.

    Shapes: value a number.
    Units: those of value.
    Errors: ValueError that says what came.
    Lesson: 02_descend_the_loss.
    Source: this course.
    """
    if not isinstance(value, Real) or not 0 <= value < inf:
        raise ValueError(f"{name} is {value!r}, expected {meaning}")
    return float(value)


def finite(name, array):
    """Return array as it is, if every entry is finite.

    Shapes: any, kept.
    Units: those of array.
    Errors: ValueError that says where the first NaN or infinity sits.
    Lesson: 01_forward_propagation.
    Source: this course.
    """
    if not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{name} has {array[where]} at index {where}, expected finite numbers; remove or replace it")
    return array


@np.errstate(over="ignore")
def cast(name, array, dtype):
    """Return array in the precision of dtype, if it is finite there.

    Shapes: any, kept.
    Units: those of array.
    Errors: ValueError when an entry is not finite, or too large for dtype.
    Lesson: 01_forward_propagation.
    Source: this course.
    """
    kept = finite(name, array).astype(dtype, copy=False)
    if not np.isfinite(kept).all():
        raise ValueError(f"{name} has entries up to {np.abs(array).max():.1e}, too large for {np.dtype(dtype).name}")
    return kept


def columns(name, value, rows, meaning, dtype):
    """Return value as a finite (rows, m) array of dtype, one sample a column.

    Shapes: value (rows, m), or (rows,) for one sample; result (rows, m).
    Units: those of value.
    Errors: ValueError that names the argument and shows both shapes.
    Lesson: 01_forward_propagation.
    Source: this course.
    """
    array = real(name, value)
    if array.ndim == 1 and array.shape[0] == rows:
        array = array[:, np.newaxis]
    if array.ndim != 2 or array.shape[0] != rows or array.shape[1] == 0:
        raise ValueError(
            f"{name} has shape {array.shape}, expected ({rows}, m): {meaning}, one column a sample, at least one sample"
        )
    return cast(name, array, dtype)


def same(name, array, other_name, other):
    """Return array, if its shape is that of other.

    Shapes: array as other.
    Units: those of array.
    Errors: ValueError that shows both shapes; nothing is broadcast.
    Lesson: 01_forward_propagation.
    Source: this course.
    """
    if array.shape != other.shape:
        raise ValueError(f"{name} has shape {array.shape}, expected {other.shape}, the shape of {other_name}")
    return array


def whole(name, n):
    """Return n as an int, if it is a whole number of at least 1.

    Shapes: n a number.
    Units: those of n.
    Errors: ValueError that says what came.
    Lesson: 01_forward_propagation.
    Source: this course.
    """
    if not isinstance(n, Integral) or isinstance(n, bool) or n < 1:
        raise ValueError(f"{name} is or holds {n!r}, expected a whole number of at least 1")
    return int(n)
