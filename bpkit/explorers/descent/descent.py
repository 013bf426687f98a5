"""The descent explorer: the loss surface over two free parameters, and a path on it."""

from numbers import Integral

import numpy as np

from ..frame.controls import Dial, between, choice, one_of
from ..frame.explorer import Move, from_state, guarded, notches, quiet
from ..frame.pointing import Handle, Pointed
from . import words
from .model import REACH, Landscape, Walked, fitting, samples
from .pairs import PAIRS
from .view import View

MIN_ETA, MAX_ETA, MAX_STEPS = 1e-3, 100, 200
MEASURED = """\
# March to September 1950
X0, T = (data[:, 2:9] for data in bp.datasets.load("elnino", rng=0))"""
HOLD = "    grads = grads._replace(b=[0 * b for b in grads.b])  # the biases stay at 0\n"


class Descent(Pointed):
    """Move η or the start, and watch where the steps lead on the loss surface of a small network.

    Descent(net="tanh", eta=0.5, start=(1.0, 1.5), steps=40)

    net is "tanh" or "identity", one neuron with w and b, or "chain", two neurons in a row with a
    weight each. The samples are measured; a teacher may give others, X0 and T of shape (1, m). The
    start can be dragged on the map too. The controls are attributes (`explorer.eta.value = 3`),
    the result is `explorer.path`, and `explorer.code` gives the same numbers in a cell.
    """

    ETAS = tuple(10**v for v in notches(-2, 0.05))
    move = Move("Descent: η, 40 steps", "eta.slider", ETAS, "02_descend_the_loss")

    @quiet
    def __init__(self, net="tanh", eta=0.5, start=(1.0, 1.5), steps=40, X0=None, T=None):
        one_of("net", net, PAIRS)
        between("eta", eta, MIN_ETA, MAX_ETA)
        between("steps", steps, 1, MAX_STEPS, Integral)
        check_start(start)
        self.given = None if X0 is None and T is None else fitting(X0, T)
        self.make_controls(net, eta, start, steps)
        controls = [self.net, self.eta, *self.start, self.steps]
        super().__init__(controls, width=7.3, height=4.4)
        for control in controls:
            control.observe(self.on_control, "value")
        self.view, self.walked = View(self.picture, (MIN_ETA, MAX_ETA)), None
        self.dragged = False
        self.draw()

    def make_controls(self, net, eta, start, steps):
        kinds = [(pair.label, name) for name, pair in PAIRS.items()]
        self.net = choice("net", net, kinds)
        self.eta = Dial("η", eta, MIN_ETA, MAX_ETA, notch=0.05, decades=True)
        self.steps = Dial("steps", steps, 1, MAX_STEPS, notch=1, whole=True)
        self.start = [
            Dial(f"{name} start", value, -REACH, REACH, notch=0.1)
            for name, value in zip(PAIRS[net].names, start)
        ]

    @guarded
    def on_control(self, change):
        if not self.dragged:
            self.draw()

    def handles(self):
        """Return the map."""
        return [Handle(self.view.axes[0].patch, self.drag_start, "crosshair")]

    def drag_start(self, place, part):
        """Put the start where a place of the map is: both numbers, then one picture."""
        self.dragged, before = True, [dial.value for dial in self.start]
        try:
            for dial, value in zip(self.start, place.seen_from(self.view.axes[0])):
                dial.aim(value)
        finally:
            self.dragged = False
        if before != [dial.value for dial in self.start]:
            self.draw()

    def draw(self):
        """Take the steps, commit them, and show them."""
        start = [dial.value for dial in self.start]
        landscape = self.landscape(PAIRS[self.net.value])
        self.walked = Walked.from_start(landscape, start, self.eta.value, int(self.steps.value))
        for dial, name in zip(self.start, landscape.pair.names):
            dial.number.description = f"{name} start"
        self.view.show(self.walked)
        self.picture.draw(words.alt(self.walked), "resting")
        self.say(words.line(self.walked))
        self.list_code()

    def landscape(self, pair):
        """Return the landscape of a kind of network: the present one, if it is of that kind."""
        if self.walked and self.walked.landscape.pair is pair:
            return self.walked.landscape
        return Landscape.of(pair, *(self.given or samples()))

    path = from_state(
        "walked.path", "The points that the steps have reached, with E and the slopes at each."
    )
    curvatures = from_state(
        "walked.landscape.curvatures",
        "The eigenvalues of the Hessian, the smallest first; None where E is not quadratic.",
    )

    @property
    def code(self):
        """The lines of bpkit that give the numbers on the screen."""
        pair, (a, b) = self.walked.landscape.pair, self.path.points[0].tolist()
        data = MEASURED
        if self.given:
            X0, T = self.given
            data = f"X0, T = {X0.tolist()}, {T.tolist()}"
        return f"""\
import bpkit as bp

{data}
loss = bp.losses.squared_error
net, E = {pair.code.format(a=a, b=b)}, []
for _ in range({self.path.steps}):
    trace = bp.forward(net, X0)
    E.append(loss(trace.X[-1], T))
    grads = bp.gradients(trace, bp.backward(net, trace, loss.gradient(trace.X[-1], T)))
{HOLD if pair.held else ""}    net = bp.update(net, grads, eta={self.walked.eta!r})
E.append(loss(bp.forward(net, X0).X[-1], T))
net.W, net.b, E[-1]"""

    def __repr__(self):
        net, eta, steps = self.net.value, self.eta.value, self.steps.value
        start = ", ".join(f"{dial.value:g}" for dial in self.start)
        return f"Descent(net={net!r}, eta={eta:g}, start=({start}), steps={steps:g})"


def check_start(start):
    """Raise ValueError, unless start holds two numbers that are on the map."""
    if np.shape(np.array(start, dtype=object)) != (2,):
        raise ValueError(f"start is {start!r}, expected two numbers, for example (1.0, 1.5)")
    for value in start:
        between("start", value, -REACH, REACH)
