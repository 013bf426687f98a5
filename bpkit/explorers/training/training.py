"""The training explorer: data, layer sizes, activation and η; the loss and the size of δ answer."""

from ipywidgets import BoundedIntText, Button, HBox, Text

from ... import activations, datasets
from ..frame.clock import BUTTON, Ticking
from ..frame.controls import SEEDS, Dial, choice, labelled
from ..frame.explorer import Move, guarded, notches, quiet
from ..frame.sizes import read_hidden
from .limits import BATCHES, DATASETS, EPOCHS, ETA, MOST, check
from .model import Run
from .settings import INITS, Settings
from .view import Panels
from .words import alt, line

LABEL = 50  # pixels


class Training(Ticking):
    """Move a control, and a network is trained anew while you watch.

    Training(dataset="spirals", layers="16, 16", activation="tanh", eta=0.3)

    The controls are attributes (`explorer.eta.value = 0.5`), the result is `explorer.history`, and
    `explorer.code` gives the same numbers in a cell. Training that takes longer than a moment goes
    on in slices while the page is open; `explorer.finish()` does the rest at once.
    """

    move = Move(
        "Training: η, 300 epochs of [2, 16, 16, 1]",
        "eta.slider",
        tuple(10**v for v in notches(-2, 0.05)),
        "08_train_a_network",
    )

    @quiet
    def __init__(self, dataset="spirals", layers="16, 16", activation="tanh", eta=0.3,
                 init="glorot", epochs=300, batch_size=0, seed=0):  # fmt: skip
        """Make the controls, wire them, and train once."""
        check(dataset, layers, activation, eta, init, epochs, batch_size, seed)
        self.dataset = choice("data", dataset, DATASETS, LABEL)
        self.layers = Text(value=layers, description="hidden", continuous_update=False)
        self.layers.placeholder = "16, 16"
        self.activation = choice("f", activation, list(activations.BY_NAME), LABEL)
        self.eta = Dial("η", eta, *ETA, notch=0.05, decades=True, label=LABEL)
        self.init = choice("start", init, list(INITS), LABEL)
        reach = 0, 1000
        self.epochs = Dial("epochs", epochs, *EPOCHS, 10, whole=True, reach=reach, label=LABEL)
        self.batch_size = choice("batch", batch_size or 0, BATCHES, LABEL)
        self.seed = BoundedIntText(value=seed, min=SEEDS[0], max=SEEDS[1], description="seed")
        self.make_clock(interval=20, tooltip="Train while you watch")
        self.step = Button(description="Step", tooltip="Train for one epoch")
        self.reset = Button(description="Reset", tooltip="Go back to the start")
        self.slice = 0.05  # seconds of training between two pictures
        self.pictures = 80  # in a run that is watched
        self.watching = False
        self.run = None
        super().__init__(self.laid_out(), width=7.3, height=4.7)
        self.panels = Panels(self.picture)
        self.run = self.started()
        self.wire()
        self.finish()

    def controls(self):
        return [
            self.dataset, self.layers, self.activation, self.eta,
            self.init, self.epochs, self.batch_size, self.seed,
        ]  # fmt: skip

    def laid_out(self):
        for field in (self.layers, self.seed):
            labelled(field, LABEL)
        for button in (self.step, self.reset):
            button.layout.width = BUTTON
        return [*self.controls(), HBox([self.play, self.step, self.reset, self.clock])]

    def wire(self):
        for control in self.controls():
            control.observe(self.on_control, "value")
        self.wire_clock()
        self.step.on_click(self.on_step)
        self.reset.on_click(self.on_reset)

    @guarded
    def on_control(self, change):
        """Train anew: the first slice now, the others on the ticks of the clock."""
        self.run = self.started()
        self.watching = False
        self.tick()

    @guarded
    def on_play(self, button):
        """Pause what runs; else train slowly enough to watch, anew if the run has ended."""
        self.set_playing(not self.clock.playing)
        self.watching = True
        if self.clock.playing and self.ended:
            self.run = self.started()
        self.draw()

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

    def started(self):
        """Return a run that stands before its first step, as the controls say."""
        about = datasets.describe(self.dataset.value)
        settings = Settings(
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
        wanted = max(1, self.run.settings.epochs // self.pictures) if self.watching else self.left
        self.run = self.run.advanced(min(wanted, self.left), self.slice)

    def draw(self):
        """Show the run: picture, words and code."""
        self.panels.show(self.run)
        self.picture.draw(alt(self.run), "training" if self.clock.playing else "resting")
        self.say(line(self.run))
        self.list_code()

    @property
    def history(self):
        """The History of the run on the screen."""
        return self.run.history

    @property
    def code(self):
        """The lines of bpkit that give the numbers on the screen."""
        return self.run.code

    def __repr__(self):
        """Return the call that makes this explorer."""
        dataset, layers, eta = self.dataset.value, self.layers.value, self.eta.value
        return f"Training(dataset={dataset!r}, layers={layers!r}, η={eta:g})"
