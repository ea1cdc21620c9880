"""What lies behind a critique, to be opened one by one: boxes with quotes, sentence labels, claims, shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rehearse.domain.section import Section


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


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence of the Action and what it is: decision, reason, option, trade-off, evidence, step, method, people."""

    quote: str
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class DecisionMeter:
    """How much of the Action decides; shares are of its sentences, 0 to 1, whatever their order."""

    verdict: Verdict
    sentences: tuple[LabelledSentence, ...]
    deciding: float
    stepping: float
    explaining: float


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
    """How deep the answer goes, and whether it turns into a lecture (requirements 69 to 71 and 93 to 95)."""

    checklist: tuple[Box, ...]
    explaining: float
    longest_run_words: int
    over_cap: bool
    research_talk: bool
    formula: str | None
    offer: str | None

    @property
    def deep_enough(self) -> bool:
        """Tell whether problem type, constraint, choice, validation and trade-off are all there."""
        return all(box.filled for box in self.checklist)


@dataclass(frozen=True, slots=True)
class Deduction:
    """What one thing takes off the half of the total that looks at what is left open, in points."""

    name: str
    points: float


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
