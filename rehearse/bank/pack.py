"""Reading one question pack: TOML to questions, with file, line and field where something is wrong."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from rehearse.domain.question import Question
from rehearse.domain.section import Section
from rehearse.domain.text import clean
from rehearse.domain.vocabulary import Angle, Competency, Difficulty, Persona, ProbeTopic, Signal
from rehearse.errors import PackError

FORMAT: Final = 1
"""The version of the pack format (questions/README.md)."""
MAX_BYTES: Final = 4 * 1024 * 1024
"""A larger file is no question pack."""

_HEADER = re.compile(r"^\s*\[\[\s*question\s*\]\]")


def _cleaned(value: Any) -> Any:
    return clean(value).strip() if isinstance(value, str) else value


_Line = Annotated[str, BeforeValidator(_cleaned), StringConstraints(min_length=1, max_length=2_000)]
_Passage = Annotated[str, BeforeValidator(_cleaned), StringConstraints(max_length=20_000)]
_Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=80)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: _Id
    text: _Line
    competency: Competency
    angles: tuple[Angle, ...] = ()
    difficulty: Difficulty = Difficulty.CORE
    personas: Annotated[tuple[Persona, ...], Field(min_length=1)] = (Persona.HIRING_MANAGER,)
    signals: tuple[Signal, ...] = ()
    tags: tuple[_Id, ...] = ()
    probes: Annotated[dict[ProbeTopic, _Line], Field(min_length=3, max_length=6)]
    sample: dict[Section, _Passage] | None = None

    def question(self, pack: str) -> Question:
        return Question(**{name: getattr(self, name) for name in type(self).model_fields}, pack=pack)


class _Pack(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    title: _Line
    author: _Line | None = None
    license: _Line | None = None
    question: Annotated[list[dict[str, Any]], Field(min_length=1)]


def read_pack(file: Path) -> tuple[Question, ...]:
    """Read a pack; `PackError` names the file, the line, the field and what would be right there."""
    text = _text_of(file)
    try:
        pack = _Pack.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{file}: {_lower(str(error))}. Mend that line; the rest was not read.") from error
    except RecursionError as error:
        raise PackError(f"{file}: values are nested too deeply to be a question pack.") from error
    except ValidationError as error:
        lines = _lines_of_fields(text, None)
        raise PackError(f"{file}, {_describe(error, lines, _Pack)}") from error
    if pack.format != FORMAT:
        raise PackError(
            f"{file}: format {pack.format} is not known here; this version reads format {FORMAT}."
        )
    questions: list[Question] = []
    seen: dict[str, int] = {}
    for number, raw in enumerate(pack.question):
        try:
            question = _Entry.model_validate(raw).question(pack.title)
        except ValidationError as error:
            name = f", question {raw['id']!r}" if isinstance(raw.get("id"), str) else ""
            raise PackError(f"{file}, {_describe(error, _lines_of_fields(text, number))}{name}") from error
        if question.id in seen:
            here, there = (_lines_of_fields(text, one).get("id", 1) for one in (number, seen[question.id]))
            raise PackError(
                f"{file}, line {here}, field id: {question.id!r} is already used in line {there}; "
                "give each question an id of its own."
            )
        seen[question.id] = number
        questions.append(question)
    return tuple(questions)


def _text_of(file: Path) -> str:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise PackError(
                f"{file} is larger than {MAX_BYTES // 1024 // 1024} MB; that is no question pack."
            )
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise PackError(f"{file}, line {line}: not UTF-8 text; save the file as UTF-8.") from error
    except OSError as error:
        raise PackError(f"{file} cannot be read: {error.strerror}.") from error


def _describe(error: ValidationError, lines: dict[str, int], table: type[BaseModel] = _Entry) -> str:
    first = error.errors()[0]
    places = [part for part in first["loc"] if isinstance(part, str) and part != "[key]"]
    field = ".".join(places) or "question"
    line = next((lines[name] for name in (field, *reversed(places), "") if name in lines), lines.get("", 1))
    return f"line {line}, field {field}: {_meaning(first, table)}"


def _meaning(error: Any, table: type[BaseModel]) -> str:
    kind, value = error["type"], error.get("input")
    if kind == "missing":
        return "it is missing; add it"
    if kind == "extra_forbidden":
        return f"no such field; known are {', '.join(table.model_fields)}"
    if kind == "enum":
        return f"{value!r} is not one of {error['ctx']['expected']}"
    if kind == "too_short":
        return f"too few entries; give at least {error['ctx']['min_length']}"
    if kind == "too_long":
        return f"too many entries; give at most {error['ctx']['max_length']}"
    return f"{_lower(error['msg'])}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _lines_of_fields(text: str, number: int | None) -> dict[str, int]:
    """Give the line of each field of the question with this number, or of the pack's own fields.

    The key "" holds the line of the question's header. TOML readers give no positions, so the text is looked
    through line by line, skipping strings of several lines.
    """
    found: dict[str, int] = {}
    current, table, quote = -1, "", ""
    wanted = -1 if number is None else number
    for position, line in enumerate(text.splitlines(), start=1):
        if quote:
            quote = "" if line.count(quote) % 2 else quote
            continue
        if _HEADER.match(line):
            current, table = current + 1, ""
            if current == wanted:
                found[""] = position
        elif match := re.match(r"\s*\[\s*question\.(\w+)\s*\]", line):
            table = match[1]
            if current == wanted:
                found.setdefault(table, position)
        elif (match := re.match(r"\s*([\w.-]+|\"[^\"]*\")\s*=", line)) and current == wanted:
            name = match[1].strip('"')
            found.setdefault(f"{table}.{name}" if table else name, position)
        quote = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")
    return found
