"""The catalogue: every exercise of the course; each file of rows in this folder is found."""

from difflib import get_close_matches
from importlib import import_module
from itertools import chain
from pkgutil import iter_modules

SUBJECTS = sorted(
    (import_module(f".{found.name}", __name__) for found in iter_modules(__path__)),
    key=lambda subject: subject.LESSON,
)
ROWS = {row.name: row for row in chain.from_iterable(subject.ROWS for subject in SUBJECTS)}
NAMES = tuple(ROWS)


def row(name):
    """Return the exercise called name.

    Errors: ValueError that lists the known names, or those that are close.
    """
    if isinstance(name, str) and name in ROWS:
        return ROWS[name]
    close = get_close_matches(name, NAMES) if isinstance(name, str) else []
    asked = repr(name)[:60] if isinstance(name, str) else f"a {type(name).__name__}"
    raise ValueError(f"exercise {asked} is not known, expected one of: {', '.join(close or NAMES)}")
