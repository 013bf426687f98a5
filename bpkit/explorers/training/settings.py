"""What the controls of the training explorer say, and which data and network follow."""

from typing import NamedTuple

from ... import activations, datasets, losses
from ...network import Network
from ...starts import normal
from .own import OwnData

SPLIT = 0.2
INITS = {
    "glorot": "glorot",
    "he": "he",
    "lecun": "lecun",
    "normal(1)": normal(1.0),
    "normal(0.01)": normal(0.01),
}
LOAD = "(X0, T), (X0_test, T_test) = bp.datasets.load({dataset!r}, rng={seed}, split={split})"
OWN = """\
# given_X0, given_T: the samples that you gave to Training
(X0, T), (X0_test, T_test) = bp.datasets.held_apart(given_X0, given_T, {split}, rng={seed})"""
CODE = """\
import bpkit as bp

loss = bp.losses.{loss}
{data}
net = bp.Network.create({sizes}, activation={activation!r}, init={init}, rng={seed})
{train}
{sweep}history.E[{epoch}], history.delta_rms[{epoch}]{numbers}"""
TRAIN = (
    "history = bp.train(net, X0, T, loss, eta={eta!r}, epochs={epochs}, "
    "batch_size={batch_size}, rng={seed})"
)
SWEEP = """\
trace = bp.forward({net}, X0)
back = bp.backward({net}, trace, loss.gradient(trace.X[-1], T))
"""


class Data(NamedTuple):
    """Pairs X0, T: the samples that are trained on, and those that are not."""

    train: tuple
    held_out: tuple


class Settings(NamedTuple):
    """What the controls say."""

    dataset: str
    sizes: list
    activation: str
    eta: float
    init: str
    epochs: int
    batch_size: int | None
    seed: int
    own: OwnData | None = None

    @property
    def about(self):
        """What is known of the data: n_in, n_out, loss."""
        return self.own or datasets.describe(self.dataset)

    @property
    def source(self):
        """What the data depend on."""
        return self.dataset, self.seed

    @property
    def loss(self):
        """The loss that suits the data."""
        return losses.named(self.about.loss)

    @property
    def f(self):
        """The activation of the hidden layers."""
        return activations.named(self.activation)

    def load(self):
        """Return the Data."""
        if self.own:
            return Data(*datasets.held_apart(*self.own, SPLIT, self.seed))
        return Data(*datasets.load(self.dataset, rng=self.seed, split=SPLIT))

    def start(self):
        """Return the network before the first step."""
        return Network.create(self.sizes, self.activation, init=INITS[self.init], rng=self.seed)

    def code(self, epochs, epoch, neuron):
        """Return the lines that train for some epochs and show the numbers after one of them.

        Those of a neuron (l, i) are x, X and δ for every sample.
        """
        init = f"bp.starts.{self.init}" if callable(INITS[self.init]) else repr(self.init)
        fields = self._asdict() | {"init": init, "epochs": epochs}
        fields |= {"loss": self.about.loss, "split": SPLIT}
        data = (OWN if self.own else LOAD).format(**fields)
        train = TRAIN.format(**fields)
        sweep, numbers = "", ""
        if neuron:
            l, i = neuron
            sweep = SWEEP.format(net="history.net" if epoch else "net")
            shown = ["x", "X"] if l else ["X"]
            numbers = "".join(f", trace.{name}[{l}][{i}]" for name in shown)
            numbers += f", back.delta[{l}][{i}]"
        fields |= {"data": data, "train": train, "epoch": epoch}
        return CODE.format(**fields, sweep=sweep, numbers=numbers)
