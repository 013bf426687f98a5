"""The picture of a trial: E by both backprops, δ layer by layer, the check from the output down."""

import numpy as np

from ...plots import mistakes as plot
from ...plots.style import RANGE_OF_E, decades
from . import words

MARGINS = (0.065, 0.09, 0.02, 0.07)  # left, bottom, right, top of a panel
# left, bottom, width, height of E, of δ, and of the check
BOXES = ((0.06, 0.59, 0.42, 0.34), (0.06, 0.08, 0.42, 0.34), (0.56, 0.08, 0.425, 0.85))


class View:
    """Three panels, moved to a trial; what a trial shares with the one before stays where it is."""

    def __init__(self, picture):
        """Begin with an empty figure."""
        self.picture, self.drawn = picture, None

    def show(self, trial):
        """Make the panels, if they are those of another depth, and move them to this trial."""
        names, errors = [*trial.trace.errors], [*trial.trace.errors.values()]
        kept, self.drawn = self.drawn == names, None  # until all is drawn, nothing counts as drawn
        if not kept:
            self.build(trial, names)
        spelled = [words.error_told(trial.trace, error) for error in errors]
        self.losses.move(trial.wrong.E, trial.right.E)
        self.deltas.move(trial.trace.delta_rms, trial.right_rms)
        self.check.move(errors, [tensor in trial.trace.failing for tensor in names], spelled)
        E = np.concatenate([trial.wrong.E, trial.right.E])
        self.fit(self.axes[0], E[E <= RANGE_OF_E * E[0]], kept)
        self.fit(self.axes[1], [*trial.trace.delta_rms, *trial.right_rms], kept)
        self.drawn = names

    def build(self, trial, names):
        """Make the three panels anew."""
        self.picture.figure.clear()
        self.picture.redraw()
        self.axes = [self.picture.figure.add_axes(box) for box in BOXES]
        for ax in self.axes:
            ax.tick_params(labelsize=8)
        self.losses = plot.losses(self.axes[0], trial.wrong.E, trial.right.E)
        self.deltas = plot.first_deltas(self.axes[1], trial.trace.delta_rms, trial.right_rms)
        self.check = plot.check(self.axes[2], names, trial.trace.check.bands)
        panels = self.losses, self.deltas, self.check
        self.picture.moving = [artist for panel in panels for artist in panel.moving]

    def fit(self, ax, values, kept):
        """Give an axis limits that hold the values."""
        ylim = decades(values, ax.get_ylim() if kept else None)
        self.picture.fit(ax, MARGINS, ax.get_xlim(), ylim)
