"""The five sections of an answer and the three parts their budget is set for."""

from enum import StrEnum


class Part(StrEnum):
    """A stretch of the answer with one budget: set-up (S+T), action (A), close (R+L)."""

    SETUP = "setup"
    ACTION = "action"
    CLOSE = "close"

    @property
    def label(self) -> str:
        """Name the part as a person reads it."""
        return "set-up" if self is Part.SETUP else self.value


class Section(StrEnum):
    """One section of a STAR answer; L stands for reflection, the lesson."""

    SITUATION = "situation"
    TASK = "task"
    ACTION = "action"
    RESULT = "result"
    REFLECTION = "reflection"

    @property
    def letter(self) -> str:
        """Give the section's letter in the critique contract: S, T, A, R or L."""
        return "L" if self is Section.REFLECTION else self.value[0].upper()

    @property
    def label(self) -> str:
        """Name the section as a heading."""
        return self.value.capitalize()

    @property
    def part(self) -> Part:
        """Give the part whose budget this section shares."""
        if self in (Section.SITUATION, Section.TASK):
            return Part.SETUP
        return Part.ACTION if self is Section.ACTION else Part.CLOSE

    @property
    def position(self) -> int:
        """Give the place in the order of telling, from 0."""
        return SECTIONS.index(self)


SECTIONS = tuple(Section)
PARTS = tuple(Part)


def sections_of(part: Part) -> tuple[Section, ...]:
    """List the sections that share the part's budget."""
    return tuple(section for section in SECTIONS if section.part is part)
