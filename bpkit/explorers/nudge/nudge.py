"""The nudge explorer: one weight or bias moved by h; the slope, and its error at every h."""

import numpy as np

from ..frame.controls import Dial, between, choice, one_of
from ..frame.explorer import Move, from_state, guarded, notches, quiet
from ..frame.pointing import Handle, Pointed
from ..frame.problem import Problem
from . import words
from .model import SHOWN_SCHEMES, NudgedParameter, found_slope, parameters, passes
from .view import View

MIN_H, MAX_H, NOTCH = 1e-16, 1.0, 0.25
PRECISIONS = {"float64": np.float64, "float32": np.float32}
LABEL = 58  # pixels of the names
HS = tuple(10**v for v in notches(-14, NOTCH))


class Nudge(Pointed):
    """Nudge any weight or bias by any h, and see what slope comes out and how far off it is.

    Nudge(net, X0, T, loss="squared_error", parameter="W[0][0, 1]", h=1e-5, scheme="central",
    precision="float64")

    Without net, a small example is shown. h can be dragged in the panel of the errors too. The
    controls are attributes (`explorer.h.value = 0.1`), and so are the numbers on the screen:
    `explorer.evaluations`, `explorer.slope`, `explorer.exact`, `explorer.error`,
    `explorer.kinks`; `explorer.code` gives the same in a cell.
    """

    move = Move("Nudge: h", "h.slider", HS, "03_nudge_every_weight")

    @quiet
    def __init__(
        self, net=None, X0=None, T=None, loss="squared_error", parameter="W[0][0, 0]",
        h=1e-5, scheme="central", precision="float64",
    ):  # fmt: skip
        """Make the controls, wire them, and nudge once."""
        problem = Problem.or_example(net, X0, T, loss)
        self.problems = {name: problem.as_type(dtype) for name, dtype in PRECISIONS.items()}
        self.parameters = parameters(problem.net)
        names = {one.code: name for name, one in self.parameters.items()}
        one_of("parameter", parameter, names)
        one_of("scheme", scheme, SHOWN_SCHEMES)
        one_of("precision", precision, PRECISIONS)
        between("h", h, MIN_H, MAX_H)
        self.parameter = choice("θ", names[parameter], list(self.parameters), LABEL)
        self.h = Dial("h", h, MIN_H, MAX_H, NOTCH, decades=True, label=LABEL)
        self.scheme = choice("scheme", scheme, SHOWN_SCHEMES, LABEL)
        self.precision = choice("digits", precision, list(PRECISIONS), LABEL)
        controls = [self.parameter, self.h, self.scheme, self.precision]
        super().__init__(controls, width=7.3, height=4.7)
        self.passes = {scheme: passes(problem, scheme) for scheme in SHOWN_SCHEMES}
        self.curves = {}  # the errors at every h, once they are known
        self.view = View(self.picture, problem.net.W)
        for control in controls:
            control.observe(self.on_control, "value")
        self.draw()

    @guarded
    def on_control(self, change):
        self.draw()

    def handles(self):
        """Return the panel of the errors over h."""
        return [Handle(self.view.errors.line.axes.patch, self.drag_h, "ew-resize")]

    def drag_h(self, place, part):
        """Take the h that a place of the panel stands for."""
        self.h.aim(place.seen_from(self.view.errors.line.axes)[0])

    def draw(self):
        """Nudge, commit what that finds, and show it."""
        trial = self.trial
        self.found = found_slope(trial, self.errors(trial))
        self.view.show(self.found)
        self.picture.draw(words.alt(self.found), "resting")
        self.say(words.line(self.found, self.passes[trial.scheme]))
        self.list_code()

    @property
    def trial(self):
        """What the controls say."""
        problem = self.problems[self.precision.value]
        parameter = self.parameters[self.parameter.value]
        return NudgedParameter(problem, parameter, self.h.value, self.scheme.value)

    def errors(self, trial):
        """Return the errors of both schemes at every h, found once a parameter and precision."""
        key = trial.parameter, trial.problem.net.dtype
        if key not in self.curves:
            self.curves[key] = trial.errors()
        return self.curves[key]

    evaluations = from_state("found.evaluations", "The loss at both places, by the step from θ.")
    slope = from_state("found.slope", "The slope that the scheme finds.")
    exact = from_state("found.exact", "The slope from the backward sweep.")
    error = from_state("found.error", "How far they are apart.")
    kinks = from_state(
        "found.kinks", "Layer, unit and sample of each kink between the two evaluations."
    )

    @property
    def code(self):
        """The lines of bpkit that give the two evaluations and the slope."""
        trial = self.trial
        name, l, index = trial.parameter
        return "\n".join([
            trial.problem.code,
            "",
            f"for step in {trial.steps!r}:",
            f"    nudged = bp.numerical.nudged(net, {l}, {name!r}, {index}, step)",
            "    print(loss(bp.forward(nudged, X0).X[-1], T))",
            f"h, scheme = {trial.h!r}, {trial.scheme!r}",
            "grads = bp.numerical_gradients(net, loss, X0, T, h=h, scheme=scheme)",
            f"print(grads.{trial.parameter.code}.item())",
        ])  # fmt: skip

    def __repr__(self):
        """Return the call that makes this explorer."""
        code = self.trial.parameter.code
        return f"Nudge(parameter={code!r}, h={self.h.value:g}, scheme={self.scheme.value!r})"
