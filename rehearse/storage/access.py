"""What every part of the store does alike: rows in, rows out, and SQLite's errors as a sentence."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import update_wrapper
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from rehearse.domain.question import Question
from rehearse.errors import StorageError
from rehearse.storage import rows
from rehearse.storage.database import advice
from rehearse.storage.door import Door
from rehearse.storage.sqlite import Database

A = TypeVar("A", bound="Access")
P = ParamSpec("P")
R = TypeVar("R")


class Access:
    """An open database and the statements that all parts of the store share."""

    def __init__(self, door: Door) -> None:
        self._door = door

    @property
    def file(self) -> Path:
        """Name the database."""
        return self._door.file

    @property
    def _db(self) -> Database:
        return self._door.db

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Commit all that is written in a block together, or nothing of it."""
        with self._writing():
            yield

    def _now_text(self) -> str:
        now = self._door.now
        return rows.now_text() if now is None else rows.time_text(now())

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Make one change of several statements, or a part of one.

        The lock comes first: a change that read before it had to write could not wait for another program's.
        """
        if self._db.conn.in_transaction:
            with self._db.atomic():
                yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            self._db.rollback()
            raise

    def _insert(self, table: str, row: rows.Row, conflict: str = "") -> int:
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        cursor = self._db.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks}) {conflict}", list(row.values())
        )
        return cursor.lastrowid or 0

    def _insert_question(self, question: Question) -> None:
        """Keep a question as it was asked; one that was asked before stands already."""
        self._insert("questions", rows.question_row(question), "ON CONFLICT (key) DO NOTHING")

    def _free_story_key(self, wanted: str) -> str:
        """Give a story's key with a number behind it where another story has it."""
        key, number = wanted, 1
        while self._rows("SELECT 1 FROM stories WHERE key = ?", [key]):
            number += 1
            key = f"{wanted}-{number}"
        return key

    def _is_still(self, table: str, row_id: int) -> bool:
        """Tell whether a row is there and the one that was first seen under its id: a replaced file has others."""
        found = self._rows(f"SELECT uid FROM {table} WHERE id = ?", [row_id])
        return (
            bool(found) and self._door.known.setdefault((table, row_id), found[0]["uid"]) == found[0]["uid"]
        )

    def _is_new(self, table: str, row_id: int) -> int:
        """Take note of a row that was just written; give its id."""
        self._door.known.pop((table, row_id), None)
        self._is_still(table, row_id)
        return row_id

    def _rows(self, query: str, values: list[Any] | dict[str, Any]) -> list[dict[str, Any]]:
        return rows.as_rows(self._db.execute(query, values))


def plainly(method: Callable[Concatenate[A, P], R]) -> Callable[Concatenate[A, P], R]:
    """Turn SQLite's errors into a sentence; what was committed before stays as it is.

    Where the file turns out to be damaged, it is set aside, and the call is done again on what could be read of it.
    """

    def attempt(self: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(self, *args, **kwargs)
        except (sqlite3.DatabaseError, UnicodeDecodeError, KeyError) as error:
            if not self._door.mend(error):
                raise
        return method(self, *args, **kwargs)

    def plain(self: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            self._door.enter()
            return attempt(self, *args, **kwargs)
        except (sqlite3.Error, UnicodeDecodeError, rows.ColumnError) as error:
            raise StorageError(f"The database {self.file} answered: {error}. {advice(error)}") from error

    update_wrapper(plain, method)
    return plain
