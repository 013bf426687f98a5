"""The four panels: each shows the run, and what is kept between pictures is never old."""

from operator import attrgetter

import numpy as np
import pytest

from bpkit.explorers.training import view

from ..acting import pixels, said
from .quick import explorer


def control_of(e, name):
    return attrgetter(name)(e)


def boom(*arguments):
    raise RuntimeError("boom")


MOVES = [
    ("eta.slider", 0.01), ("eta.slider", 0.1), ("eta.slider", 30.0), ("activation", "relu"),
    ("eta", 50.0), ("activation", "tanh"), ("epochs", 90), ("init", "normal(0.01)"), ("eta", 1e-3),
    ("layers", "4"), ("eta", 2.0), ("dataset", "wave"), ("activation", "relu"), ("eta", 100.0),
    ("eta", 0.1), ("dataset", "digits"), ("eta", 5.0), ("layers", "1, 2, 3, 4, 5, 6, 7"),
    ("activation", "sigmoid"), ("eta", 20.0),
]  # fmt: skip


def test_what_is_drawn_over_the_kept_background_is_what_drawing_everything_gives(monkeypatch):
    blitted, redrawn = explorer(), explorer()
    show = redrawn.panels.show
    monkeypatch.setattr(redrawn.panels, "show", lambda *run: (show(*run), redrawn.picture.redraw()))
    backgrounds = []
    for control, value in MOVES:
        kept = blitted.picture.background
        for e in (blitted, redrawn):
            control_of(e, control).value = value
        assert np.array_equal(pixels(blitted.picture.png), pixels(redrawn.picture.png)), (
            control,
            value,
        )
        backgrounds.append(kept is blitted.picture.background)
    assert any(backgrounds) and not all(backgrounds), "no background was kept, or none was renewed"


def panel_pixels(e):
    """Return the pixels of each of the four panels."""
    page = pixels(e.picture.png)[::-1]
    boxes = [ax.get_window_extent().extents.astype(int) for ax in e.panels.axes]
    return [page[bottom:top, left:right] for left, bottom, right, top in boxes]


def drawn(artist):
    """Return what an artist shows: the text, the numbers of an image, or those of a line."""
    if hasattr(artist, "get_text"):
        return artist.get_text()
    return artist.get_array() if hasattr(artist, "get_array") else artist.get_data()


def shape(artist):
    """Return what an artist of the last panel looks like."""
    names = "linewidths", "sizes", "height", "xydata"
    found = [getattr(artist, f"get_{name}")() for name in names if hasattr(artist, f"get_{name}")]
    return [np.asarray(numbers).tolist() for numbers in found]


@pytest.mark.parametrize("dataset", ["spirals", "wave", "digits"])
def test_every_panel_shows_the_run(dataset):
    e = explorer(dataset=dataset, eta=0.01)
    before = panel_pixels(e)
    e.eta.value = 0.7
    assert all(
        not np.array_equal(old, new) for old, new in zip(before, panel_pixels(e), strict=True)
    )
    new = explorer(dataset=dataset, eta=0.7)
    for artist, other in zip(
        e.panels.answer.panel.moving, new.panels.answer.panel.moving, strict=True
    ):
        assert np.array_equal(drawn(artist), drawn(other))
    train, held_out = e.panels.loss
    assert np.array_equal(drawn(train), [range(21), e.history.E])
    assert np.array_equal(np.transpose(drawn(held_out)), e.run.tests)
    for l, line in enumerate(e.panels.deltas.lines):
        assert np.array_equal(drawn(line), [range(21), e.history.delta_rms[:, l]])
    for artist, other in zip(e.panels.now.panel.moving, new.panels.now.panel.moving, strict=True):
        assert shape(artist) == shape(other)


def test_the_picture_stays_the_same_when_nothing_changes():
    e = explorer()
    png, frame = e.picture.png, e.picture.frame
    e.draw()
    assert (e.picture.png, e.picture.frame) == (png, frame + 1)


@pytest.mark.parametrize("owner, target", [(view.histories, "loss"), (view.network, "network_of")])
def test_panels_that_failed_half_made_are_made_anew(monkeypatch, owner, target):
    e = explorer()
    png = e.picture.png
    with monkeypatch.context() as planted:
        planted.setattr(owner, target, boom)
        e.dataset.value = "wave"
    assert said(e)[0] and e.picture.png == png
    e.dataset.value = "spirals"
    assert not said(e)[0]
    assert np.array_equal(pixels(e.picture.png), pixels(png))
