"""What has been answered in this kernel: the one state that bpkit keeps, and only here."""

from html import escape
from typing import NamedTuple

from . import catalogue


class Standing(NamedTuple):
    """The last verdict on an exercise, how often it was checked, and how many hints were read."""

    lesson: str
    exercise: str
    verdict: str = "not started"
    points: float = 0.0
    mistake: str = ""
    checks: int = 0
    hints: int = 0


class ProgressTable(NamedTuple):
    """Lines under their headings, as text, as HTML, or to be read as records."""

    lines: tuple

    @property
    def cells(self):
        """The table as text: a row of headings, then the lines."""
        if not self.lines:
            return [["nothing yet"]]
        said = [
            [f"{v:.2f}" if isinstance(v, float) else str(v) for v in line] for line in self.lines
        ]
        return [list(self.lines[0]._fields), *said]

    def __repr__(self):
        """Return the table as text."""
        widths = [max(map(len, column)) for column in zip(*self.cells)]
        rows = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in self.cells)
        return "\n".join(rows)

    def _repr_html_(self):
        """Return the table as HTML."""
        head, *body = [[escape(text) for text in row] for row in self.cells]
        lines = [tagged("th", head), *(tagged("td", row) for row in body)]
        return f"<table>{''.join(lines)}</table>"


def tagged(tag, row):
    """Return a row of a table in HTML."""
    cells = "".join(f"<{tag} style='text-align: left'>{text}</{tag}>" for text in row)
    return f"<tr>{cells}</tr>"


class Share(NamedTuple):
    """How many exercises of a lesson are right."""

    lesson: str
    right: int
    of: int


class Progress:
    """The last verdict on each exercise in this kernel; clear() empties it."""

    def __init__(self):
        """Begin with nothing."""
        self.lines = {}

    def __call__(self):
        """Return a table: how many exercises of each lesson are right."""
        lines = report().lines
        by_lesson = {line.lesson: [] for line in lines}
        for line in lines:
            by_lesson[line.lesson].append(line.verdict == "right")
        return ProgressTable(
            tuple(Share(each, sum(right), len(right)) for each, right in by_lesson.items())
        )

    def line(self, row):
        """Return the line of an exercise."""
        return self.lines.get(row.name, Standing(row.number, row.name))

    def note(self, row, verdict):
        """Keep the last verdict on an exercise."""
        begun = verdict.state != "not started"
        self.lines[row.name] = self.line(row)._replace(
            verdict=verdict.state,
            points=verdict.points,
            mistake=verdict.mistake,
            checks=self.line(row).checks + begun,
        )

    def hinted(self, row, number):
        """Keep how many hints of an exercise were read; one more than there are is the answer."""
        line = self.line(row)
        self.lines[row.name] = line._replace(hints=max(line.hints, number))

    def clear(self):
        """Forget all verdicts and hints."""
        self.lines.clear()


progress = Progress()


def report():
    """Return a table of all exercises: the last verdict on each in this kernel, points and hints.

    report().lines are its records; a fourth hint stands for the worked answer.
    Lesson: 00_start_here.
    """
    return ProgressTable(tuple(progress.line(row) for row in catalogue.ROWS.values()))
