"""The docstrings of bpkit on a page: sentences, equations alone on their lines, and fields.

A field begins with its name, as in "Shapes: W (n, n)", and its further lines are indented.
"""

import re

FIELD = re.compile(r"(Shapes|Units|Errors|Lesson|Source): ")
LESSON = re.compile(r"\b\d\d[a-z]?_\w+")
CODE = re.compile(r"`([^`]+)`")
EQUATION = re.compile(r"[=≡←≈∝]|^\w+\(.*\)$")


def paragraphs(lines):
    """Yield the paragraphs of a docstring, each as its lines; a field is one of its own."""
    paragraph = []
    for line in lines:
        if paragraph and (not line.strip() or FIELD.match(line)):
            yield paragraph
            paragraph = []
        paragraph += [line] if line.strip() else []
    yield from [paragraph] if paragraph else []


def escaped(text):
    """Return a text in which nothing but `code` means anything."""
    pieces = CODE.split(text)
    pieces[::2] = [re.sub(r"([*_|\\<>])", r"\\\1", piece) for piece in pieces[::2]]
    pieces[1::2] = [
        f":doc:`/notebooks/{piece}`" if LESSON.fullmatch(piece) else f"``{piece}``"
        for piece in pieces[1::2]
    ]
    return "".join(pieces)


def typeset(lines):
    """Yield a paragraph as reStructuredText."""
    text = " ".join(line.strip() for line in lines)
    if field := FIELD.match(text):
        told = LESSON.sub(r"`\g<0>`", text[field.end() :])
        yield f":{field[1]}: {escaped(told)}"
    elif is_equation(text):
        yield from [".. code-block:: text", "", *[f"    {line}" for line in lines], ""]
    else:
        yield from [escaped(text), ""]


def is_equation(text):
    """Tell whether a paragraph is an equation or a call, and not a sentence."""
    return bool(EQUATION.search(CODE.sub("", text))) and not text.endswith((".", ":"))


def rewritten(app, what, name, thing, options, lines):
    """Rewrite a docstring in place, as Sphinx wants it."""
    found = list(paragraphs(lines))
    fields = [each for each in found if FIELD.match(each[0])]
    told = [each for each in found if each not in fields]
    lines[:] = [line for each in told for line in typeset(each)]
    lines += [line for each in fields for line in typeset(each)] + [""]


def unsigned(app, what, name, thing, options, signature, returned):
    """Leave out how an explorer is called: it says so itself, in its docstring."""
    return ("", "") if name.startswith("bpkit.explorers.") else None


def setup(app):
    """Tell Sphinx of both."""
    app.connect("autodoc-process-signature", unsigned)
    app.connect("autodoc-process-docstring", rewritten)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
