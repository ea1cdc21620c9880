"""Who listens: what they know, how long an explanation may last, what they ask about first, and how they speak."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from rehearse.domain.vocabulary import ProbeTopic

PATIENCE = 225
"""Words that an explanation may last; 90 s aloud (requirement 70)."""
LECTURE = 0.3
"""Share of the Action from which explaining is a lecture."""


class Knowledge(StrEnum):
    """A field whose terms a listener may know; everyday terms are known to everybody."""

    ML = "ml"
    SERVICES = "services"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Persona:
    """One listener (requirement 68).

    `voice` tells a model who it is. `knows` holds fields, `terms` single terms beside them. `patience` is how many
    words an explanation may last, `lecture` the share of the Action from which explaining is a lecture. `probes` are
    the topics they would rather ask about once the weakest part was asked about.
    """

    id: str
    name: str
    voice: str
    openings: tuple[str, ...]
    knows: frozenset[Knowledge] = frozenset()
    terms: frozenset[str] = frozenset()
    patience: int = PATIENCE
    lecture: float = LECTURE
    probes: tuple[ProbeTopic, ...] = ()

    HIRING_MANAGER: ClassVar["Persona"]
    DATA_SCIENTIST: ClassVar["Persona"]
    BACKEND_ENGINEER: ClassVar["Persona"]
    RECRUITER: ClassVar["Persona"]
    PRODUCT_MANAGER: ClassVar["Persona"]


@dataclass(frozen=True, slots=True)
class Cast:
    """The listeners there are, in the order in which a key goes through them, and what was wrong with some."""

    personas: tuple[Persona, ...]
    problems: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """List their ids."""
        return tuple(persona.id for persona in self.personas)

    def find(self, persona_id: str) -> Persona | None:
        """Give the persona with this id."""
        return next((persona for persona in self.personas if persona.id == persona_id), None)

    def get(self, persona_id: str) -> Persona:
        """Give the persona with this id; one whose entry is gone listens as the hiring manager does."""
        gone = replace(Persona.HIRING_MANAGER, id=persona_id, name=persona_id.replace("_", " "))
        return self.find(persona_id) or gone

    def after(self, persona: Persona) -> Persona:
        """Give the next one; after the last comes the first."""
        ids = self.ids
        place = ids.index(persona.id) + 1 if persona.id in ids else 0
        return self.personas[place % len(ids)]

    def with_own(self, own: Iterable[Persona], problems: Iterable[str] = ()) -> "Cast":
        """Add personas; one with a known id takes the place of that one."""
        known = {persona.id: persona for persona in (*self.personas, *own)}
        return Cast(tuple(known.values()), (*self.problems, *problems))


def persona_from(fields: dict[str, Any]) -> Persona:
    """Make a persona of the fields of a file; they have been checked before."""
    shaped = {
        "openings": tuple(fields["openings"]),
        "knows": frozenset(map(Knowledge, fields.get("knows", ()))),
        "terms": frozenset(fields.get("terms", ())),
        "probes": tuple(map(ProbeTopic, fields.get("probes", ()))),
    }
    return Persona(**(fields | shaped))


def _shipped() -> Cast:
    # not through importlib.resources: loading that takes longer than all of this module
    text = Path(__file__).with_name("personas.toml").read_text(encoding="utf-8")
    return Cast(tuple(map(persona_from, tomllib.loads(text)["persona"])))


SHIPPED = _shipped()
"""The five that come with the app."""
(
    Persona.HIRING_MANAGER,
    Persona.DATA_SCIENTIST,
    Persona.BACKEND_ENGINEER,
    Persona.RECRUITER,
    Persona.PRODUCT_MANAGER,
) = SHIPPED.personas
