"""The sweep explorer: forward and backward, one scalar at a time, each with its equation, its numbers and its line."""

from numbers import Integral

from ipywidgets import HTML, BoundedIntText, Button, Dropdown, FloatText, HBox, IntSlider, Play, Text, ToggleButton

from .base import Explorer, guarded, quiet
from .caption import NOWHERE, alt_text, caption
from .controls import between
from .diagram import Diagram
from .ledger import as_csv
from .lines import equation_html, ledger_html
from .specimen import given, loss_options, name_of, names, read_all_sizes, typed
from .spelling import indexed
from .stops import Stop, stops
from .swept import printed

TICK = 700  # milliseconds from stop to stop while it plays


class Sweep(Explorer):
    """A sweep through a network, scrubbed one scalar at a time in both directions.

    Sweep(net=net, X0=X0, T=T, loss=bp.losses.squared_error)

    Without arguments it shows Mazur's network of 2-2-2 neurons. `explorer.stop.value = 14` goes to a stop,
    `explorer.go_to(layer, unit)` to the δ of a neuron; `explorer.ledger_csv` is the ledger as far as it is filled.
    """

    @quiet
    def __init__(self, net=None, X0=None, T=None, loss="squared_error", sample=1, stop=None):
        """Make the controls and wire them; it opens at δ of neuron 1 in the last hidden layer, or at stop."""
        self.swept = given(net, X0, T, loss)
        self.stops = stops(self.swept.net.sizes)
        between("sample", sample, 1, self.swept.samples, Integral)
        first = self.stops.index(Stop("delta", self.swept.net.depth - 1, 0)) + 1 if stop is None else stop
        between("stop", first, 0, len(self.stops), Integral)
        self.make_network_controls(sample)
        self.make_sweep_controls(first)
        super().__init__(self.laid_out(), width=7.3, height=3.3)
        self.equation, self.ledger = HTML(), HTML()
        self.children = (self.children[0], self.equation, self.status, self.listing, self.ledger)
        self.diagram, self.following = Diagram(self.picture), False
        self.follow()
        self.wire()
        self.draw()

    def make_network_controls(self, sample):
        """Make what says which network is swept, and for which sample."""
        f, loss = self.swept.net.f, self.swept.loss
        self.layers = Text(", ".join(map(str, self.swept.net.sizes)), description="layers", continuous_update=False)
        self.activation = Dropdown(options=names(f[:-1]), value=name_of(f[:-1]), description="hidden f")
        self.output = Dropdown(options=names(f[-1:]), value=name_of(f[-1:]), description="output f")
        self.loss = Dropdown(options=loss_options(loss), value=loss, description="loss")
        self.sample = BoundedIntText(sample, min=1, max=self.swept.samples, description="sample")
        self.weight = Dropdown(options=parameters(self.swept.net.sizes), description="weight")
        self.weight_value = FloatText(description="is", continuous_update=False, step=None)

    def make_sweep_controls(self, stop):
        """Make what moves along the sweep."""
        last = len(self.stops)
        self.layer = BoundedIntText(self.stops[stop - 1].l, min=0, max=self.swept.net.depth, description="δ layer")
        self.unit = BoundedIntText(1, min=1, max=max(self.swept.net.sizes), description="unit")
        self.go = Button(description="Go", tooltip="Go to δ of this neuron")
        self.stop = BoundedIntText(stop, min=0, max=last, description="stop")
        self.stop_slider = IntSlider(stop, min=0, max=last, readout=False)
        self.back = Button(description="Back", tooltip="Go back by one number")
        self.step = Button(description="Step", tooltip="Go on by one number")
        self.play = Button(description="Play", tooltip="Go on number by number")
        self.clock = Play(min=0, max=2**31 - 1, interval=TICK)
        self.show_ledger = ToggleButton(description="Ledger", tooltip="All numbers so far, and as CSV")

    def laid_out(self):
        """Return the controls in the order of the page."""
        for control in (self.layers, self.activation, self.output, self.loss):
            control.style.description_width, control.layout.width = "58px", "228px"
        for control, label, width in (
            (self.sample, 58, 112), (self.weight, 58, 136), (self.weight_value, 14, 88), (self.layer, 58, 104),
            (self.unit, 26, 76), (self.stop, 58, 122),
        ):  # fmt: skip
            control.style.description_width, control.layout.width = f"{label}px", f"{width}px"
        self.stop_slider.layout.width, self.go.layout.width, self.clock.layout.display = "104px", "40px", "none"
        for button in (self.back, self.step, self.play):
            button.layout.width = "74px"
        self.show_ledger.layout.width = "112px"
        rows = [self.sample, self.show_ledger], [self.weight, self.weight_value], [self.layer, self.unit, self.go]
        moves = [self.stop, self.stop_slider], [self.back, self.step, self.play, self.clock]
        return [self.layers, self.activation, self.output, self.loss, *map(HBox, rows), *map(HBox, moves)]

    def wire(self):
        """Let every control call its method."""
        for control in (self.layers, self.activation, self.output, self.loss):
            control.observe(self.on_network, "value")
        for control, method in (
            (self.sample, self.on_sample), (self.weight, self.on_weight), (self.weight_value, self.on_weight_value),
            (self.layer, self.on_neuron), (self.unit, self.on_neuron), (self.stop, self.on_stop),
            (self.stop_slider, self.on_stop_slider), (self.clock, self.on_tick), (self.show_ledger, self.on_ledger),
        ):  # fmt: skip
            control.observe(method, "value")
        self.go.on_click(self.on_neuron)
        self.back.on_click(self.on_back)
        self.step.on_click(self.on_step)
        self.play.on_click(self.on_play)

    @guarded
    def on_network(self, change):
        """Sweep the network that the controls say; new sizes begin at δ of neuron 1 in the last hidden layer."""
        controls = self.activation.value, self.output.value, self.loss.value
        swept = typed(self.swept, read_all_sizes(self.layers.value), *controls)
        anew = swept.net.sizes != self.swept.net.sizes
        self.swept = swept
        if anew:
            self.clock.playing, self.stops = False, stops(swept.net.sizes)
            self.follow()
            self.go_to(swept.net.depth - 1, 1)
        else:
            self.draw()

    def follow(self):
        """Give the controls the ranges and the names of the present network; none of them acts meanwhile."""
        sizes, last = self.swept.net.sizes, len(self.stops)
        self.following = True
        try:
            if (names := parameters(sizes)) != dict(self.weight.options):
                self.weight.options, self.weight.value = names, ("W", 0, 0, 0)
            self.weight_value.value = self.parameter()
            self.layer.max, self.unit.max = len(sizes) - 1, max(sizes)
            self.stop.max = self.stop_slider.max = last
        finally:
            self.following = False

    def parameter(self):
        """Return the number of the chosen weight or bias."""
        kind, l, i, j = self.weight.value
        return (self.swept.net.W if kind == "W" else self.swept.net.b)[l][i, j].item()

    @guarded
    def on_sample(self, change):
        """Show the numbers of another sample."""
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
        n = self.swept.net.sizes[layer]
        if not 1 <= unit <= n:
            raise ValueError(f"Layer {layer} has no unit {unit}: its units are 1 to {n}.")
        self.stand_at(self.stops.index(Stop("delta", layer, unit - 1)) + 1)

    def stand_at(self, k):
        """Go to stop k and draw once: a stop that changes draws by itself."""
        if self.stop.value == k:
            self.draw()
        self.stop.value = k

    @guarded
    def on_stop(self, change):
        """Take the slider along, and show the stop."""
        self.stop_slider.value = self.stop.value
        if not self.following:
            self.draw()

    @guarded
    def on_stop_slider(self, change):
        """Write the slider's stop into the number field."""
        self.stop.value = self.stop_slider.value

    @guarded
    def on_tick(self, change):
        """Go on by one number; rest at the end."""
        if self.clock.playing:
            self.clock.playing = self.stop.value + 1 < len(self.stops)
            self.stop.value = min(self.stop.value + 1, len(self.stops))

    @guarded
    def on_back(self, button):
        """Go back by one number."""
        self.move(-1)

    @guarded
    def on_step(self, button):
        """Go on by one number."""
        self.move(1)

    def move(self, by):
        """Go on or back, and wait."""
        self.clock.playing = False
        if not 0 <= self.stop.value + by <= len(self.stops):
            raise ValueError("The sweep has not begun: press Step." if by < 0 else "The sweep is done: press Back.")
        self.stop.value += by

    @guarded
    def on_play(self, button):
        """Pause, or go on number by number, from the beginning if the end is reached."""
        self.clock.playing = not self.clock.playing
        again = self.clock.playing and self.stop.value == len(self.stops)
        self.stand_at(0 if again else self.stop.value)

    @guarded
    def on_ledger(self, change):
        """Show or hide the ledger."""
        self.draw()

    def fail(self, sentence):
        """Wait: another stop would write over the sentence."""
        self.clock.playing, self.play.description = False, "Play"
        self.picture.show("resting")
        super().fail(sentence)

    def draw(self):
        """Show the stop: picture, equation, words, ledger, code."""
        s, stop = self.sample.value - 1, self.here
        told = self.swept, self.stops, self.stop.value, s
        self.diagram.show(self.swept, stop, s, self.done)
        self.equation.value = "" if stop == NOWHERE else equation_html(self.swept, stop, s)
        self.picture.draw(alt_text(*told), "playing" if self.clock.playing else "resting")
        self.play.description = "Pause" if self.clock.playing else "Play"
        self.ledger.value = ledger_html(self.swept, s, self.done) if self.show_ledger.value else ""
        self.say(caption(*told))
        self.list_code()

    @property
    def here(self):
        """The present stop."""
        return self.stops[self.stop.value - 1] if self.stop.value else NOWHERE

    @property
    def done(self):
        """The stops that the sweep has passed, the present one included."""
        return set(self.stops[: self.stop.value])

    @property
    def ledger_csv(self):
        """The ledger as CSV, filled as far as the sweep has come."""
        return as_csv(self.swept, self.sample.value - 1, self.done)

    @property
    def code(self):
        """The lines of bpkit that give the number of this stop."""
        return f"{self.swept.code}\n{printed(self.here, self.sample.value - 1)}"

    def __repr__(self):
        """Return what is swept, and where the sweep stands."""
        return f"Sweep({self.swept.net.sizes}, stop {self.stop.value} of {len(self.stops)})"


def parameters(sizes):
    """Return the name of each weight and bias with its place (W or b, l, i, j)."""
    shapes = [(l, n_out, n_in) for l, (n_in, n_out) in enumerate(zip(sizes, sizes[1:]))]
    W = {indexed("W", l, i, j): ("W", l, i, j) for l, n_out, n_in in shapes for i in range(n_out) for j in range(n_in)}
    return W | {indexed("b", l, i): ("b", l, i, 0) for l, n_out, _ in shapes for i in range(n_out)}
