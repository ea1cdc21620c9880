"""The interruption drill: a question breaks into the Action, and what is measured is the way back (requirement 101)."""

import random
from dataclasses import dataclass
from typing import Final

from rehearse.domain.budget import TOLERANCE, Budget
from rehearse.domain.exchange import Cut
from rehearse.domain.section import Part
from rehearse.domain.text import words

QUIET_START: Final = 20.0
"""Seconds of the Action without an interruption: before that there is no thread to lose."""
QUIET_END: Final = 10.0
"""Seconds before the end of its budget without one: after that there is no room to come back."""
RUN: Final = 3
"""Words in a row that count as said again; shorter ones are common to all speech."""
TAIL: Final = 60
HEAD: Final = 40
"""Words before the interruption and after it in which a repetition is looked for: some 25 and 15 seconds."""
QUESTIONS: Final = (
    "Sorry, one moment: why was that your call and not somebody else's?",
    "Can I stop you there: what would have happened if you had done nothing?",
    "Hold on: how did you know that at that point?",
    "Quick question: how long did that take?",
    "Before you go on: who didn't like that idea?",
    "Let me jump in: is that number from production or from a test set?",
)
"""What breaks in; each can be answered in a sentence or two."""


@dataclass(frozen=True, slots=True)
class Interruption:
    """When it comes, in seconds of the Action's own clock, and what is asked."""

    at: float
    question: str


@dataclass(frozen=True, slots=True)
class Resumption:
    """The way back: seconds until the answer went on (None: it did not), words said again, the Result in time.

    `repeated` is None where no words stand on one of the two sides, as in a spoken answer without notes, or where it
    cannot be told any more which words came after.
    """

    seconds: float | None
    repeated: int | None
    reached_result: bool


def interruption(seed: int, budget: Budget) -> Interruption | None:
    """Draw the interruption of a drill; the same seed gives the same one, None a budget too short for any."""
    latest = budget.part_seconds(Part.ACTION) - QUIET_END
    if latest <= QUIET_START:
        return None
    source = random.Random(f"interruption:{seed}")  # noqa: S311 (no secret)
    return Interruption(round(source.uniform(QUIET_START, latest), 1), source.choice(QUESTIONS))


def resumption(cut: Cut, after: str, budget: Budget) -> Resumption:
    """Measure the way back into the Action.

    `after` is what the Action says from the interruption on; empty when that cannot be told, because the words before
    it were changed. The Result is in time up to the end of set-up and Action, with the usual tolerance.
    """
    due = budget.part_seconds(Part.SETUP) + budget.part_seconds(Part.ACTION) + TOLERANCE * budget.target
    back, answered = cut.resumed_at, cut.answered_at or 0.0
    return Resumption(
        seconds=max(0.0, back - answered) if back is not None else None,
        repeated=repeated_words(cut.before, after) if words(cut.before) and words(after) else None,
        reached_result=cut.result_at is not None and cut.result_at <= due,
    )


def repeated_words(before: str, after: str) -> int:
    """Count the words after the break that were said in the same order just before it."""
    tail = [word.lower() for word in words(before)][-TAIL:]
    head = [word.lower() for word in words(after)][:HEAD]
    known = {tuple(tail[place : place + RUN]) for place in range(len(tail) - RUN + 1)}
    again: set[int] = set()
    for place in range(len(head) - RUN + 1):
        if tuple(head[place : place + RUN]) in known:
            again.update(range(place, place + RUN))
    return len(again)
