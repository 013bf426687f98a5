"""What became of a path over the loss surface, in words, with the reason."""

import numpy as np

from ..frame.notation import digits, plural, signed
from .fate import done, fate
from .model import REACH

ASLEEP = 0.05


def line(walked):
    """Return the line below the picture."""
    return what_became(walked) + outside(walked)


def alt(walked):
    """Return the alt text: what the panels show."""
    landscape, path = walked.landscape, walked.path
    first, second = landscape.pair.names
    bound = landscape.bound
    mark = "" if bound is None else f", with the bound {digits(bound)} marked"
    return (
        f"Gradient descent on {landscape.pair.label}: three panels. "
        f"Lines of equal E over {first} and {second} from {signed(str(-REACH))} to {REACH}, "
        f"lowest about {three(landscape.floor)}, "
        f"and a path from {on_map(path.points[0])} to {on_map(path.points[-1])}. "
        f"E after each step: from {three(path.E[0])} to {three(path.E[-1])} "
        f"in {plural(path.steps, 'step')}. "
        f"The scale of η, at {eta(walked)}{mark}. {what_became(walked)}"
    )


def what_became(walked):
    """Return in a sentence or two what the steps did, and why."""
    sentence = SENTENCES[fate(walked)](walked)
    return sentence if walked.landscape.bound is None else f"{sentence} {by_bound(walked)}"


def outside(walked):
    """Return a sentence, if the path ends outside the picture."""
    end = walked.path.points[-1]
    if np.abs(end).max() <= REACH:
        return ""
    return f" The path ends outside the picture, at {on_map(end)}."


def three(v):
    """Return a number in three digits."""
    return digits(v, 3)


def on_map(parameters):
    """Return a point of the map."""
    a, b = parameters
    return f"({three(a)}, {three(b)})"


def eta(walked):
    """Return the learning rate, as it is set."""
    return digits(walked.eta, 6)


def reached(walked):
    """Return the E at the end, and after how many steps."""
    path = walked.path
    return f"E = {three(path.E[-1])} after {plural(path.steps, 'step')}"


def slope_at_end(walked):
    """Return the size of the slope at the end."""
    return float(np.hypot(*walked.path.slopes[-1]))


def percent(walked):
    """Return the share of the way down in percent, rounded down: 100 % is the floor alone."""
    return f"{max(0, int(100 * done(walked)))}%"


def diverges(walked):
    """Say that the steps lead out of the valley."""
    path = walked.path
    if path.lost is not None:
        end = f"at step {path.lost} E left the finite numbers"
    else:
        end = f"{reached(walked)}, from {three(path.E[0])}"
    return (
        f"Diverges: {end}. η = {eta(walked)} is too large here: each step lands higher on the "
        "other side, where the slope is steeper and the next step longer."
    )


def stuck_high(walked):
    """Say that the path stands where there is no slope, high above the floor."""
    awake, size = digits(walked.path.awake, 1), digits(slope_at_end(walked), 1)
    if walked.path.awake > ASLEEP:
        return f"Stuck: {reached(walked)}; the slope is {size}, the deepest place elsewhere."
    return (
        f"Stuck: {reached(walked)}. A step too long has landed on a plateau, where f′ is at most "
        f"about {awake} for every sample and the slope is {size}: no slope, no way back."
    )


def without_slope(walked):
    """Say that there is no slope to follow."""
    return (
        f"Stands still: E = {three(walked.path.E[-1])}, and the slope here is 0 both ways, though "
        "this is not the floor. Any η times 0 is 0: start a little beside this point."
    )


def zigzags_in(walked):
    """Say that the path arrives, jumping."""
    return (
        f"Converges in zigzag: {reached(walked)}. η = {eta(walked)} steps across the valley, "
        "but each jump is shorter than the one before."
    )


def arrives(walked):
    """Say that the path arrives."""
    return f"Converges: {reached(walked)}, at the floor; the slope fades and so do the steps."


def oscillates(walked):
    """Say that the path jumps to and fro."""
    return (
        f"Oscillates: {reached(walked)}. η = {eta(walked)} is long enough to jump across the "
        "valley: the slope changes its direction from step to step."
    )


def crawls(walked):
    """Say that the path is too short."""
    size, length = digits(slope_at_end(walked), 2), digits(walked.eta * slope_at_end(walked), 2)
    return (
        f"Crawls: {reached(walked)}, {percent(walked)} of the way down. A step is η times the "
        f"slope, here {eta(walked)} · {size} = {length}: too short to get far."
    )


def creeps(walked):
    """Say that the path follows the floor of a valley, far from its lowest place."""
    lowest, size = three(walked.landscape.floor), digits(slope_at_end(walked), 2)
    return (
        f"Creeps: {reached(walked)}, still above the lowest on the map, {lowest}. The steep way "
        f"is done; along the gentle one the slope is {size}, and {eta(walked)} times that is short."
    )


def on_its_way(walked):
    """Say that the path is near the floor, but not there."""
    above = round(100 * (walked.path.E[-1] / walked.floor - 1))
    return (
        f"Still on its way: {reached(walked)}, {percent(walked)} of the way down, and {above}% "
        "above the lowest; near the floor the slope is gentle, and so are the steps."
    )


def by_bound(walked):
    """Return what the bound of a quadratic E says of η."""
    bound = walked.landscape.bound
    if np.isclose(walked.eta, bound, rtol=1e-3):
        side = "on"
    else:
        side = "above" if walked.eta > bound else "below"
    factor = 1 - 2 * walked.eta / bound
    return (
        f"η is {side} the bound 2/λₘₐₓ = {digits(bound)}: along the steepest direction a step "
        f"multiplies the distance to the floor by 1 − η λₘₐₓ = {three(factor)}."
    )


SENTENCES = {
    "diverges": diverges,
    "still": without_slope,
    "zigzags in": zigzags_in,
    "arrives": arrives,
    "thrown": stuck_high,
    "oscillates": oscillates,
    "crawls": crawls,
    "creeps": creeps,
    "on its way": on_its_way,
}
