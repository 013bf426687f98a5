"""The step of git 685c545, which the engine replaced: the page's functions, told where to write.

It imports what only that revision of bpkit has: benchmarks/alone.py runs it there.
"""

from itertools import cycle

from bpkit.buffers import buffers

import bpkit as bp
from bpkit.descent import measure, step

from .workloads import ETA


def before(work, dtype):
    """What training took between two records, its arrays made once."""
    (X0, T), loss, net = work.data(dtype), bp.losses.BY_NAME[work.loss], work.net(dtype)
    room, new = buffers(net, work.m, down_to=1), cycle([net.blank(), net.blank()])

    def one():
        nonlocal net
        measure(net, X0, T, loss, room, down_to=1)
        net = step(net, room, ETA, next(new))

    return one, 1
