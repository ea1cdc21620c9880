"""The one door to the database: opened, checked, backed up before a change of schema, never overwritten."""

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rehearse.errors import StorageError
from rehearse.paths import private_folder
from rehearse.storage.migrations import migrations
from rehearse.storage.sqlite import Database

BUSY_SECONDS: Final = 5.0
"""How long a write waits for another program that holds the file."""
CHECKED_BYTES: Final = 8 * 1024 * 1024
"""Files up to this size are checked page by page on opening: some 10 ms; larger ones only by their schema."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database; `damaged` names the file that was set aside for it, if one was."""

    db: Database
    damaged: Path | None = None


def open_database(file: Path) -> Opened:
    """Open the database, creating or upgrading it; `StorageError` says why when that cannot be.

    A file from a newer version is refused untouched. A damaged one is set aside under a new name and an empty
    database takes its place. Before an upgrade the file is copied beside itself.
    """
    try:
        private_folder(file.parent)
        try:
            return Opened(_connect(file))
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
        damaged = set_aside(file)
        return Opened(_connect(file), damaged)
    except sqlite3.Error as error:
        raise StorageError(f"{file} cannot be used: {error}. {_advice(error)}") from error
    except OSError as error:
        raise StorageError(
            f"{file} cannot be used: {error.strerror}. Give another folder with --data-dir."
        ) from error


def set_aside(file: Path) -> Path:
    """Rename a damaged database, with its companions, so that nothing writes to it again."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = file.with_name(f"{file.stem}.damaged-{stamp}{file.suffix}")
    for ending in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            Path(f"{file}{ending}").rename(f"{aside}{ending}")
    return aside


def damaged_files(file: Path) -> list[Path]:
    """List the databases that were set aside, oldest first."""
    return sorted(file.parent.glob(f"{file.stem}.damaged-*{file.suffix}"))


def _connect(file: Path) -> Database:
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        db = Database(connection, strict=True)
        _check(db, file)
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL: a power cut after a commit must not take the commit with it.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _upgrade(db, file)
    except BaseException:
        connection.close()
        raise
    return db


def _check(db: Database, file: Path) -> None:
    tables = db.table_names()
    if file.stat().st_size <= CHECKED_BYTES and db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("malformed")
    if migrations.migrations_table not in tables:
        if tables:
            raise StorageError(
                f"{file} is a database of another program; give another folder with --data-dir."
            )
        return
    applied = [migration.name for migration in migrations.applied(db)]
    if newer := [name for name in applied if name not in known_steps()]:
        raise StorageError(
            f"{file} was written by a newer version of rehearse (it has the step {newer[-1]}); "
            "it was left untouched. Upgrade rehearse, or give another folder with --data-dir."
        )


def known_steps() -> tuple[str, ...]:
    """Name the steps of the schema that this version knows, in order."""
    blank = Database(memory=True)
    try:
        return tuple(migration.name for migration in migrations.pending(blank))
    finally:
        blank.close()


def _upgrade(db: Database, file: Path) -> None:
    applied, pending = migrations.applied(db), migrations.pending(db)
    if not pending:
        return
    if applied:
        backup = file.with_name(f"{file.stem}.before-{pending[-1].name}{file.suffix}")
        with contextlib.closing(sqlite3.connect(backup)) as copy:
            db.conn.backup(copy)
        backup.chmod(0o600)
    migrations.apply(db)


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    text = str(error)
    return "malformed" in text or "not a database" in text


def _advice(error: sqlite3.Error) -> str:
    text = str(error)
    if "locked" in text:
        return "Another program holds it; close that and repeat."
    if "readonly" in text or "unable to open" in text:
        return "Make its folder writable, or give another one with --data-dir."
    if "full" in text:
        return "Free some space on the disk and repeat."
    return "Give another folder with --data-dir to go on meanwhile."
