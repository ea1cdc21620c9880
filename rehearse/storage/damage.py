"""Damage of a database: how it is noticed, and how what can be read of the file takes its place."""

import fcntl
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rehearse.errors import StorageError
from rehearse.storage.copying import (
    DamageError,
    check_pages,
    discard,
    keep_as,
    keep_companions,
    lenient,
    reader,
)
from rehearse.storage.journal import read_journal
from rehearse.storage.migrations import migrations
from rehearse.storage.new_file import keep_names, stamp
from rehearse.storage.salvage import Salvaged, salvage, steps_of
from rehearse.storage.sqlite import Database

CHECKED_BYTES: Final = 8 * 1024 * 1024
"""Files up to this size are checked page by page on opening, in 60 ms at most; damage in a larger one is met later."""
_OURS: Final = {"questions", "attempts", "attempt_sections"}
"""Tables that every version of rehearse has."""
_LOCKED: Final = (0x40000002, 510)
"""The bytes of a database on which every program that has it open holds a lock: where they begin, and how many."""
_HEADER: Final = 100
_MAGIC: Final = b"SQLite format 3\0"
_FIXED: Final = ((18, (1, 2)), (19, (1, 2)), (21, (64,)), (22, (32,)), (23, (32,)), (47, (0, 1, 2, 3, 4)))
"""Bytes of the header, and what SQLite ever writes there."""
_MAY_BE_SCHEMA: Final = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH)
_SCHEMA: Final = (
    f"SELECT type, name, sql FROM sqlite_schema WHERE tbl_name != '{migrations.migrations_table}'"
)
"""Without the table of the steps: it is stricter in a database that was never mended."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a damaged database: its new name, and what was read back from it."""

    file: Path
    aside: Path
    salvaged: Salvaged

    @property
    def text(self) -> str:
        """Say it to the user."""
        return (
            f"The database {self.file} was damaged. {self.salvaged.text}; the damaged file is kept as "
            f"{self.aside.name} in the same folder."
        )


def is_damage(error: sqlite3.Error | UnicodeDecodeError | KeyError, file: Path) -> bool:
    """Tell whether an error says that the file is damaged, rather than the disk full or the file in use.

    Of a schema that is no text Python's own binding says so. Where SQLite makes no sense of a statement of ours or
    refuses a row, or a column is missing, a letter of the schema may have changed, which no check of its own finds.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _MAY_BE_SCHEMA or isinstance(error, KeyError):
        return _schema_is_damaged(file)
    return _says_damage(error)


def check_outside(file: Path, known: tuple[str, ...]) -> None:
    """Look at a file before SQLite does, which would drop what is behind a damaged place of its log: `DamageError`.

    It would also write the log of a newer version into its database on leaving: `StorageError`.
    """
    if _begun(file) is not None:
        raise DamageError("it was being set aside")
    with file.open("rb") as opened:
        header = opened.read(_HEADER)
    if header and (
        len(header) < _HEADER
        or not header.startswith(_MAGIC)
        or any(header[at] not in known for at, known in _FIXED)
    ):
        raise DamageError("header")
    try:
        log = Path(f"{file}-wal").read_bytes()
    except FileNotFoundError:  # another program may take it away at any moment
        return
    if not log or _in_use(file):
        return
    refuse_newer(file, steps_of(file), known)
    found = read_journal(log)
    if found.damaged or (not header and found.pages):
        raise DamageError("write-ahead log")


def check_inside(db: Database, file: Path, known: tuple[str, ...]) -> None:
    """Look at an open database; `DamageError`, or `StorageError` where it is not ours or newer than this version."""
    tables = set(db.table_names())
    ours = migrations.migrations_table in tables
    applied = [migration.name for migration in migrations.applied(db)] if ours else []
    refuse_newer(file, applied, known)
    if not tables or file.stat().st_size <= CHECKED_BYTES:
        _check_pages(db, tables)
    if tables and not ours and not tables >= _OURS:
        raise StorageError(f"{file} is a database of another program; give another folder with --data-dir.")
    if tables and (not ours or applied != list(known[: len(applied)])):
        raise DamageError("steps")


def refuse_newer(file: Path, applied: list[str], known: tuple[str, ...]) -> None:
    """Refuse a database that has all the known steps and more; `StorageError`."""
    newer = [name for name in applied if name not in known]
    if newer and set(known) <= set(applied):
        raise StorageError(
            f"{file} was written by a newer version of rehearse (it has the step {newer[-1]}); "
            "it was left untouched. Upgrade rehearse, or give another folder with --data-dir."
        )


def put_right(file: Path, known: tuple[str, ...]) -> Mended:
    """Set a damaged database aside and put what can be read of it in its place.

    The damaged one keeps its place until the new one is whole, and has its new name before it loses the old one. An
    attempt that came to its end in between is gone on with: its log stands under the new name already.
    """
    begun = _begun(file)
    source, whole = begun or file, file.with_name(f"{file.name}.salvaged")
    refuse_newer(file, steps_of(source), known)
    try:
        salvaged = salvage(source, whole, known)
    except BaseException:
        discard(whole)  # half a database on a full disk helps nobody
        raise
    aside = begun or file.with_name(f"{file.stem}.damaged-{stamp()}{file.suffix}")
    if begun is None:
        keep_as(file, aside)
    else:
        keep_companions(file, aside.with_name(f"{aside.name}.later"))
    whole.replace(file)
    keep_names(file.parent)
    return Mended(file, aside, salvaged)


def _says_damage(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    broken = code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return broken or isinstance(error, DamageError | UnicodeDecodeError)


def _schema_is_damaged(file: Path) -> bool:
    """Hold the schema against that of a new database that went through the same steps.

    All is asked of SQLite: whoever opens and closes the file beside it takes the locks off the connection that is open.
    """
    try:
        with closing(reader(file)) as connection:
            connection.text_factory = lenient
            connection.execute("BEGIN")  # both at one moment
            steps = connection.execute(f"SELECT count(*) FROM {migrations.migrations_table}").fetchone()[0]
            found = set(connection.execute(_SCHEMA))
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return _says_damage(error)
    blank = Database(memory=True)
    try:
        known = [migration.name for migration in migrations.pending(blank)]
        migrations.apply(blank, stop_before=known[steps:])
        return not found.issuperset(blank.execute(_SCHEMA))
    finally:
        blank.close()


def _begun(file: Path) -> Path | None:
    """Give the new name that a damaged database has already while it still has its old one."""
    named = file.parent.glob(f"{file.stem}.damaged-*{file.suffix}")
    return next((each for each in named if file.exists() and each.samefile(file)), None)


def _check_pages(db: Database, tables: set[str]) -> None:
    check_pages(db.conn)
    if "attempt_search" in tables:
        db.execute("INSERT INTO attempt_search (attempt_search) VALUES ('integrity-check')")


def _in_use(file: Path) -> bool:
    """Tell whether another program has the database open."""
    start, length = _LOCKED
    with file.open("rb+") as opened:
        try:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
        except BlockingIOError:
            return True
        except OSError:  # a file system without locks: then nobody can tell
            return False
    return False
