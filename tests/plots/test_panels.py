"""What holds for every panel: what moves is listed, and all data are in sight."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_hex

from bpkit.plots.style import COLOURS

from .drawing import DRAW, axes, data, pixels

each_plot = pytest.mark.parametrize("name", DRAW)


@each_plot
def test_what_moves_is_seen_to_move_and_to_come_back(name):
    draw, other, back = DRAW[name]
    ax = axes()
    panel = draw(ax)
    before = pixels(ax)
    panel.move(*other)
    assert not np.array_equal(pixels(ax), before)
    panel.move(*back)
    assert np.array_equal(pixels(ax), before)


@each_plot
def test_nothing_moves_but_what_the_panel_lists(name):
    draw, other, _ = DRAW[name]
    ax = axes()
    panel = draw(ax)
    for artist in panel.moving:
        artist.set_visible(False)
    before = pixels(ax)
    panel.move(*other)
    assert np.array_equal(pixels(ax), before)


@each_plot
def test_a_plot_alone_shows_all_its_data(name):
    ax = axes()
    DRAW[name][0](ax)
    ax.figure.canvas.draw()
    (left, right), (bottom, top) = sorted(ax.get_xlim()), sorted(ax.get_ylim())
    for line in ax.lines:
        x, y = data(line)
        assert left <= x.min() and x.max() <= right and bottom <= y.min() and y.max() <= top
    for bar in ax.patches:
        assert left < bar.get_x() and bar.get_x() + bar.get_width() < right
        assert bottom < bar.get_height() < top and bar.get_height() < 1e4 * bottom, (
            "bars that can be told apart"
        )


@each_plot
def test_the_artists_are_on_the_axes_and_each_panel_says_what_it_shows(name):
    ax = axes()
    panel = DRAW[name][0](ax)
    assert all(artist.axes is ax for artist in panel.moving)
    assert ax.get_title(loc="left")


@each_plot
def test_a_plot_uses_no_other_colour(name):
    ax = axes()
    DRAW[name][0](ax)
    used = {line.get_color() for line in ax.lines if line.get_linestyle() != "None"}
    marked = [line for line in ax.lines if line.get_marker() != "None"]
    used |= {line.get_markerfacecolor() for line in marked}
    used |= {line.get_markeredgecolor() for line in marked}
    used |= {bar.get_facecolor() for bar in ax.patches} | {text.get_color() for text in ax.texts}
    assert {to_hex(colour) for colour in used} <= {*COLOURS}


PROGRAM = """
import sys
import matplotlib
def settings():
    # to ask for the backend would choose one
    return {name: matplotlib.rcParams[name] for name in matplotlib.rcParams if name != "backend"}
before = settings()
import bpkit.plots, bpkit.explorers
from tests.plots.drawing import DRAW, axes, pixels
for draw, other, _ in DRAW.values():
    ax = axes()
    draw(ax).move(*other)
    pixels(ax)
bpkit.explorers.Training(epochs=2)
print("matplotlib.pyplot" in sys.modules, settings() == before)
"""


def test_nothing_of_pyplot_is_imported_and_no_setting_of_matplotlib_is_touched():
    program = [sys.executable, "-W", "error", "-c", PROGRAM]
    run = subprocess.run(program, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert (run.stdout, run.stderr) == ("False True\n", "")
