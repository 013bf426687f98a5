"""The cost explorer: what gradients cost by nudging and by backprop, counted and then timed."""

from numbers import Integral

from ipywidgets import HBox, Text, ToggleButton

from ..frame.clock import Ticking
from ..frame.controls import Dial, between, choice, labelled, one_of
from ..frame.explorer import Move, from_state, guarded, quiet
from ..frame.sizes import Ceilings, read_all
from . import words
from .model import Comparison
from .timing import Stopwatch
from .view import View

SCHEMES = ("forward", "central")
MOST = Ceilings(layers=33, neurons=30_000, parameters=1_000_000_000)
MAX_SAMPLES = 1024  # as many tokens as GPT-2 reads at once
TIMED = [
    "",
    "net, X0 = bp.Network.create(sizes, rng=0), [[0.5] * m] * sizes[0]",
    "print(bp.cost.seconds(lambda: bp.forward(net, X0)), 'seconds for one forward sweep')",
]


class Cost(Ticking):
    """Type layer sizes, see what their gradients cost both ways; press Measure to time it here.

    Cost(layers="2, 3, 1", m=3, scheme="forward", measure=False)

    The controls are attributes (`explorer.m.value = 32`), and so are the numbers on the screen:
    `explorer.nudging` and `explorer.backprop` (counts), `explorer.timing` (what was measured);
    `explorer.code` gives the same counts in a cell. Measuring goes on in slices while the page is
    open; `explorer.finish()` does the rest at once.
    """

    SAMPLES = (*range(10, 260, 10), *range(255, 10, -10))
    move = Move("Cost: m", "m.slider", SAMPLES, "10_count_the_cost")
    stopwatch = Stopwatch()  # a test brings one of its own

    @quiet
    def __init__(self, layers="2, 3, 1", m=3, scheme="forward", measure=False):
        read_all(layers, MOST)
        between("m", m, 1, MAX_SAMPLES, Integral)
        one_of("scheme", scheme, SCHEMES)
        self.make_controls(layers, m, scheme, measure)
        measuring = HBox([self.measure, self.clock, self.play])
        super().__init__([self.layers, self.m, self.scheme, measuring], width=7.3, height=4.4)
        self.view, self.compared = View(self.picture), None
        self.restart()
        if self.timing:
            self.finish()

    def make_controls(self, layers, m, scheme, measure):
        text = Text(layers, description="layers", placeholder="2, 3, 1", continuous_update=False)
        self.layers = labelled(text)
        self.m = Dial("m", m, 1, MAX_SAMPLES, notch=1, whole=True)
        self.scheme = choice("scheme", scheme, SCHEMES)
        self.measure = ToggleButton(bool(measure), tooltip="Time it on this machine")
        self.make_clock(interval=20)
        self.play.layout.display = "none"  # Measure is the button of this clock
        for control in (self.layers, self.m, self.scheme, self.measure):
            control.observe(self.on_control, "value")
        self.wire_clock()

    @guarded
    def on_control(self, change):
        self.restart()

    def restart(self):
        """Count what the controls say, forget what was measured, and draw."""
        sizes = read_all(self.layers.value, MOST)
        compared = Comparison.of(sizes, int(self.m.value), self.scheme.value, before=self.compared)
        self.compared = compared.to_measure(self.stopwatch) if self.measure.value else compared
        self.draw()

    @property
    def ended(self):
        """Whether nothing waits to be measured."""
        return self.compared.ended

    def advance(self):
        """Measure one more slice."""
        self.compared = self.compared.advanced()

    def draw(self):
        """Show counts, or times as far as they are measured."""
        self.view.show(self.compared)
        self.picture.draw(words.alt(self.compared), "resting" if self.ended else "measuring")
        self.set_playing(not self.ended)
        self.measure.description = "Back to counts" if self.measure.value else "Measure"
        self.say(words.line(self.compared))
        self.list_code()

    sizes = from_state("compared.sizes", "The layer sizes on the screen.")
    nudging = from_state(
        "compared.tallies.nudging", "What nudging costs: sweeps and multiply-adds."
    )
    backprop = from_state(
        "compared.tallies.backprop", "What backprop costs: sweeps and multiply-adds."
    )
    timing = from_state("compared.timing", "What was measured, or None.")

    @property
    def code(self):
        """The lines that give the counts on the screen, and time a sweep if times are shown."""
        sizes, m, scheme = self.compared.sizes, self.compared.m, self.compared.scheme
        nudging, sweep = f"bp.cost.by_nudging(sizes, m, {scheme!r})", "bp.cost.by_sweep(sizes, m)"
        lines = [
            "import bpkit as bp",
            "",
            f"sizes, m = {sizes}, {m}",
            f"for cost in ({nudging}, {sweep}):",
            "    print(cost.forward, cost.backward, cost.multiply_adds)",
        ]
        return "\n".join(lines + (TIMED if self.timing else []))

    def __repr__(self):
        layers, m, scheme = self.layers.value, self.m.value, self.scheme.value
        return f"Cost(layers={layers!r}, m={m:g}, scheme={scheme!r})"
