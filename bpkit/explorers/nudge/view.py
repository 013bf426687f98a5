"""The picture of a nudged parameter: where it is, E near it, and the error against h."""

from ...plots import nudge, wires
from ..frame.notation import digits
from .model import STEPS, WINDOW

NEAR = (0.07, 0.115, 0.02, 0.06)  # the room of the ticks and titles around the panel of E


class View:
    """Three panels of a nudged parameter."""

    def __init__(self, picture, W):
        """Make the panels for a network with weights W."""
        self.picture = picture
        figure = picture.figure
        grid = figure.add_gridspec(2, 2, width_ratios=(1.05, 1), height_ratios=(1, 1.1))
        figure.subplots_adjust(0.085, 0.085, 0.985, 0.94, wspace=0.2, hspace=0.3)
        top, self.near, right = (
            figure.add_subplot(part) for part in (grid[0, 0], grid[1, 0], grid[:, 1])
        )
        for ax in (self.near, right):
            ax.tick_params(labelsize=8)
        self.wired = wires.wired_network(top, W, "the parameter θ that is nudged")
        heading = "E near θ, in steps of h"
        self.loss = nudge.loss_near(self.near, heading, "(θ′ − θ) / h", "(E(θ′) − E(θ)) / h")
        self.near.set_xlim(WINDOW[0], WINDOW[-1])
        self.errors = nudge.error_against_h(right, STEPS)
        picture.moving = [*self.wired.moving, *self.loss.moving, *self.errors.moving]

    def show(self, found):
        """Move all three panels to what a trial found."""
        self.show_parameter(found.trial)
        self.show_loss(found)
        trial, here = found.trial, (found.trial.h, found.error)
        self.errors.move(STEPS, found.errors, found.chosen, here, trial.spacing)

    def show_parameter(self, trial):
        """Light the weight or ring the neuron of the bias, and write its value."""
        name, l, index = trial.parameter
        i, j = index if name == "W" else (index[0], None)
        self.wired.light_weight(l, i, j, f"{trial.parameter.symbol} = {digits(trial.theta, 3)}")

    def show_loss(self, found):
        """Move E near θ, and its limits if they no longer fit."""
        h, E_here = found.trial.h, found.trial.E(0.0)
        u = [step / h for step in found.evaluations]
        E = [(E - E_here) / h for E in found.evaluations.values()]
        self.loss.move(WINDOW, found.rise, (u, E), (0, 0), found.exact)
        tangent = found.exact * WINDOW[[0, -1]]
        ylim = nudge.roomy_limits([*found.rise, *E, *tangent], self.near.get_ylim())
        if ylim != self.near.get_ylim():
            self.near.set_ylim(ylim)
            self.picture.redraw(self.near, NEAR)
