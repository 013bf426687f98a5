"""The symmetry explorer: the experiment of 1986, from its first epoch to its last."""

from numbers import Integral

from ipywidgets import BoundedIntText

from ..frame.clock import Ticking
from ..frame.controls import SEEDS, Dial, between, labelled
from ..frame.explorer import Move, from_state, guarded, notches, quiet
from . import words
from .model import EPOCHS, KEPT, SymmetryRun, SymmetrySettings
from .view import View

ETA = 0.01, 100
PICTURES = 80  # in a run that is watched


class Symmetry(Ticking):
    """Train 6-2-1 on every pattern of six bits, and watch how its weights grow.

    Symmetry(seed=3, eta=20, epoch=4000)

    The controls are attributes (`explorer.seed.value = 4`), the result is `explorer.net`, and
    `explorer.code` gives the same numbers in a cell. Play goes through the run from its start.
    """

    move = Move(
        "Symmetry: η, 4,000 epochs of 6-2-1",
        "eta.slider",
        tuple(10**v for v in notches(-1, 0.05)),
        "13_read_the_1986_paper",
    )

    @quiet
    def __init__(self, seed=3, eta=20.0, epoch=EPOCHS):
        """Make the controls, wire them, and train once."""
        between("seed", seed, *SEEDS, Integral)
        between("eta", eta, *ETA)
        between("epoch", epoch, 0, EPOCHS, Integral)
        field = BoundedIntText(value=seed, min=SEEDS[0], max=SEEDS[1], description="seed")
        self.seed = labelled(field, width=136)
        self.eta = Dial("η", eta, *ETA, notch=0.05, decades=True)
        self.epoch = Dial("epoch", epoch, 0, EPOCHS, notch=KEPT, whole=True)
        self.make_clock(interval=50, tooltip="Watch the weights grow")
        controls = [self.seed, self.eta, self.epoch, self.play, self.clock]
        super().__init__(controls, width=7.3, height=4.4)
        self.view, self.moment = View(self.picture), None
        for control in (self.seed, self.eta, self.epoch):
            control.observe(self.on_control, "value")
        self.wire_clock()
        self.draw()

    @guarded
    def on_control(self, change):
        self.draw()

    def draw(self):
        """Find the moment that the controls say, commit it, and show it: picture, words, code."""
        moment = self.asked()
        alt, line = words.alt(moment), words.line(moment)
        self.moment = moment
        self.view.show(moment)
        self.picture.draw(alt, "playing" if self.clock.playing else "resting")
        self.say(line)
        self.list_code()

    def asked(self):
        """Return the moment that the controls say; another seed or η is another run."""
        settings = SymmetrySettings(self.seed.value, float(self.eta.value))
        same = self.moment and self.moment.run.settings == settings
        run = self.moment.run if same else SymmetryRun.of(settings)
        return run.at(int(self.epoch.value))

    @property
    def ended(self):
        """Whether the last epoch is shown."""
        return self.epoch.value == EPOCHS

    def tick(self):
        """Show a later epoch; rest at the end."""
        later = min(EPOCHS, int(self.epoch.value) + EPOCHS // PICTURES)
        self.set_playing(later < EPOCHS)
        self.epoch.value = later

    @guarded
    def on_play(self, button):
        """Pause, or go on, from the start if the end is reached."""
        self.set_playing(not self.clock.playing)
        if self.clock.playing and self.ended:
            self.epoch.value = 0
        else:
            self.draw()

    @quiet
    def finish(self):
        """Go to the last epoch."""
        with self.lock:
            self.set_playing(False)
            self.epoch.value = EPOCHS

    net = from_state("moment.net", "The network on the screen.")

    @property
    def code(self):
        """The lines of bpkit that give the parameters on the screen."""
        return self.moment.run.settings.code(self.moment.epoch)

    def __repr__(self):
        """Return the call that makes this explorer."""
        s = self.moment.run.settings
        return f"Symmetry(seed={s.seed}, eta={s.eta:g}, epoch={self.moment.epoch})"
