"""Databases under other names: a copy in one piece, and the one that has to make room for another."""

import contextlib
import functools
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Final

from rehearse.domain.text import one_line

_COMPANIONS: Final = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a database in use; it belongs to the file and must never meet another one."""


def copy_whole(source: Path, target: Path) -> None:
    """Copy a database in one piece; the copy is its owner's alone and one file."""
    discard(target)  # what an earlier attempt left that was killed
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600))
    with (
        contextlib.closing(reader(source)) as old,
        contextlib.closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")


def discard(copy: Path) -> None:
    """Remove a copy that is not wanted, with what SQLite left beside it."""
    for ending in ("", *_COMPANIONS):
        Path(f"{copy}{ending}").unlink(missing_ok=True)


lenient: Final = functools.partial(str, encoding="utf-8", errors="replace")
"""Reads a text that may be damaged as far as it can be read."""


def reader(file: Path, *, unused: bool = False) -> sqlite3.Connection:
    """Open a database for reading only; where it is `unused` by others no log is made beside it, as SQLite would."""
    how = "mode=ro&immutable=1" if unused else "mode=ro"
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?{how}", uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


class DamageError(sqlite3.DatabaseError):
    """The file is no whole database of ours."""


def check_pages(connection: sqlite3.Connection) -> None:
    """Read every page; `DamageError` says which one is not in order."""
    # where there are views, SQLite 3.40 leaves the free pages out of the first check; the second has them
    for check in ("integrity_check(1)", "integrity_check(sqlite_schema)"):
        found = connection.execute(f"PRAGMA {check}").fetchone()[0]
        if found != "ok":
            raise DamageError(one_line(str(found))[:200])


def let_go(connection: sqlite3.Connection, file: Path) -> None:
    """Close a damaged database so that SQLite neither writes its log into it nor removes that.

    The last connection would; so one that may only read outlives it.
    """
    with contextlib.closing(reader(file)) as last:
        with contextlib.suppress(sqlite3.Error):
            last.execute("SELECT 1 FROM sqlite_schema").fetchone()
        with contextlib.suppress(sqlite3.Error):
            connection.close()


def keep_as(file: Path, aside: Path) -> None:
    """Give a database, where there is one, a second name, and its companions that name alone.

    It stays in its place until another file takes that or the caller removes it, so that whatever ends the program
    in between, there is a name for it.
    """
    with contextlib.suppress(FileNotFoundError):
        try:
            os.link(file, aside)
        except FileNotFoundError:
            raise
        except OSError:  # no second name there, as on a memory stick
            part = aside.with_name(f"{aside.name}.part")
            shutil.copyfile(file, part)
            part.rename(aside)
    keep_companions(file, aside)


def keep_companions(file: Path, aside: Path) -> None:
    """Give what SQLite keeps beside a database another name."""
    for ending in _COMPANIONS:
        with contextlib.suppress(FileNotFoundError):
            Path(f"{file}{ending}").rename(f"{aside}{ending}")
