"""What a mock interview comes to: per question, per signal, habits across answers, a leaning, and what to do next."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import Final

from rehearse.domain.attempt import Attempt
from rehearse.domain.budget import Shares
from rehearse.domain.critique import Anchors, Critique, Finding, anchor_text
from rehearse.domain.exercise import Kind
from rehearse.domain.mock import Mock
from rehearse.domain.question import Question
from rehearse.domain.section import PARTS, SECTIONS, Part, Section
from rehearse.domain.story_choice import told_too_often
from rehearse.domain.text import percent
from rehearse.domain.vocabulary import Flaw, Signal
from rehearse.domain.weakest import weakest_section

SHOWN: Final = 2
"""The rating from which a signal was shown at all: a quote that earned less is no evidence of it."""
CONVINCING: Final = 3
"""The rating from which a signal is convincing: what its anchor at 3 asks for is there."""
SIGNALS_NEEDED: Final = 4
"""Convincing signals of the five from which the leaning is towards an offer."""
ACTIONS: Final = 3
"""Things to do before the next mock."""
_SENTENCE: Final = re.compile(r"\s*(\S.*?(?:[.!?…](?=\s|$)|$))", re.DOTALL)


class Leaning(StrEnum):
    """What the notes come to."""

    INCLINED = "inclined"
    NOT_INCLINED = "not inclined"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the interviewer's notes: a section of an answer in its own words, None where it was not told."""

    section: Section
    quote: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the mock. `attempt` is None where it was not answered: that is no zero, it is not there."""

    number: int
    question: Question
    persona: str
    attempt: Attempt | None = None

    @property
    def critique(self) -> Critique | None:
        """Give what the answer was found to be; None where there is no answer or it was not judged."""
        return self.attempt.critique if self.attempt else None

    @property
    def matters(self) -> Finding | None:
        """Give the finding that matters most: findings come in the order of their weight."""
        return self.critique.findings[0] if self.critique and self.critique.findings else None

    @property
    def shares(self) -> Shares | None:
        """Give the shares; None where they were not measured."""
        return self.critique.measures.share if self.critique else None

    @property
    def pace(self) -> float | None:
        """Give words per minute of speech; None where nothing was spoken or measured."""
        return self.critique.measures.wpm if self.critique else None

    @property
    def notes(self) -> tuple[Note, ...]:
        """Write down the answer as an interviewer does: one line for each section, in the candidate's own words.

        A quoted strength speaks for its section; else its first sentence does. Without an answer nothing is noted.
        """
        if self.attempt is None:
            return ()
        praised = {
            praise.section: praise.quote for praise in (self.critique.strengths if self.critique else ())
        }
        return tuple(
            Note(section, praised.get(section) or _first_sentence(self.attempt.texts.get(section, "")))
            for section in SECTIONS
        )


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One signal over the whole interview: its best rating and the words that earned it, and where.

    `quote` is None where the rating rests on no words of the answer; `number` counts the questions from 1, None where
    the signal was never shown.
    """

    signal: Signal
    rating: int | None
    quote: str | None
    number: int | None
    anchor: str

    @property
    def convincing(self) -> bool:
        """Tell whether the signal was shown well enough somewhere, in words that can be quoted."""
        return self.rating is not None and self.rating >= CONVINCING and self.quote is not None


class Step(StrEnum):
    """The kinds of drill that a thing to do starts."""

    ANSWER = "answer"
    AGAIN = "again"
    SETUP = "setup"
    ACTION = "action"
    ANGLES = "angles"
    STORIES = "stories"


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do before the next mock; `number` is the question it concerns, `section` the one to tell again."""

    step: Step
    text: str
    number: int | None = None
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class Debrief:
    """The whole debrief of one mock."""

    mock: Mock
    lines: tuple[Line, ...]
    signals: tuple[SignalLine, ...]
    stories: Mapping[str, int]
    too_often: str | None
    habits: tuple[str, ...]
    leaning: Leaning
    reasons: tuple[str, ...]
    to_do: tuple[ToDo, ...]

    @property
    def answered(self) -> tuple[Line, ...]:
        """List the questions that were answered."""
        return tuple(line for line in self.lines if line.attempt is not None)


def debrief(mock: Mock, attempts: Mapping[int, Attempt], anchors: Anchors) -> Debrief:
    """Look back on a mock; `attempts` holds its finished attempts by id, `anchors` what a rating looks like."""
    lines = tuple(
        Line(
            number,
            slot.question,
            slot.persona.name,
            attempts.get(slot.attempt_id) if slot.attempt_id and slot.answered else None,
        )
        for number, slot in enumerate(mock.slots, start=1)
    )
    signals = tuple(_signal(signal, lines, anchors.get(signal, {})) for signal in Signal)
    told = [line.attempt.story for line in lines if line.attempt and line.attempt.story]
    leaning, reasons = _leaning(lines, signals)
    too_often = told_too_often(told)
    return Debrief(
        mock=mock,
        lines=lines,
        signals=signals,
        stories=Counter(kept.story.title for kept in told),
        too_often=too_often,
        habits=tuple(_habits(lines)),
        leaning=leaning,
        reasons=reasons,
        to_do=_to_do(lines, too_often),
    )


def _first_sentence(text: str) -> str | None:
    found = _SENTENCE.match(text)
    return found[1] if found else None


def _signal(signal: Signal, lines: Sequence[Line], anchors: Mapping[int, str]) -> SignalLine:
    """Find the best rating of a signal: a convincing one first, then the highest, of two alike the one with words."""
    found = [_one(signal, line, anchors) for line in lines]
    rated = [each for each in found if each.rating is not None]
    best = max(rated, key=lambda each: (each.convincing, each.rating, each.quote is not None), default=None)
    return best or SignalLine(signal, None, None, None, "")


def _one(signal: Signal, line: Line, anchors: Mapping[int, str]) -> SignalLine:
    """Read what one answer shows of a signal."""
    rating = line.critique.rating(signal) if line.critique else None
    if rating is None or rating.rating is None:
        return SignalLine(signal, None, None, None, "")
    quote, number = (rating.quote, line.number) if rating.rating >= SHOWN else (None, None)
    return SignalLine(signal, rating.rating, quote, number, anchor_text(rating.rating, anchors))


def _leaning(lines: Sequence[Line], signals: Sequence[SignalLine]) -> tuple[Leaning, tuple[str, ...]]:
    """Lean by the anchors alone: enough signals convincing somewhere in the interview, and answers to judge by."""
    answered = sum(line.attempt is not None for line in lines)
    judged = [each for each in signals if each.rating is not None]
    if not judged:
        return Leaning.NOT_JUDGED, ("No answer could be judged: nothing was written down.",)
    convincing = [each for each in judged if each.convincing]
    reasons = [
        f"{len(convincing)} of {len(signals)} signals convincing somewhere; {SIGNALS_NEEDED} are needed."
    ]
    if 2 * answered < len(lines):
        reasons.append(f"Only {answered} of {len(lines)} questions were answered.")
    reasons += [f"{'+' if each.convincing else '−'} {each.signal.label}: {_reason(each)}" for each in judged]
    enough = len(convincing) >= SIGNALS_NEEDED and 2 * answered >= len(lines)
    return (Leaning.INCLINED if enough else Leaning.NOT_INCLINED), tuple(reasons)


def _reason(signal: SignalLine) -> str:
    """Say what a rating means; one that no words can be quoted for convinces nobody, whatever it is."""
    unquoted = signal.rating is not None and signal.rating >= CONVINCING and signal.quote is None
    return f"no words to quote. {signal.anchor}" if unquoted else signal.anchor


_HABITS: Final = {
    (Part.SETUP, True): "the set-up takes too much",
    (Part.SETUP, False): "the set-up is too short",
    (Part.ACTION, True): "the Action takes too much",
    (Part.ACTION, False): "the Action gets too little",
    (Part.CLOSE, True): "Result and Reflection take too much",
    (Part.CLOSE, False): "Result and Reflection get too little",
}


def _habits(lines: Sequence[Line]) -> list[str]:
    """Name what happens in more than one answer: parts outside their share, flaws that come back."""
    told = [(line.attempt.budget, line.shares) for line in lines if line.attempt and line.shares]
    measured = [shares for _, shares in told]
    found: list[str] = []
    for part in PARTS:
        outside = [(budget, share) for budget, share in told if part in budget.outside(share)]
        for much in (True, False):
            times = sum((share.of(part) > budget.share(part)) is much for budget, share in outside)
            if times >= 2:
                mean = fmean(share.of(part) for share in measured)
                found.append(
                    f"In {times} of {len(measured)} answers {_HABITS[part, much]} (on average {percent(mean)})."
                )
    flaws = Counter(flaw for line in lines for flaw in _flaws(line))
    answered = sum(line.attempt is not None for line in lines)
    found += [
        f"In {times} of {answered} answers: {flaw.label}."
        for flaw, times in flaws.most_common()
        if times >= 2
    ]
    return found


_STEPS: Final = {
    Flaw.SETUP_TOO_LONG: Step.SETUP,
    Flaw.NO_TASK: Step.SETUP,
    Flaw.NO_CONSTRAINT: Step.SETUP,
    Flaw.NO_TRADEOFF: Step.ACTION,
    Flaw.THIN_ACTION: Step.ACTION,
    Flaw.TIMELINE_STORY: Step.ACTION,
    Flaw.MODEL_ONLY: Step.ACTION,
    Flaw.REHEARSED_WORDING: Step.ANGLES,
}
"""The drill that mends a flaw; every other one is mended by telling its section again."""


def _to_do(lines: Sequence[Line], too_often: str | None) -> tuple[ToDo, ...]:
    """Choose what to do next: the flaws that came most, a story told too often, what was left unanswered."""
    found: dict[tuple[object, ...], ToDo] = {}
    for todo in (*_from_flaws(lines), *_from_stories(too_often), *_unanswered(lines), *_weakest(lines)):
        found.setdefault((todo.step, todo.number, todo.section), todo)
    return tuple(found.values())[:ACTIONS]


def _from_flaws(lines: Sequence[Line]) -> Iterator[ToDo]:
    """Give what mends the flaws that came most; a drill or a section that mends several is named once."""
    named = set()
    seen = Counter(flaw for line in lines for flaw in _flaws(line))
    for flaw, times in seen.most_common():
        line = next(each for each in lines if flaw in _flaws(each))
        step = _STEPS.get(flaw, Step.AGAIN)
        section = _section(line, flaw) if step is Step.AGAIN else None
        often = f" in {times} answers" if times > 1 else f" in question {line.number}"
        what = {
            Step.SETUP: "The set-up alone",
            Step.ACTION: "The Action alone",
            Step.ANGLES: "The story from another angle",
        }.get(step, f"{section.label if section else 'The answer'} of question {line.number} again")
        if (step, section) not in named:
            named.add((step, section))
            yield ToDo(step, f"{what}: {flaw.label}{often}.", line.number, section)


def _from_stories(too_often: str | None) -> Iterator[ToDo]:
    if too_often is not None:
        yield ToDo(Step.STORIES, too_often)


def _unanswered(lines: Sequence[Line]) -> Iterator[ToDo]:
    """Give the first question that was not answered."""
    for line in [line for line in lines if line.attempt is None][:1]:
        text = f"Question {line.number}, not answered: {line.question.text}"
        yield ToDo(Step.ANSWER, text, line.number)


def _weakest(lines: Sequence[Line]) -> Iterator[ToDo]:
    """Give the weakest section of each answer, the weakest answer first."""
    for line in sorted(lines, key=_overall):
        if line.attempt is not None:
            section = weakest_section(line.attempt)
            text = f"{section.label} of question {line.number} again: the weakest part of that answer."
            yield ToDo(Step.AGAIN, text, line.number, section)


def _flaws(line: Line) -> tuple[Flaw, ...]:
    """List the flaws of an answer, the weightiest first."""
    findings = line.critique.findings if line.critique else ()
    return tuple(dict.fromkeys(finding.flaw for finding in findings))


def _section(line: Line, flaw: Flaw) -> Section:
    findings = line.critique.findings if line.critique else ()
    found = next((each.section for each in findings if each.flaw is flaw and each.section), None)
    return found or (weakest_section(line.attempt) if line.attempt else Section.ACTION)


def _overall(line: Line) -> float:
    return (line.critique.overall if line.critique else None) or 0.0


STEP_KINDS: Final = {Step.SETUP: Kind.SETUP, Step.ACTION: Kind.ACTION, Step.ANGLES: Kind.ANGLES}
"""The special drill behind a step."""
