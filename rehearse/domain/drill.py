"""The drill as a state machine: every transition is pure, takes the present moment and gives a new drill."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from rehearse.domain.answer import Answer
from rehearse.domain.budget import (
    GRACE,
    WORD_GRACE,
    Light,
    Pace,
    Shares,
    pace,
    shares,
)
from rehearse.domain.clock import Timer
from rehearse.domain.drill_plan import Plan
from rehearse.domain.exchange import Cut, Exchange, FollowUp
from rehearse.domain.exercise import Kind
from rehearse.domain.interruption import interruption
from rehearse.domain.question import Question
from rehearse.domain.section import PARTS, SECTIONS, Section, sections_of
from rehearse.domain.text import count_words
from rehearse.domain.vocabulary import Mode


class Phase(StrEnum):
    """Where a drill stands."""

    ASKED = "asked"
    PREPARING = "preparing"
    ANSWERING = "answering"
    PAUSED = "paused"
    INTERRUPTED = "interrupted"
    FOLLOW_UP = "follow_up"
    FINISHED = "finished"
    ABANDONED = "abandoned"


class TransitionError(ValueError):
    """A step that the drill's phase does not allow; the message says which."""


@dataclass(frozen=True, slots=True)
class Drill:
    """One question being answered. `marked` holds the sections whose clock ran: only those were measured.

    `begun` is what was typed after the answer had ended, for a follow-up that was not asked or not yet.
    """

    question: Question
    plan: Plan = field(default_factory=Plan)
    phase: Phase = Phase.ASKED
    section: Section = Section.SITUATION
    texts: Mapping[Section, str] = field(default_factory=dict)
    timers: Mapping[Section, Timer] = field(default_factory=dict)
    marked: frozenset[Section] = frozenset()
    preparation: Timer = field(default_factory=Timer)
    exchanges: tuple[Exchange, ...] = ()
    begun: str = ""
    cut: Cut | None = None

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

    def aloud(self, now: float, *sections: Section) -> float:
        """Give the seconds of some sections, of all without any; typed ones as long as their words take aloud."""
        told = sections or SECTIONS
        if self.plan.mode is Mode.TYPED:
            return self.plan.budget.aloud(sum(map(self.words, told)))
        return sum(self.seconds(section, now) or 0.0 for section in told)

    def light(self, now: float) -> Light:
        """Judge the whole answer's length: a typed one by its words at the speaking rate, a spoken one by time.

        A drill of a part has no grace: its limit is the point of it.
        """
        grace = GRACE if self.plan.mode is Mode.SPOKEN else WORD_GRACE * self.plan.target
        if self.plan.exercise.kind.partial:
            grace = 0.1
        return self.plan.budget.lasting(self.plan.target).light(self.aloud(now), grace)

    @property
    def following(self) -> Section | None:
        """Give the section that comes next; None in the last one."""
        told = self.plan.sections
        place = told.index(self.section) + 1
        return told[place] if place < len(told) else None

    def ghost_of(self, sections: Mapping[Section, float]) -> float:
        """Give how much another attempt had spent when it left the present section; in seconds or in words."""
        place = SECTIONS.index(self.section) + 1
        return sum(sections.get(section, 0.0) for section in SECTIONS[:place])

    def over(self, now: float) -> frozenset[str]:
        """Name what has used up its time or words: the present section, and the whole answer."""
        section = pace(self.spent(self.section, now), self.budget(self.section)) is Pace.OVER
        whole = self.light(now) is Light.OVER
        return frozenset({self.section.value} if section else ()) | frozenset({"answer"} if whole else ())

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
        return self.phase in (Phase.ANSWERING, Phase.INTERRUPTED, Phase.FOLLOW_UP)

    @property
    def takes_words(self) -> bool:
        """Tell whether there is something to be answered now; a pause only stops the clock."""
        return self.running or self.phase is Phase.PAUSED

    @property
    def resuming(self) -> bool:
        """Tell whether an interruption was answered and the answer has not gone on yet."""
        cut = self.cut
        return (
            self.phase is Phase.PAUSED
            and cut is not None
            and cut.answered_at is not None
            and cut.resumed_at is None
            and cut.timer.since is not None
        )

    def cut_is_due(self, now: float) -> bool:
        """Tell whether the interviewer cuts in now: once, in the Action, at the moment that the seed decides."""
        exercise = self.plan.exercise
        if exercise.kind is not Kind.INTERRUPTION or self.cut is not None:
            return False
        if self.phase is not Phase.ANSWERING or self.section is not Section.ACTION:
            return False
        drawn = interruption(exercise.seed, self.plan.budget)
        return drawn is not None and self.aloud(now, Section.ACTION) >= drawn.at

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
        seconds = self.measured_seconds(now)
        return self.plan.answer(answer_id, self.question, self.texts, seconds, previous)

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
        moved = replace(_stopped(self, now), section=section)
        cut = self.cut
        if cut is not None and cut.result_at is None and section.position > Section.ACTION.position:
            moved = replace(moved, cut=replace(cut, result_at=self.aloud(now)))
        return _started(moved, now)

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
        """Let the clock run on after a pause, or after an interruption."""
        self._require(Phase.PAUSED)
        cut = self.cut
        if cut is not None and self.resuming:
            spent = cut.timer.stop(now)
            cut = replace(cut, timer=spent, resumed_at=spent.banked)
        return _started(replace(self, phase=Phase.ANSWERING, cut=cut), now)

    def cut_in(self, now: float) -> "Drill":
        """Stop the answer's clock and let the interviewer break in (requirement 101)."""
        self._require(Phase.ANSWERING)
        drawn = interruption(self.plan.exercise.seed, self.plan.budget)
        if drawn is None:
            raise TransitionError("A budget this short has no room for an interruption.")
        cut = Cut(
            drawn.question,
            self.aloud(now, Section.ACTION),
            self.texts.get(Section.ACTION, ""),
            timer=Timer().start(now),
        )
        return replace(_stopped(self, now), phase=Phase.INTERRUPTED, cut=cut)

    def answer_cut(self, text: str) -> "Drill":
        """Keep what stands in the interruption's editor."""
        self._require(Phase.INTERRUPTED)
        return replace(self, cut=replace(self._cut, answer=text))

    def close_cut(self, now: float) -> "Drill":
        """End the answer to the interruption; the answer's clock waits until it goes on."""
        self._require(Phase.INTERRUPTED)
        return replace(
            self, phase=Phase.PAUSED, cut=replace(self._cut, answered_at=self._cut.timer.read(now))
        )

    def reopen_cut(self, now: float) -> "Drill":
        """Go on with an interruption that was left before it was answered."""
        self._require(Phase.INTERRUPTED)
        return replace(self, cut=replace(self._cut, timer=self._cut.timer.start(now)))

    def finish(self, now: float) -> "Drill":
        """End the answer; follow-ups may come, the sections are closed."""
        self._require(Phase.ANSWERING, Phase.PAUSED)
        return replace(_stopped(self, now), phase=Phase.FINISHED)

    def ask(self, follow_up: FollowUp, now: float, interviewer: str = "") -> "Drill":
        """Open a follow-up with a clock of its own; its reply may have begun."""
        self._require(Phase.FINISHED)
        if len(self.exchanges) >= self.plan.follow_ups:
            raise TransitionError(f"All {self.plan.follow_ups} follow-ups of this drill have been asked.")
        exchange = Exchange(follow_up, self.begun, Timer().start(now), interviewer, waits=True)
        return replace(self, phase=Phase.FOLLOW_UP, exchanges=(*self.exchanges, exchange), begun="")

    def reply(self, text: str) -> "Drill":
        """Keep what stands in the follow-up's editor; before one is asked, as the beginning of the next."""
        self._require(Phase.FOLLOW_UP, Phase.FINISHED)
        if self.phase is Phase.FINISHED:
            return replace(self, begun=text)
        return self._with_last(replace(self.exchanges[-1], answer=text), self.phase)

    def close_follow_up(self, now: float) -> "Drill":
        """End the open follow-up."""
        self._require(Phase.FOLLOW_UP)
        last = self.exchanges[-1]
        return self._with_last(replace(last, timer=last.timer.stop(now), waits=False), Phase.FINISHED)

    def reopen_follow_up(self, now: float) -> "Drill":
        """Go on with the follow-up that was left before it was answered."""
        self._require(Phase.FINISHED)
        if not self.waits:
            raise TransitionError("No follow-up of this drill waits for its answer.")
        last = self.exchanges[-1]
        return self._with_last(replace(last, timer=last.timer.start(now)), Phase.FOLLOW_UP)

    def abandon(self, now: float) -> "Drill":
        """Leave the drill; what was said stays a draft, and an open follow-up waits."""
        if self.phase is Phase.FOLLOW_UP:
            last = self.exchanges[-1]
            return self._with_last(replace(last, timer=last.timer.stop(now)), Phase.FINISHED)
        cut = replace(self.cut, timer=self.cut.timer.stop(now)) if self.cut else None
        return replace(
            _stopped(self, now), phase=Phase.ABANDONED, preparation=self.preparation.stop(now), cut=cut
        )

    def _with_last(self, last: Exchange, phase: Phase) -> "Drill":
        return replace(self, phase=phase, exchanges=(*self.exchanges[:-1], last))

    def _step(self, distance: int, now: float) -> "Drill":
        self._require(Phase.ANSWERING)
        told = self.plan.sections
        place = min(max(told.index(self.section) + distance, 0), len(told) - 1)
        return self if told[place] is self.section else self.go_to(told[place], now)

    @property
    def _cut(self) -> Cut:
        if self.cut is None:
            raise TransitionError("This drill was not interrupted.")
        return self.cut

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
