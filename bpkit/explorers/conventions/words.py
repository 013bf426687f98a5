"""What turns ours into theirs, and back, in words; those for a convention are those of diagnose."""

from ...conventions import MEANS, SIGNS
from ...diagnosis.conventions import SIGN
from ...losses import squared_error
from ..frame.notation import in_product, number
from .model import OURS


def delta_name(pair):
    """Return what the convention calls the slope of layer l."""
    kind = "∂E/∂x" if pair.convention.by_total_input else "∂E/∂X"
    return f"delta = {kind}({pair.numbers[0]})"


def named(pair):
    """Return the names of the three matrices, ours and theirs, each with its shape."""
    l, w = pair.l, pair.numbers[1]
    ours = f"δ({l}) = ∂E/∂X({l})", f"∂E/∂W({l - 1})", f"∂E/∂b({l - 1})"
    theirs = delta_name(pair), f"dW({w})", f"db({w})"
    shaped = zip((*ours, *theirs), (*pair.ours, *pair.matrices))
    return [f"{name}, {a.shape[0]} × {a.shape[1]}" for name, a in shaped]


def coded(pair):
    """Return the line of code that makes each of the three matrices, ours and theirs."""
    l, last, c = pair.l, pair.l == pair.problem.net.depth, pair.convention
    along = "(axis=1, keepdims=True)"
    ours = f"W[{l}].T @ dE_dx[{l + 1}]", f"dE_dx[{l}] @ X[{l - 1}].T", f"dE_dx[{l}].sum{along}"
    slope = "delta" if c.by_total_input else "(delta * f_prime)"
    back = f"{slope} @ W.T" if c.rows else f"W.T @ {slope}"
    mean = " / m" if c.mean == MEANS[1] else ""
    theirs = (
        f"({back}) * f_prime" if c.by_total_input else back,
        (f"X.T @ {slope}" if c.rows else f"{slope} @ X.T") + mean,
        f"{slope}.sum{'(axis=0)' if c.rows else along}{mean}",
    )
    if last:
        tops = [top(convention, pair.problem.loss) for convention in (OURS, c)]
        return [tops[0], *ours[1:], tops[1], *theirs[1:]]
    return [*ours, *theirs]


def top(c, loss):
    """Return what delta of the output layer is."""
    mean = " / m" if c.mean == MEANS[0] else ""
    error = "(X − T)" if c.sign == SIGNS[0] else "(T − X)"
    if loss != squared_error:
        minus, error = "" if c.sign == SIGNS[0] else "−", "loss.gradient(X, T)"
        error, mean = minus + error, "" if c.mean == MEANS[0] else " * m"
    return error + mean + (" * f_prime" if c.by_total_input else "")


def changes_told(pair):
    """Return what is done to our δ, and to our gradients, to make theirs of them."""
    k, k_grads = pair.factors
    f_prime = [f"times f′(x({pair.l}))"] if pair.convention.by_total_input else []
    turned = ["transposed"] if pair.convention.rows else []
    return f_prime + factor_told(k) + turned, factor_told(k_grads) + turned


def factor_told(k):
    """Return a factor in words, none for 1."""
    return [] if k == 1 else [f"times {in_product(k, 4)}"]


def diagnosed(convention):
    """Return the words with which bp.diagnose calls these gradients."""
    return (
        *(("W as (n_in, n_out)", "b as a row") if convention.rows else ()),
        *(("sum over the samples",) if convention.mean == MEANS[2] else ()),
        *((SIGN,) if convention.sign == SIGNS[1] else ()),
    )


def line(pair):
    """Return how ours becomes theirs, and theirs ours."""
    if pair.convention._replace(numbers=OURS.numbers) == OURS:
        return "Every number is as in this course. W −= η dW."
    to_delta, to_gradients = (", ".join(s) or "as it is" for s in changes_told(pair))
    step = "W −= η dW" if pair.convention.sign == SIGNS[0] else "W += η dW"
    known = ", ".join(diagnosed(pair.convention)) or "nothing else"
    return (
        f"Theirs: our δ {to_delta}; our gradients {to_gradients}. Step: {step}. {back(pair)} "
        f"bp.diagnose: {known}."
    )


def back(pair):
    """Return the way back to this course."""
    k = pair.factors[0]
    turned = "transpose" if pair.convention.rows else ""
    divide = f"divide by {in_product(k, 4)}" if k != 1 else ""
    first = ", ".join(filter(None, (turned, divide)))
    if not pair.convention.by_total_input:
        return f"Back: {first}."
    kept = f"{first}; " if first else ""
    l = pair.l
    if l == pair.problem.net.depth:
        return f"Back: {kept}that is ∂E/∂x({l}), and our δ({l}) is the slope of the loss alone."
    return (
        f"Back: {kept}that is ∂E/∂x, and our δ({l}) is W({l})ᵀ ∂E/∂x({l + 1}): "
        "do not divide by f′, it may be 0."
    )


def alt(pair):
    """Return what the picture shows."""
    names = named(pair)
    first = [f"{name}, first entry {number(a[0, 0])}" for name, a in zip(names[:3], pair.ours)]
    second = [f"{name}, {number(a[0, 0])}" for name, a in zip(names[3:], pair.matrices)]
    c = pair.convention
    return (
        "Three matrices of numbers on the left, as this course writes them, and the same three on "
        f"the right with delta as {c.delta}, samples as {c.samples}, 1/m {c.mean}, sign {c.sign}. "
        f"Left: {'; '.join(first)}. Right: {'; '.join(second)}."
    )
