"""The picture of a path: over the map, step by step, and η on its scale."""

from ...plots import surface as plot
from ...plots.style import RANGE_OF_E, decades
from ..frame.notation import digits
from .words import three

# left, bottom, width, height of the map, of E step by step, and of the scale of η
BOXES = (
    (0.055, 0.085, 0.52, 0.85),
    (0.65, 0.42, 0.335, 0.515),
    (0.65, 0.085, 0.335, 0.17),
)
AROUND_E = (0.055, 0.09, 0.02, 0.07)  # the room of its ticks and title


def two(v):
    """Return a number in two digits."""
    return digits(v, 2)


class View:
    """Three panels, moved to a path; they are made anew for another landscape."""

    def __init__(self, picture, etas):
        self.picture, self.etas, self.landscape = picture, etas, None

    def show(self, walked):
        """Move the panels to a path."""
        if self.landscape is not walked.landscape:
            self.build(walked)
        self.map.move(walked.path.points)
        self.fall.move(walked.path.E)
        self.scale.move(walked.eta)
        self.fit(walked)

    def build(self, walked):
        """Make the panels."""
        self.landscape = None  # until all is drawn, nothing counts as drawn
        landscape, figure = walked.landscape, self.picture.figure
        figure.clear()
        self.picture.redraw()
        self.axes = [figure.add_axes(box) for box in BOXES]
        for ax in self.axes:
            ax.tick_params(labelsize=8)
        first, second, third = self.axes
        ends, E, names = landscape.ends, landscape.E, landscape.pair.names
        self.map = plot.surface(first, ends, ends, E, names, two)
        self.fall = plot.fall(second, walked.path.E)
        self.scale = plot.scale(third, *self.etas, landscape.bound, three)
        self.picture.moving = [*self.map.moving, *self.fall.moving, *self.scale.moving]
        self.landscape = landscape

    def fit(self, walked):
        """Give E's panel limits that hold it."""
        ax, E = self.fall.line.axes, walked.path.E
        ylim = decades(E[E <= RANGE_OF_E * E[0]], ax.get_ylim())
        self.picture.fit(ax, AROUND_E, (0, walked.steps), ylim)
