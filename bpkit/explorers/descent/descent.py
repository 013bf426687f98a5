"""The descent explorer: the loss surface of a network with two free parameters, and a path of steps on it."""

from numbers import Integral

import numpy as np
from ipywidgets import Dropdown

from .. import plots
from ..plots.style import decades
from .base import Explorer, guarded, quiet
from .controls import between, one_of
from .dial import LABEL, Dial
from .fate import fate
from .slope import PAIRS, curvatures, fitting, samples, surface, walk

REACH = 4  # of both parameters
GRID = 49
MIN_ETA, MAX_ETA, MAX_STEPS = 1e-3, 100, 200
RANGE_OF_E = 1e3  # a loss that explodes leaves its panel at the top


class Descent(Explorer):
    """Move η or the start, and watch where the steps lead on the loss surface of a small network.

    Descent(net="tanh", eta=0.5, start=(1.0, 1.5), steps=40)

    net is "tanh" or "identity", one neuron with w and b, or "chain", two neurons in a row with a weight each.
    The samples are measured; a teacher may give others, X0 and T of shape (1, m). The controls are attributes
    (`explorer.eta.value = 3`), the result is `explorer.path`, and `explorer.code` gives the same numbers in a cell.
    """

    @quiet
    def __init__(self, net="tanh", eta=0.5, start=(1.0, 1.5), steps=40, X0=None, T=None):
        """Make the controls, wire them, and take the steps."""
        one_of("net", net, PAIRS)
        between("eta", eta, MIN_ETA, MAX_ETA)
        between("steps", steps, 1, MAX_STEPS, Integral)
        if len(start) != 2:
            raise ValueError(f"start has {len(start)} entries, expected 2: one for each free parameter")
        for value in start:
            between("start", value, -REACH, REACH)
        self.given = None if X0 is None and T is None else fitting(X0, T)
        self.data = self.given or samples()
        self.net = Dropdown(options=[(pair.label, name) for name, pair in PAIRS.items()], value=net, description="net")
        self.net.style.description_width, self.net.layout.width = LABEL, "228px"
        self.eta = Dial("η", eta, MIN_ETA, MAX_ETA, notch=0.05, decades=True)
        self.steps = Dial("steps", steps, 1, MAX_STEPS, notch=1, whole=True)
        self.start = [Dial(name, value, -REACH, REACH, notch=0.1) for name, value in zip(self.names, start)]
        super().__init__([self.net, self.eta, *self.start, self.steps], width=7.3, height=4.4)
        for control in (self.net, self.eta, *self.start, self.steps):
            control.observe(self.on_control, "value")
        self.drawn = None
        self.draw()

    @property
    def pair(self):
        """The kind of network on the screen."""
        return PAIRS[self.net.value]

    @property
    def names(self):
        """What the two fields of the start are called."""
        return [f"{name} start" for name in self.pair.names]

    @guarded
    def on_control(self, change):
        """Take the steps anew."""
        self.draw()

    def draw(self):
        """Take the steps, commit them, and show them."""
        X0, T = self.data
        start = [dial.value for dial in self.start]
        self.path = walk(self.pair, start, X0, T, self.eta.value, int(self.steps.value))
        self.build()
        plots.move_path(self.trail, self.path.points)
        plots.move_steps(self.falling, self.path.E)
        plots.move_eta(self.mark, self.eta.value)
        self.fit()
        self.picture.draw(self.words(), "resting")
        self.say(self.sentence() + self.outside())
        self.list_code()

    def build(self):
        """Make the panels anew, if the network is another."""
        if self.drawn == self.net.value:
            return
        self.drawn = None  # until all is drawn, nothing counts as drawn
        ends = np.linspace(-REACH, REACH, GRID)
        E = surface(self.pair, ends, ends, *self.data)
        self.floor, self.curvatures = E.min(), curvatures(self.pair, *self.data) if self.pair.quadratic else None
        bound = None if self.curvatures is None else 2 / self.curvatures[-1]
        for dial, name in zip(self.start, self.names):
            dial.number.description = name
        self.picture.figure.clear()
        self.picture.redraw()
        self.axes = [self.picture.figure.add_axes(box) for box in BOXES]
        for ax in self.axes:
            ax.tick_params(labelsize=8)
        self.trail = plots.loss_surface(self.axes[0], ends, ends, E, self.pair.names)
        self.falling = plots.loss_by_step(self.axes[1], self.path.E)
        self.mark = plots.eta_scale(self.axes[2], MIN_ETA, MAX_ETA, bound)
        self.picture.moving = [*self.trail, *self.falling, *self.mark]
        self.drawn = self.net.value

    def fit(self):
        """Give E's panel limits that hold it; only if they change is its background drawn again."""
        ax, E = self.axes[1], self.path.E
        xlim = (0, int(self.steps.value))
        ylim = decades(E[E <= RANGE_OF_E * E[0]], ax.get_ylim())
        if (xlim, ylim) != (ax.get_xlim(), ax.get_ylim()):
            ax.set(xlim=xlim, ylim=ylim)
            self.picture.redraw(ax, (0.055, 0.09, 0.02, 0.07))

    def sentence(self):
        """Return what became of the path, and why."""
        return fate(self.path, self.eta.value, self.floor, self.curvatures)

    def outside(self):
        """Return a sentence, if the path ends outside the picture."""
        a, b = self.path.points[-1]
        return "" if max(abs(a), abs(b)) <= REACH else f" The path ends outside the picture, at ({a:.3g}, {b:.3g})."

    def words(self):
        """Return what the panels show, for who cannot see them."""
        (a, b), (c, d) = self.path.points[0], self.path.points[-1]
        first, second = self.pair.names
        bound = "" if self.curvatures is None else f", with the bound {2 / self.curvatures[-1]:.4g} marked"
        return (
            f"Gradient descent on {self.pair.label}: three panels. Lines of equal E over {first} and {second} from "
            f"−{REACH} to {REACH}, lowest about {self.floor:.3g}, "
            f"and a path from ({a:.3g}, {b:.3g}) to ({c:.3g}, {d:.3g}). "
            f"E after each step: from {self.path.E[0]:.3g} to {self.path.E[-1]:.3g} in {len(self.path.E) - 1} steps. "
            f"The scale of η, at {self.eta.value:g}{bound}. {self.sentence()}"
        )

    @property
    def code(self):
        """The lines of bpkit that give the numbers on the screen."""
        net = self.pair.code.format(a=self.start[0].value, b=self.start[1].value)
        hold = HOLD if self.pair.held else ""
        return f"""\
import bpkit as bp

{self.code_of_data()}
loss = bp.losses.squared_error
net, E = {net}, []
for _ in range({len(self.path.E) - 1}):
    trace = bp.forward(net, X0)
    E.append(loss(trace.X[-1], T))
    grads = bp.gradients(trace, bp.backward(net, trace, loss.gradient(trace.X[-1], T)))
{hold}    net = bp.update(net, grads, eta={self.eta.value!r})
E.append(loss(bp.forward(net, X0).X[-1], T))
net.W, net.b, E[-1]"""

    def code_of_data(self):
        """Return the lines that give the samples."""
        if self.given:
            return f"X0, T = {self.given[0].tolist()}, {self.given[1].tolist()}"
        return 'X0, T = (data[:, 2:9] for data in bp.datasets.load("elnino", rng=0))  # March to September 1950'

    def __repr__(self):
        """Return the call that makes this explorer."""
        start = ", ".join(f"{dial.value:g}" for dial in self.start)
        return f"Descent(net={self.net.value!r}, eta={self.eta.value:g}, start=({start}), steps={self.steps.value:g})"


HOLD = "    grads = grads._replace(b=[0 * b for b in grads.b])  # the biases stay at 0\n"
# left, bottom, width, height of the surface, of E step by step, and of the scale of η
BOXES = ((0.055, 0.085, 0.52, 0.85), (0.65, 0.42, 0.335, 0.515), (0.65, 0.085, 0.335, 0.17))
