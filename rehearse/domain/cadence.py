"""How much a day, and how often: what a user may set of the plan."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Cadence:
    """`items` and `minutes` are the daily cap; with a date nothing waits longer than `longest_gap` days."""

    items: int = 3
    minutes: int = 15
    longest_gap: int = 7


USUAL: Final = Cadence()
"""A quarter of an hour a day, and no gap longer than a week."""
