"""What the critique says of an answer: measured facts, findings with quotes, ratings, one thing to fix."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rehearse.domain.budget import Shares
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Flaw, ProbeTopic, Signal, Strength

NOT_JUDGED = "not judged"
NOT_MEASURED = "not measured"
WORDS_FOR_RATING = {1: "not shown", 2: "weak", 3: "partly shown", 4: "well shown", 5: "convincing"}
"""What stands beside a number, and in its place while scores are hidden."""

_COMMON: Final = re.compile(
    r"(?:An?|The|This|That|These|Those|It|They|There|Here|You|Your|We|Nobody|Nothing|Nowhere|None|No|Not|One|Some|"
    r"Every|Each|All|Only|What|Which|Who|Where|Why|How|From|In|On|As|If|But|Because)(?=[ ,.'’])"
)
"""What a sentence may begin with that is small behind a colon; of another word nobody knows whether it is a name."""

Anchors = Mapping[Signal, Mapping[int, str]]
"""What a rating means, written down for some of its steps."""


def in_words(rating: float | None) -> str:
    """Say a rating without its number; one halfway between two words takes the better one."""
    return NOT_JUDGED if rating is None else WORDS_FOR_RATING.get(int(rating + 0.5), NOT_JUDGED)


def nearest_anchor(rating: int, written: Mapping[int, str]) -> int:
    """Give the step with a written anchor that a rating is nearest to, the lower of two."""
    return min(written, key=lambda step: (abs(step - rating), step))


def anchor_text(rating: int, written: Mapping[int, str]) -> str:
    """Say a rating in the words of its anchor; one without lies between the next below and the next above."""
    if rating in written or not written:
        return written.get(rating, "")
    below = [step for step in written if step < rating]
    above = [step for step in written if step > rating]
    if not below or not above:
        return written[nearest_anchor(rating, written)]
    return f"Between: {written[max(below)]} And: {written[min(above)]}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw; `quote` is verbatim from the answer, or None where the flaw is an absence."""

    flaw: Flaw
    section: Section | None
    quote: str | None
    why: str
    fix: str

    @property
    def key(self) -> tuple[Flaw, Section | None]:
        """Give what makes two findings the same, of two answers too: their flaw and section."""
        return self.flaw, self.section

    @property
    def advice(self) -> str:
        """Give the one thing to do: the words it is about, if any, what is wrong with them, and what to do."""
        if not self.quote:
            return f"{self.why} {self.fix}"
        why = self.why[0].lower() + self.why[1:] if _COMMON.match(self.why) else self.why
        return f"“{' '.join(self.quote.split())}”: {why} {self.fix}"


@dataclass(frozen=True, slots=True)
class Praise:
    """One strength with the words that show it."""

    strength: Strength
    section: Section | None
    quote: str


@dataclass(frozen=True, slots=True)
class Rating:
    """How well one production signal shows: 1 to 5 against written anchors, or None where not judged."""

    signal: Signal
    rating: int | None
    quote: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Probe:
    """A follow-up question, what it digs for, and the words it takes up, if any.

    An `exact` one is asked in these very words, whoever asks.
    """

    topic: ProbeTopic
    question: str
    quote: str | None = None
    section: Section | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the answer and the section it belongs to."""

    text: str
    label: Section


@dataclass(frozen=True, slots=True)
class FigureQuote:
    """A number as it stands in the answer: the words, its unit and its section."""

    text: str
    unit: str
    section: Section | None


@dataclass(frozen=True, slots=True)
class Measures:
    """What was counted. None always means: not measured.

    `share_basis` says what the shares divide: "seconds" or "words". `wpm` is words per minute of speech.
    `pronouns` counts I, we and passive forms per section, in this order.
    """

    words: Mapping[Section, int]
    seconds: Mapping[Section, float] | None = None
    share: Shares | None = None
    share_basis: str = "words"
    wpm: float | None = None
    fillers_per_minute: float | None = None
    fillers: Mapping[str, int] = field(default_factory=dict)
    pronouns: Mapping[Section, tuple[int, int, int]] = field(default_factory=dict)
    figures: tuple[FigureQuote, ...] = ()

    @property
    def total_words(self) -> int:
        """Count the words of the whole answer."""
        return sum(self.words.values())


@dataclass(frozen=True, slots=True)
class Origin:
    """The model behind a critique, so that two of them are never taken for one series.

    `size` is the file's in bytes, `fingerprint` a hash of its size and its first and last MiB; `prompt_hash` is
    that of the prompts' texts, `sampling` says how words were drawn, `seed` with which seed.
    """

    model: str
    size: int
    fingerprint: str
    prompt: str
    prompt_hash: str
    sampling: str
    seed: int


@dataclass(frozen=True, slots=True)
class Critique:
    """Everything said of one answer. `overall` is 1 to 5, computed in code, or None where not judged.

    `origin` names the model that had a part in it; None for the rules alone. `rewrite` is a tighter Result in the
    user's own facts, if a model offered one.
    """

    answer_id: str
    engine: str
    overall: float | None
    ratings: tuple[Rating, ...]
    findings: tuple[Finding, ...]
    strengths: tuple[Praise, ...]
    probes: tuple[Probe, ...]
    next_fix: str
    segments: tuple[Segment, ...]
    measures: Measures
    dropped_quotes: int = 0
    origin: Origin | None = None
    rewrite: str = ""

    @property
    def flaws(self) -> frozenset[Flaw]:
        """Name the flaws that were found."""
        return frozenset(finding.flaw for finding in self.findings)

    @property
    def listened_for(self) -> tuple[tuple[str, str, bool], ...]:
        """Say of the three things a take is listened to for first: name, word, is it a fault (requirement 87)."""
        fine = NOT_JUDGED if self.overall is None else "fine"
        return tuple(
            (name, fine if self.flaws.isdisjoint(flaws) else fault, not self.flaws.isdisjoint(flaws))
            for name, flaws, fault in (
                ("jargon", (Flaw.JARGON_OVERLOAD,), "too much"),
                ("rambling", (Flaw.RAMBLING, Flaw.OVER_TIME), "heard"),
                ("result", (Flaw.MISSING_RESULT, Flaw.VAGUE_IMPACT), "missing or vague"),
            )
        )

    def rating(self, signal: Signal) -> Rating | None:
        """Give one signal's rating."""
        return next((rating for rating in self.ratings if rating.signal is signal), None)


def as_contract(critique: Critique) -> dict[str, Any]:
    """Turn a critique into the JSON object of the critique contract (docs/critique.md)."""
    probe = critique.probes[0] if critique.probes else None
    return {
        "id": critique.answer_id,
        "engine": critique.engine,
        "overall": critique.overall,
        "signals": {
            rating.signal.value: {"rating": rating.rating, "quote": rating.quote, "why": rating.why}
            for rating in critique.ratings
        },
        "flaws": [
            {
                "id": finding.flaw.value,
                "section": finding.section.value if finding.section else None,
                "quote": finding.quote,
                "why": finding.why,
                "fix": finding.fix,
            }
            for finding in critique.findings
        ],
        "strengths": [
            {
                "id": praise.strength.value,
                "section": praise.section.value if praise.section else None,
                "quote": praise.quote,
            }
            for praise in critique.strengths
        ],
        "probe": {"topic": probe.topic.value, "question": probe.question} if probe else None,
        "next_fix": critique.next_fix,
        "segments": [{"text": segment.text, "label": segment.label.letter} for segment in critique.segments],
        "measures": _measures(critique.measures),
        "dropped_quotes": critique.dropped_quotes,
    }


def _measures(measures: Measures) -> dict[str, Any]:
    share = measures.share
    return {
        "words": {section.value: measures.words.get(section, 0) for section in SECTIONS},
        "seconds": {section.value: seconds for section, seconds in (measures.seconds or {}).items()} or None,
        "share": {"setup": share.setup, "action": share.action, "close": share.close} if share else None,
        "share_basis": measures.share_basis if share else None,
        "wpm": measures.wpm,
        "fillers_per_minute": measures.fillers_per_minute,
        "fillers": dict(measures.fillers),
        "pronouns": {
            section.value: {"i": counts[0], "we": counts[1], "passive": counts[2]}
            for section, counts in measures.pronouns.items()
        },
        "figures": [
            {
                "text": figure.text,
                "unit": figure.unit,
                "section": figure.section.value if figure.section else None,
            }
            for figure in measures.figures
        ],
    }
