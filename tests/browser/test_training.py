"""Lesson 00 in a real JupyterLab in a real Chromium: every control moves the picture."""

import pytest

from .page import choose, label, press_right, write


@pytest.fixture(scope="module")
def lesson(open_lesson):
    return open_lesson("00_start_here")


# what a screen reader would hear of: each new text of the region, and whether it is live by then
HEARD = """region => {
    window.heard = [];
    const hear = () => window.heard.push({ live: region.ariaLive, text: region.innerText });
    window.hearing?.disconnect();
    window.hearing = new MutationObserver(hear);
    window.hearing.observe(region, { childList: true });
}"""
LAYER_2 = 0.933, 0.724  # where the last neuron stands, in shares of the picture
CONTROLS = {
    "eta_by_slider": press_right(0),
    "eta_by_number": write("η", "0.05"),
    "epochs_by_slider": press_right(1),
    "epochs_by_number": write("epochs", "120"),
    "hidden": write("hidden", "12, 8"),
    "activation": choose("f", "relu"),
    "start": choose("start", "he"),
    "batch": choose("batch", "128"),
    "seed": write("seed", "3"),
    "data": choose("data", "spirals"),
}


@pytest.mark.parametrize("control", CONTROLS)
def test_every_control_changes_the_picture(lesson, control):
    before, after = lesson.after(lambda: CONTROLS[control](lesson))
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_step_and_reset_and_play_are_buttons_that_work(lesson):
    button = {
        name: lesson.explorer.get_by_role("button", name=name, exact=True)
        for name in ("Play", "Step", "Reset")
    }
    _, start = lesson.after(button["Reset"].click)
    assert "after 0 epochs" in start[0]
    _, stepped = lesson.after(button["Step"].click)
    assert "after 1 epoch." in stepped[0]
    frame = lesson.frame
    _, played = lesson.after(button["Play"].click)
    assert "after 120 epochs" in played[0]
    assert lesson.frame > frame + 20, "training was to be watched, picture by picture"


def test_the_line_of_words_is_one_region_that_speaks_at_rest_alone(lesson):
    region = lesson.explorer.get_by_role("status").element_handle()
    lesson.after(lambda: write("epochs", "60")(lesson))
    lesson.after(lesson.explorer.get_by_role("button", name="Reset", exact=True).click)
    lesson.page.evaluate(HEARD, region)
    lesson.after(lesson.explorer.get_by_role("button", name="Play", exact=True).click)
    assert region.evaluate("region => region.isConnected && region.role") == "status"
    lesson.page.wait_for_function("window.heard.at(-1).live === 'polite'")
    heard = lesson.page.evaluate("window.heard")
    assert [line["live"] for line in heard] == ["off"] * (len(heard) - 1) + ["polite"]
    assert len(heard) > 20 and "60 epochs" in heard[-1]["text"]
    lesson.after(lambda: write("epochs", "120")(lesson))


def test_play_can_be_paused(lesson):
    lesson.after(lesson.explorer.get_by_role("button", name="Reset", exact=True).click)
    lesson.explorer.get_by_role("button", name="Play", exact=True).click()
    pause = lesson.explorer.get_by_role("button", name="Pause", exact=True)
    _, paused = lesson.after(pause.click)
    assert "after 120 epochs" not in paused[0]


def test_a_control_that_moves_while_training_is_watched_keeps_its_pace(lesson):
    region = lesson.explorer.get_by_role("status").element_handle()
    lesson.after(lesson.explorer.get_by_role("button", name="Reset", exact=True).click)
    choose("speed", "slow")(lesson)
    lesson.page.evaluate(HEARD, region)
    lesson.explorer.get_by_role("button", name="Play", exact=True).click()
    heard = "words => window.heard.filter(({ text }) => text.includes(words)).length"
    lesson.page.wait_for_function(f"({heard})('after 3 epochs') === 1")
    press_right(0)(lesson)
    lesson.page.wait_for_function(f"({heard})('after 3 epochs') === 2")
    assert lesson.page.evaluate(f"({heard})('after 2 epochs')") == 2
    assert lesson.picture.get_attribute("data-state") == "training"
    frame = lesson.frame
    _, ended = lesson.after(lambda: choose("speed", "fast")(lesson))
    assert "after 120 epochs" in ended[0] and lesson.frame < frame + 60
    choose("speed", "normal")(lesson)


def test_a_layer_size_that_makes_no_sense_gets_a_sentence_and_the_picture_stays(lesson):
    before = lesson.seen()
    write("hidden", "<img src=x onerror=1>")(lesson)
    status = lesson.explorer.get_by_role("status")
    status.get_by_text("I cannot read").wait_for()
    assert lesson.seen() == before
    assert status.locator("img").count() == 0
    lesson.after(lambda: write("hidden", "6")(lesson))


def test_a_click_on_a_neuron_of_a_small_network_tells_its_numbers_and_so_does_the_list(lesson):
    def chosen():
        shown = label(lesson, "neuron").locator("option:checked").inner_text()
        return shown.replace("\xa0", " ")

    lesson.after(lambda: choose("data", "xor")(lesson))
    lesson.after(lambda: write("hidden", "7")(lesson))
    assert chosen() == "none"
    box, words = lesson.picture.bounding_box(), lesson.explorer.get_by_role("status")
    place = (LAYER_2[0] * box["width"], LAYER_2[1] * box["height"])
    lesson.after(lambda: lesson.picture.click(position=dict(zip("xy", place))))
    words.get_by_text("Neuron 1 of layer 2, over 200 training samples").wait_for()
    assert chosen() == "neuron 1 of layer 2"
    lesson.after(lambda: choose("neuron", "neuron 6 of layer 1")(lesson))
    words.get_by_text("Neuron 6 of layer 1, over 200 training samples").wait_for()
    lesson.after(lambda: choose("neuron", "none")(lesson))
    assert "Neuron" not in words.inner_text()


def test_the_code_is_shown(lesson):
    lesson.explorer.get_by_role("button", name="Show the code").click()
    listing = lesson.explorer.locator("pre")
    listing.wait_for()
    assert "bp.train(net, X0, T, loss" in listing.inner_text()


def test_the_picture_has_alt_text_and_fits_its_page(lesson):
    assert "RMS of δ" in lesson.picture.get_attribute("alt")
    box = lesson.picture.bounding_box()
    assert 400 <= box["width"] and box["x"] + box["width"] <= 1280


def test_running_the_cells_again_leaves_one_explorer_that_answers(lesson):
    lesson.run_all()
    assert lesson.page.locator(".jp-OutputArea-output .bpkit-picture").count() == 2, (
        "one in the lesson, one at its end"
    )
    before, after = lesson.after(lambda: CONTROLS["eta_by_number"](lesson))
    assert before[1] != after[1]


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_both_themes_show_the_picture_on_their_own_background(lesson, theme):
    lesson.page.get_by_text("Settings", exact=True).first.click()
    lesson.page.get_by_text("Theme", exact=True).hover()
    lesson.page.get_by_text(theme, exact=True).click()
    light = "false" if theme == "JupyterLab Dark" else "true"
    lesson.page.locator(f"body[data-jp-theme-light={light}]").wait_for(state="attached")
    turned = lesson.picture.evaluate("image => getComputedStyle(image).filter")
    assert ("invert" in turned) == (light == "false")


def test_the_console_is_clean_and_no_request_left_this_machine(lesson):
    assert lesson.errors == []
    assert lesson.requests_abroad == []
