"""The wizard: five core stories, one small step at a time, asking only for what is missing (requirements 37 and 83)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from rehearse.domain.coverage import FEWEST
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.story import FIELDS, UNTITLED, Field, Story
from rehearse.domain.vocabulary import Competency

HELP: Final = {
    Field.GOAL: "What the company or the user wanted, not what the model did.",
    Field.PROBLEM: "The task behind it: ranking, classification, forecasting …",
    Field.ROLE: "Which part was yours.",
    Field.OBSTACLE: "What made it hard.",
    Field.DECISION: "What you chose, over what, and why.",
    Field.RESULT: "The effect: a figure before and after, or what somebody could see.",
    Field.LESSON: "What the bottleneck really was, or what you do differently since.",
    Field.DATA: "What was wrong with the data, and how you knew.",
    Field.EXPERIMENTS: "How you validated.",
    Field.PRODUCTION: "How it ran, and what you watched.",
}
"""What belongs into each field, in one line."""
SPINE_HELP: Final = {
    Section.SITUATION: "Product, problem, for whom. One bullet a line, never a sentence to learn.",
    Section.TASK: "What was yours, and under which limit.",
    Section.ACTION: "The decisions: what you found, what you ruled out, what you chose and why.",
    Section.RESULT: "Before, after, where it was measured; what it changed.",
    Section.REFLECTION: "One line: the real bottleneck.",
}


class Tags(StrEnum):
    """The step that asks which questions a story answers."""

    COMPETENCIES = "competencies"


class Name(StrEnum):
    """The step that asks what a story is called."""

    TITLE = "title"


Place = Name | Field | Section | Tags
PLACES: Final[tuple[Place, ...]] = (Name.TITLE, *FIELDS, Tags.COMPETENCIES, *SECTIONS)
"""Everything that is asked about one story, in order."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A story as it stands, a half-typed one too; `id` is None before its first word."""

    id: int | None
    story: Story


@dataclass(frozen=True, slots=True)
class Step:
    """What is asked next: which story, counted from 1, and which of its places."""

    begun: Begun
    number: int
    place: Place

    @property
    def position(self) -> int:
        """Give the step's place within its story, counted from 1."""
        return position(self.place)


def position(place: Place) -> int:
    """Give a place's position in the order of asking, counted from 1.

    Places are told apart by identity: the field and the section of the same name are equal as strings.
    """
    return next(number for number, each in enumerate(PLACES, start=1) if each is place)


def next_step(
    stories: Sequence[Begun], skipped: Collection[tuple[int | None, int]] = (), only: int | None = None
) -> Step | None:
    """Give what is asked next; None when five stories say everything that is asked.

    `skipped` are steps the user passed over, each a story's id and a place's position; `only` asks about one story.
    """
    chosen = [each for each in stories if only is None or each.id == only]
    return next(_steps(chosen if only is not None else chosen[:FEWEST], skipped, new=only is None), None)


def _steps(
    stories: Sequence[Begun], skipped: Collection[tuple[int | None, int]], *, new: bool
) -> Iterator[Step]:
    for number, begun in enumerate(stories, start=1):
        for place in missing(begun.story):
            if (begun.id, position(place)) not in skipped:
                yield Step(begun, number, place)
    if new and len(stories) < FEWEST:
        yield Step(Begun(None, Story("")), len(stories) + 1, Name.TITLE)


def missing(story: Story) -> tuple[Place, ...]:
    """List the places of a story that say nothing yet."""
    return tuple(place for place in PLACES if not _says(story, place))


def _says(story: Story, place: Place) -> bool:
    if isinstance(place, Name):
        return bool(story.title.strip()) and story.title != UNTITLED
    if isinstance(place, Field):
        return story.has(place)
    if isinstance(place, Section):
        return any(line.strip() for line in story.spine.get(place, ()))
    return bool(story.competencies)


def answered(story: Story, place: Place, text: str) -> Story:
    """Give the story with what was written at a place; a spine takes one bullet a line, tags their ids."""
    if isinstance(place, Name):
        return replace(story, title=text)
    if isinstance(place, Field):
        return replace(story, fields={**story.fields, place: text})
    lines = tuple(line.strip(" -•*\t") for line in text.splitlines())
    if isinstance(place, Section):
        return replace(story, spine={**story.spine, place: tuple(filter(None, lines))})
    chosen = tuple(each for each in Competency if each.value in lines)
    return replace(story, competencies=chosen)
