"""What a stop of a sweep says in words: the line below the picture, and the text for who cannot see it."""

from math import isfinite

from .spelling import described, name, number, spelled
from .stops import Stop

NOWHERE = Stop("")  # before the first stop


def caption(swept, stops, k, s):
    """Return the line below the picture at stop k of the list of stops."""
    stop = stops[k - 1] if k else NOWHERE
    if stop == NOWHERE:
        return f"Stop 0 of {len(stops)}: nothing is computed yet, only data, weights and biases are there."
    said = f"Stop {k} of {len(stops)}: {described(stop)}, is {number(swept.value(stop, s))}."
    if not isfinite(swept.E):
        said += " E is not a finite number: a weight or a number of the data is too large, make it smaller."
    return said + slope(stop, swept.value(stop, s))


def slope(stop, v):
    """Return what a δ says of the loss, in words."""
    if stop.quantity != "delta" or not isfinite(v):
        return ""
    if v == 0:
        return " E does not care about its output."
    return f" If its output were a little larger, E would be {'larger' if v > 0 else 'smaller'}."


def alt_text(swept, stops, k, s):
    """Return what the picture shows, the equation with its numbers, and every number of the neurons so far."""
    stop = stops[k - 1] if k else NOWHERE
    lines = spelled(swept, stop, s)[0][1:] if k else []
    known = [f"{name(one)} = {number(swept.value(one, s))}" for one in stops[:k] if one.quantity[:4] != "dE_d" or
             one.quantity == "dE_dx"]  # fmt: skip
    return (
        f"Network of layers {swept.net.sizes}, sample {s + 1} of {swept.samples}. {caption(swept, stops, k, s)} "
        f"{' '.join(lines)}. Computed so far: {', '.join(known) or 'nothing'}."
    )
