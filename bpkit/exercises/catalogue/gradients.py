"""Exercises of lesson 06: what to do with δ, equations (6) and (7)."""

from ...propagation import gradients
from ..cases import on_sweeps
from ..row import Row, Wrong

LESSON = "06_weight_and_bias_gradients"


def weight_gradient(delta_next, f_prime_next, X):
    """∂E/∂W(l) = (δ(l+1) ⊙ f′(x(l+1))) Xᵀ(l)."""
    return (delta_next * f_prime_next) @ X.T  # (6)


def bias_gradient(delta_next, f_prime_next):
    """∂E/∂b(l) = δ(l+1) ⊙ f′(x(l+1)), summed over the samples."""
    return (delta_next * f_prime_next).sum(axis=1, keepdims=True)  # (7)


def rows_gradient(dE_dx_next, X):
    """∂E/∂W(l) of somebody whose samples are rows, and whose W is our Wᵀ."""
    return X.T @ dE_dx_next


ROWS = (
    Row(
        name="weight_gradient",
        lesson=LESSON,
        equation=6,
        statement="Write (6) for a whole layer and any number of samples.",
        reference=weight_gradient,
        cases=on_sweeps(lambda s: (s.back.delta[2], s.f_prime(2), s.trace.X[1])),
        axes="as W: a row for each neuron of layer l+1, a column for each neuron of layer l",
        source=gradients,
        mistakes=(
            Wrong(
                "f_prime_missing_in_weight_gradient",
                lambda d, f, X: d @ X.T,
                "∂E/∂W has no f′: what X meets is the slope by the total input, δ f′.",
            ),
            Wrong("weight_gradient_transposed", lambda d, f, X: X @ (d * f).T),
            Wrong(
                "transpose_missing",
                lambda d, f, X: (d * f) @ X,
                "X is not transposed: the samples must meet in the product, so X.T.",
            ),
            Wrong("outer_product_missing", lambda d, f, X: d * f * X),
            Wrong("f_prime_twice", lambda d, f, X: (d * f * f) @ X.T),
            Wrong("mean_twice", lambda d, f, X: (d * f) @ X.T / X.shape[1]),
            Wrong("sign", lambda d, f, X: -(d * f) @ X.T),
        ),
        hints=(
            "Blame from where it goes, signal from where it comes. Which letters are those?",
            "Rows from delta_next * f_prime_next, columns from X, summed over the samples.",
            "( … ) @ X.T, and in the bracket what the bias gets too.",
        ),
        worked="Row i of the bracket meets column j of Xᵀ, and the product sums over the samples.",
    ),
    Row(
        name="bias_gradient",
        lesson=LESSON,
        equation=7,
        statement="Write (7) for a whole layer and any number of samples.",
        reference=bias_gradient,
        cases=on_sweeps(lambda s: (s.back.delta[2], s.f_prime(2))),
        axes="as b: a row for each neuron of layer l+1, one column (keepdims=True keeps it)",
        source=gradients,
        mistakes=(
            Wrong("bias_not_summed", lambda d, f: d * f),
            Wrong("f_prime_missing_in_bias_gradient", lambda d, f: d.sum(axis=1, keepdims=True)),
            Wrong("bias_mean", lambda d, f: (d * f).mean(axis=1, keepdims=True)),
            Wrong("bias_summed_over_neurons", lambda d, f: (d * f).sum(axis=0, keepdims=True)),
            Wrong(
                "summed_over_all",
                lambda d, f: (d * f).sum(),
                "One number for all: sum along the samples only, axis=1.",
            ),
            Wrong(
                "row_for_column",
                lambda d, f: (d * f).sum(axis=1, keepdims=True).T,
                "The numbers are right, but b is a column, not a row.",
            ),
            Wrong("sign", lambda d, f: -(d * f).sum(axis=1, keepdims=True)),
        ),
        hints=(
            "A bias is a weight whose input is always 1. What is left of (6) then?",
            "δ f′ has a column for each sample; all samples share the bias.",
            "( … ).sum(axis=1, keepdims=True).",
        ),
        worked="With 1 for X, (6) becomes the sum of δ f′ over the samples, as a column.",
    ),
    Row(
        name="rows_gradient",
        lesson=LESSON,
        equation=6,
        statement="A friend's samples are rows: X is (m, n), ∂E/∂x of the next layer (m, n_next), "
        "W (n, n_next). Write the friend's ∂E/∂W.",
        reference=rows_gradient,
        cases=on_sweeps(lambda s: (s.back.dE_dx[2].T, s.trace.X[1].T)),
        axes="as the friend's W: a row for each neuron of layer l, a column for each of layer l+1",
        mistakes=(
            Wrong(
                "our_layout",
                lambda d, X: d.T @ X,
                "That is our W's shape, the friend's transposed: X gives the rows there.",
            ),
            Wrong(
                "columns_for_rows",
                lambda d, X: d @ X.T,
                "That is our formula, for columns: with rows it sums over neurons, not samples.",
            ),
            Wrong("mean_twice", lambda d, X: X.T @ d / len(X)),
            Wrong(
                "order_of_the_product",
                lambda d, X: X @ d.T,
                "The samples must meet in the product: the inner sizes are m and m.",
            ),
        ),
        hints=(
            "Write the three shapes down. Which order, and which transpose, gives (n, n_next)?",
            "It must sum over the samples, so m must stand inside: (n, m) times (m, n_next).",
            "Transpose our (6) as a whole: (A B)ᵀ = Bᵀ Aᵀ.",
        ),
        worked="Ours is ∂E/∂x Xᵀ. Every array of the friend's is ours transposed, so the product "
        "turns round: Xᵀ ∂E/∂x, in the friend's letters.",
    ),
)
