"""The picture of signal and δ through depth: two panels, moved to what was measured."""

from ...plots import depth
from ...plots.style import BLUE, VERMILION, decades

MARGINS = (0.065, 0.125, 0.02, 0.09)  # left, bottom, right, top of a panel
FORWARD = "RMS of X(l) →"
BACKWARD = "← RMS of δ(l)"


class View:
    """Two panels, made when the first sizes are shown."""

    def __init__(self, picture):
        """Begin without a panel."""
        self.picture, self.panels = picture, None

    def show(self, sizes, layer=None):
        """Move both panels to other sizes; an axis that still holds them stays where it is.

        layer is the one in the ring.
        """
        pairs = (sizes.X, sizes.theory_X), (sizes.delta, sizes.theory_delta)
        if self.panels is None:
            self.build(pairs)
        for ax, panel, pair in zip(self.axes, self.panels, pairs):
            panel.move(*pair, layer)
            self.fit(ax, pair)

    def build(self, pairs):
        """Make both panels."""
        left, bottom, right, top = MARGINS
        figure = self.picture.figure
        self.axes = figure.subplots(1, 2)
        figure.subplots_adjust(left, bottom, 1 - right, 1 - top, wspace=0.2)
        looks = (FORWARD, BLUE, "o"), (BACKWARD, VERMILION, "^")
        self.panels = [
            depth.through_depth(ax, text, *pair, colour, marker)
            for ax, (text, colour, marker), pair in zip(self.axes, looks, pairs)
        ]
        for ax in self.axes:
            ax.tick_params(labelsize=8)
        self.picture.moving = [artist for panel in self.panels for artist in panel.moving]
        self.picture.redraw()

    def fit(self, ax, pair):
        """Give an axis limits that hold the sizes."""
        ylim = decades([*pair[0], *pair[1]], ax.get_ylim())
        self.picture.fit(ax, MARGINS, depth.limits(pair[1]), ylim)
