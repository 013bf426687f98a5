"""The page unrolled: training takes its steps here, with the numbers of the page to the last bit.

tests/test_engine.py holds it to that, call by call.
"""

from .parameters import Parameters
from .plan import Plan

__all__ = ["Parameters", "Plan"]
