"""A limit on the time that a call may take."""

import signal
from contextlib import contextmanager
from threading import current_thread, main_thread
from time import monotonic

AGAIN = 0.05  # seconds until it is tried again, should an `except:` have swallowed it


class EndlessError(BaseException):
    """A call took too long; no `except Exception` catches it on its way out."""


@contextmanager
def at_most(seconds):
    """Stop what runs inside after some seconds, in the main thread of a machine with setitimer.

    The handler and the timer that were there before are there again afterwards.
    """
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return
    inside, start = [True], monotonic()

    def stop(number, frame):
        if inside:
            raise EndlessError

    was = signal.signal(signal.SIGALRM, stop)
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        inside.clear()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL if was is None else was)
        if left:
            late = max(left - (monotonic() - start), 1e-6)
            signal.setitimer(signal.ITIMER_REAL, late, interval)
