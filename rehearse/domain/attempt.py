"""An attempt: what the history keeps of a drill."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from rehearse.domain.answer import Answer
from rehearse.domain.budget import Budget
from rehearse.domain.clock import Timer
from rehearse.domain.critique import Critique, in_words
from rehearse.domain.drill import Drill, Phase
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exchange import Cut, Exchange
from rehearse.domain.exercise import Exercise, Kind
from rehearse.domain.outcome import Outcome
from rehearse.domain.persona import Persona
from rehearse.domain.question import Question
from rehearse.domain.remarks import Remarks
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.self_rating import SelfRating
from rehearse.domain.story_bank import KeptStory
from rehearse.domain.text import count_words
from rehearse.domain.vocabulary import Angle, Coaching, Competency, Experience, Mode


class Status(StrEnum):
    """How far an attempt got: a draft can be resumed, an answered one waits for follow-ups or critique."""

    DRAFT = "draft"
    ANSWERED = "answered"
    FINISHED = "finished"


NOT_ASKED: Final = "Typed after the answer, no follow-up asked"
"""What stands before words that were typed as a reply when nothing was to be asked any more."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt with everything said in it; `seconds` lacks the sections that were not measured.

    `remarks` is what the user noted down on it. `story` is the story it tells as it stood then, `cut` what broke into
    it, `outcome` what a special drill came to. `begun` was typed for a follow-up that was not asked, or is not yet.
    """

    id: int
    question: Question
    started_at: datetime
    status: Status
    mode: Mode
    coaching: Coaching
    persona: Persona
    experience: Experience
    budget: Budget
    follow_ups: int
    section: Section
    told: tuple[Section, ...] = SECTIONS
    texts: Mapping[Section, str] = field(default_factory=dict)
    seconds: Mapping[Section, float] = field(default_factory=dict)
    measured: bool = True
    exchanges: tuple[Exchange, ...] = ()
    begun: str = ""
    critique: Critique | None = None
    retry_of: int | None = None
    exercise: Exercise = field(default_factory=Exercise)
    story: KeptStory | None = None
    angle: Angle | None = None
    cut: Cut | None = None
    outcome: Outcome | None = None
    remarks: Remarks = field(default_factory=Remarks)
    self_rating: SelfRating | None = None

    @property
    def plan(self) -> Plan:
        """Give how it was to be done; what was spent on preparation is not kept."""
        return Plan(
            budget=self.budget,
            mode=self.mode,
            coaching=self.coaching,
            persona=self.persona,
            experience=self.experience,
            follow_ups=self.follow_ups,
            sections=self.told,
            exercise=self.exercise,
        )

    @property
    def target(self) -> float:
        """Give the seconds that the whole answer was meant to take."""
        return self.budget.target

    @property
    def spent(self) -> dict[Section, float]:
        """Give what each section took in its own unit: words where it was typed, seconds where it was spoken."""
        if self.mode is Mode.TYPED:
            return {section: float(count_words(text)) for section, text in self.texts.items()}
        return dict(self.seconds)

    @property
    def whole(self) -> str:
        """Give the answer as one text."""
        return self.answer().whole

    @property
    def first_of_round(self) -> int:
        """Give the id of the attempt that its round of prompts began with; its own if it is that one."""
        return self.exercise.round_of or self.id

    def answer(self, previous: tuple[str, ...] = ()) -> Answer:
        """Give the answer as the critique reads it."""
        seconds = dict(self.seconds) if self.measured else None
        return self.plan.answer(str(self.id), self.question, self.texts, seconds, previous)


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
    kind: Kind = Kind.WHOLE
    outcome: Outcome | None = None

    def came_to(self, *, hide_scores: bool = False) -> str:
        """Say how good it was: its overall in a figure or in words, and a part told alone in its outcome's word."""
        if self.kind.partial and self.outcome is not None:
            return self.outcome.word
        if self.overall is None or hide_scores:
            return in_words(self.overall)
        return f"{self.overall:.1f}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a drill got at one moment: what is written to disk while the user answers."""

    status: Status
    section: Section
    texts: Mapping[Section, str]
    seconds: Mapping[Section, float]
    measured: bool
    exchanges: tuple[Exchange, ...]
    begun: str = ""
    cut: Cut | None = None

    @property
    def words(self) -> int:
        """Count the words of the answer, follow-ups left out."""
        return sum(count_words(text) for text in self.texts.values())


def progress_of(drill: Drill, now: float, *, done: bool = False) -> Progress:
    """Take down a drill's state; `done` says that nothing more will come, follow-ups included."""
    answered = drill.phase in (Phase.FOLLOW_UP, Phase.FINISHED)
    status = Status.FINISHED if done and answered else Status.ANSWERED if answered else Status.DRAFT
    return Progress(
        status=status,
        section=drill.section,
        texts={section: drill.texts.get(section, "") for section in SECTIONS},
        seconds={section: drill.timers[section].read(now) for section in drill.marked},
        measured=drill.measured_seconds(now) is not None,
        exchanges=tuple(
            replace(exchange, timer=Timer(exchange.timer.read(now))) for exchange in drill.exchanges
        ),
        begun=drill.begun,
        cut=replace(drill.cut, timer=Timer(drill.cut.timer.read(now))) if drill.cut else None,
    )


def resumed(attempt: Attempt) -> Drill:
    """Take an unfinished attempt up again: a draft is paused where it was left, an answered one is closed.

    An interruption that was not answered yet is still open.
    """
    interrupted = attempt.cut is not None and attempt.cut.answered_at is None
    paused = Phase.INTERRUPTED if interrupted else Phase.PAUSED
    return Drill(
        question=attempt.question,
        plan=attempt.plan,
        phase=paused if attempt.status is Status.DRAFT else Phase.FINISHED,
        section=attempt.section,
        texts=dict(attempt.texts),
        timers={section: Timer(seconds) for section, seconds in attempt.seconds.items()},
        marked=frozenset(attempt.seconds),
        exchanges=attempt.exchanges,
        begun=attempt.begun,
        cut=attempt.cut,
    )
