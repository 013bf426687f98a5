"""The training explorer: data, layer sizes, activation and η; the loss and the size of δ answer."""

from ... import datasets
from ..frame.explorer import Move, guarded, notches, quiet
from ..frame.pointing import Handle, Pointed
from ..frame.sizes import read_hidden
from .controls import TrainingControls
from .limits import AT_ONCE, DATASETS, MOST, check
from .model import Run
from .own import NAME, own
from .settings import Settings
from .view import Panels
from .words import alt, line, neuron_name, neurons


class Training(Pointed, TrainingControls):
    """Move a control, and a network is trained anew while you watch.

    Training(dataset="spirals", layers="16, 16", activation="tanh", eta=0.3)
    Training(X0=X0, T=T)

    Samples of your own, one a column, are numbers X0 (1, m) and T (1, m), a curve; points of the
    plane X0 (2, m) with a class T (1, m), 0 or 1; or images of 8 × 8 pixels from 0 to 1,
    X0 (64, m) with T (classes, m). The loss is the one that suits: squared_error, logistic,
    cross_entropy. One sample in five is held out.

    The controls are attributes (`explorer.eta.value = 0.5`), the result is `explorer.history`, and
    `explorer.code` gives the same numbers in a cell. Training that takes longer than a moment goes
    on in slices while the page is open; `explorer.finish()` does the rest at once. A click on a
    neuron, or `explorer.neuron.value = (1, 2)` for the third of layer 1, gives its numbers.
    """

    move = Move(
        "Training: η, 300 epochs of [2, 16, 16, 1]",
        "eta.slider",
        tuple(10**v for v in notches(-2, 0.05)),
        "08_train_a_network",
    )

    @quiet
    def __init__(self, dataset="spirals", layers="16, 16", activation="tanh", eta=0.3,
                 init="glorot", epochs=300, batch_size=0, seed=0, X0=None, T=None):  # fmt: skip
        """Make the controls, wire them, and train once."""
        self.own = own(X0, T)
        settings = layers, activation, eta, init, epochs, batch_size, seed
        check(self.own, dataset, *settings)
        names = [NAME, *DATASETS] if self.own else DATASETS
        self.make_controls(names, NAME if self.own else dataset, *settings)
        self.slice = 0.05  # seconds of training between two pictures
        self.watching = False
        self.run = None
        super().__init__(self.laid_out(), width=7.3, height=5.2)
        self.panels = Panels(self.picture)
        self.run = self.started()
        self.wire()
        self.finish()

    def wire(self):
        for control in self.controls():
            control.observe(self.on_control, "value")
        self.neuron.observe(self.on_neuron, "value")
        self.speed.observe(self.on_speed, "value")
        self.wire_clock()
        self.step.on_click(self.on_step)
        self.reset.on_click(self.on_reset)

    @guarded
    def on_control(self, change):
        """Train anew: the first slice now, the others on the ticks of the clock.

        Who watches goes on watching; else it goes as fast as it can.
        """
        watching = self.watching and self.clock.playing
        self.run = self.started()
        self.watching = watching
        self.tick()

    @guarded
    def on_play(self, button):
        """Pause what runs; else train slowly enough to watch, anew if the run has ended."""
        self.watching = True
        self.set_playing(not self.clock.playing)
        if self.clock.playing and self.ended:
            self.run = self.started()
        self.draw()

    @guarded
    def on_speed(self, change):
        """Let the next picture come at the chosen speed."""
        self.set_playing(self.clock.playing)

    def set_playing(self, playing):
        """Start or stop the clock, at the chosen speed where somebody watches."""
        self.pace = self.speed.value.wait if self.watching else AT_ONCE
        super().set_playing(playing)

    @guarded
    def on_step(self, button):
        """Train for one epoch, and wait."""
        if self.ended:
            raise ValueError(
                f"This run has ended after {self.run.epoch} epochs: "
                "press Reset to step through it again."
            )
        self.set_playing(False)
        self.run = self.run.advanced(1)
        self.draw()

    @guarded
    def on_reset(self, button):
        """Go back to the network before the first step, and wait."""
        self.set_playing(False)
        self.run = self.started()
        self.draw()

    @guarded
    def on_neuron(self, change):
        """Show the numbers of a neuron."""
        if not self.neuron.following:
            self.draw()

    def handles(self):
        """Return the neurons of the network, if it is drawn."""
        drawn = getattr(self.panels.now.panel, "neurons", None)
        return [Handle(drawn, self.click_neuron, "pointer", drags=False)] if drawn else []

    def click_neuron(self, place, part):
        """Choose a neuron; the chosen one is let go."""
        neuron = neurons(self.run.settings.sizes)[part]
        self.neuron.choose(None if neuron == self.neuron.chosen else neuron)

    def started(self):
        """Return a run that stands before its first step, as the controls say."""
        mine = self.own if self.dataset.value == NAME else None
        about = mine or datasets.describe(self.dataset.value)
        settings = Settings(
            own=mine,
            dataset=self.dataset.value,
            sizes=read_hidden(self.layers.value, about.n_in, about.n_out, MOST),
            activation=self.activation.value,
            eta=self.eta.value,
            init=self.init.value,
            epochs=int(self.epochs.value),
            batch_size=self.batch_size.value or None,
            seed=self.seed.value,
        )
        return Run.start(settings, self.data_for(settings))

    def data_for(self, settings):
        """Return the data: those of the present run, unless data set or seed are other ones."""
        run = self.run
        same = run and run.settings.source == settings.source
        return run.data if same else settings.load()

    @property
    def ended(self):
        """Whether the run is at its end."""
        return self.run.ended

    @property
    def left(self):
        """The number of epochs to come."""
        return self.run.settings.epochs - self.run.epoch

    def advance(self):
        """Train for one slice; a run that is watched has a picture every few epochs."""
        pictures = self.speed.value.pictures if self.watching else 1
        wanted = max(1, self.run.settings.epochs // pictures)
        self.run = self.run.advanced(min(wanted, self.left), self.slice)

    def draw(self):
        """Show the run: picture, words and code."""
        places = neurons(self.run.settings.sizes)
        self.neuron.offer({neuron_name(*place): place for place in places})
        self.panels.show(self.run, self.neuron.chosen)
        self.picture.draw(alt(self.run), "training" if self.clock.playing else "resting")
        self.say(line(self.run, self.neuron.chosen))
        self.list_code()

    @property
    def history(self):
        """The History of the run on the screen."""
        return self.run.history

    @property
    def code(self):
        """The lines of bpkit that give the numbers on the screen."""
        return self.run.code(self.neuron.chosen)

    def __repr__(self):
        """Return the call that makes this explorer."""
        dataset, layers, eta = self.dataset.value, self.layers.value, self.eta.value
        data = "X0, T" if dataset == NAME else f"dataset={dataset!r}"
        return f"Training({data}, layers={layers!r}, η={eta:g})"
