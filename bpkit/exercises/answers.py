"""What a learner may hand in: numbers in any honest form, and a sentence on all the rest."""

from decimal import Decimal
from numbers import Real

import numpy as np

from ..diagnosis.numbers import detached, plain

NOTHING = "Your function returned nothing: end it with return and your result."


class AnswerError(ValueError):
    """An answer that does not read as numbers; the message is a sentence for the learner."""


def arrays(row, given):
    """Return what a function has returned as arrays by name: "" for one, the parts' for several.

    A part may be a list with an array a layer: then its arrays are called dW[0], dW[1] and so on.
    """
    if given is None or given is Ellipsis:
        raise AnswerError(NOTHING)
    if not row.parts:
        return {"": array("Your result", given)}
    if isinstance(given, dict):
        given = [given.get(part) for part in row.parts]
    if not isinstance(given, list | tuple) or len(given) != len(row.parts):
        count = f"{len(given)} parts" if isinstance(given, list | tuple) else kind(given)
        raise AnswerError(
            f"Your function returned {count}, expected {len(row.parts)}: "
            f"return {', '.join(row.parts)}."
        )
    found = {}
    for part, value in zip(row.parts, given):
        layers = enumerate(value) if by_layers(value) else [(None, value)]
        found |= {named(part, l): array(named(part, l), v) for l, v in layers}
    return found


def by_layers(value):
    """Return whether a part is a list with an array a layer, and not a matrix in nested lists."""
    if not isinstance(value, list | tuple):
        return False
    return any(np.ndim(v) > (1 if isinstance(v, list | tuple) else 0) for v in value)


def named(part, l):
    """Return the name of a part, or of an array a layer in it."""
    return part if l is None else f"{part}[{l}]"


def array(name, value):
    """Return value as an array of real numbers, out of lists, np.matrix, torch or jax too."""
    if isinstance(value, np.ma.MaskedArray):
        raise AnswerError(f"{name} is a masked array: some numbers are hidden in it.")
    if value is None:
        raise AnswerError(f"{name} is None, expected numbers.")
    try:
        found = plain(detached(value))
        found = numbers(found) if found.dtype == object else found
    except Exception as error:
        raise AnswerError(f"{name} is {kind(value)}, expected an array of numbers.") from error
    if found.dtype.kind in "iuf":
        return refused_half(name, found)
    words = {"b": "True or False", "c": "complex numbers", "U": "text", "S": "text"}
    raise AnswerError(
        f"{name} holds {words.get(found.dtype.kind, found.dtype.name)}, expected real numbers."
    )


def refused_half(name, found):
    """Return found, unless it is too coarse to be judged."""
    if found.dtype == np.float16:
        raise AnswerError(f"{name} is float16, which has 3 digits: use float64.")
    return found


def numbers(found):
    """Return an array of objects as floats, if every one is a real number, such as a Fraction."""
    if not all(isinstance(v, Real | Decimal) and not isinstance(v, bool) for v in found.flat):
        raise TypeError
    return found.astype(np.float64)


def kind(value):
    """Return what a value is, in two words."""
    return f"a {type(value).__name__[:40]}"


def typed(row, given):
    """Return the typed-in numbers as a list of floats, None where one is not given yet."""
    if not isinstance(row.reference, tuple):
        return [one("Your answer", given)]
    if not isinstance(given, list | tuple):
        given = array("Your answer", given).ravel().tolist()
    if len(given) != len(row.parts):
        asked = f"{len(row.parts)} numbers are asked for, ({', '.join(row.parts)})"
        raise AnswerError(f"{asked}; what came is {len(given)}.")
    return [None if v is None else one(name, v) for name, v in zip(row.parts, given)]


def one(name, value):
    """Return a typed-in number as a float."""
    if isinstance(value, str):
        raise AnswerError(f"{name} is text: write the number without quotation marks.")
    if callable(value):
        raise AnswerError(f"{name} is a function: a number is asked for.")
    found = array(name, value)
    if found.size != 1:
        raise AnswerError(f"{name} has shape {found.shape}, one number is asked for.")
    return float(found.reshape(-1)[0])
