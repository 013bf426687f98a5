"""Exercise of lesson 06: the whole sweep, equations (1) and (4) to (7)."""

from ... import losses
from ...activations import sigmoid
from ...diagnosis import diagnose
from ...propagation import backward
from ..cases import sweeps
from ..row import Row, Wrong

LESSON = "06_weight_and_bias_gradients"


def sweep(
    top=lambda X, T: (X - T) / T.shape[1],
    slope=lambda x, X: sigmoid.prime(x),
    weights=lambda delta, dE_dx, X, W: dE_dx @ X.T,
    bias=lambda delta, dE_dx: dE_dx.sum(axis=1, keepdims=True),
    down=lambda delta, dE_dx, W: W.T @ dE_dx,
):
    """Return the sweep with some of its lines replaced."""

    def replaced(W, b, X0, T):
        x, X, dW, db = [None], [X0], [], []
        for l in range(len(W)):
            x.append(W[l] @ X[l] + b[l])
            X.append(sigmoid(x[l + 1]))
        delta = top(X[-1], T)
        for l in reversed(range(len(W))):
            dE_dx = delta * slope(x[l + 1], X[l + 1])
            dW.insert(0, weights(delta, dE_dx, X[l], W[l]))
            db.insert(0, bias(delta, dE_dx))
            delta = down(delta, dE_dx, W[l])
        return dW, db

    return replaced


def backprop(W, b, X0, T):
    """Sweep forward and backward through layers of sigmoids, for the squared error."""
    L = len(W)
    x, X, dW, db = [None], [X0], [None] * L, [None] * L
    for l in range(L):
        x.append(W[l] @ X[l] + b[l])  # (1)
        X.append(sigmoid(x[l + 1]))  # (1)
    delta = (X[L] - T) / T.shape[1]  # (4)
    for l in reversed(range(L)):
        dE_dx = delta * sigmoid.prime(x[l + 1])
        dW[l] = dE_dx @ X[l].T  # (6)
        db[l] = dE_dx.sum(axis=1, keepdims=True)  # (7)
        delta = W[l].T @ dE_dx  # (5)
    return dW, db


def sigmoids():
    """Return the cases of a whole sweep: W, b, X0, T."""
    return [([*s.net.W], [*s.net.b], s.X0, s.T) for s in sweeps()]


def diagnosed(function):
    """Return what bp.diagnose says of a whole sweep, as a Wrong, or None."""
    s = next(sweeps(["sigmoid"] * 3))
    d = diagnose(s.net, losses.squared_error, s.X0, s.T, function=function, layout="columns")
    if d.mistakes:
        said = "; ".join(f"in layer {m.layer + 1}, {m.sentence}" for m in d.mistakes)
        return Wrong(d.mistakes[0].name, None, f"{said[0].upper()}{said[1:]}.")
    return Wrong("convention", None, f"{d.convention!r}.".capitalize()) if d.right else None


ROWS = (
    Row(
        name="whole_sweep",
        lesson=LESSON,
        equation=5,
        statement="Write the whole sweep for layers of sigmoids and the squared error: from the "
        "lists W and b, and X0 and T with a column a sample, the lists dW and db.",
        reference=backprop,
        cases=sigmoids,
        parts=("dW", "db"),
        axes="as W and b of its layer",
        source=backward,
        second_look=diagnosed,
        mistakes=(
            Wrong("no_transpose", sweep(down=lambda delta, dE_dx, W: W @ dE_dx)),
            Wrong("f_prime_missing_in_recurrence", sweep(down=lambda delta, dE_dx, W: W.T @ delta)),
            Wrong("f_prime_at_X", sweep(slope=lambda x, X: sigmoid.prime(X))),
            Wrong(
                "f_prime_missing",
                sweep(slope=lambda x, X: 1.0),
                "f′ is left out everywhere: dE_dx is delta times f′(x).",
            ),
            Wrong("bias_mean", sweep(bias=lambda delta, dE_dx: dE_dx.mean(axis=1, keepdims=True))),
            Wrong(
                "sum_for_mean",
                sweep(top=lambda X, T: X - T),
                "E is the mean over the samples, so δ(L) is (X − T) / m; the 1/m is missing.",
            ),
            Wrong("mean_twice", sweep(weights=lambda delta, dE_dx, X, W: dE_dx @ X.T / X.shape[1])),
            Wrong("sign", sweep(top=lambda X, T: (T - X) / T.shape[1])),
        ),
        hints=(
            "Two loops. The first keeps every x and X. What does the second need of each layer?",
            "Before the second loop δ(L) = (X − T) / m. In it: δ f′, then dW, db, then the next δ.",
            "dE_dx = delta * f′(x[l+1]); dE_dx @ X[l].T; dE_dx.sum(axis=1, keepdims=True); "
            "W[l].T @ dE_dx.",
        ),
        worked="(1) up to the output, (4) there, and for each layer down: δ f′, (6), (7), (5).",
    ),
)
