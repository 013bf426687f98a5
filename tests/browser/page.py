"""A real JupyterLab and a real Chromium: the server, the page, an explorer, and what went wrong."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from nbformat.v4 import new_code_cell, new_notebook

from ..store_outputs import METADATA

ROOT = Path(__file__).parents[2]
# without these, a browser asks hosts of its own maker for updates
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
QUIET += ["--no-first-run", "--disable-quic", "--disable-gpu"]
PATIENCE = 60_000  # milliseconds
PICTURE = ".bpkit-picture img"


def chromium():
    """Return the path of the browser: what CHROMIUM names, or Debian's."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert found, "expected Chromium: `make chromium` installs it, or CHROMIUM names another"
    return found


@contextmanager
def jupyter_lab(folder):
    """Serve a copy of the lessons from folder in the project's settings; yield address and token.

    Nobody else's settings count.
    """
    shutil.copytree(ROOT / "notebooks", folder / "lessons", ignore=shutil.ignore_patterns(".*"))
    homes = {
        name: str(folder / name)
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    options = [
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        "--port=0",
        "--LabApp.extension_manager=readonly",
        "--LabApp.expose_app_in_browser=True",
        "--AsyncMappingKernelManager.kernel_manager_class=tests.browser.late.Late",
    ]
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        *options,
        f"--ServerApp.root_dir={folder / 'lessons'}",
    ]
    with open(folder / "jupyter.log", "w+") as log:
        server = subprocess.Popen(
            command, env=os.environ | homes, stderr=subprocess.PIPE, text=True
        )
        try:
            for line in server.stderr:
                log.write(line)
                if found := re.search(r"(http://127\.0\.0\.1:\d+)/lab\?token=(\w+)", line):
                    break
            else:
                log.seek(0)
                raise RuntimeError("JupyterLab did not start; it said:\n" + log.read())
            yield found.groups()
        finally:
            server.terminate()
            server.communicate(timeout=30)


def label(page, name):
    """Return the list or field of the explorer with this accessible name; its slider has it too."""
    named = page.explorer.get_by_label(name, exact=True)
    return named.and_(page.page.locator(":not([role=slider])"))


def choose(name, option):
    """Return what chooses from a list; ipywidgets writes an option's spaces as unbreakable ones."""

    def act(page):
        options = [
            text.replace("\xa0", " ")
            for text in label(page, name).locator("option").all_text_contents()
        ]
        label(page, name).select_option(index=options.index(option))

    return act


def write(name, text):
    """Return what writes into a field."""

    def act(page):
        label(page, name).fill(text)
        label(page, name).press("Enter")

    return act


def press(name):
    """Return what presses a button by the keyboard."""
    return lambda page: page.explorer.get_by_role("button", name=name, exact=True).press("Enter")


def press_right(slider=0):
    """Return what moves a slider, counted from 0, by a notch to the right."""

    def act(page):
        handle = page.explorer.get_by_role("slider").nth(slider)
        handle.focus()
        handle.press("ArrowRight")

    return act


class Page:
    """A browser page that remembers each console error and each request that left this machine."""

    def __init__(self, browser, width, height, **screen):
        """Open an empty page of this size."""
        self.page = browser.new_page(viewport={"width": width, "height": height}, **screen)
        self.page.set_default_timeout(PATIENCE)
        self.errors, self.requests_abroad, self.image = [], [], PICTURE
        self.page.on(
            "console", lambda message: message.type == "error" and self.errors.append(message.text)
        )
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self.notice)

    def notice(self, request):
        """Remember a request that does not stay on 127.0.0.1."""
        url = urlsplit(request.url)
        if url.scheme not in ("data", "blob", "file") and url.hostname != "127.0.0.1":
            self.requests_abroad.append(request.url)

    def open(self, address, token, lesson):
        """Open a lesson and wait for its kernel."""
        self.go(address, token, lesson)
        self.page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()

    def go(self, address, token, lesson):
        """Open a lesson."""
        # reset: else JupyterLab opens again, beside it, what was open before
        self.page.goto(f"{address}/lab/tree/{lesson}?token={token}&reset")

    def open_cells(self, address, token, name, sources):
        """Write a notebook of these cells, open it and run it."""
        cells = [*map(new_code_cell, sources)]
        self.write(address, token, name, new_notebook(cells=cells, metadata=METADATA))
        self.open(address, token, name)
        self.run_all()

    def write(self, address, token, name, notebook):
        """Write a notebook beside the lessons."""
        content = {"type": "notebook", "content": notebook}
        self.page.request.put(f"{address}/api/contents/{name}?token={token}", data=content)

    def menu(self, *entries):
        """Choose an entry of a menu."""
        for entry in entries:
            self.page.get_by_text(entry, exact=True).first.click()

    def run_all(self):
        """Run all cells from the menu and wait for the first explorer's new picture."""
        # what an earlier run left on the page is not the answer
        self.page.evaluate(
            "document.querySelectorAll('.bpkit-picture').forEach(old => old.remove())"
        )
        self.menu("Run", "Run All Cells")
        self.explorer = self.page.locator(".widget-vbox:has(.bpkit-picture)").first
        self.picture = self.explorer.locator(PICTURE)
        self.wait_for_rest(0)
        self.page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
        self.picture.scroll_into_view_if_needed()

    def turned_to(self, alt):
        """Turn to the explorer whose alt text begins so, wherever on the page it stands."""
        self.image = f"{PICTURE}[alt^='{alt}']"
        self.picture = self.page.locator(self.image)
        self.explorer = self.page.locator(f".widget-vbox:has({self.image})").last
        notebook = self.page.locator(".jp-WindowedPanel-outer").first
        for _ in range(60):  # JupyterLab makes the cells that are in sight, and those alone
            if self.picture.count():
                break
            notebook.evaluate("panel => panel.scrollBy(0, panel.clientHeight / 2)")
            self.page.wait_for_timeout(100)
        self.picture.scroll_into_view_if_needed()
        return self

    @property
    def frame(self):
        """The number of the picture that is shown."""
        return int(self.picture.get_attribute("data-frame"))

    def wait_for_rest(self, frame):
        """Wait until a picture later than frame is shown and no training goes on."""
        self.page.wait_for_function(
            """([frame, image]) => {
                const shown = document.querySelector(image);
                return shown && +shown.dataset.frame > frame &&
                    shown.dataset.state === 'resting' && shown.complete;
            }""",
            arg=[frame, self.image],
        )

    def after(self, action):
        """Do something to a control; return the alt text and the picture before and after."""
        before, frame = self.seen(), self.frame
        action()
        self.wait_for_rest(frame)
        return before, self.seen()

    def seen(self):
        """Return what a learner gets: the alt text and the picture itself."""
        return self.picture.get_attribute("alt"), self.picture.get_attribute("src")
