"""An explorer that goes on by itself: play, pause, the end, and a failure that stops the clock."""

import pytest

from bpkit.explorers.frame.clock import Ticking

from ..acting import free, image, said, seen, tick


class Counter(Ticking):
    """An explorer that counts to five, one a tick."""

    broken = None

    def __init__(self):
        self.make_clock(interval=20, tooltip="Count")
        self.count = 0
        super().__init__([self.play, self.clock], width=2, height=1)
        self.wire_clock()
        self.draw()

    @property
    def ended(self):
        return self.count >= 5

    def advance(self):
        if self.broken:
            raise self.broken
        self.count += 1

    def draw(self):
        state = "counting" if self.clock.playing else "resting"
        self.picture.draw(f"counted to {self.count}", state)
        self.say(f"{self.count}")


def state(e):
    return e.clock.playing, e.play.description, image(e)["data-state"]


def test_play_counts_tick_by_tick_to_the_end_and_rests():
    e = Counter()
    assert state(e) == (False, "Play", "resting")
    e.play.click()
    for count in range(1, 6):
        assert state(e) == (True, "Pause", "counting")
        tick(e)
        assert e.count == count
    assert state(e) == (False, "Play", "resting") and e.picture.alt == "counted to 5"


def test_a_tick_does_nothing_after_a_pause_or_the_end():
    e = Counter()
    e.play.click()
    tick(e)
    e.play.click()
    before = seen(e)
    tick(e)
    assert seen(e) == before and e.count == 1
    e.finish()
    e.clock.playing = True
    tick(e)
    assert e.count == 5


def test_finish_does_the_rest_draws_once_and_stops_the_clock():
    e = Counter()
    e.play.click()
    frame = e.picture.frame
    e.finish()
    assert e.picture.frame == frame + 1
    assert e.count == 5 and state(e) == (False, "Play", "resting") and free(e.lock)


def test_a_failure_stops_the_clock_and_its_sentence_stays():
    e = Counter()
    e.play.click()
    tick(e)
    png = e.picture.png
    e.broken = ValueError("no more")
    tick(e)
    assert said(e) == (True, "⚠ no more") and state(e) == (False, "Play", "resting")
    assert e.picture.png == png and free(e.lock)
    e.broken = None
    tick(e)
    assert said(e) == (True, "⚠ no more") and e.count == 1


def test_who_asked_for_less_motion_is_played_a_picture_a_second_and_what_is_not_played_is_quick():
    e = Counter()
    e.page.reduced_motion = True
    e.set_playing(True)
    assert e.clock.interval == 20
    e.set_playing(False)
    e.play.click()
    assert e.clock.interval == 1000
    e.play.click()
    assert e.clock.interval == 20
    e.page.reduced_motion = False
    e.play.click()
    assert e.clock.interval == 20


@pytest.mark.parametrize("way", [tick, Counter.finish], ids=["tick", "finish"])
def test_an_interrupt_passes_and_what_was_counted_stays(way):
    e = Counter()
    e.play.click()
    e.broken = KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        way(e)
    assert e.count == 0 and free(e.lock)
    e.broken = None
    e.finish()
    assert e.count == 5
