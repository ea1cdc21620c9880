"""Reading one question pack: TOML to questions, with file, line and field where something is wrong."""

from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from rehearse.bank.toml_entries import Id, Line, Passage, read_toml
from rehearse.domain.persona import SHIPPED, Cast, Persona
from rehearse.domain.question import Question
from rehearse.domain.section import Section
from rehearse.domain.text import in_short
from rehearse.domain.vocabulary import Angle, Competency, Difficulty, ProbeTopic, Signal
from rehearse.errors import PackError

FORMAT: Final = 1
"""The version of the pack format (questions/README.md)."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id
    text: Line
    competency: Competency
    angles: tuple[Angle, ...] = ()
    difficulty: Difficulty = Difficulty.CORE
    personas: Annotated[tuple[Id, ...], Field(min_length=1)] = (Persona.HIRING_MANAGER.id,)
    signals: tuple[Signal, ...] = ()
    tags: tuple[Id, ...] = ()
    probes: Annotated[dict[ProbeTopic, Line], Field(min_length=3, max_length=6)]
    sample: dict[Section, Passage] | None = None

    def question(self, pack: str) -> Question:
        return Question(**{name: getattr(self, name) for name in type(self).model_fields}, pack=pack)


class _Pack(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    title: Line
    author: Line | None = None
    license: Line | None = None
    question: Annotated[list[dict[str, Any]], Field(min_length=1)]


def read_pack(file: Path, cast: Cast = SHIPPED) -> tuple[Question, ...]:
    """Read a pack; `PackError` names the file, the line, the field and what would be right there."""
    read = read_toml(file, "question pack", _Pack)
    if read.head.format != FORMAT:
        raise PackError(
            f"{file}: format {read.head.format} is not known here; this version reads format {FORMAT}."
        )
    questions: list[Question] = []
    for number, entry in read.entries("question", read.head.question, _Entry):
        if stranger := next((each for each in entry.personas if each not in cast.ids), None):
            problem = f"{in_short(stranger)} is not one of {', '.join(cast.ids)}"
            raise PackError(read.at("question", number, "personas", problem))
        questions.append(entry.question(read.head.title))
    return tuple(questions)
