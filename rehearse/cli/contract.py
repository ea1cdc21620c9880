"""The input of `rehearse critique`: checked field by field, errors as one line each."""

import json
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from rehearse.domain.answer import Answer
from rehearse.domain.persona import SHIPPED, Cast, Persona
from rehearse.domain.section import Section
from rehearse.domain.text import in_short
from rehearse.domain.vocabulary import Competency, Experience, Mode
from rehearse.errors import RehearseError

Seconds = Annotated[float, Field(ge=0, le=86_400)]


class InputError(RehearseError):
    """An input line that cannot be read as an answer; the message names the field."""


def _text(value: Any) -> Any:
    """Replace lone surrogates, which JSON can spell and no file can hold, so that quotes stay verbatim."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


_Text = Annotated[str, BeforeValidator(_text)]


class AnswerInput(BaseModel):
    """One answer as JSON; `id` and one of `sections` and `text` are required."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: _Text
    question: _Text = ""
    competency: Annotated[Competency | None, Field(strict=False)] = None
    persona: _Text = Persona.HIRING_MANAGER.id
    experience: Annotated[Experience, Field(strict=False)] = Experience.PRODUCTION
    sections: dict[Annotated[Section, Field(strict=False)], _Text] | None = None
    text: _Text | None = None
    seconds: dict[Annotated[Section, Field(strict=False)], Seconds] | None = None
    previous: list[_Text] = []

    @model_validator(mode="after")
    def _one_answer(self) -> "AnswerInput":
        if (self.sections is None) == (self.text is None):
            raise ValueError("give either sections or text")
        words = self.text if self.text is not None else "".join((self.sections or {}).values())
        if not words.strip():
            raise ValueError("the answer is empty")
        return self

    def answer(self, cast: Cast) -> Answer:
        """Give the answer as the engine reads it."""
        return Answer(
            id=self.id,
            sections=self.sections,
            text=self.text,
            seconds=self.seconds,
            question=self.question,
            competency=self.competency,
            persona=cast.get(self.persona),
            experience=self.experience,
            previous=tuple(self.previous),
            mode=Mode.SPOKEN if self.seconds else Mode.TYPED,
        )


def read_answer(line: str, cast: Cast = SHIPPED) -> Answer:
    """Read one JSON object; `InputError` names the field that is wrong and what would be right."""
    try:
        value = json.loads(line.strip())
    except (ValueError, RecursionError) as error:
        where = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(f"not valid JSON{where}") from error
    if not isinstance(value, dict):
        raise InputError("not a JSON object")
    try:
        given = AnswerInput.model_validate(value)
    except ValidationError as error:
        raise InputError(_sentence(error)) from error
    if given.persona not in cast.ids:
        raise InputError(f"field persona: {in_short(given.persona)} is not one of {', '.join(cast.ids)}")
    return given.answer(cast)


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"] if part != "[key]")
    if first["type"] == "extra_forbidden":
        return f"field {field}: no such field; known are {', '.join(AnswerInput.model_fields)}"
    if first["type"] == "missing":
        return f"field {field}: it is missing"
    message = first["msg"].removeprefix("Value error, ")
    if not field:
        return f"field sections or text: {message}"
    return f"field {field}: {message[:1].lower()}{message[1:]}"
