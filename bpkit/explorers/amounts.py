"""Numbers and times that grow too large to be read off, written so that they can be."""

from ..plots.style import RAISED

MOST_DIGITS = 9
UNITS = (
    (1e-6, "microsecond"),
    (1e-3, "millisecond"),
    (1, "second"),
    (60, "minute"),
    (3600, "hour"),
    (86400, "day"),
    (365.25 * 86400, "year"),
    (1e3 * 365.25 * 86400, "thousand years"),
    (1e6 * 365.25 * 86400, "million years"),
    (1e9 * 365.25 * 86400, "billion years"),
)


def spelled(count):
    """Return a count with commas, or as three digits and a power of ten where it is long."""
    if count < 10**MOST_DIGITS:
        return f"{count:,}"
    digits, exponent = f"{count:.2e}".split("e")
    return f"{digits} · 10{str(int(exponent)).translate(RAISED)}"


def duration(seconds):
    """Return a time in the largest unit that it fills, with two digits."""
    size, unit = next(((size, unit) for size, unit in reversed(UNITS) if seconds >= size), UNITS[0])
    number = f"{float(f'{seconds / size:.2g}'):,g}"
    return f"{number} {unit}" + ("s" if number != "1" and not unit.endswith("s") else "")
