"""Judges what is typed in: a number, a few numbers, or a word out of some."""

from .answers import AnswerError, typed
from .compare import near
from .verdict import Verdict, named, not_started, pointer


def numbers(row, answer):
    """Return the Verdict on a number, or a few."""
    if answer is None or (isinstance(answer, list | tuple) and all(v is None for v in answer)):
        many = "s" * isinstance(row.reference, tuple)
        return not_started(f"put your number{many} in place of None")
    try:
        given = typed(row, answer)
    except AnswerError as error:
        return Verdict(False, f"Not yet. {error}")
    right = fits(row, given, row.reference)
    points = sum(right) / len(right)
    if points == 1:
        return Verdict(True, "Right.", 1.0)
    for wrong in row.mistakes:
        if all(fits(row, given, wrong.answer)):
            return named(row, [wrong], points)
    said = [missed(row, *each) for each, fit in zip(entries(row, given), right) if not fit]
    return Verdict(False, f"Not yet. {' '.join(said)}{pointer(row)}", points)


def fits(row, given, wanted):
    """Return which of the numbers are the wanted ones; a wanted None stands for any number."""
    return [
        w is None or (v is not None and near(row, v, w, r))
        for v, w, r in zip(given, each(wanted), each(row.reference))
    ]


def each(value):
    """Return a tuple as it is, and a single number as a tuple of one."""
    return value if isinstance(value, tuple) else (value,)


def entries(row, given):
    """Return name, number and right number of each entry."""
    return zip(row.parts or ["your number"], given, each(row.reference))


def missed(row, name, number, reference):
    """Return a sentence on a number that is not right."""
    if number is None:
        return f"{name} is still None."
    if near(row, -number, reference, reference):
        return f"The sign of {name} has turned."
    if row.digits and near(row._replace(digits=row.digits - 1), number, reference, reference):
        return f"Close, but {row.digits} digits of {name} are asked for."
    return f"It is not {number:.6g}." if name == "your number" else f"{name} is not {number:.6g}."


def word(row, answer):
    """Return the Verdict on a word out of the choices."""
    listed = ", ".join(f'"{choice}"' for choice in row.choices)
    if answer is None:
        return not_started(f"put one of {listed} in place of None")
    if not isinstance(answer, str) or answer not in row.choices:
        return Verdict(False, f"Not yet. Answer with one of {listed}.")
    if answer == row.reference:
        return Verdict(True, "Right.", 1.0)
    return named(row, [w for w in row.mistakes if w.answer == answer], 0.0)
