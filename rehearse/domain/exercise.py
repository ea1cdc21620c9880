"""What a drill practises: a whole answer, or one of the special drills."""

from dataclasses import dataclass
from enum import StrEnum

from rehearse.domain.section import SECTIONS, Part, Section, sections_of
from rehearse.domain.vocabulary import Angle


class Kind(StrEnum):
    """The kinds of drills; `section` is one section said again while the rest stands."""

    WHOLE = "whole"
    SETUP = "setup"
    ACTION = "action"
    SECTION = "section"
    ANGLES = "angles"
    INTERRUPTION = "interruption"

    @property
    def label(self) -> str:
        """Name the drill as a person reads it."""
        return _LABELS[self]

    @property
    def partial(self) -> bool:
        """Tell whether only a part is told and nothing stands beside it: such a take gets no critique."""
        return self in (Kind.SETUP, Kind.ACTION)

    @property
    def sections(self) -> tuple[Section, ...]:
        """List the sections that are told; one section again is decided by its attempt."""
        return {Kind.SETUP: sections_of(Part.SETUP), Kind.ACTION: (Section.ACTION,)}.get(self, SECTIONS)


_LABELS = {
    Kind.WHOLE: "Whole answer",
    Kind.SETUP: "Set-up drill",
    Kind.ACTION: "Action drill",
    Kind.SECTION: "One section again",
    Kind.ANGLES: "Angle drill",
    Kind.INTERRUPTION: "Interruption drill",
}
SPECIAL = (Kind.SETUP, Kind.ACTION, Kind.ANGLES, Kind.INTERRUPTION)
"""The special drills that are chosen on their own; one section again starts from a critique."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """A kind of drill and what makes it repeatable.

    `seed` decides the order of the angles and the moment of the interruption. `prompts` is how many prompts a round
    has, `angle` the present one's, and `round_of` the id of the round's first attempt, None for that one itself and for
    everything without rounds.
    """

    kind: Kind = Kind.WHOLE
    seed: int = 0
    prompts: int = 0
    round_of: int | None = None
    angle: Angle | None = None
