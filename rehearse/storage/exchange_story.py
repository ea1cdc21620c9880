"""A story with all its versions, as an export holds it."""

from typing import Annotated, Literal

from pydantic import Field

from rehearse.domain.section import Section
from rehearse.domain.story import Field as StoryField
from rehearse.domain.vocabulary import Angle, Competency, Experience
from rehearse.storage.exchange_format import Count, Moment, Name, Row, Text


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
