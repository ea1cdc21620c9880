"""An attempt with everything said in it and of it, as an export holds it."""

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from rehearse.domain.exercise import Kind
from rehearse.domain.remarks import MOST_NOTE, MOST_TAGS, read_tags
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Angle, Coaching, Experience, Flaw, Mode, ProbeTopic, Signal, Strength
from rehearse.storage.exchange_format import (
    Count,
    Flag,
    Moment,
    Name,
    Number,
    PersonaId,
    QuestionRow,
    Row,
    Seconds,
    Seed,
    Stars,
    Target,
    Text,
)


def _tag(value: str) -> str:
    if read_tags(value) != (value,):
        raise ValueError("a tag is one word in lower case of at most 40 letters")
    return value


class SectionRow(Row):
    """A section of an answer."""

    section: Section
    text: Text
    seconds: Seconds | None


class FollowUpRow(Row):
    """A follow-up and its answer."""

    position: Count
    topic: ProbeTopic
    text: Text
    quote: Text | None
    section: Section | None
    answer: Text
    seconds: Seconds
    interviewer: Text
    waits: Flag


class SelfRatingRow(Row):
    """What users said of their own answer."""

    rated_at: Moment
    overall: Stars | None
    production: Flag | None
    imperfect_data: Flag | None
    constraints: Flag | None


class InterruptionRow(Row):
    """What broke into an answer."""

    question: Text
    at_seconds: Seconds
    action_before: Text
    answer: Text
    seconds: Seconds
    answered_at: Seconds | None
    resumed_at: Seconds | None
    result_at: Seconds | None


class OutcomeRow(Row):
    """What a special drill came to."""

    word: Text
    text: Text
    good: Flag | None


class MeasureRow(Row):
    """A number that a special drill measured."""

    name: Text
    value: Number


class NoteRow(Row):
    """What users noted down."""

    note: Annotated[Text, Field(min_length=1, max_length=MOST_NOTE)]


class TagRow(Row):
    """A tag."""

    order: ClassVar[str] = "tag"
    tag: Annotated[str, AfterValidator(_tag)]


class DisputeRow(Row):
    """A finding that users hold to be wrong; an empty section stands for the whole answer."""

    order: ClassVar[str] = "flaw, section"
    flaw: Flaw
    section: Section | Literal[""]
    disputed_at: Moment


class FindingRow(Row):
    """A flaw that a critique found."""

    position: Count
    flaw: Flaw
    section: Section | None
    quote: Text | None
    why: Text
    fix: Text


class StrengthRow(Row):
    """A strength that a critique found."""

    position: Count
    strength: Strength
    section: Section | None
    quote: Text


class RatingRow(Row):
    """A rating of one production signal."""

    signal: Signal
    rating: Stars | None
    quote: Text | None
    why: Text


class ProbeRow(Row):
    """A question that a critique would ask next."""

    position: Count
    topic: ProbeTopic
    question: Text
    quote: Text | None
    section: Section | None


class SectionMeasureRow(Row):
    """What was counted in a section."""

    section: Section
    words: Count
    i: Count
    we: Count
    passive: Count


class FillerRow(Row):
    """How often a filler was said."""

    filler: Text
    times: Count


class FigureRow(Row):
    """A number of the answer."""

    position: Count
    text: Text
    unit: Text
    section: Section | None


class CritiqueRow(Row):
    """A critique with what made it; `present` marks the one that counts."""

    present: bool
    created_at: Moment
    engine: Text
    engine_version: Text
    model: Text | None
    model_size: Seed | None
    model_hash: Text | None
    prompt_id: Text | None
    prompt_hash: Text | None
    sampling: Text | None
    seed: Seed | None
    rewrite: Text
    overall: Annotated[float, Field(ge=1, le=5)] | None
    next_fix: Text
    share_setup: Number | None
    share_action: Number | None
    share_close: Number | None
    share_basis: Text
    wpm: Seconds | None
    fillers_per_minute: Seconds | None
    dropped_quotes: Count
    findings: tuple[FindingRow, ...]
    strengths: tuple[StrengthRow, ...]
    ratings: tuple[RatingRow, ...]
    probes: tuple[ProbeRow, ...]
    section_measures: tuple[SectionMeasureRow, ...]
    fillers: tuple[FillerRow, ...]
    figures: tuple[FigureRow, ...]


class AttemptRow(Row):
    """A finished attempt with everything said in it; other attempts and its story are named by their uid."""

    uid: Name
    question: QuestionRow
    started_at: Moment
    finished_at: Moment
    mode: Mode
    coaching: Coaching
    persona: PersonaId
    experience: Experience
    target_seconds: Target
    follow_ups_planned: Count
    section: Section
    told: Annotated[str, Field(pattern=r"^S?T?A?R?L?$", min_length=1)]
    measured: Flag
    words: Count
    seconds: Seconds | None
    retry_of: Name | None
    kind: Kind
    seed: Seed
    prompts: Count
    round_of: Name | None
    angle: Angle | None
    story: Name | None
    story_version: Count | None
    attempt_sections: tuple[SectionRow, ...]
    follow_ups: tuple[FollowUpRow, ...]
    self_ratings: Annotated[tuple[SelfRatingRow, ...], Field(max_length=1)]
    interruptions: Annotated[tuple[InterruptionRow, ...], Field(max_length=1)]
    outcomes: Annotated[tuple[OutcomeRow, ...], Field(max_length=1)]
    outcome_measures: tuple[MeasureRow, ...]
    critiques: tuple[CritiqueRow, ...]
    begun: Text = ""
    attempt_notes: Annotated[tuple[NoteRow, ...], Field(max_length=1)] = ()
    attempt_tags: Annotated[tuple[TagRow, ...], Field(max_length=MOST_TAGS)] = ()
    disputes: tuple[DisputeRow, ...] = ()
