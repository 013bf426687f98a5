"""Judges what is typed in: a number, a few numbers, or a word out of some."""

from .answers import AnswerError, typed
from .compare import near
from .verdict import Verdict, named, not_started, pointer


def numbers(row, answer):
    """Return the Verdict on numbers."""
    several = isinstance(row.reference, tuple)
    if answer is None or (isinstance(answer, list | tuple) and all(v is None for v in answer)):
        return not_started(f"put your number{'s' * several} in place of None")
    try:
        given = typed(row, answer)
    except AnswerError as error:
        return Verdict(False, f"Not yet. {error}")
    reference = row.reference if several else (row.reference,)
    right = [v is not None and near(row, v, r) for v, r in zip(given, reference)]
    points = sum(right) / len(right)
    if all(right):
        return Verdict(True, "Right.", 1.0)
    found = [
        w for w in row.mistakes if reproduced(row, given, w.answer if several else (w.answer,))
    ]
    if found:
        return named(row, found[:1], points)
    said = [misses(row, *each) for each in zip(row.parts or [""], given, reference, right)]
    return Verdict(False, f"Not yet. {' '.join(filter(None, said))}{pointer(row)}", points)


def reproduced(row, given, wrong):
    """Return whether these are the numbers of a known mistake; its None stands for any number."""
    return all(w is None or (v is not None and near(row, v, w)) for v, w in zip(given, wrong))


def misses(row, name, number, reference, right):
    """Return a sentence on a number that is not right, or None."""
    if right:
        return None
    if number is None:
        return f"{name} is still None."
    it = name or "your number"
    if near(row, -number, reference):
        return f"The sign of {it} has turned."
    if row.digits and near(row._replace(digits=row.digits - 1), number, reference):
        return f"{it[:1].upper()}{it[1:]} is close: it is asked for to {row.digits} digits."
    return f"{it[:1].upper()}{it[1:]} is not {number:.6g}."


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
