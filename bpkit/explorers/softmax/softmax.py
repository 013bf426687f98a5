"""The softmax explorer: outputs in, shares, the Jacobian and δ out."""

from numbers import Integral

from ..frame.controls import Dial, between, choice
from ..frame.explorer import Explorer, Move, from_state, guarded, notches, quiet
from ..frame.notation import subscript
from . import words
from .model import FARTHEST, FEWEST, MOST, NEAR, shares
from .view import View

NOTCH = 0.1


class Softmax(Explorer):
    """Move the outputs of one sample; see their shares, the Jacobian of softmax, and δ.

    Softmax(X=(2.0, 1.0, 0.0), target=1)

    X holds two to four outputs; target is the class that is wanted, counted from 1. The controls
    are attributes (`explorer.X[0].value = 3`), and so are the numbers on the screen: `explorer.s`,
    `explorer.J`, `explorer.delta`; `explorer.code` gives the same in a cell.
    """

    # the second explorer of its lesson: the browser benchmark moves the first
    move = Move("Softmax: X₁", "first.slider", notches(-2.5, NOTCH), "")

    @quiet
    def __init__(self, X=(2.0, 1.0, 0.0), target=1):
        """Make the controls, wire them, and draw."""
        check(X, target)
        self.X = [
            Dial(f"X{subscript(i)}", v, -FARTHEST, FARTHEST, NOTCH, reach=(-NEAR, NEAR))
            for i, v in enumerate(X)
        ]
        self.target = choice("wanted", target, [(f"class {i + 1}", i + 1) for i in range(len(X))])
        controls = [*self.X, self.target]
        super().__init__(controls, width=7.3, height=3.2)
        self.view = View(self.picture, len(X))
        for control in controls:
            control.observe(self.on_control, "value")
        self.draw()

    @property
    def first(self):
        """The dial of the first output."""
        return self.X[0]

    @guarded
    def on_control(self, change):
        self.draw()

    def draw(self):
        """Take the softmax, commit what it gives, and show it."""
        self.shares = shares([dial.value for dial in self.X], self.target.value)
        self.view.show(self.shares)
        self.picture.draw(words.alt(self.shares), "resting")
        self.say(words.line(self.shares))
        self.list_code()

    s = from_state("shares.s", "The shares, softmax(X).")
    J = from_state("shares.J", "The Jacobian ∂s/∂X.")
    delta = from_state("shares.delta", "δ = ∂E/∂X.")

    @property
    def code(self):
        """The lines of bpkit that give the numbers on the screen."""
        return f"""\
import numpy as np
import bpkit as bp

X, T = np.array({self.shares.X.tolist()}), np.array({self.shares.T.tolist()})
s = bp.losses.softmax(X)
J = np.diag(s[:, 0]) - s @ s.T
delta = bp.losses.cross_entropy.gradient(X, T)
s.tolist(), J.tolist(), delta.tolist()"""

    def __repr__(self):
        """Return the call that makes this explorer."""
        X = ", ".join(f"{dial.value:g}" for dial in self.X)
        return f"Softmax(X=({X}), target={self.target.value})"


def check(X, target):
    """Raise ValueError for what no control can hold, before there are any."""
    if not FEWEST <= len(X) <= MOST:
        raise ValueError(f"X holds {len(X)} outputs, expected {FEWEST} to {MOST}")
    for i, v in enumerate(X):
        between(f"X[{i}]", v, -FARTHEST, FARTHEST)
    between("target", target, 1, len(X), Integral)
