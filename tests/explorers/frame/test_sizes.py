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


HIDDEN = {
    "3,,x": "a size is missing",
    "-1": "cannot read",
    "10000000": "10,000,000 neurons does not fit",
    "": "no layer size",
    "１６": "cannot read",
    "<img src=x onerror=1>": "cannot read",
    "9" * 5000: "(5,000 characters)",
    "1e3": "cannot read",
    "0x10": "cannot read",
    "16;16": "cannot read",
    " ": "no layer size",
    ",": "a size is missing",
    "16,": "a size is missing",
    ",16": "a size is missing",
    "+4": "cannot read",
    "²": "cannot read",
    "٣": "cannot read",
    "4.5": "cannot read",
    "nan": "cannot read",
    "None": "cannot read",
    "16 16": "cannot read",
    "[16, 16]": "cannot read",
    "9, 9, 9, 9, 9, 9, 9, 9": "8 hidden layers, at most 7",
    "9, 9, 9, 9, 9, 9, 9, 9, 9": "9 hidden layers, at most 7",
    "65": "65 neurons does not fit, 1 to 64 do",
    "0": "0 neurons does not fit",
    "16, 0, 16": "0 neurons does not fit",
    "\n": "no layer size",
    "16\n16": "“16�16”",
    "\x00": "“�”",
    "16, \u202e61": "“�61”",
    "\ud800": "“�”",
    "16,<script>alert(1)</script>": "cannot read",
    "</p><script>": "cannot read",
    "&lt;img&gt;": "“&lt;img&gt;”",
    '16" onload="x': "cannot read",
    "__import__('os')": "cannot read",
    "16," * 50_000 + "16": "50,001 hidden layers",
    "🧠🧠": "“🧠🧠”",
}


@pytest.mark.parametrize("text", HIDDEN, ids=lambda text: ascii(text[:20]))
def test_hidden_sizes_that_make_no_sense_get_one_short_sentence(text):
    with pytest.raises(ValueError) as error:
        read_hidden(text, 2, 1, MOST)
    sentence = str(error.value)
    assert HIDDEN[text].lower() in sentence.lower()
    assert sentence.endswith(": write the size of each hidden layer, for example 16, 16.")
    assert sentence.replace("“4.5”", "").count(".") == 1 and len(sentence) < 200


@pytest.mark.parametrize(
    "read", [lambda text: read_all(text, MOST), lambda text: read_hidden(text, 2, 1, MOST)]
)
def test_what_is_no_text_is_refused(read):
    with pytest.raises(ValueError, match=re.escape("The layers are [2, 1], not a text")):
        read([2, 1])
