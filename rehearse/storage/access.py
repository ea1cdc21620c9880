"""What every part of the store does alike: rows in, rows out, and SQLite's errors as a sentence."""

import sqlite3
from collections.abc import Callable
from functools import update_wrapper
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from rehearse.errors import StorageError
from rehearse.storage import rows
from rehearse.storage.sqlite import Database

A = TypeVar("A", bound="Access")
P = ParamSpec("P")
R = TypeVar("R")


class Access:
    """An open database and the two statements that all parts of the store share."""

    def __init__(self, db: Database, file: Path) -> None:
        self.file = file
        self._db = db

    def _insert(self, table: str, row: rows.Row, conflict: str = "") -> int:
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        cursor = self._db.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks}) {conflict}", list(row.values())
        )
        return cursor.lastrowid or 0

    def _rows(self, query: str, values: list[Any] | dict[str, Any]) -> list[dict[str, Any]]:
        return rows.as_rows(self._db.execute(query, values))


def plainly(method: Callable[Concatenate[A, P], R]) -> Callable[Concatenate[A, P], R]:
    """Turn SQLite's errors into a sentence; what was committed before stays as it is."""

    def plain(self: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(self, *args, **kwargs)
        except sqlite3.Error as error:
            raise StorageError(f"The database {self.file} answered: {error}.") from error

    update_wrapper(plain, method)
    return plain
