"""Lesson 05 in a real JupyterLab in a real Chromium: keys scrub, and bpkit's numbers show."""

import pytest

import bpkit as bp
from bpkit.explorers import Sweep
from bpkit.explorers.frame.notation import number

from .page import choose, label, press, press_right, write


@pytest.fixture(scope="module")
def lesson(open_lesson):
    return open_lesson("05_derive_the_recurrence", 1024, 768)


CONTROLS = {
    "stop_by_number": write("stop", "9"),
    "stop_by_slider": press_right(),
    "step": press("Step"),
    "back": press("Back"),
    "neuron": write("unit", "2"),
    "layer": write("δ layer", "0"),
    "weight": write("is", "-0.7"),
    "hidden_f": choose("hidden f", "tanh"),
    "output_f": choose("output f", "identity"),
    "loss": choose("loss", "logistic"),
    "layers": write("all layers", "2, 3, 2"),
}


@pytest.mark.parametrize("control", CONTROLS)
def test_every_control_changes_the_picture(lesson, control):
    before, after = lesson.after(lambda: CONTROLS[control](lesson))
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_choosing_a_weight_shows_its_number(lesson):
    write("all layers", "2, 2")(lesson)
    lesson.explorer.get_by_role("status").get_by_text("of 17").wait_for()
    choose("weight", "b₂(0)")(lesson)
    lesson.page.wait_for_function(
        "() => [...document.querySelectorAll('input')].some(input => input.value === '0.1')"
    )
    assert label(lesson, "is").input_value() == "0.1"


def numbers(sizes):
    """Return what the sweep of a typed network has to say, stop by stop, from bpkit alone."""
    twin = Sweep()
    twin.layers.value = sizes
    net, X0, T, loss = twin.swept.net, twin.swept.X0, twin.swept.T, twin.swept.loss
    trace = bp.forward(net, X0)
    back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))
    grads = bp.gradients(trace, back)
    homes = {
        "x": trace.x,
        "X": trace.X,
        "delta": back.delta,
        "dE_dx": back.dE_dx,
        "dE_dW": grads.W,
        "dE_db": grads.b,
    }
    E = loss(trace.X[-1], T)
    return [number(float(E if q == "E" else homes[q][l][i, j])) for q, l, i, j in twin.stops]


def test_every_stop_is_reached_by_keyboard_forward_and_back_and_says_the_number_of_bpkit(lesson):
    keyboard = lesson.page.keyboard
    lesson.run_all()
    label(lesson, "all layers").focus()
    keyboard.press("Control+A")
    keyboard.type("3, 4, 2")
    keyboard.press("Tab")
    right, stop = numbers("3, 4, 2"), label(lesson, "stop")
    status = lesson.explorer.get_by_role("status")
    status.get_by_text(f"of {len(right)}").wait_for()
    for _ in range(20):
        if stop.evaluate("field => field === document.activeElement"):
            break
        keyboard.press("Tab")
    keyboard.press("Control+A")
    keyboard.type("0")
    keyboard.press("Enter")
    status.get_by_text("Stop 0 of").wait_for()
    for k in [*range(1, len(right) + 1), *reversed(range(1, len(right)))]:
        keyboard.press("ArrowUp" if f"Stop {k - 1} " in status.inner_text() else "ArrowDown")
        status.get_by_text(f"Stop {k} of").wait_for()
        assert f"is {right[k - 1]}." in status.inner_text()
        assert (
            f"= {right[k - 1]} "
            in lesson.explorer.locator(".bpkit-sweep").inner_text().replace("\n", " ") + " "
        )


def test_play_walks_and_pauses(lesson):
    frame = lesson.frame
    press("Play")(lesson)
    lesson.page.wait_for_function(
        "frame => +document.querySelector('.bpkit-picture img').dataset.frame > frame + 2",
        arg=frame,
    )
    press("Pause")(lesson)
    lesson.wait_for_rest(frame)
    assert "Stop" in lesson.explorer.get_by_role("status").inner_text()


def test_the_ledger_is_saved_as_csv_without_a_request(lesson):
    press("Ledger")(lesson)
    with lesson.page.expect_download() as download:
        lesson.explorer.get_by_text("Save as CSV").click()
    assert download.value.suggested_filename == "sweep.csv"
    with open(download.value.path()) as file:
        assert file.readline().startswith("layer,unit,x,X,f_prime,delta,dE_dx,dE_db,dE_dW_1")


def test_layers_that_make_no_sense_get_a_sentence(lesson):
    before = lesson.seen()
    write("all layers", "<img src=x>, 2")(lesson)
    lesson.explorer.get_by_role("status").get_by_text("I cannot read").wait_for()
    assert lesson.seen() == before


def test_the_explorer_fits_the_page(lesson):
    write("all layers", "2, 2, 2")(lesson)
    lesson.explorer.get_by_role("status").get_by_text("of 31").wait_for()
    press("Ledger")(lesson)
    lesson.explorer.locator(".bpkit-ledger").wait_for(state="detached")
    page, box = (
        lesson.page.locator(".jp-WindowedPanel-outer").bounding_box(),
        lesson.explorer.bounding_box(),
    )
    assert box["height"] <= page["height"] and box["width"] <= page["width"]


def test_the_console_is_clean_and_no_request_left_this_machine(lesson):
    assert lesson.errors == []
    assert lesson.requests_abroad == []
