"""How much a day, and how often: what a user may set of the plan, and when it is time for openings alone."""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Cadence:
    """`items` and `minutes` are the daily cap; with a date nothing waits longer than `longest_gap` days."""

    items: int = 3
    minutes: int = 15
    longest_gap: int = 7


USUAL: Final = Cadence()
"""A quarter of an hour a day, and no gap longer than a week."""


def is_eve(day: date, interview: date) -> bool:
    """Tell whether a day is for openings and the last check alone: the evening before, and the day itself."""
    return 0 <= (interview - day).days <= 1
