"""A comparison of costs, in words."""

from ...plots.cost import COUNTED
from ..frame.notation import amount, duration
from .model import GPT2


def line(compared):
    """Return the line below the picture."""
    nudging, backprop = compared.tallies
    ratio = nudging.multiply_adds / backprop.multiply_adds
    return (
        f"{compared.P:,} parameters: {amount(nudging.forward)} forward sweeps by nudging, "
        f"1 forward and 1 backward by backprop; "
        f"{amount(nudging.multiply_adds)} multiply-adds against {amount(backprop.multiply_adds)}, "
        f"{how_many_times(ratio)} times as many. {verdict(compared)}"
    )


def how_many_times(ratio):
    """Return how many times, with a decimal where it counts."""
    return f"{ratio:.1f}" if ratio < 1000 else amount(round(ratio))


def verdict(compared):
    """Return what becomes of GPT-2 small, as far as this machine is measured."""
    if compared.timing is None:
        return "Press Measure to learn how long GPT-2 small would take on this machine."
    if compared.speed is None:
        return "Measuring how fast this machine multiplies …"
    nudging, backprop = far_away(compared)
    waiting = len(compared.timing.waiting)
    more = f" Measuring, {waiting} networks to go …" if waiting else ""
    told = f"{nudging} by nudging, {backprop} by backprop"
    return f"At this machine's speed, GPT-2 small: {told}.{more}"


def far_away(compared):
    """Return what GPT-2 small costs by nudging and by backprop."""
    written = duration if compared.speed else amount
    return [written(cost) for cost in compared.amounts(compared.far)]


def alt(compared):
    """Return the alt text: what both panels show."""
    rows = zip(COUNTED, *compared.rows)
    counts = "; ".join(f"{name} {nudging:,} and {backprop:,}" for name, nudging, backprop in rows)
    unit = "Seconds on this machine" if compared.speed else "Multiply-adds"
    nudging, backprop = far_away(compared)
    return (
        f"What one gradient costs for layers {compared.sizes}, {compared.P:,} parameters, "
        f"m = {compared.m}: two panels. Bars of counts, "
        f"by nudging ({compared.scheme}) and by backprop: {counts}. "
        f"{unit} against the number of parameters, both axes logarithmic: for large networks "
        f"the line of nudging climbs twice as steeply as that of backprop; "
        f"a ring on each at this network, and at GPT-2 small, {GPT2:,} parameters, "
        f"a star on each: {nudging} and {backprop}."
        f"{networks_measured(compared)}"
    )


def networks_measured(compared):
    """Return a sentence on the networks that are measured, smallest and largest."""
    points = compared.timing.points if compared.timing else ()
    if not points:
        return ""
    return (
        f" {len(points)} networks are measured, nudging and backprop: "
        f"from {timed_told(points[0])} to {timed_told(points[-1])}."
    )


def timed_told(measured):
    """Return what a network took."""
    nudging, backprop = duration(measured.nudging), duration(measured.backprop)
    return f"{nudging} and {backprop} at {measured.P:,} parameters"
