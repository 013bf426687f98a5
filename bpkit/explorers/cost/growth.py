"""The same network, narrower and wider."""

from ...cost import weights


def n_parameters(sizes):
    """Return P, the number of weights and biases of a network of these layer sizes."""
    return weights(sizes)[1]


def resized(sizes, P):
    """Return sizes times one factor, the smallest that makes at least P parameters."""
    low, high = 1e-6, 1e9
    while high / low > 1.001:
        middle = (low * high) ** 0.5
        if n_parameters(scaled(sizes, middle)) >= P:
            high = middle
        else:
            low = middle
    return scaled(sizes, high)


def scaled(sizes, factor):
    """Return sizes times factor, each at least 1."""
    return [max(1, round(n * factor)) for n in sizes]


def relatives(sizes, numbers):
    """Return sizes resized to each number of parameters, smallest first, none of them twice."""
    found = {tuple(resized(sizes, P)) for P in numbers}
    return sorted(map(list, found), key=n_parameters)
