"""Images of digits, each with the network's answer below."""

import numpy as np

from .style import BLACK, VERMILION, title


def predicted_digits(ax, images, labels, predicted, columns=10):
    """Draw images in rows with the predicted digit below each, a wrong one marked ✗; return the artists that move.

    Shapes: images (64, m), pixels from 0 to 1; labels, predicted (m,).
    """
    title(ax, "held-out digits, and what the network says")
    ax.axis("off")
    rows = -(-images.shape[1] // columns)
    page = np.zeros((12 * rows, 10 * columns))
    for k, image in enumerate(images.T):
        row, column = divmod(k, columns)
        page[12 * row : 12 * row + 8, 10 * column + 1 : 10 * column + 9] = image.reshape(8, 8)
    picture = ax.imshow(page, cmap="gray_r", vmin=0, vmax=1, aspect="auto", interpolation="nearest")
    answers = [
        ax.text(10 * (k % columns) + 5, 12 * (k // columns) + 9.5, "", ha="center", va="center", fontsize=8)
        for k in range(images.shape[1])
    ]
    return move_digits((picture, *answers), labels, predicted)


def move_digits(artists, labels, predicted):
    """Move the artists of predicted_digits to new predictions."""
    for answer, label, guess in zip(artists[1:], labels, predicted):
        answer.set_text(f"{guess}" if guess == label else f"✗ {guess}")
        answer.set_color(BLACK if guess == label else VERMILION)
    return artists
