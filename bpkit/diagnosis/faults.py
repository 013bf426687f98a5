"""A mistake at a place."""

from typing import NamedTuple


class Fault(NamedTuple):
    """A mistake at a place: its name, the l of its W[l], and what else its sentence needs."""

    name: str
    l: int
    detail: str = ""
