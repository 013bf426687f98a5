"""The picture of an explorer: quick letters and a quick PNG show what matplotlib's own would."""

from io import BytesIO

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox
from PIL import Image

from bpkit import explorers
from bpkit.explorers.frame import picture as frame
from bpkit.explorers.frame.picture import Canvas, png

from ..acting import image, pixels


def drawn(canvas):
    canvas.draw()
    return np.array(canvas.buffer_rgba())[..., :3].astype(int)


@pytest.fixture
def page():
    """A figure with two texts, a pale one over a line."""
    figure = Figure(figsize=(3, 2), dpi=100, facecolor="white")
    canvas, ax = Canvas(figure), figure.add_axes((0, 0, 1, 1))
    ax.plot([0, 1], [0, 1], linewidth=9)
    ax.text(0.21, 0.23, "δ(1) = −0.25", fontsize=8)
    return (
        canvas,
        ax,
        ax.text(0.5, 0.5, "over\nthe line", color="#d55e00", alpha=0.4, ha="center", rotation=30),
    )


def test_letters_look_as_matplotlib_draws_them(page):
    canvas, ax, text = page
    for _ in range(2):
        quick = drawn(canvas)
        plain = drawn(FigureCanvasAgg(canvas.figure))
        canvas.figure.set_canvas(canvas)
        assert np.abs(quick - plain).max() <= 2
        assert (quick < 128).any(axis=-1).sum() > 100, "an empty page"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.set_text("other words"),
        lambda text: text.set_color("#0072b2"),
        lambda text: text.set_alpha(1.0),
        lambda text: text.set_position((0.52, 0.5)),
        lambda text: text.set_fontsize(13),
        lambda text: text.set_rotation(31),
        lambda text: (text.set_clip_box(Bbox.from_bounds(0, 0, 140, 100)), text.set_clip_on(True)),
        lambda text: text.axes.texts[0].set_fontsize(13),
    ],
)
def test_a_text_that_changes_is_drawn_as_it_is_now(page, change):
    canvas, ax, text = page
    before = drawn(canvas)
    change(text)
    quick = drawn(canvas)
    assert np.abs(quick - before).max() > 50
    assert np.abs(quick - drawn(FigureCanvasAgg(canvas.figure))).max() <= 2


def test_a_text_that_was_cut_off_is_whole_again(page):
    canvas, ax, text = page
    whole = drawn(canvas)
    canvas.get_renderer().stamps.clear()
    text.set(clip_box=Bbox.from_bounds(0, 0, 140, 100), clip_on=True)
    assert np.abs(drawn(canvas) - whole).max() > 50
    text.set_clip_on(False)
    assert np.array_equal(drawn(canvas), whole)


def test_a_line_of_letters_is_laid_out_once(page, monkeypatch):
    canvas, ax, text = page
    first = drawn(canvas)
    monkeypatch.setattr(frame.Letters, "stamp", lambda *line: pytest.fail("laid out again"))
    assert np.array_equal(drawn(canvas), first)


def test_only_so_many_lines_are_remembered(page, monkeypatch):
    canvas, ax, text = page
    monkeypatch.setattr(frame, "MOST", 50)
    for k in range(60):
        text.set_text(f"{k}")
        canvas.draw()
        assert len(canvas.get_renderer().stamps) <= 50
    assert np.abs(drawn(canvas) - drawn(FigureCanvasAgg(canvas.figure))).max() <= 2


def test_letters_outside_the_page_are_no_error(page):
    canvas, ax, text = page
    without = text.set_visible(False), drawn(canvas)
    text.set(visible=True, position=(5, 5))
    assert np.array_equal(drawn(canvas), without[1])


@pytest.mark.parametrize("shape", [(1, 1), (3, 7), (470, 730)])
def test_a_png_holds_the_pixels(shape):
    rgba = np.random.default_rng(0).integers(0, 256, (*shape, 4), dtype=np.uint8)
    image = Image.open(BytesIO(png(rgba)))
    assert (image.mode, image.size) == ("RGB", shape[::-1])
    assert np.array_equal(np.asarray(image), rgba[..., :3])


@pytest.mark.parametrize("name", explorers.__all__)
def test_a_fine_screen_gets_twice_the_dots_and_a_lesson_keeps_one_for_each_pixel(name):
    explorer = getattr(explorers, name)()
    plain, alt, frame_before = explorer.picture.png, explorer.picture.alt, explorer.picture.frame
    explorer.page.pixel_ratio = 1.5
    assert explorer.picture.frame == frame_before + 1
    fine, stored = explorer.picture.png, explorer.picture.stored
    height, width, _ = pixels(plain).shape
    assert pixels(fine).shape == (2 * height, 2 * width, 3)
    assert (image(explorer)["width"], image(explorer)["alt"]) == (str(width), alt)
    assert pixels(stored).shape == pixels(plain).shape
    off, ink = (np.abs(pixels(plain) - page).mean() for page in (pixels(stored).astype(int), 255))
    assert off < ink / 2, "another picture"
    explorer.page.pixel_ratio = 1.0
    assert np.abs(pixels(explorer.picture.png).astype(int) - pixels(plain)).max() <= 2
    assert explorer.picture.stored == explorer.picture.png


def test_a_moved_control_is_drawn_fine_too():
    explorer = explorers.Neuron()
    explorer.page.pixel_ratio = 2.0
    move = explorer.move
    move.of(explorer).value = move.values[7]
    canvas = FigureCanvasAgg(explorer.picture.figure)
    canvas.draw()
    for artist in explorer.picture.moving:
        artist.axes.draw_artist(artist)
    shown = pixels(explorer.picture.png).astype(int)
    assert shown.shape[1] == 1460
    assert np.abs(shown - np.asarray(canvas.buffer_rgba())[..., :3]).max() <= 2
