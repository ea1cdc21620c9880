"""Reading TOML files with numbered entries: file, line and field are named where something is wrong."""

import errno
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, StringConstraints, ValidationError

from rehearse.domain.text import clean, in_bytes, in_short, without_middle
from rehearse.errors import PackError
from rehearse.files import read_text

MAX_BYTES: Final = 4 * 1024 * 1024
"""A larger file is none of ours."""

_LONGEST_REASON: Final = 200
_LONGEST: Final = 80
"""Letters of a field's name that a sentence repeats."""

Head = TypeVar("Head", bound=BaseModel)
Entry = TypeVar("Entry", bound=BaseModel)


def _cleaned(value: Any) -> Any:
    return clean(value).strip() if isinstance(value, str) else value


Line = Annotated[str, BeforeValidator(_cleaned), StringConstraints(min_length=1, max_length=2_000)]
Passage = Annotated[str, BeforeValidator(_cleaned), StringConstraints(max_length=20_000)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=80)]


@dataclass(frozen=True, slots=True)
class TomlFile(Generic[Head]):
    """A file whose own fields were checked; its entries are still raw."""

    file: Path
    text: str
    head: Head

    def entries(
        self, name: str, raw: Sequence[dict[str, Any]], table: type[Entry]
    ) -> Iterator[tuple[int, Entry]]:
        """Check the entries one by one, each with its number; `PackError` when one is wrong or an id comes twice."""
        seen: dict[Any, int] = {}
        for number, fields in enumerate(raw):
            try:
                entry = table.model_validate(fields)
            except ValidationError as error:
                called = f", {name} {in_short(fields['id'])}" if isinstance(fields.get("id"), str) else ""
                lines = _lines_of_fields(self.text, number, name)
                raise PackError(f"{self.file}, {_describe(error, lines, table, called)}") from error
            if fields["id"] in seen:
                there = _lines_of_fields(self.text, seen[fields["id"]], name).get("id", 1)
                problem = (
                    f"{fields['id']!r} is already used in line {there}; give each {name} an id of its own."
                )
                raise PackError(self.at(name, number, "id", problem))
            seen[fields["id"]] = number
            yield number, entry

    def at(self, name: str, number: int, field: str, problem: str) -> str:
        """Say what is wrong with a field of the entry with this number."""
        line = _lines_of_fields(self.text, number, name).get(field, 1)
        return f"{self.file}, line {line}, field {field}: {problem.removesuffix('.')}."


def read_toml(file: Path, what: str, table: type[Head]) -> TomlFile[Head]:
    """Read a file and check its own fields; `PackError` says what is wrong. `what` names what it should have been."""
    text = _text_of(file, what)
    try:
        return TomlFile(file, text, table.model_validate(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise PackError(
            f"{file}: {_lower(without_middle(str(error), _LONGEST_REASON))}. Mend that line; the rest was not read."
        ) from error
    except RecursionError as error:
        raise PackError(f"{file}: values are nested too deeply to be a {what}.") from error
    except ValidationError as error:
        lines = _lines_of_fields(text, None, "")
        raise PackError(f"{file}, {_describe(error, lines, table)}") from error
    except ValueError as error:  # Python reads no number of more than 4300 digits
        raise PackError(f"{file}: a number in it is too long. Mend that; the rest was not read.") from error


def _text_of(file: Path, what: str) -> str:
    """Read a text file; `PackError` says why it cannot be read. `what` names what it should have been."""
    try:
        return read_text(file, MAX_BYTES)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise PackError(f"{file}, line {line}: not UTF-8 text; save the file as UTF-8.") from error
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise PackError(f"{file} is larger than {in_bytes(MAX_BYTES)}; that is no {what}.") from error
        raise PackError(f"{file} cannot be read: {error.strerror}.") from error


def _describe(error: ValidationError, lines: dict[str, int], table: type[BaseModel], called: str = "") -> str:
    """Say in a clause what is wrong: line, field, of which entry, and what would be right there."""
    first = error.errors()[0]
    places = [part for part in first["loc"] if isinstance(part, str) and part != "[key]"]
    field = ".".join(places) or "it"
    line = next((lines[name] for name in (field, *reversed(places), "") if name in lines), lines.get("", 1))
    return f"line {line}, field {field[:_LONGEST]}: {_meaning(first, table)}{called}."


def _meaning(error: Any, table: type[BaseModel]) -> str:
    kind, value = error["type"], error.get("input")
    if kind == "missing":
        return "it is missing; add it"
    if kind == "extra_forbidden":
        return f"no such field; known are {', '.join(table.model_fields)}"
    if kind == "enum":
        return f"{in_short(value)} is not one of {error['ctx']['expected']}"
    if kind == "too_short":
        return f"too few entries; give at least {error['ctx']['min_length']}"
    if kind == "too_long":
        return f"too many entries; give at most {error['ctx']['max_length']}"
    return f"{_lower(error['msg'])}"


def _lower(text: str) -> str:
    """Begin a message in lower case: it follows a colon."""
    return text[:1].lower() + text[1:]


def _lines_of_fields(text: str, number: int | None, entry: str) -> dict[str, int]:
    """Give the line of each field of the entry with this number, or of the file's own fields.

    `entry` is what the entries are called in the file, "" whatever they are called. The key "" holds the line of the
    entry's header. TOML readers give no positions, so the text is looked through line by line, skipping strings of
    several lines.
    """
    entry = entry or r"\w+"
    header = re.compile(rf"^\s*\[\[\s*{entry}\s*\]\]")
    inner = re.compile(rf"\s*\[\s*{entry}\.(\w+)\s*\]")
    found: dict[str, int] = {}
    current, table, quote = -1, "", ""
    wanted = -1 if number is None else number
    for position, line in enumerate(text.split("\n"), start=1):
        if quote:
            quote = "" if line.count(quote) % 2 else quote
            continue
        if header.match(line):
            current, table = current + 1, ""
            if current == wanted:
                found[""] = position
        elif match := inner.match(line):
            table = match[1]
            if current == wanted:
                found.setdefault(table, position)
        elif (match := re.match(r"\s*([\w.-]+|\"[^\"]*\")\s*=", line)) and current == wanted:
            name = match[1].strip('"')
            found.setdefault(f"{table}.{name}" if table else name, position)
        quote = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")
    return found
