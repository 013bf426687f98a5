"""What a slope lets through, in words: a line below the picture, and the alt text."""

from ..frame.notation import digits, in_product, plural, steady
from .model import jump

FEW = 10  # right digits of f′ from which on the words speak of them
WRITTEN = {"sigmoid": "X(1 − X)", "tanh": "1 − X²"}

KINK = (
    "x stands on the kink of {f}, where f′ jumps from {left} to {right}; the course takes {left}."
)
FLAT = (
    "f is flat here, f′ = 0: nothing leaves, though δ need not be 0. "
    "If x is below 0 for every sample, the neuron is dead."
)
SATURATED = "Saturated: {share} of δ leaves."
GONE = "{written} gives 0 in 64 bits; the slope is {exact}. It has run out of digits."
LOST = "{written} has run low on digits: {right} of f′ {are} right."
TURNED = "f′ is negative here: δ leaves with the other sign."
MORE = "f′ is above 1 here: more leaves than enters."
ALL = "f′ is 1: all of δ leaves."
SHARE = "{share} of δ leaves."


def line(passed):
    """Return what enters and what leaves, and what f′ means here."""
    delta, f_prime = in_product(passed.delta, 3), in_product(passed.f_prime, 3)
    return (
        f"x = {digits(passed.x)}, X = {digits(passed.X)}, f′(x) = {digits(passed.f_prime, 3)}. "
        f"δ = {digits(passed.delta)} enters, δ f′(x) = {delta} · {f_prime} = "
        f"{digits(passed.dE_dx, 3)} leaves. " + " ".join(what_becomes(passed))
    )


def what_becomes(passed):
    """Yield what becomes of δ here, and whether f′ has all its digits."""
    if passed.on_kink:
        left, right = map(digits, jump(passed.f, passed.x))
        yield KINK.format(f=passed.f, left=left, right=right)
    elif passed.flat:
        yield FLAT
    elif passed.saturated:
        yield SATURATED.format(share="less than a hundredth" if passed.f_prime else "nothing")
    elif passed.f_prime < 0:
        yield TURNED
    else:
        yield share(passed.f_prime)
    yield from precision(passed)


def share(f_prime):
    """Return how much of δ leaves."""
    if f_prime == 1:
        return ALL
    return MORE if f_prime > 1 else SHARE.format(share=f"{digits(100 * f_prime, 3)} %")


def precision(passed):
    """Yield that f′, as it is written, has lost digits, if it has."""
    if passed.f_prime == 0 != passed.exact:
        yield GONE.format(written=WRITTEN[passed.f], exact=digits(passed.exact, 2))
    elif passed.right_digits < FEW:
        right = plural(passed.right_digits, "digit")
        are = "is" if passed.right_digits == 1 else "are"
        yield LOST.format(written=WRITTEN[passed.f], right=right, are=are)


def alt(passed):
    """Return what both panels show."""
    return (
        f"f = {passed.f}: two panels against the total input. f and f′; the points are at "
        f"x = {steady(passed.x)}, on f at X = {steady(passed.X)} and on f′ at "
        f"{steady(passed.f_prime)}. What leaves of δ: a dashed line at δ = {steady(passed.delta)}, "
        f"which enters, and the curve δ f′(x), from which {steady(passed.dE_dx)} leaves at x. "
        "Below, f and f′ of all activations, small."
    )
