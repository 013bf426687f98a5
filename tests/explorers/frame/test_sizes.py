"""Layer sizes as a learner types them: what is read, what is refused and how."""

import re
import tracemalloc

import pytest

from bpkit.explorers.frame.sizes import Ceilings, read_all, read_hidden

MOST = Ceilings(layers=7, neurons=64, parameters=100_000)


@pytest.mark.parametrize("text", [" 16 ,16 ", "16,16", "016, 16\n"])
def test_spaces_do_not_matter(text):
    assert read_hidden(text, 2, 1, MOST) == [2, 16, 16, 1]


def test_hidden_sizes_at_the_ceiling_fit_and_above_it_are_refused():
    assert read_hidden(", ".join(["64"] * 7), 64, 10, MOST) == [64] * 8 + [10]
    tight = MOST._replace(parameters=3 * 50 + 51)
    assert read_hidden("50", 2, 1, tight) == [2, 50, 1]
    with pytest.raises(ValueError, match="205 parameters, at most 201 fit: make a layer smaller"):
        read_hidden("51", 2, 1, tight)


def test_nothing_is_made_of_sizes_that_are_refused():
    tracemalloc.start()
    for text in ("65", "999999999", "999999999, 999999999", "64, " * 7 + "64", "9" * 10_000):
        with pytest.raises(ValueError, match="16, 16"):
            read_hidden(text, 2, 1, MOST)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1e6


ALL = {
    "2, 3, 1": [2, 3, 1],
    "2,1": [2, 1],
    "3": "at least two sizes: write all sizes, from the input to the output",
    "2, x, 1": "I cannot read “x” as a layer size: write all sizes",
    "2,,1": "A size is missing beside a comma: write all sizes",
    "2, 0, 1": "A layer of 0 neurons does not fit, 1 to 64 do",
    "1, 1, 1, 1, 1, 1, 1, 1": "These are 8 sizes, at most 7 fit",
    "": "There is no layer size here: write all sizes",
}


@pytest.mark.parametrize("text", ALL)
def test_all_sizes_are_read_or_refused_with_a_sentence(text):
    if isinstance(ALL[text], list):
        assert read_all(text, MOST) == ALL[text]
    else:
        with pytest.raises(ValueError, match=re.escape(ALL[text])):
            read_all(text, MOST)


@pytest.mark.parametrize(
    "read", [lambda text: read_all(text, MOST), lambda text: read_hidden(text, 2, 1, MOST)]
)
def test_what_is_no_text_is_refused(read):
    with pytest.raises(ValueError, match=re.escape("The layers are [2, 1], not a text")):
        read([2, 1])
