"""How a drill is to be done: its budget, who asks, typed or spoken, what is answered anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from rehearse.domain.answer import Answer
from rehearse.domain.budget import Budget
from rehearse.domain.exercise import Exercise
from rehearse.domain.persona import Persona
from rehearse.domain.question import Question
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Coaching, Experience, Mode

MOST_FOLLOW_UPS: Final = 3
"""How many follow-ups an answer can have."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a drill is to be done.

    `sections` are those answered anew; the others stand as an earlier attempt told them. `preparation` is in
    seconds.
    """

    budget: Budget = field(default_factory=Budget)
    mode: Mode = Mode.TYPED
    coaching: Coaching = Coaching.COACHED
    persona: Persona = Persona.HIRING_MANAGER
    experience: Experience = Experience.PRODUCTION
    follow_ups: int = 2
    preparation: float = 0.0
    sections: tuple[Section, ...] = SECTIONS
    exercise: Exercise = field(default_factory=Exercise)

    @property
    def target(self) -> float:
        """Give the seconds of all that is told on this drill's clock; what stands as told before counts too."""
        if self.exercise.kind.partial:
            return sum(self.budget.seconds(section) for section in self.sections)
        return self.budget.target

    @property
    def target_words(self) -> int:
        """Give the same in words at the speaking rate."""
        return round(self.budget.words_in(self.target))

    @property
    def more_follow_ups(self) -> int:
        """Give how many follow-ups come as the next choice; after the most come none."""
        return (self.follow_ups + 1) % (MOST_FOLLOW_UPS + 1)

    def answer(
        self,
        answer_id: str,
        question: Question,
        texts: Mapping[Section, str],
        seconds: Mapping[Section, float] | None,
        previous: tuple[str, ...],
    ) -> Answer:
        """Give what was told by this plan as the critique reads it; `seconds` is None where they say nothing."""
        return Answer(
            id=answer_id,
            sections={section: texts.get(section, "") for section in SECTIONS},
            seconds=seconds,
            question=question.text,
            competency=question.competency,
            persona=self.persona,
            briefing=question.briefing,
            experience=self.experience,
            previous=previous,
            budget=self.budget,
            mode=self.mode,
            notes_only=self.mode is Mode.SPOKEN,
        )
