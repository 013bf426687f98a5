"""How numbers and symbols are written: one minus sign, indices, powers of ten, amounts, times."""

from math import ceil, floor, isfinite, isnan, log10

from ...plots.style import RAISED, SECONDS

MINUS = "−"
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
MOST_DIGITS = 9


def signed(text):
    """Return the text of a number with a minus sign in the place of every hyphen."""
    return text.replace("-", MINUS)


def power_of_ten(text):
    """Return the text of a number with a power of ten in the place of its exponent."""
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa} · 10{str(int(exponent)).translate(RAISED)}" if e else text


def digits(v, n=4):
    """Return a number with n significant digits, with a power of ten where it is long."""
    rounded = float(f"{v:.{n}g}")
    return signed(power_of_ten(f"{rounded:,.{max(n, 6)}g}"))


def in_product(v, most):
    """Return a number of at most so many digits as a factor, a negative one in brackets."""
    return f"({digits(v, most)})" if v < 0 else digits(v, most)


def power(v, n=2):
    """Return n significant digits and a power of ten, 1.2 · 10⁻²; without one near 1."""
    if v == 0 or 0.1 <= abs(v) < 10**n:
        return digits(v, n)
    return signed(power_of_ten(f"{v:.{n - 1}e}"))


def steady(v, n=4, noise=1e-12):
    """Return at most n significant digits, none below noise: those differ on another machine."""
    if not isfinite(v):
        return digits(v, n)
    shown = round(float(v), -ceil(log10(noise)))
    return digits(shown or 0.0, n)  # never −0


def number(v):
    """Return a number with two to four decimals or three digits, a tiny one with a power of ten."""
    if not isfinite(v):
        return "not a number" if isnan(v) else ("∞" if v > 0 else f"{MINUS}∞")
    if v == 0 or 1e-5 <= abs(v) < 10000:
        decimals = max(4, 2 - floor(log10(abs(v) or 1)))
        whole, fraction = f"{v:.{decimals}f}".split(".")
        return signed(f"{whole}.{fraction.rstrip('0'):0<2}")
    mantissa, exponent = f"{v:.3e}".split("e")
    return signed(f"{mantissa}e{int(exponent)}")


def factors(*values):
    """Return a product, negative factors in brackets."""
    return "·".join(f"({number(v)})" if v < 0 else number(v) for v in values)


def subscript(*indices):
    """Return indices, counted from 0, as the course writes them: counted from 1, and small."""
    return "".join(str(i + 1) for i in indices).translate(LOWERED)


def indexed(symbol, l, *indices):
    """Return a symbol with its indices, counted from 1, and its layer."""
    return f"{symbol}{subscript(*indices)}({l})"


def amount(count):
    """Return a count with commas, or as three digits and a power of ten where it is long."""
    if count < 10**MOST_DIGITS:
        return f"{count:,}"
    return power_of_ten(f"{count:.2e}")


def duration(seconds):
    """Return a time in the largest unit that it fills, with two digits."""
    filled = [unit for unit, size in SECONDS.items() if seconds >= size]
    unit = filled[-1] if filled else "microsecond"
    shown = f"{float(f'{seconds / SECONDS[unit]:.2g}'):,g}"
    return f"{shown} {unit}" + ("s" if shown != "1" and not unit.endswith("s") else "")


def plural(n, noun):
    """Return n things: 1 epoch, 2 epochs."""
    return f"{n:,} {noun}" + ("" if n == 1 else "s")
