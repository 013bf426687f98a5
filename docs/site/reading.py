"""What a page needs that a notebook does not: links to the equations, and explorers that stand."""

import re
from hashlib import sha256

from docutils import nodes
from docutils.transforms import Transform
from sphinx.addnodes import download_reference, pending_xref
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from bpkit.equations import EQUATIONS

PAGE = "docs/site/equations"
NUMBER = re.compile(r"(?<!\w)\(([1-7])\)")
# "their equations (5), (6) and (7)" are another book's
THEIRS = re.compile(r"[Tt]heir (?:equations? )?(?:\([1-9]\)(?:, | and )?)*$")
NOT_PROSE = (
    nodes.FixedTextElement, nodes.literal, nodes.math, nodes.title, nodes.reference,
    pending_xref, download_reference,
)  # fmt: skip
STANDS = "run the cells from the top to bring it to life."
SENTENCE = "A still picture: in JupyterLab this explorer is live, and its controls stand beside it."
SUMMARY = "summary.html"


def anchor(title):
    """Return the anchor of a heading as JupyterLab writes it."""
    return title.replace(" ", "-")


class Equations(SphinxDirective):
    """Writes (1) to (7), each with an anchor, and as a docstring writes it."""

    def run(self):
        """Return the equations."""
        return [part for n, equation in EQUATIONS.items() for part in self.parts(n, equation)]

    def parts(self, n, equation):
        """Yield an equation, typeset and in plain text."""
        latex = rf"{equation.latex} \tag{{{n}}}"
        yield nodes.target(ids=[f"equation-{n}"])
        yield nodes.math_block(latex, latex, nowrap=False, number=None, docname=self.env.docname)
        yield nodes.literal_block(equation.plain, equation.plain, language="text")


class Numbers(Transform):
    """Makes a link of each (5) in prose."""

    default_priority = 870

    def apply(self):
        """Replace the texts that hold a number."""
        env = self.document.settings.env
        for text in list(self.document.findall(nodes.Text)):
            if env.docname != PAGE and NUMBER.search(text) and is_prose(text):
                text.parent.replace(text, list(linked(text.astext(), env.docname)))


def is_prose(text):
    """Tell whether a text is neither code, nor a formula, nor a heading, nor a link already."""
    node = text.parent
    while node is not None and not isinstance(node, NOT_PROSE):
        node = node.parent
    return node is None


def linked(text, page):
    """Yield a text in pieces, the numbers of our equations as links."""
    end = 0
    for match in NUMBER.finditer(text):
        if not THEIRS.search(text[: match.start()]):
            yield nodes.Text(text[end : match.start()])
            yield to_equation(match, page)
            end = match.end()
    yield nodes.Text(text[end:])


def to_equation(match, page):
    """Return a link that the builder will resolve."""
    shown = nodes.inline(match[0], match[0])
    return pending_xref(
        "", shown, refdomain="", reftype="equation", refdoc=page, reftarget=match[1]
    )


def resolved(app, env, node, content):
    """Return the link to an equation, which tells the equation when it is pointed at."""
    if node["reftype"] == "equation":
        n = node["reftarget"]
        plain = EQUATIONS[int(n)].plain
        return make_refnode(app.builder, node["refdoc"], PAGE, f"equation-{n}", content, plain)


class Stills(Transform):
    """Says of an explorer's picture that it is one."""

    default_priority = 870

    def apply(self):
        """Replace the sentence that a notebook has there."""
        for block in list(self.document.findall(nodes.literal_block)):
            if block.astext().endswith(STANDS):
                block.parent.replace(block, nodes.paragraph(SENTENCE, SENTENCE, classes=["still"]))


class Graphs(Transform):
    """Shows each graph as the picture that `python -m tests.graphs` has stored of it."""

    default_priority = 870

    def apply(self):
        """Replace the sources of the graphs."""
        for block in list(self.document.findall(nodes.literal_block)):
            if block.get("language") == "mermaid":
                block.parent.replace(block, graph(block.astext()))


def graph(source):
    """Return the picture of a graph, with its title and its description as alt text."""
    name = sha256(source.strip().encode()).hexdigest()[:12]
    told = re.findall(r"^ *acc(?:Title|Descr): (.+)$", source, re.M)
    return nodes.image(uri=f"/docs/site/graphs/{name}.svg", alt=". ".join(told))


class Summary(Transform):
    """Opens the page to print where it would be downloaded."""

    default_priority = 870

    def apply(self):
        """Replace the download by a link."""
        depth = self.document.settings.env.docname.count("/")
        for link in list(self.document.findall(download_reference)):
            if link["reftarget"].endswith(SUMMARY):
                place = "../" * depth + SUMMARY
                link.parent.replace(link, nodes.reference("", "", *link.children, refuri=place))


def setup(app):
    """Tell Sphinx of all this."""
    app.add_directive("equations", Equations)
    for transform in (Numbers, Stills, Graphs, Summary):
        app.add_transform(transform)
    app.connect("missing-reference", resolved)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
