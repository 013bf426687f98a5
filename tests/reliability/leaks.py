"""What 500 moves of an explorer leave behind: memory of the process, widgets."""

import gc
from pathlib import Path

from ipywidgets.widgets.widget import _instances

from bpkit import explorers

MIB = 2**20


def resident():
    """Return the memory of this process in bytes."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


def survey(name, moves=500, warm=100):
    """Return by how many MiB and widgets the process grew in so many moves of an explorer."""
    explorer = getattr(explorers, name)()
    control, values = explorer.move.of(explorer), explorer.move.values

    def act(k):
        control.value = values[k % len(values)]
        if hasattr(explorer, "finish"):
            explorer.finish()

    for k in range(warm):
        act(k)
    memory, widgets = resident(), len(_instances)
    for k in range(moves):
        act(k)
    grown = (resident() - memory) / MIB, len(_instances) - widgets
    explorer.close()
    return grown
