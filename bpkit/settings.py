"""Many settings trained side by side: the same functions, once for all of them."""

from itertools import cycle

import numpy as np

from .buffers import Buffers, buffers
from .descent import step
from .propagation import backward, forward
from .shapes import columns, number, whole


class Stack(np.ndarray):
    """One matrix of each of R networks, along a leading axis; it is turned and summed as a single one would be."""

    @property
    def T(self):
        """The transpose of each matrix."""
        return self.mT

    def sum(self, axis, keepdims, out):
        """Return the sums of each matrix along one of its own two axes."""
        return np.add.reduce(self, axis=axis - 2, keepdims=keepdims, out=out)


def stack(matrices):
    """Return the Stack of matrices of one shape."""
    return np.stack(matrices).view(Stack)


def stacked(nets):
    """Return R networks as one whose W and b are Stacks, if they have the same layers."""
    kinds = [(net.sizes, net.f, net.dtype) for net in nets]
    for r, kind in enumerate(kinds):
        if kind != kinds[0]:
            raise ValueError(
                f"nets[{r}] is {nets[r]}, expected layers, activations and precision of nets[0]: {nets[0]}"
            )
    W, b = zip(*(net.W for net in nets)), zip(*(net.b for net in nets))
    return nets[0].with_parameters(map(stack, W), map(stack, b))


def room_for(nets, m):
    """Return the buffers of R networks of the same layers, each a Stack."""
    parts = buffers(nets[0], m, down_to=1)
    R = len(nets)
    return Buffers(
        *(type(part)(*([a if a is None else stack([a] * R) for a in arrays] for arrays in part)) for part in parts)
    )


def slopes(loss, X, T):
    """Return δ(L) of every setting; a loss is a mean over columns, so those of all settings may stand in a row."""
    R, n, m = X.shape
    row = loss.dE_dX(X.swapaxes(0, 1).reshape(n, R * m), np.tile(T, R))
    return R * row.reshape(n, R, m).swapaxes(0, 1)


@np.errstate(all="ignore")
def train_side_by_side(nets, X0, T, loss, eta, epochs):
    """Descend with R networks at once, each with its own η, equations (1) to (7) in full batches, and return every E.

    E[k, r] is taken with network r as it stands after k epochs; where it leaves the finite numbers, the others go on

    Shapes: nets R networks of the same layers, activations and precision, eta (R,); X0 (n_0, m), T (n_L, m);
        E (epochs+1, R).
    Units: as in update.
    Errors: ValueError for arguments that do not fit.
    Lesson: 08_train_a_network.
    Source: this course.
    """
    nets, eta = list(nets), [number("eta", eta_r) for eta_r in eta]
    if not nets or len(nets) != len(eta):
        raise ValueError(f"nets and eta have {len(nets)} and {len(eta)} entries, expected one η for each network")
    X0 = columns("X0", X0, nets[0].sizes[0], "a row for each neuron of the input layer", nets[0].dtype)
    T = loss.target(forward(nets[0], X0).X[-1], T)
    net, room = stacked(nets), room_for(nets, X0.shape[1])
    new, eta, E = cycle([net.blank(), net.blank()]), np.array(eta, net.dtype).reshape(-1, 1, 1), []
    for _ in range(whole("epochs", epochs) + 1):
        X = np.asarray(forward(net, X0, out=room.trace).X[-1])
        E.append([loss.E(X_r, T) for X_r in X])
        backward(net, room.trace, slopes(loss, X, T), down_to=1, out=room.back)
        net = step(net, room, eta, next(new))
    return np.array(E)
