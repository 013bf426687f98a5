"""What nbval does not see: how a lesson is built, and how it is stored."""

import json
import re
import subprocess
import sys
from collections import defaultdict
from copy import deepcopy

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbval.plugin import comment_markers, metadata_tags

from bpkit.equations import EQUATIONS

from .. import store_outputs
from ..navigation import TAG, bar, navigated
from ..slides.rule import BY_HAND, KINDS
from ..store_outputs import NOTEBOOKS, WIDGET_VIEW, lessons, normalised
from .test_architecture import LESSONS

# without any notebook the first lesson is missed, and its tests fail
PATHS = sorted(NOTEBOOKS.glob("*.ipynb")) or [NOTEBOOKS / f"{LESSONS[0]}.ipynb"]
each_lesson = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)

LONGEST_CELL = 25
SHORTEST_ALT = 40
SECTIONS = ("Exercise", "What you can now say", "On your own", "Further reading")
PIXELS = r"(?<=;base64,)[A-Za-z0-9+/=]+"
ADDRESS = r"0x[0-9a-fA-F]{6,}"
OBEYED = {
    marker for marker, effect in (comment_markers | metadata_tags).items() if effect != "skip"
}
OBEYED |= {"answer", TAG}  # tags of ours, which change nothing of what is compared
OBEYED |= {BY_HAND + kind for kind in KINDS}
CLOCK = r"(?<![\w\[.,:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\w\]])"


def code_cells(notebook):
    """Return the code cells in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def text_cells(notebook):
    """Return the text cells in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def outputs(notebook):
    """Return every output of every cell."""
    return [output for cell in code_cells(notebook) for output in cell.outputs]


def texts(output):
    """Return what an output says in words, by kind; the pixels in HTML are no words."""
    if output.output_type == "stream":
        return {output.name: output.text}
    kinds = [kind for kind in output.get("data", {}) if kind.startswith("text/")]
    return {kind: re.sub(PIXELS, "", output.data[kind]) for kind in kinds}


def told(output):
    """Return what an output tells a reader who cannot see it: its texts and pictures' alt texts."""
    pictures = [kind for kind in output.get("data", {}) if kind.startswith("image/")]
    return texts(output) | {kind: output.metadata.get(kind, {}).get("alt", "") for kind in pictures}


def pictures(output):
    """Yield the kind and the alt text of each picture."""
    yield from ((kind, alt) for kind, alt in told(output).items() if kind.startswith("image/"))
    for img in re.findall(r"<img\b[^>]*>", texts(output).get("text/html", "")):
        yield "text/html", "".join(re.findall(r'\balt="([^"]*)"', img))


def headings(notebook):
    """Return every heading with its marks, code in fences left out."""
    prose = "\n".join(
        re.sub(r"```.*?```", "", cell.source, flags=re.S) for cell in text_cells(notebook)
    )
    return re.findall(r"^#{1,6} .*$", prose, re.M)


def cells_run_in_order_on_a_fresh_kernel(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        yield f"execution counts are {counts}"


def no_cell_fails(notebook):
    yield from (output.ename for output in outputs(notebook) if output.output_type == "error")


def nothing_goes_to_stderr(notebook):
    yield from (output.text for output in outputs(notebook) if output.get("name") == "stderr")


def code_cells_are_short(notebook):
    lengths = {cell.source: len(cell.source.splitlines()) for cell in code_cells(notebook)}
    yield from (
        f"{n} lines: {source[:60]}" for source, n in lengths.items() if n > LONGEST_CELL or n == 0
    )


def the_lesson_has_the_length_of_a_lesson(notebook):
    cells = [cell for cell in notebook.cells if TAG not in cell.metadata.get("tags", [])]
    if not 25 <= len(cells) <= 60:
        yield f"{len(cells)} cells, expected 25 to 60"


def text_and_code_keep_pace(notebook):
    text, code = len(text_cells(notebook)), len(code_cells(notebook))
    if not 0.9 * code <= text <= 2.2 * code:
        yield f"{text} text cells for {code} code cells"


def no_cell_draws_or_wires_by_itself(notebook):
    for cell in code_cells(notebook):
        yield from re.findall(r"\bmatplotlib\b|\bplt\.|\bpyplot\b|\bipywidgets\b", cell.source)


def no_line_ends_in_a_semicolon(notebook):
    for cell in code_cells(notebook):
        yield from re.findall(r"^.*;\s*$", cell.source, re.M)


def markers_are_ones_that_nbval_obeys_without_skipping(notebook):
    for cell in notebook.cells:
        for line in cell.source.splitlines() if cell.cell_type == "code" else []:
            known = re.fullmatch(r"\s*# (\w+)", line)
            if "NBVAL" in line.upper() and not (known and known[1] in OBEYED):
                yield line
        yield from (tag for tag in cell.metadata.get("tags", []) if tag not in OBEYED)


def outputs_hold_no_address_and_no_clock(notebook):
    for output in outputs(notebook):
        for text in texts(output).values():
            yield from re.findall(f"{ADDRESS}|{CLOCK}", text)


def the_file_is_as_the_store_command_writes_it(notebook):
    if normalised(notebook) != notebook:
        yield "run: make notebooks"


def pictures_are_told_in_words(notebook):
    for output in outputs(notebook):
        for kind, alt in pictures(output):
            if len(alt) <= SHORTEST_ALT:
                yield f"{kind} with alt text {alt!r}"


def numbered_equations_are_those_of_the_course(notebook):
    for cell in text_cells(notebook):
        blocks = [
            block for block in re.findall(r"\$\$(.*?)\$\$", cell.source, re.S) if r"\tag" in block
        ]
        if sum(block.count(r"\tag") for block in blocks) != cell.source.count(r"\tag") or any(
            block.count(r"\tag") > 1 for block in blocks
        ):
            yield f"an equation number that has no equation of its own: {cell.source[:60]}"
        for block in blocks:
            number = re.search(r"\\tag\{(\d+)\}", block)
            equation = EQUATIONS.get(int(number[1])) if number else None
            said = re.sub(r"\\tag\{\w*\}|\s", "", block)
            if equation is None or said != re.sub(r"\s", "", equation.latex):
                yield block.strip()


def links_lead_to_lessons(notebook):
    for cell in text_cells(notebook):
        for target in re.findall(r"\]\(([^)\s]*\.ipynb)", cell.source):
            if target.removesuffix(".ipynb") not in LESSONS:
                yield target
        for name in re.findall(r"\b(\d\d\w?_\w+)\.ipynb", cell.source):
            if name not in LESSONS:
                yield name


def the_closing_sections_are_there_in_order(notebook):
    found = headings(notebook)
    places = [
        next((i for i, line in enumerate(found) if section in line), None) for section in SECTIONS
    ]
    yield from (
        f"no section {section}" for section, place in zip(SECTIONS, places) if place is None
    )
    if None not in places and places != sorted(places):
        yield f"the sections come in another order than {', '.join(SECTIONS)}"


def the_imports_are_a_few_lines(notebook):
    importing = [
        re.findall(r"^\s*(?:import|from) .*$", cell.source, re.M) for cell in code_cells(notebook)
    ]
    first = next(filter(None, importing), [])
    if not 0 < len(first) <= 3:
        yield f"{len(first)} import lines, expected 1 to 3"


CHECKS = [
    cells_run_in_order_on_a_fresh_kernel,
    no_cell_fails,
    nothing_goes_to_stderr,
    code_cells_are_short,
    the_lesson_has_the_length_of_a_lesson,
    text_and_code_keep_pace,
    no_cell_draws_or_wires_by_itself,
    no_line_ends_in_a_semicolon,
    markers_are_ones_that_nbval_obeys_without_skipping,
    outputs_hold_no_address_and_no_clock,
    the_file_is_as_the_store_command_writes_it,
    pictures_are_told_in_words,
    numbered_equations_are_those_of_the_course,
    links_lead_to_lessons,
    the_closing_sections_are_there_in_order,
    the_imports_are_a_few_lines,
]


def title_faults(notebook, name):
    """Yield in words what is wrong with the title: one, at the top, in the file name's words."""
    top, titles = notebook.cells[0], [line for line in headings(notebook) if line.startswith("# ")]
    words = r"\b.*\b".join(name.split("_")[1:])
    if name not in LESSONS:
        yield f"{name} is not a lesson of the course"
    if top.cell_type != "markdown" or titles != top.source.splitlines()[:1]:
        yield f"expected one title, on the first line, found {titles}"
    elif not re.search(rf"\b{words}\b", re.sub(r"\$?\\delta\$?|δ", "delta", titles[0]), re.I):
        yield f"{titles[0]!r} does not say {name!r}"


def shared_definitions(notebooks):
    """Yield each function or class that two notebooks define, of notebooks by name."""
    homes = defaultdict(set)
    for name, notebook in notebooks.items():
        for cell in code_cells(notebook):
            for defined in re.findall(r"^(?:async )?(?:def|class) (\w+)", cell.source, re.M):
                homes[defined].add(name)
    yield from (
        f"{defined}: {', '.join(sorted(names))}"
        for defined, names in homes.items()
        if len(names) > 1
    )


@each_lesson
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_lesson(path, check):
    assert list(check(nbformat.read(path, as_version=4))) == []


@each_lesson
def test_a_lesson_has_its_title(path):
    assert list(title_faults(nbformat.read(path, as_version=4), path.stem)) == []


@each_lesson
def test_a_lesson_is_linked_to_its_neighbours_by_the_store_command(path):
    notebook = nbformat.read(path, as_version=4)
    assert navigated(notebook, path.stem, lessons(path.parent)) == notebook


def test_no_two_lessons_define_the_same_thing():
    assert (
        list(shared_definitions({path.stem: nbformat.read(path, as_version=4) for path in PATHS}))
        == []
    )


def a_small_good_lesson():
    """Return a lesson without content in which no check finds a fault."""
    numbered = f"$$ {EQUATIONS[5].latex} \\tag{{5}} $$"
    said = ["# Start here", "See [the next](01_forward_propagation.ipynb#top).", numbered]
    said += [f"## Turn {n}" for n in range(7)] + [f"## {section}" for section in SECTIONS]
    runs = [
        "import numpy as np\nimport bpkit as bp",
        "bp",
        "print(1)",
        "# NBVAL_IGNORE_OUTPUT\nprint(2)",
    ]
    runs += [f"x = {n}\nx" for n in range(7)]
    cells = [
        cell
        for pair in zip(map(new_markdown_cell, said), map(new_code_cell, runs))
        for cell in pair
    ]
    notebook = new_notebook(cells=cells + [new_markdown_cell(text) for text in said[len(runs) :]])
    for number, cell in enumerate(code_cells(notebook), 1):
        cell.execution_count = number
    code_cells(notebook)[1].outputs = [
        picture("E falls from 0.7 to 0.1 over 300 epochs, fastest at the start.")
    ]
    code_cells(notebook)[2].outputs = [new_output("stream", name="stdout", text="1\n")]
    return normalised(notebook)


def picture(alt):
    """Return an output that shows a picture."""
    data = {"image/png": "iVBORw0KGgo=", "text/plain": "<Figure>"}
    return new_output(
        "execute_result", data, execution_count=2, metadata={"image/png": {"alt": alt}}
    )


def says(source):
    """Return a change to a notebook: its last text cell says source."""
    return lambda notebook: text_cells(notebook)[-1].update(source=source)


def runs(source):
    """Return a change to a notebook: its last code cell is source."""
    return lambda notebook: code_cells(notebook)[-1].update(source=source)


def shows(output):
    """Return a change to a notebook: its last code cell has this output."""
    return lambda notebook: code_cells(notebook)[-1].update(outputs=[output])


def prints(text):
    """Return a change to a notebook: its last code cell prints text."""
    return shows(new_output("stream", name="stdout", text=text))


def equation(number, latex, after=""):
    """Return a change to a notebook: its last text cell holds this equation."""
    return says(f"So:\n\n$$\n{latex} \\tag{{{number}}}\n$${after}")


def without(kind):
    """Return a change to a notebook: all cells of a kind but one are gone."""
    return lambda notebook: notebook.update(
        cells=[c for c in notebook.cells if c.cell_type != kind]
        + [c for c in notebook.cells if c.cell_type == kind][:1]
    )


def swapped(notebook):
    """Let the last two sections change places."""
    notebook.cells[-2:] = reversed(notebook.cells[-2:])


PLANTS = [
    (
        cells_run_in_order_on_a_fresh_kernel,
        lambda notebook: code_cells(notebook)[3].update(execution_count=9),
    ),
    (
        cells_run_in_order_on_a_fresh_kernel,
        lambda notebook: code_cells(notebook)[-1].update(execution_count=None),
    ),
    (no_cell_fails, shows(new_output("error", ename="ValueError", evalue="", traceback=[]))),
    (
        nothing_goes_to_stderr,
        shows(new_output("stream", name="stderr", text="RuntimeWarning: overflow")),
    ),
    (code_cells_are_short, runs("x = 1\n" * 26)),
    (code_cells_are_short, runs("")),
    (the_lesson_has_the_length_of_a_lesson, lambda notebook: notebook.cells.pop()),
    (
        the_lesson_has_the_length_of_a_lesson,
        lambda notebook: notebook.update(cells=notebook.cells * 3),
    ),
    (text_and_code_keep_pace, without("code")),
    (text_and_code_keep_pace, without("markdown")),
    (no_cell_draws_or_wires_by_itself, runs("import matplotlib")),
    (no_cell_draws_or_wires_by_itself, runs("plt.plot(x)")),
    (no_cell_draws_or_wires_by_itself, runs("from ipywidgets import interact")),
    (no_line_ends_in_a_semicolon, runs("x;")),
    (no_line_ends_in_a_semicolon, runs("x; \n")),
    (markers_are_ones_that_nbval_obeys_without_skipping, runs("x  # NBVAL_IGNORE_OUTPUT")),
    (markers_are_ones_that_nbval_obeys_without_skipping, runs("# NBVAL_IGNORE_OUTPUTS\nx")),
    (
        markers_are_ones_that_nbval_obeys_without_skipping,
        runs("# NBVAL_IGNORE_OUTPUT: a timing\nx"),
    ),
    (markers_are_ones_that_nbval_obeys_without_skipping, runs("# nbval_ignore_output\nx")),
    (markers_are_ones_that_nbval_obeys_without_skipping, runs("# NBVAL_SKIP\nx")),
    (
        markers_are_ones_that_nbval_obeys_without_skipping,
        lambda notebook: notebook.cells[1].metadata.update(tags=["nbval-ignore"]),
    ),
    (outputs_hold_no_address_and_no_clock, prints("<object at 0x7f3a5c0b1d90>")),
    (
        outputs_hold_no_address_and_no_clock,
        shows(new_output("display_data", {"text/html": "<b>0x7f3a5c0b</b>"})),
    ),
    (outputs_hold_no_address_and_no_clock, prints("done at 9:41")),
    (outputs_hold_no_address_and_no_clock, prints("2025-01-01 23:59:59")),
    (
        the_file_is_as_the_store_command_writes_it,
        lambda notebook: notebook.metadata.update(widgets={}),
    ),
    (
        the_file_is_as_the_store_command_writes_it,
        lambda notebook: notebook.update(nbformat_minor=4),
    ),
    (
        the_file_is_as_the_store_command_writes_it,
        lambda notebook: notebook.metadata.language_info.update(version="3"),
    ),
    (
        the_file_is_as_the_store_command_writes_it,
        lambda notebook: notebook.cells[1].metadata.update(collapsed=True),
    ),
    (
        the_file_is_as_the_store_command_writes_it,
        shows(new_output("display_data", {WIDGET_VIEW: {}})),
    ),
    (pictures_are_told_in_words, shows(picture("A figure."))),
    (pictures_are_told_in_words, shows(new_output("display_data", {"image/svg+xml": "<svg/>"}))),
    (pictures_are_told_in_words, shows(new_output("display_data", {"text/html": "<img src='x'>"}))),
    (numbered_equations_are_those_of_the_course, equation(8, EQUATIONS[5].latex)),
    (numbered_equations_are_those_of_the_course, equation(6, EQUATIONS[5].latex)),
    (
        numbered_equations_are_those_of_the_course,
        equation(5, EQUATIONS[5].latex.replace("ji", "ij")),
    ),
    (numbered_equations_are_those_of_the_course, equation("5a", EQUATIONS[5].latex)),
    (numbered_equations_are_those_of_the_course, equation(5, EQUATIONS[5].latex, r" by \tag{5}")),
    (
        numbered_equations_are_those_of_the_course,
        equation(4, rf"{EQUATIONS[5].latex} \tag{{5}} \\ {EQUATIONS[4].latex}"),
    ),
    (links_lead_to_lessons, says("[Next](02_descend.ipynb)")),
    (links_lead_to_lessons, says("[Next](notebooks/02_descend_the_loss.ipynb)")),
    (links_lead_to_lessons, says("Open `13_transformers.ipynb`.")),
    (the_closing_sections_are_there_in_order, says("## Reading")),
    (the_closing_sections_are_there_in_order, says("```\n## Further reading\n```")),
    (the_closing_sections_are_there_in_order, swapped),
    (
        the_imports_are_a_few_lines,
        lambda notebook: code_cells(notebook)[0].update(source="import math\n" * 4),
    ),
    (the_imports_are_a_few_lines, lambda notebook: code_cells(notebook)[0].update(source="1 + 1")),
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_good_lesson_passes(check):
    assert list(check(a_small_good_lesson())) == []


@pytest.mark.parametrize("check, plant", PLANTS, ids=lambda value: getattr(value, "__name__", None))
def test_a_planted_fault_is_caught(check, plant):
    notebook = a_small_good_lesson()
    plant(notebook)
    assert list(check(notebook)) != []


def test_every_check_has_a_planted_fault():
    assert {check for check, _ in PLANTS} == set(CHECKS)


@pytest.mark.parametrize(
    "harmless", ["x[1:20], d[10:30]", "ratio 3:1", "1.5e-10", "0x1f", "shape (2, 16)"]
)
def test_what_only_looks_like_an_address_or_a_clock_is_left_alone(harmless):
    notebook = a_small_good_lesson()
    prints(harmless)(notebook)
    assert list(outputs_hold_no_address_and_no_clock(notebook)) == []


@pytest.mark.parametrize(
    "title, name",
    [
        ("## Start here", "00_start_here"),
        ("Start here", "00_start_here"),
        ("# Welcome", "00_start_here"),
        ("# Here start", "00_start_here"),
        ("# Start", "00_start"),
        ("Hello\n# Start here", "00_start_here"),
        ("# Start here\n# Again", "00_start_here"),
    ],
)
def test_a_wrong_title_is_caught(title, name):
    notebook = a_small_good_lesson()
    assert list(title_faults(notebook, "00_start_here")) == []
    notebook.cells[0].source = title
    assert list(title_faults(notebook, name)) != []


@pytest.mark.parametrize(
    "title", ["# 9 · Follow δ through depth", r"# Watch $\delta$ on its way through the depth"]
)
def test_a_title_may_say_more_and_write_delta_as_a_letter(title):
    notebook = a_small_good_lesson()
    notebook.cells[0].source = title
    assert list(title_faults(notebook, "09_delta_through_depth")) == []


def test_a_function_defined_in_two_lessons_is_caught():
    one, two = a_small_good_lesson(), a_small_good_lesson()
    runs("def sweep(net):\n    def inner():\n        pass")(one)
    runs("def other(net):\n    def inner():\n        pass")(two)
    assert list(shared_definitions({"a": one, "b": two})) == []
    runs("class sweep:\n    pass")(two)
    assert list(shared_definitions({"a": one, "b": two})) == ["sweep: a, b"]


NAMES = ["00_start_here", "01_forward_propagation", "02_define_delta"]


@pytest.mark.parametrize(
    "name, neighbours",
    [
        ("00_start_here", ["01_forward_propagation"]),
        ("01_forward_propagation", ["00_start_here", "02_define_delta"]),
        ("02_define_delta", ["01_forward_propagation"]),
    ],
)
def test_links_lead_to_the_lessons_before_and_after_and_are_made_once(name, neighbours):
    notebook = navigated(a_small_good_lesson(), name, NAMES)
    assert navigated(notebook, name, NAMES) == notebook
    assert notebook.cells[1].source == notebook.cells[-1].source == bar("top", name, NAMES).source
    linked = re.findall(r"\((\w+)\.ipynb\)", notebook.cells[1].source)
    assert linked == neighbours and "GLOSSARY.md" in notebook.cells[1].source


def test_a_link_that_is_missing_or_old_is_noticed():
    notebook = navigated(a_small_good_lesson(), "01_forward_propagation", NAMES)
    assert navigated(notebook, "01_forward_propagation", NAMES[:2]) != notebook
    del notebook.cells[1]
    assert navigated(notebook, "01_forward_propagation", NAMES) != notebook


def scratch(*sources):
    """Return a notebook of these code cells, not yet executed."""
    return normalised(new_notebook(cells=[new_code_cell(source) for source in sources]))


def written(folder, *sources):
    """Write a first lesson of these code cells into a folder; return its path."""
    path = folder / "00_start_here.ipynb"
    nbformat.write(scratch(*sources), path)
    return path


def test_a_cell_that_changes_or_complains_when_run_again_is_caught(tmp_path):
    notebook = scratch(
        "n = globals().get('n', 0) + 1\nn",
        "# NBVAL_IGNORE_OUTPUT\nimport sys\nif n == 2:\n    print('again', file=sys.stderr)",
        "# NBVAL_IGNORE_OUTPUT\nn",
        "print('x', end='')\nprint('y')",
    )
    for number, cell in enumerate(notebook.cells, 1):
        cell.execution_count = number
    first, _, ignored, steady = notebook.cells
    first.outputs = ignored.outputs = [
        new_output("execute_result", {"text/plain": "1"}, execution_count=1)
    ]
    steady.outputs = [new_output("stream", name="stdout", text="xy\n")]
    nbformat.write(notebook, tmp_path / "again.ipynb")
    makefile = (NOTEBOOKS.parent / "Makefile").read_text()
    [way] = re.findall(r"-p tests\.again --nbval --nbval-current-env", makefile)
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "--rootdir", tmp_path]
    run = subprocess.run(
        [*command, "-rfp", *way.split(), tmp_path / "again.ipynb"],
        capture_output=True, text=True, cwd=NOTEBOOKS.parent,
    )  # fmt: skip
    told = re.findall(r"^(PASSED|FAILED) .*::Cell (\d(?: again)?)", run.stdout, re.M)
    assert {name for verdict, name in told if verdict == "FAILED"} == {"0 again", "1 again"}
    assert len(told) == 8


def test_stored_outputs_come_from_this_interpreter_in_the_lessons_folder(tmp_path, monkeypatch):
    impostor = tmp_path / "kernels" / "python3"
    impostor.mkdir(parents=True)
    spec = {"argv": ["false"], "display_name": "not this one", "language": "python"}
    (impostor / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    lessons = tmp_path / "lessons"
    lessons.mkdir()
    path = written(lessons, "import sys, os\n(sys.executable, os.path.basename(os.getcwd()))")
    assert store_outputs.store(path)
    result = nbformat.read(path, as_version=4).cells[0].outputs[0]
    assert result.data["text/plain"] == repr((sys.executable, "lessons"))


def test_what_is_stored_is_normalised_and_written_only_if_it_changed(tmp_path, capsys):
    shows_widget = (
        "from IPython.display import display\nfrom ipywidgets import IntSlider\n"
        "display(IntSlider())"
    )
    path = written(tmp_path, shows_widget, "print(1)\nprint(2, flush=True)\nprint(3)", "'δ'")
    store_outputs.main(["notebooks/00_start_here.ipynb"], tmp_path)
    text, notebook = path.read_text(encoding="utf-8"), nbformat.read(path, as_version=4)
    assert list(the_file_is_as_the_store_command_writes_it(notebook)) == []
    assert list(cells_run_in_order_on_a_fresh_kernel(notebook)) == []
    assert "widget-view" not in text and "widget-state" not in text and "δ" in text
    assert text.endswith("}\n") and not text.endswith("\n\n")
    assert [texts(output) for output in outputs(notebook)] == [
        {"text/plain": "IntSlider(value=0)"},
        {"stdout": "1\n2\n3\n"},
        {"text/plain": "'δ'"},
    ]
    before = path.stat().st_mtime_ns
    store_outputs.main([], tmp_path)
    assert path.stat().st_mtime_ns == before
    assert (
        capsys.readouterr().out == "00_start_here.ipynb: stored\n00_start_here.ipynb: unchanged\n"
    )


def test_a_cell_that_fails_stores_nothing(tmp_path):
    path = written(tmp_path, "1 / 0")
    before = path.read_bytes()
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        store_outputs.store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("names", [[], ["13_transformers"]])
def test_storing_what_is_not_there_is_an_error(names, tmp_path):
    with pytest.raises(SystemExit, match="has no"):
        store_outputs.main(names, tmp_path)


def test_normalising_drops_the_chance_of_a_run_and_keeps_the_rest():
    timing = {
        "execution": {"iopub.status.busy": "2025-01-01T10:00:00"},
        "tags": ["raises-exception"],
        "trusted": True,
    }
    picture_and_widget = picture("40 samples")
    picture_and_widget.data[WIDGET_VIEW] = {"model_id": "abc"}
    cell = new_code_cell("x", id="kept", metadata=timing, execution_count=3)
    cell.outputs = [
        new_output("stream", name="stdout", text="a"),
        new_output("stream", name="stdout", text="b"),
        picture_and_widget,
        new_output("stream", name="stdout", text="c"),
        new_output("stream", name="stderr", text="d"),
    ]
    given = new_notebook(
        cells=[cell, new_markdown_cell("y", id="too")], metadata={"widgets": {"state": {}}}
    )
    untouched = deepcopy(given)
    result = normalised(given)
    assert given == untouched
    assert result.metadata == store_outputs.METADATA
    assert [cell.id for cell in result.cells] == ["kept", "too"]
    assert [cell.metadata.get("tags") for cell in result.cells] == [["raises-exception"], None]
    assert all(set(cell.metadata) <= {"tags", "slideshow"} for cell in result.cells)
    assert [texts(output) for output in result.cells[0].outputs] == [
        {"stdout": "ab"},
        {"text/plain": "<Figure>"},
        {"stdout": "c"},
        {"stderr": "d"},
    ]
    assert result.cells[0].outputs[1] == picture("40 samples")
    assert normalised(result) == result
    nbformat.validate(result)


def test_a_notebook_of_the_old_format_gets_ids_that_stay_the_same():
    old = nbformat.from_dict(
        {"cells": [new_markdown_cell("x")], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    )
    del old.cells[0]["id"]
    assert normalised(old).cells[0].id == normalised(old).cells[0].id == "cell-1"
    nbformat.validate(normalised(old))
