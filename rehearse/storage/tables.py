"""The tables of a database as they describe themselves, and what each column may hold, for a look at damaged rows."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from rehearse.domain.attempt import Status
from rehearse.domain.exercise import Kind
from rehearse.domain.interview import Result
from rehearse.domain.mock import Stage
from rehearse.domain.section import Section
from rehearse.domain.story import Field
from rehearse.domain.text import clean
from rehearse.domain.vocabulary import (
    Angle,
    Coaching,
    Competency,
    Difficulty,
    Experience,
    Flaw,
    Mode,
    ProbeTopic,
    Signal,
    Strength,
)
from rehearse.storage.pages import Record, Value
from rehearse.storage.sqlite import Database

Row = dict[str, Any]

_WORDS: Final[Mapping[str, tuple[type[StrEnum], ...]]] = {
    "angle": (Angle,),
    "coaching": (Coaching,),
    "competency": (Competency,),
    "difficulty": (Difficulty,),
    "experience": (Experience,),
    "field": (Field,),
    "flaw": (Flaw,),
    "kind": (Kind,),
    "mode": (Mode,),
    "section": (Section,),
    "signal": (Signal,),
    "stage": (Stage,),
    "status": (Status,),
    "strength": (Strength,),
    "topic": (ProbeTopic,),
    "interviews.outcome": (Result,),
    "story_tags.tag": (Competency, Angle),
}
"""The words that a column of this name can hold, in every table or in the one that is named."""
_MORE_WORDS: Final = {"story_tags.kind": {"competency", "angle"}, "disputes.section": {*Section, ""}}
_GROWN: Final = ("attempts", "stories")
"""Tables that later steps gave more columns; rows from before lack these."""
_DAYS: Final = ("held_on", "interview_date")
_ALIKE: Final = 0.7
"""How alike a damaged word and one of the vocabulary are at least: two letters of eight may differ."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `parent` is the table it refers to, `words` what it can hold where that is a closed list."""

    name: str
    type: str
    required: bool
    parent: str | None
    words: frozenset[str] | None

    def mended(self, value: Value) -> Value:
        """Give a value as the column can hold it: a damaged word as the one it was; ValueError when nothing fits."""
        if value is None and not self.required:
            return None
        match self.type:
            case "INTEGER" if isinstance(value, int):
                return value
            case "REAL" if isinstance(value, int | float):
                return float(value)
            case "TEXT" | "" if isinstance(value, str):
                return self._text(value)
        raise ValueError(self.name)

    def _text(self, value: str) -> str:
        if self.words is not None and value not in self.words:
            return difflib.get_close_matches(value, self.words, 1, _ALIKE)[0]
        if self.name.endswith("_at"):
            datetime.fromisoformat(value)
        elif self.name in _DAYS:
            date.fromisoformat(value)
        return clean(value)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `alias` is the column that is the row's number, `by_key` says that its rows have none."""

    name: str
    columns: tuple[Column, ...]
    alias: str | None
    by_key: bool

    def row(self, record: Record, before: Mapping[str, Any] | None = None) -> Row:
        """Read a record as a row of this table; ValueError when it cannot be one.

        A column that was added later is left out where the record is older. With `before`, the row before it, a word
        or a moment that is beyond mending is taken over from there.
        """
        absent = len(self.columns) - len(record.values)
        if absent < 0 or (absent and self.name not in _GROWN) or (record.rowid is None) != self.by_key:
            raise ValueError(self.name)
        row: Row = {} if self.by_key else {"rowid": record.rowid}
        for column, value in zip(self.columns, record.values, strict=False):
            if column.name != self.alias:
                row[column.name] = _mended(column, value, before)
            elif value is not None:
                raise ValueError(self.name)
        return row


def _mended(column: Column, value: Value, before: Mapping[str, Any] | None) -> Value:
    try:
        return column.mended(value)
    except (ValueError, IndexError) as error:
        copied = column.words is not None or column.name.endswith("_at")
        if before is not None and copied and column.name in before:
            found: Value = before[column.name]
            return found
        raise ValueError(column.name) from error


def text_index(db: Database) -> Table:
    """Describe the table in which the text index keeps question and answer of each finished attempt."""
    return _table(db, "attempt_search_content")


def tables_of(db: Database) -> list[Table]:
    """List the tables that hold what a user gave, each behind those that its rows cannot be without."""
    names = [
        row[0]
        for row in db.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND name NOT LIKE 'sqlite_%' AND name NOT IN ('_sqlite_migrations', 'trend_sums')"
        ).fetchall()
    ]
    waiting = {name: _table(db, name) for name in names}
    placed: list[Table] = []
    while waiting:
        ready = [each for each in waiting.values() if not _needs(each) & (waiting.keys() - {each.name})]
        placed += ready
        waiting = {name: each for name, each in waiting.items() if each not in ready}
    return placed


def _needs(table: Table) -> set[str]:
    return {column.parent for column in table.columns if column.parent and column.required}


def _table(db: Database, name: str) -> Table:
    parents = {row[3]: row[2] for row in db.execute(f"PRAGMA foreign_key_list({name})").fetchall()}
    described = db.execute(f"PRAGMA table_info({name})").fetchall()
    by_key = bool(db.execute("SELECT wr FROM pragma_table_list WHERE name = ?", [name]).fetchone()[0])
    keys = [(row[1], row[2]) for row in described if row[5]]
    alias = keys[0][0] if not by_key and len(keys) == 1 and keys[0][1] == "INTEGER" else None
    columns = tuple(
        Column(
            row[1],
            row[2],
            bool(row[3] or row[5]),
            parents.get(row[1]),
            _words(name, row[1]),
        )
        for row in described
    )
    return Table(name, columns, alias, by_key)


def _words(table: str, column: str) -> frozenset[str] | None:
    named = f"{table}.{column}"
    if named in _MORE_WORDS:
        return frozenset(_MORE_WORDS[named])
    kinds = _WORDS.get(named) or _WORDS.get(column)
    return frozenset(word.value for kind in kinds for word in kind) if kinds else None
