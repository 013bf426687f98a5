"""What the picture shows at a stop: what is computed, what is looked at, and the paths to E."""

import numpy as np

from ...plots import boxes
from ..frame.notation import number
from .quantities import row_of
from .stops import Stop

LABELLED = 16  # weights of a network that all carry their number


class Diagram:
    """Draws a stop into a Picture; a network of the same sizes keeps its boxes."""

    def __init__(self, picture):
        """Begin with an empty figure."""
        self.picture, self.sizes = picture, None

    def show(self, moment):
        """Move the artists to a stop; sizes that are new get a new drawing."""
        if moment.swept.sizes != self.sizes:
            self.sizes = None  # until all is drawn, nothing counts as drawn
            self.picture.figure.clear()
            self.picture.redraw()
            self.panel = boxes.network_diagram(self.picture.figure.subplots(), moment.swept.sizes)
            self.picture.moving = self.panel.moving
            self.sizes = moment.swept.sizes
        self.panel.move(
            values(moment),
            weight_slopes(moment),
            lit(self.sizes, moment.stop),
            weight_labels(moment, self.panel.layout.roomy),
            focus(self.sizes, moment.stop),
            f"E\n{number(moment.swept.E)}" if Stop("E") in moment.done else "E",
        )

    @property
    def clickable(self):
        """The cells, the lines and E, as artists."""
        return self.panel.cells, self.panel.edges, self.panel.E


def number_at(stops, part, sizes):
    """Return the stop that computes the number in a cell, ValueError if nothing computes it."""
    places = [(l, i, c) for l, n in enumerate(sizes) for i in range(n) for c in boxes.shown(l)]
    l, i, c = places[part]
    for stop in stops:
        if (stop.l, stop.i, row_of(stop).cell) == (l, i, c):
            return stop
    raise ValueError(f"X of input {i + 1} is given: no stop computes it. Click its δ, or a weight.")


def values(moment):
    """Return x, X, ∂E/∂x and δ of every layer, in columns, NaN where the sweep has not come yet."""
    found = [np.full((n, 4), np.nan) for n in moment.swept.sizes]
    found[0][:, 1] = moment.swept.X0[:, moment.s]
    for stop in moment.done:
        cell = row_of(stop).cell
        if cell is not None:
            # what is computed and is not a number is shown too
            v = moment.value(stop)
            found[stop.l][stop.i, cell] = np.inf if np.isnan(v) else v
    return found


def weight_slopes(moment):
    """Return ∂E/∂W layer by layer, NaN where the sweep has not come yet."""
    found = [np.full(W.shape, np.nan) for W in moment.swept.net.W]
    for stop in moment.done:
        if stop.quantity == "dE_dW":
            found[stop.l][stop.i, stop.j] = moment.value(stop)
    return found


def lit(sizes, stop):
    """Return 2 for every line in the equation of a stop, 1 for those from there to E, else 0."""
    row = row_of(stop)
    shine = [np.zeros((n, n_in), int) for n_in, n in zip(sizes, [*sizes[1:], 1])]
    if row.onward:
        shine[stop.l][:, stop.i] = 1
        for layer in shine[stop.l + 1 :]:
            layer[:] = 1
    for l, i, j in row.lines(sizes, *stop[1:]):
        shine[l][i, j] = 2
    return shine


def weight_labels(moment, roomy):
    """Return what to write on the weights: what this stop reads, and all of a small network."""
    read = moment.row.weights(moment.swept.sizes, moment.stop)
    found = [(weight, 0.5, moment.label(weight, roomy)) for weight in read]
    if sum(W.size for W in moment.swept.net.W) <= LABELLED:
        taken = {l for l, i, j in read}
        for l, W in enumerate(moment.swept.net.W):
            # on their way out of a neuron, where lines that cross later still lie apart
            share = 1 / (len(W) + 1)
            places = [] if l in taken else np.ndindex(W.shape)
            found += [((l, *place), share, number(W[place])) for place in places]
    return found


def focus(sizes, stop):
    """Return the cells of the equation of a stop as (l, i, cell), the result first."""
    read = row_of(stop).reads(sizes, *stop[1:])
    cells = [(one.l, one.i, row_of(one).cell) for one in (stop, *read)]
    return [cell for cell in cells if cell[2] is not None]
