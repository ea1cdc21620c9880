"""The format of an export: one JSON object a line, each checked field by field (docs/data.md has it in words)."""

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Final, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from rehearse.domain.text import clean, one_line
from rehearse.domain.vocabulary import Competency, Difficulty
from rehearse.storage.rows import time_text

FORMAT: Final = 2
"""The version of the format; 1 had neither remarks nor mocks, interviews and the profile."""


def _cleaned(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def _moment(value: str) -> str:
    """Spell a moment as the database does, so that moments sort by their text."""
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a time needs its zone, such as 2026-11-02T18:30:00.000+00:00")
    try:
        return time_text(moment.astimezone(UTC))
    except OverflowError as error:
        raise ValueError("that time lies beyond the calendar") from error


Text = Annotated[str, BeforeValidator(_cleaned), Field(max_length=1_000_000)]
Moment = Annotated[str, AfterValidator(_moment), Field(max_length=40)]
Name = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
PersonaId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=80)]
Seconds = Annotated[float, Field(ge=0, le=1e7, allow_inf_nan=False)]
Target = Annotated[float, Field(gt=0, le=36_000)]
Number = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=2**31)]
Seed = Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]
Flag = Annotated[int, Field(ge=0, le=1)]
Stars = Annotated[int, Field(ge=1, le=5)]


class Row(BaseModel):
    """What the rows of one table are in a file; a field is a column, a tuple the rows of another table.

    `order` is what its rows are sorted by in a file.
    """

    model_config = ConfigDict(extra="forbid", use_enum_values=True)
    order: ClassVar[str] = "rowid"


class QuestionRow(Row):
    """A question as it was asked."""

    id: Text
    pack: Text
    text: Annotated[Text, Field(min_length=1)]
    competency: Competency
    difficulty: Difficulty


def columns(model: type[Row]) -> list[str]:
    """Name the fields of a row that are columns of its table."""
    return [name for name in model.model_fields if name not in _tables(model)]


def parts(model: type[Row]) -> dict[str, type[Row]]:
    """Give the tables whose rows belong to a row and have none of their own."""
    return {name: row for name, row in _tables(model).items() if not _tables(row)}


def _tables(model: type[Row]) -> dict[str, type[Row]]:
    inner = {name: get_args(field.annotation)[:1] for name, field in model.model_fields.items()}
    return {
        name: row
        for name, given in inner.items()
        for row in given
        if isinstance(row, type) and issubclass(row, Row)
    }


def meaning(error: ValidationError) -> str:
    """Say which field of a record is wrong and how, as half a sentence."""
    first = error.errors()[0]
    field = ".".join(one_line(str(part))[:40] for part in first["loc"]) or "record"
    said = {"missing": "it is missing; add it", "extra_forbidden": "there is no such field; take it out"}
    message = one_line(first["msg"].removeprefix("Value error, "))[:200]
    return f"field {field}: {said.get(first['type']) or message[:1].lower() + message[1:]}"
