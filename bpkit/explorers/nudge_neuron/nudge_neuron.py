"""The nudged neuron explorer: one neuron says something else, the later layers answer, and the slope of E is δ."""

from functools import partial

import numpy as np
from ipywidgets import Dropdown

from .. import plots
from ..network import Network
from ..numerical import forward_difference
from ..propagation import forward
from .base import Explorer, guarded, quiet
from .controls import between, one_of
from .dial import Dial
from .setting import Setting, subscript

MAX_NUDGE, NOTCH = 1.0, 0.05
WINDOW = np.linspace(-1.25, 1.25, 81) * MAX_NUDGE
NEAR, RIGHT = (0.075, 0.11, 0.01, 0.06), (0.07, 0.11, 0.01, 0.06)  # the room of ticks and titles
CONTROLS = ("layer", "neuron", "sample", "nudge")


class NudgeNeuron(Explorer):
    """Nudge the output of any neuron for one sample, let the later layers answer, and measure δ.

    NudgeNeuron(net, X0, T, loss="squared_error", layer=1, neuron=1, sample=1, nudge=0.5)

    Neurons and samples are counted from 1, as in the equations. Without net, a small example is shown. The
    controls are attributes (`explorer.nudge.value = -0.2`), and so are the numbers on the screen: `explorer.E`
    before and after, `explorer.measured`, `explorer.delta`; `explorer.code` gives the same numbers in a cell.
    """

    @quiet
    def __init__(self, net=None, X0=None, T=None, loss="squared_error", layer=1, neuron=1, sample=1, nudge=0.5):
        """Make the controls, wire them, and nudge once."""
        self.setting = setting = Setting.given(net, X0, T, loss)
        self.trace, self.back, _ = setting.swept()
        layers = {f"{l}, the {'input' if l == 0 else 'output'}" if l in (0, setting.net.depth) else f"{l}": l
                  for l in range(setting.net.depth + 1)}  # fmt: skip
        one_of("layer", layer, layers.values())
        one_of("neuron", neuron, counted(setting.net.sizes[layer]))
        one_of("sample", sample, counted(setting.X0.shape[1]))
        between("nudge", nudge, -MAX_NUDGE, MAX_NUDGE)
        self.layer = Dropdown(options=layers, value=layer, description="layer")
        self.neuron = Dropdown(options=counted(setting.net.sizes[layer]), value=neuron, description="neuron")
        self.sample = Dropdown(options=counted(setting.X0.shape[1]), value=sample, description="sample")
        self.nudge = Dial("nudge", nudge, -MAX_NUDGE, MAX_NUDGE, NOTCH)
        self.nudge.number.style.description_width = "58px"
        for control in (self.layer, self.neuron, self.sample):
            control.style.description_width, control.layout.width = "58px", "228px"
        super().__init__([getattr(self, name) for name in CONTROLS], width=7.3, height=4.7)
        self.build()
        self.layer.observe(self.on_layer, "value")
        for name in CONTROLS[1:]:
            getattr(self, name).observe(self.on_control, "value")
        self.draw()

    def build(self):
        """Make the three panels."""
        figure = self.picture.figure
        grid = figure.add_gridspec(2, 2, width_ratios=(1.2, 1), height_ratios=(1.1, 1))
        figure.subplots_adjust(0.085, 0.085, 0.985, 0.95, wspace=0.25, hspace=0.25)
        top, self.near, self.right = (figure.add_subplot(part) for part in (grid[0, :], grid[1, 0], grid[1, 1]))
        for ax in (self.near, self.right):
            ax.tick_params(labelsize=8)
        self.wired = plots.wired_network(top, self.setting.net.W, "outputs X for this sample, and what the nudge adds")
        self.secant = plots.loss_near(self.near, "E against this output", "nudge", "E")
        self.near.set_xlim(WINDOW[0], WINDOW[-1])
        self.bars = plots.slopes_of_layer(self.right, "δ of each neuron of the layer")
        self.picture.moving = [*plots.moving_wires(self.wired), *self.secant, *self.bars]

    @guarded
    def on_layer(self, change):
        """Offer the neurons of the layer, and nudge the first."""
        # one picture for one move: the neuron that changes with its options is not a second one
        self.neuron.unobserve(self.on_control, "value")
        self.neuron.options = counted(self.setting.net.sizes[self.layer.value])
        self.neuron.observe(self.on_control, "value")
        self.draw()

    @guarded
    def on_control(self, change):
        """Nudge again."""
        self.draw()

    def answered(self, l, i, s, step):
        """Return the outputs of layers l to L after X_i(l) of sample s has been made step larger."""
        X = self.trace.X[l].copy()
        X[i, s] += step
        net = self.later(l)
        return forward(net, X).X if net else [X]

    def E_around(self, l, i, s):
        """Return the loss for every nudge in WINDOW: the samples stand beside themselves, once for each nudge."""
        m, net = self.setting.X0.shape[1], self.later(l)
        X = np.tile(self.trace.X[l], len(WINDOW))
        X[i, s::m] += WINDOW
        X = forward(net, X).X[-1] if net else X
        return [self.setting.loss(X[:, k * m : (k + 1) * m], self.setting.T) for k in range(len(WINDOW))]

    def later(self, l):
        """Return the network of the layers that follow layer l, or None after the last one."""
        net = self.setting.net
        return Network(net.W[l:], net.b[l:], net.f[l:]) if l < net.depth else None

    def E_at(self, l, i, s, step):
        """Return the loss after the nudge: the later layers run, the earlier ones are not asked."""
        return self.setting.loss(self.answered(l, i, s, float(step))[-1], self.setting.T)

    def draw(self):
        """Nudge, commit the numbers, and show them."""
        l, i, s, step = self.layer.value, self.neuron.value - 1, self.sample.value - 1, self.nudge.value
        E = partial(self.E_at, l, i, s)
        self.E = E(0.0), E(step)
        n = self.setting.net.sizes[l]
        slopes = [forward_difference(partial(self.E_at, l, k, s), step) if step else np.nan for k in range(n)]
        self.measured, self.delta = slopes[i], float(self.back.delta[l][i, s])
        self.show_paths(l, i, s, step)
        self.show_loss(self.E_around(l, i, s), step)
        self.show_layer(self.back.delta[l][:, s], slopes, i)
        self.picture.draw(self.words(), "resting")
        self.say(self.sentence())
        self.list_code()

    def show_paths(self, l, i, s, step):
        """Light the paths from the neuron to E, and write each output and what the nudge adds to it."""
        before, after = [X[:, s] for X in self.trace.X], [X[:, s] for X in self.answered(l, i, s, step)]
        labels = [[f"{X:.2f}".replace("-", "−") for X in layer] for layer in before]
        for k, X in enumerate(after, l):
            changed = [j for j in range(len(X)) if k > l or j == i]
            for j in changed:
                labels[k][j] += f" {X[j] - before[k][j]:+.3f}".replace("-", "−")
        labels.append([f"{self.E[0]:.3f} {self.E[1] - self.E[0]:+.3f}".replace("-", "−")])
        plots.light_paths(self.wired, l, i, labels)

    def show_loss(self, E, step):
        """Move the panel of E against the output, and its limits if they no longer fit."""
        # without a nudge there is no secant, and the tangent stands alone
        tried = ((0, step), self.E) if step else ((0, 1), (np.nan, np.nan))
        plots.move_loss_near(self.secant, WINDOW, E, tried, (0, self.E[0]), self.delta)
        ylim = plots.roomy_limits([*E, *(self.E[0] + self.delta * WINDOW[[0, -1]])], self.near.get_ylim())
        if ylim != self.near.get_ylim():
            self.near.set_ylim(ylim)
            self.picture.redraw(self.near, NEAR)

    def show_layer(self, delta, slopes, i):
        """Move the panel of the layer's δ, and its limits if they no longer fit."""
        plots.move_slopes_of_layer(self.bars, delta, slopes, i)
        xlim = (0.4, len(delta) + 0.6)
        ylim = plots.roomy_limits([0, *delta, *np.nan_to_num(slopes)], self.right.get_ylim())
        if (xlim, ylim) != (self.right.get_xlim(), self.right.get_ylim()):
            self.right.set(xlim=xlim, ylim=ylim)
            self.right.set_xticks(range(1, len(delta) + 1))
            self.picture.redraw(self.right, RIGHT)

    @property
    def name(self):
        """The output that is nudged, as the course writes it."""
        return f"X{subscript(self.neuron.value - 1)}({self.layer.value})"

    def sentence(self):
        """Return the line below the picture: what E did, the slope, and δ."""
        delta = f"δ{self.name[1:]} of sample {self.sample.value} is {self.delta:.6g}"
        if not self.nudge.value:
            return f"A nudge of 0 changes nothing: move it, and E will answer. {delta}."
        apart = abs(self.measured - self.delta)
        closer = "" if apart <= 1e-3 * abs(self.delta) else " A smaller nudge comes closer: E is curved."
        return (
            f"{self.name} was made {abs(self.nudge.value):g} {'larger' if self.nudge.value > 0 else 'smaller'}: E went "
            f"from {self.E[0]:.6g} to {self.E[1]:.6g}, a slope of {self.measured:.6g}. {delta}.{closer}"
        )

    def words(self):
        """Return what the three panels show, for who cannot see them."""
        net, l = self.setting.net, self.layer.value
        paths = int(np.prod(net.sizes[l + 1 :]))
        lit = "the one path from it to E is" if paths == 1 else f"the {paths} paths from it to E are"
        return (
            f"Three panels. A network of layers {net.sizes}; neuron {self.neuron.value} of layer {l} is ringed, "
            f"{lit} lit. E against its output {self.name} for sample {self.sample.value}, nudged by "
            f"{self.nudge.value:g}: E from {self.E[0]:.4g} to {self.E[1]:.4g}, the slope of the secant "
            f"{self.measured:.4g}, of the tangent {self.delta:.4g}. δ of each neuron of the layer: "
            f"{', '.join(f'{d:.3g}' for d in self.back.delta[l][:, self.sample.value - 1])}."
        )

    @property
    def code(self):
        """The lines of bpkit that give E before and after, the slope, and δ."""
        l, i, s, h = self.layer.value, self.neuron.value - 1, self.sample.value - 1, self.nudge.value
        later = f"later = bp.Network(net.W[{l}:], net.b[{l}:], net.f[{l}:])"
        last = "bp.forward(later, X).X[-1]" if l < self.setting.net.depth else "X"
        return "\n".join([
            self.setting.code,
            "trace = bp.forward(net, X0)",
            "back = bp.backward(net, trace, loss.gradient(trace.X[-1], T))",
            *([later] if l < self.setting.net.depth else []),
            f"X, h = trace.X[{l}].copy(), {h!r}",
            f"X[{i}, {s}] += h",
            f"E, E_nudged = loss(trace.X[-1], T), loss({last}, T)",
            "print(E, E_nudged)",
            *(["print((E_nudged - E) / h)"] if h else []),
            f"print(back.delta[{l}][{i}, {s}])",
        ])  # fmt: skip

    def __repr__(self):
        """Return the call that makes this explorer."""
        return f"NudgeNeuron({', '.join(f'{name}={getattr(self, name).value!r}' for name in CONTROLS)})"


def counted(n):
    """Return 1 … n."""
    return list(range(1, n + 1))
