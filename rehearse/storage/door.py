"""The one open connection of a store: opened anew when the file turns out damaged, or was replaced by another."""

import contextlib
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from rehearse.storage.copying import let_go
from rehearse.storage.damage import is_damage
from rehearse.storage.database import open_database, open_to_read
from rehearse.storage.sqlite import Database

log = logging.getLogger(__name__)
Now = Callable[[], datetime]

_MOST: Final = 3
"""How often a store sets a damaged file aside: more would be a broken disk, and files without end."""
_REPLACED: Final = (
    "The database {file} was replaced by another file while rehearse ran. It goes on with what is there now; what "
    "you are working on is written into it."
)


class Door:
    """The connection that all parts of a store share; `trouble` is a sentence about what became of the file.

    `said` is what there is to say of it from the start, `now` gives the moment that is written, where it is not the
    present one. `known` are the names, across files, of the rows that were worked on: table and id to uid.
    """

    def __init__(self, file: Path, now: Now | None = None, said: str = "") -> None:
        self.file = file
        self.now = now
        self.trouble = ""
        self.known: dict[tuple[str, int], str] = {}
        self._opened: tuple[int, int] | None = None
        self._mended = 0
        self._damaged = False
        self._open()
        self.trouble = self.trouble or said

    def enter(self) -> None:
        """Make sure that the file under the name is still the one that is open: what is written elsewhere is lost."""
        replaced = self._opened is not None and _node(self.file) != self._opened
        if replaced:
            log.warning("%s was replaced", self.file)
            self.close()
        if self._opened is None:
            self._open()
        if replaced:
            self.trouble = self.trouble or _REPLACED.format(file=self.file)

    def mend(self, error: sqlite3.Error | UnicodeDecodeError | KeyError) -> bool:
        """Set a damaged file aside, with what can be read of it in its place; tell whether that was done."""
        if self._mended == _MOST or not is_damage(error, self.file):
            return False
        log.error("%s is damaged: %s", self.file, error)
        self._mended += 1
        self._damaged = _node(self.file) == self._opened
        let_go(self.db.conn, self.file)
        self._opened = None
        self._open()
        return True

    def close(self) -> None:
        """Let go of the file."""
        with contextlib.suppress(sqlite3.Error):  # a damaged file is no reason to keep it open
            self.db.close()
        self._opened = None

    def _open(self) -> None:
        opened = open_database(self.file, damaged=self._damaged)
        self.db: Database = opened.db
        self.trouble = opened.mended.text if opened.mended else ""
        self._damaged = False
        self._opened = _node(self.file)


class ReadingDoor(Door):
    """A connection that only reads: whatever the file is like, it stays as it is."""

    def mend(self, error: sqlite3.Error | UnicodeDecodeError | KeyError) -> bool:  # noqa: ARG002 (nothing is mended)
        """Mend nothing."""
        return False

    def _open(self) -> None:
        self.db = open_to_read(self.file)
        self._opened = _node(self.file)


def _node(file: Path) -> tuple[int, int] | None:
    """Identify the file that has a name at present."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
