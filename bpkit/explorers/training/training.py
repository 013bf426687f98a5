"""The training explorer: data, layer sizes, activation and η; the loss and the size of δ answer."""

from numbers import Integral

import numpy as np
from ipywidgets import BoundedFloatText, BoundedIntText, Button, Dropdown, FloatLogSlider, HBox, IntSlider, Play, Text

from .. import activations, datasets
from .base import Explorer, guarded, quiet
from .controls import apart, between, one_of
from .layers import read_sizes
from .panels import Panels
from .run import INITS, Run, Settings
from .words import alt_text, summary

SLICE = 0.05  # seconds of training between two pictures
WATCHED = 80  # pictures in a run that is watched
MAX_EPOCHS, MAX_SEED = 2000, 9999
MIN_ETA, MAX_ETA = 1e-4, 100
NOTCH, NOTCH_OF_EPOCHS = 0.05, 10  # of the sliders; η's in decades
BATCHES = {"all samples": 0, "128": 128, "32": 32, "8": 8}


class Training(Explorer):
    """Move a control, and a network is trained anew while you watch.

    Training(dataset="spirals", layers="16, 16", activation="tanh", eta=0.3)

    The controls are attributes (`explorer.eta.value = 0.5`), the result is `explorer.history`, and
    `explorer.code` gives the same numbers in a cell. Training that takes longer than a moment goes on in
    slices while the page is open; `explorer.finish()` does the rest at once.
    """

    @quiet
    def __init__(self, dataset="spirals", layers="16, 16", activation="tanh", eta=0.3, init="glorot", epochs=300,
                 batch_size=0, seed=0):  # fmt: skip
        """Make the controls, wire them, and train once."""
        self.check(dataset, layers, activation, eta, init, epochs, batch_size, seed)
        self.dataset = Dropdown(options=list(datasets.DATASETS), value=dataset, description="data")
        self.layers = Text(value=layers, description="layers", placeholder="16, 16", continuous_update=False)
        self.activation = Dropdown(options=list(activations.BY_NAME), value=activation, description="f")
        self.eta = BoundedFloatText(value=eta, min=MIN_ETA, max=MAX_ETA, step=None, description="η")
        self.eta_slider = FloatLogSlider(value=eta, min=-4, max=2, step=NOTCH, readout=False)
        self.init = Dropdown(options=list(INITS), value=init, description="start")
        self.epochs = BoundedIntText(value=epochs, min=1, max=MAX_EPOCHS, description="epochs")
        self.epochs_slider = IntSlider(value=epochs, min=0, max=1000, step=NOTCH_OF_EPOCHS, readout=False)
        self.batch_size = Dropdown(options=BATCHES, value=batch_size or 0, description="batch")
        self.seed = BoundedIntText(value=seed, min=0, max=MAX_SEED, description="seed")
        self.play = Button(description="Play", tooltip="Train while you watch")
        self.step = Button(description="Step", tooltip="Train for one epoch")
        self.reset = Button(description="Reset", tooltip="Go back to the start")
        self.clock = Play(min=0, max=2**31 - 1, interval=20)
        self.watching, self.run = False, None
        super().__init__(self.laid_out(), width=7.3, height=4.7)
        self.panels = Panels(self.picture)
        self.run = self.started()
        self.wire()
        self.finish()

    def check(self, dataset, layers, activation, eta, init, epochs, batch_size, seed):
        """Raise ValueError for what no control can hold, before there are any."""
        about = datasets.describe(dataset)
        read_sizes(layers, about.n_in, about.n_out)
        one_of("activation", activation, activations.BY_NAME)
        between("eta", eta, MIN_ETA, MAX_ETA)
        one_of("init", init, list(INITS))
        between("epochs", epochs, 1, MAX_EPOCHS, Integral)
        one_of("batch_size", batch_size, [None, *BATCHES.values()])
        between("seed", seed, 0, MAX_SEED, Integral)

    def laid_out(self):
        """Return the controls in the order of the page, labels in one column."""
        for control in (self.dataset, self.layers, self.activation, self.init, self.batch_size, self.seed):
            control.style.description_width, control.layout.width = "50px", "228px"
        for number, slider in ((self.eta, self.eta_slider), (self.epochs, self.epochs_slider)):
            number.style.description_width, number.layout.width, slider.layout.width = "50px", "122px", "104px"
        for button in (self.play, self.step, self.reset):
            button.layout.width = "74px"
        self.clock.layout.display = "none"
        eta, epochs = HBox([self.eta, self.eta_slider]), HBox([self.epochs, self.epochs_slider])
        buttons = HBox([self.play, self.step, self.reset, self.clock])
        return [self.dataset, self.layers, self.activation, eta, self.init, epochs, self.batch_size, self.seed, buttons]

    def wire(self):
        """Let every control call its method."""
        for control in (self.dataset, self.layers, self.activation, self.init, self.batch_size, self.seed):
            control.observe(self.on_control, "value")
        self.eta.observe(self.on_eta, "value")
        self.eta_slider.observe(self.on_eta_slider, "value")
        self.epochs.observe(self.on_epochs, "value")
        self.epochs_slider.observe(self.on_epochs_slider, "value")
        self.clock.observe(self.on_tick, "value")
        self.play.on_click(self.on_play)
        self.step.on_click(self.on_step)
        self.reset.on_click(self.on_reset)

    @guarded
    def on_control(self, change):
        """Train anew."""
        self.restart()

    @guarded
    def on_eta(self, change):
        """Take the slider along, and train anew."""
        if self.eta_apart():
            self.eta_slider.value = self.eta.value
        self.restart()

    @guarded
    def on_eta_slider(self, change):
        """Write the slider's η into the number field, with three digits."""
        if self.eta_apart():
            self.eta.value = float(f"{self.eta_slider.value:.3g}")

    def eta_apart(self):
        """Return whether the slider of η stands on another notch than the number."""
        return apart(np.log10([self.eta_slider.value, self.eta.value]), NOTCH)

    @guarded
    def on_epochs(self, change):
        """Take the slider along as far as it goes, and train anew."""
        if self.epochs.value <= self.epochs_slider.max:
            self.epochs_slider.value = self.epochs.value
        self.restart()

    @guarded
    def on_epochs_slider(self, change):
        """Write the slider's epochs into the number field."""
        if apart([self.epochs_slider.value, self.epochs.value], NOTCH_OF_EPOCHS):
            self.epochs.value = self.epochs_slider.value

    @guarded
    def on_tick(self, change):
        """Train for one more slice."""
        if self.clock.playing and not self.run.ended:
            self.go_on()

    @guarded
    def on_play(self, button):
        """Pause what runs; else train slowly enough to watch, from the start if the run has ended."""
        self.clock.playing, self.watching = not self.clock.playing, True
        if self.clock.playing and self.run.ended:
            self.run = self.started()
        self.draw()

    @guarded
    def on_step(self, button):
        """Train for one epoch, and wait."""
        if self.run.ended:
            raise ValueError(f"This run has ended after {self.run.epoch} epochs: press Reset to step through it again.")
        self.clock.playing, self.run = False, self.run.advanced(1)
        self.draw()

    @guarded
    def on_reset(self, button):
        """Go back to the network before the first step, and wait."""
        self.clock.playing, self.run = False, self.started()
        self.draw()

    def started(self):
        """Return a run that stands before its first step, as the controls say."""
        about = datasets.describe(self.dataset.value)
        sizes = read_sizes(self.layers.value, about.n_in, about.n_out)
        settings = Settings(
            self.dataset.value, sizes, self.activation.value, self.eta.value,
            self.init.value, self.epochs.value, self.batch_size.value or None, self.seed.value,
        )  # fmt: skip
        return Run.start(settings, self.data_for(settings))

    def data_for(self, settings):
        """Return the data: those of the present run, unless data set or seed are other ones."""
        run = self.run
        same = run and (run.settings.dataset, run.settings.seed) == (settings.dataset, settings.seed)
        return run.data if same else settings.load()

    def restart(self):
        """Train anew: the first slice now, the others on the ticks of the clock."""
        self.run, self.watching = self.started(), False
        self.go_on()

    def go_on(self):
        """Train for one slice and draw."""
        epochs = self.run.settings.epochs
        wanted = max(1, epochs // WATCHED) if self.watching else epochs
        self.run = self.run.advanced(min(wanted, epochs - self.run.epoch), SLICE)
        self.clock.playing = not self.run.ended
        self.draw()

    @quiet
    def finish(self):
        """Train to the last epoch now, and draw."""
        with self.lock:
            while not self.run.ended:
                self.run = self.run.advanced(self.run.settings.epochs - self.run.epoch, SLICE)
            self.clock.playing = False
            self.draw()

    def fail(self, sentence):
        """Wait: another slice would write over the sentence."""
        self.clock.playing, self.play.description = False, "Play"
        self.picture.show("resting")
        super().fail(sentence)

    def draw(self):
        """Show the run: picture, words, code, and what the play button would do."""
        self.panels.show(self.run)
        self.picture.draw(alt_text(self.run), "training" if self.clock.playing else "resting")
        self.say(summary(self.run))
        self.list_code()
        self.play.description = "Pause" if self.clock.playing else "Play"

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
        return f"Training(dataset={self.dataset.value!r}, layers={self.layers.value!r}, η={self.eta.value:g})"
