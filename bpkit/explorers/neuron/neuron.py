"""The neuron explorer: one neuron, its weight, bias and activation; f and f′ at its total input."""

from ... import activations
from ..frame.controls import Dial, between, choice, one_of
from ..frame.explorer import Move, from_state, guarded, notches, quiet
from ..frame.pointing import Handle, Pointed
from . import words
from .model import FARTHEST, neuron, passed
from .view import View

LIMITS = {"w": 5, "b": 5, "X0": FARTHEST}
NOTCH = 0.1


class Neuron(Pointed):
    """Move the weight, the bias or the input of one neuron, and watch x, X and f′.

    Neuron(w=1.5, b=-0.5, f="tanh", X0=1.0)

    The input can be dragged in the left panel too.

    The controls are attributes (`explorer.w.value = 2`), and so are the numbers on the screen:
    `explorer.x`, `explorer.X`, `explorer.f_prime`; `explorer.code` gives the same in a cell.
    """

    move = Move("Neuron: w", "w.slider", notches(-2.5, NOTCH), "01_forward_propagation")

    @quiet
    def __init__(self, w=1.5, b=-0.5, f="tanh", X0=1.0):
        """Make the controls, wire them, and draw."""
        one_of("f", f, activations.BY_NAME)
        for name, value in (("w", w), ("b", b), ("X0", X0)):
            between(name, value, -LIMITS[name], LIMITS[name])
        self.f = choice("f", f, list(activations.BY_NAME))
        self.w = dial("w", "w", w)
        self.b = dial("b", "b", b)
        self.X0 = dial("X0", "X(0)", X0)
        controls = [self.f, self.X0, self.w, self.b]
        super().__init__(controls, width=7.3, height=3.5)
        self.view = View(self.picture)
        for control in controls:
            control.observe(self.on_control, "value")
        self.draw()

    @guarded
    def on_control(self, change):
        self.draw()

    def handles(self):
        """Return the panel over the input."""
        return [Handle(self.view.answer.curve.axes.patch, self.drag_input, "ew-resize")]

    def drag_input(self, place, part):
        """Take the input that a place of the panel stands for."""
        self.X0.aim(place.seen_from(self.view.answer.curve.axes)[0])

    def draw(self):
        """Carry the input through the neuron, commit what comes out, and show it."""
        self.passed = passed(self.w.value, self.b.value, self.f.value, self.X0.value)
        self.view.show(self.passed)
        self.picture.draw(words.alt(self.passed), "resting")
        self.say(words.line(self.passed))
        self.list_code()

    @property
    def net(self):
        """The network on the screen: one input, one neuron."""
        return neuron(self.w.value, self.b.value, self.f.value)

    x = from_state("passed.x", "The total input.")
    X = from_state("passed.X", "The output.")
    f_prime = from_state("passed.f_prime", "The slope of f at the total input.")

    @property
    def code(self):
        """The lines of bpkit that give the numbers on the screen."""
        return f"""\
import bpkit as bp

net = bp.Network(W=[[[{self.w.value!r}]]], b=[[{self.b.value!r}]], f=[{self.f.value!r}])
trace = bp.forward(net, [[{self.X0.value!r}]])
x, X = trace.x[1], trace.X[1]
x.item(), X.item(), net.f[0].prime(x).item()"""

    def __repr__(self):
        """Return the call that makes this explorer."""
        w, b, X0 = self.w.value, self.b.value, self.X0.value
        return f"Neuron(w={w:g}, b={b:g}, f={self.f.value!r}, X0={X0:g})"


def dial(name, label, value):
    """Return the dial of an argument."""
    return Dial(label, value, -LIMITS[name], LIMITS[name], NOTCH)
