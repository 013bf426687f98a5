"""A monkey with a real mouse and a real keyboard on every explorer of one notebook."""

import json
from ast import literal_eval
from random import Random
from string import ascii_letters, digits

from bpkit import explorers

CONTROLS = "input, select, button, a[href], [role=slider]"
KEYS = [*ascii_letters, *digits, "Escape", "Enter", "Tab", "Space", "Delete", "Backspace", "PageUp"]
KEYS += [f"Arrow{way}" for way in ("Up", "Down", "Left", "Right")]
CELLS = [
    f"from bpkit.explorers import {name}\ne{k} = {name}()\ne{k}"
    for k, name in enumerate(explorers.__all__)
]
# what the kernel shows, as the page's own words for it
TOLD = """async shown => {
    const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const told = `__import__('json').dumps([[e.picture.alt, e.picture.frame] for e in ${shown}])`;
    const asked = kernel.requestExecute({ code: "", user_expressions: { told } });
    const { content } = await asked.done;
    return content.user_expressions.told.data["text/plain"];
}"""
SHOWN = """() => [...document.querySelectorAll('.bpkit-picture img')]
    .map(image => [image.alt, +image.dataset.frame])"""
RESTS = """() => [...document.querySelectorAll('.bpkit-picture img')]
    .every(image => image.dataset.state === 'resting')"""
SOURCES = """() => jupyterapp.shell.currentWidget.content.model.sharedModel.toJSON().cells
    .map(({ id, cell_type, source }) => [id, cell_type, source])"""


class Monkey:
    """Does something, at random, again and again."""

    def __init__(self, lesson, seed):
        """Sit down before a page on which all explorers are shown."""
        self.page, self.random = lesson.page, Random(seed)
        self.explorers = lesson.page.locator(".bpkit-explorer")

    def act(self):
        """Do one thing."""
        explorer = self.explorers.nth(self.random.randrange(self.explorers.count()))
        self.random.choice([self.click, self.drag, self.type, self.type])(explorer)

    def place(self, part):
        """Return a place on a part of the page."""
        box = part.bounding_box()
        x, y = self.random.random(), self.random.random()
        return box["x"] + x * box["width"], box["y"] + y * box["height"]

    def click(self, explorer):
        """Click anywhere."""
        self.page.mouse.click(*self.place(explorer))

    def drag(self, explorer):
        """Drag over the picture."""
        picture = explorer.locator(".bpkit-picture")
        self.page.mouse.move(*self.place(picture))
        self.page.mouse.down()
        self.page.mouse.move(*self.place(picture), steps=self.random.randrange(1, 9))
        self.page.mouse.up()

    def type(self, explorer):
        """Type on a control."""
        controls = explorer.locator(CONTROLS)
        controls.nth(self.random.randrange(controls.count())).focus()
        for key in self.random.choices(KEYS, k=self.random.randrange(1, 6)):
            self.page.keyboard.press(key)

    def rest(self):
        """Wait until nothing moves any more; what still plays is paused."""
        self.page.wait_for_timeout(1000)
        for button in self.page.get_by_role("button", name="Pause", exact=True).all():
            button.click()
        self.page.wait_for_function(RESTS)
        while (before := self.page.evaluate(SHOWN)) != self.after(500):
            assert before
        return before

    def after(self, milliseconds):
        """Return what is shown after a while."""
        self.page.wait_for_timeout(milliseconds)
        return self.page.evaluate(SHOWN)


def survey(lesson, times, seed):
    """Let a monkey act; return what came of it that should not."""
    monkey, sources = Monkey(lesson, seed), lesson.page.evaluate(SOURCES)
    for _ in range(times):
        monkey.act()
    shown = monkey.rest()
    names = ", ".join(f"e{k}" for k in range(len(CELLS)))
    told = json.loads(literal_eval(lesson.page.evaluate(TOLD, f"[{names}]")))
    return {
        "errors": lesson.errors,
        "requests abroad": lesson.requests_abroad,
        "another state": [] if shown == told else [shown, told],
        "cells changed": lesson.page.evaluate(SOURCES) != sources,
        "dialogs": lesson.page.locator(".jp-Dialog").count(),
        "inside": lesson.page.get_by_text("This went wrong inside the explorer").count(),
    }
