"""Compares answers with each other: the same numbers, the same shape, and where they differ."""

from math import floor, log10

import numpy as np

from ..diagnosis.numbers import tolerance


def same(given, other):
    """Return whether two Outcomes are the same: the same numbers, or the same kind of exception."""
    if given.arrays is None or other.arrays is None:
        return bool(given.raised) and given.raised[:1] == other.raised[:1]
    return given.arrays.keys() == other.arrays.keys() and all(
        close(array, other.arrays[name]) for name, array in given.arrays.items()
    )


def close(array, other):
    """Return whether two arrays hold the same numbers, as far as their precision tells."""
    array = fitted(array, other.shape)
    if array.shape != other.shape:
        return False
    with np.errstate(all="ignore"):
        largest = np.abs(other).max(initial=0)
        return bool((np.abs(array - other) <= tolerance([array]) * largest + 1e-300).all())


def fitted(array, shape):
    """Return a vector (n,) or a single number in the shape (n, 1), (1, n), (1, 1) that it means."""
    one_way = array.size == np.prod(shape, dtype=int) and (
        (array.ndim < 2 and sum(n > 1 for n in shape) < 2) or array.size == 1
    )
    return array.reshape(shape) if one_way else array


def entry(array, right):
    """Return in words which entry is the farthest off, in digits that show it."""
    off = np.abs(np.nan_to_num(array.astype(np.float64), nan=np.inf) - right)
    worst = np.unravel_index(off.argmax(), right.shape)
    came, expected = float(array[worst]), float(right[worst])
    digits = next((d for d in range(4, 17) if f"{came:.{d}g}" != f"{expected:.{d}g}"), 17)
    place = f"entry {[int(i) for i in worst]} is" if right.size > 1 else "it is"
    return f"{place} {came:.{digits}g}, expected {expected:.{digits}g}"


def proportion(given, right):
    """Return the one factor k between what came and what is right, or None."""
    pairs = [(a.reshape(-1), right[name].reshape(-1)) for name, a in given.items()]
    came, expected = (np.concatenate(side) for side in zip(*pairs))
    k = (came @ expected) / (expected @ expected)
    fits = np.abs(came - k * expected).max() <= tolerance([came]) * np.abs(came).max()
    return float(k) if fits and abs(k) > 1e-6 else None


def near(row, number, wanted, reference):
    """Return whether a typed-in number is the wanted one, to the digits or factor asked for."""
    if row.factor:
        return number * wanted > 0 and 1 / row.factor <= number / wanted <= row.factor
    return abs(number - wanted) <= half_a_unit(row, reference) * (1 + 1e-6)


def half_a_unit(row, reference):
    """Return how far a number may be off: half a unit in the last digit asked for."""
    if not row.digits:
        return 1e-9 * max(1, abs(reference))
    return 0.5 * 10.0 ** (floor(log10(abs(reference))) - row.digits + 1)
