"""Small data to learn from: six sets made from an rng, two measured ones. One column a sample."""

from typing import NamedTuple

import numpy as np

from .chance import generator
from .door import number, real, whole


class Dataset(NamedTuple):
    """What a data set is: n_0, n_L, their meaning, the loss that suits, samples, noise, source."""

    make: object
    n_in: int
    n_out: int
    inputs: str
    target: str
    loss: str
    samples: int
    noise: float
    source: str


def xor(rng, m, noise):
    """Return points near the corners (±1, ±1), and 1 where the signs differ."""
    corner = np.arange(m) % 4
    X0 = np.array([corner // 2, corner % 2]) * 2.0 - 1
    return X0 + noise * rng.standard_normal((2, m)), (X0[:1] != X0[1:]).astype(float)


def moons(rng, m, noise):
    """Return two half circles that reach into each other, and 1 for the lower one."""
    T = np.arange(m) % 2
    t = np.pi * rng.random(m)
    X0 = (np.array([np.cos(t), np.sin(t)]) - np.array([[0.5], [0.25]])) * (1 - 2 * T)
    return X0 + noise * rng.standard_normal((2, m)), T[np.newaxis].astype(float)


def circles(rng, m, noise):
    """Return a circle of radius 1 around one of radius 0.4, and 1 for the inner one."""
    T = np.arange(m) % 2
    t = 2 * np.pi * rng.random(m)
    X0 = (1 - 0.6 * T) * np.array([np.cos(t), np.sin(t)])
    return X0 + noise * rng.standard_normal((2, m)), T[np.newaxis].astype(float)


def spirals(rng, m, noise):
    """Return two spirals of one turn around each other, and 1 for the second."""
    T = np.arange(m) % 2
    t = np.sqrt(rng.uniform(0.02, 1, m))
    angle = np.pi * (2 * t + T)
    X0 = 2 * t * np.array([np.cos(angle), np.sin(angle)])
    return X0 + noise * rng.standard_normal((2, m)), T[np.newaxis].astype(float)


def wave(rng, m, noise):
    """Return numbers in [−2, 2] and sin(πx) + x/2 with noise on it."""
    X0 = rng.uniform(-2, 2, (1, m))
    return X0, np.sin(np.pi * X0) + X0 / 2 + noise * rng.standard_normal((1, m))


def symmetry(rng, m, noise):
    """Return m of the 64 patterns of six bits, and 1 for each that is its own mirror image."""
    X0 = (np.arange(64) >> np.arange(6)[::-1, np.newaxis] & 1).astype(float)
    T = (X0[:3] == X0[:2:-1]).all(axis=0, keepdims=True).astype(float)
    chosen = some(rng, m, X0)
    return X0[:, chosen] + noise * rng.standard_normal((6, m)), T[:, chosen]


def digits(rng, m, noise):
    """Return m images of handwritten digits as 64 pixels from 0 to 1, and the digit, one of ten."""
    data = stored("digits")
    X0, T = data["images"].T / 16, one_hot(data["labels"], 10)
    chosen = some(rng, m, X0)
    return X0[:, chosen] + noise * rng.standard_normal((64, m)), T[:, chosen]


def elnino(rng, m, noise):
    """Return months from −1.5 (January) to 1.5 (December), and standardised sea temperatures."""
    celsius = stored("elnino")["celsius"]
    month = np.broadcast_to(np.linspace(-1.5, 1.5, 12), celsius.shape)
    X0, T = month.reshape(1, -1), ((celsius - celsius.mean()) / celsius.std()).reshape(1, -1)
    chosen = some(rng, m, X0)
    return X0[:, chosen], T[:, chosen] + noise * rng.standard_normal((1, m))


def stored(name):
    """Return the arrays of a data file of the package; SOURCES.md says where it is from."""
    from importlib.resources import files  # here, as it takes longer to import than all of bpkit

    with (files(__package__) / "data" / f"{name}.npz").open("rb") as file, np.load(file) as data:
        return dict(data)


def some(rng, m, X0):
    """Return m columns of X0 in their order, chosen by rng."""
    if m > X0.shape[1]:
        raise ValueError(f"samples is {m}, expected at most {X0.shape[1]}, as many as there are")
    return np.sort(rng.choice(X0.shape[1], m, replace=False))


def one_hot(labels, classes):
    """Return a column for each label: 1 in the row that the label names, 0 elsewhere.

    T_ks = 1 if k = labels_s, else 0

    Shapes: labels (m,) whole numbers; result (classes, m).
    Units: probabilities.
    Errors: ValueError when labels is not a row of whole numbers from 0 to classes − 1.
    Lesson: 07_activations_and_losses.
    """
    classes, shape = whole("classes", classes), real("labels", labels).shape
    labels = np.asarray(labels)
    if len(shape) != 1 or labels.size == 0 or labels.dtype.kind not in "iu":
        raise ValueError(
            f"labels has shape {shape} and holds {labels.dtype}, expected (m,) whole numbers"
        )
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(
            f"labels runs from {labels.min()} to {labels.max()}, expected 0 to {classes - 1}"
        )
    return (labels == np.arange(classes)[:, np.newaxis]).astype(np.float64)


SHARE = "a share that leaves samples on both sides, such as 0.2"
POINT, CLASS = "a point in the plane", "the class, 0 or 1"
RHW = "generated; Rumelhart, Hinton and Williams (1986), figure 1"
UCI = "E. Alpaydin and C. Kaynak (1998), Optical Recognition of Handwritten Digits, UCI; CC BY 4.0"
NOAA = "NOAA National Weather Service, ERSST V3b, Niño 1+2, 1950–2010; public domain"

DATASETS = {
    "xor": Dataset(xor, 2, 1, POINT, CLASS, "logistic", 250, 0.25, "generated"),
    "moons": Dataset(moons, 2, 1, POINT, CLASS, "logistic", 250, 0.12, "generated"),
    "circles": Dataset(circles, 2, 1, POINT, CLASS, "logistic", 250, 0.1, "generated"),
    "spirals": Dataset(spirals, 2, 1, POINT, CLASS, "logistic", 250, 0.05, "generated"),
    "wave": Dataset(wave, 1, 1, "x", "sin(πx) + x/2", "squared_error", 250, 0.1, "generated"),
    "symmetry": Dataset(
        symmetry, 6, 1, "six bits", "1 where they mirror", "squared_error", 64, 0.0, RHW
    ),
    "elnino": Dataset(
        elnino, 1, 1, "the month", "sea temperature", "squared_error", 732, 0.0, NOAA
    ),
    "digits": Dataset(
        digits, 64, 10, "8 × 8 pixels", "the digit, one of ten", "cross_entropy", 1797, 0.0, UCI
    ),
}


def describe(name):
    """Return all about a data set: n_in, n_out, inputs, target, loss, samples, noise, source.

    Shapes: n_in and n_out are the n_0 and n_L that a network for it needs.
    Units: in inputs and target.
    Errors: ValueError that lists the known names.
    Lesson: 00_start_here.
    """
    if not isinstance(name, str) or name not in DATASETS:
        raise ValueError(f"data set {name!r} is not known, expected one of: {', '.join(DATASETS)}")
    return DATASETS[name]


def load(name, rng=0, samples=None, noise=None, split=None):
    """Return X0 and T of a data set, one column a sample.

    Shapes: X0 (n_0, m), T (n_L, m); with split, (X0, T), (X0_test, T_test), the share split held
        out by rng.
    Units: see describe(name).
    Errors: ValueError when name is not known, samples or noise make no sense, or split leaves no
        sample on a side.
    Lesson: 00_start_here.
    Source: see describe(name) and data/SOURCES.md.
    """
    dataset, rng = describe(name), generator(rng)
    m = dataset.samples if samples is None else whole("samples", samples)
    X0, T = dataset.make(rng, m, number("noise", dataset.noise if noise is None else noise))
    if split is None:
        return X0, T
    return held_apart(X0, T, split, rng)


def held_apart(X0, T, split, rng=0):
    """Return samples as (X0, T), (X0_test, T_test), the share split of them held out by rng.

    Shapes: X0 (n_0, m), T (n_L, m), one column a sample.
    Errors: ValueError when X0 and T have not as many columns, or split leaves no sample on a side.
    Lesson: 00_start_here.
    """
    X0, T = real("X0", X0), real("T", T)
    if not (X0.ndim == T.ndim == 2 and X0.shape[1] == T.shape[1]):
        raise ValueError(
            f"X0 has shape {X0.shape} and T {T.shape}, expected (n_0, m) and (n_L, m): "
            "one column a sample"
        )
    m = X0.shape[1]
    held_out = round(number("split", split, SHARE) * m)
    if not 0 < held_out < m:
        raise ValueError(f"split is {split!r} of {m} samples, expected {SHARE}")
    order = np.random.default_rng(rng).permutation(m)
    test, train = order[:held_out], order[held_out:]
    return (X0[:, train], T[:, train]), (X0[:, test], T[:, test])
