"""The long form of what `make test` tries in short, printed as rows of benchmarks/reliability.md.

Run: python -m tests.reliability [functions] [messages] [interrupts] [leaks] [monkey]
"""

import sys
import tempfile
import warnings
from pathlib import Path

from playwright.sync_api import sync_playwright

from bpkit import explorers

from ..browser.page import QUIET, Page, chromium, jupyter_lab
from . import functions, interrupts, leaks, messages, monkey


def functions_row():
    """Yield what hostile arguments did."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        calls, found = functions.survey()
    yield "public functions × hostile arguments", f"{calls:,} calls", f"{len(found)} broke"


def messages_row():
    """Yield what bad messages did."""
    calls, found = messages.survey(most=len(messages.VALUES))
    yield "bad messages of the page", f"{calls:,} messages, seed 0", f"{len(found)} broke: {found}"


def interrupts_row(times=200):
    """Yield what interrupts left behind."""
    came, found = interrupts.survey(times)
    yield "interrupts", f"{came} of {times} in time, seed 0", f"{len(found)} left something behind"


def leaks_row():
    """Yield by how much each explorer grew."""
    for name in explorers.__all__:
        memory, widgets = leaks.survey(name)
        yield f"leaks, {name}", "500 moves", f"{memory:+.1f} MiB, {widgets:+d} widgets"


def monkey_row(seeds=(1, 2, 3), times=500):
    """Yield what a monkey broke."""
    with (
        tempfile.TemporaryDirectory() as folder,
        jupyter_lab(Path(folder)) as lab,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        for seed in seeds:
            page = Page(browser, 1280, 9000)
            page.open_cells(*lab, f"monkey{seed}.ipynb", monkey.CELLS)
            broken = {name: what for name, what in monkey.survey(page, times, seed).items() if what}
            yield "monkey", f"{times} acts, seed {seed}", f"{broken or 'nothing'} broke"
            page.page.close()
        browser.close()


ROWS = {
    "functions": functions_row,
    "messages": messages_row,
    "interrupts": interrupts_row,
    "leaks": leaks_row,
    "monkey": monkey_row,
}


def main(names):
    """Print the rows that are named, or all."""
    for name in names or ROWS:
        for row in ROWS[name]():
            print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
