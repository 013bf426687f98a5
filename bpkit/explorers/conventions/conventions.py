"""The conventions explorer: one sweep as this course writes it, and as any other book does."""

from ...conventions import DELTAS, MEANS, NUMBERS, SAMPLES, SIGNS, Convention
from ...literature import SOURCES
from ..frame.controls import Dial, choice, one_of
from ..frame.explorer import Explorer, Move, from_state, guarded, notches, quiet
from ..frame.problem import Problem, Small
from . import words
from .model import OURS, in_both_ways, program
from .view import View

HERE, OWN = "this course", "your own choice"
KNOWN = {HERE: OURS} | {source.short: source.convention for source in SOURCES}
MOST = Small(layers=6, neurons=4, samples=6)
HEAVIEST, NOTCH = 3.0, 0.05


class Conventions(Explorer):
    """Choose a source, or its choices one by one, and see every number of a sweep in both ways.

    Conventions(net, X0, T, loss="squared_error", source="Saito", layer=1)

    Without net, a small example is shown. The controls are attributes
    (`explorer.samples.value = "rows"`), and so are the numbers on the screen: `explorer.ours` and
    `explorer.theirs`, each (δ, ∂E/∂W, ∂E/∂b); `explorer.code` is a sweep in that convention.
    """

    move = Move(
        "Conventions: a weight", "weight.slider", notches(-2.5, NOTCH * 2), "12_other_views"
    )

    @quiet
    def __init__(self, net=None, X0=None, T=None, loss="squared_error", source="Nielsen", layer=1):
        """Make the controls, wire them, and sweep once."""
        self.given = Problem.or_example(net, X0, T, loss, MOST)
        one_of("source", source, KNOWN)
        layers = list(range(1, self.given.net.depth + 1))
        one_of("layer", layer, layers)
        self.source = choice("source", source, [*KNOWN, OWN])
        self.delta = choice("delta is", OURS.delta, DELTAS)
        self.samples = choice("samples", OURS.samples, SAMPLES)
        self.mean = choice("1/m is", OURS.mean, MEANS)
        self.sign = choice("sign", OURS.sign, SIGNS)
        self.numbers = choice("numbers", OURS.numbers, list(NUMBERS))
        self.layer = choice("layer", layer, layers)
        first = float(self.given.net.W[0][0, 0])
        reach = max(HEAVIEST, abs(first))
        self.weight = Dial("W₁₁(0)", first, -reach, reach, NOTCH)
        super().__init__([self.source, *self.choices, self.layer, self.weight], 7.3, 4.0)
        self.view = View(self.picture, 2 * self.most_numbers())
        self.take_over()
        self.source.observe(self.on_source, "value")
        for control in (*self.choices, self.layer, self.weight):
            control.observe(self.on_control, "value")
        self.draw()

    @property
    def choices(self):
        """The controls of a convention, in its order."""
        return self.delta, self.samples, self.mean, self.sign, self.numbers

    @property
    def convention(self):
        """What the controls say."""
        return Convention(*(control.value for control in self.choices))

    @property
    def problem(self):
        """What was given, with the weight that the dial says."""
        W = self.given.net.W[0].copy()
        W[0, 0] = self.weight.value
        return self.given._replace(net=self.given.net.replaced("W", 0, W))

    def most_numbers(self):
        """Return how many numbers the fullest column holds."""
        sizes, m = self.given.net.sizes, self.given.samples
        return max(n * (m + n_in + 1) for n_in, n in zip(sizes, sizes[1:]))

    def take_over(self):
        """Set the choices to those of the source."""
        for control, value in zip(self.choices, KNOWN.get(self.source.value, self.convention)):
            control.value = value

    @guarded
    def on_source(self, change):
        """Take over the choices of the source; one picture for one move."""
        for control in self.choices:
            control.unobserve(self.on_control, "value")
        try:
            self.take_over()
        finally:
            for control in self.choices:
                control.observe(self.on_control, "value")
        self.draw()

    @guarded
    def on_control(self, change):
        """Draw; the source no longer is one that the choices are not of."""
        if KNOWN.get(self.source.value) != self.convention:
            self.source.unobserve(self.on_source, "value")
            self.source.value = next((n for n, c in KNOWN.items() if c == self.convention), OWN)
            self.source.observe(self.on_source, "value")
        self.draw()

    def draw(self):
        """Sweep, commit what that finds, and show it."""
        self.pair = in_both_ways(self.problem, self.convention, self.layer.value)
        self.view.show(self.pair, self.source.value)
        self.picture.draw(words.alt(self.pair), "resting")
        self.say(words.line(self.pair))
        self.list_code()

    ours = from_state("pair.ours", "δ(l), ∂E/∂W(l−1) and ∂E/∂b(l−1) of this course.")
    theirs = from_state("pair.matrices", "The same three as the convention writes them.")

    @property
    def code(self):
        """The lines of a sweep in the convention that give its three matrices."""
        l = self.pair.l
        last = f"[a.tolist() for a in (delta[{l}], dW[{l - 1}], db[{l - 1}])]"
        return "\n".join([self.pair.problem.code, *program(self.pair.convention), last])

    def __repr__(self):
        """Return the call that makes this explorer, as far as a call can."""
        return f"Conventions(source={self.source.value!r}, layer={self.layer.value})"
