"""What a page tells of its screen: a fine one gets a fine picture, less motion fewer pictures."""

import pytest

from .page import Page, press

SHOWN = """image => [image.naturalWidth, image.getBoundingClientRect().width]"""
PLAYED = """async () => {
    const frame = () => +document.querySelector('.bpkit-picture img').dataset.frame;
    const [before, start] = [frame(), performance.now()];
    await new Promise(passed => setTimeout(passed, 3000));
    return [frame() - before, (performance.now() - start) / 1000];
}"""
CELLS = ["from bpkit.explorers import Symmetry\nSymmetry()"]


@pytest.fixture(scope="module")
def lesson(browser, lab):
    page = Page(browser, 1280, 1200, device_scale_factor=2)
    page.open_cells(*lab, "screen.ipynb", CELLS)
    yield page
    page.page.close()


def test_a_screen_with_two_dots_a_pixel_has_a_picture_as_fine_of_the_same_size(lesson):
    lesson.page.wait_for_function(
        "() => document.querySelector('.bpkit-picture img').naturalWidth === 1460"
    )
    _, shown = lesson.picture.evaluate(SHOWN)
    assert 400 < shown <= 730
    assert lesson.page.locator(".bpkit-still").evaluate("still => still.naturalWidth") == 730


def test_who_asks_for_less_motion_is_played_no_more_than_a_picture_a_second(lesson):
    lesson.page.emulate_media(reduced_motion="reduce")
    press("Play")(lesson)
    lesson.page.locator("img[data-state='playing']").wait_for()
    pictures, seconds = lesson.page.evaluate(PLAYED)
    assert pictures <= seconds + 2
    press("Pause")(lesson)
    lesson.page.locator("img[data-state='resting']").wait_for()


def test_the_console_is_clean_and_no_request_left_this_machine(lesson):
    assert (lesson.errors, lesson.requests_abroad) == ([], [])
