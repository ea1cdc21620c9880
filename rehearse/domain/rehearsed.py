"""What a plan is made of: what there is to tell, and what was rehearsed of it when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rehearse.domain.cadence import USUAL, Cadence
from rehearse.domain.due import Review
from rehearse.domain.exercise import Kind
from rehearse.domain.plan_item import Subject, Unit
from rehearse.domain.section import Part
from rehearse.domain.story_bank import KeptStory

PAUSE: Final = 14
"""Days without a rehearsal after which a new preparation begins."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a plan is made of: the bank, the names of questions, and what was rehearsed when, oldest first.

    `latest` is the id of the newest answer to a subject, whole or mended in one section; `done` has what was rehearsed
    on a day, planned or not; `cadence` is the user's.
    """

    stories: tuple[KeptStory, ...] = ()
    questions: Mapping[str, str] = field(default_factory=dict)
    reviews: Mapping[Unit, tuple[Review, ...]] = field(default_factory=dict)
    latest: Mapping[Subject, int] = field(default_factory=dict)
    done: Mapping[date, tuple[Kind, ...]] = field(default_factory=dict)
    cadence: Cadence = USUAL

    @property
    def ready(self) -> list[KeptStory]:
        """List the stories that are told from."""
        return [kept for kept in self.stories if kept.story.ready and not kept.archived]

    @property
    def names(self) -> dict[str, str]:
        """Give what stories and questions are called, by their keys."""
        live = {kept.key: kept.story.title for kept in self.stories if not kept.archived}
        return {**self.questions, **live}

    @property
    def told(self) -> dict[str, dict[Subject, list[Review]]]:
        """Give what was told: by story, or question without one, the last reviews of each way it was told."""
        names = self.names
        found: dict[str, dict[Subject, list[Review]]] = {}
        for unit, reviews in self.reviews.items():
            owner = unit.subject.story or unit.subject.question
            # an opening is rehearsed alone; whatever else was told, the story was told
            if owner in names and reviews and unit.section.part is not Part.SETUP:
                found.setdefault(owner, {}).setdefault(unit.subject, []).append(reviews[-1])
        return found

    @property
    def to_tell(self) -> int:
        """Count what there is to tell: stories that are ready, and questions told without one."""
        return len({*self.told, *(kept.key for kept in self.ready)})

    def begun(self, day: date) -> date:
        """Give the first day of the preparation a day belongs to; before a long pause was another one."""
        first = day
        for each in sorted(
            {review.day for reviews in self.reviews.values() for review in reviews}, reverse=True
        ):
            if each <= day and (first - each).days > PAUSE:
                break
            first = min(first, each)
        return first
