"""A wrong backprop at work: trained beside the right one, its δ and its gradient check."""

from typing import NamedTuple

from ... import broken, datasets, losses
from ...descent import train
from ...history import History, rms
from ...network import Network
from ...numerical import GradientCheck, check_gradients
from ...propagation import backward, forward

EPOCHS = 100
CODE = """\
import bpkit as bp

X0, T = bp.datasets.load({dataset!r}, rng={seed})
net, loss = bp.Network.create({sizes}, activation={f!r}, rng={seed}), bp.losses.{loss}
wrong = bp.broken.{wrong}
E, back, grads = wrong.sweep(net, loss, X0, T)
check, cosine = bp.check_gradients(net, loss, X0, T, grads=grads), wrong.cosine(net, loss, X0, T)
history = wrong.train(net, X0, T, loss, eta={eta!r}, epochs={epochs})
right = bp.train(net, X0, T, loss, eta={eta!r}, epochs={epochs})
history.E[-1], right.E[-1], cosine, check.tensors"""


class Task(NamedTuple):
    """What a backprop is tried on: data, layer sizes, the activation, and a seed."""

    dataset: str
    sizes: list
    f: str
    seed: int

    @property
    def loss(self):
        """The loss that suits the data."""
        return losses.named(datasets.describe(self.dataset).loss)

    def made(self):
        """Return the network before the first step, X0 and T."""
        net = Network.create(self.sizes, self.f, rng=self.seed)
        return net, *datasets.load(self.dataset, rng=self.seed)


class Choice(NamedTuple):
    """Which wrong backprop: the one called name, or without a name the hidden one of a number."""

    name: str | None
    number: int

    @property
    def backprop(self):
        """The wrong backprop."""
        return broken.named(self.name) if self.name else broken.hidden(self.number)

    @property
    def written(self):
        """The choice in code, which does not give a hidden one away."""
        return f"named({self.name!r})" if self.name else f"hidden({self.number})"


class FirstSweep(NamedTuple):
    """What one sweep of a wrong backprop tells before the first step: RMS of δ, check, cosine."""

    delta_rms: list
    check: GradientCheck
    cosine: float

    @classmethod
    def of(cls, wrong, loss, net, X0, T):
        """Sweep once, and nudge every parameter."""
        _, back, grads = wrong.sweep(net, loss, X0, T)
        check = check_gradients(net, loss, X0, T, grads=grads)
        return cls([rms(d) for d in back.delta], check, wrong.cosine(net, loss, X0, T))

    @property
    def errors(self):
        """The relative error of each tensor by name, from the output down."""
        layers = reversed(range(len(self.check.tensors) // 2))
        names = [f"{name}[{l}]" for l in layers for name in "Wb"]
        return {name: self.check.tensors[name] for name in names}

    @property
    def failing(self):
        """The tensors at which the check fails, from the output down."""
        return [name for name, error in self.errors.items() if not error <= self.check.bands[1]]


class SideBySide(NamedTuple):
    """A wrong backprop on a problem, beside the right one; a value."""

    choice: Choice
    problem: Task
    eta: float
    trace: FirstSweep
    right_rms: list
    wrong: History
    right: History
    share_right: float | None  # of the samples, in the end; None if they have no class

    @classmethod
    def of(cls, choice, problem, eta, before=None):
        """Try a wrong backprop; what the trial before shares with this one is not done again."""
        same = before is not None and before.problem == problem
        kept = same and before.choice.backprop == choice.backprop
        loss, (net, X0, T) = problem.loss, problem.made()
        given = net, X0, T, loss, eta, EPOCHS
        wrong = choice.backprop.train(*given)
        classes = loss != losses.squared_error
        return cls(
            choice,
            problem,
            eta,
            before.trace if kept else FirstSweep.of(choice.backprop, loss, net, X0, T),
            before.right_rms if same else right_deltas(net, X0, T, loss),
            wrong,
            before.right if same and before.eta == eta else train(*given),
            losses.accuracy(forward(wrong.net, X0).X[-1], T) if classes else None,
        )

    @property
    def backprop(self):
        """The wrong backprop."""
        return self.choice.backprop

    def guessed(self, name):
        """Return what a sweep by the backprop called name tells on the same problem."""
        return FirstSweep.of(broken.named(name), self.problem.loss, *self.problem.made())

    @property
    def code(self):
        """The lines that give the numbers on the screen."""
        loss = datasets.describe(self.problem.dataset).loss
        fields = self.problem._asdict() | {"loss": loss, "eta": self.eta, "epochs": EPOCHS}
        return CODE.format(wrong=self.choice.written, **fields)


def right_deltas(net, X0, T, loss):
    """Return the RMS of δ(0) … δ(L) of the right sweep."""
    trace = forward(net, X0)
    return [rms(d) for d in backward(net, trace, loss.gradient(trace.X[-1], T)).delta]
