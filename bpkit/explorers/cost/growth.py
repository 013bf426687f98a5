"""Layer sizes as a learner types them, all of them: "2, 3, 1"; and the same network, narrower and wider."""

from ..cost import weights
from .layers import read_size

MAX_LAYERS, MAX_WIDTH, MAX_PARAMETERS = 33, 30_000, 1_000_000_000
EXAMPLE = "write all sizes, from the input to the output, for example 2, 3, 1"


def read_network(text):
    """Return [n_0, …, n_L]; ValueError says what in the text makes no sense and what would."""
    if not isinstance(text, str):
        raise ValueError(f"The layers are {text!r}, not a text: {EXAMPLE}.")
    entries = [entry.strip() for entry in text.split(",")]
    if len(entries) < 2:
        raise ValueError(f"A network has an input and an output, so at least two sizes: {EXAMPLE}.")
    if len(entries) > MAX_LAYERS:
        raise ValueError(f"These are {len(entries):,} sizes, at most {MAX_LAYERS} fit: {EXAMPLE}.")
    sizes = [read_size(entry, MAX_WIDTH, EXAMPLE) for entry in entries]
    if parameters(sizes) > MAX_PARAMETERS:
        raise ValueError(f"These sizes make {parameters(sizes):,} parameters, at most {MAX_PARAMETERS:,} fit.")
    return sizes


def parameters(sizes):
    """Return P, the number of weights and biases of a network of these layer sizes."""
    return weights(sizes)[1]


def resized(sizes, P):
    """Return sizes, all made wider or narrower by one factor, the smallest with at least P parameters."""
    low, high = 1e-6, 1e9
    while high / low > 1.001:
        middle = (low * high) ** 0.5
        low, high = (low, middle) if parameters(scaled(sizes, middle)) >= P else (middle, high)
    return scaled(sizes, high)


def scaled(sizes, factor):
    """Return sizes times factor, each at least 1."""
    return [max(1, round(n * factor)) for n in sizes]


def relatives(sizes, numbers):
    """Return sizes resized to each of these numbers of parameters, smallest first, no network twice."""
    found = {tuple(resized(sizes, P)) for P in numbers}
    return sorted(map(list, found), key=parameters)
