"""One signal sent forward and one δ sent back through many random layers: how large both stay."""

from typing import NamedTuple

import numpy as np

from ... import activations, growth, starts
from ...door import quietly
from ...history import rms
from ...network import Network
from ...propagation import backward, forward

DEEPEST, WIDEST, MOST_SAMPLES = 50, 500, 64
SAMPLES = (1, 4, 16, 64)
INITS = {
    "glorot": starts.glorot,
    "he": starts.he,
    "standard": starts.standard,
    "normal(1)": starts.normal(1.0),
}
ASLEEP = 0.01  # a slope at which hardly any δ passes
CODE = """\
import numpy as np
import bpkit as bp
from bpkit.history import rms

rng, n, L, m = np.random.default_rng({seed}), {width}, {depth}, {m}
X0, delta_L = rng.standard_normal((2, {widest}, {samples}), np.float32)[:, :n, :m]
Z = rng.standard_normal(({deepest}, {widest}, {widest}), np.float32)[:L, :n, :n]
std = {scale!r} * bp.starts.{start}
net = bp.Network(list(std * Z), [np.zeros(n, np.float32)] * L, [{activation!r}] * L)
trace = bp.forward(net, X0)
back = bp.backward(net, trace, delta_L)
[rms(X) for X in trace.X], [rms(delta) for delta in back.delta]"""


class Normals(NamedTuple):
    """Standard normals in float32: data X0, a δ for the output, and Z for every weight."""

    seed: int
    X0: np.ndarray
    delta_L: np.ndarray
    Z: np.ndarray

    @classmethod
    def drawn(cls, seed):
        """Draw as many as the deepest and widest network needs; a smaller one takes its share."""
        rng = np.random.default_rng(seed)
        X0, delta_L = rng.standard_normal((2, WIDEST, MOST_SAMPLES), np.float32)
        return cls(seed, X0, delta_L, rng.standard_normal((DEEPEST, WIDEST, WIDEST), np.float32))


class DepthSettings(NamedTuple):
    """What the controls say."""

    activation: str
    init: str
    scale: float
    width: int
    depth: int
    m: int
    seed: int

    @property
    def f(self):
        """The activation of every layer."""
        return activations.named(self.activation)

    @property
    def std(self):
        """The standard deviation of every weight."""
        return self.scale * INITS[self.init](self.width, self.width)

    def net(self, normals):
        """Return the network: the standard normals, scaled."""
        n, L = self.width, self.depth
        W = self.std * normals.Z[:L, :n, :n]  # the one copy: nobody else holds it
        return Network.unchecked(W, np.zeros((L, n, 1), np.float32), [self.f] * L)

    @property
    def code(self):
        """The lines of bpkit that give the measured sizes."""
        start = f"{self.init}(n, n)"
        most = {"deepest": DEEPEST, "widest": WIDEST, "samples": MOST_SAMPLES}
        return CODE.format(**self._asdict(), **most, start=start)


class Sizes(NamedTuple):
    """The RMS of X(l) and of δ(l), measured and in theory; NaN beyond the numbers of 32 bits.

    asleep: of each layer after the input, the share of slopes f′ that are below ASLEEP, or, where
    f has a kink, that are 0
    """

    settings: DepthSettings
    X: np.ndarray
    delta: np.ndarray
    theory_X: np.ndarray
    theory_delta: np.ndarray
    asleep: np.ndarray

    @property
    def lost(self):
        """The first layer whose signal is beyond the numbers of 32 bits, or None."""
        return next((l for l, size in enumerate(self.X) if not np.isfinite(size)), None)


def measured_sizes(settings, normals):
    """Send both through the network, and say what theory expects of its sizes."""
    return quietly(sizes, settings, normals)


def sizes(settings, normals):
    """Return the Sizes; numpy may warn where numbers overflow."""
    n, L, m, f = settings.width, settings.depth, settings.m, settings.f
    net = settings.net(normals)
    trace = forward(net, normals.X0[:n, :m])
    X = in_range([rms(X) for X in trace.X])
    delta = np.full(L + 1, np.nan)  # without every x there is no f′, and no δ
    if np.isfinite(X).all():
        back = backward(net, trace, normals.delta_L[:n, :m])
        delta = in_range([rms(delta) for delta in back.delta])
    asleep = [share_asleep(f, x) for x in trace.x[1:]]
    return Sizes(settings, X, delta, *theory(settings, X[0], delta[-1]), np.array(asleep))


def theory(settings, X_0, delta_L):
    """Return the RMS of every X(l) and δ(l) in theory, from the two that are sent."""
    layers, f = [settings.width] * (settings.depth + 1), [settings.f] * settings.depth
    init = starts.normal(settings.std)
    x, X = growth.signal(layers, f, init, X_0)
    sent = delta_L if np.isfinite(delta_L) else 1.0
    return np.array(X), np.array(growth.deltas(layers, f, init, x, sent))


def in_range(rms_of_layers):
    """Return the sizes, NaN where one is no finite number."""
    found = np.array(rms_of_layers, float)
    return np.where(np.isfinite(found), found, np.nan)


def share_asleep(f, x):
    """Return the share of slopes through which hardly any δ passes, none where f has a kink."""
    return float(np.mean(np.abs(f.prime(x)) <= (0 if f.kinks else ASLEEP)))
