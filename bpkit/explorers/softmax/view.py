"""The picture of softmax: shares beside their targets, and the Jacobian that makes δ of ∂E/∂s."""

from ...plots import softmax

SPLIT = 0.36  # share of the width that the bars have


class View:
    """Bars on the left, a matrix times a column on the right."""

    def __init__(self, picture, n):
        """Make both panels for n classes."""
        figure = picture.figure
        width, height = figure.get_size_inches()
        bars = figure.add_axes((0.085, 0.2, SPLIT - 0.1, 0.7))
        bars.tick_params(labelsize=8)
        page = figure.add_axes((SPLIT, 0, 1 - SPLIT, 1))
        page.set(xlim=(0, width * (1 - SPLIT)), ylim=(0, height))
        self.gaps, self.product = softmax.gaps(bars, n), softmax.product(page, n)
        picture.moving = [*self.gaps.moving, *self.product.moving]

    def show(self, shares):
        """Move both panels to other outputs."""
        self.gaps.move(shares.s[:, 0], shares.T[:, 0])
        self.product.move(shares.J, shares.slope[:, 0], shares.delta[:, 0])
