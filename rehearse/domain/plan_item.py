"""What is rehearsed: a unit is one section of a subject, and units that are due together make one item.

A subject is a story told from an angle, or a question where no story is told; an item is an opening, an Action, one
section again, or the whole answer.
"""

from dataclasses import dataclass
from typing import Final

from rehearse.domain.exercise import Kind
from rehearse.domain.section import Part, Section
from rehearse.domain.vocabulary import Angle

MINUTES_OF: Final = {Kind.SETUP: 2, Kind.ACTION: 3, Kind.SECTION: 2}
"""Minutes an item takes; a whole answer with its follow-ups takes five."""
WHOLE_MINUTES: Final = 5


@dataclass(frozen=True, slots=True)
class Subject:
    """What is told: `story` is a story's key, `question` a question's key where no story is told."""

    story: str = ""
    angle: Angle | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is spaced: one section of a subject."""

    subject: Subject
    section: Section


def units_of(subject: Subject, section: Section) -> tuple[Unit, ...]:
    """Give what a section told for a subject rehearses: a story's set-up is its opening from every angle."""
    units = (Unit(subject, section),)
    opens = subject.angle is not None and section.part is Part.SETUP
    return (*units, Unit(Subject(subject.story), section)) if opens else units


def minutes_of(kind: Kind) -> int:
    """Give about how many minutes a drill of a kind takes."""
    return MINUTES_OF.get(kind, WHOLE_MINUTES)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to rehearse and why now. `name` is the story's or the question's.

    `attempt` is the id of the newest answer to the same, if there is one: the one whose section is told again, where
    `kind` is one section.
    """

    subject: Subject
    kind: Kind
    sections: tuple[Section, ...]
    name: str
    why: str
    attempt: int | None = None

    @property
    def minutes(self) -> int:
        """Give about how many minutes it takes."""
        return minutes_of(self.kind)

    @property
    def text(self) -> str:
        """Name it in a line."""
        parts = {Kind.SETUP: "the set-up of ", Kind.ACTION: "the Action of "}
        part = f"the {self.sections[0].label} of " if self.kind is Kind.SECTION else parts.get(self.kind, "")
        angle = f", {self.subject.angle.label}" if self.subject.angle else ""
        return f"{part}{self.name}{angle}"

    @property
    def units(self) -> tuple[Unit, ...]:
        """Give the units it rehearses."""
        return tuple(unit for section in self.sections for unit in units_of(self.subject, section))
