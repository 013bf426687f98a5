"""The house of DESIGN: who imports whom, how long a page is, and what a public docstring tells."""

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import bpkit
from bpkit.equations import EQUATIONS

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "bpkit"

LESSONS = (
    "00_start_here",
    "01_forward_propagation",
    "02_descend_the_loss",
    "03_nudge_every_weight",
    "04_define_delta",
    "05_derive_the_recurrence",
    "06_weight_and_bias_gradients",
    "07_activations_and_losses",
    "08_train_a_network",
    "09_delta_through_depth",
    "10_count_the_cost",
    "10b_clocks_and_rivals",
    "11_break_backprop",
    "12_other_views",
    "13_read_the_1986_paper",
)

# each part of the package, and the parts that it may import
BELOW = {
    "door": set(),
    "chance": {"door"},
    "activations": {"door"},
    "starts": {"door"},
    "losses": {"door"},
    "growth": {"activations", "starts", "door"},
    "network": {"activations", "starts", "chance", "door"},
    "datasets": {"chance", "door"},
    "propagation": {"door"},
    "engine": {"engine", "activations", "losses"},
    "history": {"engine", "network"},
    "descent": {"history", "engine", "propagation", "losses", "chance", "door"},
    "kinks": {"propagation"},
    "factors": set(),
    "bands": set(),
    "numerical": {"bands", "factors", "kinks", "propagation", "network", "losses", "door"},
    "cost": {"numerical", "starts", "door"},
    "diagnosis": {
        "diagnosis",
        "numerical",
        "propagation",
        "network",
        "activations",
        "losses",
        "door",
    },
    "other_ways": {"propagation", "numerical", "losses", "door"},
    "autodiff": set(),
    "conventions": set(),
    "literature": {"literature", "conventions"},
    "broken": {
        "broken",
        "history",
        "descent",
        "propagation",
        "network",
        "activations",
        "losses",
        "door",
    },
}
MATHEMATICS = set(BELOW)
EVERYTHING = MATHEMATICS | {"equations", "extras", "exercises", "plots", "explorers"}
BELOW |= {
    "equations": set(),
    "extras": set(),
    "server": set(),
    "__main__": {"extras"},
    "exercises": MATHEMATICS | {"equations", "exercises"},
    "plots": {"equations", "plots", "extras"},
    "explorers": EVERYTHING,
    "__init__": EVERYTHING,
}

PICTURES = {"numpy", "matplotlib"}
# IPython and traitlets come with ipywidgets
WIDGETS = {"ipywidgets", "anywidget", "IPython", "traitlets"}
INSTALLED = {name: {"numpy"} for name in MATHEMATICS | {"exercises"}} | {
    "equations": set(),
    "extras": set(),
    "server": set(),
    # which says so where it is missing
    "__main__": {"jupyterlab"},
    "plots": PICTURES,
    "explorers": PICTURES | WIDGETS,
    "__init__": set(),
}

LONGEST_MODULE = {name: 120 for name in MATHEMATICS}
LONGEST_MODULE |= {name: 120 for name in ("equations", "extras", "server", "__init__", "__main__")}
LONGEST_MODULE |= {"diagnosis": 200, "exercises": 200, "plots": 200, "explorers": 200}
LONGEST_FUNCTION = 25
GRAB_BAGS = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "tool",
    "tools",
    "shared",
    "stuff",
    "lib",
    "core",
}
RANDOM = {"default_rng", "Generator", "BitGenerator", "SeedSequence", "PCG64"}

PUBLIC = {
    "Network": bpkit.Network,
    "Network.create": bpkit.Network.create,
    "History": bpkit.History,
    "forward": bpkit.forward,
    "backward": bpkit.backward,
    "gradients": bpkit.gradients,
    "update": bpkit.update,
    "train": bpkit.train,
    "descend": bpkit.descent.descend,
    "numerical_gradients": bpkit.numerical_gradients,
    "check_gradients": bpkit.check_gradients,
    "Tally": bpkit.cost.Tally,
    "watch": bpkit.cost.watch,
    "by_nudging": bpkit.cost.by_nudging,
    "by_sweep": bpkit.cost.by_sweep,
    "seconds": bpkit.cost.seconds,
    **{name: getattr(bpkit.growth, name) for name in ("mean_square", "signal", "deltas")},
    "growth.delta": bpkit.growth.delta,
    "nudge_side_by_side": bpkit.other_ways.nudge_side_by_side,
    "forward_mode": bpkit.other_ways.forward_mode,
    "sweep": bpkit.autodiff.sweep,
    "written": bpkit.conventions.written,
    "read": bpkit.conventions.read,
    "schools": bpkit.literature.schools,
    "sources": bpkit.literature.sources,
    "load": bpkit.datasets.load,
    "describe": bpkit.datasets.describe,
    "one_hot": bpkit.datasets.one_hot,
    "held_apart": bpkit.datasets.held_apart,
    "softmax": bpkit.losses.softmax,
    "Broken": bpkit.broken.Broken,
    "hidden": bpkit.broken.hidden,
    "show": bpkit.show,
    "worksheet": bpkit.exercises.worksheet,
    "normal": bpkit.starts.normal,
    **bpkit.starts.BY_NAME,
    **{name: getattr(bpkit, name) for name in bpkit.__all__ if callable(getattr(bpkit, name))},
}
PARTS = ("Shapes:", "Units:", "Errors:", "Lesson:", "Source:")
COMPUTES = {"forward": (1,), "update": (2, 3), "backward": (4, 5), "gradients": (6, 7)}


def modules():
    """Return every module of the package as part, dotted name and source."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE).with_suffix("").parts
        found.append(
            pytest.param(
                inside[0], ".".join(("bpkit", *inside)), path.read_text(), id="/".join(inside)
            )
        )
    return found


each_module = pytest.mark.parametrize("part, name, source", modules())


def imported(source, name):
    """Return the full names that a module imports, wherever the import stands in it."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            package = name.split(".")[: -node.level] if node.level else []
            origin = ".".join([*package, *filter(None, [node.module])])
            names |= {f"{origin}.{alias.name}" for alias in node.names}
    return names


def wrong_imports(part, name, source):
    """Yield each import that a part of the package must not have."""
    for target in sorted(imported(source, name)):
        top, *inside = target.split(".")
        if top == "bpkit":
            # the package itself, as in `import bpkit as bp`, stands for all of it
            if ({*inside[:1]} & BELOW.keys() or EVERYTHING) - BELOW[part]:
                yield target
        elif top not in sys.stdlib_module_names | INSTALLED[part] or target.startswith(
            "matplotlib.pyplot"
        ):
            yield target


def lines_of_docstrings(tree):
    """Return the numbers of the lines that docstrings stand on."""
    homes = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    first = [
        node.body[0]
        for node in ast.walk(tree)
        if isinstance(node, homes) and ast.get_docstring(node)
    ]
    return {line for doc in first for line in range(doc.lineno, doc.end_lineno + 1)}


def length(source):
    """Return the number of lines of a module without docstrings and blank lines."""
    told = lines_of_docstrings(ast.parse(source))
    return sum(
        1
        for number, line in enumerate(source.splitlines(), 1)
        if line.strip() and number not in told
    )


def long_functions(source):
    """Yield each function that is longer than the longest allowed, its docstring not counted."""
    tree = ast.parse(source)
    told = lines_of_docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = set(range(node.lineno, node.end_lineno + 1)) - told
            if len(lines) > LONGEST_FUNCTION:
                yield f"{node.name}: {len(lines)} lines"


def outside_functions(node):
    """Yield the nodes that run when the module is imported."""
    yield node
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        inner = [*node.args.defaults, *filter(None, node.args.kw_defaults), *node.decorator_list]
    else:
        inner = [] if isinstance(node, ast.Lambda) else ast.iter_child_nodes(node)
    for child in inner:
        yield from outside_functions(child)


def hidden_state(source):
    """Yield each trace of random state that nobody passed in, and each global."""
    tree = ast.parse(source)
    names = imported(source, "bpkit.module")
    yield from (name for name in names if name == "random" or name.startswith("random."))
    yield from (
        name
        for name in names
        if name.startswith("numpy.random.") and name.split(".")[2] not in RANDOM
    )
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield f"global {', '.join(node.names)}"
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in (
            "np.random",
            "numpy.random",
        ):
            if node.attr not in RANDOM:
                yield ast.unparse(node)
    for node in outside_functions(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in RANDOM:
            yield f"at import: {ast.unparse(node)}"


def greedy_handlers(source):
    """Yield each except that would catch KeyboardInterrupt too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(
                kind is None or ast.unparse(kind) in ("BaseException", "KeyboardInterrupt")
                for kind in kinds
            ):
                yield f"line {node.lineno}"


def faults_of_docstring(doc, wanted=()):
    """Yield in words what a public docstring lacks, and what it says for nothing."""
    lines = (doc or "").splitlines()
    starts = {part: i for part in PARTS for i, line in enumerate(lines) if line.startswith(part)}
    for part in wanted:
        if part not in starts:
            yield f"has no line {part}"
    for part, start in starts.items():
        said = lines[start].removeprefix(part).strip().rstrip(".")
        if said in ("", "none", "this course"):
            yield f"says nothing after {part}"
    if list(starts.values()) != sorted(starts.values()):
        yield f"has another order than {', '.join(PARTS)}"
    if not re.match(r"[A-Z∂][^\n]*(\n[^\n]+)*[.]$", (doc or "").split("\n\n")[0]):
        yield "does not begin with a sentence"
    for lesson in re.findall(r"^Lesson:(.*)$", doc or "", re.M):
        if lesson.strip().removesuffix(".") not in LESSONS:
            yield f"names a lesson that the course has not:{lesson}"


def equation_numbers(source):
    """Return the numbers that docstrings and comments quote: (5), but not x(5) and not (1986)."""
    docs = "\n".join(
        ast.get_docstring(node) or ""
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    )
    comments = "\n".join(re.findall(r"# (.*)$", source, re.M))
    return {int(n) for n in re.findall(r"(?<!\w)\((\d{1,2})\)", docs + "\n" + comments)}


@each_module
def test_imports_run_one_way(part, name, source):
    assert list(wrong_imports(part, name, source)) == []


@pytest.mark.parametrize(
    "part, planted",
    [
        ("door", "from .network import size"),
        ("engine", "from .descent import update"),
        ("engine", "from .propagation import forward"),
        ("activations", "from . import losses"),
        ("propagation", "from .network import Network"),
        ("propagation", "from bpkit.descent import update"),
        ("numerical", "import bpkit"),
        ("numerical", "def late():\n    import scipy"),
        ("descent", "import matplotlib"),
        ("propagation", "from .cost import watch"),
        ("numerical", "from . import other_ways"),
        ("cost", "from .explorers import Training"),
        ("other_ways", "from autograd import grad"),
        ("datasets", "from sklearn import datasets"),
        ("equations", "from .propagation import forward"),
        ("equations", "from IPython.display import Markdown"),
        ("exercises", "import ipywidgets"),
        ("exercises", "from .explorers import Training"),
        ("plots", "from ..propagation import forward"),
        ("plots", "import matplotlib.pyplot as plt"),
        ("plots", "import ipywidgets"),
        ("explorers", "from matplotlib import pyplot"),
        ("explorers", "from tests import lessons"),
        ("explorers", "import notebooks"),
        ("network", "from .helpers import size"),
    ],
)
def test_an_import_the_wrong_way_is_noticed(part, planted):
    name = f"bpkit.{part}.inner" if part in ("plots", "explorers") else f"bpkit.{part}"
    assert list(wrong_imports(part, name, planted)) != []


def test_an_import_the_right_way_is_left_alone():
    right = "from dataclasses import dataclass\nimport numpy as np\nfrom . import door, propagation"
    assert list(wrong_imports("descent", "bpkit.descent", right)) == []
    assert (
        list(
            wrong_imports(
                "explorers", "bpkit.explorers.training", "from .. import plots\nimport bpkit"
            )
        )
        == []
    )


def test_the_order_of_the_mathematics_has_no_cycle():
    placed = set()
    while ready := {part for part in MATHEMATICS - placed if BELOW[part] - {part} <= placed}:
        placed |= ready
    assert placed == MATHEMATICS


def test_importing_bpkit_pays_for_numpy_alone():
    heavy = {
        "matplotlib",
        "ipywidgets",
        "anywidget",
        "IPython",
        "traitlets",
        "scipy",
        "autograd",
        "PIL",
        "pandas",
    }
    program = (
        f"import sys, bpkit; print(*sorted({heavy} & set(sys.modules)), 'numpy' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, cwd=ROOT
    )
    assert (run.stdout, run.stderr) == ("True\n", "")


def test_a_module_on_demand_is_imported_when_it_is_asked_for_and_no_sooner():
    program = (
        "import sys, bpkit as bp; "
        "here = lambda: [name for name in bp.ON_DEMAND if f'bpkit.{name}' in sys.modules];"
        "print(here()); "
        "print(all(name in dir(bp) and getattr(bp, name).__doc__ for name in bp.ON_DEMAND), here())"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, cwd=ROOT
    )
    assert (run.stdout, run.stderr) == (f"[]\nTrue {list(bpkit.ON_DEMAND)}\n", "")
    with pytest.raises(AttributeError, match="module 'bpkit' has no attribute 'nothing'"):
        bpkit.nothing  # noqa: B018


def test_no_module_is_a_grab_bag():
    paths = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*/"), *(ROOT / "tests").rglob("*.py")]
    assert [
        str(path.relative_to(ROOT)) for path in paths if path.stem.strip("_") in GRAB_BAGS
    ] == []


@each_module
def test_no_function_is_longer_than_a_glance(part, name, source):
    assert list(long_functions(source)) == []


def test_a_long_function_is_noticed_and_its_docstring_is_not_counted():
    docstring = '    """Say.\n' + 40 * "\n" + '    """\n'
    assert list(long_functions("def f(x):\n" + docstring + 24 * "    x += 1\n")) == []
    assert list(long_functions("def f(x):\n" + docstring + 25 * "    x += 1\n")) == ["f: 26 lines"]
    assert list(long_functions("class C:\n    def f(x):\n" + 25 * "        x += 1\n")) == [
        "f: 26 lines"
    ]


@each_module
def test_a_module_is_a_page(part, name, source):
    assert length(source) < LONGEST_MODULE[part]


def test_a_page_is_measured_without_docstrings_and_blank_lines():
    assert (
        length('"""One\ntwo."""\n\nx = 1  # three\n\n\ndef f():\n    """Four."""\n    return x\n')
        == 3
    )


@each_module
def test_nothing_is_random_or_global_behind_the_scenes(part, name, source):
    assert list(hidden_state(source)) == []


@pytest.mark.parametrize(
    "planted",
    [
        "np.random.seed(0)",
        "def f():\n    return np.random.randn(3)",
        "state = np.random.RandomState(0)",
        "from numpy.random import rand",
        "import random",
        "rng = np.random.default_rng(0)",
        "class C:\n    rng = default_rng()",
        "def f(rng=np.random.default_rng(0)):\n    return rng",
        "def f():\n    global x\n    x = 1",
    ],
)
def test_hidden_state_is_noticed(planted):
    assert list(hidden_state(planted)) != []


def test_a_generator_made_where_it_is_used_is_left_alone():
    assert list(hidden_state("def f(rng=0):\n    return np.random.default_rng(rng)")) == []


@each_module
def test_an_interrupt_is_never_swallowed(part, name, source):
    assert list(greedy_handlers(source)) == []


@pytest.mark.parametrize(
    "clause", ["except:", "except BaseException:", "except (ValueError, BaseException) as e:"]
)
def test_a_greedy_handler_is_noticed(clause):
    assert list(greedy_handlers(f"try:\n    pass\n{clause}\n    pass")) == ["line 3"]
    assert list(greedy_handlers("try:\n    pass\nexcept Exception:\n    pass")) == []


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_docstring_tells_what_there_is_in_order(name):
    wanted = ("Shapes:", "Units:", "Errors:", "Lesson:", "Source:") if name in COMPUTES else ()
    assert list(faults_of_docstring(inspect.getdoc(PUBLIC[name]), wanted)) == []


@each_module
def test_no_docstring_has_a_field_that_says_nothing(part, name, source):
    assert re.findall(r"^ *(?:%s) *(?:none|this course)\b.*" % "|".join(PARTS), source, re.M) == []


DOC = "Do it.\n\nShapes: a\nUnits: b\nErrors: c\n    more\nLesson: 00_start_here.\nSource: d"


@pytest.mark.parametrize(
    "right, wrong",
    [
        ("Do it.", "Do it"),
        ("Do it.", "do it."),
        ("Shapes: a\n", ""),
        ("Units: b", "Units:"),
        ("Units: b", "Units: none."),
        ("Source: d", "Source: this course."),
        ("Shapes: a\nUnits: b", "Units: b\nShapes: a"),
        ("Errors: c", "Raises: c"),
        ("00_start_here", "00_start"),
        ("00_start_here", "13_transformers"),
        ("\nSource: d", ""),
        (DOC, ""),
    ],
)
def test_a_fault_in_a_docstring_is_noticed(right, wrong):
    assert list(faults_of_docstring(DOC, PARTS)) == []
    assert list(faults_of_docstring(DOC.replace(right, wrong), PARTS)) != []


@each_module
def test_every_lesson_and_equation_that_is_quoted_exists(part, name, source):
    assert set(re.findall(r"Lesson:\s*(\w+)", source)) <= set(LESSONS)
    assert equation_numbers(source) <= EQUATIONS.keys()


def test_a_number_that_no_equation_has_is_noticed():
    assert equation_numbers(
        '"""Equations (1) to (9), by (1986), at x(11)."""\ny = 1  # (12)\n'
    ) == {1, 9, 12}


@pytest.mark.parametrize("name", COMPUTES)
def test_an_equation_has_its_number_in_the_docstring_and_beside_its_line(name):
    doc = inspect.getdoc(PUBLIC[name])
    assert bpkit.show(PUBLIC[name]).numbers == COMPUTES[name]
    assert (
        tuple(int(n) for n in re.findall(r"(?<!\w)\((\d)\)", doc.split("\n\n")[0]))
        == COMPUTES[name]
    )


@pytest.mark.parametrize("name", COMPUTES)
def test_a_docstring_writes_the_equations_of_the_course(name):
    doc = inspect.getdoc(PUBLIC[name])
    assert [n for n in COMPUTES[name] if EQUATIONS[n].plain not in doc] == []


def test_every_equation_is_computed_somewhere():
    assert sorted(n for numbers in COMPUTES.values() for n in numbers) == sorted(EQUATIONS)
