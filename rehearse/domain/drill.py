"""The drill as a state machine: every transition is pure, takes the present moment and gives a new drill."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from rehearse.domain.answer import Answer
from rehearse.domain.budget import WORD_GRACE, Budget, Light, Shares, shares, spoken_seconds
from rehearse.domain.clock import Timer
from rehearse.domain.question import Question
from rehearse.domain.section import PARTS, SECTIONS, Section, sections_of
from rehearse.domain.text import count_words
from rehearse.domain.vocabulary import Coaching, Experience, Mode, Persona, ProbeTopic


class Phase(StrEnum):
    """Where a drill stands."""

    ASKED = "asked"
    PREPARING = "preparing"
    ANSWERING = "answering"
    PAUSED = "paused"
    FOLLOW_UP = "follow_up"
    FINISHED = "finished"
    ABANDONED = "abandoned"


class TransitionError(ValueError):
    """A step that the drill's phase does not allow; the message says which."""


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


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question the interviewer adds; `quote` is verbatim from what the user said."""

    topic: ProbeTopic
    text: str
    quote: str | None = None
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A follow-up and what was answered to it; an empty answer means it was skipped or spoken without notes.

    `waits` says that the user has not ended the answer yet: a drill taken up again goes on there.
    """

    follow_up: FollowUp
    answer: str = ""
    timer: Timer = field(default_factory=Timer)
    interviewer: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Drill:
    """One question being answered. `marked` holds the sections whose clock ran: only those were measured."""

    question: Question
    plan: Plan = field(default_factory=Plan)
    phase: Phase = Phase.ASKED
    section: Section = Section.SITUATION
    texts: Mapping[Section, str] = field(default_factory=dict)
    timers: Mapping[Section, Timer] = field(default_factory=dict)
    marked: frozenset[Section] = frozenset()
    preparation: Timer = field(default_factory=Timer)
    exchanges: tuple[Exchange, ...] = ()

    # Reading

    def seconds(self, section: Section, now: float) -> float | None:
        """Give the seconds spent in a section, or None when its clock never ran."""
        if section not in self.marked:
            return None
        return self.timers[section].read(now)

    def total_seconds(self, now: float) -> float:
        """Give the seconds of the whole answer, without preparation and follow-ups."""
        return sum(self.timers[section].read(now) for section in self.marked)

    def words(self, section: Section) -> int:
        """Count the words written in a section."""
        return count_words(self.texts.get(section, ""))

    def total_words(self) -> int:
        """Count the words of the whole answer."""
        return sum(self.words(section) for section in SECTIONS)

    def spent(self, section: Section, now: float) -> float:
        """Give what counts against the budget: words where the answer is typed, seconds where it is spoken."""
        if self.plan.mode is Mode.TYPED:
            return float(self.words(section))
        return self.seconds(section, now) or 0.0

    def budget(self, section: Section) -> float:
        """Give a section's budget in the unit of `spent`."""
        budget = self.plan.budget
        return float(budget.words(section)) if self.plan.mode is Mode.TYPED else budget.seconds(section)

    def light(self, now: float) -> Light:
        """Judge the whole answer's length: a typed one by its words at the speaking rate, a spoken one by time."""
        if self.plan.mode is Mode.SPOKEN:
            return self.plan.budget.light(self.total_seconds(now))
        grace = WORD_GRACE * self.plan.budget.target
        return self.plan.budget.light(spoken_seconds(self.total_words()), grace)

    def live_shares(self, now: float) -> Shares | None:
        """Divide what was spent so far into the three parts; None before anything was."""
        return shares({section: self.spent(section, now) for section in SECTIONS})

    def measured_seconds(self, now: float) -> dict[Section, float] | None:
        """Give the seconds of all sections whose clock ran, or None when a part was never marked.

        A speaker who forgot a mark has told two parts on one clock; dividing that would be a guess. Only parts
        that this drill is to answer need a mark.
        """
        due = [set(sections_of(part)) & set(self.plan.sections) for part in PARTS]
        if self.plan.mode is Mode.SPOKEN and not all(self.marked & part for part in due if part):
            return None
        return {section: self.timers[section].read(now) for section in SECTIONS if section in self.marked}

    @property
    def running(self) -> bool:
        """Tell whether an answer's clock runs."""
        return self.phase in (Phase.ANSWERING, Phase.FOLLOW_UP)

    @property
    def waits(self) -> bool:
        """Tell whether a follow-up was left before it was answered."""
        return bool(self.exchanges) and self.exchanges[-1].waits

    @property
    def open_exchange(self) -> Exchange | None:
        """Give the follow-up that waits for its answer."""
        return self.exchanges[-1] if self.phase is Phase.FOLLOW_UP and self.exchanges else None

    def answer(self, answer_id: str, now: float, previous: tuple[str, ...] = ()) -> Answer:
        """Give the answer as the critique reads it."""
        return Answer(
            id=answer_id,
            sections={section: self.texts.get(section, "") for section in SECTIONS},
            seconds=self.measured_seconds(now),
            question=self.question.text,
            competency=self.question.competency,
            persona=self.plan.persona,
            experience=self.plan.experience,
            previous=previous,
            target=self.plan.budget.target,
            mode=self.plan.mode,
        )

    # Transitions

    def prepare(self, now: float) -> "Drill":
        """Start the preparation countdown."""
        self._require(Phase.ASKED)
        return replace(self, phase=Phase.PREPARING, preparation=self.preparation.start(now))

    def begin(self, now: float) -> "Drill":
        """Start the clock of the first section that is to be answered."""
        self._require(Phase.ASKED, Phase.PREPARING)
        started = replace(
            self, phase=Phase.ANSWERING, preparation=self.preparation.stop(now), section=self.plan.sections[0]
        )
        return _started(started, now)

    def write(self, section: Section, text: str) -> "Drill":
        """Keep what stands in a section's editor."""
        self._require(Phase.ANSWERING, Phase.PAUSED)
        return replace(self, texts={**self.texts, section: text})

    def go_to(self, section: Section, now: float) -> "Drill":
        """Stop the present section's clock and start another's."""
        self._require(Phase.ANSWERING)
        if section not in self.plan.sections:
            raise TransitionError(f"{section.label} stands as it was told; it is not part of this drill.")
        return _started(replace(_stopped(self, now), section=section), now)

    def next(self, now: float) -> "Drill":
        """Go on to the following section; the last one stays."""
        return self._step(1, now)

    def back(self, now: float) -> "Drill":
        """Return to the section before; the first one stays."""
        return self._step(-1, now)

    def pause(self, now: float) -> "Drill":
        """Stop the clock until `resume`."""
        self._require(Phase.ANSWERING)
        return replace(_stopped(self, now), phase=Phase.PAUSED)

    def resume(self, now: float) -> "Drill":
        """Let the clock run on after a pause."""
        self._require(Phase.PAUSED)
        return _started(replace(self, phase=Phase.ANSWERING), now)

    def finish(self, now: float) -> "Drill":
        """End the answer; follow-ups may come, the sections are closed."""
        self._require(Phase.ANSWERING, Phase.PAUSED)
        return replace(_stopped(self, now), phase=Phase.FINISHED)

    def ask(self, follow_up: FollowUp, now: float, interviewer: str = "") -> "Drill":
        """Open a follow-up with a clock of its own."""
        self._require(Phase.FINISHED)
        if len(self.exchanges) >= self.plan.follow_ups:
            raise TransitionError(f"All {self.plan.follow_ups} follow-ups of this drill have been asked.")
        exchange = Exchange(follow_up, timer=Timer().start(now), interviewer=interviewer, waits=True)
        return replace(self, phase=Phase.FOLLOW_UP, exchanges=(*self.exchanges, exchange))

    def reply(self, text: str) -> "Drill":
        """Keep what stands in the follow-up's editor."""
        self._require(Phase.FOLLOW_UP)
        last = replace(self.exchanges[-1], answer=text)
        return replace(self, exchanges=(*self.exchanges[:-1], last))

    def close_follow_up(self, now: float) -> "Drill":
        """End the open follow-up."""
        self._require(Phase.FOLLOW_UP)
        last = replace(self.exchanges[-1], timer=self.exchanges[-1].timer.stop(now), waits=False)
        return replace(self, phase=Phase.FINISHED, exchanges=(*self.exchanges[:-1], last))

    def reopen_follow_up(self, now: float) -> "Drill":
        """Go on with the follow-up that was left before it was answered."""
        self._require(Phase.FINISHED)
        if not self.waits:
            raise TransitionError("No follow-up of this drill waits for its answer.")
        last = replace(self.exchanges[-1], timer=self.exchanges[-1].timer.start(now))
        return replace(self, phase=Phase.FOLLOW_UP, exchanges=(*self.exchanges[:-1], last))

    def abandon(self, now: float) -> "Drill":
        """Leave the drill; what was said stays a draft, and an open follow-up waits."""
        if self.phase is Phase.FOLLOW_UP:
            last = replace(self.exchanges[-1], timer=self.exchanges[-1].timer.stop(now))
            return replace(self, phase=Phase.FINISHED, exchanges=(*self.exchanges[:-1], last))
        return replace(_stopped(self, now), phase=Phase.ABANDONED, preparation=self.preparation.stop(now))

    def _step(self, distance: int, now: float) -> "Drill":
        self._require(Phase.ANSWERING)
        told = self.plan.sections
        place = min(max(told.index(self.section) + distance, 0), len(told) - 1)
        return self if told[place] is self.section else self.go_to(told[place], now)

    def _require(self, *phases: Phase) -> None:
        if self.phase not in phases:
            raise TransitionError(f"A drill that is {self.phase.replace('_', ' ')} does not allow this step.")


def _started(drill: Drill, now: float) -> Drill:
    timer = drill.timers.get(drill.section, Timer()).start(now)
    return replace(
        drill,
        timers={**drill.timers, drill.section: timer},
        marked=drill.marked | {drill.section},
    )


def _stopped(drill: Drill, now: float) -> Drill:
    return replace(drill, timers={section: timer.stop(now) for section, timer in drill.timers.items()})
