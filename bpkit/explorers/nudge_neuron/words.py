"""What a nudged output shows, in words: a line below the picture, and the alt text."""

from math import prod

from ..frame.notation import digits, steady

CLOSE = 1e-3  # of δ; a slope that is farther off is told why


def line(found):
    """Return what E did, the slope, and δ."""
    symbol, sample = found.symbol, found.trial.s + 1
    delta = f"δ{symbol[1:]} of sample {sample} is {digits(found.delta, 6)}"
    if not found.trial.h:
        return f"A nudge of 0 changes nothing: move it, and E will answer. {delta}."
    before, after = (digits(E, 6) for E in found.E)
    far = abs(found.measured - found.delta) > CLOSE * abs(found.delta)
    closer = " A smaller nudge comes closer: E is curved." if far else ""
    return (
        f"{symbol} was made {change(found.trial.h)}: E went from {before} to {after}, "
        f"a slope of {digits(found.measured, 6)}. {delta}.{closer}"
    )


def change(h):
    """Return by how much an output was made larger or smaller."""
    return f"{digits(abs(h), 6)} {'larger' if h > 0 else 'smaller'}"


def alt(found):
    """Return what the three panels show."""
    trial = found.trial
    sizes, deltas = trial.problem.net.sizes, ", ".join(steady(d, 3) for d in found.deltas)
    return (
        f"Three panels. A network of layers {sizes}; neuron {trial.i + 1} of layer {trial.l} is "
        f"ringed, {paths(sizes[trial.l + 1 :])} lit. E against its output {found.symbol} for "
        f"sample {trial.s + 1}, nudged by {digits(trial.h, 6)}: {answer_of_E(found)} "
        f"δ of each neuron of the layer: {deltas}."
    )


def answer_of_E(found):
    """Return what E does, and the slopes of secant and tangent, as far as rounding leaves them."""
    before, after = (digits(E) for E in found.E)
    tangent = steady(found.delta)
    if not found.trial.h:
        return f"E stays at {before}, there is no secant, the slope of the tangent is {tangent}."
    secant = steady(found.measured, 4, found.noise)
    slopes = f"the slope of the secant {secant}, of the tangent {tangent}"
    return f"E from {before} to {after}, {slopes}."


def paths(later):
    """Return how many paths lead through the later layers."""
    n = prod(later)
    return "the one path from it to E is" if n == 1 else f"the {n} paths from it to E are"
