"""How far two gradients may lie apart, in bands, and what each band means."""

from typing import NamedTuple

DOUBLE, SINGLE = (1e-7, 1e-4), (1e-4, 1e-2)  # up to where an error is right, and unsure
VERDICTS = (
    "right: the two agree as far as nudging can tell",
    "look closer: rounding, a very small gradient, or a kink between θ − h and θ + h",
    "wrong: one of the two is not the gradient",
)
DECISION = {
    DOUBLE: "error ≤ 1e-7 → right; else ≤ 1e-4 → look closer; else → wrong",
    SINGLE: "in float32 error ≤ 1e-4 → right; else ≤ 1e-2 → look closer; else → wrong",
}
YOURS = "bp.diagnose(net, loss, X0, T, dW=…, db=…) looks for the mistake by name"
OURS = "these are bpkit's own: look at the prime of your activation or the gradient of your loss"
NOTHING = "every nudge crosses a kink, so nothing is judged: ask with other X0 or b"
CLOSER = "ask again with h=1e-4 and h=1e-6: a mistake stays, rounding does not"


class GradientCheck(NamedTuple):
    """How far two gradients lie apart; true only where the verdict is "right".

    error = max |a − n| / max(|a|, |n|) for the tensor where it is largest

    Shapes: error a number; where the tensor and index of the worst entry; kinked the number of
    entries whose nudge crosses a kink, which are left out; bands the upper ends of "right" and of
    "look closer"; tensors the error of each, by name.
    Lesson: 06_weight_and_bias_gradients.
    Source: the bands follow the CS231n notes, "Gradient checks".
    """

    error: float
    where: str
    kinked: int = 0
    note: str = ""
    bands: tuple = DOUBLE
    tensors: dict | None = None

    @property
    def verdict(self):
        """The error in words."""
        return VERDICTS[sum(not self.error <= end for end in self.bands)]

    def __bool__(self):
        """Return whether the verdict is "right"."""
        return self.error <= self.bands[0]

    def __repr__(self):
        """Return error, place and verdict, then what was left out, and the bands unless right."""
        said = f"worst relative error {self.error:.1e} in {self.where}: {self.verdict}"
        said += f"; {self.note}" if self.note else ""
        if self.kinked:
            left_out = "1 entry" if self.kinked == 1 else f"{self.kinked} entries"
            said += f"; {left_out} left out, where a nudge crosses a kink"
        return said if self else f"{said} ({DECISION[self.bands]})"
