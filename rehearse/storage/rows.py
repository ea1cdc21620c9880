"""Rows to values and back: what every part of the store reads and spells alike."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from rehearse.domain.question import Question
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import Competency, Difficulty

Row = Mapping[str, Any]
T = TypeVar("T")

log = logging.getLogger(__name__)


def now() -> datetime:
    """Give the present moment, as the machine's clock has it."""
    return datetime.now(UTC)


def now_text() -> str:
    """Give the present moment as stored: UTC, ISO 8601, to the millisecond."""
    return time_text(now())


def time_text(moment: datetime) -> str:
    """Spell a moment in UTC as stored; such texts sort by time."""
    return moment.isoformat(timespec="milliseconds")


class ColumnError(KeyError):
    """A table lacks a column: that is no matter of one row."""

    def __str__(self) -> str:
        """Say it as SQLite does."""
        return f"no such column: {self.args[0]}"


class _Read(dict[str, Any]):
    """A row as it was read."""

    def __missing__(self, column: str) -> Any:
        raise ColumnError(column)


def as_rows(cursor: sqlite3.Cursor) -> list[dict[str, Any]]:
    """Read all rows of a query as dictionaries; `ColumnError` when a column that they lack is asked for."""
    names = [column[0] for column in cursor.description]
    return [_Read(zip(names, row, strict=True)) for row in cursor]


def readable(found: Iterable[Row], read: Callable[[Row], T]) -> list[T]:
    """Read rows; one that holds what it cannot hold is left out, with a word in the log that quotes nothing of it.

    A column that is missing is missing in every row: `ColumnError` goes on to who can mend the file.
    """
    kept = []
    for row in found:
        try:
            kept.append(read(row))
        except ColumnError:
            raise
        except (ValueError, TypeError, LookupError) as error:
            log.warning(
                "a row (id %s) cannot be read and is left out: %s", row.get("id"), type(error).__name__
            )
    return kept


def of_section(row: Row) -> tuple[Section, Row]:
    """Give a row with the section it belongs to."""
    return Section(row["section"]), row


def section_or_none(value: str | None) -> Section | None:
    """Read a section that may be absent."""
    return Section(value) if value is not None else None


def section_text(section: Section | None) -> str | None:
    """Spell a section that may be absent."""
    return section.value if section is not None else None


def clocks(sections: Mapping[Section, Row]) -> dict[Section, float]:
    """Give the seconds of the sections whose clock ran."""
    return {section: each["seconds"] for section, each in sections.items() if each["seconds"] is not None}


def question_row(question: Question) -> dict[str, Any]:
    """Spell a question as it was asked."""
    return {
        "key": question.key,
        "id": question.id,
        "pack": question.pack,
        "text": question.text,
        "competency": question.competency.value,
        "difficulty": question.difficulty.value,
    }


def question_from(row: Row) -> Question:
    """Read a question as it was asked; what only the pack knows, such as probes, is left empty."""
    return Question(
        id=row["question_id"],
        text=row["question_text"],
        competency=Competency(row["competency"]),
        difficulty=Difficulty(row["difficulty"]),
        pack=row["pack"],
    )
