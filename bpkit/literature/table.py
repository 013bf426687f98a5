"""Rows of text, shown as a table."""

from typing import NamedTuple


class Table(NamedTuple):
    """A head and rows of text, shown as a table."""

    head: tuple
    rows: tuple

    def __repr__(self):
        """Return the table for a reader without typesetting."""
        return "\n".join(" | ".join(row) for row in (self.head, *self.rows))

    def _repr_markdown_(self):
        """Return the table in Markdown."""
        lines = [self.head, ["---"] * len(self.head), *self.rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)
