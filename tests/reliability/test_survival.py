"""Explorers and training survive bad messages, interrupts and long use: the short form."""

import pytest

from bpkit.explorers import Neuron

from . import interrupts, leaks, messages

# two of Sweep's lists can be told that nothing is chosen
KNOWN = {("Sweep", "Dropdown", "index", "None", messages.INSIDE)}


def test_no_message_of_the_page_breaks_an_explorer():
    count, found = messages.survey(most=4)
    assert count > 800 and set(found) - KNOWN == set()


def test_an_answer_that_fails_is_noticed(monkeypatch):
    explorer = Neuron()
    monkeypatch.setattr(explorer, "draw", lambda: 1 / 0)
    assert messages.sent(explorer, explorer.w.number, "value", 0.5) == messages.INSIDE


# an interrupt in a clean-up is swallowed by Python, which says so
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_leaves_nothing_behind():
    came, found = interrupts.survey(times=40)
    assert came > 10 and found == []


def test_moves_leave_no_widget_and_little_memory():
    memory, widgets = leaks.survey("Neuron", moves=100, warm=60)
    assert widgets == 0 and memory < 10
