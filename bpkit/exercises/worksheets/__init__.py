"""Worksheets: one step of backpropagation by hand, on paper, and its key."""

from html import escape
from pathlib import Path
from typing import NamedTuple

from ...door import whole
from .numbers import problem
from .paper import sheet

__all__ = ["Worksheet", "worksheet"]


class Worksheet(NamedTuple):
    """A printable page with blanks, and its key, both as the text of an HTML file."""

    seed: int
    page: str
    key: str

    def __repr__(self):
        """Return what it is, and how it gets onto paper."""
        return (
            f"worksheet {self.seed}: save(folder) writes page and key, for a browser to print on A4"
        )

    def _repr_html_(self):
        """Return the page in a frame of its own: neither its style nor the notebook's leaks."""
        style = "width: 100%; max-width: 52rem; height: 75rem; border: 1px solid"
        title = f"Worksheet {self.seed}"
        return f'<iframe title="{title}" style="{style}" srcdoc="{escape(self.page)}"></iframe>'

    def save(self, folder="."):
        """Write page and key into a folder, which is made if need be; return the two paths."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        paths = folder / f"worksheet_{self.seed}.html", folder / f"worksheet_{self.seed}_key.html"
        for path, text in zip(paths, (self.page, self.key)):
            path.write_text(text, encoding="utf-8")
        return paths


def worksheet(seed):
    """Return a page to compute one step of backpropagation by hand, (1) to (7), and its key.

    One seed a student; no number on it has more than three decimals, so that nothing is rounded.

    Errors: ValueError when seed is not a whole number of at least 0.
    Lesson: 06_weight_and_bias_gradients.
    """
    seed = whole("seed", seed, 0)
    given = problem(seed)
    return Worksheet(seed, sheet(seed, given, filled=False), sheet(seed, given, filled=True))
