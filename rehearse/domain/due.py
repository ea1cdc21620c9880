"""When something is due again: counted back from the interview where there is a date, else as memory has it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from rehearse.domain.cadence import USUAL
from rehearse.domain.grading import Grade

GAP: Final = 0.25
SHORTEST: Final = 1
"""With a date the next repetition comes after this share of the days left, never sooner than these days."""
FINAL: Final = 0.2
"""The share of the preparation, at its end, in which each story is told once more."""
LONGEST_ROUND: Final = 14
"""Days that the last round takes at most, however long the preparation is."""


@dataclass(frozen=True, slots=True)
class Review:
    """One rehearsal of a unit."""

    day: date
    grade: Grade


Spacing = Callable[[Sequence[Review]], date]
"""Gives the day on which a unit is due again, from its reviews, oldest first."""


def due_on(
    reviews: Sequence[Review],
    final: date | None,
    interview: date | None,
    spacing: Spacing,
    longest_gap: int = USUAL.longest_gap,
) -> date:
    """Give the day on which a unit is due again; `final` is the first day of the last round, if there is one.

    `longest_gap` is in days.
    """
    if interview is None or final is None:
        return spacing(reviews)
    last = reviews[-1].day
    left = (interview - last).days
    when = last + timedelta(days=min(max(round(GAP * left), SHORTEST), longest_gap))
    return min(when, final) if last < final else when


def final_from(first: date, interview: date, stories: int, items: int = USUAL.items) -> date:
    """Give the first day of the last round: the last fifth of the time since the first rehearsal.

    It begins earlier where the stories need more days, the evening before left out, but leaves half of the time.
    `items` are told on a day.
    """
    span = (interview - first).days
    needed = -(-stories // items) + 1
    days = min(max(round(FINAL * span), needed), span // 2, LONGEST_ROUND)
    return interview - timedelta(days=max(days, 1))
