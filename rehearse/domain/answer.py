"""An answer as the critique reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rehearse.domain.budget import USUAL, Budget
from rehearse.domain.persona import Persona
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.text import count_words
from rehearse.domain.vocabulary import Competency, Experience, Mode

SHORT: Final = 25
"""Words below which a telling is too short to be measured or compared; 10 s aloud."""
_MOSTLY: Final = 85
"""Percent of the words in one field from which the answer counts as typed wholly into it."""


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
    def told_whole(self) -> bool:
        """Tell whether its parts have to be found: one text, or (nearly) everything in one section."""
        if self.sections is None:
            return True
        counts = [count_words(text) for text in self.sections.values() if text.strip()]
        longest = max(counts, default=0)
        return (
            longest >= SHORT
            and longest * 100 >= _MOSTLY * sum(counts)
            and sum(count >= 4 for count in counts) <= 2
        )

    @property
    def whole(self) -> str:
        """Give the answer as one text: sections in the order of telling, a blank line between them."""
        if self.text is not None:
            return self.text
        given = self.sections or {}
        return "\n\n".join(given[section] for section in SECTIONS if given.get(section, "").strip())
