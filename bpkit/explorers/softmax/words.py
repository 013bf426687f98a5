"""What softmax does to a sample, in words: a line below the picture, and the alt text."""

from ..frame.notation import digits, steady, subscript

SATURATED = "Saturated: no entry of the Jacobian reaches 0.01. {then}"
RIGHT = "The wanted class has nearly all, so δ is small too."
WRONG = "Yet δ{t} = {delta}: the slope −1/s{t} = {slope} makes up for it, and none of δ is lost."
LOST = (
    "s{t} is 0 in 64 bits: −1/s{t} and the product have no number any more. "
    "s − T has, and so has E, by log-sum-exp."
)
MOVES = "Raise X₁ by a little: s₁ rises by {own} of it, and the others together fall by as much."


def line(shares):
    """Return E and δ with their numbers, and what becomes of the Jacobian."""
    t = subscript(shares.target - 1)
    delta = digits(shares.delta[shares.target - 1, 0])
    return (
        f"s{t} = {digits(shares.wanted)}, so E = −log s{t} = {digits(shares.E)} and "
        f"δ{t} = s{t} − 1 = {delta}; every other δ is a share. {meaning(shares, t)}"
    )


def meaning(shares, t):
    """Return what the Jacobian does here."""
    if shares.lost:
        return LOST.format(t=t)
    if not shares.saturated:
        return MOVES.format(own=digits(shares.J[0, 0], 3))
    if shares.wanted > 0.5:
        return SATURATED.format(then=RIGHT)
    delta, slope = shares.delta[shares.target - 1, 0], shares.slope[shares.target - 1, 0]
    then = WRONG.format(t=t, delta=digits(delta), slope=digits(slope, 3))
    return SATURATED.format(then=then)


def alt(shares):
    """Return what both panels show."""
    rows = "; ".join(listed(row) for row in shares.J)
    return (
        f"Softmax of the outputs {listed(shares.X[:, 0])}; class {shares.target} is wanted. "
        f"Bars of the shares {listed(shares.s[:, 0])}, a diamond at each target, "
        "and δ as the gap between. Beside them "
        f"the Jacobian, its rows {rows}; times the column ∂E/∂s, {listed(shares.slope[:, 0])}, "
        f"it is the column δ, {listed(shares.delta[:, 0])}."
    )


def listed(numbers):
    """Return numbers in a row."""
    return ", ".join(steady(v, 3) for v in numbers)
