"""An attempt: what the history keeps of a drill."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from rehearse.domain.answer import Answer
from rehearse.domain.critique import Critique
from rehearse.domain.drill import Exchange
from rehearse.domain.question import Question
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Coaching, Competency, Experience, Mode, Persona


class Status(StrEnum):
    """How far an attempt got: a draft can be resumed, an answered one waits for follow-ups or critique."""

    DRAFT = "draft"
    ANSWERED = "answered"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt with everything said in it; `seconds` lacks the sections that were not measured."""

    id: int
    question: Question
    started_at: datetime
    status: Status
    mode: Mode
    coaching: Coaching
    persona: Persona
    experience: Experience
    target: float
    follow_ups: int
    section: Section
    told: tuple[Section, ...] = SECTIONS
    texts: Mapping[Section, str] = field(default_factory=dict)
    seconds: Mapping[Section, float] = field(default_factory=dict)
    measured: bool = True
    exchanges: tuple[Exchange, ...] = ()
    critique: Critique | None = None
    retry_of: int | None = None

    @property
    def whole(self) -> str:
        """Give the answer as one text."""
        return self.answer().whole

    def answer(self, previous: tuple[str, ...] = ()) -> Answer:
        """Give the answer as the critique reads it."""
        return Answer(
            id=str(self.id),
            sections={section: self.texts.get(section, "") for section in SECTIONS},
            seconds=dict(self.seconds) if self.measured else None,
            question=self.question.text,
            competency=self.question.competency,
            persona=self.persona,
            experience=self.experience,
            previous=previous,
            target=self.target,
            mode=self.mode,
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of the history: enough to list an attempt without loading it."""

    id: int
    question: str
    competency: Competency
    started_at: datetime
    status: Status
    mode: Mode
    words: int
    seconds: float | None
    overall: float | None
    next_fix: str
    snippet: str = ""
