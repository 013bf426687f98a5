"""The figures in README are those that were measured last."""

import re
from pathlib import Path

import pytest

from ..store_outputs import NOTEBOOKS, lessons

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
RESULTS = (ROOT / "benchmarks/results.md").read_text()


def rows(text):
    """Return the cells of each row of the tables in a text, under the first cell of the row."""
    lines = [line.strip("| ").split("|") for line in text.splitlines() if line.startswith("|")]
    return {first.strip(): [cell.strip() for cell in rest] for first, *rest in lines}


def section(text, title):
    """Return what stands under a title, down to the next one."""
    return re.split(r"^#+ ", text.split(f"{title}\n", 1)[1], maxsplit=1, flags=re.M)[0]


SECTION = section(README, "## How fast it is")
TOLD = " ".join(SECTION.split())
QUOTED = rows(SECTION)
ALONE = rows(section(RESULTS, "### float64, 1 thread, in processes of their own"))
TOGETHER = rows(section(RESULTS, "### float64, 1 thread, side by side"))
# each row of README, and the row that it was taken from
MEASURED = {
    "an epoch of bp.train, µs": ALONE["bp.train"],
    "bp.train / PyTorch": TOGETHER["bp.train / PyTorch"],
    "engine / PyTorch": TOGETHER["engine / PyTorch"],
    "engine / JAX jit": TOGETHER["engine / JAX jit"],
    "engine / scikit-learn": TOGETHER["engine / scikit-learn"],
    "engine / HIPS autograd": TOGETHER["engine / HIPS autograd"],
    "engine / bare products": ALONE["engine / bare products"],
    "bp.train / engine": ALONE["bp.train / engine, a run"],
    "page / engine": ALONE["page / engine"],
}


@pytest.mark.parametrize("row", MEASURED)
def test_a_row_of_the_readme_is_the_one_that_was_measured(row):
    # behind a measured ratio stands its goal
    assert QUOTED[row] == [cell.split(" ")[0] for cell in MEASURED[row]]


def test_no_row_of_the_readme_is_without_a_measurement():
    # the cell above the names of the rows is empty, so the head of the table counts as tiny's row
    assert set(QUOTED) - {"tiny", "---", "layers", "samples"} == set(MEASURED)


def test_the_readme_names_the_blas_that_multiplied():
    names = "numpy multiplies by OpenBLAS ([0-9.]+[0-9]), PyTorch by MKL ([0-9.]+[0-9])"
    numpys, torchs = re.search(names, TOLD).groups()
    assert f"- numpy multiplies by scipy-openblas {numpys}" in RESULTS
    assert f"Math Kernel Library Version {torchs}" in RESULTS


def test_the_waits_in_the_readme_are_those_that_were_measured():
    waits = rows(section(RESULTS, "## From key to painted picture, in Chromium"))
    move = waits["Training: its first slider"]
    assert f"after {move[0]} ms (the middle of fifty moves), at most {move[1]} in nineteen" in TOLD


def test_the_claim_in_the_readme_is_the_one_that_was_measured():
    line = r"- By {}, P ≥ 100: over backward P\^(\S+), ratio / P from (\S+) to (\S+);"
    found = [re.search(line.format(by), RESULTS).groups() for by in ("width", "depth")]
    exponents, least, most = zip(*found)
    assert f"take {min(least, key=float)} P to {max(most, key=float)} P times as long" in TOLD
    assert f"an exponent of {exponents[0]} by width and of {exponents[1]} by depth" in TOLD


def test_every_lesson_stands_in_the_table_with_its_question_and_a_picture():
    told = rows(section(README, "## The lessons"))
    for name in lessons(NOTEBOOKS):
        question, picture = told[f"[{name}](notebooks/{name}.ipynb)"]
        alt, path = re.fullmatch(r"!\[(.{20,})\]\((.+)\)", picture).groups()
        assert question and path == f"docs/lessons/{name}.png" and (ROOT / path).stat().st_size
