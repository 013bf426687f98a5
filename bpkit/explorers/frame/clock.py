"""An explorer that goes on by itself: a clock ticks while the page is open, a failure stops it."""

from ipywidgets import Button, Play

from .explorer import Explorer, guarded, quiet

BUTTON = "74px"
CALM = 1000  # milliseconds between two pictures for who asked for less motion


class Ticking(Explorer):
    """An explorer that works in slices, one a tick of its clock, and rests in between.

    A subclass says what a slice is in `advance`, whether everything is done in `ended`, and calls
    `make_clock` before and `wire_clock` after its controls are made; `finish` does the rest at
    once and draws once.
    """

    def make_clock(self, interval, tooltip=""):
        """Make the clock, and the button that starts and stops it."""
        self.pace, self.played = interval, False
        self.clock = Play(min=0, max=2**31 - 1, interval=interval)
        self.clock.layout.display = "none"
        self.play = Button(description="Play", tooltip=tooltip)
        self.play.layout.width = BUTTON

    def wire_clock(self):
        """Let the clock and its button call their methods."""
        self.clock.observe(self.on_tick, "value")
        self.play.on_click(self.on_pressed)
        self.play.on_click(self.on_play)

    @guarded
    def on_pressed(self, button):
        """Tell what is played from what a control sets going, which has no time to lose."""
        self.played = True

    @property
    def ended(self):
        """Whether nothing is left to do."""
        raise NotImplementedError

    def advance(self):
        """Do one slice of the work."""
        raise NotImplementedError

    def tick(self):
        """Do one slice of the work and draw; the clock goes on until all is done."""
        self.advance()
        self.set_playing(not self.ended)
        self.draw()

    @guarded
    def on_tick(self, change):
        """Go on by one slice; a tick that was under way when the clock stopped does nothing."""
        if self.clock.playing and not self.ended:
            self.tick()

    @guarded
    def on_play(self, button):
        """Pause, or go on."""
        self.set_playing(not self.clock.playing)
        self.draw()

    def set_playing(self, playing):
        """Start or stop the clock, and let the button say what it would do.

        What is played is shown picture by picture to who asked for less motion.
        """
        self.played = self.played and playing
        self.clock.interval = CALM if self.played and self.page.reduced_motion else self.pace
        self.clock.playing = playing
        self.play.description = "Pause" if playing else "Play"

    @quiet
    def finish(self):
        """Do all that is left now."""
        with self.lock:
            while not self.ended:
                self.advance()
            self.set_playing(False)
            self.draw()

    def fail(self, sentence):
        """Stop: another slice would write over the sentence."""
        self.set_playing(False)
        self.picture.show("resting")
        super().fail(sentence)
