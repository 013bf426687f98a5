"""The cost explorer: what all gradients of a network cost by nudging and by backprop, counted and then timed."""

from numbers import Integral

import numpy as np
from ipywidgets import Dropdown, HBox, Play, Text, ToggleButton

from .. import plots
from ..cost import PASSES, by_nudging, by_sweep, weights
from ..cost import Cost as Count
from ..plots.cost import COUNTED
from .amounts import duration, spelled
from .base import Explorer, guarded, quiet
from .controls import between, one_of
from .dial import LABEL, Dial
from .growth import parameters, read_network, relatives
from .timing import Timing

SCHEMES = ("forward", "central")
MAX_SAMPLES = 1024  # as many tokens as GPT-2 reads at once
GPT2 = 124_439_808  # the parameters of GPT-2 small, counted in lesson 10
DRAWN = 10.0 ** np.arange(0.5, 9.5, 0.5)
MEASURED = 10.0 ** np.arange(1, 5.1, 0.5)


class Cost(Explorer):
    """Type layer sizes and see what their gradients cost by nudging and by backprop; press Measure to time it here.

    Cost(layers="2, 3, 1", m=3, scheme="forward", measure=False)

    The controls are attributes (`explorer.m.value = 32`), and so are the numbers on the screen: `explorer.nudging`
    and `explorer.backprop` (counts), `explorer.timing` (what was measured); `explorer.code` gives the same counts in a
    cell. Measuring goes on in slices while the page is open; `explorer.finish()` does the rest at once.
    """

    @quiet
    def __init__(self, layers="2, 3, 1", m=3, scheme="forward", measure=False):
        """Make the controls, wire them, and count."""
        read_network(layers)
        between("m", m, 1, MAX_SAMPLES, Integral)
        one_of("scheme", scheme, SCHEMES)
        self.layers = Text(value=layers, description="layers", placeholder="2, 3, 1", continuous_update=False)
        self.m = Dial("m", m, 1, MAX_SAMPLES, notch=1, whole=True)
        self.scheme = Dropdown(options=SCHEMES, value=scheme, description="scheme")
        self.measure = ToggleButton(value=bool(measure), description="Measure", tooltip="Time it on this machine")
        self.clock = Play(min=0, max=2**31 - 1, interval=20)
        self.clock.layout.display = "none"
        for control in (self.layers, self.scheme):
            control.style.description_width, control.layout.width = LABEL, "228px"
        super().__init__([self.layers, self.m, self.scheme, HBox([self.measure, self.clock])], 7.3, 4.4)
        self.sizes = None
        self.build()
        for control in (self.layers, self.m, self.scheme, self.measure):
            control.observe(self.on_control, "value")
        self.clock.observe(self.on_tick, "value")
        self.restart()
        if self.timing:
            self.finish()

    def build(self):
        """Make both panels."""
        left, right = (self.picture.figure.add_axes(box) for box in BOXES)
        self.bars = plots.cost_bars(left)
        self.growth = plots.growth(right, GPT2, "GPT-2 small")
        right.tick_params(labelsize=8)
        self.unit = None
        self.picture.moving = [*plots.moving_bars(self.bars), *plots.moving_growth(self.growth)]

    @guarded
    def on_control(self, change):
        """Count again, and begin to measure again if that is wanted."""
        self.restart()

    @guarded
    def on_tick(self, change):
        """Measure one more slice."""
        if self.clock.playing and self.timing is not None and not self.timing.ended:
            self.timing = self.timing.advanced()
            self.draw()

    def restart(self):
        """Count what the controls say, forget what was measured, and draw."""
        sizes, timing = read_network(self.layers.value), None
        drawn = self.drawn if sizes == self.sizes else relatives(sizes, DRAWN)
        if self.measure.value:
            timing = Timing(tuple(relatives(sizes, MEASURED)), int(self.m.value), self.scheme.value)
        self.sizes, self.drawn, self.timing = sizes, drawn, timing
        self.draw()

    @quiet
    def finish(self):
        """Measure what is still waiting now, and draw."""
        with self.lock:
            while self.timing is not None and not self.timing.ended:
                self.timing = self.timing.advanced()
            self.draw()

    def fail(self, sentence):
        """Wait: another slice would write over the sentence."""
        self.clock.playing = False
        self.picture.show("resting")
        super().fail(sentence)

    def counted(self, sizes):
        """Return what nudging and backprop cost for a network of these layer sizes."""
        m = int(self.m.value)
        return by_nudging(sizes, m, self.scheme.value), by_sweep(sizes, m)

    @property
    def nudging(self):
        """What nudging costs: sweeps and multiply-adds."""
        return self.counted(self.sizes)[0]

    @property
    def backprop(self):
        """What backprop costs: sweeps and multiply-adds."""
        return self.counted(self.sizes)[1]

    @property
    def far(self):
        """What GPT-2 small costs, if a token, which is its sample, takes a multiply-add a parameter."""
        m, passes = int(self.m.value), PASSES[self.scheme.value](GPT2)
        return Count(passes, 0, passes * m * GPT2), Count(1, 1, 3 * m * GPT2)

    @property
    def speed(self):
        """How fast this machine is, or None while that is not known."""
        return self.timing and self.timing.speed

    def draw(self):
        """Show counts, or times as far as they are measured."""
        self.set_unit("seconds" if self.speed else "count")
        plots.move_cost_bars(self.bars, self.row(self.nudging), self.row(self.backprop), spelled)
        P = [parameters(sizes) for sizes in self.drawn]
        costs = np.array([self.amounts(self.counted(sizes)) for sizes in self.drawn], dtype=float).T
        here, far = self.amounts((self.nudging, self.backprop)), self.amounts(self.far)
        words = [duration(t) if self.speed else spelled(t) for t in far]
        plots.move_growth(self.growth, P, costs, (parameters(self.sizes), *here), (GPT2, *far), words)
        plots.move_measured(self.growth, self.timing.points if self.timing else ())
        going_on = self.timing is not None and not self.timing.ended
        self.picture.draw(self.words(), "measuring" if going_on else "resting")
        self.clock.playing = going_on
        self.measure.description = "Back to counts" if self.measure.value else "Measure"
        self.say(self.sentence())
        self.list_code()

    def set_unit(self, unit):
        """Let the right panel count in another unit, if it does not yet."""
        if self.unit != unit:
            plots.growth_axis(self.growth, unit)
            self.picture.redraw()
            self.unit = unit

    def amounts(self, costs):
        """Return each cost in the unit of the right panel."""
        return [self.speed.seconds(cost) if self.speed else cost.multiply_adds for cost in costs]

    def row(self, cost):
        """Return the counts of the left panel, from the top."""
        per_weight = cost.multiply_adds // (weights(self.sizes)[0] * int(self.m.value))
        return cost.forward, cost.backward, cost.multiply_adds, per_weight

    def sentence(self):
        """Return the line below the picture."""
        nudging, backprop = self.nudging, self.backprop
        counts = (
            f"{parameters(self.sizes):,} parameters: {spelled(nudging.forward)} forward sweeps by nudging, "
            f"1 forward and 1 backward by backprop; {spelled(nudging.multiply_adds)} multiply-adds against "
            f"{spelled(backprop.multiply_adds)}, {times(nudging.multiply_adds / backprop.multiply_adds)} times as many."
        )
        return f"{counts} {self.verdict()}"

    def verdict(self):
        """Return what becomes of GPT-2, in words as long as this machine is not measured."""
        if self.timing is None:
            return "Press Measure to learn how long GPT-2 small would take on this machine."
        if self.speed is None:
            return "Measuring how fast this machine multiplies …"
        nudging, backprop = map(duration, self.amounts(self.far))
        more = f" Measuring, {len(self.timing.waiting)} networks to go …" if self.timing.waiting else ""
        return f"At this machine's speed, GPT-2 small: {nudging} by nudging, {backprop} by backprop.{more}"

    def words(self):
        """Return what both panels show, for who cannot see them."""
        rows = zip(COUNTED, self.row(self.nudging), self.row(self.backprop))
        counts = "; ".join(f"{name} {nudging:,} and {backprop:,}" for name, nudging, backprop in rows)
        unit = "Seconds on this machine" if self.speed else "Multiply-adds"
        far = [duration(t) if self.speed else spelled(t) for t in self.amounts(self.far)]
        return (
            f"What one gradient costs for layers {self.sizes}, {parameters(self.sizes):,} parameters, "
            f"m = {self.m.value:g}: two panels. Bars of counts, by nudging ({self.scheme.value}) and by backprop: "
            f"{counts}. {unit} against the number of parameters, both axes logarithmic: for large networks the line of "
            f"nudging climbs twice as steeply as that of backprop; a ring on each at this network, and at GPT-2 "
            f"small, {GPT2:,} parameters, a star on each: {far[0]} and {far[1]}.{self.measured_in_words()}"
        )

    def measured_in_words(self):
        """Return the networks that are measured, smallest and largest."""
        if not self.timing or not self.timing.points:
            return ""
        ends = (self.timing.points[0], self.timing.points[-1])
        told = [f"{duration(p.nudging)} and {duration(p.backprop)} at {p.P:,} parameters" for p in ends]
        return f" {len(self.timing.points)} networks are measured, nudging and backprop: from {told[0]} to {told[1]}."

    @property
    def code(self):
        """The lines of bpkit that give the counts on the screen, and time a forward sweep if times are shown."""
        lines = [
            "import bpkit as bp",
            "",
            f"sizes, m = {self.sizes}, {int(self.m.value)}",
            f"for cost in (bp.cost.by_nudging(sizes, m, {self.scheme.value!r}), bp.cost.by_sweep(sizes, m)):",
            "    print(cost.forward, cost.backward, cost.multiply_adds)",
        ]
        return "\n".join(lines + (TIMED if self.measure.value else []))

    def __repr__(self):
        """Return the call that makes this explorer."""
        return f"Cost(layers={self.layers.value!r}, m={self.m.value:g}, scheme={self.scheme.value!r})"


def times(ratio):
    """Return how many times, with a decimal where it counts."""
    return f"{ratio:.1f}" if ratio < 1000 else spelled(round(ratio))


# left, bottom, width, height of the bars, and of the growth
BOXES = ((0.015, 0.03, 0.36, 0.9), (0.475, 0.085, 0.515, 0.845))
TIMED = [
    "",
    "net, X0 = bp.Network.create(sizes, rng=0), [[0.5] * m] * sizes[0]",
    "print(bp.cost.seconds(lambda: bp.forward(net, X0)), 'seconds for one forward sweep')",
]
