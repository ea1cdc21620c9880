"""An answer as the critique reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rehearse.domain.budget import USUAL, Budget
from rehearse.domain.persona import Persona
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Competency, Experience, Mode

SHORT: Final = 25
"""Words below which a telling is too short to be measured or compared; 10 s aloud."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to which question; either `sections` or `text` holds the words.

    `seconds` holds only sections whose clock ran: a section that is missing there was not measured.
    `mode` tells whether pace counts: a typed answer's seconds say nothing of speech, its words do. `notes_only` says
    that the words are notes of what was said aloud: they tell neither its pace nor its fillers. `briefing` is what
    whoever asks knows of the candidate; the rules never read it.
    """

    id: str
    sections: Mapping[Section, str] | None = None
    text: str | None = None
    seconds: Mapping[Section, float] | None = None
    question: str = ""
    competency: Competency | None = None
    persona: Persona = Persona.HIRING_MANAGER
    experience: Experience = Experience.PRODUCTION
    previous: tuple[str, ...] = ()
    budget: Budget = USUAL
    mode: Mode = Mode.SPOKEN
    notes_only: bool = False
    briefing: str = ""

    @property
    def whole(self) -> str:
        """Give the answer as one text: sections in the order of telling, a blank line between them."""
        if self.text is not None:
            return self.text
        given = self.sections or {}
        return "\n\n".join(given[section] for section in SECTIONS if given.get(section, "").strip())
