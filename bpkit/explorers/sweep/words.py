"""What a stop says: the line below the picture, the alt text, the equation spelled out."""

from math import isfinite

from ..frame.notation import number
from .quantities import row_of
from .stops import NOWHERE


def line(swept, stops, k, s):
    """Return the line below the picture at stop k of the list of stops."""
    if k == 0:
        return (
            f"Stop 0 of {len(stops)}: nothing is computed yet, "
            "only data, weights and biases are there."
        )
    stop = stops[k - 1]
    value = swept.value(stop, s)
    said = f"Stop {k} of {len(stops)}: {row_of(stop).described(stop)}, is {number(value)}."
    if not isfinite(swept.E):
        said += (
            " E is not a finite number: a weight or a number of the data is too large, "
            "make it smaller."
        )
    return said + consequence(stop, value)


def consequence(stop, value):
    """Return what a slope by the output says of E."""
    if not row_of(stop).slope_by_output or not isfinite(value):
        return ""
    if value == 0:
        return " E does not care about its output."
    if value > 0:
        return " If its output were a little larger, E would be larger."
    return " If its output were a little larger, E would be smaller."


def alt(swept, stops, k, s):
    """Return what the picture shows, the equation in numbers, and all numbers of neurons so far."""
    stop = stops[k - 1] if k else NOWHERE
    spelled_out = " ".join(spelled(swept, stop, s))
    so_far = [one for one in stops[:k] if row_of(one).recalled]
    numbers = [f"{row_of(one).name(one)} = {number(swept.value(one, s))}" for one in so_far]
    return (
        f"Network of layers {swept.sizes}, sample {s + 1} of {swept.samples}. "
        f"{line(swept, stops, k, s)} {spelled_out}. "
        f"Computed so far: {', '.join(numbers) or 'nothing'}."
    )


def spelled(swept, stop, s):
    """Return the equation of a stop with its indices, then in numbers, as lines of text."""
    if stop == NOWHERE:
        return []
    row = row_of(stop)
    symbols, numbers = row.spelled(swept, s, *stop[1:])
    lines = [f"= {' + '.join(terms)}" for terms in numbers]
    lines[-1] += f" = {number(swept.value(stop, s))}"
    return [f"{row.name(stop)} = {' + '.join(symbols)}", *lines]
