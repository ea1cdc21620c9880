"""What the bank holds: stories as they are kept, and the attempts that told them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from rehearse.domain.exercise import Kind
from rehearse.domain.story import Story
from rehearse.domain.vocabulary import Angle


@dataclass(frozen=True, slots=True)
class KeptStory:
    """One version of a story as it is kept; `key` stays the same from version to version."""

    id: int
    key: str
    version: int
    saved_at: datetime
    story: Story
    archived: bool = False
    drafted: bool = False


def begun(story_id: int, story: Story) -> KeptStory:
    """Give a story of which only a draft is there; its version is 0."""
    return KeptStory(story_id, "", 0, datetime.min.replace(tzinfo=UTC), story, drafted=True)


@dataclass(frozen=True, slots=True)
class Use:
    """A finished attempt that told a story: which version, for which question, from which angle if any was set."""

    attempt_id: int
    story_id: int
    version: int
    question_key: str
    angle: Angle | None
    started_at: datetime
    kind: Kind = Kind.WHOLE


def times_told(uses: Iterable[Use]) -> Counter[int]:
    """Count how often each story was told as a whole, by its id (requirement 28)."""
    return Counter(use.story_id for use in uses if not use.kind.partial and use.kind is not Kind.SECTION)
