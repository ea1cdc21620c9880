"""A question as packs give it and as it was asked."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from rehearse.domain.persona import Persona
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.vocabulary import Angle, Competency, Difficulty, ProbeTopic, Signal


@dataclass(frozen=True, slots=True)
class Question:
    """One interview question with the probes that suit it; `sample` is shown only after an attempt exists.

    `briefing` is what whoever asks may know of the candidate (`domain/profile.py`).
    """

    id: str
    text: str
    competency: Competency
    angles: tuple[Angle, ...] = ()
    difficulty: Difficulty = Difficulty.CORE
    personas: tuple[str, ...] = (Persona.HIRING_MANAGER.id,)
    signals: tuple[Signal, ...] = ()
    probes: Mapping[ProbeTopic, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    sample: Mapping[Section, str] | None = None
    pack: str = ""
    briefing: str = ""

    @property
    def key(self) -> str:
        """Identify the question by what it asks, so that a reworded one is a new one: 16 hex digits."""
        asked = "\x1f".join((self.competency, " ".join(self.text.split())))
        return hashlib.sha256(asked.encode()).hexdigest()[:16]

    def sample_sections(self) -> tuple[tuple[Section, str], ...]:
        """List the sample's sections in the order of telling; empty without a sample."""
        sample = self.sample or {}
        return tuple((section, sample[section]) for section in SECTIONS if sample.get(section))
