"""How well a section was told, graded by what was judged and measured of it: nobody is asked to grade themselves."""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Final

from rehearse.domain.section import Part, Section
from rehearse.domain.vocabulary import Flaw, Signal

LONG_SETUP: Final = 45.0
"""Seconds of set-up from which a take counts as forgotten."""
SHOWN_BY: Final = {
    Section.SITUATION: (Signal.PROBLEM_FRAMING,),
    Section.TASK: (Signal.PROBLEM_FRAMING,),
    Section.ACTION: (Signal.DATA_JUDGMENT, Signal.TECHNICAL_TRADEOFFS, Signal.EXECUTION),
    Section.RESULT: (Signal.OWNERSHIP,),
    Section.REFLECTION: (),
}
"""The signals that a section has to show, so that a weak one brings back what carries it and not the whole answer."""
LACKS: Final = {
    Section.TASK: Flaw.NO_TASK,
    Section.RESULT: Flaw.MISSING_RESULT,
    Section.REFLECTION: Flaw.MISSING_REFLECTION,
}
"""The finding that says a section is not there."""


class Grade(IntEnum):
    """How well something was told, in the grades that spacing by memory knows."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


def grade(
    section: Section,
    ratings: Mapping[Signal, int],
    flaws: Iterable[Flaw] = (),
    setup_seconds: float | None = None,
    passed: bool | None = None,
) -> Grade | None:
    """Grade a section by the weakest signal it has to show; None where nothing of it was judged or measured.

    A set-up that took too long and a section that is not there have to be told again whatever the ratings say.
    `passed` is what a part told alone came to; it has no ratings.
    """
    if section.part is Part.SETUP and (setup_seconds or 0) > LONG_SETUP:
        return Grade.AGAIN
    if LACKS.get(section) in set(flaws):
        return Grade.AGAIN
    weakest = min((ratings[signal] for signal in SHOWN_BY[section] if signal in ratings), default=None)
    if weakest is None and passed is not None:
        return Grade.GOOD if passed else Grade.HARD
    if weakest is None:
        timed = section.part is Part.SETUP and setup_seconds is not None
        return Grade.GOOD if timed or (ratings and not SHOWN_BY[section]) else None
    return {1: Grade.AGAIN, 2: Grade.HARD, 5: Grade.EASY}.get(weakest, Grade.GOOD)
