"""The format of an export: one JSON object a line, each checked field by field (docs/data.md has it in words)."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from rehearse.domain.exercise import Kind
from rehearse.domain.section import Section
from rehearse.domain.story import Field as StoryField
from rehearse.domain.story import one_line
from rehearse.domain.text import clean
from rehearse.domain.vocabulary import (
    Angle,
    Coaching,
    Competency,
    Difficulty,
    Experience,
    Flaw,
    Mode,
    ProbeTopic,
    Signal,
    Strength,
)

FORMAT: Final = 1
"""The version of the format."""


def _cleaned(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def _moment(value: str) -> str:
    if datetime.fromisoformat(value).tzinfo is None:
        raise ValueError("a time needs its zone, such as 2026-11-02T18:30:00.000+00:00")
    return value


Text = Annotated[str, BeforeValidator(_cleaned), Field(max_length=1_000_000)]
Moment = Annotated[str, AfterValidator(_moment), Field(max_length=40)]
Name = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Seconds = Annotated[float, Field(ge=0, le=1e7, allow_inf_nan=False)]
Number = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=2**31)]
Seed = Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]
Flag = Annotated[int, Field(ge=0, le=1)]
Stars = Annotated[int, Field(ge=1, le=5)]


class Row(BaseModel):
    """What the rows of one table are in a file; a field is a column, a tuple the rows of another table."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)


class QuestionRow(Row):
    """A question as it was asked."""

    id: Text
    pack: Text
    text: Annotated[Text, Field(min_length=1)]
    competency: Competency
    difficulty: Difficulty


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
    persona: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=80)]
    experience: Experience
    target_seconds: Annotated[float, Field(gt=0, le=36_000)]
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


class StoryFieldRow(Row):
    """A field of a story."""

    field: StoryField
    text: Text


class StoryLineRow(Row):
    """A bullet of a story."""

    section: Section
    position: Count
    text: Text


class StoryTagRow(Row):
    """A tag of a story."""

    kind: Literal["competency", "angle"]
    tag: Competency | Angle


class StoryMetricRow(Row):
    """A figure of a story."""

    position: Count
    what: Text
    value_before: Text
    value_after: Text
    unit: Text
    measured: Text


class VersionRow(Row):
    """A version of a story."""

    version: Annotated[int, Field(ge=1, le=1_000_000)]
    saved_at: Moment
    title: Text
    experience: Experience
    story_fields: tuple[StoryFieldRow, ...]
    story_lines: tuple[StoryLineRow, ...]
    story_tags: tuple[StoryTagRow, ...]
    story_metrics: tuple[StoryMetricRow, ...]


class StoryRow(Row):
    """A story with all its versions, oldest first."""

    uid: Name
    key: Annotated[Text, Field(min_length=1, max_length=80)]
    created_at: Moment
    archived_at: Moment | None
    versions: Annotated[tuple[VersionRow, ...], Field(min_length=1)]


def columns(model: type[Row]) -> list[str]:
    """Name the fields of a row that are columns of its table."""
    return [name for name, field in model.model_fields.items() if "tuple" not in str(field.annotation)]


def meaning(error: ValidationError) -> str:
    """Say which field of a record is wrong and how, as half a sentence."""
    first = error.errors()[0]
    field = ".".join(one_line(str(part))[:40] for part in first["loc"]) or "record"
    said = {"missing": "it is missing; add it", "extra_forbidden": "there is no such field; take it out"}
    message = one_line(first["msg"].removeprefix("Value error, "))[:200]
    return f"field {field}: {said.get(first['type']) or message[:1].lower() + message[1:]}"
