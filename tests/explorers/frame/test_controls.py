"""A number and its slider are one, and a control says what it may hold."""

from numbers import Integral

import pytest
from traitlets import TraitError

from bpkit.explorers.frame.controls import Dial, between, labelled, one_of


def seen_by(dial):
    """Return the list to which every new value of a dial is added."""
    values = []
    dial.observe(lambda change: values.append(change["new"]), "value")
    return values


def linear():
    return Dial("w", 1.0, -5, 5, notch=0.05)


def logarithmic():
    return Dial("η", 0.3, 1e-4, 100, notch=0.05, decades=True)


def counting():
    return Dial("epochs", 300, 1, 2000, notch=10, whole=True, reach=(0, 1000))


@pytest.mark.parametrize("make, value", [(linear, 2.5), (logarithmic, 0.01), (counting, 500)])
def test_value_number_and_slider_go_together_and_tell_it_once(make, value):
    for part in ("value", "number", "slider"):
        dial = make()
        values = seen_by(dial)
        if part == "value":
            dial.value = value
        else:
            getattr(dial, part).value = value
        assert dial.value == dial.number.value == value == pytest.approx(dial.slider.value)
        assert values == [value]


def test_the_slider_writes_three_digits():
    dial = logarithmic()
    dial.slider.value = 10**-0.35
    assert dial.value == 0.447


@pytest.mark.parametrize("make", [linear, logarithmic])
def test_a_number_beside_a_notch_stays_when_the_page_moves_the_slider_onto_it(make):
    dial = make()
    for number in (0.31, 0.29, 1.01, 1.02, 0.98):
        dial.value = number
        dial.slider.value = nearest_notch(dial, number)
        assert dial.value == number


def nearest_notch(dial, number):
    """Return where the page puts a slider."""
    if dial.decades:
        return min((10 ** (0.05 * k) for k in range(-80, 41)), key=lambda v: abs(v / number - 1))
    return round(number / 0.05) * 0.05


def test_the_next_notch_counts():
    dial = counting()
    dial.value = 123
    dial.slider.value = 120
    assert dial.value == 123
    dial.slider.value = 130
    assert dial.value == 130


def test_beyond_the_reach_of_its_slider_a_number_leaves_it_where_it_is():
    dial = counting()
    dial.value = 1500
    assert (dial.value, dial.slider.value) == (1500, 300)
    dial.slider.value = 0
    assert (dial.value, dial.number.value) == (1, 1)


@pytest.mark.parametrize("value, kept", [(-7, -5), (7, 5), (float("inf"), 5), (float("-inf"), -5)])
def test_a_number_beyond_the_ends_is_brought_to_the_end(value, kept):
    dial = linear()
    dial.value = value
    assert dial.value == dial.number.value == dial.slider.value == kept


def test_what_is_not_a_number_is_refused_by_name():
    dial = linear()
    with pytest.raises(TraitError, match="w is nan, expected a number from -5 to 5"):
        dial.value = float("nan")
    assert dial.value == dial.number.value == 1


def test_the_number_field_has_the_name_and_all_parts_fit_side_by_side():
    dial = Dial("η", 0.3, 1e-4, 100, notch=0.05, decades=True, label=50)
    assert dial.number.description == "η" and dial.slider.description == ""
    widths = [int(part.layout.width.removesuffix("px")) for part in dial.children]
    field = labelled(linear().number, label=50)
    assert sum(widths) <= int(field.layout.width.removesuffix("px"))
    assert field.style.description_width == dial.number.style.description_width == "50px"


def test_one_of_lists_the_options():
    one_of("f", "tanh", {"tanh": 1, "relu": 2})
    with pytest.raises(ValueError, match="f is 'x', expected one of: 'tanh', 'relu'"):
        one_of("f", "x", {"tanh": 1, "relu": 2})


@pytest.mark.parametrize("value", [0, 2, 1.5, -0.0])
def test_a_number_between_fits(value):
    between("h", value, 0, 2)


@pytest.mark.parametrize("value", [-1, 3, float("nan"), "1", None, True, 1j])
def test_what_is_not_between_is_refused(value):
    with pytest.raises(ValueError, match="expected a number from 0 to 2"):
        between("h", value, 0, 2)


@pytest.mark.parametrize("value", [1.5, 1.0, 3, True])
def test_a_whole_number_is_wanted_where_it_is_said(value):
    between("m", 2, 0, 2, Integral)
    with pytest.raises(ValueError, match="expected a whole number from 0 to 2"):
        between("m", value, 0, 2, Integral)
