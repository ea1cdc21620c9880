"""A mock interview: several questions over different competencies, one clock, and where it stands."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from rehearse.domain.budget import FOLLOW_UP_SECONDS
from rehearse.domain.drill_plan import Plan
from rehearse.domain.persona import Persona
from rehearse.domain.question import Question
from rehearse.domain.vocabulary import Competency

COUNTS: Final = (1, 3, 5)
"""How many questions a mock may have; five is the default."""
RECENT: Final = 5
"""Earlier mocks whose questions are not asked again while others are left."""
MOST_PANEL: Final = 3
"""Personas of a panel at most; they ask in turn."""


class Stage(StrEnum):
    """Whether a mock goes on, went through, or was stopped before its end."""

    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Slot:
    """One question of a mock: who asks it, and the attempt that answers it once its clock was started.

    `answered` tells whether that attempt was finished.
    """

    question: Question
    persona: Persona
    attempt_id: int | None = None
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Mock:
    """One mock interview. `seconds` is the running clock: the time spent on its questions, pauses left out."""

    id: int
    started_at: datetime
    stage: Stage
    plan: Plan
    slots: tuple[Slot, ...]
    seconds: float = 0.0

    @property
    def place(self) -> int | None:
        """Give the place of the question that comes next, from 0; None when all were answered."""
        return next((place for place, slot in enumerate(self.slots) if not slot.answered), None)

    @property
    def answered(self) -> int:
        """Count the questions that were answered."""
        return sum(slot.answered for slot in self.slots)

    @property
    def target(self) -> float:
        """Give the seconds that all answers and follow-ups together are meant to take."""
        each = self.plan.budget.target + self.plan.follow_ups * FOLLOW_UP_SECONDS
        return each * len(self.slots)

    def at(self, place: int, **changes: object) -> "Mock":
        """Give the mock with one slot changed."""
        slot = replace(self.slots[place], **changes)  # type: ignore[arg-type]
        return replace(self, slots=(*self.slots[:place], slot, *self.slots[place + 1 :]))


def choose(
    questions: Sequence[Question], recent: Collection[str], panel: Sequence[Persona], count: int, seed: int
) -> tuple[Slot, ...]:
    """Draw the questions of a mock and who asks each; fewer than wanted only when the packs have fewer.

    No two share a competency before every one was drawn once, and none of the recent mocks (their keys) comes back
    while others are left. The personas of the panel ask in turn; of what is open to each, the questions that suit it
    come first. The seed decides between the rest.
    """
    chance = random.Random(f"mock:{seed}")  # noqa: S311 (variety, no secret)
    fresh = [question for question in questions if question.key not in recent]
    left = fresh if len(fresh) >= count else list(questions)
    slots: list[Slot] = []
    heard: dict[Competency, int] = {}
    while left and len(slots) < count:
        persona = panel[len(slots) % len(panel)]
        fewest = min(heard.get(question.competency, 0) for question in left)
        open_now = [question for question in left if heard.get(question.competency, 0) == fewest]
        suiting = [question for question in open_now if persona.id in question.personas] or open_now
        drawn = chance.choice(suiting)
        left = [question for question in left if question.key != drawn.key]
        heard[drawn.competency] = heard.get(drawn.competency, 0) + 1
        slots.append(Slot(drawn, persona))
    return tuple(slots)
