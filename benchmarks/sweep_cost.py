"""What a backward sweep costs against a forward one. Run: python -m benchmarks.sweep_cost."""

from .cases import LOSS, Sweeps, case, medians, row, rule  # sets the threads of numpy

# isort: split
import numpy as np

from bpkit.engine import Parameters, Plan

GRID = [[n] * (L + 1) for L in (1, 3, 10, 30) for n in (2, 10, 30, 100, 300)]
GRID += [[n] * 4 for n in (600, 1024)]
GRID += [[2, 16, 16, 1], [64, 128, 128, 10], [784, 1024, 1024, 10]]
BATCHES = (1, 32, 256)


TOLD = """Backward over forward: the backward sweep with δ(0) and the gradients, over the forward
sweep; E and δ(L) on neither side; tanh, float64. Left the calls of the engine, in arrays made once
and past the door; right ("page") as one calls bp.forward, bp.backward and bp.gradients by hand,
with new arrays every time."""


def by_engine(given):
    """Return the engine's forward sweep and its backward sweep as actions."""
    net, X0, T = given
    # with the record, for the sake of δ(0); its sums of squares are left out below
    plan = Plan(Parameters(net), LOSS, X0.shape[1], 0.0, record=True)
    plan.load(X0, T)
    plan.measure()
    forward = [call.make for call in plan.sweep if call.line.endswith("# (1)")]
    backward = [call.make for call in plan.sweep if is_backward(call.line)]
    return all_of(forward), all_of(backward)


def is_backward(line):
    """Return whether a line of the page belongs to the backward sweep, or to the gradients."""
    return line.startswith("dE_d") or line.endswith("# (5)")


def all_of(makes):
    """Return the action that makes the calls.

    They can be made again and again, for the output layer's f is the identity: so δ(L), which alone
    the backward sweep reads before it writes, stays as it is.
    """

    def action():
        for make in makes:
            make()

    return action


def by_page(given):
    """Return the page's forward sweep and its backward sweep as actions."""
    sweeps = Sweeps(given)
    return sweeps.forward, sweeps.backward


def backward_over_forward(way, sizes, m):
    """Return the time of backward and gradients over that of forward."""
    forward, backward = medians(*way(case(sizes, m)), budget=0.1, least=7)
    return backward / forward


def grid():
    """Yield the lines of the first table."""
    ways = [(way, m) for way in (by_engine, by_page) for m in BATCHES]
    heads = [f"m = {m}" + ", page" * (way is by_page) for way, m in ways]
    yield from (TOLD, "", row("layers × neurons", *heads), rule(1 + len(ways)))
    found = []
    for sizes in GRID:
        found.append([backward_over_forward(way, sizes, m) for way, m in ways])
        name = f"{len(sizes) - 1} × {sizes[0]}" if len({*sizes}) == 1 else f"{sizes}"
        yield row(name, *(f"{ratio:.2f}" for ratio in found[-1]))
    yield row("largest", *(f"{ratio:.2f}" for ratio in np.max(found, axis=0)))


N = 1024
OUTER = f"""Where the time goes at m = 1: the three products of a {N} × {N} layer, one multiply-add
a weight each. But two of them read the matrix; the third writes it, and BLAS is at its best where
there is a long sum."""


def products():
    """Return the products of one layer, and other ways to the third, as actions."""
    W, dE_dW = np.ones((N, N)), np.ones((N, N))
    X, dE_dx, column = np.ones((N, 1)), np.ones((N, 1)), np.empty((N, 1))
    return {
        "x = W X": lambda: W.dot(X, column),
        "δ = Wᵀ ∂E/∂x": lambda: W.T.dot(dE_dx, column),
        "∂E/∂W = ∂E/∂x Xᵀ": lambda: dE_dx.dot(X.T, dE_dW),
        "the same, in a new array": lambda: dE_dx @ X.T,
        "the same by np.multiply": lambda: np.multiply(dE_dx, X.T, out=dE_dW),
        "writing ∂E/∂W alone": lambda: dE_dW.fill(0.0),
    }


def outer_products():
    """Yield the lines that say where the time goes at m = 1, in arrays made once."""
    actions = products()
    yield from (OUTER, "", row("", "µs"), rule(2))
    for name, time in zip(actions, medians(*actions.values(), budget=0.5)):
        yield row(name, f"{1e6 * time:,.0f}")


if __name__ == "__main__":
    for line in (*grid(), "", *outer_products()):
        print(line, flush=True)
