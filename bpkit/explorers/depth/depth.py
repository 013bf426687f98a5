"""The depth explorer: many random layers; how large the signal and δ are in each of them."""

from functools import partial
from numbers import Integral

from ipywidgets import BoundedIntText

from ... import activations
from ..frame.controls import SEEDS, Dial, Pick, between, choice, labelled, one_of
from ..frame.explorer import Move, from_state, guarded, notches, quiet
from ..frame.pointing import Handle, Pointed
from . import words
from .model import DEEPEST, INITS, SAMPLES, WIDEST, DepthSettings, Normals, measured_sizes
from .view import View

SCALE, WIDTH, DEPTH = (0.01, 10), (1, WIDEST), (2, DEEPEST)


class Depth(Pointed):
    """Move activation, start and width; see what is left of the signal and of δ, layer by layer.

    Depth(activation="tanh", init="glorot", scale=1.0, width=500, depth=50, m=16)

    A signal of RMS 1 is sent forward, a δ of RMS 1 backward; nothing is trained. The controls are
    attributes (`explorer.scale.value = 0.5`), and so are the numbers on the screen:
    `explorer.X_rms`, `explorer.delta_rms`; `explorer.code` gives the same in a cell. A click on a
    layer, or `explorer.layer.value = 20`, tells its numbers.
    """

    move = Move(
        f"Depth: scale, {DEEPEST} layers of {WIDEST}",
        "scale.slider",
        tuple(10**v for v in notches(-1.5, 0.05)),
        "09_delta_through_depth",
    )

    @quiet
    def __init__(self, activation="tanh", init="glorot", scale=1.0, width=500, depth=50, m=16,
                 seed=0):  # fmt: skip
        """Make the controls, wire them, and sweep once."""
        check(activation, init, scale, width, depth, m, seed)
        self.activation = choice("f", activation, list(activations.BY_NAME))
        self.init = choice("start", init, list(INITS))
        self.scale = Dial("scale", scale, *SCALE, notch=0.05, decades=True)
        self.width = Dial("width", width, *WIDTH, notch=1, whole=True)
        self.depth = Dial("depth", depth, *DEPTH, notch=1, whole=True)
        self.m = choice("m", m, list(SAMPLES))
        seed = BoundedIntText(value=seed, min=SEEDS[0], max=SEEDS[1], description="seed")
        self.seed = labelled(seed)
        self.layer = Pick("layer")
        super().__init__([*self.controls(), self.layer], width=7.3, height=3.7)
        self.view, self.normals = View(self.picture), None
        for control in self.controls():
            control.observe(self.on_control, "value")
        self.layer.observe(self.on_layer, "value")
        self.restart()

    def controls(self):
        return [
            self.activation, self.init, self.scale, self.width, self.depth, self.m, self.seed
        ]  # fmt: skip

    @guarded
    def on_control(self, change):
        self.restart()

    @guarded
    def on_layer(self, change):
        """Tell the numbers of a layer."""
        if not self.layer.following:
            self.draw()

    def handles(self):
        """Return both panels."""
        return [
            Handle(ax.patch, partial(self.choose_layer, ax), "pointer") for ax in self.view.axes
        ]

    def choose_layer(self, ax, place, part):
        """Choose the layer that is nearest to a place."""
        nearest = round(place.seen_from(ax)[0])
        self.layer.value = min(max(nearest, 0), len(self.X_rms) - 1)

    def restart(self):
        """Send signal and δ through the network that the controls say, and show what is left."""
        settings = DepthSettings(
            self.activation.value,
            self.init.value,
            float(self.scale.value),
            int(self.width.value),
            int(self.depth.value),
            self.m.value,
            self.seed.value,
        )
        if self.normals is None or self.normals.seed != settings.seed:
            self.normals = Normals.drawn(settings.seed)
        self.sizes = measured_sizes(settings, self.normals)
        self.draw()

    def draw(self):
        """Show the sizes: picture, words and code."""
        self.layer.offer({f"{l}": l for l in range(len(self.X_rms))})
        self.view.show(self.sizes, self.layer.chosen)
        self.picture.draw(words.alt(self.sizes), "resting")
        self.say(words.line(self.sizes, self.layer.chosen))
        self.list_code()

    X_rms = from_state("sizes.X", "The measured RMS of X(0) … X(L).")
    delta_rms = from_state("sizes.delta", "The measured RMS of δ(0) … δ(L).")

    @property
    def code(self):
        """The lines of bpkit that give the measured numbers on the screen."""
        return self.sizes.settings.code

    def __repr__(self):
        """Return the call that makes this explorer."""
        s = self.sizes.settings
        return (
            f"Depth(activation={s.activation!r}, init={s.init!r}, scale={s.scale:g}, "
            f"width={s.width}, depth={s.depth}, m={s.m})"
        )


def check(activation, init, scale, width, depth, m, seed):
    """Raise ValueError for what no control can hold, before there are any."""
    one_of("activation", activation, activations.BY_NAME)
    one_of("init", init, list(INITS))
    between("scale", scale, *SCALE)
    between("width", width, *WIDTH, Integral)
    between("depth", depth, *DEPTH, Integral)
    one_of("m", m, list(SAMPLES))
    between("seed", seed, *SEEDS, Integral)
