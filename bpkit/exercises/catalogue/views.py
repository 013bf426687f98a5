"""Exercises of lesson 12: from other books' conventions to ours, and back."""

from ..cases import on_sweeps
from ..row import Row, Wrong

LESSON = "12_other_views"


def from_rows(dW, db, m):
    """Turn the gradients of T − X over rows, summed over m samples, into those of the course."""
    return -dW.T / m, -db.reshape(-1, 1) / m


def in_rows(W, dout, f_prime):
    """δ(l) = (δ(l+1) ⊙ f′(x(l+1))) Wᵀ, a row a sample: (5) on its side."""
    return (dout * f_prime) @ W.T


def from_mse_loss(X_grad):
    """δ, a column a sample, from X.grad of E = nn.MSELoss(): the mean of (X − T)² over all."""
    m, n_L = X_grad.shape
    return n_L / 2 * X_grad.T


def of_a_friend(s):
    """Return ∂E/∂W(1) and ∂E/∂b(1) as a friend has them, and m."""
    m = s.X0.shape[1]
    return -m * s.grads.W[1].T, -m * s.grads.b[1].ravel(), m


ROWS = (
    Row(
        name="convert_convention",
        lesson=LESSON,
        statement="Turn a friend's dW and db of one layer (a sample is a row, T − X, summed over m "
        "samples) into ∂E/∂W and ∂E/∂b of this course.",
        reference=from_rows,
        cases=on_sweeps(of_a_friend),
        parts=("dE_dW", "dE_db"),
        axes="a row for each neuron that is led into; dE_db one column",
        mistakes=(
            Wrong(
                "layout_kept",
                lambda dW, db, m: (-dW / m, -db.reshape(-1, 1) / m),
                "dW still has a row for each neuron that it leads from: turn it with .T.",
            ),
            Wrong("sign", lambda dW, db, m: (dW.T / m, db.reshape(-1, 1) / m)),
            Wrong(
                "sum_kept",
                lambda dW, db, m: (-dW.T, -db.reshape(-1, 1)),
                "These are still sums over the samples: our E is their mean, so divide by m.",
            ),
            Wrong(
                "multiplied_by_m",
                lambda dW, db, m: (-dW.T * m, -db.reshape(-1, 1) * m),
                "m the wrong way: a sum becomes a mean when you divide.",
            ),
        ),
        hints=(
            "Three things differ: the layout, the sign, the mean. Which operation undoes each?",
            "Transpose dW; make db a column; change the sign; divide by m.",
            "return -dW.T / m, and db.reshape(-1, 1) in the same way.",
        ),
        worked="A row becomes a column by .T, T − X becomes X − T by a minus, a sum becomes a mean "
        "by / m. The order does not matter.",
    ),
    Row(
        name="recurrence_in_rows",
        lesson=LESSON,
        equation=5,
        statement="Write (5) for somebody whose samples are rows: W is (n_l, n_{l+1}), dout and "
        "f_prime have a row for each sample.",
        reference=in_rows,
        cases=on_sweeps(lambda s: (s.net.W[1].T, s.back.delta[2].T, s.f_prime(2).T)),
        axes="a row for each sample, a column for each neuron of layer l",
        mistakes=(
            Wrong(
                "no_transpose",
                lambda W, dout, f_prime: (dout * f_prime) @ W,
                "W leads forward. On the way back each neuron asks its listeners, along its row of "
                "W here: W.T.",
            ),
            Wrong("f_prime_missing_in_recurrence", lambda W, dout, f_prime: dout @ W.T),
            Wrong(
                "order_of_the_product",
                lambda W, dout, f_prime: W.T @ (dout * f_prime),
                "Here a sample is a row, so it stands on the left of @.",
            ),
            Wrong(
                "as_columns",
                lambda W, dout, f_prime: W @ (dout * f_prime).T,
                "These are our δ, a column a sample: lay them on their side.",
            ),
            Wrong("f_prime_twice", lambda W, dout, f_prime: (dout * f_prime * f_prime) @ W.T),
            Wrong("sign", lambda W, dout, f_prime: -(dout * f_prime) @ W.T),
        ),
        hints=(
            "Write our (5), and transpose both sides: what does a transpose do to a product?",
            "(A @ B).T is B.T @ A.T: the bracket comes first, then W.T.",
            "(dout * f_prime) @ …",
        ),
        worked="Our Wᵀ(δ ⊙ f′), transposed, is (δᵀ ⊙ f′ᵀ) W; and our W is their W.T.",
    ),
    Row(
        name="delta_from_mse_loss",
        lesson=LESSON,
        equation=4,
        statement="E = nn.MSELoss() is the mean of (X − T)² over all m · n_L entries. Turn X_grad, "
        "of shape (m, n), into our δ; here n is n_L.",
        reference=from_mse_loss,
        cases=on_sweeps(lambda s: (2 / len(s.back.delta[-1]) * s.back.delta[-1].T,)),
        axes="a row for each neuron, a column for each sample",
        mistakes=(
            Wrong(
                "layout_kept",
                lambda X_grad: X_grad.shape[1] / 2 * X_grad,
                "The factor is right; a sample is still a row: turn it with .T.",
            ),
            Wrong(
                "factor_missing",
                lambda X_grad: X_grad.T,
                "The layout is right, but MSELoss has no ½ and divides by n_L too.",
            ),
            Wrong(
                "half_only",
                lambda X_grad: X_grad.T / 2,
                "The ½ is there. But MSELoss is also the mean over the outputs: times n_L.",
            ),
            Wrong(
                "outputs_only",
                lambda X_grad: X_grad.shape[1] * X_grad.T,
                "n_L is there. But our E has a ½ that MSELoss has not.",
            ),
            Wrong(
                "divided",
                lambda X_grad: 2 / X_grad.shape[1] * X_grad.T,
                "That is the way from ours to theirs: turn the factor over.",
            ),
            Wrong(
                "samples_for_outputs",
                lambda X_grad: X_grad.shape[0] / 2 * X_grad.T,
                "m stands where n_L belongs: the mean over the samples is in both losses.",
            ),
        ),
        hints=(
            "Write both losses for one sample. By which factor do they differ?",
            "Ours is ½ Σ (X − T)² / m, theirs Σ (X − T)² / (m n_L): ours is n_L / 2 times theirs.",
            "n_L / 2 times X_grad.T, with n_L = X_grad.shape[1].",
        ),
        worked="Ours is n_L/2 times MSELoss, so every slope is; and .T turns rows into columns.",
    ),
)
