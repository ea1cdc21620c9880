"""Reading the user's own personas: personas.toml in the data folder, beside the five that come with the app."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from rehearse.bank.toml_entries import Id, Line, read_toml
from rehearse.domain.persona import LECTURE, PATIENCE, SHIPPED, Cast, Knowledge, Persona, persona_from
from rehearse.domain.vocabulary import ProbeTopic
from rehearse.errors import PackError


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id
    name: Line
    voice: Line
    openings: Annotated[tuple[Line, ...], Field(min_length=1, max_length=20)]
    knows: tuple[Knowledge, ...] = ()
    terms: Annotated[tuple[Line, ...], Field(max_length=500)] = ()
    patience: Annotated[int, Field(ge=25, le=2_000)] = PATIENCE
    lecture: Annotated[float, Field(ge=0.05, le=1)] = LECTURE
    probes: tuple[ProbeTopic, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    persona: Annotated[list[dict[str, Any]], Field(min_length=1)]


def read_personas(file: Path) -> tuple[Persona, ...]:
    """Read personas; `PackError` names the file, the line, the field and what would be right there."""
    read = read_toml(file, "file of personas", _File)
    entries = read.entries("persona", read.head.persona, _Entry)
    return tuple(persona_from(entry.model_dump()) for _, entry in entries)


def open_cast(file: Path) -> Cast:
    """Give the shipped personas with the user's own; when these cannot be read, it is reported."""
    if not file.exists():
        return SHIPPED
    try:
        return SHIPPED.with_own(read_personas(file))
    except PackError as error:
        return SHIPPED.with_own((), [str(error)])
