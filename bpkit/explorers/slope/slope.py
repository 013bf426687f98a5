"""The slope explorer: any f beside its f′, and what f′ lets through of a δ."""

from ... import activations
from ..frame.controls import Dial, between, choice, one_of
from ..frame.explorer import Explorer, Move, from_state, guarded, notches, quiet
from . import words
from .model import FARTHEST, LARGEST, passage
from .view import View

NEAR, NOTCH = 12, 0.1  # how far the slider of x goes, and its step


class Slope(Explorer):
    """Move a total input, and a δ that comes back to it; see how much of it f′ lets through.

    Slope(f="sigmoid", x=1.0, delta=1.5)

    The controls are attributes (`explorer.x.value = 2`), and so are the numbers on the screen:
    `explorer.X`, `explorer.f_prime`, `explorer.dE_dx`; `explorer.code` gives the same in a cell.
    """

    move = Move("Slope: x", "x.slider", notches(-2.5, NOTCH), "07_activations_and_losses")

    @quiet
    def __init__(self, f="sigmoid", x=1.0, delta=1.5):
        """Make the controls, wire them, and draw."""
        one_of("f", f, activations.BY_NAME)
        between("x", x, -FARTHEST, FARTHEST)
        between("delta", delta, -LARGEST, LARGEST)
        self.f = choice("f", f, list(activations.BY_NAME))
        self.x = Dial("x", x, -FARTHEST, FARTHEST, NOTCH, reach=(-NEAR, NEAR))
        self.delta = Dial("δ", delta, -LARGEST, LARGEST, 0.05)
        controls = [self.f, self.x, self.delta]
        super().__init__(controls, width=7.3, height=4.3)
        self.view = View(self.picture)
        for control in controls:
            control.observe(self.on_control, "value")
        self.draw()

    @guarded
    def on_control(self, change):
        self.draw()

    def draw(self):
        """Take f and f′ at x, commit what leaves, and show it."""
        self.passed = passage(self.f.value, self.x.value, self.delta.value)
        self.view.show(self.passed)
        self.picture.draw(words.alt(self.passed), "resting")
        self.say(words.line(self.passed))
        self.list_code()

    X = from_state("passed.X", "The output.")
    f_prime = from_state("passed.f_prime", "The slope of f at the total input.")
    dE_dx = from_state("passed.dE_dx", "What leaves: δ f′(x).")

    @property
    def code(self):
        """The lines of bpkit that give the numbers on the screen."""
        return f"""\
import bpkit as bp

f, x, delta = bp.activations.{self.f.value}, {self.x.value!r}, {self.delta.value!r}
X, f_prime = f(x).item(), f.prime(x).item()
X, f_prime, delta * f_prime"""

    def __repr__(self):
        """Return the call that makes this explorer."""
        x, delta = self.x.value, self.delta.value
        return f"Slope(f={self.f.value!r}, x={x:g}, delta={delta:g})"
