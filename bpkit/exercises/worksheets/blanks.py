"""The blanks of a worksheet: each with its equation, its symbol, the sum in numbers, its value."""

from typing import NamedTuple

from .numbers import DECIMALS, ETA

LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Blank(NamedTuple):
    """A quantity to fill in; the loss alone has no numbered equation."""

    equation: int | None
    symbol: str
    working: str
    value: float


def symbol(letters, l, *indices):
    """Return a symbol with its indices, counted from 1, and its layer: W₁₂(0)."""
    return letters + "".join(str(i + 1) for i in indices).translate(LOWERED) + f"({l})"


def decimal(value):
    """Return a number with the decimals that it has, and a minus sign that looks like one."""
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def product(*factors):
    """Return a product in numbers, negative factors in brackets."""
    return "·".join(f"({decimal(v)})" if v < 0 else decimal(v) for v in factors)


def forward(given):
    """Yield the blanks of (1), layer by layer: each x, and its X."""
    net, x, X = given.net, given.trace.x, given.trace.X
    for l, (W, b) in enumerate(zip(net.W, net.b)):
        for i, (row, x_i) in enumerate(zip(W, x[l + 1][:, 0])):
            terms = [*map(product, row, X[l][:, 0]), product(b[i, 0])]
            yield Blank(1, symbol("x", l + 1, i), " + ".join(terms), x_i)
            yield Blank(1, symbol("X", l + 1, i), f"f({decimal(x_i)})", X[l + 1][i, 0])


def output(given):
    """Yield the blanks of the loss and, by (4), of its slopes at the output."""
    X, T, L = given.trace.X[-1][:, 0], given.T[:, 0], given.net.depth
    squares = " + ".join(f"{product(delta)}²" for delta in X - T)
    for i, delta in enumerate(given.back.delta[L][:, 0]):
        yield Blank(4, symbol("δ", L, i), f"{decimal(X[i])} − {product(T[i])}", delta)
    yield Blank(None, "E", f"½·({squares})", given.E)


def backward(given):
    """Yield the blanks of (5), from the hidden layer to the input."""
    net, delta = given.net, given.back.delta
    for l in reversed(range(net.depth)):
        f_prime = net.f[l].prime(given.trace.x[l + 1])[:, 0]
        for i, delta_i in enumerate(delta[l][:, 0]):
            terms = map(product, delta[l + 1][:, 0], f_prime, net.W[l][:, i])
            yield Blank(5, symbol("δ", l, i), " + ".join(terms), delta_i)


def gradients(given):
    """Yield the blanks of (6), each weight of a layer, and of (7), each bias."""
    net, X = given.net, given.trace.X
    for l in range(net.depth):
        f_prime = net.f[l].prime(given.trace.x[l + 1])[:, 0]
        pairs = list(zip(given.back.delta[l + 1][:, 0], f_prime))
        for i, row in enumerate(given.grads.W[l]):
            for j, value in enumerate(row):
                working = product(*pairs[i], X[l][j, 0])
                yield Blank(6, symbol("∂E/∂W", l, i, j), working, value)
        for i, value in enumerate(given.grads.b[l][:, 0]):
            yield Blank(7, symbol("∂E/∂b", l, i), product(*pairs[i]), value)


def update(given):
    """Yield the blanks of (2), each new weight of a layer, and of (3), each new bias."""
    net, grads, new = given.net, given.grads, given.new
    for l in range(net.depth):
        for i, row in enumerate(new.W[l]):
            for j, value in enumerate(row):
                step = product(ETA, grads.W[l][i, j])
                working = f"{decimal(net.W[l][i, j])} − {step}"
                yield Blank(2, symbol("W", l, i, j), working, value)
        for i, value in enumerate(new.b[l][:, 0]):
            step = product(ETA, grads.b[l][i, 0])
            yield Blank(3, symbol("b", l, i), f"{decimal(net.b[l][i, 0])} − {step}", value)
