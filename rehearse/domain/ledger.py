"""What lies behind a critique, to be opened one by one: boxes with quotes, sentence labels, claims, shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rehearse.domain.section import Section
from rehearse.domain.text import listed, percent

LECTURE_NOTED: Final = 0.25
"""Share of the Action's sentences that explain a method above which that is noted (requirement 69)."""
RESEARCH_TALK: Final = 0.40
"""The same share above which an answer is a research talk (requirement 95)."""


class Verdict(StrEnum):
    """What kind of story the Action tells (requirement 90)."""

    PROJECT_SUMMARY = "project summary"
    TIMELINE = "timeline"
    DECISION_STORY = "decision story"


@dataclass(frozen=True, slots=True)
class Box:
    """Something an answer should show; `quote` is the sentence that shows it, None leaves the box open."""

    name: str
    quote: str | None

    @property
    def filled(self) -> bool:
        """Tell whether the answer shows it."""
        return self.quote is not None


class Label(StrEnum):
    """What a sentence of the Action can be."""

    DECISION = "decision"
    REASON = "reason"
    OPTION = "option"
    TRADE_OFF = "trade-off"
    EVIDENCE = "evidence"
    STEP = "step"
    METHOD = "method"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence of the Action and what it is; it can be several things at once."""

    quote: str
    labels: frozenset[Label]

    @property
    def named(self) -> str:
        """Name what it is; nothing where it is none of these."""
        return ", ".join(sorted(self.labels))


@dataclass(frozen=True, slots=True)
class DecisionMeter:
    """How much of the Action decides; shares are of its sentences, 0 to 1, whatever their order."""

    verdict: Verdict
    sentences: tuple[LabelledSentence, ...]
    deciding: float
    stepping: float
    explaining: float

    @property
    def reads_as(self) -> str:
        """Say what kind of story the Action tells, or that there is none to judge."""
        if not self.sentences:
            return "The Action has no sentence; what kind of story it tells was not judged."
        return f"The Action reads as a {self.verdict}."


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim of the result with its slots; None is an open slot (requirement 51)."""

    quote: str
    kind: str
    before: str | None
    after: str | None
    unit: str | None
    where: str | None


@dataclass(frozen=True, slots=True)
class Depth:
    """How deep the answer goes, and whether it turns into a lecture (requirements 69 to 71 and 93 to 95).

    `told` is whether anything is written; `explained` are those of the Action's `sentences` that explain a method. No
    rating knows of it.
    """

    told: bool
    checklist: tuple[Box, ...]
    sentences: int
    explained: tuple[str, ...]
    longest_run_words: int
    over_cap: bool
    formula: str | None
    offer: str | None

    @property
    def deep_enough(self) -> bool:
        """Tell whether problem type, constraint, choice, validation and trade-off are all there."""
        return all(box.filled for box in self.checklist)

    @property
    def verdict(self) -> str:
        """Say whether it is deep enough, or what is absent."""
        if not self.told:
            return "Depth was not judged: nothing is written down."
        if self.deep_enough:
            return f"Deep enough: {listed([box.name for box in self.checklist])} are all there."
        return f"Not deep enough: {listed([f'no {box.name}' for box in self.checklist if not box.filled])} was found."

    @property
    def explaining(self) -> float | None:
        """Give the share of the Action's sentences that explain a method, 0 to 1; None where it has no sentence."""
        return len(self.explained) / self.sentences if self.sentences else None

    @property
    def research_talk(self) -> bool:
        """Tell whether the answer is a research talk."""
        return (self.explaining or 0.0) > RESEARCH_TALK

    @property
    def note(self) -> str | None:
        """Say that much of the Action explains, and how that was counted; None where little does."""
        share = self.explaining or 0.0
        if share <= LECTURE_NOTED:
            return None
        word, limit = (
            ("A research talk", RESEARCH_TALK) if self.research_talk else ("Near a lecture", LECTURE_NOTED)
        )
        return (
            f"{word}: {percent(share)} of the Action's sentences explain a method "
            f"({len(self.explained)} of {self.sentences}; the limit is {percent(limit)})."
        )


@dataclass(frozen=True, slots=True)
class Deduction:
    """What one thing takes off the half of the total that looks at what is left open, in points."""

    name: str
    points: float


def left_open(deductions: Sequence[Deduction]) -> float:
    """Give that half of the total: 5 less what is taken off, at least 1."""
    return max(1.0, 5.0 - sum(each.points for each in deductions))


@dataclass(frozen=True, slots=True)
class Opening:
    """The set-up: how many sentences and words, and its three boxes (requirements 14, 41, 42 and 85)."""

    sentences: int
    words: int
    boxes: tuple[Box, ...]

    @property
    def note(self) -> str | None:
        """Say what is off about the length of the opening, or nothing."""
        if self.sentences < 2:
            return "One sentence is too little to place the story; take two or three."
        return (
            f"{self.sentences} sentences of set-up; two or three are enough." if self.sentences > 3 else None
        )


@dataclass(frozen=True, slots=True)
class Ledgers:
    """Everything the critique rests on, each ledger for itself."""

    opening: Opening
    decisions: DecisionMeter
    evidence: tuple[ClaimLine, ...]
    acts: Mapping[Section, tuple[int, int, int]]
    four_boxes: tuple[Box, ...]
    action_boxes: tuple[Box, ...]
    candidate_questions: tuple[Box, ...]
    failure_boxes: tuple[Box, ...]
    pattern: tuple[Box, ...]
    final_check: tuple[Box, ...]
    coverage: tuple[Box, ...]
    constraints: tuple[Box, ...]
    chips: tuple[Box, ...]
    depth: Depth
    humility: Box
    link: Box
    credit: Box
    own_object: Box
    generic_lesson: str | None
    vague_verbs: tuple[str, ...]
    concrete_verbs: int
    flexible: bool
    deductions: tuple[Deduction, ...]
