"""What a page could tell a control, and the control cannot be."""

import pytest
from traitlets import TraitError

from bpkit.explorers.frame.controls import Dial, choice


def test_a_page_cannot_put_what_is_no_number_into_a_field():
    dial = Dial("w", 1.0, -5, 5, notch=0.05)
    dial.number.set_state({"value": float("nan")})
    assert (dial.number.value, dial.value, dial.slider.value) == (1.0, 1.0, 1.0)


def test_a_page_cannot_choose_nothing_from_a_list():
    chosen = choice("f", "tanh", ["tanh", "relu"])
    with pytest.raises(TraitError, match="f is None, expected one of its options"):
        chosen.set_state({"index": None})
    assert chosen.value == "tanh"
    chosen.options = ["sigmoid"]
    assert chosen.value == "sigmoid"
    chosen.options = []
    assert chosen.value is None
