"""What a stop says: the line below the picture, the alt text, the equation spelled out."""

from math import isfinite

from ..frame.notation import number
from .quantities import row_of
from .stops import NOWHERE


def line(moment):
    """Return the line below the picture at a stop."""
    if moment.k == 0:
        return (
            f"Stop 0 of {len(moment.stops)}: nothing is computed yet, "
            "only data, weights and biases are there."
        )
    value, described = moment.value(), moment.row.described(moment.stop)
    said = f"Stop {moment.k} of {len(moment.stops)}: {described}, is {number(value)}."
    if not isfinite(moment.swept.E):
        said += (
            " E is not a finite number: a weight or a number of the data is too large, "
            "make it smaller."
        )
    return said + consequence(moment.row, value)


def consequence(row, value):
    """Return what a slope by the output says of E."""
    if not row.slope_by_output or not isfinite(value):
        return ""
    if value == 0:
        return " E does not care about its output."
    if value > 0:
        return " If its output were a little larger, E would be larger."
    return " If its output were a little larger, E would be smaller."


def alt(moment):
    """Return what the picture shows, the equation in numbers, and all numbers of neurons so far."""
    spelled_out = " ".join(spelled(moment))
    so_far = [one for one in moment.done if row_of(one).recalled]
    numbers = [f"{row_of(one).name(one)} = {number(moment.value(one))}" for one in so_far]
    return (
        f"Network of layers {moment.swept.sizes}, sample {moment.s + 1} of {moment.swept.samples}. "
        f"{line(moment)} {spelled_out}. "
        f"Computed so far: {', '.join(numbers) or 'nothing'}."
    )


def spelled(moment):
    """Return the equation of a stop with its indices, then in numbers, as lines of text."""
    if moment.stop == NOWHERE:
        return []
    symbols, numbers = moment.terms
    lines = [f"= {' + '.join(terms)}" for terms in numbers]
    lines[-1] += f" = {number(moment.value())}"
    return [f"{moment.row.name(moment.stop)} = {' + '.join(symbols)}", *lines]
