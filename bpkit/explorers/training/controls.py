"""The controls of the training explorer; what they do is wired in training.py."""

from ipywidgets import BoundedIntText, Button, HBox, Text

from ... import activations
from ..frame.clock import BUTTON, Ticking
from ..frame.controls import SEEDS, Dial, Pick, choice, labelled
from .limits import AT_ONCE, BATCHES, EPOCHS, ETA, SPEEDS
from .settings import INITS

LABEL = 50  # pixels


class TrainingControls(Ticking):
    """An explorer with the controls of a training run."""

    def make_controls(
        self, names, dataset, layers, activation, eta, init, epochs, batch_size, seed
    ):
        """Make what says how to train, what trains, and what names a neuron."""
        self.dataset = choice("data", dataset, names, LABEL)
        self.layers = Text(value=layers, description="hidden", continuous_update=False)
        self.layers.placeholder = "16, 16"
        self.activation = choice("f", activation, list(activations.BY_NAME), LABEL)
        self.eta = Dial("η", eta, *ETA, notch=0.05, decades=True, label=LABEL)
        self.init = choice("start", init, list(INITS), LABEL)
        reach = 0, 1000
        self.epochs = Dial("epochs", epochs, *EPOCHS, 10, whole=True, reach=reach, label=LABEL)
        self.batch_size = choice("batch", batch_size or 0, BATCHES, LABEL)
        self.seed = BoundedIntText(value=seed, min=SEEDS[0], max=SEEDS[1], description="seed")
        self.make_clock(AT_ONCE, tooltip="Train while you watch")
        self.speed = choice("speed", SPEEDS["normal"], SPEEDS, LABEL)
        self.neuron = Pick("neuron", LABEL)
        self.step = Button(description="Step", tooltip="Train for one epoch")
        self.reset = Button(description="Reset", tooltip="Go back to the start")

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
        buttons = HBox([self.play, self.step, self.reset, self.clock])
        return [*self.controls(), self.neuron, buttons, self.speed]
