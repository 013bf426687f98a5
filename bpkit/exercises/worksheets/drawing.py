"""The network of a worksheet, drawn as SVG: a circle a neuron, a number on each connection."""

from .blanks import decimal, symbol

WIDTH, HEIGHT = 440, 215
RADIUS = 19
# where on its line a weight is written: near the start, where no two meet
NEAR_START = 0.3


def drawing(given):
    """Return the network as SVG text, with what it shows in words for who cannot see it."""
    places = [column(l, n, given.net.depth) for l, n in enumerate(given.net.sizes)]
    words = "The network: " + "-".join(map(str, given.net.sizes)) + ", its numbers are in the table"
    shapes = [*connections(given, places), *neurons(given, places)]
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{words}">'
        + "".join(shapes)
        + "</svg>"
    )


def column(l, n, depth):
    """Return the centres of the neurons of a layer, the first on top."""
    x = 65 + l * (WIDTH - 165) / depth
    gap = HEIGHT / n
    return [(x, gap * (i + 0.5) - 6) for i in range(n)]


def connections(given, places):
    """Yield every line, then every weight on its line."""
    wires = [
        (start, end, given.net.W[l][i, j])
        for l in range(given.net.depth)
        for j, start in enumerate(places[l])
        for i, end in enumerate(places[l + 1])
    ]
    for (x1, y1), (x2, y2), _ in wires:
        yield f'<line x1="{x1}" y1="{y1:.1f}" x2="{x2}" y2="{y2:.1f}"/>'
    for (x1, y1), (x2, y2), weight in wires:
        x, y = x1 + NEAR_START * (x2 - x1), y1 + NEAR_START * (y2 - y1)
        yield text(x, y + 4, decimal(weight))


def neurons(given, places):
    """Yield every neuron with its symbol; its bias is below it, a datum or a target beside it."""
    last = given.net.depth
    for l, layer in enumerate(places):
        for i, (x, y) in enumerate(layer):
            yield f'<circle cx="{x}" cy="{y:.1f}" r="{RADIUS}"/>'
            yield text(x, y + 4, symbol("X", l, i))
            if l > 0:
                yield text(x, y + RADIUS + 13, f"b = {decimal(given.net.b[l - 1][i, 0])}")
            if l == 0:
                yield text(x - RADIUS - 22, y + 4, decimal(given.X0[i, 0]))
            if l == last:
                yield text(x + RADIUS + 42, y + 4, f"T = {decimal(given.T[i, 0])}")


def text(x, y, words):
    """Return words in the middle of a place, with a white rim that keeps lines off them."""
    return f'<text x="{x:.1f}" y="{y:.1f}">{words}</text>'
