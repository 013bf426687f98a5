"""Exercises: write a line of backpropagation yourself, and hear whether it is right."""

from .answers import check
from .worksheets import worksheet

__all__ = ["check", "worksheet"]
