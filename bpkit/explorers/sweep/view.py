"""What the picture of a sweep shows at a stop: what is computed, what is looked at, and the paths from there to E."""

import numpy as np

from .. import plots
from .spelling import factors, number
from .stops import Stop

CELLS = ("x", "X", "dE_dx", "delta")
LABELLED = 16  # weights of a network that all carry their number


class Diagram:
    """Draws a stop into a Picture; a network of the same sizes keeps its boxes."""

    def __init__(self, picture):
        """Begin with an empty figure."""
        self.picture, self.sizes = picture, None

    def show(self, swept, stop, s, done):
        """Move the artists to a stop; sizes that are new get a new drawing."""
        if swept.net.sizes != self.sizes:
            self.sizes = None  # until all is drawn, nothing counts as drawn
            self.picture.figure.clear()
            self.picture.redraw()
            self.artists = plots.network_diagram(self.picture.figure.subplots(), swept.net.sizes)
            self.picture.moving = self.artists.moving
            self.sizes = swept.net.sizes
        E = f"E\n{number(swept.E)}" if Stop("E") in done else "E"
        where = values(swept, s, done), gradients(swept, done), lit(self.sizes, stop)
        said = labels(swept, stop, s, self.artists.layout.roomy)
        plots.move_network(self.artists, *where, said, focus(self.sizes, stop), E)


def values(swept, s, done):
    """Return, layer by layer, the columns x, X, ∂E/∂x and δ, NaN where the sweep has not come yet."""
    found = [np.full((n, 4), np.nan) for n in swept.net.sizes]
    found[0][:, 1] = swept.X0[:, s]
    for stop in done:
        if stop.quantity in CELLS:
            # what is computed and is not a number is shown too
            v = swept.value(stop, s)
            found[stop.l][stop.i, CELLS.index(stop.quantity)] = np.inf if np.isnan(v) else v
    return found


def gradients(swept, done):
    """Return ∂E/∂W layer by layer, NaN where the sweep has not come yet."""
    found = [np.full(W.shape, np.nan) for W in swept.net.W]
    for stop in done:
        if stop.quantity == "dE_dW":
            found[stop.l][stop.i, stop.j] = swept.grads.W[stop.l][stop.i, stop.j]
    return found


def lit(sizes, stop):
    """Return 2 for every weight in the equation of a stop, 1 for those on the way from there to E, else 0."""
    quantity, l, i, j = stop
    shine = [np.zeros((n_out, n_in), int) for n_in, n_out in zip(sizes, [*sizes[1:], 1])]
    if quantity == "x":
        shine[l - 1][i] = 2
    if quantity == "dE_dW":
        shine[l][i, j] = 2
    if quantity == "E":
        shine[-1][:] = 2
    if quantity in ("delta", "dE_dx"):
        shine[l][:, i] = 2 if quantity == "delta" else 1
        for layer in shine[l + 1 :]:
            layer[:] = 1
    return shine


def labels(swept, stop, s, roomy):
    """Return the numbers to write on the weights: the factors of this stop, and all weights of a small network."""
    read = factors_read(swept, stop, s, roomy)
    found = [(place, 0.5, text) for place, text in read.items()]
    if swept.net.n_parameters - sum(swept.net.sizes[1:]) <= LABELLED:
        taken = {l for l, i, j in read}
        for l, W in enumerate(swept.net.W):
            # on their way out of a neuron, where lines that cross later still lie apart
            share = 1 / (len(W) + 1)
            found += [((l, *place), share, number(W[place])) for place in np.ndindex(W.shape) if l not in taken]
    return found


def factors_read(swept, stop, s, roomy):
    """Return what the equation of a stop takes from each weight that it reads, by (l, i, j)."""
    quantity, l, i, j = stop
    if quantity == "x":
        return {(l - 1, i, k): number(w) for k, w in enumerate(swept.net.W[l - 1][i])}
    if quantity == "dE_dW":
        return {(l, i, j): number(swept.grads.W[l][i, j])}
    if quantity == "delta" and l < swept.net.depth:
        pairs = zip(swept.f_prime[l + 1][:, s], swept.net.W[l][:, i])
        return {(l, k, i): factors(*pair) if roomy else number(pair[1]) for k, pair in enumerate(pairs)}
    return {}


def focus(sizes, stop):
    """Return the cells of the equation of a stop as (l, i, column), the result first."""
    quantity, l, i, j = stop
    x, X, dx, d = range(4)
    if quantity == "x":
        return [(l, i, x), *((l - 1, k, X) for k in range(sizes[l - 1]))]
    if quantity == "X":
        return [(l, i, X), (l, i, x)]
    if quantity == "E":
        return [(len(sizes) - 1, k, X) for k in range(sizes[-1])]
    if quantity == "dE_dx":
        return [(l, i, dx), (l, i, d), (l, i, x)]
    if quantity == "delta":
        return [(l, i, d), *((l + 1, k, dx) for k in range(sizes[l + 1] if l + 1 < len(sizes) else 0))]
    if quantity == "dE_dW":
        return [(l + 1, i, dx), (l, j, X)]
    return [(l + 1, i, dx)] if quantity == "dE_db" else []
