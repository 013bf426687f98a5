"""The controls of the sweep explorer, made and laid out; what they do is wired in sweep.py."""

from ipywidgets import BoundedIntText, Button, Dropdown, FloatText, HBox, Text, ToggleButton

from ... import activations, losses
from ..frame.clock import BUTTON, Ticking
from ..frame.controls import LABEL, Dial, labelled
from ..frame.notation import indexed
from .model import AS_GIVEN

TICK = 700  # milliseconds from stop to stop while it plays


class Controls(Ticking):
    """An explorer with the controls of a sweep."""

    def make_network_controls(self, sample):
        """Make what says which network is swept, and for which sample."""
        sizes, f, loss = self.swept.sizes, self.swept.net.f, self.swept.loss
        self.layers = Text(", ".join(map(str, sizes)), continuous_update=False)
        self.layers.description = "all layers"
        self.activation = chooser("hidden f", f[:-1])
        self.output = chooser("output f", f[-1:])
        self.loss = Dropdown(options=loss_options(loss), value=loss, description="loss")
        self.sample = BoundedIntText(sample, min=1, max=self.swept.samples, description="sample")
        self.weight = Dropdown(options=parameter_names(sizes), description="weight")
        self.weight_value = FloatText(description="is", continuous_update=False, step=None)

    def make_sweep_controls(self, stop):
        """Make what moves along the sweep."""
        L, widest = self.swept.net.depth, max(self.swept.sizes)
        l = self.stops[stop - 1].l
        self.layer = BoundedIntText(l, min=0, max=L, description="δ layer")
        self.unit = BoundedIntText(1, min=1, max=widest, description="unit")
        self.go = Button(description="Go", tooltip="Go to δ of this neuron")
        self.stop = Dial("stop", stop, 0, len(self.stops), notch=1, whole=True, label=LABEL)
        self.back = Button(description="Back", tooltip="Go back by one number")
        self.step = Button(description="Step", tooltip="Go on by one number")
        self.make_clock(TICK, "Go on number by number")
        tooltip = "All numbers so far, and as CSV"
        self.show_ledger = ToggleButton(description="Ledger", tooltip=tooltip)

    def laid_out(self):
        """Return the controls in the order of the page."""
        self.go.layout.width = "40px"
        self.back.layout.width = BUTTON
        self.step.layout.width = BUTTON
        self.show_ledger.layout.width = "106px"
        network = self.layers, self.activation, self.output, self.loss
        return [
            *(labelled(control, LABEL) for control in network),
            HBox([labelled(self.sample, LABEL, 118), self.show_ledger]),
            HBox([labelled(self.weight, LABEL, 142), labelled(self.weight_value, 14, 82)]),
            HBox([labelled(self.layer, LABEL, 108), labelled(self.unit, 26, 72), self.go]),
            self.stop,
            HBox([self.back, self.step, self.play, self.clock]),
        ]


def parameter_names(sizes):
    """Return the name of each weight and bias with its place (W or b, l, i, j)."""
    shapes = list(enumerate(zip(sizes[1:], sizes)))
    W = [("W", l, i, j) for l, (n, n_in) in shapes for i in range(n) for j in range(n_in)]
    b = [("b", l, i, 0) for l, (n, n_in) in shapes for i in range(n)]
    names = [indexed(*place) for place in W] + [indexed(*place[:3]) for place in b]
    return dict(zip(names, W + b))


def chooser(description, f):
    """Return a choice of activations; with that they stay as given, where no one name says it."""
    names = [[name for name, known in activations.BY_NAME.items() if known == one] for one in f]
    same = names and all(names) and names.count(names[0]) == len(names)
    value = names[0][0] if same else AS_GIVEN
    options = [*activations.BY_NAME] if same else [*activations.BY_NAME, AS_GIVEN]
    return Dropdown(options=options, value=value, description=description)


def loss_options(loss):
    """Return the losses to choose from, with this one among them."""
    known = loss in losses.BY_NAME.values()
    return losses.BY_NAME | ({} if known else {type(loss).__name__: loss})
