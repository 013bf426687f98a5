"""Exercises of lesson 05: δ of a layer from δ of the next, equation (5)."""

from ...propagation import backward
from ..cases import on_sweeps
from ..row import Row, Wrong

LESSON = "05_derive_the_recurrence"
AXES = "a row for each neuron of layer l, a column for each sample"


def one_delta(W, delta_next, f_prime_next, i, s):
    """δ_i(l) = Σ_j δ_j(l+1) f′(x_j(l+1)) W_ji(l), for sample s."""
    return sum(delta_next[j, s] * f_prime_next[j, s] * W[j, i] for j in range(len(W)))  # (5)


def recurrence(W, delta_next, f_prime_next):
    """δ(l) = Wᵀ(l) (δ(l+1) ⊙ f′(x(l+1)))."""
    return W.T @ (delta_next * f_prime_next)  # (5)


def nielsen(W, dE_dx_next, f_prime):
    """∂E/∂x(l) = Wᵀ(l) ∂E/∂x(l+1) ⊙ f′(x(l))."""
    return (W.T @ dE_dx_next) * f_prime


ROWS = (
    Row(
        name="one_delta",
        lesson=LESSON,
        equation=5,
        statement="Write δ of one neuron i, for one sample s, letter by letter: a sum over j.",
        reference=one_delta,
        cases=on_sweeps(
            lambda s: (s.net.W[1], s.back.delta[2], s.f_prime(2), 1, s.X0.shape[1] - 1)
        ),
        axes="one number",
        source=backward,
        mistakes=(
            Wrong(
                "no_transpose",
                lambda W, d, f, i, s: sum(d[j, s] * f[j, s] * W[i, j] for j in range(len(W))),
                "W[i, j] is how neuron i hears; who hears neuron i stands in W[j, i].",
            ),
            Wrong(
                "f_prime_missing_in_recurrence",
                lambda W, d, f, i, s: sum(d[j, s] * W[j, i] for j in range(len(W))),
            ),
            Wrong(
                "f_prime_of_the_speaker",
                lambda W, d, f, i, s: sum(d[j, s] * f[i, s] * W[j, i] for j in range(len(W))),
                "f′ must be that of the listener j, inside the sum: f_prime_next[j, s].",
            ),
            Wrong("first_one_only", lambda W, d, f, i, s: d[0, s] * f[0, s] * W[0, i]),
            Wrong("last_one_only", lambda W, d, f, i, s: d[-1, s] * f[-1, s] * W[-1, i]),
            Wrong("sign", lambda W, d, f, i, s: -one_delta(W, d, f, i, s)),
        ),
        hints=(
            "Each listener j is a path. What are the three factors on a path?",
            "Start from total = 0.0 and let j run over all rows of W.",
            "total += delta_next[j, s] * f_prime_next[j, s] * W[j, i]; return it after the loop.",
        ),
        worked="Every listener j adds how much E cares about it, times how awake it is, times how "
        "loudly it hears neuron i.",
    ),
    Row(
        name="recurrence",
        lesson=LESSON,
        equation=5,
        statement="Write (5) for a whole layer and all samples, with matrices.",
        reference=recurrence,
        cases=on_sweeps(lambda s: (s.net.W[1], s.back.delta[2], s.f_prime(2))),
        axes=AXES,
        source=backward,
        mistakes=(
            Wrong(
                "no_transpose",
                lambda W, d, f: W @ (d * f),
                "W runs along the rows, as forward; on the way back neuron i asks along its "
                "column: W.T.",
            ),
            Wrong("f_prime_missing_in_recurrence", lambda W, d, f: W.T @ d),
            Wrong(
                "f_prime_wrong_layer",
                lambda W, d, f: (W.T @ d) * f,
                "f′ is multiplied in after the product, where layer l is; it belongs to layer "
                "l+1, so multiply it in first.",
            ),
            Wrong("f_prime_twice", lambda W, d, f: W.T @ (d * f * f)),
            Wrong("delta_replaced_by_f_prime", lambda W, d, f: W.T @ f),
            Wrong("weights_missing_in_recurrence", lambda W, d, f: d * f),
            Wrong("order_of_the_product", lambda W, d, f: (d * f) @ W),
            Wrong("transposed_result", lambda W, d, f: (d * f).T @ W),
            Wrong("last_one_only", lambda W, d, f: W[-1:].T @ (d * f)[-1:]),
            Wrong("sign", lambda W, d, f: -W.T @ (d * f)),
            Wrong(
                "mean_twice",
                lambda W, d, f: W.T @ (d * f) / d.shape[1],
                "Divided by m once more: the 1/m came in with δ(L) and rides along.",
            ),
        ),
        hints=(
            "Neuron i asks along its column of W. Which matrix has that column as a row?",
            "First what belongs to the listeners, δ and f′, entry by entry; then the weights.",
            "W.T @ ( … ), and in the bracket delta_next * f_prime_next.",
        ),
        worked="The bracket is ∂E/∂x of layer l+1; Wᵀ adds it up along each column of W.",
    ),
    Row(
        name="nielsen",
        lesson=LESSON,
        equation=5,
        statement="Nielsen's δ is our ∂E/∂x. Write his recurrence: ∂E/∂x of layer l from that of "
        "layer l+1, W, and f′(x) of layer l.",
        reference=nielsen,
        cases=on_sweeps(lambda s: (s.net.W[1], s.back.dE_dx[2], s.f_prime(1))),
        axes=AXES,
        source=backward,
        mistakes=(
            Wrong(
                "f_prime_wrong_layer",
                lambda W, d, f: W.T @ (d * f),
                "That is our order. His δ has the f′ of layer l+1 inside already; the f′ of "
                "layer l comes last, after W.T.",
            ),
            Wrong(
                "f_prime_missing",
                lambda W, d, f: W.T @ d,
                "That is our δ of layer l. His needs one step more: times f′(x) of layer l.",
            ),
            Wrong(
                "no_transpose",
                lambda W, d, f: (W @ d) * f,
                "W must be transposed, in his books as here.",
            ),
            Wrong("f_prime_twice", lambda W, d, f: (W.T @ d) * f * f),
            Wrong(
                "divided",
                lambda W, d, f: (W.T @ d) / f,
                "From ours to his you multiply by f′; dividing is the way back.",
            ),
        ),
        hints=(
            "What do you get from W.T @ dE_dx_next alone, in the letters of this course?",
            "It is our δ of layer l. Which bridge leads from δ to ∂E/∂x?",
            "(W.T @ dE_dx_next) times f_prime, entry by entry.",
        ),
        worked="W.T @ dE_dx_next is our δ(l), equation (5); the bridge of lesson 04 does the rest.",
    ),
    Row(
        name="paths",
        lesson=LESSON,
        equation=5,
        statement="In the 2-2-2 network: how many paths lead from the first input to E; how many "
        "multiplications take they all; how many are left if δ of layer 1 is known?",
        parts=("paths", "multiplications", "with_delta"),
        reference=(4, 16, 4),
        mistakes=(
            Wrong(
                "one_layer_only",
                (2, None, None),
                "2 is the number of hidden neurons; from each of them two paths go on.",
            ),
            Wrong(
                "factors_for_multiplications",
                (4, 20, None),
                "Each path is a product of five factors, and five factors take four "
                "multiplications.",
            ),
            Wrong(
                "factors_with_delta",
                (4, 16, 6),
                "With δ known a path has three factors, δ f′ W, and so two multiplications.",
            ),
        ),
        hints=(
            "Draw the network. From the first input you can go to either hidden neuron. And then?",
            "A path is δ f′ W f′ W. With δ of layer 1 known, it is δ f′ W.",
            "2 · 2 paths, 4 multiplications each; then 2 paths with 2 multiplications each.",
        ),
        worked="2 · 2 = 4 paths of five factors take 4 · 4 = 16 multiplications; with δ(1) known, "
        "2 paths of three factors take 2 · 2 = 4.",
    ),
)
