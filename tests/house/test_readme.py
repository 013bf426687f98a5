"""The figures in README are those that were measured last."""

import re
from pathlib import Path

import pytest

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


QUOTED = rows(section(README, "## How fast it is"))
MEASURED = rows(section(RESULTS, "### float64, 1 thread"))


@pytest.mark.parametrize("peer", ["PyTorch", "scikit-learn", "JAX jit", "HIPS autograd", "bare products"])
def test_a_ratio_in_the_readme_is_the_one_that_was_measured(peer):
    # behind a measured ratio stands its goal
    assert QUOTED[f"bpkit / {peer}"] == [cell.split(" ")[0] for cell in MEASURED[peer]]


def test_the_times_in_the_readme_are_those_that_were_measured():
    # a table of times comes before that of ratios, whose rows have the same names
    times = rows(section(RESULTS, "### float64, 1 thread").split("| bpkit / |")[0])
    assert QUOTED["bpkit, µs"] == times["bpkit"]


def test_the_waits_in_the_readme_are_those_that_were_measured():
    told = " ".join(section(README, "## How fast it is").split())
    move = rows(section(RESULTS, "## From key to painted picture, in Chromium"))["Training: η, 300 epochs"]
    assert f"after {move[0]} ms (the middle of fifty moves), at most {move[1]} in nineteen of twenty" in told
