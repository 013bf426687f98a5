"""The page to print is made from the records, and says all that it must."""

import re
from html import unescape

import pytest

from bpkit.equations import EQUATIONS
from bpkit.literature import SCHOOLS

from .. import summary


def text():
    """Return what the stored page says, without its tags."""
    return unescape(re.sub(r"<[^>]+>", "", summary.PAGE.read_text(encoding="utf-8")))


def test_the_stored_page_is_that_of_the_records():
    stored = summary.PAGE.read_text(encoding="utf-8")
    assert stored == summary.page(), "run: python -m tests.summary"


@pytest.mark.parametrize("n", EQUATIONS)
def test_each_equation_has_its_letters_and_its_code(n):
    plain = re.sub(r"_\{?(\w+)\}?", r"\1", EQUATIONS[n].plain)
    assert all(part in text() for part in plain.split(",   "))
    assert summary.code_of(n)


def test_all_lines_of_all_schools_are_there():
    assert all(line in text() for school in SCHOOLS for line in school.lines)


def test_indices_stand_below_and_layers_above():
    assert summary.typeset("W_ij(l+1)") == "W<sub>ij</sub><sup>(l+1)</sup>"
    assert summary.typeset("f′(x_j(l)) < 1") == "f′(x<sub>j</sub><sup>(l)</sup>) &lt; 1"
    assert summary.typeset("n_{l+1} × m") == "n<sub>l+1</sub> × m"
