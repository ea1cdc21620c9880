"""Copies of the database while the app runs, and the way back; nothing that is there is ever overwritten."""

import contextlib
import sqlite3
from pathlib import Path

from rehearse.domain.text import one_line
from rehearse.errors import StorageError
from rehearse.files import private_folder
from rehearse.storage.copying import check_pages, copy_whole, discard, keep_as, reader
from rehearse.storage.database import known_steps
from rehearse.storage.migrations import migrations
from rehearse.storage.new_file import keep_names, make_folder, name_new, reason_of, stamp
from rehearse.storage.sqlite import Database


def back_up(file: Path, target: Path) -> Path:
    """Copy the database into a new file, checked before it has its name; `StorageError` when that cannot be."""
    if not file.exists():
        raise StorageError(f"{file} is not there yet; there is nothing to back up.")
    if target.is_symlink() or target.exists():
        raise StorageError(f"{_named(target)} is there already; name another file.")
    part = target.with_name(f"{target.name}.part")
    try:
        private_folder(target.parent)
        _copy(file, part)
        name_new(part, target)  # fails where another program made the file meanwhile
    except sqlite3.Error as error:
        raise StorageError(f"{file} cannot be backed up: {error}. rehearse doctor says more.") from error
    except (OSError, ValueError) as error:
        raise StorageError(f"{_named(target)} cannot be written: {reason_of(error)}.") from error
    finally:
        with contextlib.suppress(OSError, ValueError):
            discard(part)
    return target


def restore(file: Path, source: Path) -> Path | None:
    """Put a backup in the database's place and give the new name of the one that was there.

    `StorageError` when the backup is not ours, damaged or newer, or when the app has the database open; then
    nothing was changed. The one that was there has its other name before it loses the old one, in one step.
    """
    part = file.with_name(f"{file.name}.part")
    aside = file.with_name(f"{file.stem}.replaced-{stamp()}{file.suffix}")
    try:
        _check(source)
        private_folder(file.parent)
        _copy(source, part)
        _let_go(file)
        keep_as(file, aside)
        part.replace(file)
        keep_names(file.parent)
        return aside if aside.exists() else None
    except sqlite3.Error as error:
        raise StorageError(f"{_named(source)} is damaged ({error}); take another backup.") from error
    except (OSError, ValueError) as error:
        raise StorageError(f"{_named(source)} cannot be restored: {reason_of(error)}.") from error
    finally:
        with contextlib.suppress(OSError, ValueError):
            discard(part)


def default_name(folder: Path) -> Path:
    """Name a backup after the present moment, in a folder of the app's own; `StorageError` when that is a link."""
    make_folder(folder)
    return folder / f"rehearse-{stamp()}.db"


def _copy(source: Path, target: Path) -> None:
    """Copy a database, and see that the pages of the copy are in order."""
    copy_whole(source, target)
    with contextlib.closing(reader(target)) as connection:
        check_pages(connection)


def _check(source: Path) -> None:
    if source.is_symlink() or not source.is_file():
        raise StorageError(f"{_named(source)} is no file of its own; name the backup itself.")
    with contextlib.closing(reader(source)) as connection:
        check_pages(connection)
        db = Database(connection)
        if migrations.migrations_table not in db.table_names():
            raise StorageError(
                f"{_named(source)} is a database of another program; name a backup of rehearse."
            )
        steps = [migration.name for migration in migrations.applied(db)]
        if newer := [name for name in steps if name not in known_steps()]:
            raise StorageError(
                f"{_named(source)} was written by a newer version of rehearse (it has the step "
                f"{one_line(newer[-1])[:60]}); upgrade rehearse."
            )
        if not steps or _active(connection) - _own_active():
            raise StorageError(f"{_named(source)} holds tables that are not ours; name a backup of rehearse.")


def _active(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """List what would act by itself once the file is used: triggers and views with their text."""
    return set(connection.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"))


def _own_active() -> set[tuple[str, str]]:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as blank:
        migrations.apply(Database(blank))
        return _active(blank)


def _let_go(file: Path) -> None:
    """See that nobody has the database open; leaving WAL mode needs it alone and puts everything into the one file."""
    if not file.exists():
        return
    with contextlib.closing(sqlite3.connect(file, timeout=0)) as present:
        try:
            present.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            raise StorageError(
                f"{file} is in use: quit rehearse and repeat; nothing was changed ({error})."
            ) from error
        except sqlite3.DatabaseError:
            pass  # a damaged one is set aside as it is


def _named(file: Path) -> str:
    return one_line(str(file))
