"""The nudge explorer: one weight or bias moved by h; both evaluations, the slope, and its error at every h."""

import numpy as np
from ipywidgets import Dropdown

from .. import plots
from ..numerical import SCHEMES
from .base import Explorer, guarded, quiet
from .controls import between, one_of
from .dial import Dial
from .setting import Setting, subscript
from .trial import STEPS, WINDOW, Trial, passes

MIN_H, MAX_H, NOTCH = 1e-16, 1.0, 0.25
SHOWN_SCHEMES = [scheme for scheme in SCHEMES if scheme != "complex"]
PRECISIONS = {"float64": np.float64, "float32": np.float32}
NEAR = (0.07, 0.115, 0.02, 0.06)  # the room of the ticks and titles of the lower left panel
TOLD = 3  # so many kinks are named


class Nudge(Explorer):
    """Nudge any weight or bias by any h, and see what slope comes out and how far off it is.

    Nudge(net, X0, T, loss="squared_error", parameter="W[0][0, 1]", h=1e-5, scheme="central", precision="float64")

    Without net, a small example is shown. The controls are attributes (`explorer.h.value = 0.1`), and so are the
    numbers on the screen: `explorer.evaluations`, `explorer.slope`, `explorer.exact`, `explorer.error`,
    `explorer.kinks`; `explorer.code` gives the same numbers in a cell.
    """

    @quiet
    def __init__(self, net=None, X0=None, T=None, loss="squared_error", parameter="W[0][0, 0]", h=1e-5,
                 scheme="central", precision="float64"):  # fmt: skip
        """Make the controls, wire them, and nudge once."""
        setting = Setting.given(net, X0, T, loss)
        self.settings = {name: setting.as_type(dtype) for name, dtype in PRECISIONS.items()}
        self.parameters = parameters(setting.net)
        one_of("parameter", parameter, [entry[0] for entry in self.parameters.values()])
        one_of("scheme", scheme, SHOWN_SCHEMES)
        one_of("precision", precision, PRECISIONS)
        between("h", h, MIN_H, MAX_H)
        chosen = next(name for name, entry in self.parameters.items() if entry[0] == parameter)
        self.parameter = Dropdown(options=list(self.parameters), value=chosen, description="θ")
        self.h = Dial("h", h, MIN_H, MAX_H, NOTCH, decades=True)
        self.h.number.style.description_width = "58px"
        self.scheme = Dropdown(options=SHOWN_SCHEMES, value=scheme, description="scheme")
        self.precision = Dropdown(options=list(PRECISIONS), value=precision, description="digits")
        controls = [self.parameter, self.h, self.scheme, self.precision]
        for control in (self.parameter, self.scheme, self.precision):
            control.style.description_width, control.layout.width = "58px", "228px"
        super().__init__(controls, width=7.3, height=4.7)
        self.passes = {scheme: passes(setting, scheme) for scheme in SHOWN_SCHEMES}
        self.curves = {}  # the errors at every h, once they are known
        self.build(setting.net)
        for control in controls:
            control.observe(self.on_control, "value")
        self.draw()

    def build(self, net):
        """Make the three panels."""
        figure = self.picture.figure
        grid = figure.add_gridspec(2, 2, width_ratios=(1.05, 1), height_ratios=(1, 1.1))
        figure.subplots_adjust(0.085, 0.085, 0.985, 0.94, wspace=0.2, hspace=0.3)
        top, self.near, right = (figure.add_subplot(part) for part in (grid[0, 0], grid[1, 0], grid[:, 1]))
        for ax in (self.near, right):
            ax.tick_params(labelsize=8)
        self.wired = plots.wired_network(top, net.W, "the parameter θ that is nudged")
        self.secant = plots.loss_near(self.near, "E near θ, in steps of h", "(θ′ − θ) / h", "(E(θ′) − E(θ)) / h")
        self.near.set_xlim(WINDOW[0], WINDOW[-1])
        self.error_curves = plots.error_against_h(right, STEPS, np.ones((2, len(STEPS))))
        self.picture.moving = [
            *plots.moving_wires(self.wired), *self.secant, *plots.moving_error(self.error_curves)
        ]  # fmt: skip

    @guarded
    def on_control(self, change):
        """Nudge again."""
        self.draw()

    @property
    def trial(self):
        """What the controls say."""
        _, name, l, index = self.parameters[self.parameter.value]
        return Trial(self.settings[self.precision.value], name, l, index, self.h.value, self.scheme.value)

    def draw(self):
        """Nudge, commit the numbers, and show them."""
        trial = self.trial
        self.evaluations = {step: trial.E(step) for step in trial.steps}
        self.slope, self.exact, self.kinks = trial.slope, trial.exact(), trial.kinks()
        self.error = abs(self.slope - self.exact)
        errors = self.errors(trial)
        self.show_secant(trial)
        chosen, spacing = SHOWN_SCHEMES.index(trial.scheme), float(np.finfo(trial.setting.net.dtype).eps)
        plots.move_error_against_h(self.error_curves, STEPS, errors, chosen, (trial.h, self.error), spacing)
        i, j = trial.index if trial.name == "W" else (trial.index[0], None)
        plots.light_weight(self.wired, trial.l, i, j, f"{self.parameter.value.split(' ')[0]} = {trial.theta:.3g}")
        self.picture.draw(self.words(errors[chosen]), "resting")
        self.say(self.sentence(errors[chosen]))
        self.list_code()

    def errors(self, trial):
        """Return the errors of both schemes at every h; they are found once a parameter and precision."""
        key = self.parameter.value, self.precision.value
        if key not in self.curves:
            self.curves[key] = trial.errors()
        return self.curves[key]

    def show_secant(self, trial):
        """Move the panel of the loss near θ, and its limits if they no longer fit."""
        rise, E_here = trial.rise(), trial.E(0.0)
        u = [step / trial.h for step in trial.steps]
        E = [(self.evaluations[step] - E_here) / trial.h for step in trial.steps]
        plots.move_loss_near(self.secant, WINDOW, rise, (u, E), (0, 0), self.exact)
        ylim = plots.roomy_limits([*rise, *E, *(self.exact * WINDOW[[0, -1]])], self.near.get_ylim())
        if ylim != self.near.get_ylim():
            self.near.set_ylim(ylim)
            self.picture.redraw(self.near, NEAR)

    def sentence(self, errors):
        """Return the line below the picture: evaluations, slope, what limits it, and what it costs."""
        E = ", ".join(f"E({place(step)}) = {value:.12g}" for step, value in self.evaluations.items())
        P, found = self.trial.setting.net.n_parameters, f"slope {self.slope:.8g}, backward says {self.exact:.8g}"
        cost = f"2 forward passes for this slope, {self.passes[self.scheme.value]} for all {P} parameters."
        return " ".join(filter(None, [f"{E}: {found}, {self.error:.1e} apart.", self.reason(errors), cost]))

    def reason(self, errors):
        """Return in words what the error comes from: a kink, a nudge that is lost, rounding or truncation."""
        if self.kinks:
            return kinks_in_words(self.kinks)
        if self.trial.lost:
            return "This h is lost: θ + h rounds to θ. Make h larger."
        best = float(STEPS[np.argmin(errors)])
        if self.h.value > 10 * best:
            return f"What is left is truncation, for E is curved: a smaller h, near {best:.0e}, does better."
        if self.h.value < best / 10:
            return f"What is left is rounding, divided by h: a larger h, near {best:.0e}, does better."
        return "No h does much better: truncation and rounding are about as large."

    def words(self, errors):
        """Return what the three panels show, for who cannot see them."""
        # nothing that rounding decides: a page without a kernel is compared with another machine's
        noise = 100 * float(np.finfo(self.trial.setting.net.dtype).eps) / self.h.value
        found = f"slope {self.slope:.3g}, off by {self.error:.0e}" if self.error > noise else "which rounding blurs"
        return (
            f"Three panels for {self.parameter.value} = {self.trial.theta:.4g}, nudged by h = {self.h.value:.3g}, "
            f"{self.scheme.value} difference in {self.precision.value}. A network of layers "
            f"{self.trial.setting.net.sizes}, this parameter lit. E near θ with the secant, {found}, and the tangent, "
            f"slope {self.exact:.3g}. The error of the slope against h, a V: {errors[-1]:.0e} at h = 1, falling to the "
            "left, then rising again where rounding takes over; this h is ringed."
            + (" " + kinks_in_words(self.kinks) if self.kinks else "")
        )

    @property
    def code(self):
        """The lines of bpkit that give the two evaluations and the slope."""
        trial, name = self.trial, self.parameters[self.parameter.value]
        lines = [self.settings["float64"].code]
        if self.precision.value == "float32":
            arrays = "[W.astype(np.float32) for W in net.W], [b.astype(np.float32) for b in net.b]"
            lines += [f"net = bp.Network({arrays}, net.f)", "X0, T = X0.astype(np.float32), T.astype(np.float32)"]
        tried = f"bp.numerical.nudged(net, {trial.l}, {trial.name!r}, {trial.index}, step)"
        return "\n".join([
            *lines,
            "",
            f"for step in {trial.steps!r}:",
            f"    print(loss(bp.forward({tried}, X0).X[-1], T))",
            f"grads = bp.numerical_gradients(net, loss, X0, T, h={trial.h!r}, scheme={trial.scheme!r})",
            f"print(grads.{name[0]})",
        ])  # fmt: skip

    def __repr__(self):
        """Return the call that makes this explorer."""
        entry = self.parameters[self.parameter.value][0]
        return f"Nudge(parameter={entry!r}, h={self.h.value:g}, scheme={self.scheme.value!r})"


def parameters(net):
    """Return the code, the name, the layer and the index of each parameter, by what the learner reads."""
    found = {}
    for name in "Wb":
        for l, array in enumerate(getattr(net, name)):
            for index in np.ndindex(array.shape):
                shown = index if name == "W" else index[:1]
                code = f"{name}[{l}]{list(shown)}"
                found[f"{name}{subscript(*shown)}({l}) · {code}"] = code, name, l, index
    return found


def place(step):
    """Return where the loss is evaluated, in words."""
    return "θ" if step == 0 else "θ + h" if step > 0 else "θ − h"


def kinks_in_words(kinks):
    """Return which units crossed their kink, each once."""
    units = {(l, i): s for l, i, s in reversed(kinks)}
    told = [f"unit {i + 1} of layer {l} crossed its kink (sample {s + 1})" for (l, i), s in sorted(units.items())]
    more = f", and {len(told) - TOLD} more did" if len(told) > TOLD else ""
    return f"Between the two evaluations {', '.join(told[:TOLD])}{more}: the secant mixes two slopes."
