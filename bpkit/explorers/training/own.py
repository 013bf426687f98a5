"""Samples of one's own: what Training can draw the answer to, and the loss that suits them."""

from typing import NamedTuple

import numpy as np

from ... import door

NAME = "your data"
FEWEST, MOST = 5, 2000  # samples: one in five is held out, and each is drawn
PIXELS = 64
EXPECTED = (
    "X0 (1, m) with T (1, m), numbers; X0 (2, m) with T (1, m) of 0 and 1; "
    "or X0 (64, m), images of 8 × 8 pixels, with T (classes, m)"
)


class OwnData(NamedTuple):
    """Samples X0 (n_0, m) with targets T (n_L, m)."""

    X0: np.ndarray
    T: np.ndarray

    @property
    def n_in(self):
        """The number of neurons that take a sample in."""
        return len(self.X0)

    @property
    def n_out(self):
        """The number of neurons that answer."""
        return len(self.T)

    @property
    def loss(self):
        """The name of the loss that suits: that of a curve, of two classes, of many."""
        return {1: "squared_error", 2: "logistic"}.get(self.n_in, "cross_entropy")


def own(X0, T):
    """Return the data if Training can draw its answer to them, None where there are none."""
    if X0 is None and T is None:
        return None
    if X0 is None or T is None:
        alone, missing = ("T", "X0") if X0 is None else ("X0", "T")
        raise ValueError(f"{alone} is given without {missing}: give both, or none of them")
    X0, T = finite("X0", X0), finite("T", T)
    check_shapes(X0, T)
    check_targets(X0, T)
    return OwnData(X0, T)


def finite(name, value):
    """Return a copy of finite float64."""
    array = np.array(door.real(name, value), dtype=np.float64)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds numbers that are not finite")
    return array


def check_shapes(X0, T):
    """Raise ValueError unless there is a picture for these shapes, and not too many samples."""
    came = f"X0 has shape {X0.shape} and T {T.shape}"
    fits = {1: (1,), 2: (1,), PIXELS: range(2, 11)}
    if not X0.ndim == T.ndim == 2 or len(T) not in fits.get(len(X0), ()):
        raise ValueError(f"{came}, expected one of: {EXPECTED}, 2 to 10")
    if X0.shape[1] != T.shape[1]:
        raise ValueError(f"{came}, expected as many columns in both, one a sample")
    if not FEWEST <= X0.shape[1] <= MOST:
        raise ValueError(f"{came}, expected {FEWEST} to {MOST:,} columns, one a sample")


def check_targets(X0, T):
    """Raise ValueError unless targets and pixels are in the range that loss and picture need."""
    if len(X0) == 2 and not np.isin(T, (0, 1)).all():
        raise ValueError("T holds other numbers than 0 and 1, the classes of points in the plane")
    if len(X0) != PIXELS:
        return
    if not (np.isin(T, (0, 1)).all() and (T.sum(axis=0) == 1).all()):
        raise ValueError(
            "T has columns that are not one 1 and else 0: bp.datasets.one_hot(labels, classes) "
            "makes them"
        )
    if X0.min() < 0 or X0.max() > 1:
        raise ValueError(f"X0 runs from {X0.min():g} to {X0.max():g}, expected pixels from 0 to 1")
