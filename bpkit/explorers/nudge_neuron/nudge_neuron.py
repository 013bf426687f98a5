"""The nudged neuron explorer: one output moves, the later layers answer, and E's slope is δ."""

from ..frame.controls import Dial, between, choice, one_of
from ..frame.explorer import Move, from_state, guarded, quiet
from ..frame.pointing import Handle, Pointed
from ..frame.problem import Problem
from . import words
from .model import MAX_NUDGE, NudgedOutput, found_delta
from .view import View

NOTCH = 0.05
NUDGES = tuple(NOTCH * k for k in (*range(-20, 21), *range(19, 10, -1)))
CONTROLS = ("layer", "neuron", "sample", "nudge")
LABEL = 58  # pixels of the names


class NudgeNeuron(Pointed):
    """Nudge the output of any neuron for one sample, let the later layers answer, and measure δ.

    NudgeNeuron(net, X0, T, loss="squared_error", layer=1, neuron=1, sample=1, nudge=0.5)

    Neurons and samples are counted from 1, as in the equations. Without net, a small example is
    shown. In the picture, a click on a neuron chooses it, and the nudge can be dragged along E.
    The controls are attributes (`explorer.nudge.value = -0.2`), and so are the numbers on
    the screen: `explorer.E` before and after, `explorer.measured`, `explorer.delta`;
    `explorer.code` gives the same in a cell.
    """

    move = Move("NudgeNeuron: the nudge", "nudge.slider", NUDGES, "04_define_delta")

    @quiet
    def __init__(
        self, net=None, X0=None, T=None, loss="squared_error",
        layer=1, neuron=1, sample=1, nudge=0.5,
    ):  # fmt: skip
        """Make the controls, wire them, and nudge once."""
        self.problem = Problem.or_example(net, X0, T, loss)
        self.swept = self.problem.swept()
        layers = named_layers(self.problem.net.depth)
        samples = one_to(self.problem.samples)
        one_of("layer", layer, layers.values())
        neurons = one_to(self.problem.net.sizes[layer])
        one_of("neuron", neuron, neurons)
        one_of("sample", sample, samples)
        between("nudge", nudge, -MAX_NUDGE, MAX_NUDGE)
        self.layer = choice("layer", layer, layers, LABEL)
        self.neuron = choice("neuron", neuron, neurons, LABEL)
        self.sample = choice("sample", sample, samples, LABEL)
        self.nudge = Dial("nudge", nudge, -MAX_NUDGE, MAX_NUDGE, NOTCH, label=LABEL)
        self.following = False
        super().__init__([getattr(self, name) for name in CONTROLS], width=7.3, height=4.7)
        self.view = View(self.picture, self.problem.net.W)
        self.layer.observe(self.on_layer, "value")
        for name in CONTROLS[1:]:
            getattr(self, name).observe(self.on_control, "value")
        self.draw()

    @guarded
    def on_layer(self, change):
        """Offer the neurons of the layer, and nudge the first."""
        if not self.following:
            self.go_to(self.layer.value, 1)

    @guarded
    def on_control(self, change):
        if not self.following:
            self.draw()

    def go_to(self, layer, neuron):
        """Nudge another neuron; one picture for one move, though one control moves the next."""
        self.following = True
        try:
            self.layer.value = layer
            neurons = one_to(self.problem.net.sizes[layer])
            if neurons != list(self.neuron.options):
                self.neuron.options = neurons
            self.neuron.value = neuron
        finally:
            self.following = False
        self.draw()

    def handles(self):
        """Return the neurons, the panel of E over the nudge, and that of the layer."""
        neurons, _ = self.view.wired.neurons
        return [
            Handle(neurons, self.click_neuron, "pointer", drags=False),
            Handle(self.view.near.patch, self.drag_nudge, "ew-resize"),
            Handle(self.view.right.patch, self.click_bar, "pointer", drags=False),
        ]

    def click_neuron(self, place, part):
        """Nudge a neuron of the network."""
        sizes = self.problem.net.sizes
        self.go_to(*[(l, i + 1) for l, n in enumerate(sizes) for i in range(n)][part])

    def drag_nudge(self, place, part):
        """Take the nudge that a place of the panel stands for."""
        self.nudge.aim(place.seen_from(self.view.near)[0])

    def click_bar(self, place, part):
        """Nudge the neuron of the layer whose bar is nearest."""
        n = self.problem.net.sizes[self.layer.value]
        nearest = round(place.seen_from(self.view.right)[0])
        self.neuron.value = min(max(nearest, 1), n)

    @property
    def trial(self):
        """What the controls say."""
        i, s = self.neuron.value - 1, self.sample.value - 1
        return NudgedOutput(self.problem, self.swept, self.layer.value, i, s, self.nudge.value)

    def draw(self):
        """Nudge, commit what that finds, and show it."""
        self.found = found_delta(self.trial)
        self.view.show(self.found)
        self.picture.draw(words.alt(self.found), "resting")
        self.say(words.line(self.found))
        self.list_code()

    E = from_state("found.E", "The loss before and after.")
    measured = from_state("found.measured", "The slope between them, nan without a nudge.")
    delta = from_state("found.delta", "The same from the backward sweep.")

    @property
    def code(self):
        """The lines of bpkit that give E before and after, the slope, and δ."""
        _, _, l, i, s, h = self.trial
        behind = l < self.problem.net.depth
        later = f"later = bp.Network(net.W[{l}:], net.b[{l}:], net.f[{l}:])"
        answer = "bp.forward(later, X).X[-1]" if behind else "X"
        return "\n".join([
            self.problem.code,
            "trace = bp.forward(net, X0)",
            "back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))",
            *([later] if behind else []),
            f"X, h = trace.X[{l}].copy(), {h!r}",
            f"X[{i}, {s}] += h",
            f"E, E_nudged = loss(trace.X[-1], T), loss({answer}, T)",
            "print(E, E_nudged)",
            *(["print((E_nudged - E) / h)"] if h else []),
            f"print(back.delta[{l}][{i}, {s}])",
        ])  # fmt: skip

    def __repr__(self):
        """Return the call that makes this explorer."""
        values = (f"{name}={getattr(self, name).value!r}" for name in CONTROLS)
        return f"NudgeNeuron({', '.join(values)})"


def named_layers(depth):
    """Return each layer by the name that a learner chooses it by."""
    ends = {0: "0, the input", depth: f"{depth}, the output"}
    return {ends.get(l, f"{l}"): l for l in range(depth + 1)}


def one_to(n):
    """Return 1 … n."""
    return list(range(1, n + 1))
