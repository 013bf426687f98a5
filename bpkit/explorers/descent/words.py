"""What became of a path over the loss surface, in words, with the reason."""

import numpy as np

NEAR, CLOSE, ASLEEP = 1e-4, 0.02, 0.05


def fate(path, eta, floor, curvatures=None):
    """Return in a sentence or two what the steps did, and why.

    floor is the lowest E of the surface; curvatures are those of a quadratic E, where there are any.
    """
    about = [CASES[case(path, floor)](path, eta, floor)]
    if curvatures is not None:
        about.append(by_bound(eta, curvatures[-1]))
    return " ".join(about)


def case(path, floor):
    """Return which of the cases a path is."""
    E, sizes = path.E, np.hypot(*path.slopes.T)
    floor = min(floor, E.min())
    if path.lost is not None or E[-1] > 2 * max(E[0], floor) or (E[-1] > E[0] and growing(path)):
        return "diverges"
    if sizes.max() < 1e-9 and E[0] > floor:
        return "still"
    arrived = E[-1] - floor <= max(NEAR * (E[0] - floor), CLOSE * floor)
    if not arrived and thrown(path, floor):
        return "thrown"
    if arrived:
        return "zigzags in" if turning(path.slopes[:8]) > 0.5 else "arrives"
    zigzag = turning(path.slopes) > 0.5
    if zigzag or done(path, floor) < 0.9:
        return "oscillates" if zigzag else "crawls"
    return "creeps" if E[-1] > 2 * floor else "converges"


def growing(path):
    """Return whether E has risen in most of the last steps."""
    return bool(np.mean(np.diff(path.E[-6:]) > 0) > 0.7)


def thrown(path, floor):
    """Return whether E is stuck high above the floor, where the slope has all but vanished."""
    sizes = np.hypot(*path.slopes.T)
    return sizes[-1] < 0.01 * sizes.max() and path.E[-1] - floor > 0.1 * (path.E[0] - floor)


def turning(slopes):
    """Return in which share of the steps the slope pointed against the one before."""
    return float(np.mean((slopes[1:] * slopes[:-1]).sum(axis=1) < 0)) if len(slopes) > 1 else 0.0


def done(path, floor):
    """Return which share of the way down from the start to the floor is done."""
    way = path.E[0] - min(floor, path.E.min())
    return float((path.E[0] - path.E[-1]) / way) if way > 0 else 1.0


def percent(path, floor):
    """Return the share of the way down in percent, rounded down: 100 % is the floor alone."""
    return f"{max(0, int(100 * done(path, floor)))}%"


def steps(path):
    """Return the number of steps, in words."""
    return "1 step" if len(path.E) == 2 else f"{len(path.E) - 1} steps"


def diverges(path, eta, floor):
    """Say that the steps lead out of the valley."""
    if path.lost is not None:
        end = f"at step {path.lost} E left the finite numbers"
    else:
        end = f"E = {path.E[-1]:.3g} after {steps(path)}, from {path.E[0]:.3g}"
    return (
        f"Diverges: {end}. η = {eta:g} is too large here: each step lands higher on the other side, where the slope "
        "is steeper and the next step longer."
    )


def thrown_out(path, eta, floor):
    """Say that the path stands where there is no slope, high above the floor."""
    size = np.hypot(*path.slopes[-1])
    if path.awake > ASLEEP:
        return f"Stuck: E = {path.E[-1]:.3g} after {steps(path)}; the slope is {size:.0e}, the deepest place elsewhere."
    return (
        f"Stuck: E = {path.E[-1]:.3g} after {steps(path)}. A step too long has landed on a plateau, where f′ is at "
        f"most about {path.awake:.0e} for every sample and the slope is {size:.0e}: no slope, no way back."
    )


def still(path, eta, floor):
    """Say that there is no slope to follow."""
    return (
        f"Stands still: E = {path.E[-1]:.3g}, and the slope here is 0 both ways, though this is not the floor. "
        "Any η times 0 is 0: start a little beside this point."
    )


def zigzags_in(path, eta, floor):
    """Say that the path arrives, jumping."""
    return (
        f"Converges in zigzag: E = {path.E[-1]:.3g} after {steps(path)}. η = {eta:g} steps across the valley, "
        "but each jump is shorter than the one before."
    )


def arrives(path, eta, floor):
    """Say that the path arrives."""
    return f"Converges: E = {path.E[-1]:.3g} after {steps(path)}, at the floor; the slope fades and so do the steps."


def oscillates(path, eta, floor):
    """Say that the path jumps to and fro."""
    return (
        f"Oscillates: E = {path.E[-1]:.3g} after {steps(path)}. η = {eta:g} is long enough to jump across the valley: "
        "the slope changes its direction from step to step."
    )


def crawls(path, eta, floor):
    """Say that the path is too short."""
    size = float(np.hypot(*path.slopes[-1]))
    return (
        f"Crawls: E = {path.E[-1]:.3g} after {steps(path)}, {percent(path, floor)} of the way down. A step is η times "
        f"the slope, here {eta:g} · {size:.2g} = {eta * size:.2g}: too short to get far."
    )


def creeps(path, eta, floor):
    """Say that the path follows the floor of a valley, far from its lowest place."""
    size = float(np.hypot(*path.slopes[-1]))
    return (
        f"Creeps: E = {path.E[-1]:.3g} after {steps(path)}, still above the lowest on the map, {floor:.3g}. "
        f"The steep way is done; along the gentle one the slope is {size:.2g}, and {eta:g} times that is short."
    )


def converges(path, eta, floor):
    """Say that the path is nearly there."""
    return (
        f"Converges: E = {path.E[-1]:.3g} after {steps(path)}, {percent(path, floor)} of the way down; near the floor "
        "the slope is gentle, and so are the steps."
    )


def by_bound(eta, curvature):
    """Return what the bound of a quadratic E says of η."""
    factor, bound = 1 - eta * curvature, 2 / curvature
    if np.isclose(eta, bound, rtol=1e-3):
        side = "on"
    else:
        side = "above" if eta > bound else "below"
    return (
        f"η is {side} the bound 2/λ_max = {bound:.4g}: along the steepest direction a step multiplies the distance "
        f"to the floor by 1 − η λ_max = {number(factor)}."
    )


def number(value):
    """Return a number in three digits with a proper minus."""
    return f"{value:.3g}".replace("-", "−")


CASES = {
    "diverges": diverges, "thrown": thrown_out, "still": still, "zigzags in": zigzags_in, "arrives": arrives,
    "creeps": creeps, "oscillates": oscillates, "crawls": crawls, "converges": converges,
}  # fmt: skip
