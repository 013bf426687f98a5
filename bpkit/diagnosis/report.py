"""What a diagnosis says, and how it reads."""

from dataclasses import dataclass, replace
from html import escape
from textwrap import fill
from typing import NamedTuple

from .vocabulary import MISTAKES


class Record(NamedTuple):
    """One mistake: its name, its place, what to say of it, and where the course derives it."""

    name: str
    layer: int
    tensor: str
    sentence: str
    equation: int
    lesson: str

    def line(self, rows=False):
        """Return the line as it should be, for samples in columns or rows; none for a question."""
        return MISTAKES[self.name].shown(self.layer, rows) if self.name in MISTAKES else ""

    def words(self):
        """Return the sentence without its line."""
        line = MISTAKES[self.name].line if self.name in MISTAKES else ""
        return self.sentence.replace(": " + line.format(l=self.layer, n=self.layer + 1), "", 1)


class Convention(NamedTuple):
    """What differs from bpkit and is no mistake; their gradient is `factor` times ours."""

    words: tuple = ()
    factor: float = 1.0

    def __repr__(self):
        """Return the convention and what it does to η in a sentence."""
        if not self.words and self.factor == 1:
            return "as bpkit: columns, mean over the samples, X − T"
        said = f"you use {', '.join(self.words) or 'that of bpkit'}"
        if self.factor != 1:
            said += f"; your gradient is bpkit's × ({self.factor:g})"
        if abs(self.factor) != 1:
            said += f", so your η = 0.1 is η = {0.1 * abs(self.factor):g} here"
        if self.factor < 0:
            said += "; right if you *add* the step; if you subtract it, E rises: change that sign"
        return said


@dataclass(frozen=True, repr=False)
class Diagnosis:
    """What is right or wrong with gradients: the fewest mistakes, and what else fits.

    `instead` holds the other readings that fit as exactly, each a tuple of records; `unseen` says
    what these numbers cannot show; `causes` what else may be in the way of learning.
    Lesson: 11_break_backprop.
    """

    right: bool
    mistakes: tuple = ()
    convention: Convention = Convention()
    instead: tuple = ()
    unseen: tuple = ()
    causes: tuple = ()
    sentence: str = ""

    def with_more(self, instead, unseen):
        """Return this diagnosis with other readings, and with more that could not be seen."""
        return replace(self, instead=instead, unseen=(*self.unseen, *unseen))

    def __bool__(self):
        """Return whether the gradients are right."""
        return self.right

    def __repr__(self):
        """Return the diagnosis as a few short paragraphs, what to do first."""
        return "\n".join(plain(kind, words) for kind, words in parts(self))

    def _repr_html_(self):
        """Return the same for a notebook; whatever a learner's error said is escaped."""
        said = [f"<{TAGS[kind]}>{escape(words)}</{TAGS[kind]}>" for kind, words in parts(self)]
        return f"<div>{''.join(said)}</div>"


TAGS = {"head": "b", "text": "p", "line": "pre"}
LETTERS = (
    "Here x(l) is the total input of layer l, X(l) its output, δ(l) = ∂E/∂X(l) with the 1/m in it, "
    "dE_dx = δ f′(x); W[l], b[l] and f[l] lead from layer l to layer l + 1."
)


def plain(kind, words):
    """Return a paragraph for a page of plain text; a line of code is not broken."""
    if kind == "line":
        return f"      {words}"
    return fill(words, 96, subsequent_indent="  ", break_on_hyphens=False)


def parts(d):
    """Yield (kind, words): the verdict, mistakes with the line as it should be, then the rest."""
    rows = any(w in d.convention.words for w in ("samples in rows", "W as (n_in, n_out)"))
    yield "head", d.sentence
    for record in d.mistakes:
        yield from shown(record, rows, "• ")
    first = "Either " if d.instead[1:] else "Perhaps "
    for i, reading in enumerate(d.instead):
        mark = "Or, as exactly, " if d.right or d.mistakes or i else first
        yield from other(d.mistakes, reading, rows, mark)
    if any(record.line() for reading in (d.mistakes, *d.instead) for record in reading):
        yield "text", LETTERS
    yield from (("text", f"In the way: {words}") for words in d.causes)
    if d.convention.words or d.convention.factor != 1:
        yield "text", f"No mistake, another convention: {d.convention!r}."
    yield from (("text", f"Not seen: {words}") for words in d.unseen)


def other(mistakes, reading, rows, mark):
    """Yield another reading by what is not among the mistakes, and what it stands for."""
    here, there = ([r.name for r in part] for part in (mistakes, reading))
    fresh = [r for r in reading if r.name not in here] or reading
    gone = [name for name in here if name not in there]
    for record in fresh:
        stands = f"{mark}in place of {' and '.join(gone)}, " if gone else mark
        yield from shown(record, rows, stands, {r.line() for r in mistakes})
        mark, gone = "  and ", []


def shown(record, rows, mark, known=()):
    """Yield a mistake: its name and words, then the line as it should be, unless it is known."""
    line = record.line() not in {"", *known}
    yield "text", f"{mark}{record.name}: {record.words()}" + (":" if line else ".")
    if line:
        origin = f"equation ({record.equation}), lesson {record.lesson}"
        yield "line", f"{record.line(rows)}    {origin}"


ASIDE = {
    "weight_gradient_transposed": " (unless you have turned W in this call, and dW not)",
    "f_prime_missing_output": ", unless your loss is a cross-entropy: then hand in that loss,"
    ' with output="identity"',
    "bias_never_updated": "; if your network has no biases, hand in db=None",
}


def record(fault, also=()):
    """Return the Record of a fault; also names the other places of the same mistake."""
    mistake = MISTAKES[fault.name]
    said = mistake.sentence.format(l=fault.l, n=fault.l + 1, detail=fault.detail)
    if fault.name == "updated_weights" and fault.detail:
        said += f" (your numbers fit W − {fault.detail} dE_dW)"
    if also:
        said += f"; the same at {', '.join(tensor(fault._replace(l=l)) for l in also)}"
    said += ASIDE.get(fault.name, "")
    return Record(fault.name, fault.l, tensor(fault), said, mistake.equation, mistake.lesson)


def tensor(fault):
    """Return the name of the tensor that a fault sits in."""
    name, l = fault.name, fault.l
    if "bias" in name:
        return f"b[{l}]"
    if MISTAKES[name].equation == 6:
        return f"W[{l}]"
    if name.startswith("f_prime") and name != "f_prime_missing_in_recurrence":
        return f"dE_dx[{l + 1}]"
    return f"delta[{l}]" if MISTAKES[name].lesson.startswith("05") else f"delta[{l + 1}]"


def records(faults):
    """Return a Record for each mistake, the output's first; a mistake in several layers is one."""
    places = {}
    for fault in faults:
        key = (fault.name, fault.l) if fault.name.startswith("stray") else fault.name
        places.setdefault(key, []).append(fault)
    return tuple(
        record(same[0], sorted({f.l for f in same[1:]} - {same[0].l})) for same in places.values()
    )
