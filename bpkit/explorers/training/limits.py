"""What the controls of the training explorer can hold."""

from numbers import Integral
from typing import NamedTuple

from ... import activations, datasets
from ...cost import weights
from ..frame.controls import SEEDS, between, one_of
from ..frame.sizes import Ceilings, read_hidden
from .settings import INITS

MOST = Ceilings(layers=7, neurons=64, parameters=100_000)
ETA, EPOCHS = (1e-4, 100), (1, 2000)
# those whose answer can be drawn: a curve, a plane, or images
DATASETS = [name for name, about in datasets.DATASETS.items() if about.n_in in (1, 2, 64)]
# in one of 170 pixels, more neurons are too small to hit, and more lines hide one another
DRAWN_NEURONS, DRAWN_WEIGHTS = 16, 1000
BATCHES = {"all samples": 0, "128": 128, "32": 32, "8": 8}


class Pace(NamedTuple):
    """How many pictures a watched run has at most, and how long one waits for the next."""

    pictures: int
    wait: int  # milliseconds


AT_ONCE = 20  # milliseconds from slice to slice where nobody watches
SPEEDS = {
    "slow": Pace(EPOCHS[1], wait=250),
    "normal": Pace(80, wait=AT_ONCE),
    "fast": Pace(20, wait=AT_ONCE),
}


def check(own, dataset, layers, activation, eta, init, epochs, batch_size, seed):
    """Raise ValueError for what no control can hold, before there are any."""
    about = own or datasets.describe(dataset)
    one_of("dataset", dataset, DATASETS)
    read_hidden(layers, about.n_in, about.n_out, MOST)
    one_of("activation", activation, activations.BY_NAME)
    between("eta", eta, *ETA)
    one_of("init", init, list(INITS))
    between("epochs", epochs, *EPOCHS, Integral)
    one_of("batch_size", batch_size, [None, *BATCHES.values()])
    between("seed", seed, *SEEDS, Integral)


def drawable(sizes):
    """Return whether a network of these layers is small enough to be drawn."""
    return max(sizes) <= DRAWN_NEURONS and weights(sizes)[0] <= DRAWN_WEIGHTS
