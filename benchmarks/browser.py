"""How long a learner waits in a browser, from key to painted picture.

Run: python -m benchmarks.browser [explorers].
"""

import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from bpkit import explorers
from tests.browser.page import QUIET, Page, chromium, jupyter_lab

from .waits import HEAD, row, setting

RECORDER = (Path(__file__).parent / "recorder.js").read_text()
MOVES, DRAGGED = 50, 300
SWING = (-30, 30, -30, 30, -30, 0)  # pixels beside the beginning of a drag, where it turns
LESSONS = {name: getattr(explorers, name).move.lesson for name in explorers.__all__}
MOVED = {name: lesson for name, lesson in LESSONS.items() if lesson}
DRAGGED_EXPLORER = "Training"
# a slider in the lower half of its range has room to the right
KEYS = """slider => {
    const [low, now, high] = ['min', 'now', 'max']
        .map(end => +slider.getAttribute(`aria-value${end}`));
    return now - low < high - now ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
}"""


@contextmanager
def opened(lesson):
    """Open a lesson in its own JupyterLab, run it, yield its page and when its picture came."""
    with (
        tempfile.TemporaryDirectory() as folder,
        jupyter_lab(Path(folder)) as lab,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        try:
            page = Page(browser, 1280, 800)
            page.open(*lab, f"{lesson}.ipynb")
            page.page.evaluate(RECORDER)
            page.run_all()
            yield page, painted(page, 0)[0]
        finally:
            browser.close()


def painted(page, n, quiet=200):
    """Return when each picture after the first n was painted, in ms after the last key or click."""
    return page.page.evaluate("([n, quiet]) => window.moments.rest(n, quiet)", [n, quiet])


def count(page):
    """Return how many pictures were painted so far."""
    return page.page.evaluate("() => window.moments.painted.length")


def pressed(page):
    """Yield for each of the moves by keyboard when its first and its last picture were painted."""
    slider = page.explorer.get_by_role("slider").first
    keys = slider.evaluate(KEYS)
    slider.focus()
    for k in range(MOVES):
        n = count(page)
        page.page.keyboard.press(keys[k // 10 % 2])
        times = painted(page, n)
        yield times[0], times[-1]


def dragged(page):
    """Drag the handle to and fro; return how long after its release the last picture is painted."""
    n, mouse = count(page), page.page.mouse
    box = page.explorer.get_by_role("slider").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse.move(x, y)
    mouse.down()
    for turn in SWING:
        mouse.move(x + turn, y, steps=DRAGGED // len(SWING))
    mouse.up()
    return painted(page, n, quiet=1000)[-1]


def rows(label, times):
    """Return the lines of an explorer: its first picture, and the last where training goes on."""
    new, rest = zip(*times)
    return [row(label, new)] + [row(f"{label}, until it rests", rest)] * (rest != new)


def table(names=tuple(MOVED)):
    """Return the lines of the tables."""
    lines, firsts, settled = [], [], []
    for name in names:
        lesson, label = MOVED[name], f"{name}: its first slider"
        with opened(lesson) as (page, first):
            firsts.append(f"| {lesson} | {first / 1000:.1f} |")
            lines += rows(label, pressed(page))
            if name == DRAGGED_EXPLORER:
                settled = [f"{dragged(page):.0f}" for _ in range(5)]
    told = f"{MOVES} moves of every explorer by keyboard, from the key to the painted picture"
    return [
        f"{told}, JupyterLab in headless Chromium at 1280×800; "
        f"{setting('jupyterlab', 'ipywidgets')}.", "",
        *HEAD, *lines, "",
        f"Five drags of {DRAGGED} moves of η in Training: "
        f"at rest {', '.join(settled)} ms after the release.", "",
        "| first picture after Run All, on a kernel that waits | s |", "|---|---|", *firsts,
    ]  # fmt: skip


if __name__ == "__main__":
    print("\n".join(table(sys.argv[1:] or MOVED)))
