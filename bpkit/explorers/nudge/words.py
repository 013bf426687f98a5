"""What a nudge of one parameter shows, in words: a line below the picture, and the alt text."""

from ..frame.notation import digits, power, steady

TOLD = 3  # so many kinks are named


def line(found, passes):
    """Return the evaluations, the slope, what limits it, and what it costs for all parameters."""
    E = ", ".join(f"E({place(step)}) = {digits(E, 12)}" for step, E in found.evaluations.items())
    P = found.trial.problem.net.n_parameters
    return (
        f"{E}: slope {digits(found.slope, 8)}, backward says {digits(found.exact, 8)}, "
        f"{power(found.error)} apart. {reason(found)} "
        f"2 forward passes for this slope, {passes} for all {P} parameters."
    )


def place(step):
    """Return where the loss is evaluated."""
    return "θ" if step == 0 else "θ + h" if step > 0 else "θ − h"


def reason(found):
    """Return what the error comes from: a kink, a nudge that is lost, truncation or rounding."""
    if found.kinks:
        return crossed(found.kinks)
    if found.trial.lost:
        return "This h is lost: θ + h rounds to θ. Make h larger."
    h, best = found.trial.h, power(found.best, 1)
    if h > 10 * found.best:
        left = "What is left is truncation, for E is curved"
        return f"{left}: a smaller h, near {best}, does better."
    if h < found.best / 10:
        left = "What is left is rounding, divided by h"
        return f"{left}: a larger h, near {best}, does better."
    return "No h does much better: truncation and rounding are about as large."


def crossed(kinks):
    """Return which units crossed their kink, each once."""
    first = {(l, i): s for l, i, s in reversed(kinks)}
    told = [
        f"unit {i + 1} of layer {l} crossed its kink (sample {s + 1})"
        for (l, i), s in sorted(first.items())
    ]
    more = f", and {len(told) - TOLD} more did" if len(told) > TOLD else ""
    units = ", ".join(told[:TOLD]) + more
    return f"Between the two evaluations {units}: the secant mixes two slopes."


def alt(found):
    """Return what the three panels show."""
    # nothing that rounding decides: a page without a kernel is compared with another machine's
    trial = found.trial
    parameter, net = trial.parameter, trial.problem.net
    kinks = f" {crossed(found.kinks)}" if found.kinks else ""
    return (
        f"Three panels for {parameter.symbol} · {parameter.code} = {digits(trial.theta)}, "
        f"nudged by h = {digits(trial.h, 3)}, {trial.scheme} difference in {net.dtype.name}. "
        f"A network of layers {net.sizes}, this parameter lit. E near θ with the secant, "
        f"{secant(found)}, and the tangent, slope {steady(found.exact, 3)}. "
        f"The error of the slope against h, {error_over_h(found)}; this h is ringed.{kinks}"
    )


def secant(found):
    """Return the slope that was found, unless rounding makes it."""
    noise = found.noise(found.trial.h)
    if found.error <= noise:
        return "which rounding blurs"
    return f"slope {steady(found.slope, 3, noise)}, off by {power(found.error, 1)}"


def error_over_h(found):
    """Return how the error runs with h."""
    largest = found.errors[found.chosen][-1]
    if largest <= found.noise(1.0):
        return "rounding alone, rising to the left"
    return (
        f"a V: {power(largest, 1)} at h = 1, falling to the left, "
        "then rising again where rounding takes over"
    )
