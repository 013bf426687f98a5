"""What has become of a path: which of nine cases it is."""

import numpy as np

NEAR, CLOSE = 1e-4, 0.02


def fate(walked):
    """Return which of the cases a path is."""
    E, slopes, floor = walked.path.E, walked.path.slopes, walked.floor
    arrived = E[-1] - floor <= max(NEAR * (E[0] - floor), CLOSE * floor)
    if diverging(walked):
        return "diverges"
    if steepness(slopes).max() < 1e-9 and E[0] > floor:
        return "still"
    if arrived:
        return "zigzags in" if turning(slopes[:8]) > 0.5 else "arrives"
    if thrown(walked):
        return "thrown"
    if turning(slopes) > 0.5:
        return "oscillates"
    if done(walked) < 0.9:
        return "crawls"
    return "creeps" if E[-1] > 2 * floor else "on its way"


def diverging(walked):
    """Return whether the steps lead out of the valley."""
    path, E = walked.path, walked.path.E
    high = E[-1] > 2 * max(E[0], walked.floor)
    return path.lost is not None or high or (E[-1] > E[0] and growing(E))


def growing(E):
    """Return whether E has risen in most of the last steps."""
    return bool(np.mean(np.diff(E[-6:]) > 0) > 0.7)


def steepness(slopes):
    """Return the size of each slope."""
    return np.hypot(*slopes.T)


def thrown(walked):
    """Return whether E is stuck high above the floor, where the slope has all but vanished."""
    E, sizes = walked.path.E, steepness(walked.path.slopes)
    return sizes[-1] < 0.01 * sizes.max() and E[-1] - walked.floor > 0.1 * (E[0] - walked.floor)


def turning(slopes):
    """Return in which share of the steps the slope pointed against the one before."""
    if len(slopes) < 2:
        return 0.0
    return float(np.mean((slopes[1:] * slopes[:-1]).sum(axis=1) < 0))


def done(walked):
    """Return which share of the way down from the start to the floor is done."""
    E = walked.path.E
    way = E[0] - walked.floor
    return float((E[0] - E[-1]) / way) if way > 0 else 1.0
