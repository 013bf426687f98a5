"""What softmax does to a sample, in words: a line below the picture, and the alt text."""

from ..frame.notation import digits, steady, subscript

LINE = (
    "s{t} = {wanted}, so E = −log s{t} = {E} and δ{t} = s{t} − 1 = {delta}; "
    "every other δ is a share. "
)
LOST = (
    "s{t} is 0 in 64 bits: −log s{t}, −1/s{t} and the product with it have no number any more. "
    "Log-sum-exp and s − T have: E = {E}, δ{t} = {delta}."
)
MOVES = "Raise X₁ by a little: s₁ rises by {own} of it, and the others together fall by as much."
RIGHT = (
    "Saturated: no entry of the Jacobian reaches 0.01. The wanted class has nearly all, and δ is "
    "small too."
)
WRONG = (
    "Saturated: no entry of the Jacobian reaches 0.01. Yet δ{t} = {delta}: the slope −1/s{t} = "
    "{slope} makes up for it, and none of δ is lost."
)


def line(shares):
    """Return E and δ with their numbers, and what becomes of the Jacobian."""
    return sentence(shares).format(
        t=subscript(shares.target - 1),
        wanted=digits(shares.wanted),
        E=digits(shares.E),
        delta=digits(shares.delta[shares.target - 1, 0]),
        slope=digits(shares.slope[shares.target - 1, 0], 3),
        own=digits(shares.J[0, 0], 3),
    )


def sentence(shares):
    """Return what is to be said, with places for the numbers."""
    if shares.lost:
        return LOST
    if not shares.saturated:
        return LINE + MOVES
    return LINE + (RIGHT if shares.wanted > 0.5 else WRONG)


def alt(shares):
    """Return what both panels show."""
    rows = "; ".join(in_a_row(row) for row in shares.J)
    return (
        f"Softmax of the outputs {in_a_row(shares.X[:, 0])}; class {shares.target} is wanted. "
        f"Bars of the shares {in_a_row(shares.s[:, 0])}, a diamond at each target, "
        "and δ as the gap between. Beside them "
        f"the Jacobian, its rows {rows}; times the column ∂E/∂s, {in_a_row(shares.slope[:, 0])}, "
        f"it is the column δ, {in_a_row(shares.delta[:, 0])}."
    )


def in_a_row(numbers):
    """Return numbers in a row."""
    return ", ".join(number_or_infinity(v) for v in numbers)


def number_or_infinity(v):
    """Return a number, infinity by its sign."""
    return steady(v, 3) if abs(v) < float("inf") else "−∞"
