"""The one door to the database: opened, checked, backed up before a change of schema, never overwritten."""

import contextlib
import errno
import fcntl
import filecmp
import logging
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from rehearse.errors import StorageError
from rehearse.files import private_folder
from rehearse.storage.copying import copy_whole, lenient, let_go, reader
from rehearse.storage.damage import Mended, check_inside, check_outside, is_damage, put_right
from rehearse.storage.migrations import migrations
from rehearse.storage.new_file import name_new
from rehearse.storage.sqlite import Database

log = logging.getLogger(__name__)

BUSY_SECONDS: Final = 5.0
"""How long a write waits for another program that holds the file."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database; `mended` says what became of a damaged one in its place, if there was one."""

    db: Database
    mended: Mended | None = None


def open_database(file: Path, *, damaged: bool = False) -> Opened:
    """Open the database, creating or upgrading it; `StorageError` says why when that cannot be.

    A file from a newer version is refused untouched. A damaged one, or one of which the caller knows that it is
    `damaged`, is set aside under a new name, and what can be read of it takes its place. Before an upgrade the file
    is copied beside itself.
    """
    try:
        private_folder(file.parent)
        with _alone(file.parent):
            return _opened(file, damaged=damaged)
    except sqlite3.Error as error:
        raise StorageError(f"{file} cannot be used: {error}. {advice(error)}") from error
    except OSError as error:
        raise StorageError(f"{file} cannot be used: {error.strerror}. {advice(error)}") from error


def open_to_read(file: Path) -> Database:
    """Open a database as it is: nothing is made, mended or upgraded; `StorageError` where that were needed."""
    try:
        connection = reader(file, unused=not Path(f"{file}-wal").exists())
        connection.text_factory = lenient
        try:
            db = Database(connection, strict=True)
            outdated = bool(migrations.pending(db))
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise StorageError(f"{file} cannot be read: {error}. {advice(error)}") from error
    if outdated:
        db.close()
        raise StorageError(f"{file} was written by an older version of rehearse and is not upgraded yet.")
    return db


def _opened(file: Path, *, damaged: bool) -> Opened:
    if not damaged:
        try:
            return Opened(_connect(file))
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if not is_damage(error, file):
                raise
            log.warning("%s is damaged: %s", file, error)
    mended = put_right(file, known_steps())
    return Opened(_connect(file), mended)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let no other rehearse open a database of this folder meanwhile: of two that find one damaged, one mends it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _connect(file: Path) -> Database:
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    check_outside(file, known_steps())
    connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
    # a text that is damaged is shown as far as it can be; the error that Python would raise quotes it
    connection.text_factory = lenient
    try:
        db = Database(connection, strict=True)
        check_inside(db, file, known_steps())
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL: a power cut after a commit must not take the commit with it.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _upgrade(db, file)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        let_go(connection, file)
        raise
    except BaseException:
        connection.close()
        raise
    return db


def known_steps() -> tuple[str, ...]:
    """Name the steps of the schema that this version knows, in order."""
    blank = Database(memory=True)
    try:
        return tuple(migration.name for migration in migrations.pending(blank))
    finally:
        blank.close()


def _upgrade(db: Database, file: Path) -> None:
    """Apply the steps that are missing, all or none, after a copy was made."""
    if not migrations.pending(db):
        return
    with db.conn:
        # Of two programs that start at once one upgrades; the other waits, and finds nothing left to do.
        db.execute("BEGIN IMMEDIATE")
        pending = migrations.pending(db)
        if pending and migrations.applied(db):
            _copy_before(file, pending[-1].name)
        migrations.apply(db)


def _copy_before(file: Path, step: str) -> None:
    """Copy the database as it is before a step; an earlier copy stays, under a name of its own if it differs."""
    first = file.with_name(f"{file.stem}.before-{step}{file.suffix}")
    part = first.with_name(f"{first.name}.part")
    copy_whole(file, part)
    for number in count(1):
        copy = first if number == 1 else first.with_stem(f"{first.stem}-{number}")
        if not copy.exists():
            name_new(part, copy)
            return
        if filecmp.cmp(part, copy, shallow=False):  # of an upgrade that did not come to its end
            part.unlink()
            return


def advice(error: Exception) -> str:
    """Say what can be done about an error."""
    text = "disk full" if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) else str(error)
    if "locked" in text:
        return "Another program holds it; close that and repeat."
    if "readonly" in text or "unable to open" in text:
        return "Make its folder writable, or give another one with --data-dir."
    if "full" in text:
        return "Free some space on the disk and repeat."
    return "Give another folder with --data-dir to go on meanwhile."
