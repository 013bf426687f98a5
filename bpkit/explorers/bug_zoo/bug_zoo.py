"""The bug zoo: ten wrong backprops, or a hidden one, at work beside the right one."""

from html import escape
from numbers import Integral

from ipywidgets import HTML, BoundedIntText, Text, ToggleButton

from ... import activations, datasets
from ...broken import TEN
from ..frame.controls import SEEDS, Dial, between, choice, labelled, one_of
from ..frame.explorer import Explorer, Move, guarded, notches, quiet
from ..frame.sizes import Ceilings, read_hidden
from . import words
from .model import Choice, SideBySide, Task
from .view import View

HIDDEN, NO_GUESS = "a hidden one", "…"
MOST = Ceilings(layers=3, neurons=8, parameters=200)
ETA = 1e-3, 100
DATASETS = [name for name in datasets.DATASETS if name not in ("digits", "elnino", "symmetry")]


def check(backprop, number, dataset, activation, layers, eta, seed):
    """Raise ValueError for what no control can hold, before there are any."""
    one_of("backprop", backprop, [None, *TEN])
    between("number", number, *SEEDS, Integral)
    one_of("dataset", dataset, DATASETS)
    one_of("activation", activation, activations.BY_NAME)
    sizes_of(dataset, layers)
    between("eta", eta, *ETA)
    between("seed", seed, *SEEDS, Integral)


def sizes_of(dataset, layers):
    """Return all layer sizes for a data set and the hidden ones, as typed."""
    about = datasets.describe(dataset)
    return read_hidden(layers, about.n_in, about.n_out, MOST)


class BugZoo(Explorer):
    """Choose a wrong backprop, or a hidden one, see what it does, and name it.

    BugZoo(backprop="bias_mean", dataset="xor", activation="tanh", layers="8, 8", eta=1.0, seed=0)
    BugZoo(number=3)

    Without a name the backprop is hidden, another one for each number. The controls are attributes
    (`explorer.eta.value = 0.5`), the result is `explorer.trial`, and `explorer.code` gives the same
    numbers in a cell.
    """

    move = Move(
        "BugZoo: η, 100 epochs of [2, 8, 8, 1], twice",
        "eta.slider",
        tuple(10**v for v in notches(-2, 0.05)),
        "11_break_backprop",
    )

    @quiet
    def __init__(self, backprop=None, number=0, dataset="xor", activation="tanh", layers="8, 8",
                 eta=1.0, seed=0):  # fmt: skip
        """Make the controls, wire them, and try the backprop."""
        check(backprop, number, dataset, activation, layers, eta, seed)
        self.backprop = choice("backprop", backprop or HIDDEN, [HIDDEN, *TEN])
        self.number = self.whole("number", number)
        self.dataset = choice("data", dataset, DATASETS)
        self.activation = choice("f", activation, list(activations.BY_NAME))
        text = Text(layers, description="layers", placeholder="8, 8", continuous_update=False)
        self.layers = labelled(text)
        self.eta = Dial("η", eta, *ETA, notch=0.05, decades=True)
        self.seed = self.whole("seed", seed)
        self.guess = choice("it is", NO_GUESS, [NO_GUESS, *TEN])
        self.reveal = ToggleButton(description="Reveal", tooltip="The line as it is, as it should")
        super().__init__([*self.controls(), self.guess, self.reveal], width=7.3, height=4.4)
        self.lines = HTML()
        self.children = (*self.children, self.lines)
        self.view, self.trial = View(self.picture), None
        self.restart()
        self.wire()

    def whole(self, name, value):
        """Return a field for a whole number."""
        return labelled(BoundedIntText(value=value, min=SEEDS[0], max=SEEDS[1], description=name))

    def controls(self):
        """Return what a trial depends on."""
        return [
            self.backprop, self.number, self.dataset, self.activation, self.layers, self.eta,
            self.seed,
        ]  # fmt: skip

    def wire(self):
        """Let every control call its method."""
        for control in self.controls():
            control.observe(self.on_control, "value")
        self.guess.observe(self.on_guess, "value")
        self.reveal.observe(self.on_reveal, "value")

    @guarded
    def on_control(self, change):
        """Try anew; another backprop is hidden again, and not yet guessed."""
        if change["owner"] in (self.backprop, self.number):
            self.reveal.value, self.guess.value = False, NO_GUESS
        self.restart()

    @guarded
    def on_guess(self, change):
        """Answer a guess."""
        self.speak()

    @guarded
    def on_reveal(self, change):
        """Show or hide the line."""
        self.show_lines()

    def restart(self):
        """Try the backprop that the controls say, and draw."""
        sizes = sizes_of(self.dataset.value, self.layers.value)
        name = None if self.backprop.value == HIDDEN else self.backprop.value
        problem = Task(self.dataset.value, sizes, self.activation.value, self.seed.value)
        chosen = Choice(name, self.number.value)
        self.trial = SideBySide.of(chosen, problem, self.eta.value, before=self.trial)
        self.draw()

    def draw(self):
        """Show the trial: picture, words, lines and code."""
        self.view.show(self.trial)
        self.picture.draw(words.alt(self.trial), "resting")
        self.speak()
        self.show_lines()
        self.list_code()

    def speak(self):
        """Say what the trial shows, after the answer to a guess."""
        told = [words.line(self.trial)]
        if self.guess.value != NO_GUESS:
            told.insert(0, words.answer(self.trial, self.guess.value))
        self.say(" ".join(told))

    def show_lines(self):
        """Write the line as it is and as it should be, if that is wanted."""
        wrong, html = self.trial.backprop, ""
        if self.reveal.value:
            told = f"{wrong.name}\n  here:     {wrong.wrong}\n  the page: {wrong.right}"
            html = f"<pre>{escape(told)}</pre>"
        self.lines.value = html

    @property
    def code(self):
        """The lines of bpkit that give the numbers on the screen."""
        return self.trial.code

    def __repr__(self):
        """Return the call that makes this explorer."""
        name, number = self.trial.choice
        which = f"backprop={name!r}" if name else f"number={number}"
        return f"BugZoo({which}, dataset={self.trial.problem.dataset!r}, η={self.trial.eta:g})"
