"""The neuron explorer: one neuron, its weight, bias and activation; f and f′ at its total input."""

import numpy as np
from ipywidgets import Dropdown

from .. import activations, plots
from ..network import Network
from ..propagation import forward
from .base import Explorer, guarded, quiet
from .controls import between, one_of
from .dial import LABEL, Dial

LIMITS = {"w": 5, "b": 5, "X0": 3}
REACH = 6  # of the total input that is drawn, at least
ASLEEP = 0.01


class Neuron(Explorer):
    """Move the weight, the bias or the input of one neuron, and watch its total input, output and slope.

    Neuron(w=1.5, b=-0.5, f="tanh", X0=1.0)

    The controls are attributes (`explorer.w.value = 2`), and so are the numbers on the screen: `explorer.x`,
    `explorer.X`, `explorer.f_prime`; `explorer.code` gives the same numbers in a cell.
    """

    @quiet
    def __init__(self, w=1.5, b=-0.5, f="tanh", X0=1.0):
        """Make the controls, wire them, and draw."""
        one_of("f", f, activations.BY_NAME)
        for name, value in (("w", w), ("b", b), ("X0", X0)):
            between(name, value, -LIMITS[name], LIMITS[name])
        self.f = Dropdown(options=list(activations.BY_NAME), value=f, description="f")
        self.f.style.description_width, self.f.layout.width = LABEL, "228px"
        self.w, self.b = Dial("w", w, -5, 5, notch=0.1), Dial("b", b, -5, 5, notch=0.1)
        self.X0 = Dial("X(0)", X0, -3, 3, notch=0.1)
        super().__init__([self.f, self.X0, self.w, self.b], width=7.3, height=3.5)
        for control in (self.f, self.w, self.b, self.X0):
            control.observe(self.on_control, "value")
        self.drawn = None
        self.draw()

    @guarded
    def on_control(self, change):
        """Carry the input through the neuron again."""
        self.draw()

    @property
    def net(self):
        """The network on the screen: one input, one neuron."""
        return Network(W=[[[self.w.value]]], b=[[self.b.value]], f=[self.f.value])

    def draw(self):
        """Compute total input, output and slope, commit them, and show them."""
        net = self.net
        self.x, self.X, self.f_prime = said = passed(net, [[self.X0.value]])
        inputs = np.linspace(-LIMITS["X0"], LIMITS["X0"], 241)
        answers = forward(net, inputs[np.newaxis]).X[1][0]
        self.build(reach(self.x))
        plots.move_answer(self.answer, inputs, answers, (self.X0.value, self.X))
        plots.move_pair(self.pair, said)
        self.picture.draw(self.words(answers), "resting")
        self.say(self.sentence())
        self.list_code()

    def build(self, reach):
        """Make both panels anew, if the activation or the range of total inputs is another."""
        if self.drawn == (self.f.value, reach):
            return
        self.drawn = None  # until all is drawn, nothing counts as drawn
        self.picture.figure.clear()
        self.picture.redraw()
        left, right = self.picture.figure.subplots(1, 2)
        self.picture.figure.subplots_adjust(0.055, 0.13, 0.985, 0.92, wspace=0.15)
        x = np.linspace(-reach, reach, 481)
        f = activations.named(self.f.value)
        X, f_prime = f(x), f.prime(x)
        self.answer = plots.neuron_answer(left, [], [], (0, 0))
        self.pair = plots.activation_pair(right, x, X, f_prime, (0, 0, 0))
        left.set(xlim=(-LIMITS["X0"], LIMITS["X0"]))
        right.set(xlim=(-reach, reach))
        for ax in (left, right):
            ax.tick_params(labelsize=8)
            ax.set_ylim(plots.room(np.append(X, f_prime)))
        self.picture.moving = [*self.answer, *self.pair]
        self.drawn = self.f.value, reach

    def sentence(self):
        """Return the line below the picture: equation (1) with its numbers, and what f′ means here."""
        w, b, X0 = self.w.value, self.b.value, self.X0.value
        return (
            f"Total input x = w X(0) + b = {signed(w)} · {signed(X0)} + {signed(b)} = {self.x:.4g}. "
            f"Output X = {self.f.value}(x) = {self.X:.4g}. {meaning(self.f.value, self.x, self.f_prime)}"
        )

    def words(self, answers):
        """Return what both panels show, for who cannot see them."""
        way = "level" if np.ptp(answers) < 1e-9 else "rising" if answers[-1] > answers[0] else "falling"
        return (
            f"One {self.f.value} neuron with w = {self.w.value:g} and b = {self.b.value:g}: two panels. "
            f"Output X against the input from {-LIMITS['X0']} to {LIMITS['X0']}, {way} from {answers[0]:.3g} to "
            f"{answers[-1]:.3g}; the point is at input {self.X0.value:g}. f and f′ against the total input; the "
            f"points are at x = {self.x:.4g}, on f at X = {self.X:.4g} and on f′ at {self.f_prime:.4g}."
        )

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
        return f"Neuron(w={self.w.value:g}, b={self.b.value:g}, f={self.f.value!r}, X0={self.X0.value:g})"


def passed(net, X0):
    """Return total input, output and f′ of a network of one neuron, for one sample."""
    trace = forward(net, X0)
    x, X = trace.x[1], trace.X[1]
    return x.item(), X.item(), net.f[0].prime(x).item()


def reach(x):
    """Return up to where total inputs are drawn: 6, 12 or 24, whichever holds x."""
    return next(end for end in (REACH, 2 * REACH, 4 * REACH) if abs(x) < end)


def signed(number):
    """Return a number as it stands in a product, a negative one in brackets."""
    return f"(−{-number:g})" if number < 0 else f"{number:g}"


def meaning(f, x, f_prime):
    """Return f′ and what it says about a small change of the total input."""
    if x in activations.named(f).kinks:
        return (
            f"f′(x) = {f_prime:.2g}: x stands on the kink, where {f}'s slope jumps from "
            f"{f_prime:.2g} to 1; the course takes the slope on the left."
        )
    if f_prime == 0 and not activations.named(f).kinks:
        return "f′(x) is below what 64 bits show: asleep here; a small change of x does not move the output."
    if abs(f_prime) < ASLEEP:
        return f"f′(x) = {f_prime:.2g}: asleep here; a small change of x hardly moves the output."
    return f"f′(x) = {f_prime:.4g}: a small change of x reaches the output times {f_prime:.3g}."
