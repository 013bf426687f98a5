"""The sweep explorer: forward and backward, a scalar at a time, with equation and line."""

from numbers import Integral
from typing import ClassVar

from ipywidgets import HTML

from ..frame.controls import between
from ..frame.explorer import Move, guarded, quiet
from ..frame.pointing import REACH, Handle, Pointed
from ..frame.sizes import read_all
from .controls import Controls, parameter_names
from .ledger import as_csv
from .lines import equation_html, ledger_html
from .model import CEILINGS, SweepMoment, as_typed, given
from .stops import NOWHERE, Stop, stops
from .view import Diagram, number_at
from .words import alt, line

PULL = 0.01  # of a weight, a pixel
STOPS = *range(1, 26), *range(24, -1, -1)


class Sweep(Pointed, Controls):
    """A sweep through a network, scrubbed one scalar at a time in both directions.

    Sweep(net=net, X0=X0, T=T, loss=bp.losses.squared_error)

    Without arguments it shows Mazur's network of 2-2-2 neurons. `explorer.stop.value = 14` goes to
    a stop, `explorer.go_to(layer, unit)` to the δ of a neuron, a click on a number or a weight of
    the picture to the stop that computes it; a weight that is held follows the hand up and down,
    a hundredth a pixel. `explorer.ledger_csv` is the ledger as far as it is
    filled.
    """

    move: ClassVar = Move(
        "Sweep: the stop, 2-2-2 neurons", "stop.slider", STOPS, "05_derive_the_recurrence"
    )

    @quiet
    def __init__(self, net=None, X0=None, T=None, loss="squared_error", sample=1, stop=None):
        """Make and wire the controls; it opens at stop, or at δ of the last hidden layer."""
        self.swept = given(net, X0, T, loss)
        self.stops = stops(self.swept.sizes)
        between("sample", sample, 1, self.swept.samples, Integral)
        last_hidden = Stop("delta", self.swept.net.depth - 1, 0)
        stop = self.stops.index(last_hidden) + 1 if stop is None else stop
        between("stop", stop, 0, len(self.stops), Integral)
        self.make_network_controls(sample)
        self.make_sweep_controls(stop)
        super().__init__(self.laid_out(), width=7.3, height=3.3)
        self.equation, self.ledger = HTML(), HTML()
        self.children = (self.children[0], self.equation, *self.children[1:], self.ledger)
        self.diagram, self.following = Diagram(self.picture), False
        self.follow()
        self.wire()
        self.draw()

    def wire(self):
        """Let every control call its method."""
        for control in (self.layers, self.activation, self.output, self.loss):
            control.observe(self.on_network, "value")
        for control in (self.layer, self.unit):
            control.observe(self.on_neuron, "value")
        self.sample.observe(self.on_change, "value")
        self.show_ledger.observe(self.on_change, "value")
        self.weight.observe(self.on_weight, "value")
        self.weight_value.observe(self.on_weight_value, "value")
        self.stop.observe(self.on_change, "value")
        self.go.on_click(self.on_neuron)
        self.back.on_click(self.on_back)
        self.step.on_click(self.on_step)
        self.wire_clock()

    @guarded
    def on_network(self, change):
        """Sweep what the controls say; new sizes begin at δ of the last hidden layer."""
        controls = self.activation.value, self.output.value, self.loss.value
        swept = as_typed(self.swept, read_all(self.layers.value, CEILINGS), *controls)
        anew = swept.sizes != self.swept.sizes
        self.swept = swept
        if anew:
            self.set_playing(False)
            self.stops = stops(swept.sizes)
            self.follow()
            self.go_to(swept.net.depth - 1, 1)
        else:
            self.draw()

    def follow(self):
        """Give the controls the ranges and names of the network; none of them acts meanwhile."""
        sizes = self.swept.sizes
        self.following = True
        try:
            names = parameter_names(sizes)
            if names != dict(self.weight.options):
                self.weight.options = names
                self.weight.value = ("W", 0, 0, 0)
            self.weight_value.value = self.parameter()
            self.layer.max = len(sizes) - 1
            self.unit.max = max(sizes)
            self.stop.reach_to(len(self.stops))
        finally:
            self.following = False

    def parameter(self):
        """Return the number of the chosen weight or bias."""
        name, l, i, j = self.weight.value
        return getattr(self.swept.net, name)[l][i, j].item()

    @guarded
    def on_change(self, change):
        """Show another stop or sample, or the ledger."""
        if not self.following:
            self.draw()

    @guarded
    def on_weight(self, change):
        """Write the number of the chosen weight beside it."""
        if not self.following:
            self.weight_value.value = self.parameter()

    @guarded
    def on_weight_value(self, change):
        """Sweep with the weight set by hand."""
        if not self.following and self.weight_value.value != self.parameter():
            self.swept = self.swept.edited(self.weight.value, self.weight_value.value)
            self.draw()

    @guarded
    def on_neuron(self, change):
        """Go to the δ of the chosen neuron."""
        if not self.following:
            self.go_to(self.layer.value, self.unit.value)

    def go_to(self, layer, unit):
        """Go to δ of a neuron; units are counted from 1."""
        n = self.swept.sizes[layer]
        if not 1 <= unit <= n:
            raise ValueError(f"Layer {layer} has no unit {unit}: its units are 1 to {n}.")
        self.stand_at(self.stops.index(Stop("delta", layer, unit - 1)) + 1)

    def handles(self):
        """Return what can be clicked: the numbers and E, and the weights, which can be dragged."""
        cells, edges, E = self.diagram.clickable
        how = {"cursor": "pointer", "drags": False}
        return [
            Handle(cells, self.click_number, **how),
            Handle(edges, self.hold_weight, "ns-resize"),
            Handle(E, self.click_E, **how),
        ]

    def click_number(self, place, part):
        """Go to the stop that computes the number of a cell, and wait."""
        self.wait_at(number_at(self.stops, part, self.swept.sizes))

    def click_weight(self, place, part):
        """Go to ∂E/∂W of a weight, and choose it as the one to set; a line to E stands for E."""
        weights = [stop for stop in self.stops if stop.quantity == "dE_dW"]
        if part < len(weights):
            self.weight.value = ("W", *weights[part][1:])
        self.wait_at(weights[part] if part < len(weights) else Stop("E"))

    def hold_weight(self, place, part):
        """Choose a weight; a hand that goes up makes it larger, one that goes down smaller."""
        if place is self.pressed:
            self.click_weight(place, part)
            self.grip = self.weight_value.value
            return
        up = (place.pixel[1] - self.pressed.pixel[1]) / place.dots
        if part < sum(W.size for W in self.swept.net.W):
            moved = abs(up) > REACH
            self.weight_value.value = round(self.grip + up * PULL, 2) if moved else self.grip

    def click_E(self, place, part):
        """Go to E, and wait."""
        self.wait_at(Stop("E"))

    def wait_at(self, stop):
        """Go to a stop, and wait."""
        self.set_playing(False)
        self.stand_at(self.stops.index(stop) + 1)

    def stand_at(self, k):
        """Go to stop k and draw once: a stop that changes draws by itself."""
        if self.stop.value == k:
            self.draw()
        self.stop.value = k

    @property
    def ended(self):
        """Whether the last stop is reached."""
        return self.stop.value == len(self.stops)

    def tick(self):
        """Go on by one number; rest at the end."""
        if self.stop.value + 1 == len(self.stops):
            self.set_playing(False)
        self.stop.value += 1

    @quiet
    def finish(self):
        """Go to the last stop."""
        with self.lock:
            self.set_playing(False)
            self.stand_at(len(self.stops))

    @guarded
    def on_back(self, button):
        """Go back by one number."""
        self.go_on(-1)

    @guarded
    def on_step(self, button):
        """Go on by one number."""
        self.go_on(1)

    def go_on(self, by):
        """Go on or back, and wait."""
        self.set_playing(False)
        k = self.stop.value + by
        if k < 0:
            raise ValueError("The sweep has not begun: press Step.")
        if k > len(self.stops):
            raise ValueError("The sweep is done: press Back.")
        self.stop.value = k

    @guarded
    def on_play(self, button):
        """Pause, or go on number by number, from the beginning if the end is reached."""
        self.set_playing(not self.clock.playing)
        again = self.clock.playing and self.ended
        self.stand_at(0 if again else self.stop.value)

    def draw(self):
        """Show the stop: picture, equation, words, ledger, code."""
        moment = self.moment
        self.diagram.show(moment)
        self.equation.value = "" if self.here == NOWHERE else equation_html(moment)
        self.picture.draw(alt(moment), "playing" if self.clock.playing else "resting")
        self.ledger.value = ledger_html(moment) if self.show_ledger.value else ""
        self.say(line(moment))
        self.list_code()

    @property
    def moment(self):
        """What the controls say: the sweep, a stop of it, a sample."""
        return SweepMoment(self.swept, self.stops, self.stop.value, self.sample.value - 1)

    @property
    def here(self):
        """The present stop."""
        return self.moment.stop

    @property
    def ledger_csv(self):
        """The ledger as CSV, filled as far as the sweep has come."""
        return as_csv(self.moment)

    @property
    def code(self):
        """The lines of bpkit that give the number of this stop."""
        return self.moment.code

    def __repr__(self):
        """Return what is swept, and where the sweep stands."""
        return f"Sweep({self.swept.sizes}, stop {self.stop.value} of {len(self.stops)})"
