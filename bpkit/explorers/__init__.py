"""Explorers: move a control, watch the network answer.

A folder here with a module of its own name is one.
"""

from importlib import import_module
from pathlib import Path

from ..extras import demand

demand("explorers", __name__)

FOLDERS = {
    folder.name.title().replace("_", ""): folder.name
    for folder in sorted(Path(__file__).parent.iterdir())
    if (folder / f"{folder.name}.py").exists()
}
__all__ = sorted(FOLDERS)


def __getattr__(name):
    """Import an explorer when it is first asked for: a lesson needs one or two of them."""
    if name not in FOLDERS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    folder = FOLDERS[name]
    return getattr(import_module(f".{folder}.{folder}", __name__), name)


def __dir__():
    """Return the names of the explorers."""
    return __all__
